#include "engine/run/run.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/drawn.h"
#include "tests/support/pagetexts.h"
#include "tests/support/paintingtest.h"
#include "tests/support/writtenrun.h"
#include "views/inspector/inspectorpanel.h"
#include "views/inspector/sectionview.h"
#include "views/inspector/stepsmodel.h"
#include "views/model/rundocument.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace views;
using namespace std::chrono_literals;
using support::textsOf;

namespace {

/// The program of \a arguments, run to its end.
std::shared_ptr<RunDocument> runOf(const scenario::Arguments &arguments)
{
    engine::VirtualClock clock;
    auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(arguments), clock, *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return std::make_shared<RunDocument>(trace);
}

std::shared_ptr<RunDocument> queueRun()
{
    return runOf(scenario::Arguments(*engine::findScenario("queue")));
}

/// Two tasks, of a run that was broken off:
///
///     0 s  main runs, and sleeps 1 s
///     3 s  it runs, gives the others their turn,
///     4 s  runs on, and sleeps for ever
///     5 s  child runs, and still does
std::shared_ptr<trace::Recorder> brokenOffTrace()
{
    using trace::Kind;
    const auto number = [](auto id) { return static_cast<std::uint32_t>(id); };
    auto trace = std::make_shared<trace::Recorder>();
    for (const char *name : {"main", "child"}) {
        trace::TaskInfo info;
        info.number = static_cast<std::uint32_t>(trace->tasks().size()) + 1;
        info.label = trace->intern(std::string_view(name));
        trace->addTask(info);
    }
    trace::Wait sleep;
    sleep.reason = trace::Reason::Sleep;
    sleep.amount = 1'000'000'000;
    const std::uint32_t sleeps = number(trace->intern(sleep));
    const std::uint32_t yields = number(trace->intern(trace::Wait{}));
    trace->record(0s, Kind::Created, 0, number(trace::Waker::None));
    trace->record(0s, Kind::Resumed, 0);
    trace->record(0s, Kind::Created, 1, 0);
    trace->record(0s, Kind::Suspended, 0, sleeps);
    trace->record(1s, Kind::Ready, 0, number(trace::Waker::Timer));
    trace->record(3s, Kind::Resumed, 0);
    trace->record(3s, Kind::Suspended, 0, yields);
    trace->record(4s, Kind::Resumed, 0);
    trace->record(4s, Kind::Suspended, 0, sleeps);
    trace->record(5s, Kind::Resumed, 1);
    return trace;
}

/// What a page says, in order.
struct Shown
{
    std::shared_ptr<RunDocument> document = queueRun();
    const RunModel *model = &document->model();
    ViewState state;
    InspectorPanel panel{&state};

    Shown()
    {
        panel.setDocument(document);
        panel.resize(312, 700);
        panel.show();
    }
    void goTo(trace::Time time) { state.setCursor({time, model->recordsUntil(time)}); }
    void select(const QString &label)
    {
        for (std::uint32_t i = 0; i < model->taskCount(); ++i) {
            if (model->label(trace::TaskId{i}) == label)
                state.setSelectedTask(trace::TaskId{i});
        }
    }
    QTableView *steps() const
    {
        return panel.findChild<QTableView *>(QStringLiteral("inspectorSteps"));
    }
    QToolButton *nextWake() const
    {
        return panel.findChild<QToolButton *>(QStringLiteral("inspectorNextWake"));
    }
    QToolButton *waker() const
    {
        return panel.findChild<QToolButton *>(QStringLiteral("inspectorWaker"));
    }
    std::size_t sectionsInSight() const
    {
        const auto all = panel.findChildren<SectionView *>();
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [](const SectionView *view) { return view->isVisible(); }));
    }
};

} // namespace

class tst_InspectorPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSelectedTaskIsShown()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QCOMPARE(shown.panel.page().name, QStringLiteral("Consumer 3"));
        QVERIFY(shown.panel.page().sentence.contains(QStringLiteral("Waiting for an item")));
        shown.state.setSelectedTask(std::nullopt);
        QCOMPARE(shown.panel.page().name, QStringLiteral("The run"));
    }
    void theCursorChangesWhatIsSaid()
    {
        Shown shown;
        shown.select(QStringLiteral("Consumer 3"));
        shown.goTo(6s);
        const QString before = shown.panel.page().sentence;
        shown.goTo(9s);
        QVERIFY(shown.panel.page().sentence != before);
    }
    void aLinkSelectsItsTask()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        const trace::TaskId selected = *shown.state.selectedTask();
        auto *sentence = shown.panel.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        QVERIFY(sentence != nullptr);
        Q_EMIT sentence->linkActivated(QStringLiteral("task:1"));
        QCOMPARE(shown.state.selectedTask(), std::optional(trace::TaskId{1}));
        QVERIFY(selected != trace::TaskId{1});
    }
    void everyNameInASectionIsALinkToo()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QString rows;
        for (const QLabel *label :
             shown.panel.findChildren<QLabel *>(QStringLiteral("sectionRows")))
            rows += label->isVisible() ? label->text() : QString();
        QVERIFY2(rows.contains(QStringLiteral("href=\"object:0\"")), qPrintable(rows));
        QVERIFY(rows.contains(QStringLiteral("href=\"task:0\""))); // who created it
        QVERIFY(rows.contains(QStringLiteral("queueworkload.cpp:")));
    }
    void aPlaceAsksForItsLineByKeyboardToo()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        std::vector<SourceLine> wanted;
        connect(&shown.panel, &InspectorPanel::placeRequested,
                [&](const SourceLine &place) { wanted.push_back(place); });
        const auto labels = shown.panel.findChildren<QLabel *>(QStringLiteral("sectionRows"));
        const auto places = std::find_if(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QStringLiteral("href=\"place:"));
        });
        QVERIFY(places != labels.end());
        // The first link is the queue, the second the line.
        (*places)->setFocus();
        QTest::keyClick(*places, Qt::Key_Tab);
        QTest::keyClick(*places, Qt::Key_Tab);
        QVERIFY(wanted.empty());
        QTest::keyClick(*places, Qt::Key_Return);
        QCOMPARE(wanted.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(shown.model->trace().text(wanted.front().file))
                     .section(QLatin1Char('/'), -1),
                 QStringLiteral("queueworkload.cpp"));
        // It selects nothing.
        QVERIFY(shown.state.selectedTask());
    }
    void aQueueIsSelectedAndSaysWhatWentThroughIt()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        auto *sentence = shown.panel.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        Q_EMIT sentence->linkActivated(QStringLiteral("object:0"));
        QCOMPARE(shown.state.selectedObject(), std::optional(trace::ObjectId{0}));
        QVERIFY(!shown.state.selectedTask());
        QCOMPARE(shown.panel.page().name, QStringLiteral("q"));
        QVERIFY(
            !shown.panel.findChild<QTableView *>(QStringLiteral("inspectorSteps"))->isVisible());
        const auto &sections = shown.panel.page().sections;
        QVERIFY(std::any_of(sections.begin(), sections.end(), [](const auto &section) {
            return section.note.startsWith(QStringLiteral("Little's law"));
        }));
        shown.select(QStringLiteral("Consumer 3"));
        QVERIFY(!shown.state.selectedObject());
    }
    void whatItPrintedIsFoldedUntilOneOpensIt()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        for (auto *section : shown.panel.findChildren<SectionView *>()) {
            auto *fold = section->findChild<QToolButton *>();
            if (!section->isVisible() || !fold->isVisible())
                continue;
            QVERIFY(section->isFolded());
            QTest::mouseClick(fold, Qt::LeftButton);
            QVERIFY(!section->isFolded());
            // It stays open while the cursor moves.
            shown.goTo(7s);
            QVERIFY(!section->isFolded());
            return;
        }
        QFAIL("no section to fold");
    }
    void nextWakeMovesTheCursorToTheWake()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QTest::mouseClick(shown.panel.findChild<QToolButton *>(QStringLiteral("inspectorNextWake")),
                          Qt::LeftButton);
        QCOMPARE(shown.state.cursor().time, trace::Time(8s));
        QVERIFY(shown.panel.page().sentence.contains(QStringLiteral("Ready to run")));
    }
    void itsWakerIsSelected()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QTest::mouseClick(shown.panel.findChild<QToolButton *>(QStringLiteral("inspectorWaker")),
                          Qt::LeftButton);
        QCOMPARE(shown.panel.page().name, QStringLiteral("Producer 4"));
    }
    void theStepsAreATableWithTheCursorsStepSelected()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        auto *steps = shown.panel.findChild<QTableView *>(QStringLiteral("inspectorSteps"));
        QVERIFY(steps != nullptr);
        QVERIFY(steps->model()->rowCount() > 2);
        const int row = steps->currentIndex().row();
        shown.goTo(9s);
        QVERIFY(steps->currentIndex().row() > row);
    }
    void aStepSaysInAFewWordsWhatCameThenAndWhoEndedThat()
    {
        const auto document = queueRun();
        const RunModel *model = &document->model();
        StepsModel steps;
        steps.show(model, trace::TaskId{9}); // Consumer 3
        QStringList rows;
        for (int row = 0; row < steps.rowCount(); ++row) {
            QStringList words;
            for (int column = 0; column < steps.columnCount(); ++column)
                words += steps.data(steps.index(row, column)).toString();
            rows += words.join(QStringLiteral(" | "));
        }
        QCOMPARE(rows.at(0), QStringLiteral("0.000 s | 10 | sleep 3.0 s | timer"));
        QCOMPARE(rows.at(2), QStringLiteral("5.000 s | 49 | get q 3.0 s | Producer 4"));
        QCOMPARE(rows.at(3), QStringLiteral("8.000 s | 69 | sleep 1.0 s | timer"));
        QCOMPARE(rows.last(), QStringLiteral("12.000 s | 90 | Cancelled | "));
        QCOMPARE(steps.data(steps.index(2, StepsModel::WokenBy), Qt::ToolTipRole).toString(),
                 QStringLiteral("Producer 4 putting an item, at 8.000 s"));
    }
    void aClickOnAStepMovesTheCursorBehindIt()
    {
        Shown shown;
        shown.goTo(9s);
        shown.select(QStringLiteral("Consumer 3"));
        auto *steps = shown.panel.findChild<QTableView *>(QStringLiteral("inspectorSteps"));
        Q_EMIT steps->clicked(steps->model()->index(0, 0));
        QCOMPARE(shown.state.cursor().time, trace::Time(0));
    }
    void theStepsAreAProperModel()
    {
        const auto document = queueRun();
        const RunModel *model = &document->model();
        StepsModel steps;
        const QAbstractItemModelTester tester(
            &steps, QAbstractItemModelTester::FailureReportingMode::QtTest);
        steps.show(model, trace::TaskId{2});
        QCOMPARE(steps.columnCount(), int(StepsModel::ColumnCount));
        const auto own
            = model->stepCount(trace::TaskId{2}, 0, model->track(trace::TaskId{2}).size());
        QCOMPARE(steps.rowCount(), static_cast<int>(own));
        for (int row = 0; row < steps.rowCount(); ++row) {
            const SegmentRef step = steps.stepOf(row);
            QVERIFY(isRunning(model->track(step.task).state(step.index)));
            QCOMPARE(steps.rowAt(model->track(step.task).record(step.index) + 1), row);
        }
        steps.show(nullptr, trace::TaskId::None);
        QCOMPARE(steps.rowCount(), 0);
    }
    void theColumnsOfTheStepsHaveNamesAndRoom()
    {
        Shown shown;
        shown.goTo(9s);
        shown.select(QStringLiteral("Consumer 3"));
        const QAbstractItemModel *model = shown.steps()->model();
        QStringList names;
        for (int column = 0; column < model->columnCount(); ++column)
            names += model->headerData(column, Qt::Horizontal).toString();
        QCOMPARE(names.join(QStringLiteral(", ")), QStringLiteral("Time, Step, Then, Woken by"));
        QVERIFY(!model->headerData(0, Qt::Vertical).isValid());
        QVERIFY(!model->headerData(0, Qt::Horizontal, Qt::DecorationRole).isValid());
        QVERIFY(!shown.steps()->verticalHeader()->isVisible());
        const support::Drawn drawn = support::Drawn::by(*shown.steps()->viewport());
        for (int row = 0; row < 3; ++row) {
            const QRect line = shown.steps()
                                   ->visualRect(model->index(row, 0))
                                   .united(shown.steps()->visualRect(model->index(row, 3)));
            const QStringList texts = drawn.textsIn(line);
            QVERIFY(texts.size() >= 3);
            for (int column = 0; column < 3; ++column)
                QCOMPARE(texts[column], model->index(row, column).data().toString());
        }
        QCOMPARE(drawn.overlapping(), QStringList());
        // No lines between them, and the last column takes the rest.
        QVERIFY(std::none_of(drawn.shapes().begin(), drawn.shapes().end(), [](const auto &shape) {
            return shape.line.isValid() && (shape.box.width() < 1 || shape.box.height() < 1);
        }));
        const QHeaderView *header = shown.steps()->horizontalHeader();
        QVERIFY(header->length() >= shown.steps()->viewport()->width());
        QVERIFY(!header->highlightSections());
    }
    void tabLeavesTheSteps()
    {
        Shown shown;
        shown.select(QStringLiteral("Consumer 3"));
        shown.panel.activateWindow();
        shown.steps()->setFocus();
        QTRY_VERIFY(shown.steps()->hasFocus());
        QTest::keyClick(shown.steps(), Qt::Key_Tab);
        QVERIFY(!shown.steps()->hasFocus());
    }
    void whatIsToComeIsPaleAndTheLastStepIsUnderlined()
    {
        Shown shown;
        const Theme &theme = Theme::light();
        shown.panel.setTheme(theme);
        shown.goTo(5s);
        shown.select(QStringLiteral("Consumer 3"));
        const int present = shown.steps()->currentIndex().row();
        QVERIFY(present > 0 && present + 1 < shown.steps()->model()->rowCount());
        // Not the colours of what is selected.
        shown.steps()->clearSelection();
        const support::Drawn drawn = support::Drawn::by(*shown.steps()->viewport());
        for (int row = 0; row < shown.steps()->model()->rowCount(); ++row) {
            const QModelIndex time = shown.steps()->model()->index(row, 0);
            const auto words = drawn.wordsIn(shown.steps()->visualRect(time));
            if (words.isEmpty())
                continue; // scrolled out of sight
            QCOMPARE(words.front().colour, row > present ? theme.text3 : theme.text1);
            bool underlined = false;
            for (const auto &shape : drawn.filled(theme.accent))
                underlined = underlined
                    || QRectF(shown.steps()->visualRect(time)).contains(shape.box.center());
            QCOMPARE(underlined, row == present);
        }
        const auto lines = drawn.filled(theme.accent);
        const QRect row = shown.steps()->visualRect(shown.steps()->model()->index(present, 0));
        QCOMPARE(lines.front().box.bottom(), row.bottom() + 1.0);
    }
    void beforeItsFirstStepNoneIsSelected()
    {
        Shown shown;
        shown.select(QStringLiteral("Consumer 3"));
        shown.goTo(9s);
        QVERIFY(shown.steps()->selectionModel()->hasSelection());
        shown.state.setCursor({});
        QVERIFY(!shown.steps()->selectionModel()->hasSelection());
        const auto *steps = static_cast<const StepsModel *>(shown.steps()->model());
        const SegmentRef first = steps->stepOf(0);
        const std::size_t begin = shown.model->track(first.task).record(first.index);
        shown.state.setCursor({trace::Time{0}, begin + 1});
        QVERIFY(shown.steps()->selectionModel()->isRowSelected(0, {}));
        QCOMPARE(steps->rowAt(begin), -1);
        QCOMPARE(steps->rowAt(begin + 1), 0);
    }
    void aFewStepsHaveALowTableAndManyAScrolledOne()
    {
        Shown shown;
        const auto height = [&](const QString &label) {
            shown.select(label);
            return shown.steps()->height();
        };
        const int row = shown.steps()->verticalHeader()->defaultSectionSize();
        const int few = height(QStringLiteral("Consumer 9"));
        QCOMPARE(shown.steps()->verticalScrollBar()->maximum(), 0);
        QVERIFY(few > 3 * row);
        Shown busy;
        busy.document = std::make_shared<RunDocument>([] {
            scenario::Arguments arguments(*engine::findScenario("lock"));
            arguments.set("rounds", "20");

            engine::VirtualClock clock;
            auto trace = std::make_shared<trace::Recorder>();
            engine::Run run(engine::makeProgram(arguments), clock, *trace);
            while (run.step() != engine::Run::Status::Ended) {}
            return trace;
        }());
        busy.model = &busy.document->model();
        busy.panel.setDocument(busy.document);
        busy.state.setSelectedTask(trace::TaskId{1});
        QVERIFY(busy.steps()->model()->rowCount() > 12);
        QVERIFY(busy.steps()->height() > few);
        QVERIFY(busy.steps()->height() < 16 * row);
        QVERIFY(busy.steps()->verticalScrollBar()->maximum() > 0);
    }
    void theButtonsAreThereForWhatCanBeGoneTo()
    {
        Shown shown;
        shown.goTo(6s);
        QVERIFY(!shown.nextWake()->isVisible()); // the run itself is never woken
        shown.select(QStringLiteral("Consumer 3"));
        QVERIFY(shown.nextWake()->isVisible() && shown.nextWake()->isEnabled());
        QVERIFY(shown.waker()->isEnabled());
        // By a timer: there is nobody to select.
        shown.goTo(1s);
        QVERIFY(shown.nextWake()->isEnabled());
        QVERIFY(!shown.waker()->isEnabled());
        const auto before = shown.state.selectedTask();
        shown.panel.selectWaker();
        QCOMPARE(shown.state.selectedTask(), before);
        // Behind its end nothing wakes it.
        shown.state.setCursor({12s, shown.model->records()});
        QVERIFY(!shown.nextWake()->isVisible());
        const Position last = shown.state.cursor();
        shown.panel.goToNextWake();
        QCOMPARE(shown.state.cursor(), last);
    }
    void theNextWakeIsTheOneBehindTheCursor()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        std::size_t before = shown.state.cursor().records;
        QTest::mouseClick(shown.nextWake(), Qt::LeftButton);
        const std::size_t wake = shown.state.cursor().records;
        QVERIFY(wake > before);
        const trace::Record &record = shown.model->trace().records()[wake - 1];
        QVERIFY(record.kind() == trace::Kind::Ready);
        QCOMPARE(record.task(), *shown.state.selectedTask());
        // Ready now, it has been woken: there is no next one in this wait.
        QVERIFY(!shown.nextWake()->isEnabled());
        // While it runs, the next wake is that of the wait to come.
        shown.state.setCursor({record.time(), wake + 1});
        while (shown.model->trace().records()[shown.state.cursor().records - 1].kind()
                   != trace::Kind::Resumed
               || shown.model->trace().records()[shown.state.cursor().records - 1].task()
                   != *shown.state.selectedTask())
            shown.state.setCursor({record.time(), shown.state.cursor().records + 1});
        before = shown.state.cursor().records;
        QVERIFY(shown.nextWake()->isEnabled());
        shown.panel.goToNextWake();
        QVERIFY(shown.state.cursor().records > before);
        QVERIFY(shown.model->trace().records()[shown.state.cursor().records - 1].kind()
                == trace::Kind::Ready);
    }
    void whatIsMeasuredIsSummedUp()
    {
        Shown shown;
        shown.state.setMeasure(UnitRange{2'000'000'000, 5'000'000'000});
        QCOMPARE(shown.panel.page().name, QStringLiteral("Measured range"));
        QCOMPARE(shown.panel.page().origin, QStringLiteral("2.000 s to 5.000 s"));
        shown.select(QStringLiteral("Consumer 3"));
        QCOMPARE(shown.panel.page().name, QStringLiteral("Consumer 3"));
        QCOMPARE(shown.panel.page().sections.front().heading,
                 QStringLiteral("In the measured range"));
        QCOMPARE(shown.panel.page().sections.front().aside, QStringLiteral("3.000 s"));
        shown.state.setMeasure(std::nullopt);
        QVERIFY(shown.panel.page().sections.front().heading
                != QStringLiteral("In the measured range"));
        // By the times of the steps.
        shown.state.setAxis(AxisKind::Steps);
        shown.state.setSelectedTask(std::nullopt);
        shown.state.setMeasure(UnitRange{0, shown.model->end(AxisKind::Steps)});
        QCOMPARE(shown.panel.page().origin, QStringLiteral("0.000 s to 12.000 s"));
    }

    void whatIsNotInThisRunIsNotShown()
    {
        Shown shown;
        for (const std::uint32_t beyond : {16U, 17U, 1000U}) {
            shown.state.setSelectedTask(trace::TaskId{beyond});
            QCOMPARE(shown.panel.page().name, QStringLiteral("The run"));
            QVERIFY(!shown.steps()->isVisible());
        }
        for (const std::uint32_t beyond : {1U, 2U, 1000U}) {
            shown.state.setSelectedObject(trace::ObjectId{beyond});
            if (beyond >= shown.model->trace().objects().size())
                QCOMPARE(shown.panel.page().name, QStringLiteral("The run"));
        }
        shown.panel.setDocument(nullptr);
        QCOMPARE(shown.panel.page().name, QStringLiteral("Inspector"));
    }
    void onlyTheSectionsOfThePageAreInSight()
    {
        Shown shown;
        shown.goTo(6s);
        for (const char *label : {"Consumer 3", "main", "Producer 1"}) {
            shown.select(QString::fromLatin1(label));
            QCOMPARE(shown.sectionsInSight(), shown.panel.page().sections.size());
            shown.state.setSelectedTask(std::nullopt);
            QCOMPARE(shown.sectionsInSight(), shown.panel.page().sections.size());
            shown.state.setSelectedObject(trace::ObjectId{0});
            QCOMPARE(shown.sectionsInSight(), shown.panel.page().sections.size());
        }
        // Without a run there is none.
        shown.panel.setDocument(nullptr);
        QCOMPARE(shown.sectionsInSight(), std::size_t(0));
    }
    void allOfItIsInSightHoweverNarrow()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        shown.panel.resize(240, 1600);
        QCoreApplication::processEvents();
        auto *sentence = shown.panel.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        const support::Drawn drawn = support::Drawn::by(*sentence);
        QVERIFY(drawn.words().size() > 1);
        QCOMPARE(drawn.cutOff(), QStringList());
        QVERIFY(shown.panel.width() < 312);
        QVERIFY(sentence->mapTo(&shown.panel, QPoint(sentence->width(), 0)).x()
                < shown.panel.width());
    }
    void whoIsSelectedNextHasAPageOfItsOwn()
    {
        Shown shown;
        shown.state.setCursor({12s, shown.model->records()});
        int asLong = 0;
        for (std::uint32_t first = 0; first < shown.model->taskCount(); ++first) {
            for (std::uint32_t second = 0; second < shown.model->taskCount(); ++second) {
                const trace::TaskId one{first};
                const trace::TaskId other{second};
                // A table of as many rows is another table.
                if (first == second
                    || shown.model->track(one).size() != shown.model->track(other).size())
                    continue;
                ++asLong;
                shown.state.setSelectedTask(one);
                shown.state.setSelectedTask(other);
                Shown fresh;
                fresh.state.setCursor({12s, fresh.model->records()});
                fresh.state.setSelectedTask(other);
                QCOMPARE(textsOf(shown.panel.page()), textsOf(fresh.panel.page()));
                for (int row = 0; row < fresh.steps()->model()->rowCount(); ++row)
                    QCOMPARE(shown.steps()->model()->index(row, 1).data(),
                             fresh.steps()->model()->index(row, 1).data());
                if (asLong > 4)
                    return;
            }
        }
        QVERIFY(asLong > 0);
    }
    void whatIsSelectedNextHasAPageOfItsOwn()
    {
        const auto philosophers = [](Shown &shown) {
            shown.document = runOf(scenario::Arguments(*engine::findScenario("philosophers")));
            shown.model = &shown.document->model();
            shown.panel.setDocument(shown.document);
            const std::size_t half = shown.model->records() / 2;
            shown.state.setCursor({shown.model->trace().records()[half - 1].time(), half});
        };
        Shown shown;
        philosophers(shown);
        QVERIFY(shown.model->trace().objects().size() > 1);
        QStringList before;
        for (const std::uint32_t fork : {0U, 1U}) {
            shown.state.setSelectedObject(trace::ObjectId{fork});
            QCoreApplication::processEvents();
            Shown fresh;
            philosophers(fresh);
            fresh.state.setSelectedObject(trace::ObjectId{fork});
            const QStringList texts = textsOf(shown.panel.page());
            QCOMPARE(texts, textsOf(fresh.panel.page()));
            QVERIFY(texts != before);
            // A fork is held, and nothing goes through it.
            QVERIFY(texts.contains(QStringLiteral("How it was held, whole run")));
            QVERIFY(!texts.contains(QStringLiteral("Throughput, whole run")));
            before = texts;
        }
    }
    void aQueueIsHeldByNobody()
    {
        Shown shown;
        shown.goTo(6s);
        shown.state.setSelectedObject(trace::ObjectId{0});
        QCoreApplication::processEvents();
        const QStringList texts = textsOf(shown.panel.page());
        QVERIFY(texts.contains(QStringLiteral("Throughput, whole run")));
        QVERIFY(!texts.contains(QStringLiteral("How it was held, whole run")));
    }
    void aClickOnAnyStepLeadsToWhereItEnds()
    {
        Shown shown;
        shown.goTo(9s);
        shown.select(QStringLiteral("Consumer 3"));
        const auto *steps = static_cast<const StepsModel *>(shown.steps()->model());
        for (int row = 0; row < steps->rowCount(); ++row) {
            Q_EMIT shown.steps()->clicked(steps->index(row, 0));
            const std::size_t records = shown.state.cursor().records;
            QCOMPARE(steps->rowAt(records), row);
            const trace::Record &record = shown.model->trace().records()[records - 1];
            QCOMPARE(record.task(), *shown.state.selectedTask());
            QCOMPARE(record.time(), shown.state.cursor().time);
            QCOMPARE(record.kind(),
                     row + 1 < steps->rowCount() ? trace::Kind::Suspended : trace::Kind::Cancelled);
        }
    }
    void whatStillRunsWhereARunBreaksOffIsNoPlaceToGoTo()
    {
        const auto document = std::make_shared<RunDocument>(brokenOffTrace());
        ViewState state;
        InspectorPanel panel(&state);
        panel.setDocument(document);
        panel.resize(312, 700);
        panel.show();
        const Position end{5s, document->model().records()};
        state.setCursor(end);
        state.setSelectedTask(trace::TaskId{1});
        QCOMPARE(panel.page().name, QStringLiteral("child"));
        auto *steps = panel.findChild<QTableView *>(QStringLiteral("inspectorSteps"));
        QCOMPARE(steps->model()->rowCount(), 1);
        Q_EMIT steps->clicked(steps->model()->index(0, 0));
        QCOMPARE(state.cursor(), end);
        QVERIFY(!panel.findChild<QToolButton *>(QStringLiteral("inspectorNextWake"))->isVisible());
        panel.goToNextWake();
        QCOMPARE(state.cursor(), end);
    }
    void stepsTellHowLongAWaitWasWithoutTheTimeBeingReady()
    {
        const RunDocument document(brokenOffTrace());
        const RunModel &model = document.model();
        StepsModel steps;
        steps.show(&model, trace::TaskId{0});
        QCOMPARE(steps.rowCount(), 3);
        const auto cell = [&steps](int row, int column, int role = Qt::DisplayRole) {
            return steps.data(steps.index(row, column), role).toString();
        };
        QCOMPARE(cell(0, StepsModel::Then), QStringLiteral("sleep 1.0 s"));
        QCOMPARE(cell(0, StepsModel::WokenBy), QStringLiteral("timer"));
        // What has no end has no length.
        QCOMPARE(cell(2, StepsModel::Then), QStringLiteral("sleep"));
        // The whole of it as a tip.
        QVERIFY2(
            cell(0, StepsModel::WokenBy, Qt::ToolTipRole).startsWith(QLatin1String("its timer")),
            qPrintable(cell(0, StepsModel::WokenBy, Qt::ToolTipRole)));
        QVERIFY(cell(0, StepsModel::Then, Qt::ToolTipRole) != cell(0, StepsModel::Then));
        QVERIFY(!steps.data(steps.index(0, 0), Qt::DecorationRole).isValid());
        QVERIFY(!steps.data(steps.index(0, 0), Qt::TextAlignmentRole).isValid());
        steps.show(&model, trace::TaskId{1});
        QCOMPARE(steps.rowCount(), 1);
        QCOMPARE(cell(0, StepsModel::Then), QStringLiteral("still runs"));
        QCOMPARE(cell(0, StepsModel::Then, Qt::ToolTipRole), QStringLiteral("still runs"));
        QCOMPARE(cell(0, StepsModel::WokenBy), QString());
        QCOMPARE(cell(0, StepsModel::WokenBy, Qt::ToolTipRole), QString());
        // There is no third task.
        steps.show(&model, trace::TaskId{2});
        QCOMPARE(steps.rowCount(), 0);
    }
    void timesThatGrowHaveRoom()
    {
        scenario::Arguments arguments(*engine::findScenario("lock"));
        arguments.set("rounds", "100");
        arguments.set("hold", "20");
        Shown busy;
        busy.document = runOf(arguments);
        busy.model = &busy.document->model();
        busy.panel.setDocument(busy.document);
        busy.state.setSelectedTask(trace::TaskId{1});
        busy.state.setCursor({busy.model->trace().records()[busy.model->records() - 1].time(),
                              busy.model->records()});
        QCoreApplication::processEvents();
        const QAbstractItemModel *model = busy.steps()->model();
        const int last = model->rowCount() - 1;
        QVERIFY(last > 60);
        busy.steps()->scrollToBottom();
        const support::Drawn drawn = support::Drawn::by(*busy.steps()->viewport());
        for (const int column : {0, 1})
            QVERIFY2(drawn.has(model->index(last, column).data().toString()),
                     qPrintable(drawn.texts().join(u',')));
    }
    void theNextWakeMayBeTheVeryNextThing()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        shown.panel.goToNextWake();
        const Position behind = shown.state.cursor();
        shown.state.setCursor({behind.time, behind.records - 1});
        QVERIFY(shown.nextWake()->isEnabled());
        shown.panel.goToNextWake();
        QCOMPARE(shown.state.cursor(), behind);
    }
    void namesAreWrappedAndWhatIsToBePressedIsFramed()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QVERIFY(shown.panel.findChild<QLabel *>(QStringLiteral("inspectorName"))->wordWrap());
        shown.state.setSelectedTask(std::nullopt);
        shown.state.setMeasure(UnitRange{2'000'000'000, 5'000'000'000});
        const auto *origin = shown.panel.findChild<QLabel *>(QStringLiteral("inspectorOrigin"));
        QVERIFY(origin->isVisible());
        QVERIFY(origin->wordWrap());
        for (const QToolButton *button : {shown.nextWake(), shown.waker()})
            QVERIFY(button->property("framed").toBool());
        for (const SectionView *section : shown.panel.findChildren<SectionView *>())
            QVERIFY(section->findChild<QToolButton *>()->autoRaise());
    }
    void ofARecordingThatBreaksOffItIsNotSaidThatItGoesOn()
    {
        const support::TwoCircles run;
        const auto document = std::make_shared<RunDocument>(run.builder.trace());
        ViewState state;
        InspectorPanel panel(&state);
        panel.setDocument(document);
        panel.show();
        const auto *sentence = panel.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        QTRY_VERIFY(sentence->text().contains(QStringLiteral("The run goes on")));
        document->setOver();
        QTRY_VERIFY(sentence->text().contains(QStringLiteral("The run took")));
    }
    void withoutARunItSaysSo()
    {
        ViewState state;
        InspectorPanel panel(&state);
        panel.show();
        auto *sentence = panel.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        QVERIFY(sentence->text().endsWith(QStringLiteral("There is no run yet.")));
    }
};

PAINTING_TEST_MAIN(tst_InspectorPanel)

#include "tst_inspectorpanel.moc"
