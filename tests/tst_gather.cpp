#include "engine/core/error.h"
#include "engine/run/print.h"
#include "engine/sync/ascompleted.h"
#include "engine/sync/gather.h"
#include "engine/sync/shield.h"
#include "engine/sync/sleep.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QTest>

#include <fmt/ranges.h>

using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::textLines;
using support::VirtualRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

Task<int> sleepAndReturn(double seconds, int result)
{
    co_await sleep(seconds);
    co_return result;
}

Task<int> justReturn(int result)
{
    co_return result;
}

/// A future that counts those that are there.
class Counted final : public engine::PlainFuture
{
public:
    Counted()
        : PlainFuture(trace::Reason::Future)
    {
        ++s_count;
    }
    ~Counted() override { --s_count; }

    static int count() { return s_count; }

private:
    static inline int s_count = 0;
};

using Children = std::vector<engine::FutureRef<engine::FutureBase>>;

engine::FutureRef<engine::FutureBase> gathered(const Children &children)
{
    return engine::FutureRef<engine::FutureBase>(
        new engine::GatherFuture(children, engine::GatherFuture::Exceptions::Raise));
}

/// Who waits for \a pending, which nobody completes and nobody else has.
using Waiting = std::function<void(const engine::FutureRef<engine::FutureBase> &pending)>;

template <class... Tasks>
auto listOf(Tasks... tasks)
{
    std::vector<std::common_type_t<Tasks...>> list;
    (list.push_back(std::move(tasks)), ...);
    return list;
}

Task<> gatherInOrder()
{
    const std::vector<int> results
        = co_await gather(listOf(sleepAndReturn(2, 20), sleepAndReturn(1, 10)));
    engine::print("{}", results);
}

Task<> gatherAtOnce()
{
    const std::vector<int> results
        = co_await gather(listOf(justReturn(1), justReturn(2), justReturn(3)));
    engine::print("{}", results);
}

Task<> gatherNothing()
{
    const std::vector<int> results = co_await gather(std::vector<Task<int>>());
    engine::print("{}", results);
}

Task<> gatherFinished()
{
    const TaskHandle<int> a = createTask(justReturn(1));
    const TaskHandle<int> b = createTask(justReturn(2));
    co_await sleep(0);
    const std::vector<int> results = co_await gather(listOf(a, b));
    engine::print("{}", results);
}

Task<> bad()
{
    throw engine::ValueError();
    co_return;
}

Task<> slow()
{
    co_await sleep(1);
    engine::print("slow is not cancelled");
}

Task<> gatherFirstError()
{
    try {
        co_await gather(listOf(slow(), bad()));
    } catch (const engine::ValueError &) {
        engine::print("caught");
    }
    co_await sleep(2);
}

Task<> sleeper(double seconds)
{
    co_await sleep(seconds);
}

Task<> gatherCancelledChild()
{
    const TaskHandle<> a = createTask(slow());
    const TaskHandle<> b = createTask(sleeper(9));
    const engine::Gather<void> both = gather(listOf(a, b));
    co_await sleep(0);
    b.cancel();
    try {
        co_await both;
    } catch (const engine::CancelledError &) {
        engine::print("cancelled");
    }
    co_await a;
}

Task<> gatherLater()
{
    const engine::Gather<int> both = gather(listOf(justReturn(1), justReturn(2)));
    engine::print("not awaited yet");
    co_await sleep(1);
    const std::vector<int> results = co_await both;
    engine::print("{}", results);
}

Task<> gatherMany(int count)
{
    std::vector<Task<int>> tasks;
    tasks.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        tasks.push_back(sleepAndReturn((i * 7) % 5, i));
    const std::vector<int> results = co_await gather(std::move(tasks));
    bool inOrder = true;
    for (int i = 0; i < count; ++i)
        inOrder = inOrder && results[static_cast<std::size_t>(i)] == i;
    engine::print("{} {}", results.size(), inOrder);
}

} // namespace

// Every expected text is what CPython 3.11 does with the same program, turn for turn.
class tst_Gather : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFutureIsCancelledOnce()
    {
        const engine::FutureRef<Counted> future(new Counted);
        QVERIFY(!future->done());
        QVERIFY(future->cancel());
        QVERIFY(future->done() && future->cancelled());
        QVERIFY(!future->cancel()); // it is done already
        QVERIFY(future->cancelled());
    }

    void aFutureMayFailWhereThereIsNoLoop()
    {
        const engine::Future<> future;
        future.setException(std::make_exception_ptr(engine::ValueError("no")));
        QVERIFY(future.done());
        QVERIFY_THROWS_EXCEPTION(engine::ValueError, future.result());
    }

    void resultsComeInTheOrderOfTheArguments()
    {
        VirtualRun run(gatherInOrder);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created gatherInOrder
            1 0s Task-1 resumed
            1 0s Task-2 created sleepAndReturn
            1 0s Task-3 created sleepAndReturn
            1 0s Task-1 suspended gather
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 2000000000
            2 0s Task-3 resumed
            2 0s Task-3 suspended sleep 1000000000
            4 1s Task-3 resumed
            4 1s Task-3 finished
            7 2s Task-2 resumed
            7 2s Task-2 finished
            9 2s Task-1 resumed
            9 2s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("[20, 10]"));
    }

    void theAwaiterResumesTwoTurnsAfterTheLastChild()
    {
        VirtualRun run(gatherAtOnce);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created gatherAtOnce
            1 0s Task-1 resumed
            1 0s Task-2 created justReturn
            1 0s Task-3 created justReturn
            1 0s Task-4 created justReturn
            1 0s Task-1 suspended gather
            2 0s Task-2 resumed
            2 0s Task-2 finished
            2 0s Task-3 resumed
            2 0s Task-3 finished
            2 0s Task-4 resumed
            2 0s Task-4 finished
            4 0s Task-1 resumed
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("[1, 2, 3]"));
    }

    void gatheringNothingDoesNotSuspend()
    {
        VirtualRun run(gatherNothing);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created gatherNothing
            1 0s Task-1 resumed
            1 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("[]"));
    }

    void finishedTasksStillCostAHop()
    {
        VirtualRun run(gatherFinished);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created gatherFinished
            1 0s Task-1 resumed
            1 0s Task-2 created justReturn
            1 0s Task-3 created justReturn
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 finished
            2 0s Task-3 resumed
            2 0s Task-3 finished
            2 0s Task-1 resumed
            2 0s Task-1 suspended gather
            4 0s Task-1 resumed
            4 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("[1, 2]"));
    }

    void theFirstErrorIsTheOutcomeAndLeavesTheOthersRunning()
    {
        VirtualRun run(gatherFirstError);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created gatherFirstError
            1 0s Task-1 resumed
            1 0s Task-2 created slow
            1 0s Task-3 created bad
            1 0s Task-1 suspended gather
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 1000000000
            2 0s Task-3 resumed
            2 0s Task-3 failed ValueError
            4 0s Task-1 resumed ValueError
            4 0s Task-1 suspended sleep 2000000000
            6 1s Task-2 resumed
            6 1s Task-2 finished
            9 2s Task-1 resumed
            9 2s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("caught\n slow is not cancelled"));
    }

    void aCancelledChildIsAnError()
    {
        VirtualRun run(gatherCancelledChild);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created gatherCancelledChild
            1 0s Task-1 resumed
            1 0s Task-2 created slow
            1 0s Task-3 created sleeper
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 1000000000
            2 0s Task-3 resumed
            2 0s Task-3 suspended sleep 9000000000
            2 0s Task-1 resumed
            2 0s Task-1 suspended gather
            3 0s Task-3 resumed CancelledError
            3 0s Task-3 cancelled
            5 0s Task-1 resumed CancelledError
            5 0s Task-1 suspended task Task-2
            7 1s Task-2 resumed
            7 1s Task-2 finished
            8 1s Task-1 resumed
            8 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("cancelled\n slow is not cancelled"));
    }

    void theTasksStartAtTheCallAndNotAtTheAwait()
    {
        VirtualRun run(gatherLater);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created gatherLater
            1 0s Task-1 resumed
            1 0s Task-2 created justReturn
            1 0s Task-3 created justReturn
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-2 finished
            2 0s Task-3 resumed
            2 0s Task-3 finished
            5 1s Task-1 resumed
            5 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("not awaited yet\n [1, 2]"));
    }

    void tenThousandTasksCanBeGathered()
    {
        VirtualRun run([] { return gatherMany(10'000); });
        QCOMPARE(run.toEnd().lines(), textLines("10000 true"));
    }

    void whatWaitsForWhatNeverComesGoesWithTheRun_data()
    {
        QTest::addColumn<Waiting>("wait");
        QTest::newRow("gather") << Waiting([](const auto &pending) { gathered({pending}); });
        QTest::newRow("gather of gathers") << Waiting([](const auto &pending) {
            gathered({gathered({pending}), gathered({gathered({pending}), pending})});
        });
        QTest::newRow("shield") << Waiting(
            [](const auto &pending) { static_cast<void>(engine::shieldFuture(*pending)); });
        QTest::newRow("gather of a shield") << Waiting([](const auto &pending) {
            gathered({engine::shieldFuture(*pending), pending});
        });
        QTest::newRow("completed in some order") << Waiting(
            [](const auto &pending) { engine::CompletionOrder({pending}, std::nullopt); });
    }
    void whatWaitsForWhatNeverComesGoesWithTheRun()
    {
        QFETCH(Waiting, wait);
        {
            VirtualRun run([&]() -> Task<> {
                wait(engine::FutureRef<engine::FutureBase>(new Counted));
                co_return;
            });
            QCOMPARE(run.toEnd().outcome(), trace::Outcome::Done);
        }
        QCOMPARE(Counted::count(), 0);
    }

    void aGatherIsDestroyedAnywhere()
    {
        for (int steps = 0; steps < 40; ++steps) {
            VirtualRun run([] { return gatherMany(7); });
            for (int i = 0; i < steps; ++i)
                run.step();
            run.destroy();
            QVERIFY(run.trace().tasks().size() <= 8);
        }
    }
};

QTEST_APPLESS_MAIN(tst_Gather)
#include "tst_gather.moc"
