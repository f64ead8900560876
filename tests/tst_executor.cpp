#include "engine/core/blocking.h"
#include "engine/run/executor.h"
#include "engine/run/print.h"
#include "engine/run/virtualworkers.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "engine/trace/recorder.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QTest>

#include <optional>
#include <stdexcept>
#include <string>

using engine::createTask;
using engine::Executor;
using engine::Task;
using engine::TaskHandle;
using support::textLines;
using support::VirtualRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

/// Runs a job of \a seconds on \a executor and prints when it came back.
Task<> job(Executor &executor, std::string name, double seconds)
{
    const auto work = [seconds] { engine::burn(seconds); };
    co_await engine::runInExecutor(executor, work);
    engine::print("{} back at {}", name, engine::perfCounter());
}

Task<> threeJobs(int workers)
{
    Executor executor(workers);
    const TaskHandle<> a = createTask(job(executor, "a", 1));
    const TaskHandle<> b = createTask(job(executor, "b", 2));
    const TaskHandle<> c = createTask(job(executor, "c", 3));
    co_await a;
    co_await b;
    co_await c;
}

Task<> cancelledInLine()
{
    Executor executor(1);
    const TaskHandle<> running = createTask(job(executor, "running", 1));
    const TaskHandle<> dropped = createTask(job(executor, "dropped", 10));
    const TaskHandle<> kept = createTask(job(executor, "kept", 2));
    co_await sleep(0);
    dropped.cancel();
    co_await running;
    co_await kept;
}

Task<> cancelledWhileItRuns()
{
    Executor executor(1);
    const TaskHandle<> running = createTask(job(executor, "cancelled", 5));
    const TaskHandle<> next = createTask(job(executor, "next", 1));
    co_await sleep(1);
    running.cancel();
    co_await next;
}

Task<> throwingJob()
{
    Executor executor(1);
    const auto work = []() -> int {
        engine::burn(1);
        throw std::runtime_error("no luck");
    };
    try {
        co_await engine::runInExecutor(executor, work);
    } catch (const std::runtime_error &error) {
        engine::print("{} at {}", error.what(), engine::perfCounter());
    }
}

Task<> goesBeforeItsJob()
{
    std::optional<Executor> executor(1);
    const TaskHandle<> running = createTask(job(*executor, "running", 5));
    const TaskHandle<> waiting = createTask(job(*executor, "waiting", 5));
    co_await sleep(1);
    running.cancel();
    waiting.cancel();
    co_await sleep(0);
    executor.reset();
    co_await sleep(20);
    engine::print("over at {}", engine::perfCounter());
}

QStringList linesOf(support::Main main)
{
    VirtualRun run(std::move(main));
    run.toEnd();
    return run.lines();
}

} // namespace

class tst_Executor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsRunBesideEachOtherOnAsManyWorkers()
    {
        QCOMPARE(linesOf([] { return threeJobs(3); }), textLines(R"(
            a back at 1
            b back at 2
            c back at 3
        )"));
    }
    void oneWorkerTakesJobsInTheOrderOfTheirSubmission()
    {
        QCOMPARE(linesOf([] { return threeJobs(1); }), textLines(R"(
            a back at 1
            b back at 3
            c back at 6
        )"));
    }
    void theFirstIdleWorkerTakesTheNextJob()
    {
        QCOMPARE(linesOf([] { return threeJobs(2); }), textLines(R"(
            a back at 1
            b back at 2
            c back at 4
        )"));
    }
    void aJobThatIsCancelledInLineTakesNoOtherWithIt()
    {
        QCOMPARE(linesOf(cancelledInLine), textLines(R"(
            running back at 1
            kept back at 3
        )"));
    }
    void aJobThatRunsKeepsItsWorkerThoughNobodyWaitsForIt()
    {
        QCOMPARE(linesOf(cancelledWhileItRuns), textLines("next back at 6"));
    }
    void whatAJobThrowsComesBack() { QCOMPARE(linesOf(throwingJob), textLines("no luck at 1")); }
    void anExecutorMayGoBeforeItsJobIsOver()
    {
        QCOMPARE(linesOf(goesBeforeItsJob), textLines("over at 21"));
    }
    void aDroppedJobIsNotRunAndNotReported()
    {
        engine::VirtualClock clock;
        trace::Recorder trace;
        engine::EventLoop loop(clock, trace);
        const engine::EventLoop::Scope scope(loop);
        engine::VirtualWorkers workers(loop, clock, 1);
        QStringList calls;
        const auto note = [&calls](const char *what) {
            return [&calls, what] { calls += QLatin1String(what); };
        };
        workers.submit(note("first runs"), note("first is done"));
        const auto dropped = workers.submit(note("dropped runs"), note("dropped is done"));
        workers.submit(note("last runs"), note("last is done"));
        QCOMPARE(calls, QStringList{QStringLiteral("first runs")});
        workers.drop(dropped);
        while (loop.runOne()) {}
        QCOMPARE(calls,
                 (QStringList{QStringLiteral("first runs"), QStringLiteral("last runs"),
                              QStringLiteral("first is done"), QStringLiteral("last is done")}));
    }
    void workersThatHaveGoneReportNothing()
    {
        engine::VirtualClock clock;
        trace::Recorder trace;
        engine::EventLoop loop(clock, trace);
        const engine::EventLoop::Scope scope(loop);
        bool reported = false;
        {
            engine::VirtualWorkers workers(loop, clock, 1);
            workers.submit([] {}, [&reported] { reported = true; });
        }
        while (loop.runOne()) {}
        QVERIFY(!reported);
    }
};

QTEST_APPLESS_MAIN(tst_Executor)

#include "tst_executor.moc"
