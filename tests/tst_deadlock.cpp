#include "engine/sync/event.h"
#include "engine/sync/gather.h"
#include "engine/sync/lock.h"
#include "engine/sync/queue.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/shield.h"
#include "engine/sync/sleep.h"
#include "engine/sync/taskgroup.h"
#include "engine/sync/wait.h"
#include "engine/sync/waitfor.h"
#include "engine/task/createtask.h"
#include "tests/support/crosswise.h"
#include "tests/support/virtualrun.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/findings.h"
#include "views/analysis/stoppedcircle.h"
#include "views/model/deadlock.h"
#include "views/model/rundocument.h"
#include "views/words/deadlocktext.h"
#include "views/words/findingtext.h"

#include <QTest>

#include <array>
#include <deque>
#include <string>
#include <utility>
#include <vector>

using namespace engine;
using support::Main;
using support::VirtualRun;

namespace {

/// Takes \a first, lets the others run, and wants \a second.
Task<> takeBoth(Lock &first, Lock &second)
{
    co_await first.acquire();
    co_await engine::sleep(0);
    co_await second.acquire();
}

/// What is said of the run of \a main to its end, without the sentence that ends it always.
QString textOf(Main main)
{
    VirtualRun run(std::move(main));
    run.toEnd();
    views::RunModel model(std::shared_ptr<const trace::Trace>(&run.trace(), [](auto *) {}));
    model.advance();
    QString text = views::deadlockText(model, views::deadlockOf(model, run.ending().lost));
    const QString end = QStringLiteral(" Nothing is ready and no timer runs.");
    return text.endsWith(end) ? text.chopped(end.size()) : text;
}

QString titleOf(Main main)
{
    VirtualRun run(std::move(main));
    run.toEnd();
    views::RunModel model(std::shared_ptr<const trace::Trace>(&run.trace(), [](auto *) {}));
    model.advance();
    return views::deadlockTitle(model);
}

/// \a count philosophers who take the fork of their own number first.
Main philosophers(std::size_t count)
{
    return [count]() -> Task<> {
        std::deque<Lock> forks;
        std::vector<TaskHandle<>> tasks;
        for (std::size_t i = 0; i < count; ++i)
            forks.emplace_back("fork " + std::to_string(i), SourceSite::here());
        for (std::size_t i = 0; i < count; ++i)
            tasks.push_back(createTask(takeBoth(forks[i], forks[(i + 1) % count]),
                                       {{}, "Philosopher " + std::to_string(i)}));
        co_await gather(std::move(tasks));
    };
}

Task<> waitForEvent(Event &event)
{
    co_await event.wait();
}

Task<> yieldOnce()
{
    co_await engine::sleep(0);
}

Task<> awaitInSpiteOfAll(TaskHandle<> task)
{
    for (;;) {
        try {
            co_await shield(task);
        } catch (const CancelledError &) {
            continue;
        }
    }
}

TaskHandle<> runningTask()
{
    return TaskHandle<>(FutureRef<ScheduledTask>(EventLoop::current().currentTask()));
}

using Handles = std::vector<TaskHandle<>>;
/// Waits for both of two tasks, or for the second.
using AwaitTwo = Task<> (*)(Handles);

Task<> gatherTwo(Handles tasks)
{
    co_await gather(std::move(tasks));
}

Task<> waitForOneOfTwo(Handles tasks)
{
    co_await engine::wait(std::move(tasks), ReturnWhen::FirstCompleted);
}

Task<> waitForTheSecond(Handles tasks)
{
    co_await waitFor(tasks.back(), 1.0);
}

Task<> awaitTask(TaskHandle<> task)
{
    co_await task;
}

Task<> awaitTheSecondInAGroup(Handles tasks)
{
    TaskGroup group;
    const auto body = [&]() -> Task<> {
        group.createTask(awaitTask(tasks.back()), {{}, "C"});
        co_return;
    };
    co_await group.run(body);
}

/// What is said of the circle of \a run, if there is one.
QString circleText(const std::shared_ptr<const trace::Trace> &run)
{
    views::RunModel model(run);
    model.advance();
    const auto circle = views::stoppedCircle(model);
    return circle ? views::stoppedCircleText(model, *circle) : QString();
}

/// A has one place of a semaphore and wants a lock, B has the lock and wants a place, and C has the
/// other place and sleeps, or wants the lock, too.
std::shared_ptr<const trace::Trace> lockAndPlaces(bool cSleeps)
{
    using trace::Kind;
    trace::TraceBuilder builder;
    const auto tell = [&builder]<class Subject, class Argument = std::uint32_t>(
        Kind kind, Subject subject, Argument argument = {})
    {
        support::append(builder, trace::Time{0}, kind, subject, argument);
    };
    const auto add = [&builder](trace::Reason reason, const char *kind, std::uint32_t places) {
        trace::Wait wait;
        wait.reason = reason;
        wait.what = static_cast<std::uint32_t>(
            builder.add(trace::Object{builder.text(kind), builder.text(kind), places}));
        return wait;
    };
    const trace::Wait place = add(trace::Reason::Semaphore, "semaphore", 2);
    const trace::Wait lock = add(trace::Reason::Lock, "lock", 1);
    trace::Wait sleep;
    sleep.reason = trace::Reason::Sleep;
    const std::array doing{std::pair(place, lock), std::pair(lock, place),
                           std::pair(place, cSleeps ? sleep : lock)};
    trace::TaskInfo info;
    for (std::size_t i = 0; i < doing.size(); ++i) {
        info.name = builder.text(std::string(1, static_cast<char>('A' + i)));
        const trace::TaskId task = builder.add(info);
        tell(Kind::Created, task, trace::TaskId::None);
        tell(Kind::Resumed, task);
        tell(Kind::Acquired, doing[i].first.object(), task);
        tell(Kind::Suspended, task, builder.add(doing[i].second));
    }
    return builder.trace();
}

} // namespace

class tst_Deadlock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCircleIsToldFromItsFirstTaskBackToIt()
    {
        QCOMPARE(
            textOf(philosophers(5)),
            QStringLiteral("Philosopher 0 waits for fork 1, which Philosopher 1 holds, who waits "
                           "for fork 2, and so on in a circle of 5 tasks back to Philosopher 0. "
                           "Task-1 waits for Philosopher 0 and 4 others."));
    }

    void aRecordingThatSaysNoMoreTellsTheSameWaits()
    {
        VirtualRun run(philosophers(3));
        run.toEnd();
        const std::shared_ptr<const trace::Trace> trace(&run.trace(), [](auto *) {});
        const views::RunDocument document(trace);
        QVERIFY(document.ending()->outcome == trace::Outcome::Deadlocked);
        QVERIFY(!run.ending().lost.empty());
        QVERIFY(document.ending()->lost == run.ending().lost);
    }

    void twoAreToldOneAfterTheOther()
    {
        QCOMPARE(textOf(philosophers(2)),
                 QStringLiteral("Philosopher 0 waits for fork 1, which Philosopher 1 holds, and "
                                "Philosopher 1 waits for fork 0, which Philosopher 0 holds. Task-1 "
                                "waits for Philosopher 0 and Philosopher 1."));
    }

    void whoWantsALockTwiceIsACircleOfItsOwn()
    {
        QCOMPARE(
            textOf(philosophers(1)),
            QStringLiteral("Philosopher 0 waits for fork 0, which it holds itself. Task-1 waits "
                           "for Philosopher 0."));
    }

    void tasksThatAwaitEachOtherAreACircle()
    {
        std::vector<TaskHandle<>> tasks;
        const auto await = [](std::vector<TaskHandle<>> &all, std::size_t other) -> Task<> {
            co_await engine::sleep(0);
            co_await all[other];
        };
        QCOMPARE(textOf([&]() -> Task<> {
                     for (const std::size_t other : {1U, 2U, 0U})
                         tasks.push_back(
                             createTask(await(tasks, other), {{}, std::string(1, "CAB"[other])}));
                     co_await tasks[0];
                 }),
                 QStringLiteral("A waits for B, who waits for C, and so on in a circle of 3 tasks "
                                "back to A. Task-1 waits for A."));
        tasks.clear();
    }

    void ofSeveralCirclesEachIsTold()
    {
        // Each with its neighbour: 0 with 1, 2 with 3, and so on.
        const auto pairs = [](std::size_t count) {
            return [count]() -> Task<> {
                std::deque<Lock> locks;
                Handles tasks;
                for (std::size_t i = 0; i < 2 * count; ++i)
                    locks.emplace_back("lock " + std::to_string(i), SourceSite::here());
                for (std::size_t i = 0; i < 2 * count; ++i)
                    tasks.push_back(createTask(takeBoth(locks[i], locks[i ^ 1U]),
                                               {{}, "T" + std::to_string(i)}));
                co_await gather(std::move(tasks));
            };
        };
        QCOMPARE(textOf(pairs(2)),
                 QStringLiteral("T0 waits for lock 1, which T1 holds, and T1 waits for lock 0, "
                                "which T0 holds. T2 waits for lock 3, which T3 holds, and T3 waits "
                                "for lock 2, which T2 holds. Task-1 waits for T0 and 3 others."));
        QVERIFY(textOf(pairs(5)).contains(QStringLiteral("There is one more circle. Task-1")));
        QVERIFY(textOf(pairs(9)).contains(QStringLiteral("There are 5 more circles. Task-1")));
    }

    void aCircleMayGoThroughAWaitForSeveral_data()
    {
        QTest::addColumn<AwaitTwo>("awaitTwo");
        QTest::addColumn<QString>("text");
        const QString both = QStringLiteral("Task-1 waits for B and A, and B waits for Task-1. A "
                                            "waits for never.");
        const QString one
            = QStringLiteral("Task-1 waits for B, and B waits for Task-1. A waits for never.");
        QTest::newRow("gather") << AwaitTwo(gatherTwo) << both;
        QTest::newRow("wait") << AwaitTwo(waitForOneOfTwo) << both;
        QTest::newRow("what a limit has cancelled") << AwaitTwo(waitForTheSecond) << one;
        QTest::newRow("group") << AwaitTwo(awaitTheSecondInAGroup)
                               << QStringLiteral(
                                      "Task-1 waits for C, who waits for B, and so on in "
                                      "a circle of 3 tasks back to Task-1. A waits for "
                                      "never.");
    }
    void aCircleMayGoThroughAWaitForSeveral()
    {
        QFETCH(const AwaitTwo, awaitTwo);
        QFETCH(const QString, text);
        Event never("never");
        QCOMPARE(textOf([&]() -> Task<> {
                     Handles tasks;
                     tasks.push_back(createTask(waitForEvent(never), {{}, "A"}));
                     tasks.push_back(createTask(awaitInSpiteOfAll(runningTask()), {{}, "B"}));
                     co_await awaitTwo(std::move(tasks));
                 }),
                 text);
    }

    void aTaskMayGatherItself()
    {
        QCOMPARE(textOf([]() -> Task<> {
                     Handles twice(2, runningTask());
                     co_await gatherTwo(std::move(twice));
                 }),
                 QStringLiteral("Task-1 waits for itself."));
    }

    void ofAWaitForSeveralThoseThatHaveNotEndedAreTold()
    {
        Event never("never");
        QCOMPARE(textOf([&]() -> Task<> {
                     Handles tasks;
                     tasks.push_back(createTask(yieldOnce(), {{}, "B"}));
                     tasks.push_back(createTask(waitForEvent(never), {{}, "A"}));
                     co_await gatherTwo(std::move(tasks));
                 }),
                 QStringLiteral("Task-1 waits for A. A waits for never."));
    }

    void aFutureIsNotCalledATask_data()
    {
        QTest::addColumn<trace::Reason>("reason");
        QTest::addColumn<int>("amount");
        QTest::addColumn<bool>("withTask");
        QTest::addColumn<QString>("text");
        using trace::Reason;
        QTest::newRow("shield") << Reason::Shield << 0 << false
                                << QStringLiteral("a future behind a shield");
        QTest::newRow("limit") << Reason::WaitFor << 0 << false
                               << QStringLiteral("a future, with a time limit");
        QTest::newRow("cancelled")
            << Reason::CancelAndWait << 0 << false << QStringLiteral("what it has cancelled");
        QTest::newRow("gather") << Reason::Gather << 2 << false << QStringLiteral("2 awaitables");
        QTest::newRow("one beside")
            << Reason::Wait << 2 << true << QStringLiteral("A and a future");
        QTest::newRow("two beside")
            << Reason::Wait << 3 << true << QStringLiteral("A and 2 others");
    }
    void aFutureIsNotCalledATask()
    {
        QFETCH(const trace::Reason, reason);
        QFETCH(const int, amount);
        QFETCH(const bool, withTask);
        QFETCH(const QString, text);
        support::WrittenRun run;
        const trace::TaskId main = run.task("main");
        const trace::TaskId a = run.task("A");
        run.step(a, run.wait(trace::Reason::Future));
        trace::Wait wait;
        wait.reason = reason;
        wait.amount = amount;
        if (withTask)
            wait.what = static_cast<std::uint32_t>(
                run.builder.add(trace::AwaitedTask{trace::AwaitedId::None, a}));
        const trace::WaitId waits = run.builder.add(wait);
        run.step(main, waits);
        const views::RunModel model = run.model();
        const views::Deadlock deadlock = views::deadlockOf(model, {{main, waits}});
        QCOMPARE(views::awaitedText(model, deadlock.waiters.front()), text);
    }

    void withoutACircleEachIsToldAndWhoHasEndedIsSaid()
    {
        Lock lock("l");
        Queue<int> queue("q");
        const auto take = [](Lock &l) -> Task<> { co_await l.acquire(); };
        const auto get = [](Queue<int> &q) -> Task<> { co_await q.get(); };
        QCOMPARE(
            textOf([&]() -> Task<> {
                const auto taker = createTask(take(lock), {{}, "Taker"});
                co_await taker;
                const auto getter = createTask(get(queue), {{}, "Getter"});
                co_await lock.acquire();
            }),
            QStringLiteral("Task-1 waits for l, which Taker held when it ended. Getter waits for "
                           "an item in q."));
    }

    void allWhoHoldASemaphoreAreTold()
    {
        Semaphore semaphore("s", 2);
        Semaphore none("none", 0);
        const auto hold = [](Semaphore &first, Semaphore &second) -> Task<> {
            co_await first.acquire();
            co_await second.acquire();
        };
        QCOMPARE(
            textOf([&]() -> Task<> {
                const auto a = createTask(hold(semaphore, none), {{}, "A"});
                const auto b = createTask(hold(semaphore, none), {{}, "B"});
                co_await engine::sleep(1);
                co_await semaphore.acquire();
            }),
            QStringLiteral("Task-1 waits for s, which A and B hold. A waits for none. B waits for "
                           "none."));
    }

    void whoHoldsASemaphoreTwiceIsToldOnce()
    {
        Semaphore semaphore("s", 2);
        Event never("never");
        const auto hold = [](Semaphore &both, Event &event) -> Task<> {
            co_await both.acquire();
            co_await both.acquire();
            co_await event.wait();
        };
        QCOMPARE(textOf([&]() -> Task<> {
                     const auto a = createTask(hold(semaphore, never), {{}, "A"});
                     co_await engine::sleep(1);
                     co_await semaphore.acquire();
                 }),
                 QStringLiteral("Task-1 waits for s, which A holds. A waits for never."));
    }

    void ofManyOnlyTheFirstAreTold()
    {
        Queue<int> queue("q");
        const auto get = [](Queue<int> &q) -> Task<> { co_await q.get(); };
        QCOMPARE(
            textOf([&]() -> Task<> {
                std::vector<TaskHandle<>> tasks;
                tasks.reserve(9);
                for (int i = 0; i < 9; ++i)
                    tasks.push_back(createTask(get(queue)));
                co_await engine::sleep(1);
                co_await tasks[0];
            }),
            QStringLiteral("Task-1 waits for Task-2. Task-2 waits for an item in q. Task-3 waits "
                           "for an item in q. Task-4 waits for an item in q. 6 more tasks "
                           "wait."));
    }

    void theTitleSaysWhen()
    {
        QCOMPARE(titleOf([]() -> Task<> {
                     Event never("never");
                     co_await engine::sleep(1.5);
                     co_await never.wait();
                 }),
                 QStringLiteral("Deadlock at 1.500 s"));
        // All of it happens at one instant.
        QCOMPARE(titleOf(philosophers(2)), QStringLiteral("Deadlock at step 5"));
    }

    void aCircleThatCtrlCHasBrokenIsTold()
    {
        support::Crosswise run;
        run.cancel(9, 0, trace::Waker::External);
        run.cancel(9, 1, trace::Waker::External);
        run.end(9, 0);
        run.end(9, 1);
        run.over(9, trace::Outcome::Stopped);
        QCOMPARE(
            circleText(run.trace()),
            QStringLiteral("A waits for lock 1, which B holds, and B waits for lock 0, which A "
                           "holds. So it was from 1.000 s until the run was stopped."));
        views::RunModel model(run.trace());
        model.advance();
        const std::vector<views::Finding> found = views::findings(model);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found[0].kind == views::Finding::Kind::StoppedCircle && found[0].isFault());
        const views::FindingText text = views::findingText(model, found[0]);
        QCOMPARE(text.sentence + u' ' + text.since,
                 QStringLiteral("Stopped while 2 tasks waited for each other in a circle since "
                                "1.000 s"));
        QCOMPARE(text.details.size(), std::size_t{2});
        QVERIFY(
            text.details[0].what.startsWith(QLatin1String("A waits for lock 1, which B holds")));
    }

    void ofSeveralCirclesThatAreBrokenEachIsTold()
    {
        const support::TwoCircles run;
        const views::RunModel model = run.model();
        const auto circle = views::stoppedCircle(model);
        QVERIFY(circle);
        QCOMPARE(views::stoppedCircleTitle(model, *circle),
                 QStringLiteral("Breaks off in 2 circles of waits"));
        QCOMPARE(views::stoppedCircleText(model, *circle),
                 QStringLiteral("A waits for B, and B waits for A. C waits for D, and D waits for "
                                "C. So it is from 0.000 s on."));
    }

    void aCircleInWhichARecordingBreaksOffIsTold()
    {
        const support::Crosswise run;
        QCOMPARE(
            circleText(run.trace()),
            QStringLiteral("A waits for lock 1, which B holds, and B waits for lock 0, which A "
                           "holds. So it is from 1.000 s on."));
    }

    void aCircleOfManyThatCtrlCHasBrokenIsTold()
    {
        constexpr std::size_t Tasks = 40;
        support::Crosswise run(Tasks);
        for (std::size_t i = 0; i < Tasks; ++i)
            run.cancel(50, i, trace::Waker::External);
        for (std::size_t i = 0; i < Tasks; ++i)
            run.end(50, i);
        run.over(50, trace::Outcome::Stopped);
        QCOMPARE(
            circleText(run.trace()),
            QStringLiteral("A waits for lock 1, which B holds, who waits for lock 2, and so on "
                           "in a circle of 40 tasks back to A. So it was from 39.000 s until "
                           "the run was stopped."));
    }

    void aCircleOutOfWhichAnotherHolderMayHelpIsNone()
    {
        QCOMPARE(circleText(lockAndPlaces(true)), QString());
        QCOMPARE(circleText(lockAndPlaces(false)),
                 QStringLiteral("A waits for lock, which B holds, and B waits for semaphore, which "
                                "A and C hold. So it is from 0.000 s on."));
    }

    void aCircleThatATimeLimitHasBrokenIsNone()
    {
        support::Crosswise run;
        run.cancel(5, 0, trace::Waker::Timer);
        run.end(5, 0);
        run.finish(5, 1);
        run.over(9, trace::Outcome::Stopped);
        QCOMPARE(circleText(run.trace()), QString());
    }

    void whatAFutureBesideTheTasksMayEndIsNoCircle()
    {
        const auto gathering = [](std::int64_t amount) {
            support::WrittenRun run;
            const trace::TaskId a = run.task("A");
            const trace::TaskId b = run.task("B");
            trace::Wait wait;
            wait.reason = trace::Reason::Gather;
            wait.what = static_cast<std::uint32_t>(
                run.builder.add(trace::AwaitedTask{trace::AwaitedId::None, b}));
            wait.amount = amount;
            run.step(a, run.builder.add(wait)).step(b, run.wait(trace::Reason::Task, a));
            return run.builder.trace();
        };
        QCOMPARE(circleText(gathering(1)),
                 QStringLiteral("A waits for B, and B waits for A. So it is from 0.000 s on."));
        QCOMPARE(circleText(gathering(2)), QString());
    }

    void aRunThatHasComeToItsEndHadNone()
    {
        support::Crosswise run;
        run.cancel(9, 0, trace::Waker::External);
        run.end(9, 0);
        run.finish(9, 1);
        run.over(9, trace::Outcome::Done);
        QCOMPARE(circleText(run.trace()), QString());
    }
};

QTEST_APPLESS_MAIN(tst_Deadlock)
#include "tst_deadlock.moc"
