#include "engine/core/blocking.h"
#include "engine/core/error.h"
#include "engine/run/executor.h"
#include "engine/run/print.h"
#include "engine/run/run.h"
#include "engine/sync/condition.h"
#include "engine/sync/event.h"
#include "engine/sync/queue.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/sleep.h"
#include "engine/sync/waitfor.h"
#include "engine/trace/steps.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QHash>
#include <QTest>

using engine::createTask;
using engine::EventLoop;
using engine::Run;
using engine::Task;
using support::textLines;
using support::VirtualRun;
using trace::Outcome;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

constexpr double Year = 365.25 * 24 * 3600;

QString failureOf(const trace::Ending &ending)
{
    return QString::fromStdString(ending.failure.name + ": " + ending.failure.text);
}

Task<> stopTheLoop()
{
    EventLoop::current().stop();
    try {
        co_await sleep(9);
    } catch (const engine::CancelledError &) {
        engine::print("cancelled");
    }
}

Task<> stopTheLoopAtTheVeryEnd()
{
    EventLoop::current().stop();
    co_return;
}

/// \a cancelled: somebody tries to cancel it after that.
Task<> leaveAFailedFuture(bool cancelled)
{
    const engine::Future<> future;
    future.setException(std::make_exception_ptr(engine::ValueError("nobody asks")));
    if (cancelled && future.cancel())
        engine::print("cancelled");
    co_return;
}

Task<> failWithANullCharacter()
{
    co_await sleep(0);
    throw engine::ValueError(std::string("a\0b", 3));
}

Task<> sleepYearByYear()
{
    for (int year = 1;; ++year) {
        co_await sleep(Year);
        engine::print("{} years, {} s", year, engine::perfCounter());
    }
}

Task<> burnYearByYear()
{
    co_await sleep(Year);
    for (int year = 2;; ++year) {
        engine::burn(Year);
        engine::print("{} years", year);
    }
}

Task<> getFrom(engine::Queue<int> &queue)
{
    static_cast<void>(co_await queue.get());
}

/// Each task for another thing, some of them within others.
Task<> waitForEver()
{
    engine::Queue<int> queue("queue");
    engine::Queue<int> full("full", 1);
    full.putNowait(1);
    engine::Lock lock("lock");
    co_await lock.acquire();
    engine::Event event("event");
    engine::Semaphore semaphore("semaphore", 0);
    engine::Condition condition("condition");
    const engine::Future<> future;
    const auto getter = createTask([](auto &q) -> Task<> { co_await getFrom(q); }(queue));
    createTask([](auto &q) -> Task<> { co_await q.put(2); }(full));
    createTask([](auto &q) -> Task<> { co_await q.join(); }(full));
    createTask([](auto &l) -> Task<> { co_await l.acquire(); }(lock));
    createTask([](auto &e) -> Task<> { co_await e.wait(); }(event));
    createTask([](auto &s) -> Task<> { co_await s.acquire(); }(semaphore));
    createTask([](auto &c) -> Task<> {
        co_await c.acquire();
        co_await c.wait();
    }(condition));
    createTask([](auto f) -> Task<> { co_await f; }(future));
    co_await sleep(1);
    co_await getter;
}

/// What the lost tasks of a deadlock wait for, and where: "queue.get getFrom 42".
QStringList waitsOf(const trace::Ending &ending, const trace::Trace &trace)
{
    QStringList waits;
    for (const trace::LostTask &lost : ending.lost) {
        QString text = QString::fromStdString(trace::waitText(trace, lost.wait));
        for (auto chain = trace.wait(lost.wait).chain; chain != trace::ChainId::None;
             chain = trace.chain(chain).parent) {
            const trace::Site &site = trace.site(trace.chain(chain).site);
            text += QStringLiteral(" %1 %2")
                        .arg(QString::fromStdString(trace.text(site.function)))
                        .arg(site.line);
        }
        waits.append(text);
    }
    return waits;
}

Task<> burnUpToTheLatestTime()
{
    engine::Clock &clock = EventLoop::current().clock();
    clock.skipTo(engine::Clock::Latest - std::chrono::seconds(5));
    engine::burn(5);
    engine::print("still there");
    co_return;
}

/// Goes on whatever is thrown at it.
Task<> burnAndGoOn()
{
    engine::burn(Year);
    try {
        engine::burn(9 * Year);
    } catch (...) {
        engine::print("nobody reads this");
        createTask(sleepYearByYear());
    }
    co_await sleep(1);
    throw engine::ValueError("nor this");
}

Task<> burnOnAWorker(std::unique_ptr<engine::Executor> pool)
{
    pool = std::make_unique<engine::Executor>(1);
    const auto job = [] {
        for (int i = 0; i < 20; ++i)
            engine::burn(1e18);
    };
    const auto done = engine::runInExecutor(*pool, job);
    co_await done;
}

Task<> leaveAVeryLongSleep()
{
    const auto task = createTask([]() -> Task<> { co_await sleep(1e12); }());
    try {
        co_await engine::waitFor(task, 2.0);
    } catch (const engine::TimeoutError &) {
        engine::print("{} s", engine::perfCounter());
    }
}

Task<> failInACallback()
{
    EventLoop::current().callSoon([] { throw engine::ValueError("in a callback"); });
    co_await sleep(1);
    engine::print("goes on");
}

/// Prints \a name and \a number, from which it counts on turn by turn; stops the loop at \a last.
void printTurnByTurn(const char *name, int number, int last)
{
    engine::print("{} {}", name, number);
    if (number == last)
        EventLoop::current().stop();
    if (number < 50)
        EventLoop::current().callSoon([=] { printTurnByTurn(name, number + 1, last); });
}

constexpr int Never = 0;
constexpr int InMain = -1;

/// \a left: a task as well, which the end of the run cancels.
Task<> leaveTwoCallbacks(int last, bool left)
{
    EventLoop::current().callSoon([last] { printTurnByTurn("a", 1, last); });
    EventLoop::current().callSoon([] { printTurnByTurn("b", 1, 0); });
    if (last == InMain)
        EventLoop::current().stop();
    if (left)
        static_cast<void>(createTask([]() -> Task<> { co_await sleep(5); }()));
    co_return;
}

/// To the latest time that a record can say, in two steps that a number of seconds can say.
Task<> sleepToTheLatestTime()
{
    co_await sleep(288'230'376);
    co_await sleep(0.151'711'743);
    engine::print("there");
}

/// Fails outside of its tasks.
class Failing final : public engine::Program
{
public:
    enum class Where : std::uint8_t { Beginning, AfterRun, AfterError };

    explicit Failing(Where where)
        : m_where(where)
    {
    }
    Task<> main() override
    {
        if (m_where == Where::Beginning)
            throw engine::ValueError("main");
        return end(m_where == Where::AfterError);
    }
    void afterRun() override { throw engine::ValueError("after"); }
    bool afterError(const std::exception_ptr &error) override
    {
        static_cast<void>(error);
        throw engine::CancelledError();
    }

private:
    static Task<> end(bool fails)
    {
        if (fails)
            throw engine::ValueError("main");
        co_return;
    }

    Where m_where;
};

} // namespace

// What is there besides a main task's end to end a run.
class tst_RunEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLoopThatAProgramStopsHasNotRunItToItsEnd()
    {
        VirtualRun run(stopTheLoop);
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
        QCOMPARE(failureOf(run.ending()),
                 QStringLiteral("RuntimeError: Event loop stopped before Future completed."));
        QCOMPARE(run.lines(), textLines("cancelled"));
    }

    void theTextOfAnErrorIsKeptBeyondANullCharacter()
    {
        VirtualRun run(failWithANullCharacter);
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
        QCOMPARE(run.ending().failure.text, std::string("a\0b", 3));
    }

    void aLoopThatAProgramStopsWhereItEndsHas()
    {
        QCOMPARE(VirtualRun(stopTheLoopAtTheVeryEnd).toEnd().outcome(), Outcome::Done);
    }

    void aRunEndsWithTheLatestTimeThatARecordCanSay()
    {
        VirtualRun run(sleepYearByYear);
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
        QVERIFY(run.ending().outgrown);
        QCOMPARE(run.lines().size(), 9);
        QCOMPARE(run.lines().last(), QStringLiteral("9 years, 284018400 s"));
        trace::Time before{0};
        for (std::size_t i = 0; i < run.trace().records().size(); ++i) {
            const trace::Time time = run.trace().records()[i].time();
            QVERIFY(time >= before);
            before = time;
        }
    }

    void aRunMayComeToTheLatestTimeThatARecordCanSay()
    {
        VirtualRun run(sleepToTheLatestTime);
        QCOMPARE(run.toEnd().outcome(), Outcome::Done);
        QVERIFY(!run.ending().outgrown);
        QCOMPARE(run.lines(), textLines("there"));
        QCOMPARE(run.ending().time, engine::Clock::Latest);
    }

    void aBlockingCallThatGoesBeyondItEndsTheRunThere()
    {
        VirtualRun run(burnYearByYear);
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
        QVERIFY(run.ending().outgrown);
        QCOMPARE(run.lines().size(), 8);
        QCOMPARE(run.lines().last(), QStringLiteral("9 years"));
    }

    void aBlockingCallMayEndAtIt()
    {
        VirtualRun run(burnUpToTheLatestTime);
        QCOMPARE(run.toEnd().outcome(), Outcome::Done);
        QCOMPARE(run.lines(), textLines("still there"));
        QCOMPARE(run.ending().time, engine::Clock::Latest);
        const auto &records = run.trace().records();
        QCOMPARE(records[records.size() - 1].time(), engine::Clock::Latest);
    }

    void whatATaskDoesAboutThatIsNotRecorded()
    {
        VirtualRun run(burnAndGoOn);
        QVERIFY(run.toEnd().ending().outgrown);
        QVERIFY(run.lines().isEmpty());
        QCOMPARE(run.steps(), textLines(R"(
            0 0s Task-1 created burnAndGoOn
            1 0s Task-1 resumed
        )"));
        QVERIFY(run.ending().unnoticed.empty());
    }

    void aWorkersJobMayEndLaterButIsNotWaitedFor()
    {
        VirtualRun run([] { return burnOnAWorker(nullptr); });
        QVERIFY(run.toEnd().ending().outgrown);
        QCOMPARE(run.ending().time, trace::Time{0});
    }

    void aSleepThatNoRunLivesToSeeIsCancelledAsAnyOther()
    {
        VirtualRun run(leaveAVeryLongSleep);
        QCOMPARE(run.toEnd().outcome(), Outcome::Done);
        QCOMPARE(run.lines(), textLines("2 s"));
        QVERIFY(trace::stepsText(run.trace()).find("sleep 1000000000000000000000\n")
                != std::string::npos);
    }

    void aFailedFutureIsToldOfUnlessSomebodyHasTriedToCancelIt()
    {
        VirtualRun left([] { return leaveAFailedFuture(false); });
        QCOMPARE(left.toEnd().ending().unnoticed.size(), std::size_t{1});
        VirtualRun cancelled([] { return leaveAFailedFuture(true); });
        QVERIFY(cancelled.toEnd().ending().unnoticed.empty());
        QVERIFY(cancelled.lines().isEmpty());
    }

    // As CPython 3.11.2 does, with asyncio.run() and call_soon().
    void callbacksGoOnForTheTurnsInWhichARunEnds_data()
    {
        QTest::addColumn<int>("last");
        QTest::addColumn<bool>("left");
        QTest::addColumn<int>("turns");
        QTest::addColumn<Outcome>("outcome");
        const auto row = [](int last, bool left, int turns, Outcome outcome = Outcome::Done) {
            QTest::addRow("stopped in turn %d%s", last, left ? ", with a task left" : "")
                << last << left << turns << outcome;
        };
        row(InMain, false, 2);
        row(Never, false, 5);
        row(1, false, 5); // as it stops by itself
        row(2, false, 3);
        row(3, false, 5);
        row(4, false, 4);
        row(5, false, 5);
        row(InMain, true, 1, Outcome::Failed); // before what was left has ended
        row(Never, true, 8);
        row(1, true, 8);
        row(2, true, 2, Outcome::Failed);
        row(3, true, 5);
        row(4, true, 8);
        row(5, true, 6);
        row(6, true, 8);
        row(7, true, 7);
    }
    void callbacksGoOnForTheTurnsInWhichARunEnds()
    {
        QFETCH(const int, last);
        QFETCH(const bool, left);
        QFETCH(const int, turns);
        QFETCH(const Outcome, outcome);
        VirtualRun run([=] { return leaveTwoCallbacks(last, left); });
        QCOMPARE(run.toEnd().outcome(), outcome);
        QStringList lines;
        for (int turn = 1; turn <= turns; ++turn)
            lines += {QStringLiteral("a %1").arg(turn), QStringLiteral("b %1").arg(turn)};
        QCOMPARE(run.lines(), lines);
    }

    void anErrorInACallbackIsReportedAndTheRunGoesOn()
    {
        VirtualRun run(failInACallback);
        QCOMPARE(run.toEnd().lines(), textLines("goes on"));
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.ending().unnoticed.size(), std::size_t{1});
        QCOMPARE(run.ending().unnoticed[0].notice, trace::Notice::Callback);
        QVERIFY(run.ending().unnoticed[0].failure.text == "in a callback");
    }

    void aDeadlockKnowsItsWaitsWithoutARecording()
    {
        VirtualRun recorded(waitForEver);
        QCOMPARE(recorded.toEnd().outcome(), Outcome::Deadlocked);
        VirtualRun unrecorded([] {
            EventLoop::current().trace().setRecording(false);
            return waitForEver();
        });
        QCOMPARE(unrecorded.toEnd().outcome(), Outcome::Deadlocked);
        QVERIFY(unrecorded.trace().records().empty());

        const QStringList waits = waitsOf(recorded.ending(), recorded.trace());
        QCOMPARE(waits.size(), 9);
        QVERIFY2(waits[0].startsWith(QStringLiteral("task Task-2 ")), qPrintable(waits[0]));
        QVERIFY2(waits[1].startsWith(QStringLiteral("queue.get getFrom ")), qPrintable(waits[1]));
        QCOMPARE(waitsOf(unrecorded.ending(), unrecorded.trace()), waits);
    }

    // What a task was last recorded to wait for is what it waits for.
    void aDeadlocksWaitsAreTheRecordedOnes()
    {
        VirtualRun run(waitForEver);
        run.toEnd();
        QHash<quint32, quint32> last;
        for (std::size_t i = 0; i < run.trace().records().size(); ++i) {
            const trace::Record &record = run.trace().records()[i];
            if (record.kind() == trace::Kind::Suspended)
                last[record.subject] = record.argument;
        }
        for (const trace::LostTask &lost : run.ending().lost)
            QCOMPARE(static_cast<quint32>(lost.wait), last[static_cast<quint32>(lost.task)]);
    }

    void aProgramThatFailsAroundItsTasksFailsTheRun_data()
    {
        QTest::addColumn<int>("where");
        QTest::addColumn<QString>("failure");
        QTest::newRow("where it begins")
            << static_cast<int>(Failing::Where::Beginning) << QStringLiteral("ValueError: main");
        QTest::newRow("where it ends")
            << static_cast<int>(Failing::Where::AfterRun) << QStringLiteral("ValueError: after");
        QTest::newRow("where it handles an error")
            << static_cast<int>(Failing::Where::AfterError) << QStringLiteral("CancelledError: ");
    }
    void aProgramThatFailsAroundItsTasksFailsTheRun()
    {
        QFETCH(int, where);
        engine::VirtualClock clock;
        trace::Recorder trace;
        Run run(std::make_unique<Failing>(static_cast<Failing::Where>(where)), clock, trace);
        while (!run.ended())
            run.step();
        QCOMPARE(run.outcome(), Outcome::Failed);
        QVERIFY(run.ending().failure.ofRun);
        QTEST(failureOf(run.ending()), "failure");
    }
};

QTEST_APPLESS_MAIN(tst_RunEnds)
#include "tst_runends.moc"
