#include "engine/core/scheduledtask.h"
#include "engine/run/run.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "views/analysis/world.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <random>
#include <set>

using namespace views;

namespace {

/// What a replay of the log, record by record, says of the ready queue: the independent answer.
class Replay
{
public:
    void read(const trace::Trace &trace, const trace::Record &record)
    {
        switch (record.kind()) {
        case trace::Kind::Created:
        case trace::Kind::Ready:
            m_ready.push_back(record.task());
            break;
        case trace::Kind::Suspended:
            if (trace.wait(record.wait()).reason == trace::Reason::Yield)
                m_ready.push_back(record.task());
            break;
        case trace::Kind::Resumed:
            m_wasFront = !m_ready.empty() && m_ready.front() == record.task();
            std::erase(m_ready, record.task());
            break;
        default:
            break;
        }
    }
    std::vector<trace::TaskId> ready() const { return {m_ready.begin(), m_ready.end()}; }
    /// Whether the task that was resumed last stood at the front.
    bool wasFront() const { return m_wasFront; }

private:
    std::deque<trace::TaskId> m_ready;
    bool m_wasFront = true;
};

std::vector<trace::TaskId> tasksOf(const std::vector<World::Queued> &ready)
{
    std::vector<trace::TaskId> tasks;
    for (const World::Queued &queued : ready)
        tasks.push_back(queued.task);
    return tasks;
}

std::set<trace::TaskId> everybodyIn(const World &world)
{
    std::set<trace::TaskId> all(world.running.begin(), world.running.end());
    for (const World::Queued &queued : world.ready)
        all.insert(queued.task);
    for (const World::Timer &timer : world.timers)
        all.insert(timer.task);
    for (const World::Waiting &waiting : world.waiting)
        all.insert(waiting.task);
    return all;
}

std::set<trace::TaskId> aliveIn(const engine::EventLoop &loop)
{
    std::set<trace::TaskId> all;
    for (const engine::ScheduledTask &task : loop.alive())
        all.insert(task.id());
    return all;
}

bool anybodyCancelling(const engine::EventLoop &loop)
{
    return std::any_of(loop.alive().begin(), loop.alive().end(),
                       [](const engine::ScheduledTask &task) { return task.cancelling() > 0; });
}

bool endsStep(trace::Kind kind)
{
    return kind == trace::Kind::Suspended || kind == trace::Kind::Finished
        || kind == trace::Kind::Failed || kind == trace::Kind::Cancelled;
}

struct Live
{
    engine::VirtualClock clock;
    std::shared_ptr<trace::Recorder> trace = std::make_shared<trace::Recorder>();
    engine::Run run;

    explicit Live(const scenario::Arguments &arguments)
        : run(engine::makeProgram(arguments), clock, *trace)
    {
    }
};

} // namespace

class tst_World : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMomentIsThatOfTheLiveEngine_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<bool>("onlySleepsHaveTimers");
        for (const char *name :
             {"hello", "random", "rounds", "chain", "tasks", "agen", "chess", "tree", "cancel",
              "queue", "lock", "semaphore", "event", "condition", "philosophers", "chat"})
            QTest::newRow(name) << QString::fromLatin1(name) << true;
        QTest::newRow("timeout") << QStringLiteral("timeout") << false;
        QTest::newRow("executor") << QStringLiteral("executor") << false;
    }
    void aMomentIsThatOfTheLiveEngine()
    {
        QFETCH(QString, scenario);
        QFETCH(bool, onlySleepsHaveTimers);
        Live live(scenario::Arguments(*engine::findScenario(scenario.toStdString())));
        RunModel model(live.trace);
        Replay replay;
        std::size_t read = 0;
        while (live.run.step() != engine::Run::Status::Ended) {
            model.advance();
            for (; read < model.records(); ++read)
                replay.read(*live.trace, live.trace->records()[read]);
            const World world = worldAt(model, model.records());
            QVERIFY(world.running.empty());
            QCOMPARE(tasksOf(world.ready), replay.ready());
            QCOMPARE(everybodyIn(world), aliveIn(live.run.loop()));
            // A timer that has rung is a callback in the ready queue until it has woken its task.
            const auto next = live.run.loop().nextDeadline();
            bool isThere = false;
            for (const World::Timer &timer : world.timers) {
                QVERIFY(timer.deadline <= live.clock.now() || (next && timer.deadline >= *next));
                isThere = isThere || timer.deadline == next;
            }
            // A task that is being cancelled keeps its timer until it runs.
            QVERIFY(isThere || !next || !onlySleepsHaveTimers
                    || anybodyCancelling(live.run.loop()));
            QVERIFY(std::is_sorted(
                world.timers.begin(), world.timers.end(),
                [](const auto &a, const auto &b) { return a.deadline < b.deadline; }));
        }
        QVERIFY(read > 0);
    }
    void anyMomentOfAFinishedRunIsWhatItWasWhenItHappened_data()
    {
        aMomentIsThatOfTheLiveEngine_data();
    }
    void anyMomentOfAFinishedRunIsWhatItWasWhenItHappened()
    {
        QFETCH(QString, scenario);
        Live live(scenario::Arguments(*engine::findScenario(scenario.toStdString())));
        while (live.run.step() != engine::Run::Status::Ended) {}
        RunModel model(live.trace);
        model.advance();
        Replay replay;
        for (std::size_t records = 0; records < model.records(); ++records) {
            QCOMPARE(tasksOf(worldAt(model, records).ready), replay.ready());
            replay.read(*live.trace, live.trace->records()[records]);
            QVERIFY(replay.wasFront());
        }
        // Only who waits for ever is left.
        const bool deadlocked = live.run.outcome() == trace::Outcome::Deadlocked;
        QCOMPARE(everybodyIn(worldAt(model, model.records())).empty(), !deadlocked);
    }
    void aTaskIsRunningBetweenItsResumptionAndItsNextWait()
    {
        Live live(scenario::Arguments(*engine::findScenario("queue")));
        while (live.run.step() != engine::Run::Status::Ended) {}
        RunModel model(live.trace);
        model.advance();
        int steps = 0;
        std::optional<trace::TaskId> running;
        for (std::size_t records = 0; records < model.records(); ++records) {
            const trace::Record &record = live.trace->records()[records];
            const World world = worldAt(model, records);
            QCOMPARE(world.running.size(), std::size_t(running ? 1 : 0));
            if (running)
                QCOMPARE(world.running.front(), *running);
            if (record.kind() == trace::Kind::Resumed) {
                running = record.task();
                ++steps;
            } else if (running == record.task() && endsStep(record.kind())) {
                running.reset();
            }
        }
        QVERIFY(steps > 50);
    }
    void whoComesDuringATurnWaitsForTheNext()
    {
        Live live(scenario::Arguments(*engine::findScenario("rounds")));
        while (live.run.step() != engine::Run::Status::Ended) {}
        RunModel model(live.trace);
        model.advance();
        // Until a turn is over all who run were in the queue when it began: whoever is marked for
        // the next turn is not resumed before the first of a turn.
        std::set<trace::TaskId> next;
        bool anybody = false;
        for (std::size_t records = 0; records < model.records(); ++records) {
            const trace::Record &record = live.trace->records()[records];
            if (record.kind() == trace::Kind::Resumed) {
                QCOMPARE(next.contains(record.task()), record.firstOfTurn() && records > 1);
                anybody = anybody || !next.empty();
            }
            next.clear();
            for (const World::Queued &queued : worldAt(model, records + 1).ready) {
                if (queued.nextTurn)
                    next.insert(queued.task);
            }
        }
        QVERIFY(anybody);
    }
    void theLineOfAQueueIsInTheOrderOfArrival()
    {
        scenario::Arguments arguments(*engine::findScenario("queue"));
        arguments.set("producers", "2");
        arguments.set("consumers", "6");
        Live live(arguments);
        while (live.run.step() != engine::Run::Status::Ended) {}
        RunModel model(live.trace);
        model.advance();
        QVERIFY(!model.queues().empty());
        const trace::ObjectId queue = model.queues().front();
        std::size_t longest = 0;
        for (std::size_t records = 0; records <= model.records(); ++records) {
            const World world = worldAt(model, records);
            const auto line = world.lineFor(model, queue);
            longest = std::max(longest, line.size());
            for (std::size_t i = 1; i < line.size(); ++i)
                QVERIFY(line[i - 1].record < line[i].record);
            for (const World::Waiting &waiting : line)
                QCOMPARE(live.trace->wait(waiting.wait).object(), queue);
        }
        QVERIFY(longest >= 2);
    }
    void aPlaceInTheReadyQueueIsCountedFromTheFront()
    {
        Live live(scenario::Arguments(*engine::findScenario("hello")));
        while (live.run.step() != engine::Run::Status::Ended) {}
        RunModel model(live.trace);
        model.advance();
        std::size_t records = 0;
        while (worldAt(model, records).ready.size() < 2)
            QVERIFY(++records <= model.records());
        const World world = worldAt(model, records);
        QCOMPARE(world.placeInReadyQueue(world.ready[1].task), std::optional<std::size_t>(1));
        QCOMPARE(world.placeInReadyQueue(trace::TaskId{9999}), std::optional<std::size_t>());
    }
};

QTEST_APPLESS_MAIN(tst_World)

#include "tst_world.moc"
