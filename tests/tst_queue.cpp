#include "engine/run/print.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QTest>

#include <string>

using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::textLines;
using support::VirtualRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

using Queue = engine::Queue<int>;

Task<> getter(Queue &queue, std::string name)
{
    const int item = co_await queue.get();
    engine::print("{} got {}", name, item);
}

Task<> putter(Queue &queue, int item)
{
    co_await queue.put(item);
    engine::print("put {}", item);
}

Task<> expectCancelled(TaskHandle<> task)
{
    try {
        co_await task;
        engine::print("not cancelled");
    } catch (const engine::CancelledError &) {
        engine::print("cancelled");
    }
}

Task<> putWakesGetter(Queue &queue)
{
    const TaskHandle<> task = createTask(getter(queue, "a"));
    co_await sleep(0);
    co_await queue.put(1);
    engine::print("put returned");
    co_await task;
}

Task<> getOfWaitingItem(Queue &queue)
{
    co_await queue.put(1);
    co_await getter(queue, "main");
}

Task<> twoGetters(Queue &queue)
{
    const TaskHandle<> a = createTask(getter(queue, "a"));
    const TaskHandle<> b = createTask(getter(queue, "b"));
    co_await sleep(0);
    queue.putNowait(1);
    queue.putNowait(2);
    co_await a;
    co_await b;
}

Task<> stolenItem(Queue &queue)
{
    const TaskHandle<> a = createTask(getter(queue, "a"));
    const TaskHandle<> b = createTask(getter(queue, "b"));
    co_await sleep(0);
    queue.putNowait(1); // wakes a, …
    co_await getter(queue, "main"); // … but this takes the item
    co_await sleep(0);
    queue.putNowait(2);
    queue.putNowait(3);
    co_await a;
    co_await b;
}

Task<> fullPut(Queue &queue)
{
    queue.putNowait(1);
    const TaskHandle<> task = createTask(putter(queue, 2));
    co_await sleep(0);
    co_await getter(queue, "main");
    co_await task;
    co_await getter(queue, "main");
}

Task<> stolenPlace(Queue &queue)
{
    queue.putNowait(1);
    const TaskHandle<> a = createTask(putter(queue, 2));
    const TaskHandle<> b = createTask(putter(queue, 3));
    co_await sleep(0);
    co_await getter(queue, "main"); // wakes a, …
    co_await queue.put(4); // … but this takes the place
    co_await sleep(0);
    for (int i = 0; i < 3; ++i)
        co_await getter(queue, "main");
    co_await a;
    co_await b;
}

Task<> cancelledGetter(Queue &queue)
{
    const TaskHandle<> a = createTask(getter(queue, "a"));
    const TaskHandle<> b = createTask(getter(queue, "b"));
    co_await sleep(0);
    queue.putNowait(1); // wakes a
    a.cancel();
    co_await expectCancelled(a);
    co_await b;
}

Task<> cancelledPutter(Queue &queue)
{
    queue.putNowait(1);
    const TaskHandle<> a = createTask(putter(queue, 2));
    const TaskHandle<> b = createTask(putter(queue, 3));
    co_await sleep(0);
    co_await getter(queue, "main"); // wakes a
    a.cancel();
    co_await expectCancelled(a);
    co_await b;
}

Task<> cancelledInLine(Queue &queue)
{
    const TaskHandle<> a = createTask(getter(queue, "a"));
    const TaskHandle<> b = createTask(getter(queue, "b"));
    co_await sleep(0);
    a.cancel();
    queue.putNowait(1);
    co_await expectCancelled(a);
    co_await b;
}

Task<> worker(Queue &queue)
{
    for (;;) {
        const int item = co_await queue.get();
        co_await sleep(1);
        queue.taskDone();
        engine::print("done {}", item);
    }
}

Task<> joinQueue(Queue &queue)
{
    const TaskHandle<> task = createTask(worker(queue));
    queue.putNowait(1);
    queue.putNowait(2);
    co_await queue.join();
    engine::print("joined");
    task.cancel();
}

Task<> joiner(Queue &queue, std::string name)
{
    co_await queue.join();
    engine::print("{} joined {}", name, queue.size());
}

Task<> twoJoiners(Queue &queue)
{
    queue.putNowait(1);
    const TaskHandle<> a = createTask(joiner(queue, "a"));
    const TaskHandle<> b = createTask(joiner(queue, "b"));
    co_await sleep(0);
    queue.getNowait();
    queue.taskDone();
    queue.putNowait(2); // too late to keep them waiting
    co_await a;
    co_await b;
}

Task<> joinOfNothing(Queue &queue)
{
    co_await queue.join();
}

template <class Function>
std::string errorOf(Function function)
{
    try {
        function();
    } catch (const engine::Error &error) {
        const std::string_view what = error.what();
        return what.empty() ? error.name() : fmt::format("{}: {}", error.name(), what);
    }
    return "no error";
}

Task<> misuse(Queue &queue)
{
    engine::print("{}", errorOf([&] { queue.getNowait(); }));
    engine::print("{}", errorOf([&] { queue.taskDone(); }));
    queue.putNowait(1);
    queue.putNowait(2);
    engine::print("{} {} {}", queue.full(), queue.size(), queue.maxsize());
    engine::print("{}", errorOf([&] { queue.putNowait(3); }));
    queue.taskDone();
    queue.taskDone();
    engine::print("{}", errorOf([&] { queue.taskDone(); }));
    engine::print("{} {}", queue.getNowait(), queue.unfinished());
    co_return;
}

Task<> moveOnlyItems(engine::Queue<std::unique_ptr<int>> &queue)
{
    co_await queue.put(std::make_unique<int>(7));
    const std::unique_ptr<int> item = co_await queue.get();
    engine::print("{}", *item);
}

using Program = Task<> (*)(Queue &);

} // namespace

// Every expected text is what CPython 3.11 does with the same program, turn for turn.
class tst_Queue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPutWakesTheGetterForTheNextTurn()
    {
        Queue queue("q");
        VirtualRun run([&] { return putWakesGetter(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created putWakesGetter
            1 0s Task-1 resumed
            1 0s Task-2 created getter
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.get
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed
            3 0s Task-2 finished
            4 0s Task-1 resumed
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("put returned\n a got 1"));
    }

    void anItemThatIsThereIsTakenWithoutAHop()
    {
        Queue queue("q");
        VirtualRun run([&] { return getOfWaitingItem(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created getOfWaitingItem
            1 0s Task-1 resumed
            1 0s Task-1 finished
        )"));
    }

    void gettersAreServedInTheOrderOfTheirArrival()
    {
        Queue queue("q");
        VirtualRun run([&] { return twoGetters(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created twoGetters
            1 0s Task-1 resumed
            1 0s Task-2 created getter
            1 0s Task-3 created getter
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.get
            2 0s Task-3 resumed
            2 0s Task-3 suspended queue.get
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed
            3 0s Task-2 finished
            3 0s Task-3 resumed
            3 0s Task-3 finished
            4 0s Task-1 resumed
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("a got 1\n b got 2"));
    }

    void aGetterWhoseItemWasTakenWaitsAgainAtTheEnd()
    {
        Queue queue("q");
        VirtualRun run([&] { return stolenItem(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created stolenItem
            1 0s Task-1 resumed
            1 0s Task-2 created getter
            1 0s Task-3 created getter
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.get
            2 0s Task-3 resumed
            2 0s Task-3 suspended queue.get
            2 0s Task-1 resumed
            2 0s Task-1 suspended yield
            3 0s Task-2 resumed
            3 0s Task-2 suspended queue.get
            3 0s Task-1 resumed
            3 0s Task-1 suspended task Task-2
            4 0s Task-3 resumed
            4 0s Task-3 finished
            4 0s Task-2 resumed
            4 0s Task-2 finished
            5 0s Task-1 resumed
            5 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("main got 1\n b got 2\n a got 3"));
    }

    void aPutIntoAFullQueueWaitsForAPlace()
    {
        Queue queue("q", 1);
        VirtualRun run([&] { return fullPut(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created fullPut
            1 0s Task-1 resumed
            1 0s Task-2 created putter
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.put
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed
            3 0s Task-2 finished
            4 0s Task-1 resumed
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("main got 1\n put 2\n main got 2"));
    }

    void aPutterWhosePlaceWasTakenWaitsAgainAtTheEnd()
    {
        Queue queue("q", 1);
        VirtualRun run([&] { return stolenPlace(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created stolenPlace
            1 0s Task-1 resumed
            1 0s Task-2 created putter
            1 0s Task-3 created putter
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.put
            2 0s Task-3 resumed
            2 0s Task-3 suspended queue.put
            2 0s Task-1 resumed
            2 0s Task-1 suspended yield
            3 0s Task-2 resumed
            3 0s Task-2 suspended queue.put
            3 0s Task-1 resumed
            3 0s Task-1 suspended queue.get
            4 0s Task-3 resumed
            4 0s Task-3 finished
            5 0s Task-1 resumed
            5 0s Task-1 suspended queue.get
            6 0s Task-2 resumed
            6 0s Task-2 finished
            7 0s Task-1 resumed
            7 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(),
                 textLines("main got 1\n main got 4\n put 3\n main got 3\n put 2\n"
                           " main got 2"));
    }

    void aGetterThatIsCancelledAfterItWasWokenWakesTheNext()
    {
        Queue queue("q");
        VirtualRun run([&] { return cancelledGetter(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelledGetter
            1 0s Task-1 resumed
            1 0s Task-2 created getter
            1 0s Task-3 created getter
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.get
            2 0s Task-3 resumed
            2 0s Task-3 suspended queue.get
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed CancelledError
            3 0s Task-2 cancelled
            4 0s Task-3 resumed
            4 0s Task-3 finished
            4 0s Task-1 resumed CancelledError
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("b got 1\n cancelled"));
    }

    void aPutterThatIsCancelledAfterItWasWokenWakesTheNext()
    {
        Queue queue("q", 1);
        VirtualRun run([&] { return cancelledPutter(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelledPutter
            1 0s Task-1 resumed
            1 0s Task-2 created putter
            1 0s Task-3 created putter
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.put
            2 0s Task-3 resumed
            2 0s Task-3 suspended queue.put
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed CancelledError
            3 0s Task-2 cancelled
            4 0s Task-3 resumed
            4 0s Task-3 finished
            4 0s Task-1 resumed CancelledError
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("main got 1\n put 3\n cancelled"));
    }

    void aGetterThatIsCancelledInLineIsSkipped()
    {
        Queue queue("q");
        VirtualRun run([&] { return cancelledInLine(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelledInLine
            1 0s Task-1 resumed
            1 0s Task-2 created getter
            1 0s Task-3 created getter
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.get
            2 0s Task-3 resumed
            2 0s Task-3 suspended queue.get
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed CancelledError
            3 0s Task-2 cancelled
            3 0s Task-3 resumed
            3 0s Task-3 finished
            4 0s Task-1 resumed CancelledError
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("b got 1\n cancelled"));
    }

    void joinWaitsUntilEveryItemIsDone()
    {
        Queue queue("q");
        VirtualRun run([&] { return joinQueue(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created joinQueue
            1 0s Task-1 resumed
            1 0s Task-2 created worker
            1 0s Task-1 suspended queue.join
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 1000000000
            4 1s Task-2 resumed
            4 1s Task-2 suspended sleep 1000000000
            6 2s Task-2 resumed
            6 2s Task-2 suspended queue.get
            7 2s Task-1 resumed
            7 2s Task-1 finished
            8 2s Task-2 resumed CancelledError
            8 2s Task-2 cancelled
        )"));
        QCOMPARE(run.lines(), textLines("done 1\n done 2\n joined"));
    }

    void theLastItemWakesEveryJoinerWhateverIsPutThen()
    {
        Queue queue("q");
        VirtualRun run([&] { return twoJoiners(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created twoJoiners
            1 0s Task-1 resumed
            1 0s Task-2 created joiner
            1 0s Task-3 created joiner
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.join
            2 0s Task-3 resumed
            2 0s Task-3 suspended queue.join
            2 0s Task-1 resumed
            2 0s Task-1 suspended task Task-2
            3 0s Task-2 resumed
            3 0s Task-2 finished
            3 0s Task-3 resumed
            3 0s Task-3 finished
            4 0s Task-1 resumed
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("a joined 1\n b joined 1"));
    }

    void joiningWithNothingUnfinishedDoesNotSuspend()
    {
        Queue queue("q");
        VirtualRun run([&] { return joinOfNothing(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created joinOfNothing
            1 0s Task-1 resumed
            1 0s Task-1 finished
        )"));
    }

    void misuseHasPythonsNames()
    {
        Queue queue("q", 2);
        VirtualRun run([&] { return misuse(queue); });
        QCOMPARE(run.toEnd().lines(),
                 textLines("QueueEmpty\n ValueError: task_done() called too many times\n"
                           "true 2 2\n QueueFull\n ValueError: task_done() called too many times\n"
                           "1 0"));
    }

    void itemsMayBeMoveOnly()
    {
        engine::Queue<std::unique_ptr<int>> queue("q");
        VirtualRun run([&] { return moveOnlyItems(queue); });
        QCOMPARE(run.toEnd().lines(), textLines("7"));
    }

    void everyChangeOfTheDepthIsRecorded()
    {
        Queue queue("items", 1);
        VirtualRun run([&] { return fullPut(queue); });
        run.toEnd();
        QStringList depths;
        const auto &records = run.trace().records();
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (records[i].kind() == trace::Kind::Depth)
                depths.append(QString::number(records[i].argument));
        }
        QCOMPARE(depths.join(u' '), QStringLiteral("1 0 1 0"));
        QCOMPARE(run.trace().objects().size(), std::size_t{1});
        const trace::Object &object = run.trace().objects()[0];
        QCOMPARE(run.trace().text(object.name), std::string("items"));
        QCOMPARE(object.capacity, std::uint32_t{1});
    }

    void aRunThatEndsWhileTasksWaitLeavesTheQueueUsable()
    {
        for (const Program program : {putWakesGetter, stolenItem, cancelledGetter, joinQueue}) {
            for (int steps = 1; steps < 12; ++steps) {
                Queue queue("q");
                VirtualRun run([&] { return program(queue); });
                for (int i = 0; i < steps; ++i)
                    run.step();
                run.destroy();
                QVERIFY(queue.size() <= 3);
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_Queue)
#include "tst_queue.moc"
