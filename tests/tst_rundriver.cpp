#include "engine/core/blocking.h"
#include "engine/qt/rundriver.h"
#include "engine/run/executor.h"
#include "engine/run/print.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/registry.h"
#include "tests/support/driven.h"

#include <QEventLoop>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <atomic>
#include <functional>
#include <thread>

using namespace std::chrono_literals;
using engine::Task;
using engine::qt::ClockKind;
using engine::qt::RunDriver;
using engine::qt::RunSettings;
using std::chrono::steady_clock;
using support::Driven;
using trace::Outcome;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

Task<> sleepThrice(double seconds)
{
    for (int i = 0; i < 3; ++i) {
        co_await sleep(seconds);
        engine::print("{}", i);
    }
}

Task<> spin()
{
    for (;;)
        co_await sleep(0);
}

Task<> count(int &steps)
{
    for (;; ++steps)
        co_await sleep(0);
}

/// Runs a Qt event loop for a moment; \a whileOpen is called in it.
void runEventLoop(const std::function<void()> &whileOpen)
{
    QEventLoop inner;
    QTimer::singleShot(0, &inner, [&] {
        whileOpen();
        QTimer::singleShot(20, &inner, &QEventLoop::quit);
    });
    inner.exec();
}

/// Runs an event loop in the middle of a step while another task is ready.
Task<> openEventLoop(const std::function<void()> &whileOpen)
{
    int steps = 0;
    const engine::TaskHandle<> counting = engine::createTask(count(steps));
    co_await sleep(0);
    co_await sleep(0);
    const int before = steps;
    runEventLoop(whileOpen);
    engine::print("{} steps before, {} meanwhile", before, steps - before);
    co_await sleep(0);
    engine::print("{} later", steps - before);
    counting.cancel();
}

/// The same without another task, and before many steps.
Task<> openEventLoopAndCount(const std::function<void()> &whileOpen)
{
    runEventLoop(whileOpen);
    for (int i = 0; i < 100; ++i) {
        engine::print("{}", i);
        co_await sleep(1e-3);
    }
}

/// Prints a line in each of its steps; \a act is called in the first.
Task<> sayAndAct(int count, const std::function<void()> &act)
{
    for (int i = 0; i < count; ++i) {
        engine::print("{}", i);
        if (i == 0)
            act();
        co_await sleep(0);
    }
}

Task<> runJob(engine::Executor &executor, std::function<void()> job)
{
    co_await engine::runInExecutor(executor, std::move(job));
}

Task<> burnInAJob(std::atomic<bool> &began)
{
    engine::Executor executor(1);
    const auto job = [&began] {
        began = true;
        engine::burn(3600);
    };
    co_await runJob(executor, job);
}

/// Cancels the job that the only thread has and one that waits for it; adds up which ran.
Task<> cancelTwoOfThreeJobs(std::atomic<int> &ran)
{
    engine::Executor executor(1);
    const auto first = [&ran] {
        ran += 1;
        engine::burn(0.02);
    };
    const engine::TaskHandle<> running = engine::createTask(runJob(executor, first));
    const engine::TaskHandle<> waiting
        = engine::createTask(runJob(executor, [&ran] { ran += 10; }));
    const engine::TaskHandle<> kept = engine::createTask(runJob(executor, [&ran] { ran += 100; }));
    co_await sleep(0);
    while (ran == 0)
        co_await sleep(1e-3);
    running.cancel();
    waiting.cancel();
    co_await kept;
}

Task<> nothing()
{
    co_return;
}

Task<> awaitTasks(int count)
{
    for (int i = 0; i < count; ++i)
        co_await engine::createTask(nothing());
}

/// Works for 5 ms when it is destroyed, as the frame of a task may.
struct SlowToDestroy
{
    SlowToDestroy() = default;
    SlowToDestroy(SlowToDestroy &&other) noexcept
        : works(std::exchange(other.works, false))
    {
    }
    ~SlowToDestroy()
    {
        if (works)
            engine::burn(5e-3);
    }

    bool works = true;
};

Task<> hold(SlowToDestroy)
{
    co_return;
}

Task<> holdBesideAnother()
{
    engine::createTask(hold(SlowToDestroy()));
    co_await engine::createTask(nothing());
}

Task<> sleepAndCount(int &slept)
{
    for (int i = 0; i < 3; ++i) {
        co_await engine::sleep(3600);
        ++slept;
    }
}

Task<> waitForNothing(engine::Queue<int> &queue)
{
    co_await queue.get();
}

int stepsOf(const trace::Trace &trace)
{
    int count = 0;
    for (std::size_t i = 0; i < trace.records().size(); ++i)
        count += trace.records()[i].kind() == trace::Kind::Resumed ? 1 : 0;
    return count;
}

/// Records that are earlier than the one before them.
int stepsBackInTime(const trace::Trace &trace)
{
    int count = 0;
    for (std::size_t i = 1; i < trace.records().size(); ++i)
        count += trace.records()[i].time() < trace.records()[i - 1].time() ? 1 : 0;
    return count;
}

trace::Time lastTime(const trace::Trace &trace)
{
    return trace.records()[trace.records().size() - 1].time();
}

RunSettings realAt(double speed)
{
    RunSettings settings;
    settings.clock = ClockKind::Real;
    settings.speed = speed;
    return settings;
}

RunSettings pausedOn(ClockKind clock)
{
    RunSettings settings;
    settings.clock = clock;
    settings.paused = true;
    return settings;
}

} // namespace

class tst_RunDriver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTraceSaysOnWhichClockItRuns_data() { addClocks(); }
    void aTraceSaysOnWhichClockItRuns()
    {
        QFETCH(ClockKind, clock);
        RunSettings settings{.clock = clock, .speed = 50};
        settings.metadata.title = "title";
        const auto before = std::chrono::system_clock::now().time_since_epoch();
        const Driven run([] { return sleepThrice(1); }, settings);
        const auto after = std::chrono::system_clock::now().time_since_epoch();
        const trace::Metadata &metadata = run.trace().metadata();
        QCOMPARE(metadata.title, std::string("title"));
        QCOMPARE(metadata.process, std::int64_t{QCoreApplication::applicationPid()});
        const bool real = clock == ClockKind::Real;
        QCOMPARE(metadata.clock == trace::Metadata::Clock::Real, real);
        QCOMPARE(metadata.speed, real ? 50.0 : 1.0);
        QCOMPARE(metadata.wallTime.has_value(), real);
        if (real)
            QVERIFY(before <= *metadata.wallTime && *metadata.wallTime <= after);
    }

    void nobodyKnowsWhenTheTimeOfAPausedRunBegins()
    {
        const Driven run([] { return sleepThrice(1); }, {.clock = ClockKind::Real, .paused = true});
        QVERIFY(!run.trace().metadata().wallTime);
    }

    void aVirtualRunGoesToItsEnd()
    {
        Driven run([] { return sleepThrice(3600); }, {});
        const auto began = steady_clock::now();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.trace().lines().size(), std::size_t{3});
        QCOMPARE(lastTime(run.trace()), trace::Time(3h));
        QVERIFY(steady_clock::now() - began < 10s);
    }

    void aScenarioOfTheRegistryRuns()
    {
        const scenario::Scenario &queue = *engine::findScenario("queue");
        Driven run(engine::programMaker(scenario::Arguments(queue)));
        QVERIFY(run.toEnd());
        QCOMPARE(run.trace().lines().size(), std::size_t{91});
    }

    void aDeadlockIsToldWithItsTasks()
    {
        engine::Queue<int> queue("q");
        Driven run([&] { return waitForNothing(queue); }, {});
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Deadlocked);
        QCOMPARE(run.ending().lost.size(), std::size_t{1});
        const trace::LostTask lost = run.ending().lost[0];
        QCOMPARE(run.trace().taskName(lost.task), std::string("Task-1"));
        QVERIFY(run.trace().wait(lost.wait).reason == trace::Reason::QueueGet);
    }

    void aStepThatOpensAnEventLoopIsNotOvertaken()
    {
        RunDriver *driver = nullptr;
        const std::function<void()> drive = [&] { driver->resume(); };
        Driven run([&] { return openEventLoop(drive); }, {});
        driver = &run.driver();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.trace().lines()[0].text, std::string("1 steps before, 0 meanwhile"));
        QCOMPARE(run.trace().lines()[1].text, std::string("1 later"));
    }

    void aPauseFromWithinAStepHoldsTheRun_data() { addClocks(); }
    void aPauseFromWithinAStepHoldsTheRun()
    {
        QFETCH(ClockKind, clock);
        RunDriver *driver = nullptr;
        const std::function<void()> pause = [&] { driver->pause(); };
        RunSettings settings;
        settings.clock = clock;
        Driven run([&] { return openEventLoopAndCount(pause); }, settings);
        driver = &run.driver();
        run.start();
        QTest::qWait(20);
        QCOMPARE(run.trace().lines().size(), std::size_t{1});
        run.driver().resume();
        QVERIFY(run.toEnd());
        QCOMPARE(run.trace().lines().size(), std::size_t{100});
    }

    void aSingleStepCanBeStoppedOrResumedFromWithin_data()
    {
        QTest::addColumn<bool>("stops");
        QTest::newRow("stop") << true;
        QTest::newRow("resume") << false;
    }
    void aSingleStepCanBeStoppedOrResumedFromWithin()
    {
        QFETCH(bool, stops);
        RunDriver *driver = nullptr;
        const std::function<void()> act = [&] {
            if (stops)
                driver->requestStop();
            else
                driver->resume();
        };
        Driven run([&] { return openEventLoopAndCount(act); }, pausedOn(ClockKind::Virtual));
        driver = &run.driver();
        run.start();
        run.driver().stepOnce();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), stops ? Outcome::Stopped : Outcome::Done);
        QCOMPARE(run.trace().lines().size(), std::size_t{stops ? 1U : 100U});
    }

    void aSingleStepIsNotOvertakenByAnotherFromWithin()
    {
        RunDriver *driver = nullptr;
        const std::function<void()> step = [&] { driver->stepOnce(); };
        Driven run([&] { return openEventLoop(step); }, pausedOn(ClockKind::Virtual));
        driver = &run.driver();
        run.start();
        for (int i = 0; i < 100 && !run.ended(); ++i)
            run.driver().stepOnce();
        QCOMPARE(run.timesEnded(), 1);
        QCOMPARE(run.lines(),
                 QStringList(
                     {QStringLiteral("1 steps before, 0 meanwhile"), QStringLiteral("1 later")}));
    }

    void noStepFollowsTheOneThatAsksForAStop()
    {
        RunDriver *driver = nullptr;
        const std::function<void()> stop = [&] { driver->requestStop(); };
        Driven run([&] { return sayAndAct(10, stop); });
        driver = &run.driver();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Stopped);
        QCOMPARE(run.lines(), QStringList{QStringLiteral("0")});
    }

    void noStepFollowsAStopThoughTheRunIsResumed()
    {
        const std::function<void()> nothingMore = [] {};
        Driven run([&] { return sayAndAct(10, nothingMore); }, pausedOn(ClockKind::Virtual));
        run.start();
        run.driver().requestStop();
        run.driver().resume();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Stopped);
        QCOMPARE(run.lines(), QStringList());
    }

    void aStopAfterTheEndIsNothing()
    {
        Driven run(nothing);
        QVERIFY(run.toEnd());
        run.driver().requestStop();
        QCoreApplication::sendPostedEvents(&run.driver());
        QCOMPARE(run.timesEnded(), 1);
        QCOMPARE(run.outcome(), Outcome::Done);
    }

    void theEndOfARunCutsShortWhatItsJobsBurn()
    {
        std::atomic<bool> began{false};
        Driven run([&] { return burnInAJob(began); }, realAt(1));
        QVERIFY(run.toWaitFor(trace::Reason::Executor));
        QTRY_VERIFY(began);
        const auto before = steady_clock::now();
        run.stop();
        QCOMPARE(run.outcome(), Outcome::Stopped);
        QVERIFY(steady_clock::now() - before < 10s);
    }

    void aCancelledJobIsDroppedUnlessAThreadHasTakenIt()
    {
        std::atomic<int> ran{0};
        Driven run([&] { return cancelTwoOfThreeJobs(ran); }, realAt(1));
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(ran.load(), 101);
    }

    void timeNeverGoesBackOnARealClock()
    {
        Driven run([] { return awaitTasks(500); }, realAt(1));
        QVERIFY(run.toEnd());
        QCOMPARE(stepsOf(run.trace()), 1001);
        QCOMPARE(stepsBackInTime(run.trace()), 0);
    }

    void aStepThatFollowsAnotherAtOnceBeginsWhereThatEnds()
    {
        Driven run([] { return awaitTasks(500); }, realAt(1));
        QVERIFY(run.toEnd());
        const auto &records = run.trace().records();
        int follows = 0;
        int atOnce = 0;
        for (std::size_t i = 0; i + 1 < records.size(); ++i) {
            if (records[i].kind() != trace::Kind::Suspended
                || records[i + 1].kind() != trace::Kind::Resumed)
                continue;
            ++follows;
            atOnce += records[i].time() == records[i + 1].time() ? 1 : 0;
        }
        QCOMPARE(follows, 500);
        QVERIFY(atOnce > 400); // the wall is read anew for each slice
    }

    void whatATasksFrameTakesToBeDestroyedIsNotTheNextOnes()
    {
        Driven run([] { return holdBesideAnother(); }, realAt(1));
        QVERIFY(run.toEnd());
        QCOMPARE(stepsBackInTime(run.trace()), 0);
        const auto &records = run.trace().records();
        for (std::size_t i = 0; i + 1 < records.size(); ++i) {
            if (records[i].kind() != trace::Kind::Finished || records[i].subject != 1)
                continue;
            QVERIFY(records[i + 1].time() - records[i].time() >= 5ms);
            return;
        }
        QFAIL("the task that holds has not finished");
    }

    void aRealRunTakesItsTimeDividedByTheSpeed()
    {
        Driven run([] { return sleepThrice(1); }, realAt(100));
        const auto began = steady_clock::now();
        QVERIFY(run.toEnd());
        QVERIFY(steady_clock::now() - began >= 30ms);
        QVERIFY(lastTime(run.trace()) >= trace::Time(3s));
        QCOMPARE(run.outcome(), Outcome::Done);
    }

    void aPausedRunWaitsToBeResumed_data() { addClocks(); }
    void aPausedRunWaitsToBeResumed()
    {
        QFETCH(ClockKind, clock);
        Driven run([] { return sleepThrice(1e-3); }, pausedOn(clock));
        run.start();
        QTest::qWait(20);
        QCOMPARE(stepsOf(run.trace()), 0);
        run.driver().resume();
        QVERIFY(run.toEnd());
        QCOMPARE(stepsOf(run.trace()), 4);
    }

    void stepOnceRunsOneTaskStep_data() { addClocks(); }
    void stepOnceRunsOneTaskStep()
    {
        QFETCH(ClockKind, clock);
        Driven run([] { return sleepThrice(3600); }, pausedOn(clock));
        run.start();
        for (int i = 1; i <= 4; ++i) {
            run.driver().stepOnce();
            QCOMPARE(stepsOf(run.trace()), i);
            // With nothing ready the clock jumps, the real one too.
            QCOMPARE(lastTime(run.trace()), trace::Time(1h) * (i - 1));
        }
        QVERIFY(!run.ended());
        run.driver().stepOnce();
        QCOMPARE(run.timesEnded(), 1);
        QCOMPARE(run.outcome(), Outcome::Done);
        run.driver().stepOnce();
        QCOMPARE(run.timesEnded(), 1);
    }

    void oneStepIsOneStepThoughNothingIsRecorded()
    {
        int slept = 0;
        Driven run([&slept] { return sleepAndCount(slept); }, pausedOn(ClockKind::Virtual));
        run.recordNothing();
        run.start();
        // The timers' callbacks between the steps are none; the last step ends the task.
        for (int i = 0; i < 4; ++i) {
            run.driver().stepOnce();
            QCOMPARE(slept, i);
        }
        QVERIFY(!run.ended());
        run.driver().stepOnce();
        QVERIFY(run.ended());
        QCOMPARE(run.trace().records().size(), std::size_t{0});
    }

    void stepOnceDoesNothingWhileTheRunIsNotPaused()
    {
        Driven run([] { return sleepThrice(3600); }, realAt(1));
        run.start();
        run.driver().stepOnce();
        QCOMPARE(stepsOf(run.trace()), 1);
    }

    void pausingHoldsAnEndlessRun()
    {
        Driven run(spin, {});
        run.start();
        run.driver().pause();
        const int steps = stepsOf(run.trace());
        QTest::qWait(20);
        QCOMPARE(stepsOf(run.trace()), steps);
        run.driver().stepOnce();
        QCOMPARE(stepsOf(run.trace()), steps + 1);
        run.driver().resume();
        QTRY_VERIFY(stepsOf(run.trace()) > steps + 1);
    }

    void aRunCanBeStoppedFromAnotherThread()
    {
        Driven run(spin, {});
        run.start();
        std::thread([&] { run.driver().requestStop(); }).join();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Stopped);
    }

    void aPausedRunCanBeStopped()
    {
        Driven run(spin, pausedOn(ClockKind::Virtual));
        run.start();
        run.driver().requestStop();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Stopped);
    }

    void aSleepOfThirtyYearsCanBeStopped()
    {
        Driven run([] { return sleepThrice(1e9); }, realAt(1));
        run.start();
        QTest::qWait(5);
        run.driver().requestStop();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Stopped);
    }

    void aNewSpeedCountsFromNowOn()
    {
        Driven run([] { return sleepThrice(1); }, realAt(1e-3));
        run.start();
        QTest::qWait(5);
        run.driver().setSpeed(1000);
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
    }

    void anEndlessRunLeavesTheThreadsOtherEventsTheirTurn()
    {
        Driven run(spin, {});
        QSignalSpy progressed(&run.driver(), &RunDriver::progressed);
        run.start();
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ++ticks; });
        timer.start(0);
        QTRY_VERIFY(ticks > 20 && progressed.size() > 20);
    }

    void destroyingADriverDestroysItsRun()
    {
        engine::Queue<int> queue("q");
        for (int i = 0; i < 20; ++i) {
            Driven run([&] { return i % 2 == 0 ? spin() : sleepThrice(1e-3); },
                       i % 4 < 2 ? RunSettings() : realAt(1));
            run.start();
            QTest::qWait(i % 3);
        }
    }

private:
    static void addClocks()
    {
        QTest::addColumn<ClockKind>("clock");
        QTest::newRow("virtual") << ClockKind::Virtual;
        QTest::newRow("real") << ClockKind::Real;
    }
};

QTEST_GUILESS_MAIN(tst_RunDriver)
#include "tst_rundriver.moc"
