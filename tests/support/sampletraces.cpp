#include "tests/support/sampletraces.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace support {

namespace {

using namespace trace;
using namespace std::chrono_literals;

std::uint32_t number(TaskId id)
{
    return static_cast<std::uint32_t>(id);
}

TaskId addTask(Recorder &trace, Time now, const char *coroutine, const std::string &label,
               TaskId creator)
{
    TaskInfo info;
    info.number = static_cast<std::uint32_t>(trace.tasks().size()) + 1;
    info.coroutine = trace.intern(std::string_view(coroutine));
    info.label = trace.intern(std::string_view(label));
    info.creator = creator;
    const TaskId id = trace.addTask(info);
    trace.record(now, Kind::Created, number(id), number(creator));
    return id;
}

/// The queue program as one state machine a task, run by a loop of its own.
class QueueProgram
{
public:
    QueueProgram(int producers, int consumers, std::uint32_t seed, std::uint32_t maxsize)
        : m_random(seed)
        , m_maxsize(maxsize)
    {
        m_queue = m_trace->addObject({m_trace->intern("queue"), m_trace->intern("q"), maxsize});
        m_main = add("main", "", TaskId::None, Stage::Start);
        m_producers = producers;
        m_consumers = consumers;
    }

    std::shared_ptr<Recorder> run()
    {
        for (;;) {
            if (m_ready.empty() && !fireTimers())
                break;
            const TaskId task = m_ready.front();
            m_ready.pop_front();
            m_current = task;
            m_trace->record(m_now, Kind::Resumed, number(task), 0);
            step(m_tasks[number(task)]);
        }
        m_trace->record(m_now, Kind::Ended, static_cast<std::uint32_t>(Outcome::Done));
        return m_trace;
    }

private:
    enum class Stage { Start, Produce, Put, Consume, Got, Gather, Join, Ended };

    struct Task
    {
        TaskId id = TaskId::None;
        Stage stage = Stage::Start;
        bool producer = false;
        bool waits = false; ///< in line for the queue
        bool cancelled = false;
        int items = 0;
    };

    int draw(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }

    TaskId add(const char *coroutine, const std::string &label, TaskId creator, Stage stage)
    {
        const TaskId id = addTask(*m_trace, m_now, coroutine, label, creator);
        m_tasks.push_back({id, stage, label.starts_with("Producer"), false, false, 0});
        m_ready.push_back(id);
        return id;
    }

    void suspend(Task &task, Reason reason, std::int64_t amount, const char *file,
                 std::uint32_t line)
    {
        Wait wait;
        wait.reason = reason;
        wait.amount = amount;
        if (reason == Reason::QueueGet || reason == Reason::QueuePut || reason == Reason::QueueJoin)
            wait.what = static_cast<std::uint32_t>(m_queue);
        wait.chain
            = m_trace->intern(ChainNode{ChainId::None, m_trace->intern(file, "consume", line)});
        m_trace->record(m_now, Kind::Suspended, number(task.id),
                        static_cast<std::uint32_t>(m_trace->intern(wait)));
    }

    void sleep(Task &task, Stage next)
    {
        const Time delay = std::chrono::seconds(draw(4));
        task.stage = next;
        if (delay == 0s) {
            suspend(task, Reason::Yield, 0, "engine/workloads/queueworkload.cpp", 31);
            m_ready.push_back(task.id);
            return;
        }
        suspend(task, Reason::Sleep, delay.count(), "engine/workloads/queueworkload.cpp", 31);
        m_timers.emplace(m_now + delay, task.id);
    }

    void wake(TaskId id, std::uint32_t waker)
    {
        m_tasks[number(id)].waits = false;
        m_trace->record(m_now, Kind::Ready, number(id), waker);
        m_ready.push_back(id);
    }

    bool fireTimers()
    {
        if (m_timers.empty())
            return false;
        m_now = m_timers.begin()->first;
        while (!m_timers.empty() && m_timers.begin()->first == m_now) {
            const TaskId id = m_timers.begin()->second;
            m_timers.erase(m_timers.begin());
            if (m_tasks[number(id)].stage != Stage::Ended)
                wake(id, static_cast<std::uint32_t>(Waker::Timer));
        }
        return true;
    }

    void wakeFirst(std::deque<TaskId> &line)
    {
        if (line.empty())
            return;
        const TaskId id = line.front();
        line.pop_front();
        wake(id, number(m_current));
    }

    void setDepth(std::uint32_t depth)
    {
        m_depth = depth;
        m_trace->record(m_now, Kind::Depth, static_cast<std::uint32_t>(m_queue), depth);
    }

    void end(Task &task, Kind kind)
    {
        task.stage = Stage::Ended;
        m_trace->record(m_now, kind, number(task.id));
        if (task.producer && --m_running == 0)
            wake(m_main, number(task.id));
    }

    void step(Task &task)
    {
        if (task.cancelled) {
            end(task, Kind::Cancelled);
            return;
        }
        switch (task.stage) {
        case Stage::Start:
            startAll(task);
            break;
        case Stage::Produce:
            if (task.items-- == 0) {
                end(task, Kind::Finished);
                break;
            }
            sleep(task, Stage::Put);
            break;
        case Stage::Put:
            if (m_maxsize > 0 && m_depth >= m_maxsize) {
                suspend(task, Reason::QueuePut, 0, "engine/workloads/queueworkload.cpp", 36);
                m_putters.push_back(task.id);
                break;
            }
            setDepth(m_depth + 1);
            wakeFirst(m_getters);
            m_trace->print(m_now, task.id, "added an item");
            task.stage = Stage::Produce;
            step(task);
            break;
        case Stage::Consume:
            sleep(task, Stage::Got);
            break;
        case Stage::Got:
            if (m_depth == 0) {
                suspend(task, Reason::QueueGet, 0, "engine/workloads/queueworkload.cpp", 42);
                m_getters.push_back(task.id);
                break;
            }
            setDepth(m_depth - 1);
            wakeFirst(m_putters);
            m_trace->print(m_now, task.id, "got an item");
            if (m_depth == 0 && m_joining)
                wake(m_main, number(task.id));
            task.stage = Stage::Consume;
            step(task);
            break;
        case Stage::Gather:
            task.stage = Stage::Join;
            m_joining = m_depth > 0;
            if (m_joining) {
                suspend(task, Reason::QueueJoin, 0, "engine/workloads/queueworkload.cpp", 60);
                break;
            }
            [[fallthrough]];
        case Stage::Join:
            cancelConsumers();
            end(task, Kind::Finished);
            break;
        case Stage::Ended:
            break;
        }
    }

    void startAll(Task &task)
    {
        // Tasks are added while one runs, so its reference may move.
        const TaskId main = task.id;
        for (int i = 0; i < m_producers; ++i) {
            add("produce", "Producer " + std::to_string(i), main, Stage::Produce);
            m_tasks.back().items = draw(8);
        }
        for (int i = 0; i < m_consumers; ++i)
            add("consume", "Consumer " + std::to_string(i), main, Stage::Consume);
        m_running = m_producers;
        Task &moved = m_tasks[number(main)];
        moved.stage = Stage::Gather;
        suspend(moved, Reason::Gather, m_producers, "engine/workloads/queueworkload.cpp", 58);
        if (m_producers == 0)
            wake(main, number(main));
    }

    void cancelConsumers()
    {
        for (Task &task : m_tasks) {
            if (task.stage == Stage::Ended || task.id == m_main)
                continue;
            task.cancelled = true;
            m_trace->record(m_now, Kind::CancelRequested, number(task.id), number(m_main));
            if (std::find(m_ready.begin(), m_ready.end(), task.id) == m_ready.end())
                wake(task.id, number(m_main));
        }
        m_timers.clear();
    }

    std::shared_ptr<Recorder> m_trace = std::make_shared<Recorder>();
    std::mt19937 m_random;
    std::uint32_t m_maxsize;
    ObjectId m_queue{};
    TaskId m_main{};
    TaskId m_current{};
    int m_producers = 0;
    int m_consumers = 0;
    int m_running = 0;
    bool m_joining = false;
    std::uint32_t m_depth = 0;
    Time m_now{0};
    std::vector<Task> m_tasks;
    std::deque<TaskId> m_ready;
    std::deque<TaskId> m_getters;
    std::deque<TaskId> m_putters;
    std::multimap<Time, TaskId> m_timers;
};

} // namespace

std::shared_ptr<Recorder> queueTrace(int producers, int consumers, std::uint32_t seed,
                                     std::uint32_t maxsize)
{
    return QueueProgram(producers, consumers, seed, maxsize).run();
}

std::shared_ptr<Recorder> randomTrace(std::uint32_t seed, std::uint32_t tasks, std::size_t records,
                                      bool stepsTakeTime)
{
    auto trace = std::make_shared<Recorder>();
    std::mt19937 random(seed);
    const auto chance = [&random](unsigned percent) { return random() % 100 < percent; };
    const ObjectId queue = trace->addObject({trace->intern("queue"), trace->intern("q")});
    const std::array reasons{Reason::Sleep, Reason::QueueGet, Reason::Yield, Reason::Lock};

    enum class Doing { Waits, Ready, Ended };
    std::vector<Doing> doing;
    Time now{0};
    const auto pass = [&] {
        if (chance(40))
            now += Time{random() % (chance(5) ? 200'000'000U : 40'000U)};
    };
    while (trace->records().size() < records) {
        pass();
        const auto index = static_cast<std::uint32_t>(random() % tasks);
        if (index >= doing.size()) {
            addTask(*trace, now, chance(50) ? "work" : "serve", "", TaskId::None);
            doing.push_back(Doing::Ready);
            continue;
        }
        const auto other = static_cast<std::uint32_t>(random() % doing.size());
        if (doing[index] == Doing::Waits) {
            if (chance(3))
                trace->record(now, Kind::CancelRequested, index, other);
            if (chance(1) && index % 7 == 3) {
                trace->record(now, Kind::Lost, index);
                doing[index] = Doing::Ended;
                continue;
            }
            trace->record(now, Kind::Ready, index,
                          chance(50) ? static_cast<std::uint32_t>(Waker::Timer) : other);
            doing[index] = Doing::Ready;
        } else if (doing[index] == Doing::Ready) {
            trace->record(now, Kind::Resumed, index, 0);
            if (stepsTakeTime)
                pass();
            if (chance(30))
                trace->record(now, Kind::Depth, static_cast<std::uint32_t>(queue),
                              static_cast<std::uint32_t>(random() % 9));
            if (doing.size() == tasks && chance(1) && index % 3 == 0) {
                const std::array ends{Kind::Finished, Kind::Failed, Kind::Cancelled};
                trace->record(now, ends[random() % 3], index, 0);
                doing[index] = Doing::Ended;
                continue;
            }
            Wait wait;
            wait.reason = reasons[random() % 4];
            if (wait.reason == Reason::QueueGet)
                wait.what = static_cast<std::uint32_t>(queue);
            trace->record(now, Kind::Suspended, index,
                          static_cast<std::uint32_t>(trace->intern(wait)));
            doing[index] = wait.reason == Reason::Yield ? Doing::Ready : Doing::Waits;
        }
    }
    now += 1ms;
    trace->record(now, Kind::Ended, static_cast<std::uint32_t>(Outcome::Stopped));
    return trace;
}

std::shared_ptr<Recorder> blockedTrace()
{
    auto trace = std::make_shared<Recorder>();
    const TaskId main = addTask(*trace, 0ms, "main", "", TaskId::None);
    const auto suspend = [&](Time at, TaskId task, Reason reason, Time amount) {
        Wait wait;
        wait.reason = reason;
        wait.amount = reason == Reason::Gather ? 3 : amount.count();
        wait.chain = trace->intern(
            ChainNode{ChainId::None, trace->intern("engine/workloads/parse.cpp", "parse", 88)});
        trace->record(at, Kind::Suspended, number(task),
                      static_cast<std::uint32_t>(trace->intern(wait)));
    };
    const auto wake = [&](Time at, TaskId task) {
        trace->record(at, Kind::Ready, number(task), static_cast<std::uint32_t>(Waker::Timer));
    };
    const auto resume
        = [&](Time at, TaskId task) { trace->record(at, Kind::Resumed, number(task)); };
    resume(0ms, main);
    std::vector<TaskId> tasks;
    for (const char *label : {"Parser", "Reader", "Writer"})
        tasks.push_back(addTask(*trace, 0ms, "work", label, main));
    suspend(0ms, main, Reason::Gather, 0ms);
    const std::array<Time, 3> sleeps{400ms, 600ms, 900ms};
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        resume(0ms, tasks[i]);
        suspend(0ms, tasks[i], Reason::Sleep, sleeps[i]);
    }
    wake(400ms, tasks[0]);
    resume(400ms, tasks[0]);
    wake(600ms, tasks[1]);
    wake(900ms, tasks[2]);
    suspend(1200ms, tasks[0], Reason::Sleep, 500ms);
    for (std::size_t i = 1; i < tasks.size(); ++i) {
        resume(1200ms, tasks[i]);
        suspend(1200ms, tasks[i], Reason::Sleep, 500ms);
    }
    for (const TaskId task : tasks)
        wake(1700ms, task);
    for (const TaskId task : tasks) {
        resume(1700ms, task);
        trace->record(1700ms, task == tasks[1] ? Kind::Failed : Kind::Finished, number(task),
                      task == tasks[1] ? static_cast<std::uint32_t>(
                          trace->intern(std::string_view("ValueError")))
                                       : 0);
    }
    trace->record(1700ms, Kind::Ready, number(main), number(tasks[2]));
    resume(1700ms, main);
    trace->record(1700ms, Kind::Finished, number(main));
    trace->record(1700ms, Kind::Ended, static_cast<std::uint32_t>(Outcome::Done));
    return trace;
}

} // namespace support
