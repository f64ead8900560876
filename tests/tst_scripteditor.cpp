#include "app/guides/runfiles.h"
#include "app/guides/scriptdesk.h"
#include "app/session/scripttext.h"
#include "app/session/tracefile.h"
#include "app/workspace/lastrunveil.h"
#include "app/workspace/scriptpanel.h"
#include "engine/workloads/registry.h"
#include "tests/support/annotation.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "tests/support/scenariorun.h"
#include "views/output/outputpanel.h"
#include "views/source/codeeditor.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>

using support::annotationOf;
using support::Program;

namespace {

const QString Short = QStringLiteral("{\n"
                                     "  \"tasks\": {\n"
                                     "    \"main\": [\n"
                                     "      [\"sleep\", 10]\n"
                                     "    ]\n"
                                     "  }\n"
                                     "}\n");

/// The window with the scenario of scripts, and a person who writes one.
struct Desk : Program
{
    using Program::Program;

    static void begin()
    {
        QSettings settings;
        settings.clear();
        settings.setValue(QStringLiteral("scenario"), QStringLiteral("script"));
        settings.setValue(QStringLiteral("window/page"), QStringLiteral("script"));
        settings.setValue(QStringLiteral("hintsDone"), 7);
    }
    /// The same with \a text, which is in no file.
    static void beginWith(const QString &text)
    {
        begin();
        QSettings().setValue(QStringLiteral("script/text"), text);
        QSettings().setValue(QStringLiteral("scenarios/script/program"), text);
    }

    app::ScriptPanel *panel() const { return find<app::ScriptPanel>("scriptPanel"); }
    views::CodeEditor *editor() const { return panel()->editor(); }
    QString shownText() { return app::scriptOf(*session().shown().arguments); }
    /// Writes \a keys behind the first \a place of the text.
    void type(const QString &place, const QString &keys)
    {
        activate();
        editor()->setFocus();
        const qsizetype at = editor()->text().indexOf(place) + place.size();
        const QString before = editor()->text().left(at);
        editor()->setCursorPosition(int(before.count(u'\n')),
                                    int(at - (before.lastIndexOf(u'\n') + 1)));
        QTest::keyClicks(editor(), keys);
    }
    void trigger(const char *action) const { find<QAction>(action)->trigger(); }
    QMessageBox *box(const char *name) const { return find<QMessageBox>(name); }
    void answer(QMessageBox::StandardButton button) const
    {
        QTRY_VERIFY(box("unsavedScript") != nullptr);
        QTest::mouseClick(box("unsavedScript")->button(button), Qt::LeftButton);
        QTRY_VERIFY(box("unsavedScript") == nullptr);
    }
    /// Names \a path in the file dialog \a name and accepts it.
    void choose(const char *name, const QString &path) const
    {
        QTRY_VERIFY(find<QFileDialog>(name) != nullptr);
        auto *field
            = find<QFileDialog>(name)->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        QVERIFY(field != nullptr);
        field->setText(path);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(find<QFileDialog>(name) == nullptr);
    }
};

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void write(const QString &path, const QString &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

} // namespace

class tst_ScriptEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        support::keepSettingsIn(m_folder.filePath(QStringLiteral("settings")),
                                QStringLiteral("scripteditor"));
    }

    void withoutAFileAnExampleStandsInTheEditorAndRuns()
    {
        Desk::begin();
        Desk desk;
        QTRY_VERIFY(desk.settled());
        QVERIFY(desk.panel()->isVisible());
        QCOMPARE(desk.editor()->text(), app::scriptSamples().front().text);
        QCOMPARE(desk.rows().taskCount(), std::size_t{3});
        QCOMPARE(desk.session().outcome(), std::optional(trace::Outcome::Done));
        QCOMPARE(desk.text("scriptName"), QStringLiteral("pipeline"));
        QCOMPARE(desk.text("scriptState"), QStringLiteral("an example"));
        QVERIFY(!desk.editor()->problem());
    }

    void otherScenariosHaveNoScript()
    {
        QSettings().clear();
        Program program;
        QTRY_VERIFY(program.settled());
        const auto *tabs = program.find<QTabBar>("bottomTabs");
        const auto isThere = [tabs] {
            for (int i = 0; i < tabs->count(); ++i) {
                if (tabs->tabText(i) == QStringLiteral("Script"))
                    return tabs->isTabVisible(i);
            }
            return false;
        };
        QVERIFY(!isThere());
        program.press(Qt::Key_S, Qt::AltModifier);
        QTRY_VERIFY(isThere());
        QVERIFY(program.find<app::ScriptPanel>("scriptPanel")->isVisible());
        QCOMPARE(program.session().arguments().scenario().name, std::string("script"));
        QTRY_VERIFY(program.settled());
        // And back.
        program.find<QAction>("undo")->trigger();
        QVERIFY(!isThere());
        QVERIFY(program.find<views::OutputPanel>("outputPanel")->isVisible());
    }

    void whatIsWrittenRunsWithoutAnotherKey()
    {
        Desk::beginWith(Short);
        Desk desk;
        QTRY_VERIFY(desk.settled());
        QCOMPARE(desk.session().end().time, std::chrono::milliseconds(10));
        desk.type(QStringLiteral("[\"sleep\", 10"), QStringLiteral("0"));
        QTRY_COMPARE(desk.session().end().time, std::chrono::milliseconds(100));
        // The run before is there to compare with.
        QVERIFY(desk.session().reference());
        desk.type(QStringLiteral("\"tasks\": {"), QStringLiteral("\"other\": [],"));
        QTRY_VERIFY(desk.shownText().contains(QStringLiteral("other")));
    }

    void aMistakeIsToldInItsLineAndTheRunBeforeStays()
    {
        Desk::beginWith(Short);
        Desk desk;
        QTRY_VERIFY(desk.settled());
        const auto document = desk.session().shown().document;
        const auto *veil = desk.find<app::LastRunVeil>("lastRunVeil");
        desk.type(QStringLiteral("[\"sle"), QStringLiteral("e"));
        QTRY_VERIFY(desk.editor()->problem());
        QCOMPARE(desk.editor()->problem()->line, 3);
        QCOMPARE(annotationOf(*desk.editor(), 3).simplified(),
                 QStringLiteral("main.0: there is no operation \"sleeep\"; did you mean "
                                "\"sleep\"?"));
        QCOMPARE(desk.text("scriptProblem"),
                 QStringLiteral("Line 4 is wrong. What is shown is the run before."));
        QVERIFY(veil->isVisible());
        QCOMPARE(desk.text("lastRunNote"),
                 QStringLiteral("Line 4 of the script is wrong; this is the run before"));
        desk.session().setClock(engine::qt::ClockKind::Real);
        QVERIFY(desk.text("lastRunNote").startsWith(QLatin1String("Line 4 ")));
        desk.session().setClock(engine::qt::ClockKind::Virtual);
        QCOMPARE(desk.session().shown().document, document);
        QTest::keyClick(desk.editor(), Qt::Key_Backspace);
        QTRY_VERIFY(!desk.editor()->problem());
        QVERIFY(annotationOf(*desk.editor(), 3).isEmpty());
        QVERIFY(!veil->isVisible());
    }

    void aLongWordStandsInTheFirstLineOfItsMistake()
    {
        Desk::beginWith(Short);
        Desk desk;
        QTRY_VERIFY(desk.settled());
        const QString word(400, u'x');
        desk.editor()->setProblem({{word + QStringLiteral(" is wrong"), 1, 0}});
        const QStringList lines = annotationOf(*desk.editor(), 1).trimmed().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.first().trimmed(), word);
        QVERIFY(annotationOf(*desk.editor(), 1).startsWith(lines.first().at(0)));
    }

    void whileOneWritesNothingIsCalledWrong()
    {
        Desk::beginWith(Short);
        Desk desk;
        QTRY_VERIFY(desk.settled());
        desk.type(QStringLiteral("[\"sleep\", 10]"), QStringLiteral(","));
        QTest::qWait(int(app::ScriptPanel::Rest.count()) + 100);
        QVERIFY(!desk.editor()->problem());
        QTest::keyClicks(desk.editor(), QStringLiteral(" [\"sleep\", 5]"));
        QTRY_COMPARE(desk.session().end().time, std::chrono::milliseconds(15));
        QVERIFY(!desk.editor()->problem());
    }

    void goThereFindsTheMistake()
    {
        Desk::beginWith(Short);
        Desk desk;
        desk.type(QStringLiteral("[\"sleep\", 10"), QStringLiteral("x"));
        QTRY_VERIFY(desk.editor()->problem());
        desk.editor()->setCursorPosition(0, 0);
        desk.click("goToProblem");
        int line = 0;
        int column = 0;
        desk.editor()->getCursorPosition(&line, &column);
        QCOMPARE(line, 3);
        QCOMPARE(column, desk.editor()->problem()->column);
    }

    void undoInTheWindowTakesTheTextBack()
    {
        Desk::beginWith(Short);
        Desk desk;
        QTRY_VERIFY(desk.settled());
        desk.type(QStringLiteral("[\"sleep\", 1"), QStringLiteral("2"));
        QTRY_VERIFY(desk.shownText().contains(QStringLiteral("120")));
        QTest::keyClick(desk.editor(), Qt::Key_Escape);
        QVERIFY(desk.window.timeline()->hasFocus());
        desk.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(desk.editor()->text(), Short);
        QTRY_COMPARE(desk.session().end().time, std::chrono::milliseconds(10));
    }

    void examplesAreToBeginWith()
    {
        Desk::begin();
        Desk desk;
        const auto samples = app::scriptSamples();
        auto *menu = desk.find<QMenu>("scriptExamplesMenu");
        QCOMPARE(menu->actions().size(), samples.size());
        for (qsizetype i = 0; i < samples.size(); ++i) {
            menu->actions().at(i)->trigger();
            QCOMPARE(desk.editor()->text(), samples[i].text);
            QCOMPARE(desk.text("scriptName"), samples[i].name);
            QVERIFY(!desk.editor()->problem());
        }
        QTRY_VERIFY(desk.settled());
    }

    void aScriptIsSavedAndOpened()
    {
        const QString path = m_folder.filePath(QStringLiteral("mine.json"));
        Desk::beginWith(Short);
        Desk desk;
        desk.editor()->setFocus();
        QTest::keyClick(desk.editor(), Qt::Key_S, Qt::ControlModifier);
        desk.choose("saveScript", path);
        QCOMPARE(read(path), Short);
        QCOMPARE(desk.text("scriptName"), QStringLiteral("mine.json"));
        QCOMPARE(desk.text("scriptState"), QString());
        desk.type(QStringLiteral("[\"sleep\", 10"), QStringLiteral("0"));
        QCOMPARE(desk.text("scriptState"), QStringLiteral("changed, not saved"));
        desk.trigger("saveScript");
        QVERIFY(read(path).contains(QStringLiteral("100")));
        QCOMPARE(desk.text("scriptState"), QString());

        const QString other = m_folder.filePath(QStringLiteral("other.json"));
        write(other, QString(Short).replace(QStringLiteral("10"), QStringLiteral("20")));
        desk.trigger("openScript");
        desk.choose("openScript", other);
        QTRY_COMPARE(desk.session().end().time, std::chrono::milliseconds(20));
        QCOMPARE(desk.text("scriptName"), QStringLiteral("other.json"));
    }

    void aFileThatCannotBeReadIsToldAndTheTextStays()
    {
        Desk::beginWith(Short);
        Desk desk;
        desk.window.files()->open(QStringLiteral("/nowhere/mine.json"));
        QVERIFY(desk.box("scriptFileError") == nullptr);
        desk.answer(QMessageBox::Discard);
        QTRY_VERIFY(desk.box("scriptFileError") != nullptr);
        QCOMPARE(desk.box("scriptFileError")->text(),
                 QStringLiteral("Cannot read the script /nowhere/mine.json: No such file or "
                                "directory."));
        QCOMPARE(desk.editor()->text(), Short);
    }

    void aBrokenScriptIsOpenedToBeMended()
    {
        const QString path = m_folder.filePath(QStringLiteral("broken.json"));
        write(path, QStringLiteral("{\"tasks\": {\n}}"));
        Desk::begin();
        Desk desk;
        QTRY_VERIFY(desk.settled());
        desk.window.files()->open(path);
        QCOMPARE(desk.text("scriptName"), QStringLiteral("broken.json"));
        QVERIFY(desk.editor()->problem());
        QCOMPARE(desk.editor()->problem()->line, 0);
        QCOMPARE(desk.session().outcome(), std::optional(trace::Outcome::Done));
    }

    void unsavedChangesAreAskedAbout()
    {
        const QString path = m_folder.filePath(QStringLiteral("asked.json"));
        write(path, Short);
        Desk::begin();
        {
            Desk desk;
            desk.window.files()->open(path);
            desk.type(QStringLiteral("[\"sleep\", 10"), QStringLiteral("0"));
            QVERIFY(!desk.window.close());
            desk.answer(QMessageBox::Cancel);
            QVERIFY(desk.window.isVisible());
            QVERIFY(!desk.window.close());
            desk.answer(QMessageBox::Discard);
            QTRY_VERIFY(!desk.window.isVisible());
        }
        QCOMPARE(read(path), Short);
        {
            Desk desk;
            QCOMPARE(desk.editor()->text(), Short);
            QCOMPARE(desk.text("scriptName"), QStringLiteral("asked.json"));
            desk.type(QStringLiteral("[\"sleep\", 10"), QStringLiteral("0"));
            desk.find<QMenu>("scriptExamplesMenu")->actions().front()->trigger();
            QCOMPARE(desk.text("scriptName"), QStringLiteral("asked.json"));
            desk.answer(QMessageBox::Save);
            QTRY_COMPARE(desk.text("scriptName"), QStringLiteral("pipeline"));
        }
        QVERIFY(read(path).contains(QStringLiteral("100")));
    }

    void whatCannotBeSavedIsNotGivenUp()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lost/mine.json"));
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("lost")));
        write(path, Short);
        Desk::begin();
        Desk desk;
        desk.window.files()->open(path);
        desk.type(QStringLiteral("[\"sleep\", 10"), QStringLiteral("0"));
        const QString text = desk.editor()->text();
        QVERIFY(QDir(folder.filePath(QStringLiteral("lost"))).removeRecursively());
        desk.find<QMenu>("scriptExamplesMenu")->actions().front()->trigger();
        desk.answer(QMessageBox::Save);
        QTRY_VERIFY(desk.box("scriptFileError") != nullptr);
        QCOMPARE(desk.box("scriptFileError")->windowTitle(), QStringLiteral("Not saved"));
        QCOMPARE(desk.editor()->text(), text);
        QCOMPARE(desk.text("scriptName"), QStringLiteral("mine.json"));
    }

    void thatAScriptIsSavedIsToldForAWhile()
    {
        const QString path = m_folder.filePath(QStringLiteral("told.json"));
        Desk::beginWith(Short);
        Desk desk;
        QSignalSpy told(desk.window.findChild<app::ScriptDesk *>(), &app::ScriptDesk::told);
        desk.trigger("saveScriptAs");
        desk.choose("saveScript", path);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0][0].toString(), QStringLiteral("Saved ") + path);
        QVERIFY(!told[0][1].toBool());
    }

    void howItIsWrittenBringsTheScriptInSight()
    {
        Desk::begin();
        Desk desk;
        QTRY_VERIFY(desk.settled());
        desk.press(Qt::Key_F10);
        QVERIFY(!desk.panel()->isVisible());
        desk.trigger("scriptFormat");
        QVERIFY(desk.panel()->isVisible());
        QVERIFY(desk.find<QPlainTextEdit>("scriptFormatText")->isVisible());
    }

    void whatIsInNoFileIsKeptForTheNextTime()
    {
        const QString wrong
            = QString(Short).replace(QStringLiteral("sleep"), QStringLiteral("slip"));
        Desk::beginWith(Short);
        {
            Desk desk;
            QTRY_VERIFY(desk.settled());
            desk.panel()->write(wrong);
            QVERIFY(desk.window.close());
        }
        Desk desk;
        QCOMPARE(desk.editor()->text(), wrong);
        QVERIFY(desk.editor()->problem());
        QTRY_VERIFY(desk.settled());
        QCOMPARE(desk.shownText(), Short);
    }

    void aRunBecomesAScriptThatTakesItsPlace()
    {
        Desk::beginWith(Short);
        QSettings().setValue(QStringLiteral("scenario"), QStringLiteral("lock"));
        Desk desk;
        QTRY_VERIFY(desk.settled());
        const trace::Time end = desk.session().end().time;
        QVERIFY(desk.find<QAction>("turnIntoScript")->isEnabled());
        desk.trigger("turnIntoScript");
        desk.answer(QMessageBox::Discard);
        QTRY_COMPARE(desk.text("scriptName"), QStringLiteral("Untitled"));
        QVERIFY(desk.panel()->isVisible());
        QVERIFY2(desk.editor()->text().startsWith(QStringLiteral("{\n  \"notes\": [")),
                 qPrintable(desk.editor()->text()));
        QTRY_VERIFY(desk.settled());
        QCOMPARE(desk.shownText(), desk.editor()->text());
        QCOMPARE(desk.session().end().time, end);
        QVERIFY(!desk.find<QAction>("turnIntoScript")->isEnabled());
        desk.editor()->undo();
        QCOMPARE(desk.editor()->text(), Short);
    }

    void anOpenedRunBecomesAScript()
    {
        const QString path = m_folder.filePath(QStringLiteral("recorded.coroscope"));
        app::saveRun(*support::scenarioTrace("queue"), {}, trace::Ending{}, path);
        Desk::begin();
        Desk desk;
        QTRY_VERIFY(desk.settled());
        desk.window.files()->open(path);
        QTRY_VERIFY(desk.session().isOpened() && desk.find<QAction>("turnIntoScript")->isEnabled());
        desk.trigger("turnIntoScript");
        QTRY_VERIFY(!desk.session().isOpened() && desk.settled());
        QVERIFY(desk.editor()->text().contains(QStringLiteral("\"Consumer 9\"")));
        QCOMPARE(desk.shownText(), desk.editor()->text());
    }

    void whileARunBecomesAScriptTheWindowGoesOnAndThatCanBeGivenUp()
    {
        Desk::beginWith(Short);
        QSettings().setValue(QStringLiteral("scenario"), QStringLiteral("lock"));
        Desk desk;
        QTRY_VERIFY(desk.settled());
        auto *turn = desk.find<QAction>("turnIntoScript");
        auto *progress = desk.find<QWidget>("scriptProgress");
        QSignalSpy told(desk.window.findChild<app::ScriptDesk *>(), &app::ScriptDesk::told);
        turn->trigger();
        // Nothing is there yet, and it is not begun twice.
        QVERIFY(desk.box("unsavedScript") == nullptr);
        QVERIFY(!turn->isEnabled());
        QCOMPARE(told.last()[0].toString(),
                 QStringLiteral("Writing down what \"%1\" did …")
                     .arg(desk.session().shown().document->info().title));
        QVERIFY(told.last()[1].toBool());
        progress->findChild<QAbstractButton *>(QStringLiteral("cancelWork"))->click();
        QVERIFY(turn->isEnabled() && progress->isHidden());
        QCOMPARE(told.last()[0].toString(),
                 QStringLiteral("No script has been made; the writing was given up."));
        // Another run gives it up, too.
        turn->trigger();
        desk.session().open(std::make_shared<views::RunDocument>(support::scenarioTrace("queue")));
        QVERIFY(turn->isEnabled());
        QCOMPARE(told.last()[0].toString(),
                 QStringLiteral("No script has been made; the writing was given up."));
        QVERIFY(desk.box("unsavedScript") == nullptr);
        QCOMPARE(desk.editor()->text(), Short);
    }

    void howScriptsAreWrittenStandsBesideThem()
    {
        Desk::begin();
        Desk desk;
        const auto *format = desk.find<QPlainTextEdit>("scriptFormatText");
        QVERIFY(!format->isVisible());
        desk.trigger("scriptFormat");
        QVERIFY(format->isVisible());
        QVERIFY(format->toPlainText().contains(QStringLiteral("[\"as_completed\"")));
        QVERIFY(format->isReadOnly());
        // It leaves the script the larger part.
        QVERIFY(format->width() <= desk.panel()->width() / 2 + 4);
        desk.trigger("scriptFormat");
        QVERIFY(!format->isVisible());
    }

    void keysMeanTheTextWhileItHasTheFocus()
    {
        Desk::beginWith(Short);
        Desk desk;
        QTRY_VERIFY(desk.settled());
        // Among them R, N, E, G, Space: keys of the window.
        desk.type(QStringLiteral("\"tasks\": {"), QStringLiteral("\"Range L?\": [],"));
        QVERIFY(desk.editor()->text().contains(QStringLiteral("\"Range L?\": [],")));
        QVERIFY(desk.panel()->isVisible());
        QVERIFY(!desk.session().isMoving());
    }

private:
    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_ScriptEditor)

#include "tst_scripteditor.moc"
