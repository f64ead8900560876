#include "engine/core/blocking.h"
#include "engine/sync/gather.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/foreignrun.h"
#include "tests/support/modelrun.h"
#include "tests/support/randomprogram.h"
#include "tests/support/scenariorun.h"
#include "tests/support/smallprograms.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/criticalpath.h"
#include "views/analysis/slack.h"

#include <QTest>

#include <array>

using namespace views;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::block;
using support::Deed;
using support::heldLoop;
using support::RandomProgram;
using support::sleepFor;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

struct Ran : support::ModelRun
{
    using ModelRun::ModelRun;
    std::vector<PathPart> path() const { return criticalPath(model, model.records()); }
};

/// "main 0-0 Step, …" in seconds, without the steps that took no time.
QStringList texts(const RunModel &model)
{
    constexpr std::array Kinds{"ran", "timer", "outside"};
    QStringList all;
    for (const PathPart &part : criticalPath(model, model.records())) {
        const auto seconds
            = [](trace::Time time) { return std::chrono::duration<double>(time).count(); };
        if (part.times.length() > trace::Time{0})
            all += QStringLiteral("%1 %2 %3-%4")
                       .arg(model.label(part.task),
                            QLatin1String(Kinds[static_cast<std::size_t>(part.kind)]))
                       .arg(seconds(part.times.begin))
                       .arg(seconds(part.times.end));
    }
    return all;
}

Task<> longestOfThree()
{
    const TaskHandle<> a = createTask(sleepFor(1), {"a", {}});
    const TaskHandle<> b = createTask(sleepFor(3), {"b", {}});
    const TaskHandle<> c = createTask(sleepFor(2), {"c", {}});
    co_await a;
    co_await b;
    co_await c;
}

Task<> leavesOneBehind()
{
    createTask(sleepFor(10), {"background", {}});
    co_await sleep(2);
}

Task<> produce(engine::Queue<int> &queue)
{
    co_await sleep(2);
    queue.putNowait(1);
    co_await sleep(1);
}

Task<> consume(engine::Queue<int> &queue)
{
    co_await queue.get();
    co_await sleep(4);
}

Task<> producerAndConsumer()
{
    engine::Queue<int> queue("q", 0);
    const TaskHandle<> p = createTask(produce(queue), {"producer", {}});
    const TaskHandle<> c = createTask(consume(queue), {"consumer", {}});
    co_await p;
    co_await c;
}

Task<> twoBlocks()
{
    const TaskHandle<> first = createTask(block(1), {"first", {}});
    const TaskHandle<> second = createTask(block(2), {"second", {}});
    co_await first;
    co_await second;
}

Task<> yieldToABlock()
{
    const TaskHandle<> other = createTask(block(2), {"other", {}});
    co_await sleep(0);
}

// The gather is told of its task's end by a callback, which stands behind the other task.
Task<> gatherBesideABlock()
{
    const TaskHandle<> gathered = createTask(block(0), {"gathered", {}});
    const TaskHandle<> other = createTask(block(2), {"other", {}});
    const std::vector<TaskHandle<>> all = {gathered};
    co_await engine::gather(all);
}

} // namespace

class tst_CriticalPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunOfSleepsIsAsLongAsItsLongestTask()
    {
        QCOMPARE(texts(Ran(longestOfThree).model), QStringList{QStringLiteral("b timer 0-3")});
    }
    void whatTheMainTaskLeavesBehindIsNotWhatTheRunTook()
    {
        const Ran run(leavesOneBehind);
        QCOMPARE(texts(run.model), QStringList{QStringLiteral("Task-1 timer 0-2")});
        const Slack slack = slackOf(run.model, run.model.records());
        QCOMPARE(slack.tasks[0], trace::Time{0});
    }
    void thePathGoesFromTheConsumerToTheProducerThatWokeIt()
    {
        QCOMPARE(texts(Ran(producerAndConsumer).model),
                 (QStringList{QStringLiteral("producer timer 0-2"),
                              QStringLiteral("consumer timer 2-6")}));
    }
    void aStepThatHeldTheLoopIsOnThePathOfWhomItDelayed()
    {
        QCOMPARE(texts(Ran(heldLoop).model), QStringList{QStringLiteral("job ran 0-5")});
    }
    void whoStoodInTheReadyQueueBehindAStepFollowsIt()
    {
        QCOMPARE(texts(Ran(twoBlocks).model),
                 (QStringList{QStringLiteral("first ran 0-1"), QStringLiteral("second ran 1-3")}));
    }
    void whoYieldedFollowsTheStepThatRanMeanwhile()
    {
        QCOMPARE(texts(Ran(yieldToABlock).model), QStringList{QStringLiteral("other ran 0-2")});
    }
    void aCallbackThatCameLateFollowsTheStepThatHeldTheLoop()
    {
        QCOMPARE(texts(Ran(gatherBesideABlock).model),
                 QStringList{QStringLiteral("other ran 0-2")});
    }
    void nothingHasHappenedYet()
    {
        const Ran ran(longestOfThree);
        QVERIFY(criticalPath(ran.model, 0).empty());
        QVERIFY(criticalPath(ran.model, 1).empty());
    }
    void thePartsFollowEachOtherFromTheBeginningToTheEnd_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 60; ++seed)
            QTest::addRow("program %u", seed) << seed;
    }
    void thePartsFollowEachOtherFromTheBeginningToTheEnd()
    {
        QFETCH(quint32, seed);
        const RandomProgram program(seed);
        const Ran ran([&program] { return mainOf(program); });
        if (ran.run.outcome() != trace::Outcome::Done)
            return; // it waits for an item that comes too late: see the other seeds
        const auto path = ran.path();
        QVERIFY(!path.empty());
        trace::Time reached{0};
        for (const PathPart &part : path) {
            QCOMPARE(part.times.begin, reached);
            reached = part.times.end;
        }
        QCOMPARE(reached, ran.model.end());
    }
    void aSleepThatIsShortenedShortensTheRunIfItIsOnThePath_data()
    {
        thePartsFollowEachOtherFromTheBeginningToTheEnd_data();
    }
    void aSleepThatIsShortenedShortensTheRunIfItIsOnThePath()
    {
        QFETCH(quint32, seed);
        RandomProgram program(seed);
        const Ran ran([&program] { return mainOf(program); });
        if (ran.run.outcome() != trace::Outcome::Done)
            return;
        // So little that nothing overtakes anything else.
        constexpr double Shorter = 1e-6;
        std::size_t sleeps = 0;
        for (std::size_t task = 0; task < program.tasks.size(); ++task) {
            std::size_t number = 0;
            for (Deed &deed : program.tasks[task]) {
                if (deed.kind != Deed::Kind::Sleep)
                    continue;
                deed.seconds -= Shorter;
                const Ran shortened([&program] { return mainOf(program); });
                deed.seconds += Shorter;
                const bool isShorter = shortened.model.end() < ran.model.end();
                QCOMPARE(isOnPath(ran, task, number), isShorter);
                ++number;
                ++sleeps;
            }
        }
        if (sleeps == 0)
            QVERIFY(ran.model.end() >= trace::Time{0});
    }
    void atEveryMomentThePathEndsWithTheLastStep()
    {
        const auto endsStep = [](trace::Kind kind) {
            return kind == trace::Kind::Suspended || kind == trace::Kind::Finished;
        };
        for (const auto program : {&longestOfThree, &producerAndConsumer, &heldLoop}) {
            const Ran ran(program);
            std::optional<trace::TaskId> running;
            std::optional<trace::Time> end;
            for (std::size_t i = 0; i < ran.model.records(); ++i) {
                const trace::Record record = ran.model.trace().records()[i];
                if (record.kind() == trace::Kind::Resumed) {
                    running = record.task();
                    end = record.time();
                } else if (running == record.task() && endsStep(record.kind())) {
                    running.reset();
                    end = record.time();
                } else if (running) {
                    end = record.time();
                }
                const auto path = criticalPath(ran.model, i + 1);
                QCOMPARE(path.empty(), !end.has_value());
                if (end)
                    QCOMPARE(path.back().times.end, *end);
            }
        }
    }
    void aTimerThatIsLateByTheMachinesClockIsTheSleepsOwn()
    {
        // Of a real clock: a millisecond late, and one more until the step, while nothing else runs.
        support::WrittenRun run;
        const trace::TaskId first = run.task("first");
        const trace::TaskId second = run.task("second");
        const auto sleeps = [&](trace::TaskId task, int milliseconds) {
            run.step(task, run.wait(trace::Reason::Sleep, std::int64_t{1'000'000} * milliseconds));
        };
        const auto ends = [&](trace::TaskId task, int at) {
            run.now = std::chrono::milliseconds(at);
            run.say(trace::Kind::Ready, task, trace::Waker::Timer);
            run.now += std::chrono::milliseconds(1);
            run.say(trace::Kind::Resumed, task);
            run.say(trace::Kind::Finished, task);
        };
        sleeps(first, 300);
        sleeps(second, 1000);
        ends(first, 301);
        ends(second, 1001);
        run.say(trace::Kind::Ended, trace::Outcome::Done);
        const RunModel model = run.model();
        QCOMPARE(texts(model), QStringList(QStringLiteral("second timer 0-1.002")));
        const Slack slack = slackOf(model, model.records());
        QCOMPARE(slack.of(model, {second, 2}), std::optional(trace::Time{0}));
        QCOMPARE(slack.of(model, {first, 2}),
                 std::optional(trace::Time(std::chrono::milliseconds(700))));
    }

    void whatIsCreatedByNobodyFollowsWhatTheLoopDidBefore()
    {
        support::WrittenRun run;
        const trace::WaitId sleep = run.wait(trace::Reason::Sleep, std::int64_t{2'000'000'000});
        const trace::TaskId main = run.task("main");
        run.step(main, sleep);
        run.now = std::chrono::seconds(2);
        run.say(trace::Kind::Ready, main, trace::Waker::Timer);
        run.say(trace::Kind::Resumed, main);
        run.say(trace::Kind::Finished, main);
        run.now += std::chrono::seconds(1);
        const trace::TaskId shutdown = run.task("shutdown");
        run.say(trace::Kind::Resumed, shutdown);
        run.say(trace::Kind::Finished, shutdown);
        run.say(trace::Kind::Ended, trace::Outcome::Done);
        const RunModel model = run.model();
        QCOMPARE(texts(model),
                 QStringList(
                     {QStringLiteral("main timer 0-2"), QStringLiteral("shutdown outside 2-3")}));
    }

    void whatComesFromOutsideIsAWaitOfItsOwn()
    {
        const support::ForeignRun run;
        const RunModel model = support::modelOf(run.trace());
        const auto path = criticalPath(model, model.records());
        QCOMPARE(path.size(), std::size_t(5));
        for (const std::size_t step : {0U, 2U, 4U})
            QVERIFY(path[step].kind == PathPart::Kind::Step);
        QVERIFY(path[1].kind == PathPart::Kind::Outside);
        QCOMPARE(path[1].record, std::size_t(4));
        QCOMPARE(path[1].times.begin, trace::Time(0));
        QCOMPARE(path[1].times.end, trace::Time(std::chrono::seconds(2)));
        QVERIFY(path[3].kind == PathPart::Kind::Outside);
        QCOMPARE(path[3].times.end, trace::Time(std::chrono::seconds(3)));
    }

private:
    /// Whether sleep number \a number of the task number \a task that main created is.
    static bool isOnPath(const Ran &ran, std::size_t task, std::size_t number)
    {
        const trace::TaskId id{static_cast<std::uint32_t>(task + 1)};
        const TaskTrack &track = ran.model.track(id);
        std::size_t seen = 0;
        for (std::size_t segment = 0; segment < track.size(); ++segment) {
            if (track.state(segment) != State::Sleeping || seen++ != number)
                continue;
            const auto path = ran.path();
            return std::any_of(path.begin(), path.end(), [&](const PathPart &part) {
                return part.task == id && part.record == track.record(segment);
            });
        }
        return false;
    }
};

QTEST_APPLESS_MAIN(tst_CriticalPath)

#include "tst_criticalpath.moc"
