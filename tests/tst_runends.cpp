#include "engine/core/blocking.h"
#include "engine/core/error.h"
#include "engine/run/executor.h"
#include "engine/run/print.h"
#include "engine/run/run.h"
#include "engine/sync/sleep.h"
#include "engine/sync/waitfor.h"
#include "engine/trace/steps.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

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

    void aBlockingCallThatGoesBeyondItEndsTheRunThere()
    {
        VirtualRun run(burnYearByYear);
        QCOMPARE(run.toEnd().outcome(), Outcome::Failed);
        QVERIFY(run.ending().outgrown);
        QCOMPARE(run.lines().size(), 8);
        QCOMPARE(run.lines().last(), QStringLiteral("9 years"));
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

    void anErrorInACallbackIsReportedAndTheRunGoesOn()
    {
        VirtualRun run(failInACallback);
        QCOMPARE(run.toEnd().lines(), textLines("goes on"));
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.ending().unnoticed.size(), std::size_t{1});
        QCOMPARE(run.ending().unnoticed[0].notice, trace::Notice::Callback);
        QVERIFY(run.ending().unnoticed[0].failure.text == "in a callback");
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
