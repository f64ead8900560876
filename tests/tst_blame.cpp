#include "engine/core/blocking.h"
#include "engine/sync/event.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/modelrun.h"
#include "views/analysis/blame.h"

#include <QTest>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

Task<> block(double seconds)
{
    engine::burn(seconds);
    co_return;
}

Task<> sleepFor(double seconds)
{
    co_await sleep(seconds);
}

// main 0, heartbeat 1, job 2, behind 3
Task<> blockedHeartbeat()
{
    const TaskHandle<> heartbeat = createTask(sleepFor(0.25), {"heartbeat", {}});
    const TaskHandle<> job = createTask(block(1), {"job", {}});
    const TaskHandle<> behind = createTask(sleepFor(5), {"behind", {}});
    co_await heartbeat;
    co_await behind;
}

Task<> setAndBlock(engine::Event &event)
{
    event.set();
    engine::burn(0.5);
    co_return;
}

Task<> wait(engine::Event &event)
{
    co_await event.wait();
}

Task<> wakenByWhoBlocks()
{
    engine::Event event("e");
    const TaskHandle<> waiting = createTask(wait(event), {"waiting", {}});
    const TaskHandle<> blocking = createTask(setAndBlock(event), {"blocking", {}});
    co_await waiting;
}

Task<> twoInARow()
{
    const TaskHandle<> late = createTask(sleepFor(0.1), {"late", {}});
    const TaskHandle<> first = createTask(block(0.4), {"first", {}});
    const TaskHandle<> second = createTask(block(0.6), {"second", {}});
    co_await late;
}

struct Ran : support::ModelRun
{
    using ModelRun::ModelRun;
    QStringList delays(const SegmentRef &step) const
    {
        QStringList texts;
        for (const Delay &delay : delaysBy(model, step))
            texts += QStringLiteral("%1 %2 since %3 ms: %4 ms")
                         .arg(model.label(delay.task),
                              delay.timer ? QStringLiteral("due") : QStringLiteral("ready"))
                         .arg(delay.since / 1ms)
                         .arg(delay.length / 1ms);
        return texts;
    }
};

Task<> setBetweenTwoBlocks(engine::Event &event)
{
    engine::burn(0.5);
    event.set();
    engine::burn(0.3);
    co_return;
}

Task<> wokenInTheMiddle()
{
    engine::Event event("e");
    const TaskHandle<> waiting = createTask(wait(event), {"waiting", {}});
    const TaskHandle<> blocking = createTask(setBetweenTwoBlocks(event), {"blocking", {}});
    co_await waiting;
}

Task<> createsWhileItBlocks()
{
    const TaskHandle<> a = createTask(sleepFor(1), {"a", {}});
    const TaskHandle<> b = createTask(sleepFor(1), {"b", {}});
    engine::burn(0.3);
    const TaskHandle<> c = createTask(sleepFor(1), {"c", {}});
    engine::burn(0.2);
    co_await a;
    co_await b;
    co_await c;
}

Task<> nothingBetweenTwoBlocks()
{
    const TaskHandle<> late = createTask(sleepFor(0.1), {"late", {}});
    const TaskHandle<> first = createTask(block(0.4), {"first", {}});
    const TaskHandle<> nothing = createTask(block(0), {"nothing", {}});
    const TaskHandle<> second = createTask(block(0.6), {"second", {}});
    co_await late;
}

} // namespace

class tst_Blame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStepThatBlocksDelaysWhoIsReadyAndWhoseTimerIsDue()
    {
        const Ran ran(blockedHeartbeat);
        QCOMPARE(ran.delays(ran.step(QStringLiteral("job"), 0)),
                 (QStringList{QStringLiteral("behind ready since 0 ms: 1000 ms"),
                              QStringLiteral("heartbeat due since 250 ms: 750 ms")}));
    }
    void whoIsWokenByTheStepIsDelayedFromThenOn()
    {
        const Ran ran(wakenByWhoBlocks);
        QCOMPARE(ran.delays(ran.step(QStringLiteral("blocking"), 0)),
                 QStringList{QStringLiteral("waiting ready since 0 ms: 500 ms")});
    }
    void aStepOfNoTimeDelaysNobody()
    {
        const Ran ran(blockedHeartbeat);
        QVERIFY(ran.delays(ran.step(QStringLiteral("heartbeat"), 0)).isEmpty());
    }
    void aTimerThatRangLateNamesEachStepThatHeldTheLoop()
    {
        const Ran ran(twoInARow);
        const auto late = lateness(ran.model, ran.step(QStringLiteral("late"), 1));
        QVERIFY(late.has_value());
        QVERIFY(late->timer);
        QCOMPARE(late->due, trace::Time(100ms));
        QCOMPARE(late->ran, trace::Time(1000ms));
        QCOMPARE(late->holds.size(), std::size_t(2));
        QCOMPARE(ran.model.label(late->holds[0].step.task), QStringLiteral("first"));
        QCOMPARE(late->holds[0].length, trace::Time(300ms));
        QCOMPARE(ran.model.label(late->holds[1].step.task), QStringLiteral("second"));
        QCOMPARE(late->holds[1].length, trace::Time(600ms));
    }
    void aTaskThatStoodInTheReadyQueueIsLateToo()
    {
        const Ran ran(twoInARow);
        const auto late = lateness(ran.model, ran.step(QStringLiteral("second"), 0));
        QVERIFY(late.has_value());
        QVERIFY(!late->timer);
        QCOMPARE(late->due, trace::Time(0ms));
        QCOMPARE(late->ran, trace::Time(400ms));
    }
    void whoRunsAtOnceIsNotLate()
    {
        const Ran ran(twoInARow);
        QVERIFY(!lateness(ran.model, ran.step(QStringLiteral("late"), 0)));
    }
    void theCostliestStepComesFirst()
    {
        const Ran ran(twoInARow);
        const auto all = culprits(ran.model);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(ran.model.label(all[0].step.task), QStringLiteral("first"));
        QCOMPARE(all[0].cost, trace::Time(300ms + 400ms));
        QCOMPARE(all[0].delayed, std::size_t(2));
        QCOMPARE(all[0].longest,
                 (std::vector<trace::TaskId>{ran.task(QStringLiteral("second")),
                                             ran.task(QStringLiteral("late"))}));
        QCOMPARE(ran.model.label(all[1].step.task), QStringLiteral("second"));
        QCOMPARE(all[1].cost, trace::Time(600ms));
        QCOMPARE(all[1].length, trace::Time(600ms));
    }
    void whoIsWokenInTheMiddleOfAStepIsDelayedFromThatMomentOn()
    {
        const Ran ran(wokenInTheMiddle);
        QCOMPARE(ran.delays(ran.step(QStringLiteral("blocking"), 0)),
                 QStringList{QStringLiteral("waiting ready since 500 ms: 300 ms")});
        const auto late = lateness(ran.model, ran.step(QStringLiteral("waiting"), 1));
        QVERIFY(late.has_value());
        QVERIFY(!late->timer);
        QCOMPARE(late->due, trace::Time(500ms));
        QCOMPARE(late->ran, trace::Time(800ms));
        QCOMPARE(late->holds.size(), std::size_t(1));
        QCOMPARE(late->holds[0].length, trace::Time(300ms));
    }
    void whoIsCreatedByTheStepIsDelayedFromThenOnAndEqualDelaysStandInTheOrderOfTheTasks()
    {
        const Ran ran(createsWhileItBlocks);
        QCOMPARE(ran.delays(ran.step(QStringLiteral("Task-1"), 0)),
                 (QStringList{QStringLiteral("a ready since 0 ms: 500 ms"),
                              QStringLiteral("b ready since 0 ms: 500 ms"),
                              QStringLiteral("c ready since 300 ms: 200 ms")}));
    }
    void aStepOfNoTimeHoldsNothing()
    {
        const Ran ran(nothingBetweenTwoBlocks);
        const auto late = lateness(ran.model, ran.step(QStringLiteral("late"), 1));
        QVERIFY(late.has_value());
        QCOMPARE(late->holds.size(), std::size_t(2));
        QCOMPARE(ran.model.label(late->holds[0].step.task), QStringLiteral("first"));
        QCOMPARE(ran.model.label(late->holds[1].step.task), QStringLiteral("second"));
    }
};

QTEST_APPLESS_MAIN(tst_Blame)

#include "tst_blame.moc"
