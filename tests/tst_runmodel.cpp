#include "engine/trace/recorder.h"
#include "tests/support/foreignrun.h"
#include "tests/support/growingtrace.h"
#include "tests/support/sampletraces.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/wakearrows.h"
#include "views/model/mixwalker.h"
#include "views/model/runmodel.h"
#include "views/rows/rowpieces.h"
#include "views/timeline/selectionmoves.h"
#include "views/words/segmenttext.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace views;
using namespace std::chrono_literals;

namespace {

RunModel modelOf(std::shared_ptr<const trace::Trace> trace)
{
    RunModel model(std::move(trace));
    model.advance();
    return model;
}

/// The mix as its definition says: every segment's overlap with the range, one by one.
Mix bruteForceMix(const RunModel &model, trace::TaskId task, const UnitRange &range, AxisKind axis)
{
    Mix mix{};
    for (std::size_t i = 0; i < model.track(task).size(); ++i) {
        const SegmentRef segment{task, i};
        const State state = model.state(segment);
        const Units begin = std::max(range.begin, model.start(segment, axis));
        // What waits for ever does so beyond the run's end.
        const Units end
            = state == State::Lost ? range.end : std::min(range.end, model.end(segment, axis));
        if (end > begin && !isEnd(state))
            mix[static_cast<std::size_t>(state)] += end - begin;
    }
    return mix;
}

std::size_t bruteForceSteps(const RunModel &model, trace::TaskId task, const UnitRange &range,
                            AxisKind axis)
{
    std::size_t steps = 0;
    for (std::size_t i = 0; i < model.track(task).size(); ++i) {
        const Units at = model.start({task, i}, axis);
        if (isRunning(model.track(task).state(i)) && at >= range.begin && at < range.end)
            ++steps;
    }
    return steps;
}

trace::TaskId task(std::uint32_t index)
{
    return trace::TaskId{index};
}

/// A wakes c at 1 s and b at 2 s, and yields; b has c cancelled at 5 s.
class Wakes
{
public:
    Wakes()
    {
        for (trace::TaskId &each : tasks)
            each = builder.add(trace::TaskInfo{});
        trace::Wait wait;
        wait.reason = trace::Reason::Future;
        const trace::WaitId future = builder.add(wait);
        wait.reason = trace::Reason::Yield;
        const trace::WaitId yields = builder.add(wait);
        const auto [a, b, c] = tasks;
        using trace::Kind;
        for (const trace::TaskId each : tasks)
            say(0s, Kind::Created, each, trace::Waker::None);
        say(0s, Kind::Resumed, b);
        say(0s, Kind::Suspended, b, future);
        say(0s, Kind::Resumed, c);
        say(0s, Kind::Suspended, c, future);
        say(0s, Kind::Resumed, a);
        say(1s, Kind::Ready, c, a);
        say(2s, Kind::Ready, b, a);
        say(3s, Kind::Suspended, a, yields);
        say(3s, Kind::Resumed, c);
        say(4s, Kind::Suspended, c, future);
        say(4s, Kind::Resumed, b);
        say(5s, Kind::CancelRequested, c, b);
        say(5s, Kind::Ready, c, b);
        say(6s, Kind::Finished, b);
        say(6s, Kind::Resumed, c, builder.text("CancelledError"));
        say(7s, Kind::Cancelled, c);
        say(8s, Kind::Resumed, a);
        say(9s, Kind::Finished, a);
        say(9s, Kind::Ended, trace::Outcome::Done);
    }

    RunModel model() const { return modelOf(builder.trace()); }

    std::array<trace::TaskId, 3> tasks{};

private:
    template <class Subject, class Argument = std::uint32_t>
    void say(trace::Time time, trace::Kind kind, Subject subject, Argument argument = {})
    {
        support::append(builder, time, kind, subject, argument);
    }

    trace::TraceBuilder builder;
};

trace::Wait waitForFuture()
{
    trace::Wait wait;
    wait.reason = trace::Reason::Future;
    return wait;
}

/// Two turns of three tasks, each step at a second of its own.
RunModel twoTurns()
{
    const auto trace = std::make_shared<trace::Recorder>();
    const auto wait = static_cast<std::uint32_t>(trace->intern(trace::Wait{}));
    for (std::uint32_t i = 0; i < 3; ++i) {
        trace->addTask({});
        trace->record(0s, trace::Kind::Created, i, 0xFFFF'FFFF);
    }
    trace::Time now{0};
    const auto step = [&](std::uint32_t id, bool isFirst) {
        now += 1s;
        trace->record(now, trace::Kind::Resumed, id, isFirst ? trace::Record::FirstOfTurn : 0U);
        trace->record(now, trace::Kind::Suspended, id, wait);
    };
    step(0, true);
    step(1, false);
    step(2, true);
    step(0, false);
    step(1, false);
    return modelOf(trace);
}

} // namespace

class tst_runmodel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMixIsExactOnRandomTraces_data()
    {
        QTest::addColumn<bool>("stepsTakeTime");
        QTest::addColumn<int>("axis");
        for (const bool time : {false, true}) {
            for (const AxisKind axis : {AxisKind::Clock, AxisKind::Steps}) {
                QTest::addRow("%s, %s", time ? "real time" : "virtual time",
                              axis == AxisKind::Clock ? "clock" : "steps")
                    << time << static_cast<int>(axis);
            }
        }
    }
    void theMixIsExactOnRandomTraces()
    {
        QFETCH(bool, stepsTakeTime);
        QFETCH(int, axis);
        const auto kind = static_cast<AxisKind>(axis);
        std::mt19937_64 random(7);
        for (std::uint32_t seed = 0; seed < 6; ++seed) {
            const RunModel model = modelOf(support::randomTrace(seed, 5, 6'000, stepsTakeTime));
            const Units end = model.end(kind);
            for (int i = 0; i < 300; ++i) {
                const auto id = task(static_cast<std::uint32_t>(random() % model.taskCount()));
                auto from
                    = static_cast<Units>(random() % static_cast<std::uint64_t>(end + end / 4));
                Units to = i % 3 == 0
                    ? from
                        + static_cast<Units>(random() % static_cast<std::uint64_t>(end / 1000 + 1))
                    : static_cast<Units>(random() % static_cast<std::uint64_t>(end + end / 4));
                if (from > to)
                    std::swap(from, to);
                if (from == to)
                    ++to;
                const UnitRange range{from, to};
                const Mix expected = bruteForceMix(model, id, range, kind);
                QVERIFY(model.mix(id, range, kind) == expected);
                MixWalker walker(model, id, kind, from);
                QCOMPARE(walker.advance(to).steps, bruteForceSteps(model, id, range, kind));
            }
        }
    }

    void aWalkAddsUpToTheWhole()
    {
        const RunModel model = modelOf(support::randomTrace(3, 3, 20'000, true));
        const Units end = model.end(AxisKind::Clock);
        for (const Units stride : {end / 7, end / 400, end / 9'000 + 1}) {
            MixWalker walker(model, task(0), AxisKind::Clock, 0);
            Mix sum{};
            std::size_t steps = 0;
            for (Units at = stride; at < end + stride; at += stride) {
                const MixWalker::Stretch stretch = walker.advance(at);
                steps += stretch.steps;
                for (std::size_t s = 0; s < TimedStates; ++s)
                    sum[s] += stretch.mix[s];
            }
            QVERIFY(sum == bruteForceMix(model, task(0), {0, end}, AxisKind::Clock));
            QCOMPARE(steps, model.stepCount(task(0), 0, model.track(task(0)).size()));
        }
    }

    void rowsCutAtPixelsCoverWhatBruteForceFinds()
    {
        for (std::uint32_t seed = 0; seed < 4; ++seed) {
            const RunModel model = modelOf(support::randomTrace(seed, 4, 3'000, seed % 2 == 0));
            const Units end = model.end(AxisKind::Clock);
            for (const UnitRange range :
                 {UnitRange{-end / 10, end + end / 10}, UnitRange{end / 3, end / 3 + end / 50},
                  UnitRange{end / 2, end / 2 + 1'000}}) {
                const TimeAxis axis(AxisKind::Clock, range, 300);
                for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
                    const RowPieces pieces = cutRow(model, task(t), {axis, RowMetrics(1)});
                    std::vector<Mix> columns(300);
                    for (const RowPieces::Run &run : pieces.runs) {
                        const State state = model.state({task(t), run.segment});
                        for (int x = run.begin; x < run.end; ++x)
                            columns[static_cast<std::size_t>(x)][static_cast<std::size_t>(state)]
                                = axis.toUnits(x + 1) - axis.toUnits(x);
                    }
                    for (const RowPieces::Column &column : pieces.columns)
                        columns[static_cast<std::size_t>(column.x)] = column.mix;
                    for (int x = 0; x < 300; ++x)
                        QVERIFY(columns[static_cast<std::size_t>(x)]
                                == bruteForceMix(model, task(t),
                                                 {axis.toUnits(x), axis.toUnits(x + 1)},
                                                 AxisKind::Clock));
                }
            }
        }
    }

    void aSegmentMayBeginAtTheLatestTimeOfARecord()
    {
        constexpr trace::Time Latest{static_cast<std::int64_t>(trace::Record::MaxTimeNs)};
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        trace->record(trace::Time{0}, trace::Kind::Created, 0);
        trace->record(Latest, trace::Kind::Resumed, 0);
        const RunModel model = modelOf(trace);
        const std::size_t last = model.track(task(0)).size() - 1;
        QCOMPARE(model.start({task(0), last}, AxisKind::Clock), Units{Latest.count()});
        QVERIFY(model.track(task(0)).state(last) == State::Running);
    }

    void readingPiecemealGivesTheSameTracks()
    {
        const auto whole = support::randomTrace(11, 6, 4'000, true);
        support::GrowingTrace growing(whole);
        RunModel piecemeal(growing.trace());
        for (std::size_t records = 1; growing.growTo(records); records += 37)
            QVERIFY(piecemeal.advance());
        piecemeal.advance();
        QVERIFY(!piecemeal.advance());
        const RunModel model = modelOf(whole);
        QCOMPARE(piecemeal.taskCount(), model.taskCount());
        for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
            QCOMPARE(piecemeal.track(task(t)).size(), model.track(task(t)).size());
            for (std::size_t i = 0; i < model.track(task(t)).size(); ++i)
                QVERIFY(piecemeal.state({task(t), i}) == model.state({task(t), i}));
        }
        QVERIFY(piecemeal.outcome() == trace::Outcome::Stopped);
    }

    void theReadyQueueIsCountedAtEveryRecord()
    {
        const RunModel model = modelOf(support::randomTrace(5, 9, 2'000, true));
        std::uint32_t depth = 0;
        std::uint32_t peak = 0;
        for (std::size_t i = 0; i < model.records(); ++i) {
            const trace::Record &record = model.trace().records()[i];
            const bool yields = record.kind() == trace::Kind::Suspended
                && model.trace().wait(record.wait()).reason == trace::Reason::Yield;
            if (record.kind() == trace::Kind::Created || record.kind() == trace::Kind::Ready
                || yields)
                ++depth;
            else if (record.kind() == trace::Kind::Resumed)
                --depth;
            peak = std::max(peak, depth);
            QCOMPARE(model.ready().depthAfter(i + 1), depth);
            QCOMPARE(model.ready().passage(0, i + 1, 0).peak, peak);
        }
    }

    void depthSamplesTellSettledFromPeak()
    {
        const RunModel model = modelOf(support::queueTrace());
        const TimeAxis axis(AxisKind::Clock, {0, model.end(AxisKind::Clock)}, 500);
        const auto queue = model.queues().front();
        for (const DepthSample &sample : model.samples(queue, axis)) {
            QVERIFY(sample.peak >= sample.settled);
            QCOMPARE(sample.settled,
                     model.depth(queue).depthAfter(model.recordsUntil(trace::Time{sample.at})));
        }
        // The ready queue is empty whenever virtual time passes.
        for (const DepthSample &sample : model.samples(trace::ObjectId::None, axis)) {
            if (sample.at < axis.range().end)
                QCOMPARE(sample.settled, std::uint32_t{0});
        }
        QCOMPARE(model.peak(trace::ObjectId::None), std::uint32_t{15});
    }

    void stepsAndRecordsAreInverse()
    {
        const RunModel model = modelOf(support::randomTrace(2, 7, 3'000, false));
        for (std::uint32_t step = 0; step < model.steps().steps(); ++step) {
            const std::size_t record = model.steps().record(step);
            QCOMPARE(model.trace().records()[record].kind(), trace::Kind::Resumed);
            QCOMPARE(model.steps().before(record), step);
            QCOMPARE(model.steps().before(record + 1), step + 1);
        }
    }

    void afterAStepComesNothingOfTheNext()
    {
        // A timer fires between the two steps; a line is printed in each.
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->record(0s, trace::Kind::Resumed, 0, trace::Record::FirstOfTurn);
        trace->print(0s, task(0), "first");
        trace->record(0s, trace::Kind::Suspended, 0,
                      static_cast<std::uint32_t>(trace->intern(trace::Wait{})));
        trace->record(5s, trace::Kind::Ready, 0, static_cast<std::uint32_t>(trace::Waker::Timer));
        trace->record(5s, trace::Kind::Resumed, 0, trace::Record::FirstOfTurn);
        trace->print(5s, task(0), "second");
        trace->record(5s, trace::Kind::Finished, 0);
        trace->record(5s, trace::Kind::Ended, 0);
        const RunModel model = modelOf(trace);
        QVERIFY(model.positionAfterStep(0) == Position{});
        QVERIFY((model.positionAfterStep(1) == Position{0s, 4}));
        QVERIFY((model.positionAfterStep(2) == Position{5s, 8}));
        QVERIFY((model.endPosition() == Position{5s, 9}));
        QVERIFY(model.positionAt(UnitsPerStep, AxisKind::Steps) == model.positionAfterStep(1));
        QVERIFY(model.positionAt(UnitsPerStep * 2 - 1, AxisKind::Steps)
                == model.positionAfterStep(2));
        QVERIFY(model.positionAt(UnitsPerStep * 3, AxisKind::Steps) == model.endPosition());
        QCOMPARE(model.turnBefore(1), 0U);
        QCOMPARE(model.turnBefore(2), 1U);
        QCOMPARE(model.turnBefore(9), 2U);
        QVERIFY((std::vector(model.printed().begin(), model.printed().end())
                 == std::vector<std::uint32_t>{2, 6}));
    }

    void everyStepIsAfterTheOneBeforeIt()
    {
        const RunModel model = modelOf(support::randomTrace(5, 30, 20'000, true));
        for (std::uint32_t step = 0; step <= model.steps().steps(); ++step)
            QCOMPARE(model.steps().before(model.positionAfterStep(step).records), step);
    }

    void aStepThatAnotherLoopOvertakesEndsWhereTheOtherBegins()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        trace->addTask({});
        trace->record(1s, trace::Kind::Resumed, 0);
        trace->record(2s, trace::Kind::Resumed, 1);
        trace->record(3s, trace::Kind::Finished, 0);
        trace->record(4s, trace::Kind::Finished, 1);
        const RunModel model = modelOf(trace);
        QVERIFY((model.positionAfterStep(1) == Position{1s, 1}));
        QVERIFY((model.positionAfterStep(2) == Position{4s, 4}));
    }

    void aStepIsOneUnitOnTheStepsAxis()
    {
        const RunModel model = modelOf(support::queueTrace());
        for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
            for (std::size_t i = 0; i < model.track(task(t)).size(); ++i) {
                const SegmentRef segment{task(t), i};
                if (isRunning(model.state(segment)))
                    QCOMPARE(model.end(segment, AxisKind::Steps)
                                 - model.start(segment, AxisKind::Steps),
                             UnitsPerStep);
            }
        }
    }

    void tasksAreGroupedByCoroutine()
    {
        const RunModel model = modelOf(support::queueTrace(2, 3));
        QCOMPARE(model.groups().size(), std::size_t{3});
        QCOMPARE(model.groups()[1].tasks.size(), std::size_t{2});
        QCOMPARE(model.groups()[2].tasks.size(), std::size_t{3});
        QCOMPARE(model.label(task(0)), QStringLiteral("main"));
        QCOMPARE(model.label(task(1)), QStringLiteral("Producer 0"));
        QCOMPARE(model.name(task(1)), QStringLiteral("Task-2"));
    }

    void tasksOfALoopOfItsOwnAreOneGroup()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        for (const char *loop : {"", "Loop 1", "Loop 2", "Loop 1"}) {
            trace::TaskInfo info;
            info.coroutine = trace->intern("job");
            info.loop = trace->intern(loop);
            trace->record(trace::Time{0}, trace::Kind::Created,
                          static_cast<std::uint32_t>(trace->addTask(info)));
        }
        const RunModel model = modelOf(trace);
        QCOMPARE(model.groups().size(), std::size_t{3});
        QCOMPARE(trace->text(model.groups()[0].name), std::string("job"));
        QCOMPARE(trace->text(model.groups()[1].name), std::string("Loop 1"));
        QCOMPARE(model.groups()[1].tasks, (std::vector<trace::TaskId>{task(1), task(3)}));
        QCOMPARE(model.groups()[2].tasks, std::vector<trace::TaskId>{task(2)});
    }

    void aBlockedLoopIsFoundAndSaidSo()
    {
        const RunModel model = modelOf(support::blockedTrace());
        const auto segment = model.segmentAt(task(1), 800'000'000, AxisKind::Clock);
        QVERIFY(model.state(*segment) == State::Blocking);
        QCOMPARE(siteText(model, *segment), QStringLiteral("parse.cpp:88"));
        const auto ready = model.segmentAt(task(2), 800'000'000, AxisKind::Clock);
        QVERIFY(model.state(*ready) == State::Ready);
    }

    void aStepThatHasNotEndedBlocksTheLoopFromItsBeginning()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->record(2s, trace::Kind::Resumed, 0);
        RunModel model = modelOf(trace);
        QCOMPARE(model.extendTo(2s + 50ms)->time, trace::Time(2s));
        QVERIFY(model.state({task(0), 1}) == State::Running);
        QCOMPARE(model.extendTo(2s + 90ms)->time, trace::Time(2s + 50ms));
        // All of it looks otherwise from now on.
        QCOMPARE(model.extendTo(2s + 110ms)->time, trace::Time(2s));
        QVERIFY(model.state({task(0), 1}) == State::Blocking);
        QCOMPARE(model.extendTo(2s + 120ms)->time, trace::Time(2s + 110ms));
        QVERIFY(!model.extendTo(2s + 120ms));
    }

    void aCancellationThatATaskOutlivesIsKnown_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::addColumn<bool>("whenReady");
        QTest::addColumn<bool>("ends");
        QTest::addColumn<int>("outlived");
        QTest::newRow("swallowed") << true << false << false << 1;
        QTest::newRow("swallowed, asked when ready") << true << true << false << 1;
        QTest::newRow("obeyed") << true << false << true << 0;
        QTest::newRow("that of what it waits for") << false << false << false << 0;
    }
    void aCancellationThatATaskOutlivesIsKnown()
    {
        QFETCH(bool, asked);
        QFETCH(bool, whenReady);
        QFETCH(bool, ends);
        QFETCH(int, outlived);
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        const auto wait = static_cast<std::uint32_t>(trace->intern(trace::Wait{}));
        const auto thrown = static_cast<std::uint32_t>(trace->intern("CancelledError"));
        trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->record(0s, trace::Kind::Resumed, 0);
        trace->record(0s, trace::Kind::Suspended, 0, wait);
        if (asked && !whenReady)
            trace->record(1s, trace::Kind::CancelRequested, 0, 0xFFFF'FFFF);
        trace->record(1s, trace::Kind::Ready, 0, static_cast<std::uint32_t>(trace::Waker::None));
        if (asked && whenReady)
            trace->record(1s, trace::Kind::CancelRequested, 0, 0xFFFF'FFFF);
        trace->record(1s, trace::Kind::Resumed, 0, thrown);
        RunModel model = modelOf(trace);
        QVERIFY(model.outlivedCancels(task(0)).empty()); // it may yet end
        if (ends)
            trace->record(1s, trace::Kind::Cancelled, 0);
        else
            trace->record(1s, trace::Kind::Suspended, 0, wait);
        model.advance();
        const auto found = model.outlivedCancels(task(0));
        QCOMPARE(static_cast<int>(found.size()), outlived);
        if (outlived > 0)
            QVERIFY(isRunning(model.track(task(0)).state(found[0])));
    }

    void columnsNarrowerThanANanosecondShowWhatIsThere()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        const auto wait = static_cast<std::uint32_t>(trace->intern(trace::Wait{}));
        trace->record(0ns, trace::Kind::Created, 0, 0xFFFF'FFFF);
        for (const int at : {3, 4, 8, 20, 21, 22, 40}) {
            trace->record(trace::Time{at}, trace::Kind::Ready, 0,
                          static_cast<std::uint32_t>(trace::Waker::None));
            trace->record(trace::Time{at}, trace::Kind::Resumed, 0);
            trace->record(trace::Time{at}, trace::Kind::Suspended, 0, wait);
        }
        trace->record(60ns, trace::Kind::Ended, 0);
        const RunModel model = modelOf(trace);
        for (const double width : {31.0, 45.0, 100.0, 333.0, 1200.0}) {
            const TimeAxis axis(AxisKind::Clock, {0, 30}, width);
            const RowPieces pieces = cutRow(model, task(0), {axis, RowMetrics(24)});
            QCOMPARE(pieces.columns.size(), std::size_t{0});
            int x = 0;
            for (const RowPieces::Run &run : pieces.runs) {
                QCOMPARE(run.begin, x); // no holes
                x = run.end;
                const double begin = axis.toX(model.start({task(0), run.segment}, AxisKind::Clock));
                QVERIFY2(std::abs(run.begin - std::max(0.0, begin)) <= 1.0,
                         qPrintable(QStringLiteral("%1: %2").arg(width).arg(begin)));
            }
            QCOMPARE(x, static_cast<int>(width));
            QCOMPARE(pieces.ticks.size(), std::size_t{6});
            for (std::size_t i = 0; i < pieces.ticks.size(); ++i)
                QVERIFY(std::abs(pieces.ticks[i].x - axis.toX(std::array{3, 4, 8, 20, 21, 22}[i]))
                        <= 1.0);
        }
    }

    void aWaitKnowsItsWakerAndTheWakerItsWait()
    {
        const RunModel model = modelOf(support::queueTrace());
        bool found = false;
        for (std::uint32_t t = 0; t < model.taskCount() && !found; ++t) {
            for (std::size_t i = 0; i < model.track(task(t)).size() && !found; ++i) {
                const SegmentRef segment{task(t), i};
                const trace::Wait *wait = model.wait(segment);
                const Wake wake = model.wake(segment);
                if (!wait || wait->reason != trace::Reason::QueueGet || wake.cancel
                    || model.start(segment, AxisKind::Clock) == model.end(segment, AxisKind::Clock))
                    continue;
                found = true;
                QVERIFY(wake.by == Wake::By::Task);
                QVERIFY(stateText(model, segment) == QStringLiteral("Waiting for an item in q"));
                QVERIFY(wakerText(model, segment).contains(QStringLiteral("putting an item")));
                QCOMPARE(labelWord(model, segment), QStringLiteral("get q"));
                const auto waker = selection::waker(model, segment);
                QVERIFY(waker && waker->task == wake.task);
                QVERIFY(isRunning(model.state(*waker)));
                const auto arrows = arrowsFor(model, segment, AxisKind::Clock);
                QVERIFY(!arrows.empty() && arrows.front().main);
                QCOMPARE(arrows.front().head, model.end(segment, AxisKind::Clock));
            }
        }
        QVERIFY(found);
    }

    void aCancelledTaskShowsWhoAsked()
    {
        const RunModel model = modelOf(support::queueTrace());
        const auto consumer = task(static_cast<std::uint32_t>(model.taskCount()) - 1);
        QCOMPARE(endText(model, consumer), QStringLiteral("Cancelled"));
        for (std::size_t i = model.track(consumer).size(); i-- > 0;) {
            if (model.state({consumer, i}) != State::Cancelling)
                continue;
            const Wake wake = model.wake({consumer, i});
            QVERIFY(wake.cancel);
            QCOMPARE(model.label(wake.task), QStringLiteral("main"));
            return;
        }
        QFAIL("no cancelling segment");
    }

    void aTransitionCostsAtMostSixteenBytes()
    {
        QVERIFY(TaskTrack::BytesInBlock <= 16 * TaskTrack::BlockSize);
    }

    void theArrowsOfAWaitAreTheOneThatEndedItAndWhomTheWakerServedBefore()
    {
        const Wakes run;
        const RunModel model = run.model();
        const auto [a, b, c] = run.tasks;
        const auto s = [](int seconds) { return Units{seconds} * 1'000'000'000; };
        const WakeArrow woken{a, b, s(2), s(4), false, true};
        const WakeArrow served{a, c, s(1), s(3), false, false};
        const WakeArrow toC{a, c, s(1), s(3), false, true};
        const WakeArrow cancel{b, c, s(5), s(6), true, true};
        const WakeArrow asked{b, c, s(5), s(6), true, false};
        using Arrows = std::vector<WakeArrow>;
        const auto arrows = [&](trace::TaskId who, std::size_t segment) {
            return arrowsFor(model, {who, segment}, AxisKind::Clock);
        };
        QVERIFY(arrows(b, 2) == (Arrows{woken, served}));
        QVERIFY(arrows(b, 3) == Arrows{woken}); // it is ready
        QVERIFY(arrows(b, 0).empty()); // created by nobody
        // A step shows what led to it and whom it woke.
        QVERIFY(arrows(b, 4) == (Arrows{woken, asked}));
        QVERIFY(arrows(a, 1) == (Arrows{served, {a, b, s(2), s(4), false, false}}));
        QVERIFY(arrows(b, 5).empty()); // it has ended
        // A cancellation belongs to the whole of the task.
        QVERIFY(arrows(c, 2) == (Arrows{toC, cancel}));
        QVERIFY(arrows(c, 4) == (Arrows{toC, cancel}));
        QVERIFY(arrows(c, 5) == Arrows{cancel});
        QVERIFY(arrows(c, 6) == Arrows{cancel});
        QVERIFY(arrows(c, 9).empty());
        // Who yields wakes himself.
        QVERIFY(model.state({a, 2}) == State::Ready);
        QVERIFY(arrows(a, 2).empty());
    }

    void theArrowsOfARangeAreThoseThatLieInIt()
    {
        const Wakes run;
        const RunModel model = run.model();
        const auto [a, b, c] = run.tasks;
        constexpr Units s = 1'000'000'000;
        const WakeArrow toB{a, b, 2 * s, 4 * s, false, false};
        const WakeArrow toC{a, c, 1 * s, 3 * s, false, false};
        const WakeArrow cancel{b, c, 5 * s, 6 * s, true, false};
        using Arrows = std::vector<WakeArrow>;
        const auto arrows = [&](Units begin, Units end, std::size_t most) {
            return arrowsIn(model, run.tasks, {begin, end}, AxisKind::Clock, 1, most);
        };
        QVERIFY(arrows(0, 9 * s, 10) == (Arrows{toB, toC, cancel}));
        QVERIFY(arrows(0, 9 * s, 3) == (Arrows{toB, toC, cancel}));
        QVERIFY(arrows(0, 9 * s, 2) == (Arrows{toB, toC}));
        QVERIFY(arrows(0, 9 * s, 1) == Arrows{toB});
        QVERIFY(arrows(0, 9 * s, 0).empty());
        QVERIFY(arrows(0, s - 1, 10).empty());
        QVERIFY(arrows(0, s, 10) == Arrows{toC});
        QVERIFY(arrows(s * 3 / 2, s * 8 / 5, 10) == Arrows{toC});
        QVERIFY(arrows(7 * s, 9 * s, 10).empty());
        const std::vector<trace::TaskId> onlyB{b};
        QVERIFY(arrowsIn(model, onlyB, {0, 9 * s}, AxisKind::Clock, 1, 10) == Arrows{toB});
    }

    void manyWakesOfOneTaskByAnotherAreBundled()
    {
        support::WrittenRun run;
        const trace::TaskId waker = run.task("waker");
        const trace::TaskId woken = run.task("woken");
        const trace::WaitId wait = run.wait(trace::Reason::Sleep, std::int64_t{1});
        constexpr std::uint32_t Wakes = 100'000;
        for (std::uint32_t i = 0; i < Wakes; ++i) {
            run.step(woken, wait);
            run.say(trace::Kind::Resumed, waker);
            run.say(trace::Kind::Ready, woken, waker);
            run.say(trace::Kind::Suspended, waker, wait);
            run.now += std::chrono::milliseconds(1);
            run.say(trace::Kind::Ready, waker, trace::Waker::Timer);
        }
        const RunModel model = run.model();
        const UnitRange all{0, model.end(AxisKind::Clock)};
        const std::vector<trace::TaskId> tasks{woken};
        const auto arrows = arrowsIn(model, tasks, all, AxisKind::Clock, all.length() / 100, 400);
        QVERIFY2(arrows.size() >= 90 && arrows.size() <= 102,
                 qPrintable(QString::number(arrows.size())));
        QVERIFY(std::all_of(arrows.begin(), arrows.end(),
                            [](const WakeArrow &arrow) { return arrow.count > 1; }));
        QVERIFY(arrowsIn(model, tasks, all, AxisKind::Clock, all.length() / 100, 10).size() <= 10);
        const auto near = arrowsIn(model, tasks, {0, 10'000'000}, AxisKind::Clock, 1'000, 400);
        QVERIFY(near.size() >= 10 && near.front().count == 1);
    }

    void aStepHasItsPlaceInItsTurn()
    {
        const RunModel model = twoTurns();
        const auto place = [&](std::size_t records) {
            const RunModel::TurnPlace at = model.placeInTurn(records);
            return std::array{at.turn, at.step, at.steps};
        };
        using Place = std::array<std::uint32_t, 3>;
        QVERIFY(place(3) == (Place{0, 0, 0}));
        QVERIFY(place(4) == (Place{1, 1, 2}));
        QVERIFY(place(5) == (Place{1, 1, 2}));
        QVERIFY(place(6) == (Place{1, 2, 2}));
        QVERIFY(place(8) == (Place{2, 1, 3}));
        QVERIFY(place(10) == (Place{2, 2, 3}));
        QVERIFY(place(13) == (Place{2, 3, 3}));
        std::vector<std::uint32_t> ends;
        for (std::uint32_t steps = 0; steps <= 6; ++steps)
            ends.push_back(model.stepsAtEndOfTurn(steps));
        QVERIFY(ends == (std::vector<std::uint32_t>{2, 2, 5, 5, 5, 5, 5}));
        QCOMPARE(model.turnBefore(3), 0U);
        QCOMPARE(model.turnBefore(7), 1U);
        QCOMPARE(model.turnBefore(8), 2U);
    }

    void aPlaceOnAnAxisIsAPositionWithinTheRun()
    {
        const RunModel model = twoTurns();
        QVERIFY((model.positionAt(-5, AxisKind::Clock) == Position{0s, 3}));
        QVERIFY((model.positionAt(Units{99'000'000'000}, AxisKind::Clock) == Position{5s, 13}));
        QVERIFY((model.positionAt(Units{2'000'000'000}, AxisKind::Clock) == Position{2s, 7}));
        QVERIFY((model.positionAt(Units{1'999'999'999}, AxisKind::Clock).records == 5));
        QVERIFY(model.positionAt(-5, AxisKind::Steps) == Position{});
        QVERIFY(model.positionAt(UnitsPerStep / 2 - 1, AxisKind::Steps) == Position{});
        QVERIFY((model.positionAt(UnitsPerStep / 2, AxisKind::Steps) == Position{1s, 5}));
        QVERIFY((model.positionAt(5 * UnitsPerStep, AxisKind::Steps) == Position{5s, 13}));
    }

    void timesAndUnitsOfAnAxisLeadToEachOther()
    {
        const RunModel model = twoTurns();
        constexpr Units S = UnitsPerStep;
        QVERIFY((model.times({3, 8}, AxisKind::Clock) == TimeRange{3ns, 8ns}));
        QVERIFY((model.units({3ns, 8ns}, AxisKind::Clock) == UnitRange{3, 8}));
        QVERIFY((model.times({S, 3 * S}, AxisKind::Steps) == TimeRange{1s, 3s}));
        QVERIFY((model.times({S, S + 1}, AxisKind::Steps) == TimeRange{1s, 1s + 1ns}));
        QVERIFY((model.units({1s, 3s}, AxisKind::Steps) == UnitRange{S, 3 * S}));
        QVERIFY((model.units({1s, 2s}, AxisKind::Steps) == UnitRange{S, 2 * S}));
        QVERIFY((model.units({1s, 1500ms}, AxisKind::Steps) == UnitRange{S, 2 * S}));
        QCOMPARE(model.end(AxisKind::Steps), 5 * S);
        QCOMPARE(model.at(Position{2s, 6}, AxisKind::Steps), 2 * S);
        QCOMPARE(model.at(Position{2s, 6}, AxisKind::Clock), Units{2'000'000'000});
    }

    void aTaskIsCalledByItsLabelOrAsMainOrByItsName()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace::TaskInfo info;
        info.coroutine = trace->intern("main");
        const auto add = [&] {
            ++info.number;
            const trace::TaskId id = trace->addTask(info);
            trace->record(0s, trace::Kind::Created, static_cast<std::uint32_t>(id), 0xFFFF'FFFF);
        };
        add();
        info.creator = task(0);
        add();
        info.coroutine = trace->intern("job");
        info.name = trace->intern("worker");
        add();
        info.label = trace->intern("Job\n3");
        info.creator = trace::TaskId::None;
        add();
        trace->record(1s, trace::Kind::Renamed, 1,
                      static_cast<std::uint32_t>(trace->intern("late")));
        const RunModel model = modelOf(trace);
        QVERIFY(model.isMain(task(0)));
        QVERIFY(!model.isMain(task(1)));
        QVERIFY(!model.isMain(task(3)));
        QCOMPARE(model.label(task(0)), QStringLiteral("main"));
        QCOMPARE(model.label(task(1)), QStringLiteral("late"));
        QCOMPARE(model.label(task(2)), QStringLiteral("worker"));
        QCOMPARE(model.label(task(3)), QStringLiteral("Job↵3"));
        QCOMPARE(model.name(task(0)), QStringLiteral("Task-1"));
        QVERIFY(model.givenName(task(0)).empty());
        QVERIFY(model.givenName(task(1)) == "late");
        QVERIFY(model.givenName(task(2)) == "worker");
    }

    void aStepHoldsTheLoopFromATenthOfASecondOn()
    {
        const auto stateAfter = [](trace::Time lasted) {
            const auto trace = std::make_shared<trace::Recorder>();
            trace->addTask({});
            trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
            trace->record(2s, trace::Kind::Resumed, 0);
            RunModel model = modelOf(trace);
            if (model.extendTo(2s + lasted)->records != (lasted >= 100ms ? 1U : 2U))
                return State::Lost;
            const State before = model.state({task(0), 1});
            trace->record(2s + lasted, trace::Kind::Finished, 0);
            const Position changed = *model.advance();
            const State after = model.state({task(0), 1});
            const bool fits = (changed.time == 2s) == (after == State::Blocking);
            return before == after && fits ? after : State::Lost;
        };
        QVERIFY(stateAfter(100ms - 1ns) == State::Running);
        QVERIFY(stateAfter(100ms) == State::Blocking);
        QVERIFY(stateAfter(101ms) == State::Blocking);
    }

    void aStepThatIsOverDoesNotGrow()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        const auto wait = static_cast<std::uint32_t>(trace->intern(waitForFuture()));
        trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->record(2s, trace::Kind::Resumed, 0);
        trace->record(2s, trace::Kind::Suspended, 0, wait);
        RunModel model = modelOf(trace);
        QVERIFY(!model.extendTo(1s));
        QVERIFY(!model.extendTo(2s));
        QCOMPARE(model.end(), trace::Time(2s));
        QVERIFY((model.extendTo(3s) == Position{2s, 3}));
        QCOMPARE(model.end(), trace::Time(3s));
        trace->record(3s, trace::Kind::Ended, 0);
        model.advance();
        QVERIFY(!model.extendTo(9s)); // the run has ended
        QCOMPARE(model.end(), trace::Time(3s));
        QVERIFY(model.isComplete());
    }

    void aWaitThatNothingEndsIsLostFromItsBeginning()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        for (int i = 0; i < 3; ++i)
            trace->addTask({});
        const auto wait = static_cast<std::uint32_t>(trace->intern(waitForFuture()));
        trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->record(1s, trace::Kind::Resumed, 0);
        trace->record(1s, trace::Kind::Suspended, 0, wait);
        trace->record(1s, trace::Kind::Created, 1, 0xFFFF'FFFF);
        trace->record(2s, trace::Kind::Finished, 1);
        RunModel model = modelOf(trace);
        // Of one that is over or has not begun nothing is lost.
        trace->record(5s, trace::Kind::Lost, 1);
        trace->record(5s, trace::Kind::Lost, 2);
        QVERIFY((model.advance() == Position{2s, 5}));
        QVERIFY(!model.hasLost());
        trace->record(5s, trace::Kind::Lost, 0);
        QVERIFY((model.advance() == Position{1s, 2}));
        QVERIFY(model.hasLost());
        QVERIFY(model.state({task(0), 2}) == State::Lost);
        QVERIFY(model.wait({task(0), 2}) != nullptr);
        QVERIFY(model.wait({task(0), 1}) == nullptr);
    }

    void aTaskThatIsCancelledLaterHasOutlivedTheFirstTime()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        const auto wait = static_cast<std::uint32_t>(trace->intern(waitForFuture()));
        const auto none = static_cast<std::uint32_t>(trace::Waker::None);
        const auto wakes = [&](const char *thrown, bool asked) {
            trace->record(1s, trace::Kind::Suspended, 0, wait);
            if (asked)
                trace->record(1s, trace::Kind::CancelRequested, 0, none);
            trace->record(1s, trace::Kind::Ready, 0, none);
            trace->record(1s, trace::Kind::Resumed, 0,
                          static_cast<std::uint32_t>(trace->intern(thrown)));
        };
        trace->record(0s, trace::Kind::Created, 0, none);
        trace->record(0s, trace::Kind::Resumed, 0);
        wakes("TimeoutError", true);
        wakes("CancelledError", true);
        wakes("", false);
        trace->record(1s, trace::Kind::Cancelled, 0);
        const RunModel model = modelOf(trace);
        const auto found = model.outlivedCancels(task(0));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0], 9U);
    }

    void aCancellationIsThatOfWhoOrWhatAskedForIt()
    {
        trace::TraceBuilder builder;
        const trace::TaskId first = builder.add(trace::TaskInfo{});
        const trace::TaskId second = builder.add(trace::TaskInfo{});
        const trace::CauseId signal = builder.add(trace::Cause{builder.text("signal"), {}, 2});
        trace::Wait wait;
        wait.reason = trace::Reason::Future;
        const trace::WaitId future = builder.add(wait);
        const auto say = [&](trace::Kind kind, trace::TaskId id, auto argument) {
            support::append(builder, trace::Time{0}, kind, id, argument);
        };
        using trace::Kind;
        say(Kind::Created, first, trace::Waker::None);
        say(Kind::Created, second, first);
        say(Kind::Resumed, first, 0U);
        const auto cancelled = [&](auto asker) {
            say(Kind::Suspended, first, future);
            say(Kind::CancelRequested, first, asker);
            say(Kind::Ready, first, trace::Waker::External);
            say(Kind::Resumed, first, 0U);
        };
        cancelled(second); // segment 2, records 3 to 6
        cancelled(trace::Record::waker(signal));
        cancelled(trace::Waker::None);
        const RunModel model = modelOf(builder.trace());
        const Wake byTask = model.wake({first, 2});
        QVERIFY(byTask.cancel && byTask.by == Wake::By::Task && byTask.task == second);
        QCOMPARE(byTask.record, std::size_t{4});
        const Wake bySignal = model.wake({first, 6});
        QVERIFY(bySignal.cancel && bySignal.by == Wake::By::External);
        QVERIFY(bySignal.cause == signal);
        QCOMPARE(bySignal.record, std::size_t{8});
        const Wake byNobody = model.wake({first, 10});
        QVERIFY(byNobody.cancel && byNobody.by == Wake::By::External);
        QVERIFY(byNobody.cause == trace::CauseId::None);
        QCOMPARE(byNobody.record, std::size_t{13});
        const Wake birth = model.wake({second, 0});
        QVERIFY(!birth.cancel && birth.by == Wake::By::Task && birth.task == first);
        QVERIFY(model.wake({first, 0}).by == Wake::By::Nobody);
        QVERIFY(model.wake({first, 13}).by == Wake::By::Nobody); // it runs
    }

    void theFirstRecordOfEveryColumnIsFound_data()
    {
        QTest::addColumn<int>("axis");
        QTest::newRow("clock") << static_cast<int>(AxisKind::Clock);
        QTest::newRow("steps") << static_cast<int>(AxisKind::Steps);
    }
    void theFirstRecordOfEveryColumnIsFound()
    {
        QFETCH(const int, axis);
        const auto kind = static_cast<AxisKind>(axis);
        const RunModel model = modelOf(support::randomTrace(6, 5, 700, true));
        const Units end = model.end(kind);
        for (const UnitRange &range :
             {UnitRange{0, end}, UnitRange{end / 3, end / 3 + end / 9}, UnitRange{-end, end / 2}}) {
            const TimeAxis on(kind, range, 90);
            const ColumnRange columns{-7, 180};
            const auto found = model.columnRecords(on, columns);
            QCOMPARE(found.size(), std::size_t{188});
            for (int column = columns.begin; column <= columns.end; ++column) {
                std::size_t first = 0;
                while (first < model.records() && model.at(first, kind) < on.toUnits(column))
                    ++first;
                QCOMPARE(std::size_t{found[static_cast<std::size_t>(column - columns.begin)]},
                         first);
            }
        }
    }

    void theSamplesOfAnAxisAreThoseOfItsColumns_data()
    {
        theFirstRecordOfEveryColumnIsFound_data();
    }
    void theSamplesOfAnAxisAreThoseOfItsColumns()
    {
        QFETCH(const int, axis);
        const auto kind = static_cast<AxisKind>(axis);
        const RunModel model = modelOf(support::queueTrace());
        const Units end = model.end(kind);
        for (const double width : {40.0, 300.0}) {
            const TimeAxis on(kind, {end / 10, end}, width);
            const ColumnRange columns{0, static_cast<int>(width) + 1};
            const auto edges = model.columnRecords(on, columns);
            for (const trace::ObjectId queue : {model.queues().front(), trace::ObjectId::None}) {
                const bool isReady = queue == trace::ObjectId::None;
                std::uint32_t depth = model.depthAfter(queue, edges.front());
                std::vector<DepthSample> expected{{on.toUnits(0), depth, depth}};
                for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
                    std::uint32_t peak = 0;
                    std::optional<std::size_t> last;
                    for (std::size_t record = edges[i]; record < edges[i + 1]; ++record) {
                        const trace::Record &told = model.trace().records()[record];
                        const bool tells
                            = told.kind() == trace::Kind::Depth && told.object() == queue;
                        if (!isReady && !tells)
                            continue;
                        peak = std::max(peak, model.depthAfter(queue, record + 1));
                        last = record;
                    }
                    if (!last)
                        continue;
                    const std::uint32_t settled = model.depthAfter(queue, edges[i + 1]);
                    if (!isReady || settled != depth || peak != depth)
                        expected.push_back({model.at(*last, kind), settled, peak});
                    depth = settled;
                }
                QVERIFY(expected.size() > 3);
                QVERIFY(model.samples(queue, on) == expected);
            }
        }
    }

    void whatAStretchDoesToTheReadyQueueIsCounted()
    {
        const RunModel model = modelOf(support::randomTrace(5, 9, 3'000, true));
        std::mt19937 random(1);
        const auto count = static_cast<std::uint32_t>(model.records());
        for (int i = 0; i < 300; ++i) {
            std::size_t begin = random() % count;
            std::size_t end = i % 3 == 0 ? count : random() % count;
            if (i % 2 == 0)
                begin -= begin % 512;
            if (end < begin)
                std::swap(begin, end);
            std::uint32_t peak = 0;
            for (std::size_t at = begin; at < end; ++at)
                peak = std::max(peak, model.ready().depthAfter(at + 1));
            const auto passage = model.ready().passage(begin, end, model.ready().depthAfter(begin));
            QCOMPARE(passage.peak, peak);
            QCOMPARE(passage.settled, model.ready().depthAfter(end));
        }
    }
};

QTEST_APPLESS_MAIN(tst_runmodel)
#include "tst_runmodel.moc"
