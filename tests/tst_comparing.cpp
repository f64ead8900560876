#include "app/guides/comparisonguide.h"
#include "app/guides/runfiles.h"
#include "engine/workloads/registry.h"
#include "tests/support/openedtrace.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "views/comparison/comparisonpanel.h"
#include "views/comparison/matchmenu.h"

#include <QAction>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTreeView>

using support::Program;

namespace {

/// What stands in the row \a what of the comparison, "now | reference"; empty: there is none.
QString rowOf(const Program &program, const QString &what)
{
    const QAbstractItemModel *model = program.find<QTreeView>("comparisonTree")->model();
    for (int part = 0; part < model->rowCount(); ++part) {
        const QModelIndex heading = model->index(part, 0);
        for (int row = 0; row < model->rowCount(heading); ++row) {
            if (model->index(row, 0, heading).data().toString() == what)
                return QStringLiteral("%1 | %2").arg(
                    model->index(row, 1, heading).data().toString(),
                    model->index(row, 2, heading).data().toString());
        }
    }
    return {};
}

QModelIndex indexOf(const Program &program, const QString &what)
{
    const QAbstractItemModel *model = program.find<QTreeView>("comparisonTree")->model();
    const QModelIndexList found = model->match(model->index(0, 0), Qt::DisplayRole, what, 1,
                                               Qt::MatchExactly | Qt::MatchRecursive);
    return found.value(0);
}

/// The menu of the row \a what, opened by the right button.
views::MatchMenu *openMatchMenu(const Program &program, const QString &what)
{
    auto *tree = program.find<QTreeView>("comparisonTree");
    const QModelIndex index = indexOf(program, what);
    tree->scrollTo(index);
    Q_EMIT tree->customContextMenuRequested(tree->visualRect(index).center());
    return program.find<views::MatchMenu>("matchMenu");
}

QAction *entryOf(const QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text() == text || action->text().startsWith(text + QLatin1String(" (")))
            return action;
    }
    return nullptr;
}

bool isCompared(const Program &program)
{
    return program.find<QTreeView>("comparisonTree")->isVisible();
}

/// Chooses the pair of the scenario \a name in the menu.
bool choosePair(Program &program, const char *name)
{
    auto *pair = program.find<QAction>((QByteArrayLiteral("pair-") + QByteArray(name)).constData());
    if (pair == nullptr)
        return false;
    pair->trigger();
    return QTest::qWaitFor([&] { return program.settled() && isCompared(program); }, 20'000);
}

void choose(const Program &program, const char *name, const QString &path)
{
    QTRY_VERIFY(program.find<QFileDialog>(name) != nullptr);
    auto *field
        = program.find<QFileDialog>(name)->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    QVERIFY(field != nullptr);
    field->setText(path);
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace

/// Two runs beside each other, as a person brings them together.
class tst_Comparing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_comparing"));
    }
    void init()
    {
        QSettings().clear();
        QSettings().setValue(QStringLiteral("window/inspector"), false);
        QSettings().setValue(QStringLiteral("legend"), false);
    }

    void onePairIsOneClickInThePanel()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_C, Qt::AltModifier);
        QVERIFY(program.find<QWidget>("comparisonOffers")->isVisible());
        program.click("offer-pair-chess");
        QTRY_VERIFY(program.settled() && isCompared(program));
        QCOMPARE(program.session().arguments().scenario().name, std::string("chess"));
        QCOMPARE(rowOf(program, QStringLiteral("Length")),
                 QStringLiteral("1:00:55.000 | 12:00:00.000"));
        QVERIFY(!program.find<QWidget>("comparisonOffers")->isVisible());
    }

    void everyPairIsInTheMenuAndComparesItsRuns_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            if (!scenario.variation.pair.empty())
                QTest::newRow(scenario.name.c_str()) << QByteArray(scenario.name.c_str());
        }
    }
    void everyPairIsInTheMenuAndComparesItsRuns()
    {
        QFETCH(QByteArray, name);
        Program program;
        QVERIFY(choosePair(program, name.constData()));
        const scenario::Scenario &scenario = *engine::findScenario(name.toStdString());
        QCOMPARE(&program.session().arguments().scenario(), &scenario);
        QVERIFY(program.session().arguments() == scenario::Arguments(scenario));
        const QString verdict = program.text("comparisonVerdict");
        QVERIFY2(verdict.startsWith(QStringLiteral("<b>They part")), qPrintable(verdict));
        QVERIFY(program.find<QAction>("compare")->isChecked());
        QVERIFY(program.find<QAction>("ghost")->isChecked());
    }

    void aPairIsUndoneInOne()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const scenario::Arguments before = program.session().arguments();
        QVERIFY(choosePair(program, "lock"));
        QVERIFY(program.find<QAction>("keepReference")->isChecked());
        program.press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(program.session().arguments() == before);
        QVERIFY(!program.find<QAction>("keepReference")->isChecked());
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(program.find<QLabel>("noComparison")->isVisible());
        program.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(program.settled() && isCompared(program));
        QCOMPARE(program.session().arguments().scenario().name, std::string("lock"));
    }

    void aPairOnTheRealClockRunsOnTheVirtualOne()
    {
        Program program;
        program.session().setClock(engine::qt::ClockKind::Real);
        QVERIFY(choosePair(program, "hello"));
        QCOMPARE(program.session().clock(), engine::qt::ClockKind::Virtual);
        QCOMPARE(rowOf(program, QStringLiteral("Length")), QStringLiteral("1.000 s | 3.000 s"));
    }

    void argumentsOfTheScenarioBeforeAreThereAgainLater()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.drag("consumersSlider", 7);
        QVERIFY(choosePair(program, "hello"));
        QCOMPARE(QSettings().value(QStringLiteral("scenarios/queue/consumers")).toInt(), 7);
    }

    void aRunIsComparedWithAFile()
    {
        const QString path = m_folder.filePath(QStringLiteral("three.coroscope"));
        Program program;
        QTRY_VERIFY(program.settled());
        program.drag("consumersSlider", 3);
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_S, Qt::ControlModifier);
        choose(program, "saveRun", path);
        QTRY_COMPARE(program.window.statusBar()->currentMessage(), QStringLiteral("Saved ") + path);
        program.drag("consumersSlider", 10);
        QTRY_VERIFY(program.settled());

        program.press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        choose(program, "openReference", path);
        QTRY_VERIFY(isCompared(program));
        QVERIFY(!program.session().isOpened());
        QCOMPARE(rowOf(program, QStringLiteral("Length")), QStringLiteral("12.000 s | 14.000 s"));
        const QAbstractItemModel *model = program.find<QTreeView>("comparisonTree")->model();
        QCOMPARE(model->headerData(2, Qt::Horizontal).toString(),
                 QStringLiteral("three.coroscope"));
        QCOMPARE(app::RunFiles::recent(), QStringList{path});
        // And no more.
        program.press(Qt::Key_R, Qt::ShiftModifier);
        QVERIFY(!program.find<QAction>("keepReference")->isChecked());
        QTRY_COMPARE(model->headerData(2, Qt::Horizontal).toString(), QStringLiteral("Reference"));
    }

    void aFileIsComparedWithAnother()
    {
        const QString path = m_folder.filePath(QStringLiteral("broken off.coroscope"));
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            const std::vector<std::byte> bytes = support::twoTasks().bytes;
            file.write(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
        }
        Program program;
        program.window.files()->open(path);
        QTRY_VERIFY(program.session().isOpened());
        // Both break off: what is there of them is compared.
        program.window.files()->openReference(path);
        QTRY_VERIFY(isCompared(program));
        QVERIFY(program.text("comparisonVerdict").startsWith(QStringLiteral("<b>Equal")));
    }

    void whatCPythonDoesIsToldUntilItIsDone()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        QSignalSpy told(program.window.findChild<app::ComparisonGuide *>(),
                        &app::ComparisonGuide::told);
        // Which is run by this program here: a test, that knows nothing of it.
        program.find<QAction>("compareWithPython")->trigger();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0][0].toString(), QStringLiteral("CPython runs the program …"));
        QVERIFY(told[0][1].toBool());
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, 30'000);
        QVERIFY2(told[1][0].toString().startsWith(QLatin1String("Not compared with CPython. ")),
                 qPrintable(told[1][0].toString()));
        QVERIFY(told[1][1].toBool());
    }

    void aFileThatIsNoRunIsRefusedAndTheReferenceStays()
    {
        const QString path = m_folder.filePath(QStringLiteral("no run.coroscope"));
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(100'000, 'x'));
        }
        Program program;
        QVERIFY(choosePair(program, "lock"));
        program.window.files()->openReference(path);
        auto *box = program.find<QMessageBox>("runFileError");
        QVERIFY(box != nullptr);
        QCOMPARE(box->text(),
                 QStringLiteral("Cannot open \"%1\": it is not a trace file, as Save Run and "
                                "coroscope record make them.")
                     .arg(path));
        box->close();
        QVERIFY(isCompared(program));
        QVERIFY(program.find<QAction>("keepReference")->isChecked());
    }

    void theReferenceComesIntoTheRowsWithThePanelAndByKey()
    {
        Program program;
        QVERIFY(choosePair(program, "queue"));
        auto *ghost = program.find<QAction>("ghost");
        const views::TimelineView *timeline = program.window.timeline();
        QVERIFY(ghost->isChecked());
        QVERIFY(timeline->isGhostShown());
        program.press(Qt::Key_C, Qt::ShiftModifier);
        QVERIFY(!timeline->isGhostShown());
        program.press(Qt::Key_F10); // the output instead
        QVERIFY(!timeline->isGhostShown());
        // Without the panel, by a person's wish, and then it stays.
        program.press(Qt::Key_C, Qt::ShiftModifier);
        QVERIFY(timeline->isGhostShown());
        program.press(Qt::Key_C, Qt::AltModifier);
        program.press(Qt::Key_F10);
        QVERIFY(timeline->isGhostShown());
        program.press(Qt::Key_C, Qt::ShiftModifier);
        program.press(Qt::Key_C, Qt::AltModifier);
        QVERIFY(timeline->isGhostShown());
        program.press(Qt::Key_F10);
        QVERIFY(!timeline->isGhostShown());
    }

    void whileASliderMovesTheGhostIsThere()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_C, Qt::AltModifier);
        QSignalSpy compared(program.find<views::ComparisonPanel>("comparisonPanel"),
                            &views::ComparisonPanel::compared);
        program.drag("consumersSlider", 3);
        QTRY_VERIFY(program.settled() && isCompared(program));
        // At once: null and what is known now come in one go.
        QVERIFY(!compared.isEmpty());
        QVERIFY(compared.last()[0].value<std::shared_ptr<const views::Comparison>>() != nullptr);
    }

    void aTaskIsMatchedByHandAndAutomaticallyAgain()
    {
        Program program;
        QVERIFY(choosePair(program, "queue"));
        const QString consumer = QStringLiteral("Consumer 9");
        const QString alone = QStringLiteral("Consumer 9, only in this run");
        QVERIFY(!rowOf(program, alone).isEmpty());
        views::MatchMenu *menu = openMatchMenu(program, alone);
        QVERIFY(menu != nullptr);
        QVERIFY(!menu->findChild<QAction *>(QStringLiteral("matchAutomatically"))->isEnabled());
        QAction *other = entryOf(menu, QStringLiteral("Consumer 1"));
        QVERIFY(other != nullptr);
        other->trigger();
        menu->close();
        const QString matched = QStringLiteral("Consumer 9, with Consumer 1, by hand");
        QTRY_VERIFY(!rowOf(program, matched).isEmpty());
        QVERIFY(!rowOf(program, QStringLiteral("Consumer 1, only in this run")).isEmpty());
        QVERIFY(program.find<QToolButton>("comparisonUnmatchAll")->isVisible());

        menu = openMatchMenu(program, matched);
        menu->findChild<QAction *>(QStringLiteral("matchNone"))->trigger();
        menu->close();
        QTRY_VERIFY(!rowOf(program, alone + QStringLiteral(", by hand")).isEmpty());
        menu = openMatchMenu(program, alone + QStringLiteral(", by hand"));
        menu->findChild<QAction *>(QStringLiteral("matchAutomatically"))->trigger();
        menu->close();
        QTRY_VERIFY(!rowOf(program, alone).isEmpty());
        QVERIFY(!program.find<QToolButton>("comparisonUnmatchAll")->isVisible());
    }

    void aTaskHasOneCounterpartAtATime()
    {
        Program program;
        QVERIFY(choosePair(program, "queue"));
        const QString nobody = QStringLiteral(", only in this run");
        for (const char *name : {"Consumer 9", "Consumer 8"}) {
            const QString task = QString::fromLatin1(name);
            views::MatchMenu *menu = openMatchMenu(program, task + nobody);
            QVERIFY(menu != nullptr);
            entryOf(menu, QStringLiteral("Consumer 1"))->trigger();
            menu->close();
            QTRY_VERIFY(
                !rowOf(program, task + QStringLiteral(", with Consumer 1, by hand")).isEmpty());
        }
        QVERIFY(!rowOf(program, QStringLiteral("Consumer 9") + nobody).isEmpty());
        // Two may have none.
        for (const char *name : {"Consumer 7", "Consumer 6"}) {
            views::MatchMenu *menu = openMatchMenu(program, QString::fromLatin1(name) + nobody);
            menu->findChild<QAction *>(QStringLiteral("matchNone"))->trigger();
            menu->close();
            QTRY_VERIFY(
                !rowOf(program, QString::fromLatin1(name) + nobody + QStringLiteral(", by hand"))
                     .isEmpty());
        }
        QVERIFY(!rowOf(program, QStringLiteral("Consumer 7, only in this run, by hand")).isEmpty());
    }

    void aTaskAmongManyIsAskedFor()
    {
        Program program;
        QVERIFY(choosePair(program, "chess"));
        // 24 boards here, main alone there.
        program.find<QAction>("keepReference")->trigger();
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_R, Qt::ShiftModifier); // this run
        scenario::Arguments arguments = program.session().arguments();
        arguments.set("opponents", "23");
        program.session().setArguments(arguments);
        QTRY_VERIFY(program.settled() && isCompared(program));
        const QString row = rowOf(program, QStringLiteral("Board 3"));
        views::MatchMenu *menu = openMatchMenu(program, QStringLiteral("Board 3"));
        QVERIFY(menu != nullptr);
        auto *another = menu->findChild<QAction *>(QStringLiteral("matchAnother"));
        QVERIFY(another != nullptr);
        another->trigger();
        menu->close();
        auto *dialog = program.find<QInputDialog>("matchDialog");
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->comboBoxItems().size(), 25);
        const QStringList boards = dialog->comboBoxItems().filter(QStringLiteral("Board 20"));
        QCOMPARE(boards.size(), 1);
        dialog->setTextValue(boards.front());
        dialog->accept();
        QTRY_VERIFY(!rowOf(program, QStringLiteral("Board 3, with Board 20, by hand")).isEmpty());
        program.click("comparisonUnmatchAll");
        QTRY_COMPARE(rowOf(program, QStringLiteral("Board 3")), row);
    }

    void theMenuOfATaskComesByKey()
    {
        Program program;
        QVERIFY(choosePair(program, "queue"));
        auto *tree = program.find<QTreeView>("comparisonTree");
        tree->setFocus();
        tree->setCurrentIndex(indexOf(program, QStringLiteral("Consumer 9, only in this run")));
        // As Qt sends it.
        const QPoint place = tree->inputMethodQuery(Qt::ImCursorRectangle).toRect().center();
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, place, tree->mapToGlobal(place));
        QApplication::sendEvent(tree, &byKey);
        auto *menu = program.find<views::MatchMenu>("matchMenu");
        if (menu == nullptr)
            QFAIL("There is no menu.");
        QVERIFY(menu->actions().front()->text().contains(QLatin1String("Consumer 9")));
        menu->close();
    }

private:
    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_Comparing)
#include "tst_comparing.moc"
