#include "engine/core/blocking.h"
#include "engine/core/error.h"
#include "engine/run/print.h"
#include "engine/sync/condition.h"
#include "engine/sync/gather.h"
#include "engine/sync/holding.h"
#include "engine/sync/shield.h"
#include "engine/sync/sleep.h"
#include "engine/sync/timeout.h"
#include "engine/sync/waitfor.h"
#include "tests/support/virtualrun.h"

#include <QTest>

using engine::Condition;
using engine::createTask;
using engine::Held;
using engine::Lock;
using engine::Task;
using engine::TaskHandle;
using support::VirtualRun;
using trace::Notice;
using trace::Outcome;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

using Tasks = std::vector<TaskHandle<>>;

constexpr auto TooDeep
    = "RecursionError: maximum recursion depth exceeded while calling a Python object";

QString failureOf(const trace::Failure &failure)
{
    return QString::fromStdString(failure.name + ": " + failure.text);
}

Task<> awaitNext(Tasks &tasks, std::size_t next)
{
    co_await tasks[next % tasks.size()];
}

Task<> gatherNext(Tasks &tasks, std::size_t next)
{
    const Tasks children(2, tasks[next % tasks.size()]);
    co_await engine::gatherAll(children);
}

/// Makes \a count tasks, each of which waits for the next one, and the last for the first.
void makeCircle(Tasks &tasks, std::size_t count, Task<> (*link)(Tasks &, std::size_t))
{
    for (std::size_t i = 0; i < count; ++i)
        tasks.push_back(createTask(link(tasks, i + 1)));
}

Task<> cancelCircle(Tasks &tasks, std::size_t count, Task<> (*link)(Tasks &, std::size_t),
                    std::size_t entry)
{
    makeCircle(tasks, count, link);
    co_await sleep(1);
    tasks[entry].cancel();
}

/// Task i awaits task i + 1, and the last one sleeps.
Task<> linkOfChain(Tasks &tasks, std::size_t next)
{
    if (next < tasks.size())
        co_await tasks[next];
    else
        co_await sleep(100);
}

Task<> cancelChain(Tasks &tasks, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        tasks.push_back(createTask(linkOfChain(tasks, i + 1)));
    co_await sleep(1);
    tasks[0].cancel();
    try {
        co_await tasks[0];
    } catch (const engine::CancelledError &) {
        engine::print("cancelled");
    }
}

/// Swallows what the circle's end throws at it.
Task<> limitCircle(Tasks &tasks)
{
    tasks.push_back(createTask(awaitNext(tasks, 1)));
    co_await sleep(1);
    const auto waitForCircle = [](Tasks &circle) -> Task<> { co_await circle[0]; };
    co_await engine::timeout(1, waitForCircle(tasks));
}

Task<> cancelItselfInACircle(Tasks &tasks)
{
    engine::EventLoop::current().currentTask()->cancel();
    const Tasks children(1, tasks[0]);
    co_await engine::gatherAll(children);
}

Task<> sleepInHeld(Lock &lock)
{
    co_await lock.acquire();
    const Held held(lock);
    co_await sleep(2);
}

Task<> failInHeld(Lock &lock)
{
    co_await lock.acquire();
    const Held held(lock);
    co_await sleep(2);
    throw engine::ValueError("mine");
}

Task<> sleepOrFail(bool fails)
{
    co_await sleep(2);
    if (fails)
        throw engine::ValueError("mine");
}

Task<> releaseOthers(Lock &lock, Task<> holder)
{
    const TaskHandle<> task = createTask(std::move(holder));
    co_await sleep(1);
    lock.release();
    co_await task;
}

} // namespace

class tst_Circles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancellingThroughACircleOfWaitsEndsAsCPythonsStackDoes_data()
    {
        QTest::addColumn<bool>("gathers");
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("entry");
        QTest::newRow("two that await each other") << false << 2 << 0;
        QTest::newRow("entered elsewhere") << false << 3 << 2;
        QTest::newRow("one that gathers itself twice") << true << 1 << 0;
        QTest::newRow("a circle of gathers, each of the next one twice") << true << 4 << 1;
    }
    void cancellingThroughACircleOfWaitsEndsAsCPythonsStackDoes()
    {
        QFETCH(bool, gathers);
        QFETCH(int, length);
        QFETCH(int, entry);
        Tasks tasks;
        VirtualRun run([&] {
            return cancelCircle(tasks, static_cast<std::size_t>(length),
                                gathers ? &gatherNext : &awaitNext,
                                static_cast<std::size_t>(entry));
        });
        // The second time it is the clean-up of asyncio.run(), which gives up in the same way.
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
        QCOMPARE(failureOf(run.ending().failure), QString::fromUtf8(TooDeep));
        QVERIFY(run.ending().failure.ofRun);
    }

    void aChainIsTooDeepFromNearlyAThousandLinksOn()
    {
        Tasks shorter;
        VirtualRun passed([&] { return cancelChain(shorter, 900); });
        QCOMPARE(passed.toEnd().lines(), QStringList({QStringLiteral("cancelled")}));
        Tasks longer;
        VirtualRun failed([&] { return cancelChain(longer, 990); });
        QCOMPARE(failureOf(failed.toEnd().ending().failure), QString::fromUtf8(TooDeep));
    }

    void aLimitThatCannotCancelIsReportedAndWaitsOn()
    {
        Tasks tasks;
        VirtualRun run([&] { return limitCircle(tasks); });
        // The task of the circle is cancelled without its caller, and so waits for itself no more.
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
    }

    void aTaskThatIsToBeCancelledWhereItWaitsForItselfIsReported()
    {
        Tasks tasks;
        VirtualRun run([&]() -> Task<> {
            tasks.push_back(createTask(cancelItselfInACircle(tasks)));
            co_await engine::sleep(1);
        });
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
        QCOMPARE(run.ending().unnoticed.size(), std::size_t{1});
        QCOMPARE(run.ending().unnoticed[0].notice, Notice::Callback);
        QCOMPARE(failureOf(run.ending().unnoticed[0].failure), QString::fromUtf8(TooDeep));
    }

    void aLockThatAnotherTaskHasReleasedFailsAtTheEndOfTheScope()
    {
        Lock lock("l");
        VirtualRun run([&] { return releaseOthers(lock, sleepInHeld(lock)); });
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
        QCOMPARE(failureOf(run.ending().failure),
                 QStringLiteral("RuntimeError: Lock is not acquired."));
    }

    void whereAnErrorLeavesTheScopeAlreadyTheLoopReportsTheOther()
    {
        Lock lock("l");
        VirtualRun run([&] { return releaseOthers(lock, failInHeld(lock)); });
        QCOMPARE(failureOf(run.toEnd().ending().failure), QStringLiteral("ValueError: mine"));
        QCOMPARE(run.ending().unnoticed.size(), std::size_t{1});
        QCOMPARE(failureOf(run.ending().unnoticed[0].failure),
                 QStringLiteral("RuntimeError: Lock is not acquired."));
    }

    void holdingReplacesTheErrorOfItsBody_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::newRow("none") << false;
        QTest::newRow("a ValueError") << true;
    }
    void holdingReplacesTheErrorOfItsBody()
    {
        QFETCH(bool, fails);
        Lock lock("l");
        VirtualRun run(
            [&] { return releaseOthers(lock, engine::holding(lock, sleepOrFail(fails))); });
        QCOMPARE(failureOf(run.toEnd().ending().failure),
                 QStringLiteral("RuntimeError: Lock is not acquired."));
        QVERIFY(run.ending().unnoticed.empty());
    }

    void awaitingItselfNamesTheTask()
    {
        Tasks tasks;
        VirtualRun run([&]() -> Task<> {
            tasks.push_back(createTask(awaitNext(tasks, 1), {"it's", {}}));
            co_await tasks[0];
        });
        const QString text = failureOf(run.toEnd().ending().failure);
        const QString begin = QStringLiteral("RuntimeError: Task cannot await on itself: <Task "
                                             "pending name=\"it's\" coro=<awaitNext() running at ");
        QVERIFY2(text.startsWith(begin), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("tst_circles.cpp:")), qPrintable(text));
    }
};

QTEST_APPLESS_MAIN(tst_Circles)
#include "tst_circles.moc"
