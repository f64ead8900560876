#include "engine/core/blocking.h"
#include "engine/run/print.h"
#include "engine/run/run.h"
#include "engine/sync/gather.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/future.h"
#include "engine/trace/steps.h"
#include "engine/workloads/registry.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QTest>

#include <chrono>
#include <random>

using engine::createTask;
using engine::Run;
using engine::Task;
using engine::TaskHandle;
using support::textLines;
using support::VirtualRun;
using trace::Outcome;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

using Queue = engine::Queue<int>;

Task<> endAtOnce()
{
    co_return;
}

Task<> sleeper(double seconds)
{
    co_await sleep(seconds);
}

Task<> leaveTasks()
{
    createTask(sleeper(9));
    createTask(sleeper(9));
    co_await sleep(1);
    createTask(sleeper(9));
}

Task<> refuse()
{
    try {
        co_await sleep(9);
    } catch (const engine::CancelledError &) {
        engine::print("I will not");
    }
    co_await sleep(2);
    engine::print("refused");
}

Task<> leaveRefusing()
{
    createTask(refuse());
    co_await sleep(1);
    engine::print("main ends");
}

Task<> cancelAndLeave()
{
    const TaskHandle<> task = createTask(sleeper(9));
    co_await sleep(1);
    task.cancel();
}

Task<> waitForEver(Queue &queue)
{
    co_await queue.get();
}

Task<> deadlock(Queue &queue)
{
    const TaskHandle<> a = createTask(waitForEver(queue));
    co_await sleep(1);
    co_await a;
}

Task<> failMain()
{
    createTask(sleeper(9));
    co_await sleep(1);
    throw engine::ValueError("broken");
}

Task<> failWithoutAName()
{
    co_await sleep(1);
    throw std::runtime_error("");
}

Task<> cancelMain()
{
    engine::EventLoop::current().currentTask()->cancel();
    co_await sleep(1);
}

Task<> failUnnoticed()
{
    createTask(failMain());
    co_await sleep(2);
}

/// Does to the loop in its destructor whatever a program's clean-up might.
class LastWords
{
public:
    LastWords(Queue &queue, TaskHandle<> other)
        : m_queue(queue)
        , m_other(std::move(other))
    {
    }
    LastWords(const LastWords &) = delete;
    LastWords &operator=(const LastWords &) = delete;
    ~LastWords()
    {
        engine::print("last words");
        m_queue.putNowait(1);
        m_queue.taskDone();
        m_other.cancel();
        createTask(sleeper(1));
    }

private:
    Queue &m_queue;
    TaskHandle<> m_other;
};

Task<> speakLast(Queue &queue, TaskHandle<> other)
{
    const LastWords words(queue, std::move(other));
    co_await sleep(5);
}

Task<> joinQueue(Queue &queue)
{
    co_await queue.join();
}

Task<> cleanUpInDestructors(Queue &queue)
{
    queue.putNowait(0);
    const TaskHandle<> getter = createTask(waitForEver(queue));
    createTask(speakLast(queue, getter));
    createTask(joinQueue(queue));
    createTask(waitForEver(queue));
    createTask(speakLast(queue, createTask(sleeper(7))));
    co_await sleep(9);
}

/// \a answer comes from another thread, or the like.
Task<> waitForOutside(engine::Future<> answer)
{
    engine::EventLoop::current().externalBegins();
    co_await answer;
    engine::EventLoop::current().externalEnds();
}

/// One task is done, one waits and one is ready when it first sleeps.
Task<> keepHandles(std::vector<TaskHandle<>> &tasks)
{
    tasks.push_back(createTask(sleeper(0)));
    tasks.push_back(createTask(sleeper(7)));
    co_await sleep(0);
    co_await sleep(0);
    tasks.push_back(createTask(sleeper(7)));
    co_await sleep(9);
}

/// Asks for another task's cancellation when it goes.
class CancelsAtTheEnd
{
public:
    CancelsAtTheEnd(TaskHandle<> other, bool &accepted)
        : m_other(std::move(other))
        , m_accepted(accepted)
    {
    }
    CancelsAtTheEnd(const CancelsAtTheEnd &) = delete;
    CancelsAtTheEnd &operator=(const CancelsAtTheEnd &) = delete;
    ~CancelsAtTheEnd() { m_accepted = m_other.cancel(); }

private:
    TaskHandle<> m_other;
    bool &m_accepted;
};

Task<> cancelAtTheEnd(bool &accepted)
{
    const CancelsAtTheEnd cancels(createTask(sleeper(9)), accepted);
    co_await sleep(5);
}

class Summing final : public engine::Program
{
public:
    explicit Summing(bool fail)
        : m_fail(fail)
    {
    }
    Task<> main() override
    {
        co_await sleep(2);
        if (m_fail)
            throw engine::ValueError("no sum");
    }
    void afterRun() override { engine::print("after {} s", engine::perfCounter()); }

private:
    bool m_fail;
};

std::size_t countOf(const trace::Trace &trace, trace::Kind kind)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < trace.records().size(); ++i)
        count += trace.records()[i].kind() == kind ? 1 : 0;
    return count;
}

/// The tasks that wait for ever, one a line: "TASK WAIT".
QStringList lostTasks(const VirtualRun &run)
{
    QStringList lines;
    for (const trace::LostTask &lost : run.ending().lost)
        lines.append(QString::fromStdString(run.trace().taskName(lost.task) + ' '
                                            + trace::waitText(run.trace(), lost.wait)));
    return lines;
}

const trace::Record &lastRecord(const trace::Trace &trace)
{
    return trace.records()[trace.records().size() - 1];
}

} // namespace

// Every expected text of steps is what CPython 3.11 does with the same program, turn for turn.
class tst_Run : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMainThatReturnsAtOnceIsDone()
    {
        VirtualRun run(endAtOnce);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created endAtOnce
            1 0s Task-1 resumed
            1 0s Task-1 finished
        )"));
        QCOMPARE(run.outcome(), Outcome::Done);
        QVERIFY(run.ending() == trace::Ending{});
        QCOMPARE(lastRecord(run.trace()).kind(), trace::Kind::Ended);
        QCOMPARE(lastRecord(run.trace()).outcome(), Outcome::Done);
    }

    void tasksThatMainLeavesAreCancelledInTheOrderOfCreation()
    {
        VirtualRun run(leaveTasks);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created leaveTasks
            1 0s Task-1 resumed
            1 0s Task-2 created sleeper
            1 0s Task-3 created sleeper
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 9000000000
            2 0s Task-3 resumed
            2 0s Task-3 suspended sleep 9000000000
            4 1s Task-1 resumed
            4 1s Task-4 created sleeper
            4 1s Task-1 finished
            5 1s Task-4 resumed
            5 1s Task-4 suspended sleep 9000000000
            6 1s Task-2 resumed CancelledError
            6 1s Task-2 cancelled
            6 1s Task-3 resumed CancelledError
            6 1s Task-3 cancelled
            6 1s Task-4 resumed CancelledError
            6 1s Task-4 cancelled
        )"));
        QCOMPARE(run.outcome(), Outcome::Done);
    }

    void aTaskThatRefusesIsWaitedFor()
    {
        VirtualRun run(leaveRefusing);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created leaveRefusing
            1 0s Task-1 resumed
            1 0s Task-2 created refuse
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 9000000000
            4 1s Task-1 resumed
            4 1s Task-1 finished
            6 1s Task-2 resumed CancelledError
            6 1s Task-2 suspended sleep 2000000000
            8 3s Task-2 resumed
            8 3s Task-2 finished
        )"));
        QCOMPARE(run.lines(), textLines("main ends\n I will not\n refused"));
    }

    void aTaskThatMainCancelsLastStillRuns()
    {
        VirtualRun run(cancelAndLeave);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created cancelAndLeave
            1 0s Task-1 resumed
            1 0s Task-2 created sleeper
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 9000000000
            4 1s Task-1 resumed
            4 1s Task-1 finished
            5 1s Task-2 resumed CancelledError
            5 1s Task-2 cancelled
        )"));
    }

    void aDeadlockNamesTheTasksThatWaitForEver()
    {
        Queue queue("q");
        VirtualRun run([&] { return deadlock(queue); });
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created deadlock
            1 0s Task-1 resumed
            1 0s Task-2 created waitForEver
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended queue.get
            4 1s Task-1 resumed
            4 1s Task-1 suspended task Task-2
        )"));
        QCOMPARE(run.outcome(), Outcome::Deadlocked);
        QCOMPARE(run.ending().time, trace::Time(std::chrono::seconds(1)));
        QCOMPARE(lostTasks(run), textLines("Task-1 task Task-2\n Task-2 queue.get"));
        QCOMPARE(countOf(run.trace(), trace::Kind::Lost), std::size_t{2});
    }

    void aFailingMainIsTheOutcome()
    {
        VirtualRun run(failMain);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created failMain
            1 0s Task-1 resumed
            1 0s Task-2 created sleeper
            1 0s Task-1 suspended sleep 1000000000
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 9000000000
            4 1s Task-1 resumed
            4 1s Task-1 failed ValueError
            6 1s Task-2 resumed CancelledError
            6 1s Task-2 cancelled
        )"));
        QCOMPARE(run.outcome(), Outcome::Failed);
        QVERIFY(run.ending().failure == (trace::Failure{"ValueError", "broken"}));
    }

    void anErrorWithoutAPythonNameIsCalledByItsType()
    {
        VirtualRun run(failWithoutAName);
        run.toEnd();
        QVERIFY(run.ending().failure == (trace::Failure{"std::runtime_error", {}}));
    }

    void aCancelledMainIsAFailure()
    {
        VirtualRun run(cancelMain);
        run.toEnd();
        QCOMPARE(run.outcome(), Outcome::Failed);
        QCOMPARE(run.ending().failure.name, std::string(trace::Ending::Cancelled));
    }

    void aTaskThatFailsUnnoticedIsNoFailureOfTheRun()
    {
        VirtualRun run(failUnnoticed);
        run.toEnd();
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(countOf(run.trace(), trace::Kind::Failed), std::size_t{1});
        QCOMPARE(run.ending().unnoticed.size(), std::size_t{1});
        const trace::UnnoticedFailure unnoticed{trace::TaskId{1}, {"ValueError", "broken"}};
        QVERIFY(run.ending().unnoticed[0] == unnoticed);
        QCOMPARE(countOf(run.trace(), trace::Kind::Unretrieved), std::size_t{1});
    }

    void aFutureThatFailsUnnoticedIsOneToo()
    {
        VirtualRun run([]() -> Task<> {
            const auto error = std::make_exception_ptr(engine::ValueError("set"));
            engine::Future<>().setException(error);
            const engine::Future<> awaited;
            awaited.setException(error);
            try {
                co_await awaited;
            } catch (const engine::ValueError &) {
            }
            const engine::Future<> child;
            const std::vector<engine::FutureRef<engine::FutureBase>> children{
                engine::FutureRef<engine::FutureBase>(&child.state())};
            engine::FutureRef<engine::GatherFuture>(
                new engine::GatherFuture(children, engine::GatherFuture::Exceptions::Raise));
            child.setException(error);
            co_await engine::sleep(1);
        });
        run.toEnd();
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.ending().unnoticed.size(), std::size_t{2});
        const trace::Failure failure{"ValueError", "set"};
        QVERIFY(run.ending().unnoticed[0] == (trace::UnnoticedFailure{.failure = failure}));
        QVERIFY(run.ending().unnoticed[1]
                == (trace::UnnoticedFailure{.failure = failure, .future = trace::Reason::Gather}));
        QCOMPARE(countOf(run.trace(), trace::Kind::Unretrieved), std::size_t{0}); // of a task
    }

    void theProgramSumsUpAfterARunThatIsDone_data()
    {
        QTest::addColumn<bool>("fail");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("done") << false << textLines("after 2 s");
        QTest::newRow("failed") << true << QStringList();
    }
    void theProgramSumsUpAfterARunThatIsDone()
    {
        QFETCH(bool, fail);
        engine::VirtualClock clock;
        trace::Recorder trace;
        Run run(std::make_unique<Summing>(fail), clock, trace);
        while (run.step() != Run::Status::Ended) {}
        QStringList lines;
        for (std::size_t i = 0; i < trace.lines().size(); ++i)
            lines.append(QString::fromStdString(trace.lines()[i].text));
        QTEST(lines, "lines");
    }

    void aRunThatHasEndedStaysEnded()
    {
        VirtualRun run(endAtOnce);
        run.toEnd();
        const std::size_t records = run.trace().records().size();
        QVERIFY(!run.step());
        run.run().stop();
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.trace().records().size(), records);
    }

    void aRunCanBeStoppedInTheMiddle()
    {
        VirtualRun run(leaveTasks);
        for (int i = 0; i < 3; ++i)
            run.step();
        run.run().stop();
        QVERIFY(run.run().ended());
        QVERIFY(!run.step());
        QCOMPARE(run.outcome(), Outcome::Stopped);
        QCOMPARE(lastRecord(run.trace()).outcome(), Outcome::Stopped);
    }

    void virtualTimePassesAsOnTheWallWhileTheRunWaitsForSomethingOutside()
    {
        using std::chrono::steady_clock;
        constexpr std::chrono::milliseconds least(2);
        const engine::Future<> answer;
        VirtualRun run([&] { return waitForOutside(answer); });
        Run &driven = run.run();
        while (driven.step() == Run::Status::Ran) {}
        QVERIFY(!driven.ended());
        QCOMPARE(driven.loop().now(), trace::Time{0});
        const auto began = steady_clock::now();
        while (steady_clock::now() - began < least) {}
        driven.loop().inbox()->put([&answer] { answer.setResult(); });
        while (!driven.ended())
            driven.step();
        QCOMPARE(driven.outcome(), Outcome::Done);
        std::vector<trace::Time> resumed;
        for (std::size_t i = 0; i < run.trace().records().size(); ++i) {
            if (run.trace().records()[i].kind() == trace::Kind::Resumed)
                resumed.push_back(run.trace().records()[i].time());
        }
        QCOMPARE(resumed.size(), std::size_t{2});
        QCOMPARE(resumed[0], trace::Time{0});
        QVERIFY(resumed[1] >= least);
    }

    void whatDestructorsDoAtTheEndOfTheLoopIsHarmless()
    {
        for (int steps = 0; steps < 30; ++steps) {
            Queue queue("q");
            VirtualRun run([&] { return cleanUpInDestructors(queue); });
            for (int i = 0; i < steps; ++i)
                run.step();
            run.destroy();
        }
    }

    void nothingIsRecordedAfterTheEnd()
    {
        for (int steps = 0; steps < 30; ++steps) {
            Queue queue("q");
            VirtualRun run([&] { return cleanUpInDestructors(queue); });
            for (int i = 0; i < steps; ++i)
                run.step();
            run.run().stop();
            const std::size_t records = run.trace().records().size();
            run.destroy();
            QCOMPARE(run.trace().records().size(), records);
            QVERIFY(lastRecord(run.trace()).kind() == trace::Kind::Ended);
        }
    }

    void aTaskWhoseLoopHasGoneRefusesToBeCancelled()
    {
        std::vector<TaskHandle<>> tasks;
        VirtualRun run([&] { return keepHandles(tasks); });
        for (int i = 0; i < 6; ++i)
            run.step();
        run.destroy();
        QCOMPARE(tasks.size(), std::size_t{3});
        for (const TaskHandle<> &task : tasks)
            QVERIFY(!task.cancel());
    }

    void nobodyIsCancelledAnyMoreAtTheEndOfTheLoop()
    {
        bool accepted = true;
        VirtualRun run([&] { return cancelAtTheEnd(accepted); });
        for (int i = 0; i < 2; ++i)
            run.step();
        run.destroy();
        QVERIFY(!accepted);
    }

    void aTreeTooLargeIsRefusedWithItsSize()
    {
        scenario::Arguments tree(*engine::findScenario("tree"));
        tree.set("depth", "10");
        tree.set("width", "4");
        try {
            engine::makeProgram(tree);
            QFAIL("It was not refused.");
        } catch (const scenario::ArgumentError &error) {
            QCOMPARE(QString::fromLatin1(error.what()),
                     QStringLiteral("--depth 10 and --width 4 together make 1398101 tasks; a tree "
                                    "may have up to 200000."));
        }
        tree.set("width", "3"); // 88573
        QVERIFY(engine::makeProgram(tree) != nullptr);
    }

    void programsTakeAsMuchAsTheySay_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("most");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("chat") << QStringLiteral("chat")
                              << QStringList{QStringLiteral("clients"), QStringLiteral("100"),
                                             QStringLiteral("messages"), QStringLiteral("100")}
                              << QStringList{QStringLiteral("messages"), QStringLiteral("101")}
                              << QStringLiteral("--clients 100 and --messages 101 together make "
                                                "1010000 copies of messages; there may be up to "
                                                "1000000.");
        QTest::newRow("executor") << QStringLiteral(
            "executor") << QStringList{QStringLiteral("jobs"),     QStringLiteral("1"),
                                       QStringLiteral("tick"),     QStringLiteral("0.001"),
                                       QStringLiteral("duration"), QStringLiteral("1000")}
                                  << QStringList{QStringLiteral("duration"), QStringLiteral("1001")}
                                  << QStringLiteral("--tick takes at least 0.001001 with 1 jobs of "
                                                    "1001 seconds, or the heart would beat over "
                                                    "1000000 times.");
    }
    void programsTakeAsMuchAsTheySay()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, most);
        QFETCH(QStringList, more);
        QFETCH(QString, sentence);
        scenario::Arguments arguments(*engine::findScenario(name.toStdString()));
        const auto set = [&arguments](const QStringList &values) {
            for (qsizetype i = 0; i + 1 < values.size(); i += 2)
                arguments.set(values[i].toStdString(), values[i + 1].toStdString());
        };
        set(most);
        QVERIFY(engine::makeProgram(arguments) != nullptr);
        set(more);
        QString refusal;
        try {
            engine::makeProgram(arguments);
        } catch (const scenario::ArgumentError &error) {
            refusal = QString::fromLatin1(error.what());
        }
        QCOMPARE(refusal, sentence);
    }

    void aProgramOfYourOwnIsWrittenInAnEditorOfItsOwn()
    {
        for (const scenario::Parameter &parameter : engine::findScenario("script")->parameters)
            QVERIFY(!parameter.inPanel);
    }

    void aWorkloadCanBeStoppedAnywhere()
    {
        // AddressSanitizer sees what would be used after its end, or left behind.
        std::mt19937 random(1);
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            for (int i = 0; i < 60; ++i) {
                engine::VirtualClock clock;
                trace::Recorder trace;
                Run run(engine::makeProgram(scenario::Arguments(scenario)), clock, trace);
                for (auto steps = random() % 700; steps > 0; --steps)
                    run.step();
                if (i % 2 == 0)
                    run.stop();
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_Run)
#include "tst_run.moc"
