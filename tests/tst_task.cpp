#include "engine/core/error.h"
#include "engine/run/print.h"
#include "engine/sync/event.h"
#include "engine/sync/sleep.h"
#include "engine/task/task.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QRegularExpression>
#include <QTest>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::textLines;
using support::VirtualRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

/// Counts its copies: one that lives after a run shows a leaked frame.
class Counted
{
public:
    Counted() { ++alive; }
    Counted(const Counted &) { ++alive; }
    Counted(Counted &&) noexcept { ++alive; }
    Counted &operator=(const Counted &) = default;
    Counted &operator=(Counted &&) = default;
    ~Counted() { --alive; }

    static inline int alive = 0;
};

Task<> inner()
{
    engine::print("inner");
    co_return;
}

Task<> awaitCoroutine()
{
    co_await inner();
    engine::print("back");
}

Task<> child()
{
    engine::print("child");
    co_return;
}

Task<> createTaskAndAwait()
{
    const TaskHandle<> task = createTask(child());
    engine::print("created");
    co_await task;
    engine::print("awaited");
}

Task<> awaitFinishedTask()
{
    const TaskHandle<> task = createTask(child());
    co_await sleep(0);
    co_await task;
    engine::print("no hop");
}

Task<> sleeper(double seconds)
{
    co_await sleep(seconds);
}

Task<> waiter(TaskHandle<> task, std::string name)
{
    co_await task;
    engine::print("{}", name);
}

Task<> twoAwaiters()
{
    const TaskHandle<> task = createTask(sleeper(1));
    const TaskHandle<> a = createTask(waiter(task, "a"));
    const TaskHandle<> b = createTask(waiter(task, "b"));
    co_await task;
    engine::print("main");
    co_await a;
    co_await b;
}

Task<> bad()
{
    throw engine::ValueError("no");
    co_return;
}

Task<> taskRaises()
{
    try {
        co_await createTask(bad());
    } catch (const engine::ValueError &) {
        engine::print("caught");
    }
}

Task<> namedTasks()
{
    const TaskHandle<> a = createTask(child());
    const TaskHandle<> b = createTask(child(), {"watchdog", {}});
    const TaskHandle<> c = createTask(child());
    co_await a;
    co_await b;
    co_await c;
}

Task<> neverAwaited()
{
    {
        const Task<> dropped = inner();
    }
    engine::print("dropped");
    co_return;
}

Task<std::unique_ptr<int>> makeUnique(int value)
{
    co_return std::make_unique<int>(value);
}

Task<> moveResults()
{
    const std::unique_ptr<int> awaited = co_await makeUnique(7);
    engine::print("{}", *awaited);
}

Task<int> answer()
{
    co_return 42;
}

Task<> awaitTwice()
{
    const TaskHandle<int> task = createTask(answer());
    const int first = co_await task;
    const int second = co_await task;
    engine::print("{} {} {}", first, second, task.result());
}

Task<> catchThroughAwaits(Task<> failing)
{
    try {
        co_await std::move(failing);
    } catch (const std::exception &error) {
        engine::print("caught {}", error.what());
        throw;
    }
}

Task<> failTwoLevelsDown()
{
    try {
        co_await catchThroughAwaits(bad());
    } catch (const engine::ValueError &error) {
        engine::print("and {}", error.what());
    }
}

/// Awaits itself \a depth deep; \a atTheBottom is awaited there.
Task<int> descend(int depth, double sleepAtTheBottom)
{
    if (depth == 0) {
        if (sleepAtTheBottom >= 0)
            co_await sleep(sleepAtTheBottom);
        co_return 0;
    }
    const int below = co_await descend(depth - 1, sleepAtTheBottom);
    co_return below + 1;
}

Task<> printDepth(int depth, double sleepAtTheBottom)
{
    const int reached = co_await descend(depth, sleepAtTheBottom);
    engine::print("{}", reached);
}

Task<int> failAtTheBottom(int depth)
{
    if (depth > 0) {
        const int below = co_await failAtTheBottom(depth - 1);
        co_return below + 1;
    }
    co_await bad();
    co_return 0;
}

Task<> catchFromTheBottom(int depth)
{
    try {
        co_await failAtTheBottom(depth);
    } catch (const engine::ValueError &) {
        engine::print("caught");
    }
}

Task<> awaitOften(int times)
{
    int sum = 0;
    for (int i = 0; i < times; ++i) {
        const int result = co_await answer();
        sum += result % 2;
    }
    engine::print("{}", sum);
}

Task<> holding(Counted, double seconds)
{
    const Counted local;
    co_await sleep(seconds);
}

Task<> holdingAndFailing(Counted)
{
    const Counted local;
    co_await bad();
}

Task<> leaveFramesInEveryState()
{
    const TaskHandle<> finished = createTask(holding(Counted(), 0));
    const TaskHandle<> failed = createTask(holdingAndFailing(Counted()));
    const TaskHandle<> cancelled = createTask(holding(Counted(), 9));
    const TaskHandle<> sleeping = createTask(holding(Counted(), 9));
    co_await sleep(1);
    cancelled.cancel();
    const TaskHandle<> unstarted = createTask(holding(Counted(), 9));
    unstarted.cancel();
    const Task<> neverScheduled = holding(Counted(), 1);
    co_await holding(Counted(), 5);
}

template <class T>
Task<T> awaitsItself(const std::optional<TaskHandle<T>> &self)
{
    try {
        co_await *self;
        engine::print("nothing is thrown");
    } catch (const engine::RuntimeError &error) {
        engine::print("{}", error.what());
    }
    co_await sleep(0);
    co_return T();
}

template <class T>
Task<> createTaskThatAwaitsItself()
{
    std::optional<TaskHandle<T>> task;
    task = createTask(awaitsItself(task));
    co_await *task;
}

/// Prints and sets an event when it is destroyed.
class LastWords
{
public:
    explicit LastWords(engine::Event &event)
        : m_event(&event)
    {
    }
    LastWords(LastWords &&other) noexcept
        : m_event(std::exchange(other.m_event, nullptr))
    {
    }
    LastWords &operator=(LastWords &&) = delete;
    ~LastWords()
    {
        if (m_event == nullptr)
            return;
        engine::print("last words");
        m_event->set();
    }

private:
    engine::Event *m_event;
};

Task<> speakAtTheEnd(LastWords)
{
    co_await sleep(1);
}

Task<> awaitLastWords()
{
    engine::Event event("spoken");
    createTask(speakAtTheEnd(LastWords(event)));
    co_await sleep(0.5); // so that the last callback before the end is a timer's
    co_await event.wait();
}

Task<> keepHandles(std::vector<TaskHandle<>> &kept)
{
    kept.push_back(createTask(sleeper(9)));
    kept.push_back(createTask(child()));
    co_await sleep(1);
}

} // namespace

class tst_Task : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QCOMPARE(Counted::alive, 0); }

    void awaitingACoroutineDoesNotTouchTheLoop()
    {
        VirtualRun run(awaitCoroutine);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created awaitCoroutine
            1 0s Task-1 resumed
            1 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("inner\n back"));
    }

    void aCoroutineThatNobodyAwaitsNeverRuns()
    {
        VirtualRun run(neverAwaited);
        QCOMPARE(run.toEnd().lines(), textLines("dropped"));
    }

    void createTaskOnlyQueuesTheFirstStep()
    {
        VirtualRun run(createTaskAndAwait);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created createTaskAndAwait
            1 0s Task-1 resumed
            1 0s Task-2 created child
            1 0s Task-1 suspended task Task-2
            2 0s Task-2 resumed
            2 0s Task-2 finished
            3 0s Task-1 resumed
            3 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("created\n child\n awaited"));
    }

    void awaitingAFinishedTaskDoesNotSuspend()
    {
        VirtualRun run(awaitFinishedTask);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created awaitFinishedTask
            1 0s Task-1 resumed
            1 0s Task-2 created child
            1 0s Task-1 suspended yield
            2 0s Task-2 resumed
            2 0s Task-2 finished
            2 0s Task-1 resumed
            2 0s Task-1 finished
        )"));
    }

    void awaitersOfOneTaskResumeInTheOrderOfTheirArrival()
    {
        VirtualRun run(twoAwaiters);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created twoAwaiters
            1 0s Task-1 resumed
            1 0s Task-2 created sleeper
            1 0s Task-3 created waiter
            1 0s Task-4 created waiter
            1 0s Task-1 suspended task Task-2
            2 0s Task-2 resumed
            2 0s Task-2 suspended sleep 1000000000
            2 0s Task-3 resumed
            2 0s Task-3 suspended task Task-2
            2 0s Task-4 resumed
            2 0s Task-4 suspended task Task-2
            4 1s Task-2 resumed
            4 1s Task-2 finished
            5 1s Task-1 resumed
            5 1s Task-1 suspended task Task-3
            5 1s Task-3 resumed
            5 1s Task-3 finished
            5 1s Task-4 resumed
            5 1s Task-4 finished
            6 1s Task-1 resumed
            6 1s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("main\n a\n b"));
    }

    void aTasksExceptionReachesItsAwaiter()
    {
        VirtualRun run(taskRaises);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created taskRaises
            1 0s Task-1 resumed
            1 0s Task-2 created bad
            1 0s Task-1 suspended task Task-2
            2 0s Task-2 resumed
            2 0s Task-2 failed ValueError
            3 0s Task-1 resumed ValueError
            3 0s Task-1 finished
        )"));
        QCOMPARE(run.lines(), textLines("caught"));
        QCOMPARE(run.outcome(), trace::Outcome::Done);
    }

    void anExceptionPassesThroughDirectAwaitsWithinTheStep()
    {
        VirtualRun run(failTwoLevelsDown);
        QCOMPARE(run.toEnd().lines(), textLines("caught no\n and no"));
        QCOMPARE(run.steps(),
                 textLines("0 0s Task-1 created failTwoLevelsDown\n"
                           "1 0s Task-1 resumed\n"
                           "1 0s Task-1 finished"));
    }

    void aNameOfItsOwnCostsANumberToo()
    {
        VirtualRun run(namedTasks);
        QCOMPARE(run.toEnd().steps(), textLines(R"(
            0 0s Task-1 created namedTasks
            1 0s Task-1 resumed
            1 0s Task-2 created child
            1 0s watchdog created child
            1 0s Task-4 created child
            1 0s Task-1 suspended task Task-2
            2 0s Task-2 resumed
            2 0s Task-2 finished
            2 0s watchdog resumed
            2 0s watchdog finished
            2 0s Task-4 resumed
            2 0s Task-4 finished
            3 0s Task-1 resumed
            3 0s Task-1 finished
        )"));
    }

    void aResultIsMovedToADirectAwaiter()
    {
        VirtualRun run(moveResults);
        QCOMPARE(run.toEnd().lines(), textLines("7"));
    }

    void aTasksResultCanBeAskedForAnyNumberOfTimes()
    {
        VirtualRun run(awaitTwice);
        QCOMPARE(run.toEnd().lines(), textLines("42 42 42"));
    }

    void aMillionAwaitsDeepNothingOverflows()
    {
        VirtualRun run([] { return printDepth(1'000'000, -1); });
        QCOMPARE(run.toEnd().lines(), textLines("1000000"));
        QCOMPARE(run.steps().size(), 3);
    }

    void aMillionAwaitsDeepASleepReturnsToTheTop()
    {
        VirtualRun run([] { return printDepth(1'000'000, 1); });
        QCOMPARE(run.toEnd().lines(), textLines("1000000"));
    }

    void anExceptionUnwindsADeepChain()
    {
        VirtualRun run([] { return catchFromTheBottom(50'000); });
        QCOMPARE(run.toEnd().lines(), textLines("caught"));
    }

    void aMillionAwaitsInARowDoNotOverflow()
    {
        VirtualRun run([] { return awaitOften(1'000'000); });
        QCOMPARE(run.toEnd().lines(), textLines("0"));
    }

    void aDeepChainIsDestroyedWhileSuspended()
    {
        VirtualRun run([] { return printDepth(1'000'000, 1); });
        while (run.steps().size() < 3)
            QVERIFY(run.step());
        run.destroy();
        QCOMPARE(run.lines(), QStringList());
    }

    void noFrameOutlivesTheRun()
    {
        VirtualRun run(leaveFramesInEveryState);
        run.toEnd();
        QCOMPARE(run.outcome(), trace::Outcome::Done);
        run.destroy();
        QCOMPARE(Counted::alive, 0);
    }

    /// "Task cannot await on itself", with the task as its repr() shows it.
    static bool isRefusal(const QStringList &lines)
    {
        static const QRegularExpression refusal(QStringLiteral(
            "^Task cannot await on itself: <Task pending name='Task-2' "
            "coro=<awaitsItself(<\\w+>)?\\(\\) running at .*tst_task\\.cpp:\\d+>>$"));
        return lines.size() == 1 && refusal.match(lines.front()).hasMatch();
    }

    // "Task cannot await on itself" is thrown by CPython's Task.__step().
    void aTaskThatAwaitsItselfIsToldSo()
    {
        VirtualRun nothing(createTaskThatAwaitsItself<void>);
        QVERIFY(isRefusal(nothing.toEnd().lines()));
        QCOMPARE(nothing.outcome(), trace::Outcome::Done);
        VirtualRun number(createTaskThatAwaitsItself<int>);
        QVERIFY(isRefusal(number.toEnd().lines()));
        QStringList steps = number.steps();
        steps.replaceInStrings(QStringLiteral("<int>"), QString()); // g++ says it, clang does not
        QCOMPARE(steps, textLines(R"(
            0 0s Task-1 created createTaskThatAwaitsItself
            1 0s Task-1 resumed
            1 0s Task-2 created awaitsItself
            1 0s Task-1 suspended task Task-2
            2 0s Task-2 resumed
            2 0s Task-2 suspended yield
            3 0s Task-2 resumed RuntimeError
            3 0s Task-2 suspended yield
            4 0s Task-2 resumed
            4 0s Task-2 finished
            5 0s Task-1 resumed
            5 0s Task-1 finished
        )"));
    }

    void whatTheFrameOfAFinishedTaskStillDoesIsTheTasksDoing()
    {
        VirtualRun run(awaitLastWords);
        run.toEnd();
        QCOMPARE(run.lines(), textLines("last words"));
        int found = 0;
        for (std::size_t i = 0; i < run.trace().records().size(); ++i) {
            const trace::Record &record = run.trace().records()[i];
            if (record.kind() == trace::Kind::Printed) {
                QCOMPARE(record.task(), trace::TaskId{1});
                ++found;
            } else if (record.kind() == trace::Kind::Ready && record.task() == trace::TaskId{0}
                       && record.time() == trace::Time(std::chrono::seconds(1))) {
                QCOMPARE(record.byTask(), trace::TaskId{1});
                ++found;
            }
        }
        QCOMPARE(found, 2);
    }

    void noFrameOutlivesARunThatIsDestroyedAnywhere()
    {
        for (int steps = 0;; ++steps) {
            VirtualRun run(leaveFramesInEveryState);
            bool more = true;
            for (int i = 0; i < steps && more; ++i)
                more = run.step();
            run.destroy();
            QCOMPARE(Counted::alive, 0);
            if (!more)
                break;
        }
    }

    void aHandleMayOutliveTheRun()
    {
        std::vector<TaskHandle<>> handles;
        VirtualRun run([&] { return keepHandles(handles); });
        for (int i = 0; i < 5; ++i)
            run.step();
        run.destroy();
        QVERIFY(!handles[0].done());
        QVERIFY(handles[1].done());
    }

    void aTaskTellsWhereItIsSuspendedAndWasMade()
    {
        VirtualRun run(createTaskAndAwait);
        run.toEnd();
        const trace::Trace &trace = run.trace();
        const auto fileOf = [&](trace::SiteId id) {
            return QString::fromStdString(trace.text(trace.site(id).file));
        };
        const trace::Site &made = trace.site(trace.task(trace::TaskId{1}).site);
        QCOMPARE(QString::fromStdString(trace.text(made.function)),
                 QStringLiteral("createTaskAndAwait"));
        QVERIFY(made.line > 0);
        QVERIFY(fileOf(trace.task(trace::TaskId{1}).site).endsWith(QStringLiteral("tst_task.cpp")));
        QCOMPARE(trace.task(trace::TaskId{1}).creator, trace::TaskId{0});
        for (std::size_t i = 0; i < trace.records().size(); ++i) {
            if (trace.records()[i].kind() != trace::Kind::Suspended)
                continue;
            const trace::Site &site
                = trace.site(trace.siteOf(trace.wait(trace.records()[i].wait())));
            QCOMPARE(QString::fromStdString(trace.text(site.function)),
                     QStringLiteral("createTaskAndAwait"));
            QVERIFY(site.line > made.line);
        }
    }
};

QTEST_APPLESS_MAIN(tst_Task)
#include "tst_task.moc"
