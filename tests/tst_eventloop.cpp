#include "engine/core/blocking.h"
#include "engine/core/eventloop.h"
#include "engine/run/print.h"
#include "engine/sync/sleep.h"
#include "engine/sync/yield.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QTest>

#include <functional>
#include <memory>
#include <optional>

using namespace std::chrono_literals;
using engine::createTask;
using engine::EventLoop;
using engine::Task;
using engine::TaskHandle;
using engine::Time;
using support::textLines;
using support::VirtualRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

/// Writes its name when the loop runs it, and does \a then.
class Entry final : public engine::Timer
{
public:
    Entry(QStringList &log, QString name, std::function<void()> then = {})
        : m_log(log)
        , m_name(std::move(name))
        , m_then(std::move(then))
    {
    }
    void run() override
    {
        m_log.append(m_name);
        if (m_then)
            m_then();
    }
    void discard() override { m_log.append(QStringLiteral("discarded ") + m_name); }

private:
    QStringList &m_log;
    QString m_name;
    std::function<void()> m_then;
};

struct Loop
{
    engine::VirtualClock clock;
    trace::Recorder trace;
    std::optional<EventLoop> loop;

    Loop() { loop.emplace(clock, trace); }
    EventLoop *operator->() { return &*loop; }
    /// Runs what is ready or due, and writes a line after each turn.
    void runAll(QStringList &log)
    {
        while (loop->runOne()) {
            if (loop->turnIsOver())
                log.append(QStringLiteral("turn over"));
        }
    }
};

using Main = Task<> (*)();

Task<> sleepZero()
{
    co_await sleep(0);
}

Task<> yieldOnce()
{
    co_await engine::yield();
}

Task<> sleepNegative()
{
    co_await sleep(-1);
}

Task<> sleepOne()
{
    co_await sleep(1);
}

Task<> sleepAll(std::string name, std::vector<double> delays)
{
    for (const double delay : delays)
        co_await sleep(delay);
    engine::print("{}", name);
}

TaskHandle<> startSleeping(std::string name, std::vector<double> delays)
{
    return createTask(sleepAll(std::move(name), std::move(delays)));
}

Task<> equalDeadlines()
{
    const TaskHandle<> a = startSleeping("2", {2});
    const TaskHandle<> b = startSleeping("1+1", {1, 1});
    const TaskHandle<> c = startSleeping("0.5+1.5", {0.5, 1.5});
    co_await a;
    co_await b;
    co_await c;
}

Task<> pastDueAfterBurn()
{
    const TaskHandle<> a = startSleeping("a", {2});
    const TaskHandle<> b = startSleeping("b", {1});
    co_await sleep(0);
    engine::burn(5);
    const TaskHandle<> c = startSleeping("c", {0});
    co_await a;
    co_await b;
    co_await c;
}

} // namespace

class tst_EventLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTurnRunsExactlyWhatWasReadyWhenItBegan()
    {
        QStringList log;
        Loop loop;
        Entry late(log, QStringLiteral("late"));
        Entry first(log, QStringLiteral("first"), [&] { loop->callSoon(late); });
        Entry second(log, QStringLiteral("second"));
        loop->callSoon(first);
        loop->callSoon(second);
        loop.runAll(log);
        QCOMPARE(log, textLines("first\n second\n turn over\n late\n turn over"));
    }

    void withNothingReadyNothingRuns()
    {
        Loop loop;
        QVERIFY(!loop->hasReady());
        QVERIFY(!loop->runOne());
        QCOMPARE(loop->nextDeadline(), std::nullopt);
    }

    void aTimerThatIsNotDueDoesNotRun()
    {
        QStringList log;
        Loop loop;
        Entry timer(log, QStringLiteral("timer"));
        loop->callAt(timer, 1s);
        QCOMPARE(loop->nextDeadline(), Time(1s));
        QVERIFY(!loop->runOne());
        loop.clock.skipTo(1s);
        loop.runAll(log);
        QCOMPARE(log, textLines("timer\n turn over"));
        QCOMPARE(loop->nextDeadline(), std::nullopt);
    }

    void dueTimersQueueBehindWhatIsReadyInTheOrderOfTheirDeadlines()
    {
        QStringList log;
        Loop loop;
        Entry ready(log, QStringLiteral("ready"));
        Entry second(log, QStringLiteral("at 2"));
        Entry firstOfTwo(log, QStringLiteral("first at 1"));
        Entry secondOfTwo(log, QStringLiteral("second at 1"));
        loop->callAt(second, 2s);
        loop->callAt(firstOfTwo, 1s);
        loop->callAt(secondOfTwo, 1s);
        loop->callSoon(ready);
        loop.clock.burn(5s);
        loop.runAll(log);
        QCOMPARE(log, textLines("ready\n first at 1\n second at 1\n at 2\n turn over"));
    }

    void aTimerThatFallsDueInABurnWaitsForTheNextTurn()
    {
        QStringList log;
        Loop loop;
        Entry timer(log, QStringLiteral("timer"));
        Entry appended(log, QStringLiteral("appended"));
        Entry burning(log, QStringLiteral("burning"), [&] {
            loop->callAt(timer, 1s);
            loop.clock.burn(2s);
            loop->callSoon(appended);
        });
        Entry other(log, QStringLiteral("other"));
        loop->callSoon(burning);
        loop->callSoon(other);
        loop.runAll(log);
        QCOMPARE(log, textLines("burning\n other\n turn over\n appended\n timer\n turn over"));
    }

    void aWithdrawnEntryDoesNotRun()
    {
        QStringList log;
        Loop loop;
        Entry first(log, QStringLiteral("first"));
        Entry second(log, QStringLiteral("second"));
        loop->callSoon(first);
        loop->callSoon(second);
        loop->withdraw(first);
        loop.runAll(log);
        QCOMPARE(log, textLines("second\n turn over"));
    }

    void anEntryThatIsDestroyedLeavesTheQueue()
    {
        QStringList log;
        Loop loop;
        Entry second(log, QStringLiteral("second"));
        {
            const EventLoop::Scope scope(*loop.loop);
            Entry first(log, QStringLiteral("first"));
            loop->callSoon(first);
        }
        loop->callSoon(second);
        loop.runAll(log);
        QCOMPARE(log, textLines("second\n turn over"));
    }

    void aCancelledTimerDoesNotRunWhetherItIsDueOrNot()
    {
        QStringList log;
        Loop loop;
        Entry due(log, QStringLiteral("due"));
        Entry pending(log, QStringLiteral("pending"));
        Entry first(log, QStringLiteral("first"), [&] {
            loop->cancel(due);
            loop->cancel(pending);
            loop->cancel(pending);
        });
        loop->callAt(first, 1s);
        loop->callAt(due, 1s);
        loop->callAt(pending, 9s);
        loop.clock.skipTo(1s);
        loop.runAll(log);
        loop.clock.skipTo(9s);
        loop.runAll(log);
        QCOMPARE(log, textLines("first\n turn over"));
    }

    void aLoopThatEndsDiscardsWhatIsReadyAndForgetsTimers()
    {
        QStringList log;
        Loop loop;
        Entry ready(log, QStringLiteral("ready"));
        Entry timer(log, QStringLiteral("timer"));
        loop->callSoon(ready);
        loop->callAt(timer, 1s);
        loop.loop.reset();
        QCOMPARE(log, textLines("discarded ready"));
        QVERIFY(!timer.isPending());
    }

    void theCurrentLoopIsTheInnermostScopes()
    {
        Loop outer;
        Loop inner;
        const EventLoop::Scope outerScope(*outer.loop);
        {
            const EventLoop::Scope innerScope(*inner.loop);
            QCOMPARE(&EventLoop::current(), &*inner.loop);
        }
        QCOMPARE(&EventLoop::current(), &*outer.loop);
    }

    void theLoopIsCurrentWhileItRunsAnEntry()
    {
        QStringList log;
        Loop loop;
        const EventLoop *seen = nullptr;
        Entry entry(log, {}, [&] { seen = &EventLoop::current(); });
        loop->callSoon(entry);
        loop->runOne();
        QCOMPARE(seen, &*loop.loop);
    }

    void aCallFromOutsideIsMadeInTheNextTurn()
    {
        QStringList log;
        Loop loop;
        Entry second(log, QStringLiteral("second"));
        Entry first(log, QStringLiteral("first"),
                    [&] { loop->inbox()->put([&] { log.append(QStringLiteral("call")); }); });
        for (const int due : {0, 5}) {
            Entry timer(log, QStringLiteral("timer"));
            loop->callAt(timer, Time(due));
            loop->callSoon(first);
            loop->callSoon(second);
            loop.runAll(log);
            loop->cancel(timer);
        }
        QCOMPARE(log, textLines(R"(
            first
            second
            timer
            turn over
            call
            turn over
            first
            second
            turn over
            call
            turn over
        )"));
    }

    void aCallFromOutsideAfterTheEndIsDropped()
    {
        Loop loop;
        const std::shared_ptr<engine::Inbox> inbox = loop->inbox();
        loop.loop.reset();
        auto held = std::make_shared<int>(1);
        const std::weak_ptr<int> watched = held;
        inbox->put([held] { static_cast<void>(held); });
        held.reset();
        QVERIFY(watched.expired());
        QVERIFY(!inbox->hasCalls());
    }

    void aLoopThatIsToStopEndsItsTurnAndGoesOnWhenTold()
    {
        QStringList log;
        Loop loop;
        Entry late(log, QStringLiteral("late"));
        Entry second(log, QStringLiteral("second"));
        Entry first(log, QStringLiteral("first"), [&] {
            loop->stop();
            loop->callSoon(late);
        });
        loop->callSoon(first);
        loop->callSoon(second);
        loop->runOne();
        QVERIFY(!loop->hasStopped());
        loop.runAll(log);
        QCOMPARE(log, textLines("first\n second\n turn over"));
        QVERIFY(loop->hasStopped());
        QVERIFY(loop->hasReady());
        loop->goOn();
        loop.runAll(log);
        QCOMPARE(log.last(2), textLines("late\n turn over"));
    }

    void aSleepOfNothingLetsTheOthersRunOnce_data()
    {
        QTest::addColumn<Main>("main");
        QTest::newRow("sleepZero") << &sleepZero;
        QTest::newRow("sleepNegative") << &sleepNegative;
        QTest::newRow("yieldOnce") << &yieldOnce;
    }
    void aSleepOfNothingLetsTheOthersRunOnce()
    {
        QFETCH(Main, main);
        VirtualRun run(main);
        QStringList expected = textLines(R"(
            0 0s Task-1 created
            1 0s Task-1 resumed
            1 0s Task-1 suspended yield
            2 0s Task-1 resumed
            2 0s Task-1 finished
        )");
        expected.first() += QLatin1Char(' ') + QLatin1String(QTest::currentDataTag());
        QCOMPARE(run.toEnd().steps(), expected);
    }

    void aSleeperRunsOneTurnAfterItsTimer()
    {
        VirtualRun run(sleepOne);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created sleepOne
            1 0s Task-1 resumed
            1 0s Task-1 suspended sleep 1000000000
            3 1s Task-1 resumed
            3 1s Task-1 finished
        )"));
    }

    void equalDeadlinesWakeInTheOrderOfScheduling()
    {
        VirtualRun run(equalDeadlines);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created equalDeadlines
            1 0s Task-1 resumed
            1 0s Task-2 created sleepAll
            1 0s Task-3 created sleepAll
            1 0s Task-4 created sleepAll
            1 0s Task-1 suspended task Task-2
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 2000000000
            2 0s Task-3 resumed
            2 0s Task-3 suspended sleep 1000000000
            2 0s Task-4 resumed
            2 0s Task-4 suspended sleep 500000000
            4 0.5s Task-4 resumed
            4 0.5s Task-4 suspended sleep 1500000000
            6 1s Task-3 resumed
            6 1s Task-3 suspended sleep 1000000000
            8 2s Task-2 resumed
            8 2s Task-2 finished
            8 2s Task-4 resumed
            8 2s Task-4 finished
            8 2s Task-3 resumed
            8 2s Task-3 finished
            9 2s Task-1 resumed
            9 2s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("2\n 0.5+1.5\n 1+1"));
    }

    void sleepsThatAreOverdueAfterABurnEndInTheOrderOfTheirDeadlines()
    {
        VirtualRun run(pastDueAfterBurn);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created pastDueAfterBurn
            1 0s Task-1 resumed
            1 0s Task-2 created sleepAll
            1 0s Task-3 created sleepAll
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 2000000000
            2 0s Task-3 resumed
            2 0s Task-3 suspended sleep 1000000000
            2 0s Task-1 resumed
            2 5s Task-4 created sleepAll
            2 5s Task-1 suspended task Task-2
            3 5s Task-4 resumed
            3 5s Task-4 suspended yield
            4 5s Task-4 resumed
            4 5s Task-4 finished
            4 5s Task-3 resumed
            4 5s Task-3 finished
            4 5s Task-2 resumed
            4 5s Task-2 finished
            5 5s Task-1 resumed
            5 5s Task-1 finished
        )"));
    }
};

QTEST_APPLESS_MAIN(tst_EventLoop)
#include "tst_eventloop.moc"
