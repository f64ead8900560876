#include "tests/support/growingtrace.h"
#include "tests/support/sampletraces.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/blame.h"
#include "views/analysis/world.h"
#include "views/depth/loadsamples.h"
#include "views/model/loadcolumns.h"

#include <QTest>

#include <cmath>
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

/// Since when a task has waited for its turn, and until when.
struct Turn
{
    trace::Time due;
    trace::Time ran;
};

/// As the definition says, one segment after the other.
std::vector<Turn> turnsOf(const RunModel &model)
{
    std::vector<Turn> turns;
    for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
        const trace::TaskId task{i};
        const TaskTrack &track = model.track(task);
        for (std::size_t segment = 0; segment < track.size(); ++segment) {
            const bool last = segment + 1 == track.size();
            const trace::Wait *wait = model.wait({task, segment});
            if (track.state(segment) == State::Sleeping) {
                const bool woken = !last && track.state(segment + 1) == State::Ready;
                const trace::Time due = track.start(segment) + trace::Time{wait->amount};
                if (last)
                    turns.push_back({due, LagTrack::Never});
                else if (woken && due < track.start(segment + 1))
                    turns.push_back(
                        {due,
                         segment + 2 < track.size() ? track.start(segment + 2) : LagTrack::Never});
            } else if (track.state(segment) == State::Ready) {
                const bool runs = !last && isRunning(track.state(segment + 1));
                if (last || runs)
                    turns.push_back(
                        {track.start(segment), last ? LagTrack::Never : track.start(segment + 1)});
            }
        }
    }
    return turns;
}

std::vector<double> columns(const RunModel &model, TrackId::Kind kind, const TimeAxis &axis)
{
    const ColumnRange all{0, static_cast<int>(axis.width())};
    return loadColumns(model, kind, axis, all, model.columnRecords(axis, all));
}

/// A run of which every record is told.
class Written
{
public:
    trace::TaskId task(const char *loop = "", trace::Time at = 0s)
    {
        trace::TaskInfo info;
        info.number = ++m_tasks;
        info.loop = m_trace->intern(loop);
        const trace::TaskId id = m_trace->addTask(info);
        record(at, trace::Kind::Created, id);
        return id;
    }
    void record(trace::Time at, trace::Kind kind, trace::TaskId task, std::uint32_t argument = 0)
    {
        m_trace->record(at, kind, static_cast<std::uint32_t>(task), argument);
    }
    void suspend(trace::Time at, trace::TaskId task, trace::Reason reason, trace::Time amount = 0s)
    {
        trace::Wait wait;
        wait.reason = reason;
        wait.amount = amount.count();
        record(at, trace::Kind::Suspended, task, static_cast<std::uint32_t>(m_trace->intern(wait)));
    }
    /// A step from \a begin to \a end, before and after which the task is ready.
    void step(trace::TaskId task, trace::Time begin, trace::Time end)
    {
        record(begin, trace::Kind::Resumed, task);
        suspend(end, task, trace::Reason::Yield);
    }
    RunModel end(trace::Time at)
    {
        m_trace->record(at, trace::Kind::Ended,
                        static_cast<std::uint32_t>(trace::Outcome::Stopped));
        return modelOf(m_trace);
    }
    RunModel sofar() const { return modelOf(m_trace); }

private:
    std::shared_ptr<trace::Recorder> m_trace = std::make_shared<trace::Recorder>();
    std::uint32_t m_tasks = 0;
};

TimeAxis clockAxis(trace::Time from, trace::Time to, int width)
{
    return {AxisKind::Clock, {from.count(), to.count()}, static_cast<double>(width)};
}

} // namespace

/// How busy the loops of a run are, how late its steps, and how many tasks there are.
class tst_LoadTrack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyColumnIsExactOnRandomTraces_data()
    {
        QTest::addColumn<bool>("stepsTakeTime");
        QTest::newRow("virtual time") << false;
        QTest::newRow("real time") << true;
    }
    void everyColumnIsExactOnRandomTraces()
    {
        QFETCH(bool, stepsTakeTime);
        for (std::uint32_t seed = 1; seed < 6; ++seed) {
            const RunModel model
                = modelOf(support::randomTrace(seed, 3 + seed * 7, 7'000, stepsTakeTime));
            const std::vector<Turn> turns = turnsOf(model);
            std::mt19937 random(seed);
            for (int round = 0; round < 12; ++round) {
                const Units end = model.end().count();
                const Units begin = static_cast<Units>(random() % 1'000) * end / 900 - end / 20;
                const Units length = std::max<Units>(500, end >> (random() % 16));
                const TimeAxis axis(AxisKind::Clock, {begin, begin + length}, 97);
                const auto busy = columns(model, TrackId::Kind::Busy, axis);
                const auto lag = columns(model, TrackId::Kind::Lag, axis);
                for (int i = 0; i < 97; ++i) {
                    const auto column = static_cast<std::size_t>(i);
                    const Units from = std::clamp<Units>(axis.toUnits(i), 0, end);
                    const Units to = std::clamp<Units>(axis.toUnits(i + 1), 0, end);
                    Units runs = 0;
                    for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
                        const Mix mix = model.mix(trace::TaskId{t}, {from, to}, AxisKind::Clock);
                        runs += mix[static_cast<std::size_t>(State::Running)]
                            + mix[static_cast<std::size_t>(State::Blocking)];
                    }
                    if (from < to) {
                        const double share
                            = static_cast<double>(runs) / static_cast<double>(to - from);
                        QVERIFY(std::abs(busy[column] - share) < 1e-9);
                    }
                    Units latest = 0;
                    for (const Turn &turn : turns) {
                        const Units until = std::min(to, turn.ran.count());
                        const bool inSight
                            = axis.toUnits(i) < end && turn.ran.count() >= axis.toUnits(i);
                        if (inSight && turn.due.count() < until)
                            latest = std::max(latest, until - turn.due.count());
                    }
                    QCOMPARE(lag[column], static_cast<double>(latest));
                }
            }
        }
    }

    void aStepIsAsLateAsItsBlameSays()
    {
        const RunModel model = modelOf(support::randomTrace(11, 20, 6'000, true));
        std::uint32_t late = 0;
        model.steps().forEach(
            0, model.steps().steps(), [&](std::uint32_t step, std::size_t record) {
                const trace::TaskId task = model.trace().records()[record].task();
                const SegmentRef segment{task, model.track(task).segmentAfter(record + 1)};
                const auto lateness = views::lateness(model, segment);
                QCOMPARE(model.lag().late(step).count(),
                         lateness ? (lateness->ran - lateness->due).count() : 0);
                late += lateness ? 1 : 0;
            });
        QVERIFY(late > 500);
        trace::Time latest{0};
        for (std::uint32_t i = 0; i < model.steps().steps(); ++i)
            latest = std::max(latest, model.lag().late(i));
        QCOMPARE(model.lag().latest(), latest);
    }

    void whoHasWaitedLongestIsKnownAfterEachPart()
    {
        RunModel model(support::randomTrace(5, 20, 3'000, true));
        while (model.advance(97)) {
            trace::Time earliest = LagTrack::Never;
            for (const Turn &turn : turnsOf(model)) {
                if (turn.ran == LagTrack::Never)
                    earliest = std::min(earliest, turn.due);
            }
            QCOMPARE(model.lag().earliestWaiting(), earliest);
        }
        QVERIFY(model.isComplete());
    }

    void theLatestOfAnyStepsIsTheLatestOfEach()
    {
        const RunModel model = modelOf(support::randomTrace(3, 9, 20'000, true));
        const LagTrack &lag = model.lag();
        std::mt19937 random(1);
        for (int round = 0; round < 300; ++round) {
            const std::uint32_t begin = static_cast<std::uint32_t>(random()) % lag.steps();
            const std::uint32_t end
                = begin + static_cast<std::uint32_t>(random()) % (lag.steps() - begin + 1);
            trace::Time latest{0};
            for (std::uint32_t step = begin; step < end; ++step)
                latest = std::max(latest, lag.late(step));
            QCOMPARE(lag.latest(begin, end), latest);
        }
    }

    void aBlockedLoopIsBusyAndMakesOthersLate()
    {
        // Task-2 sleeps 0.4 s and then holds the loop for 0.8 s.
        const RunModel model = modelOf(support::blockedTrace());
        const TimeAxis axis = clockAxis(0s, 2s, 20); // 100 ms a column
        const auto busy = columns(model, TrackId::Kind::Busy, axis);
        QCOMPARE(busy[3], 0.0);
        QCOMPARE(busy[4], 1.0);
        QCOMPARE(busy[11], 1.0);
        const auto lag = columns(model, TrackId::Kind::Lag, axis);
        QVERIFY(lag[11] > 1e8);
        QCOMPARE(lag[2], 0.0);
        const auto most = static_cast<double>(model.lag().latest().count());
        QCOMPARE(*std::max_element(lag.begin(), lag.end()), most);
    }

    void whoIsDueButNotYetReadyIsLateAlready()
    {
        Written run;
        const trace::TaskId sleeper = run.task();
        const trace::TaskId holder = run.task();
        run.record(0s, trace::Kind::Resumed, sleeper);
        run.suspend(0s, sleeper, trace::Reason::Sleep, 100ms);
        run.record(50ms, trace::Kind::Resumed, holder);
        // The holder still runs, and the loop has not looked at its timers.
        RunModel live = run.sofar();
        live.extendTo(400ms);
        const TimeAxis axis = clockAxis(0s, 400ms, 4);
        QCOMPARE(columns(live, TrackId::Kind::Lag, axis),
                 (std::vector<double>{5e7, 1e8, 2e8, 3e8}));
        QCOMPARE(lagAt(live, live.endPosition()), trace::Time(300ms));
        run.suspend(500ms, holder, trace::Reason::Future);
        run.record(500ms, trace::Kind::Ready, sleeper,
                   static_cast<std::uint32_t>(trace::Waker::Timer));
        run.record(500ms, trace::Kind::Resumed, sleeper);
        run.record(500ms, trace::Kind::Finished, sleeper);
        const RunModel done = run.end(600ms);
        QCOMPARE(done.lag().latest(), trace::Time(400ms));
        QCOMPARE(columns(done, TrackId::Kind::Lag, axis),
                 (std::vector<double>{5e7, 1e8, 2e8, 3e8}));
        QCOMPARE(lagAt(done, done.endPosition()), trace::Time(0));
    }

    void aSleepWhoseLengthIsNotKnownIsNotLate()
    {
        support::WrittenRun run;
        const trace::Reason sleeps = run.builder.add(trace::WaitKind{
            "asyncio.sleep", trace::Shape::Timer, trace::WaitsOn::Nothing, trace::Amount::Nothing});
        const trace::TaskId sleeper = run.task("sleeper");
        const trace::TaskId other = run.task("other");
        run.step(sleeper, run.wait(sleeps));
        run.step(other, run.wait(trace::Reason::Sleep, LagTrack::Never.count()));
        run.now = 10s;
        const RunModel asleep = run.model();
        QCOMPARE(asleep.lag().earliestWaiting(), LagTrack::Never);
        const World world = worldAt(asleep, asleep.records());
        QCOMPARE(world.timers.size(), std::size_t(2));
        // Far away, but known.
        QCOMPARE(world.timers[0].task, other);
        QCOMPARE(world.timers[0].deadline, LagTrack::Never);
        QCOMPARE(world.timers[1].deadline, std::nullopt);
        for (const trace::TaskId task : {sleeper, other}) {
            run.say(trace::Kind::Ready, task, trace::Waker::Timer);
            run.say(trace::Kind::Resumed, task).say(trace::Kind::Finished, task);
        }
        const RunModel model = run.model();
        QCOMPARE(model.lag().latest(), trace::Time(0));
        for (const trace::TaskId task : {sleeper, other})
            QVERIFY(!lateness(model, {task, model.track(task).size() - 2}));
    }

    void aCancelledSleepWasNotDue()
    {
        Written run;
        const trace::TaskId sleeper = run.task();
        run.record(0s, trace::Kind::Resumed, sleeper);
        run.suspend(0s, sleeper, trace::Reason::Sleep, 100ms);
        RunModel live = run.sofar();
        live.extendTo(300ms);
        const TimeAxis axis = clockAxis(0s, 400ms, 4);
        LoadSamples kept(TrackId::Kind::Lag);
        ColumnRecords records;
        QCOMPARE(kept.along(live, axis, records), (std::vector<double>{0, 1e8, 2e8, 0}));
        run.record(300ms, trace::Kind::CancelRequested, sleeper);
        const auto changed = live.advance();
        kept.changedFrom(live.at(*changed, AxisKind::Clock));
        QCOMPARE(kept.along(live, axis, records), (std::vector<double>{0, 0, 0, 0}));
        run.record(310ms, trace::Kind::Ready, sleeper);
        run.record(330ms, trace::Kind::Resumed, sleeper);
        run.record(330ms, trace::Kind::Cancelled, sleeper);
        QCOMPARE(run.end(1s).lag().latest(), trace::Time(20ms));
    }

    void aDelayOfManySecondsIsToldToItsLastDigit()
    {
        Written run;
        const trace::TaskId one = run.task();
        const trace::TaskId other = run.task();
        run.step(one, 0s, 20s);
        run.step(other, 20s + 1ns, 21s);
        const RunModel model = run.end(22s);
        QCOMPARE(model.lag().late(1), trace::Time(20s + 1ns));
        QCOMPARE(model.lag().latest(), trace::Time(20s + 1ns));
    }

    void severalLoopsAreBusyOnTheirMean()
    {
        Written run;
        const trace::TaskId one = run.task("one");
        const trace::TaskId two = run.task("two");
        run.record(0ms, trace::Kind::Resumed, one);
        run.record(100ms, trace::Kind::Resumed, two);
        run.suspend(200ms, one, trace::Reason::Future);
        run.suspend(300ms, two, trace::Reason::Future);
        const RunModel model = run.end(400ms);
        QCOMPARE(model.busy().loops(), 2U);
        QCOMPARE(columns(model, TrackId::Kind::Busy, clockAxis(0s, 400ms, 4)),
                 (std::vector<double>{0.5, 1.0, 0.5, 0.0}));
        QCOMPARE(busyShare(model), 0.5);
    }

    void aStepWithinAStepOfItsLoopCountsOnce()
    {
        // As an eager task takes its first one while its creator runs.
        Written run;
        const trace::TaskId outer = run.task();
        run.record(0ms, trace::Kind::Resumed, outer);
        const trace::TaskId inner = run.task("", 10ms);
        run.record(10ms, trace::Kind::Resumed, inner);
        run.suspend(20ms, inner, trace::Reason::Future);
        run.suspend(40ms, outer, trace::Reason::Future);
        const RunModel model = run.end(80ms);
        QCOMPARE(busyShare(model), 0.5);
        QCOMPARE(columns(model, TrackId::Kind::Busy, clockAxis(0s, 80ms, 4)),
                 (std::vector<double>{1.0, 1.0, 0.0, 0.0}));
    }

    void onTheStepsAxisAStepHasItsOwnShareAndDelay()
    {
        Written run;
        const trace::TaskId one = run.task();
        const trace::TaskId other = run.task();
        run.step(one, 0ms, 30ms);
        run.step(other, 40ms, 50ms);
        const RunModel model = run.end(80ms);
        const TimeAxis axis(AxisKind::Steps, {0, 3 * UnitsPerStep}, 6);
        QCOMPARE(columns(model, TrackId::Kind::Busy, axis),
                 (std::vector<double>{0.75, 0.75, 0.25, 0.25, 0.0, 0.0}));
        QCOMPARE(columns(model, TrackId::Kind::Lag, axis),
                 (std::vector<double>{0.0, 0.0, 4e7, 4e7, 0.0, 0.0}));
    }

    void whoIsAliveIsCountedFromItsCreationToItsEnd()
    {
        const RunModel model = modelOf(support::randomTrace(5, 40, 8'000, false));
        QVERIFY(model.peak(TrackId::Kind::Alive) > 20);
        for (std::size_t records = 0; records <= model.records(); records += 97) {
            std::uint32_t alive = 0;
            for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
                const TaskTrack &track = model.track(trace::TaskId{t});
                const std::size_t segment = track.segmentAfter(records);
                alive += segment != TaskTrack::None && !isEnd(track.state(segment)) ? 1 : 0;
            }
            QCOMPARE(model.depthAfter(TrackId::Kind::Alive, records), alive);
        }
        const auto samples
            = model.samples(TrackId::Kind::Alive, clockAxis(0s, model.end() + 1ns, 300));
        QCOMPARE(samples.back().settled, model.depthAfter(TrackId::Kind::Alive, model.records()));
    }

    void whatIsKeptIsWhatIsLookedUpAnew_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("axis");
        for (const auto kind : {TrackId::Kind::Busy, TrackId::Kind::Lag}) {
            for (const AxisKind axis : {AxisKind::Clock, AxisKind::Steps})
                QTest::addRow("%s, %s", kind == TrackId::Kind::Busy ? "busy" : "lag",
                              axis == AxisKind::Clock ? "clock" : "steps")
                    << static_cast<int>(kind) << static_cast<int>(axis);
        }
    }
    void whatIsKeptIsWhatIsLookedUpAnew()
    {
        QFETCH(int, kind);
        QFETCH(int, axis);
        const auto its = static_cast<TrackId::Kind>(kind);
        const auto axisKind = static_cast<AxisKind>(axis);
        const auto whole = support::randomTrace(9, 14, 6'000, true);
        const RunModel all = modelOf(whole);
        support::GrowingTrace growing(whole);
        growing.growTo(100);
        RunModel model(growing.trace());
        model.advance();
        LoadSamples kept(its);
        ColumnRecords records;
        std::mt19937 random(2);
        const Units end = all.end(axisKind);
        const TimeAxis grid(axisKind, {0, end}, 500);
        int column = 0;
        for (std::size_t known = 200;; known += 150) {
            const Units begin = grid.toUnits(column);
            const TimeAxis shown(axisKind, {begin, begin + end}, 500);
            const int left = *columnOn(grid, shown);
            const ColumnRange range{left, left + 500};
            const std::vector<double> anew
                = loadColumns(model, its, grid, range, model.columnRecords(grid, range));
            QCOMPARE(kept.along(model, shown, records), anew);
            column = static_cast<int>(random() % 200) - 80;
            if (!growing.growTo(known))
                break;
            const auto changed = model.advance();
            kept.changedFrom(model.at(*changed, axisKind));
        }
    }
};

QTEST_APPLESS_MAIN(tst_LoadTrack)
#include "tst_loadtrack.moc"
