#include "tests/support/drawn.h"
#include "tests/support/scenariorun.h"
#include "tests/support/writtenrun.h"
#include "views/model/rundocument.h"
#include "views/path/pathmodel.h"
#include "views/path/pathpanel.h"
#include "views/words/pathtext.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace views;
using support::Drawn;
using support::scenarioTrace;
using Path = std::vector<PathPart>;

namespace {

/// The critical path of a run of the queue program, in a window.
struct Shown
{
    std::shared_ptr<RunDocument> document = std::make_shared<RunDocument>(scenarioTrace("queue"));
    ViewState state;
    PathPanel panel{&state};
    QTableView *table = panel.findChild<QTableView *>(QStringLiteral("pathTable"));
    QLabel *nothing = panel.findChild<QLabel *>(QStringLiteral("noPath"));
    QCheckBox *untilCursor = panel.findChild<QCheckBox *>(QStringLiteral("pathUntilCursor"));
    QLabel *count = panel.tools()->findChild<QLabel *>();

    Shown()
    {
        panel.resize(1200, 300);
        panel.show();
        panel.setDocument(document);
    }
    const PathModel &model() const { return *panel.findChild<PathModel *>(); }
    Path whole() const { return until(document->model().records()); }
    Path until(std::size_t records) const { return criticalPath(document->model(), records); }
    /// Whether the table comes to show \a path.
    bool comesTo(const Path &path) const
    {
        return QTest::qWaitFor([&] {
            if (!table->isVisible() || model().rowCount() != static_cast<int>(path.size()))
                return false;
            for (int row = 0; row < model().rowCount(); ++row) {
                if (model().part(row).record != path[static_cast<std::size_t>(row)].record)
                    return false;
            }
            return true;
        });
    }
    QModelIndex at(int row, int column) const { return model().index(row, column); }
    void click(int row, PathModel::Column column = PathModel::Task) const
    {
        table->scrollTo(at(row, column));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(at(row, column)).center());
    }
    Position after(std::uint32_t steps) const { return document->model().positionAfterStep(steps); }
};

} // namespace

class tst_PathPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theModelIsProperAndEmptyWithoutAPath()
    {
        PathModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const auto run = std::make_shared<const RunModel>(support::scenarioRun("queue"));
        const auto path = std::make_shared<const Path>(criticalPath(*run, run->records()));
        model.show(run, path);
        QCOMPARE(model.rowCount(), static_cast<int>(path->size()));
        QCOMPARE(model.rowCount(model.index(0, 0)), 0);
        model.show(nullptr, nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void numbersAndTheirHeadingsStandAtTheRight()
    {
        const Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        for (int column = 0; column < PathModel::ColumnCount; ++column) {
            const bool number = column == PathModel::From || column == PathModel::Length;
            const auto side = number ? Qt::AlignRight : Qt::AlignLeft;
            const auto of = [](const QVariant &alignment) {
                return alignment.value<Qt::Alignment>() & Qt::AlignHorizontal_Mask;
            };
            QCOMPARE(of(shown.at(0, column).data(Qt::TextAlignmentRole)), side);
            QCOMPARE(of(shown.model().headerData(column, Qt::Horizontal, Qt::TextAlignmentRole)),
                     side);
        }
    }

    void everyColumnSaysWhatItHas()
    {
        Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        QStringList headings;
        for (int column = 0; column < PathModel::ColumnCount; ++column)
            headings += shown.model().headerData(column, Qt::Horizontal).toString();
        QCOMPARE(headings.join(QStringLiteral(", ")),
                 QStringLiteral("From, Length, Task, What, What ends it, Line"));
        QVERIFY(!shown.model().headerData(0, Qt::Vertical).isValid());
        const PathPart &part = shown.model().part(0);
        QCOMPARE(shown.at(0, PathModel::Task).data().toString(),
                 shown.document->model().label(part.task));
        for (int column = 0; column < PathModel::ColumnCount; ++column)
            QCOMPARE(shown.at(0, column).data(Qt::ToolTipRole), shown.at(0, column).data());
        QVERIFY(!shown.at(0, 0).data(Qt::DecorationRole).isValid());
    }

    void aLineIsALinkToItself()
    {
        const Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        std::vector<SourceLine> wanted;
        connect(&shown.panel, &PathPanel::placeRequested,
                [&](const SourceLine &place) { wanted.push_back(place); });
        int row = 0;
        while (!shown.model().place(row))
            ++row;
        const Position before = shown.state.cursor();
        shown.click(row, PathModel::Line);
        QCOMPARE(wanted, std::vector<SourceLine>{*shown.model().place(row)});
        QCOMPARE(shown.state.cursor(), before);
        QCOMPARE(shown.at(row, PathModel::Line).data().toString(),
                 QStringLiteral("queueworkload.cpp:%1").arg(wanted.front().line));
        // And in the menu of the row, for the keyboard.
        auto *action = shown.table->findChild<QAction *>(QStringLiteral("showLineOfRow"));
        QVERIFY(action->isEnabled());
        action->trigger();
        QCOMPARE(wanted.size(), std::size_t(2));
        QCOMPARE(wanted.back(), wanted.front());
    }

    void theOthersStandUnderTheListWithWhatTheyCouldTakeLonger()
    {
        Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        const auto *others = shown.panel.findChild<QLabel *>(QStringLiteral("pathOthers"));
        QVERIFY(others->isVisible());
        QVERIFY2(others->text().startsWith(
                     QStringLiteral("Could have taken longer without making the run longer: ")),
                 qPrintable(others->text()));
        const QString href = others->text().section(QLatin1Char('"'), 1, 1);
        Q_EMIT shown.panel.findChild<QLabel *>(QStringLiteral("pathOthers"))->linkActivated(href);
        const auto task = shown.state.selectedTask();
        QVERIFY(task);
        for (const PathPart &part : shown.whole())
            QVERIFY(part.task != *task);
        shown.panel.setDocument(nullptr);
        QVERIFY(!others->isVisible());
    }
    void withoutAnyOthersNothingIsSaidOfThem()
    {
        const auto headings = [](const RunModel &model) {
            QStringList all;
            const Path path = criticalPath(model, model.records());
            for (const auto &section :
                 pathPage(model, path, slackOf(model, model.records())).sections)
                all += section.heading;
            return all;
        };
        const QString others = QStringLiteral("What could have taken longer");
        QVERIFY(headings(Shown().document->model()).contains(others));
        support::WrittenRun alone;
        const trace::TaskId task = alone.task("alone");
        alone.step(task, alone.wait(trace::Reason::Sleep, 1'000'000));
        alone.now = trace::Time{1'000'000};
        alone.say(trace::Kind::Ready, task, trace::Waker::Timer);
        alone.say(trace::Kind::Resumed, task).say(trace::Kind::Finished, task);
        QVERIFY(!headings(alone.model()).isEmpty());
        QVERIFY(!headings(alone.model()).contains(others));
    }
    void theSlackIsToldBeforeThePath()
    {
        Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        QStringList told;
        connect(&shown.panel, &PathPanel::slackChanged,
                [&](const auto &slack) { told += slack ? QStringLiteral("slack") : QString(); });
        connect(&shown.panel, &PathPanel::pathChanged,
                [&](const auto &path) { told += path ? QStringLiteral("path") : QString(); });
        shown.panel.hide();
        QCOMPARE(told, QStringList({QString(), QString()}));
        shown.panel.show();
        QTRY_COMPARE(told.size(), 4);
        QCOMPARE(told.mid(2), QStringList({QStringLiteral("slack"), QStringLiteral("path")}));
    }

    void theLengthOfWhatLastsIsBold()
    {
        const Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        int lasting = 0;
        for (int row = 0; row < shown.model().rowCount(); ++row) {
            const bool lasts = shown.model().part(row).times.length() > trace::Time{0};
            for (int column = 0; column < PathModel::ColumnCount; ++column) {
                const QFont font = shown.at(row, column).data(Qt::FontRole).value<QFont>();
                QCOMPARE(font.bold(), lasts && column == PathModel::Length);
            }
            lasting += lasts ? 1 : 0;
        }
        QVERIFY(lasting > 0 && lasting < shown.model().rowCount());
    }

    void itLooksLikeAListWithRoomForTheLastColumn()
    {
        Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        const Drawn drawn = Drawn::by(*shown.table->viewport());
        // No lines between the cells.
        QVERIFY(std::none_of(
            drawn.shapes().begin(), drawn.shapes().end(), [](const Drawn::Shape &shape) {
                return shape.line.isValid() && (shape.box.width() < 1 || shape.box.height() < 1);
            }));
        const int last = PathModel::ColumnCount - 1;
        QCOMPARE(shown.table->columnViewportPosition(last) + shown.table->columnWidth(last),
                 shown.table->viewport()->width());
        for (int column = 1; column < last; ++column)
            QVERIFY(shown.table->columnWidth(column) > shown.table->fontMetrics().height() * 4);
        QVERIFY(!shown.table->horizontalHeader()->highlightSections());
    }

    void aTextThatHasNoRoomIsCutAndNotWrapped()
    {
        Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        shown.table->setColumnWidth(PathModel::What, 70);
        const QString text = shown.at(0, PathModel::What).data().toString();
        QVERIFY(text.contains(QLatin1Char(' ')));
        const Drawn drawn = Drawn::by(*shown.table->viewport());
        const auto words = drawn.wordsIn(shown.table->visualRect(shown.at(0, PathModel::What)));
        QCOMPARE(words.size(), 1);
        QVERIFY(words[0].text.endsWith(QChar(0x2026)));
        QVERIFY(text.startsWith(words[0].text.chopped(1)));
    }

    void tabLeavesTheTable()
    {
        Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        shown.panel.activateWindow();
        shown.panel.tools()->show();
        shown.table->setFocus();
        QTRY_VERIFY(shown.table->hasFocus());
        shown.table->setCurrentIndex(shown.at(0, 0));
        QTest::keyClick(shown.table, Qt::Key_Tab);
        QVERIFY(!shown.table->hasFocus());
        QCOMPARE(shown.table->currentIndex(), shown.at(0, 0));
    }

    void thePartsAreCounted()
    {
        Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        QCOMPARE(shown.count->text(), QStringLiteral("%1 parts").arg(shown.whole().size()));
        // The first step is a path of one part.
        QCOMPARE(shown.until(shown.after(1).records).size(), std::size_t(1));
        shown.untilCursor->setChecked(true);
        shown.state.setCursor(shown.after(1));
        QVERIFY(shown.comesTo(shown.until(shown.after(1).records)));
        QCOMPARE(shown.count->text(), QStringLiteral("1 part"));
    }

    void untilTheCursorThePathFollowsIt()
    {
        Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        shown.state.setCursor(shown.after(40));
        QVERIFY(shown.comesTo(shown.whole()));
        shown.untilCursor->setChecked(true);
        const Path part = shown.until(shown.after(40).records);
        QVERIFY(part.size() < shown.whole().size());
        QVERIFY(shown.comesTo(part));
        // Where it stands when the last one has been found, however often it moved meanwhile.
        for (const std::uint32_t steps : {10U, 20U, 70U})
            shown.state.setCursor(shown.after(steps));
        QVERIFY(shown.comesTo(shown.until(shown.after(70).records)));
        shown.state.setCursor(shown.after(20));
        QVERIFY(shown.comesTo(shown.until(shown.after(20).records)));
        shown.untilCursor->setChecked(false);
        QVERIFY(shown.comesTo(shown.whole()));
    }

    void aClickOnAPartLeadsThere()
    {
        const Shown shown;
        QVERIFY(shown.comesTo(shown.whole()));
        shown.click(2);
        const PathPart &part = shown.model().part(2);
        QCOMPARE(shown.state.selectedTask(), std::optional(part.task));
        QCOMPARE(shown.state.cursor(), (Position{part.times.begin, part.record + 1}));
    }

    void withThePathToTheCursorAClickLeavesTheCursorAlone()
    {
        Shown shown;
        shown.state.setCursor(shown.after(40));
        shown.untilCursor->setChecked(true);
        QVERIFY(shown.comesTo(shown.until(shown.after(40).records)));
        shown.click(2);
        QCOMPARE(shown.state.selectedTask(), std::optional(shown.model().part(2).task));
        QCOMPARE(shown.state.cursor(), shown.after(40));
    }

    void onlyAPathInSightIsTold()
    {
        Shown shown;
        QSignalSpy changed(&shown.panel, &PathPanel::pathChanged);
        QVERIFY(shown.comesTo(shown.whole()));
        const auto last = [&] { return changed.last()[0].value<std::shared_ptr<const Path>>(); };
        QVERIFY(last() != nullptr);
        QCOMPARE(last()->size(), shown.whole().size());
        shown.panel.hide();
        QVERIFY(last() == nullptr);
        shown.panel.show();
        QTRY_VERIFY(last() != nullptr);
        // Found after it has been hidden.
        shown.panel.setDocument(shown.document);
        shown.panel.hide();
        QTest::qWait(200);
        QVERIFY(last() == nullptr);
    }

    void whyThereIsNoneIsSaidInFull()
    {
        ViewState state;
        PathPanel panel(&state);
        auto *nothing = panel.findChild<QLabel *>(QStringLiteral("noPath"));
        panel.resize(200, 200);
        panel.show();
        QCOMPARE(panel.width(), 200);
        QCOMPARE(nothing->text(), QStringLiteral("There is no run yet."));
        const auto growing = std::make_shared<trace::Recorder>();
        panel.setDocument(std::make_shared<RunDocument>(growing));
        QVERIFY(nothing->text().startsWith(QStringLiteral("The run goes on.")));
        QVERIFY(!panel.findChild<QTableView *>()->isVisible());
        const Drawn drawn = Drawn::by(panel);
        QVERIFY(drawn.texts().size() > 1); // wrapped
        QCOMPARE(drawn.cutOff(), QStringList());
        panel.setDocument(nullptr);
        QCOMPARE(nothing->text(), QStringLiteral("There is no run yet."));
    }
};

QTEST_MAIN(tst_PathPanel)

#include "tst_pathpanel.moc"
