#include "engine/core/error.h"
#include "engine/run/print.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QTest>

using engine::CancelledError;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::textLines;
using support::VirtualRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

engine::ScheduledTask &currentTask()
{
    return *engine::EventLoop::current().currentTask();
}

Task<> sleeper(double seconds)
{
    co_await sleep(seconds);
}

Task<> expectCancelled(TaskHandle<> task)
{
    try {
        co_await task;
        engine::print("not cancelled");
    } catch (const CancelledError &) {
        engine::print("cancelled");
    }
}

Task<> cancelSleeping()
{
    const TaskHandle<> task = createTask(sleeper(9));
    co_await sleep(1);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> cancelAfterWake()
{
    // Both timers fall due in one turn, and this task runs first.
    const TaskHandle<> task = createTask(sleeper(1));
    co_await sleep(1);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> cancelUnstarted()
{
    const TaskHandle<> task = createTask(sleeper(9));
    task.cancel();
    co_await expectCancelled(task);
}

Task<> cancelYielding()
{
    const TaskHandle<> task = createTask(sleeper(0));
    co_await sleep(0);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> awaitNewTask()
{
    co_await createTask(sleeper(9));
}

Task<> cancelAwaitingTask()
{
    const TaskHandle<> task = createTask(awaitNewTask());
    co_await sleep(1);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> awaitGather()
{
    std::vector<Task<>> sleepers;
    sleepers.push_back(sleeper(9));
    sleepers.push_back(sleeper(0.5));
    sleepers.push_back(sleeper(9));
    co_await gather(std::move(sleepers));
}

Task<> cancelAwaitingGather()
{
    const TaskHandle<> task = createTask(awaitGather());
    co_await sleep(1);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> cancelSelf()
{
    currentTask().cancel();
    engine::print("still running");
    try {
        co_await sleep(1);
    } catch (const CancelledError &) {
        engine::print("cancelled at the await");
    }
}

Task<> cancelSelfAtYield()
{
    currentTask().cancel();
    try {
        co_await sleep(0);
    } catch (const CancelledError &) {
        engine::print("cancelled at the await");
    }
}

Task<> cancelSelfAndEnd()
{
    currentTask().cancel();
    engine::print("to the end");
    co_return;
}

Task<> selfAndEnd()
{
    const TaskHandle<> task = createTask(cancelSelfAndEnd());
    co_await expectCancelled(task);
}

Task<> swallow()
{
    bool cancelled = false;
    try {
        co_await sleep(9);
    } catch (const CancelledError &) {
        cancelled = true;
    }
    co_await sleep(1);
    engine::print("swallowed {}", cancelled);
}

Task<> cancelSwallowed()
{
    const TaskHandle<> task = createTask(swallow());
    co_await sleep(0);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> cancelTwice()
{
    const TaskHandle<> task = createTask(swallow());
    co_await sleep(0.5);
    task.cancel();
    co_await sleep(0.5);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> awaitTask(TaskHandle<> task)
{
    co_await task;
}

Task<> cancelAwaiterOfCancelled()
{
    const TaskHandle<> inner = createTask(swallow());
    const TaskHandle<> task = createTask(awaitTask(inner));
    co_await sleep(0.5);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> cancelDone()
{
    const TaskHandle<> task = createTask(sleeper(0));
    co_await task;
    engine::print("{} {}", task.cancel(), task.task().cancelling());
}

Task<> countRequests()
{
    const TaskHandle<> task = createTask(swallow());
    co_await sleep(0);
    engine::print("{}", task.task().cancelling());
    task.cancel();
    task.cancel();
    engine::print("{}", task.task().cancelling());
    engine::print("{}", task.task().uncancel());
    engine::print("{}", task.task().uncancel());
    engine::print("{}", task.task().uncancel());
    co_await task;
    engine::print("done {}", task.cancelled());
}

/// Awaits through two coroutines, so that the error has to pass through their frames.
Task<> nested(int depth)
{
    if (depth > 0) {
        co_await nested(depth - 1);
    } else {
        co_await sleep(9);
    }
    engine::print("never");
}

Task<> cancelNested()
{
    const TaskHandle<> task = createTask(nested(3));
    co_await sleep(1);
    task.cancel();
    co_await expectCancelled(task);
}

Task<> catchEverythingStandard()
{
    try {
        co_await sleep(9);
    } catch (const std::exception &) {
        engine::print("taken for an error");
    }
}

Task<> cancelPastHandlers()
{
    const TaskHandle<> task = createTask(catchEverythingStandard());
    co_await sleep(1);
    task.cancel();
    co_await expectCancelled(task);
}

} // namespace

// Every expected text is what CPython 3.11 does with the same program, turn for turn.
class tst_Cancel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSleepingTaskIsWokenWithCancelledError()
    {
        VirtualRun run(cancelSleeping);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelSleeping
            1 0s Task-1 resumed
            1 0s Task-2 created sleeper
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 9000000000
            4 1s Task-1 resumed
            4 1s Task-1 suspended task Task-2
            5 1s Task-2 resumed CancelledError
            5 1s Task-2 cancelled
            6 1s Task-1 resumed CancelledError
            6 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled"));
    }

    void aTaskThatWasWokenAlreadyGetsTheErrorInItsQueuedStep()
    {
        VirtualRun run(cancelAfterWake);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelAfterWake
            1 0s Task-1 resumed
            1 0s Task-2 created sleeper
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 1000000000
            4 1s Task-1 resumed
            4 1s Task-1 suspended task Task-2
            4 1s Task-2 resumed CancelledError
            4 1s Task-2 cancelled
            5 1s Task-1 resumed CancelledError
            5 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled"));
    }

    void aTaskThatHasNotStartedNeverRuns()
    {
        VirtualRun run(cancelUnstarted);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelUnstarted
            1 0s Task-1 resumed
            1 0s Task-2 created sleeper
            1 0s Task-1 suspended task Task-2
            2 0s Task-2 resumed CancelledError
            2 0s Task-2 cancelled
            3 0s Task-1 resumed CancelledError
            3 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled"));
    }

    void aYieldingTaskGetsTheErrorInItsQueuedStep()
    {
        VirtualRun run(cancelYielding);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelYielding
            1 0s Task-1 resumed
            1 0s Task-2 created sleeper
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended yield
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed CancelledError
            3 0s Task-2 cancelled
            4 0s Task-1 resumed CancelledError
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled"));
    }

    void theTaskThatATaskAwaitsIsCancelledInItsStead()
    {
        VirtualRun run(cancelAwaitingTask);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelAwaitingTask
            1 0s Task-1 resumed
            1 0s Task-2 created awaitNewTask
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-3 created sleeper
            2 0s Task-2 suspended task Task-3
            3 0s Task-3 resumed
            3 0s Task-3 suspended sleep 9000000000
            5 1s Task-1 resumed
            5 1s Task-1 suspended task Task-2
            6 1s Task-3 resumed CancelledError
            6 1s Task-3 cancelled
            7 1s Task-2 resumed CancelledError
            7 1s Task-2 cancelled
            8 1s Task-1 resumed CancelledError
            8 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled"));
    }

    void everyUnfinishedChildOfAGatherIsCancelled()
    {
        VirtualRun run(cancelAwaitingGather);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelAwaitingGather
            1 0s Task-1 resumed
            1 0s Task-2 created awaitGather
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-3 created sleeper
            2 0s Task-4 created sleeper
            2 0s Task-5 created sleeper
            2 0s Task-2 suspended gather
            3 0s Task-3 resumed
            3 0s Task-3 suspended sleep 9000000000
            3 0s Task-4 resumed
            3 0s Task-4 suspended sleep 500000000
            3 0s Task-5 resumed
            3 0s Task-5 suspended sleep 9000000000
            5 0.5s Task-4 resumed
            5 0.5s Task-4 finished
            8 1s Task-1 resumed
            8 1s Task-1 suspended task Task-2
            9 1s Task-3 resumed CancelledError
            9 1s Task-3 cancelled
            9 1s Task-5 resumed CancelledError
            9 1s Task-5 cancelled
            11 1s Task-2 resumed CancelledError
            11 1s Task-2 cancelled
            12 1s Task-1 resumed CancelledError
            12 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled"));
    }

    void aTaskThatCancelsItselfGetsTheErrorAtItsNextWait()
    {
        VirtualRun run(cancelSelf);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelSelf
            1 0s Task-1 resumed
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-1 resumed CancelledError
            2 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("still running\n cancelled at the await"));
    }

    void aTaskThatCancelsItselfGetsTheErrorAtItsNextYield()
    {
        VirtualRun run(cancelSelfAtYield);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelSelfAtYield
            1 0s Task-1 resumed
            1 0s Task-1 suspended yield
            2 0s Task-1 resumed CancelledError
            2 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled at the await"));
    }

    void aTaskThatCancelsItselfAndEndsIsCancelled()
    {
        VirtualRun run(selfAndEnd);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created selfAndEnd
            1 0s Task-1 resumed
            1 0s Task-2 created cancelSelfAndEnd
            1 0s Task-1 suspended task Task-2
            2 0s Task-2 resumed
            2 0s Task-2 cancelled
            3 0s Task-1 resumed CancelledError
            3 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("to the end\n cancelled"));
    }

    void aTaskMayRefuse()
    {
        VirtualRun run(cancelSwallowed);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelSwallowed
            1 0s Task-1 resumed
            1 0s Task-2 created swallow
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 9000000000
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed CancelledError
            3 0s Task-2 suspended sleep 1000000000
            5 1s Task-2 resumed
            5 1s Task-2 finished
            6 1s Task-1 resumed
            6 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("swallowed true\n not cancelled"));
    }

    void aTaskThatRefusedCanBeCancelledAgain()
    {
        VirtualRun run(cancelTwice);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelTwice
            1 0s Task-1 resumed
            1 0s Task-2 created swallow
            1 0s Task-1 suspended sleep 500000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 9000000000
            4 0.5s Task-1 resumed
            4 0.5s Task-1 suspended sleep 500000000
            5 0.5s Task-2 resumed CancelledError
            5 0.5s Task-2 suspended sleep 1000000000
            7 1s Task-1 resumed
            7 1s Task-1 suspended task Task-2
            8 1s Task-2 resumed CancelledError
            8 1s Task-2 cancelled
            9 1s Task-1 resumed CancelledError
            9 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled"));
    }

    void whenTheAwaitedTaskRefusesItsAwaiterGoesOn()
    {
        VirtualRun run(cancelAwaiterOfCancelled);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelAwaiterOfCancelled
            1 0s Task-1 resumed
            1 0s Task-2 created swallow
            1 0s Task-3 created awaitTask
            1 0s Task-1 suspended sleep 500000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 9000000000
            2 0s Task-3 resumed
            2 0s Task-3 suspended task Task-2
            4 0.5s Task-1 resumed
            4 0.5s Task-1 suspended task Task-3
            5 0.5s Task-2 resumed CancelledError
            5 0.5s Task-2 suspended sleep 1000000000
            7 1.5s Task-2 resumed
            7 1.5s Task-2 finished
            8 1.5s Task-3 resumed
            8 1.5s Task-3 finished
            9 1.5s Task-1 resumed
            9 1.5s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("swallowed true\n not cancelled"));
    }

    void aFinishedTaskCannotBeCancelled()
    {
        VirtualRun run(cancelDone);
        QCOMPARE(run.toEnd().lines(), textLines("false 0"));
    }

    void acceptedRequestsAreCountedUntilTheyAreTakenBack()
    {
        VirtualRun run(countRequests);
        QCOMPARE(run.toEnd().lines(), textLines("0\n 2\n 1\n 0\n 0\n swallowed true\n done false"));
    }

    void theErrorUnwindsDirectAwaits()
    {
        VirtualRun run(cancelNested);
        QCOMPARE(run.toEnd().lines(), textLines("cancelled"));
    }

    void aHandlerForErrorsLetsItThrough()
    {
        VirtualRun run(cancelPastHandlers);
        QCOMPARE(run.toEnd().lines(), textLines("cancelled"));
    }
};

QTEST_APPLESS_MAIN(tst_Cancel)
#include "tst_cancel.moc"
