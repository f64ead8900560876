#include "engine/core/error.h"
#include "engine/run/print.h"
#include "engine/sync/ascompleted.h"
#include "engine/sync/queue.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/sleep.h"
#include "engine/sync/taskgroup.h"
#include "engine/sync/timeout.h"
#include "engine/sync/wait.h"
#include "engine/task/future.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QTest>

#include <fmt/ranges.h>

using engine::createTask;
using engine::ReturnWhen;
using engine::Task;
using engine::TaskHandle;
using support::textLines;
using support::VirtualRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

using Handles = std::vector<TaskHandle<int>>;

Task<int> sleepAndReturn(double seconds, int result)
{
    co_await sleep(seconds);
    co_return result;
}

Task<int> sleepAndFail(double seconds)
{
    co_await sleep(seconds);
    throw engine::ValueError("no");
}

Task<> tellEnd(const char *name, double seconds)
{
    try {
        co_await sleep(seconds);
        engine::print("{} ends", name);
    } catch (const engine::CancelledError &) {
        engine::print("{} is cancelled", name);
        throw;
    }
}

Task<> tellFailure(Task<> deed)
{
    std::exception_ptr error;
    try {
        co_await std::move(deed);
    } catch (...) {
        error = std::current_exception();
    }
    if (error)
        engine::print("{}({})", engine::errorName(error), engine::errorText(error));
}

Task<> waitAndTell(Handles tasks, ReturnWhen when, std::optional<double> limit = std::nullopt)
{
    const auto result = co_await engine::wait(std::move(tasks), when, limit);
    engine::print("{} done, {} pending", result.done.size(), result.pending.size());
}

Task<> waitForSome()
{
    const TaskHandle<int> one = createTask(sleepAndReturn(1, 1));
    const TaskHandle<int> failing = createTask(sleepAndFail(2));
    const TaskHandle<int> three = createTask(sleepAndReturn(3, 3));
    const Handles all{one, failing, three};
    co_await waitAndTell(all, ReturnWhen::FirstCompleted);
    co_await waitAndTell(all, ReturnWhen::FirstException);
    co_await waitAndTell(all, ReturnWhen::AllCompleted, 0.5);
    const Handles twice{three, one, three};
    co_await waitAndTell(twice, ReturnWhen::AllCompleted);
    const Handles none;
    co_await tellFailure(waitAndTell(none, ReturnWhen::AllCompleted));
}

Task<> nextAndTell(engine::AsCompleted<int> &completed)
{
    const int result = co_await completed.next();
    engine::print("{}", result);
}

Task<> askInTheOrderOfEnds(std::optional<double> limit)
{
    const TaskHandle<int> two = createTask(sleepAndReturn(2, 2));
    const TaskHandle<int> failing = createTask(sleepAndFail(3));
    const TaskHandle<int> one = createTask(sleepAndReturn(1, 1));
    const Handles tasks{two, failing, one};
    engine::AsCompleted<int> completed(tasks, limit);
    while (completed.hasNext())
        co_await tellFailure(nextAndTell(completed));
}

Task<> leaveTheRestOfThem()
{
    const TaskHandle<int> one = createTask(sleepAndReturn(1, 1));
    const TaskHandle<int> two = createTask(sleepAndReturn(2, 2));
    {
        const Handles tasks{one, two};
        engine::AsCompleted<int> completed(tasks, 9);
        co_await nextAndTell(completed);
    }
    const int result = co_await two;
    engine::print("{} by itself", result);
}

Task<> failTogether(engine::TaskGroup &group)
{
    group.createTask(tellEnd("child", 9));
    group.createTask(sleepAndFail(1));
    co_await tellEnd("body", 9);
}

Task<> createIn(engine::TaskGroup &group)
{
    group.createTask(tellEnd("late", 1));
    co_return;
}

Task<> runGroup(engine::TaskGroup &group)
{
    const auto body = [&] { return failTogether(group); };
    co_await group.run(body);
}

Task<> groupOfItsWholeLife()
{
    engine::TaskGroup group;
    co_await tellFailure(createIn(group));
    try {
        co_await runGroup(group);
    } catch (const engine::ExceptionGroup &error) {
        engine::print("{}, {}", error.what(), engine::errorName(error.errors().front()));
    }
    co_await tellFailure(createIn(group));
    co_await tellFailure(runGroup(group));
}

Task<int> waitForEver()
{
    co_await engine::Future<>();
    co_return 0;
}

Task<> askForWhatNeverComes()
{
    const TaskHandle<int> never = createTask(waitForEver());
    const Handles tasks{never};
    engine::AsCompleted<int> completed(tasks);
    co_await nextAndTell(completed);
}

Task<> failWhenCancelled()
{
    bool cancelled = false;
    try {
        co_await sleep(9);
    } catch (const engine::CancelledError &) {
        cancelled = true;
    }
    if (cancelled)
        throw engine::ValueError("late");
}

/// Takes a second for it, unless it is cancelled once more.
Task<> cleanUpWhenCancelled()
{
    bool cancelled = false;
    try {
        co_await sleep(9);
    } catch (const engine::CancelledError &) {
        cancelled = true;
    }
    if (cancelled)
        co_await sleep(1);
    engine::print("cleaned up");
}

using Body = Task<> (*)(engine::TaskGroup &);

Task<> sleepBesideCleanUp(engine::TaskGroup &group)
{
    group.createTask(cleanUpWhenCancelled());
    co_await tellEnd("body", 9);
}

Task<> leaveCleanUp(engine::TaskGroup &group)
{
    group.createTask(cleanUpWhenCancelled());
    co_return;
}

Task<> failInATask(engine::TaskGroup &group)
{
    group.createTask(cleanUpWhenCancelled());
    group.createTask(sleepAndFail(1));
    co_await tellEnd("body", 9);
}

Task<> failInTheBody(engine::TaskGroup &group)
{
    group.createTask(cleanUpWhenCancelled());
    group.createTask(failWhenCancelled());
    co_await sleep(1);
    throw engine::ValueError("no");
}

Task<> runBody(Body body)
{
    engine::TaskGroup group;
    const auto run = [&] { return body(group); };
    co_await group.run(run);
}

Task<> cancelAfterASecond(Task<> deed)
{
    const TaskHandle<> task = createTask(tellFailure(std::move(deed)));
    co_await sleep(1);
    task.cancel();
    co_await task;
}

/// Ordered by number alone, and by nothing when that is negative.
struct Item
{
    int number = 0;
    std::string name;

    bool operator<(const Item &other) const
    {
        if (number < 0 || other.number < 0)
            throw engine::TypeError("no order");
        return number < other.number;
    }
};

Task<> put(engine::PriorityQueue<Item> &queue, int number, const char *name)
{
    queue.putNowait({number, name});
    co_return;
}

Task<> takeAll(engine::PriorityQueue<Item> &queue)
{
    std::string names;
    while (!queue.empty())
        names += queue.getNowait().name;
    engine::print("{}", names);
    co_return;
}

Task<> takeFromStack()
{
    engine::LifoQueue<int> stack("stack", 2);
    stack.putNowait(1);
    co_await stack.put(2);
    try {
        stack.putNowait(3);
    } catch (const engine::QueueFull &error) {
        engine::print("{}", error.name());
    }
    const int last = co_await stack.get();
    const int first = stack.getNowait();
    engine::print("{} {}", last, first);
    try {
        stack.getNowait();
    } catch (const engine::QueueEmpty &error) {
        engine::print("{}", error.name());
    }
}

Task<> releaseTooOften()
{
    engine::Semaphore semaphore("s", 1, engine::Semaphore::Kind::Bounded);
    co_await semaphore.acquire();
    semaphore.release();
    semaphore.release();
}

} // namespace

class tst_Several : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitReturnsWhenItIsTold()
    {
        QCOMPARE(VirtualRun(waitForSome).toEnd().lines(), textLines(R"(
            1 done, 2 pending
            2 done, 1 pending
            2 done, 1 pending
            2 done, 0 pending
            ValueError(Set of Tasks/Futures is empty.)
        )"));
    }

    void outcomesComeInTheOrderOfTheEnds()
    {
        VirtualRun run([] { return askInTheOrderOfEnds(std::nullopt); });
        QCOMPARE(run.toEnd().lines(), textLines(R"(
            1
            2
            ValueError(no)
        )"));
    }

    void everyOutcomeThatIsLateIsATimeout()
    {
        VirtualRun run([] { return askInTheOrderOfEnds(1.5); });
        QCOMPARE(run.toEnd().lines(), textLines(R"(
            1
            TimeoutError()
            TimeoutError()
        )"));
    }

    void outcomesThatNobodyAsksForAreLeft()
    {
        VirtualRun run(leaveTheRestOfThem);
        QCOMPARE(run.toEnd().lines(), textLines(R"(
            1
            2 by itself
        )"));
        QCOMPARE(run.outcome(), trace::Outcome::Done);
    }

    void withoutALimitOutcomesAreWaitedForForEver()
    {
        VirtualRun run(askForWhatNeverComes);
        QCOMPARE(run.toEnd().outcome(), trace::Outcome::Deadlocked);
    }

    void aLimitTakesNoOtherErrorForItsOwn()
    {
        VirtualRun failing([] { return tellFailure(engine::timeout(1, failWhenCancelled())); });
        QCOMPARE(failing.toEnd().lines(), textLines("ValueError(late)"));
        VirtualRun cancelled(
            [] { return cancelAfterASecond(engine::timeout(5, tellEnd("body", 9))); });
        QCOMPARE(cancelled.toEnd().lines(), textLines(R"(
            body is cancelled
            CancelledError()
        )"));
    }

    void aRunMayEndInTheMiddleOfAnything_data()
    {
        QTest::addColumn<int>("steps");
        for (int steps = 0; steps < 16; ++steps)
            QTest::addRow("%d steps", steps) << steps;
    }
    void aRunMayEndInTheMiddleOfAnything()
    {
        QFETCH(int, steps);
        for (const auto &main :
             {support::Main([] { return askInTheOrderOfEnds(1.5); }), support::Main(waitForSome),
              support::Main(leaveTheRestOfThem), support::Main(groupOfItsWholeLife)}) {
            VirtualRun run(main);
            for (int i = 0; i < steps && run.step(); ++i) {}
            run.destroy();
        }
    }

    void aGroupsTasksFailTogether()
    {
        QCOMPARE(VirtualRun(groupOfItsWholeLife).toEnd().lines(), textLines(R"(
            RuntimeError(TaskGroup <TaskGroup> has not been entered)
            child is cancelled
            body is cancelled
            unhandled errors in a TaskGroup (1 sub-exception), ValueError
            RuntimeError(TaskGroup <TaskGroup cancelling> is finished)
            RuntimeError(TaskGroup <TaskGroup cancelling> has been already entered)
        )"));
    }

    void whoCancelsAGroupCancelsItsTasksAndItsTask()
    {
        VirtualRun inTheBody([] { return cancelAfterASecond(runBody(sleepBesideCleanUp)); });
        QCOMPARE(inTheBody.toEnd().lines(), textLines(R"(
            body is cancelled
            cleaned up
            CancelledError()
        )"));
        VirtualRun atTheEnd([] { return cancelAfterASecond(runBody(leaveCleanUp)); });
        QCOMPARE(atTheEnd.toEnd().lines(), textLines(R"(
            cleaned up
            CancelledError()
        )"));
    }

    void aGroupThatFailsCancelsEachTaskOnce()
    {
        VirtualRun inATask([] { return tellFailure(runBody(failInATask)); });
        QCOMPARE(inATask.toEnd().lines(), textLines(R"(
            body is cancelled
            cleaned up
            ExceptionGroup(unhandled errors in a TaskGroup (1 sub-exception))
        )"));
        VirtualRun inTheBody([] { return tellFailure(runBody(failInTheBody)); });
        QCOMPARE(inTheBody.toEnd().lines(), textLines(R"(
            cleaned up
            ExceptionGroup(unhandled errors in a TaskGroup (2 sub-exceptions))
        )"));
    }

    // What heapq does with the same items.
    void equalItemsComeInTheOrderOfHeapq()
    {
        engine::PriorityQueue<Item> queue("q");
        VirtualRun run([&]() -> Task<> {
            for (const Item &item : {Item{1, "a"}, Item{1, "b"}, Item{0, "c"}, Item{1, "d"},
                                     Item{0, "e"}, Item{1, "f"}})
                queue.putNowait(item);
            co_await takeAll(queue);
        });
        QCOMPARE(run.toEnd().lines(), textLines("ceafbd"));
    }

    void itemsWithoutAnOrderAreCountedRight()
    {
        engine::PriorityQueue<Item> queue("q");
        VirtualRun run([&]() -> Task<> {
            co_await put(queue, 1, "b");
            co_await tellFailure(put(queue, -1, "a"));
            engine::print("{} items, {} unfinished", queue.size(), queue.unfinished());
            co_await put(queue, 2, "c");
            co_await tellFailure(takeAll(queue));
            engine::print("{} items, {} unfinished", queue.size(), queue.unfinished());
            co_await takeAll(queue);
        });
        QCOMPARE(run.toEnd().lines(), textLines(R"(
            TypeError(no order)
            2 items, 1 unfinished
            TypeError(no order)
            2 items, 2 unfinished
            ac
        )"));
    }

    void aStackGivesTheLastFirst()
    {
        QCOMPARE(VirtualRun(takeFromStack).toEnd().lines(), textLines(R"(
            QueueFull
            2 1
            QueueEmpty
        )"));
    }

    void aBoundedSemaphoreRefusesWhatItDidNotGive()
    {
        VirtualRun run([] { return tellFailure(releaseTooOften()); });
        QCOMPARE(run.toEnd().lines(),
                 textLines("ValueError(BoundedSemaphore released too many times)"));
    }
};

QTEST_APPLESS_MAIN(tst_Several)
#include "tst_several.moc"
