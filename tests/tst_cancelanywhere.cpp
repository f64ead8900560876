#include "engine/core/blocking.h"
#include "engine/run/executor.h"
#include "engine/run/run.h"
#include "engine/sync/condition.h"
#include "engine/sync/event.h"
#include "engine/sync/gather.h"
#include "engine/sync/queue.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/shield.h"
#include "engine/sync/sleep.h"
#include "engine/sync/taskgroup.h"
#include "engine/sync/timeout.h"
#include "engine/sync/waitfor.h"
#include "engine/sync/yield.h"

#include <QTest>

#include <optional>
#include <random>
#include <vector>

using engine::CancelledError;
using engine::createTask;
using engine::Held;
using engine::Task;
using engine::TaskHandle;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

constexpr int Cancellations = 10'000;
constexpr int StepsOfARun = 400;

/// Counts itself: a frame that leaks keeps one alive.
class Counted
{
public:
    Counted() { ++living; }
    Counted(const Counted &) { ++living; }
    Counted(Counted &&) noexcept { ++living; }
    Counted &operator=(const Counted &) = default;
    Counted &operator=(Counted &&) noexcept = default;
    ~Counted() { --living; }

    static inline int living = 0;
};

/// Tasks that do whatever a task can do, as the draws of a generator have it.
class Anything final : public engine::Program
{
public:
    explicit Anything(std::mt19937 &random)
        : m_random(random)
    {
    }

    Task<> main() override
    {
        m_executor.emplace(2);
        std::vector<TaskHandle<>> tasks;
        tasks.reserve(12);
        for (int i = 0; i < 12; ++i)
            tasks.push_back(createTask(several(3, Counted())));
        co_await gatherAll(tasks);
    }

private:
    Task<> several(int depth, Counted)
    {
        for (int i = 0; i < 3; ++i)
            co_await something(depth, Counted());
    }

    Task<> something(int depth, Counted counted)
    {
        const auto choice = m_random() % (depth > 0 ? 18 : 10);
        if (choice < 10)
            co_await simple(choice);
        else
            co_await nested(choice, depth - 1, counted);
    }

    Task<> simple(unsigned long choice)
    {
        switch (choice) {
        case 0:
            co_await sleep(static_cast<double>(m_random() % 3) / 2);
            break;
        case 1:
            co_await engine::yield();
            break;
        case 2:
            co_await m_queue.put(Counted());
            break;
        case 3:
            co_await m_queue.get();
            m_queue.taskDone();
            break;
        case 4:
            co_await m_queue.join();
            break;
        case 5:
            co_await m_event.wait();
            break;
        case 6:
            m_event.set();
            m_event.clear();
            break;
        case 7: {
            co_await m_condition.acquire();
            const Held held(m_condition);
            co_await m_condition.wait();
            break;
        }
        case 8: {
            co_await m_condition.acquire();
            const Held held(m_condition);
            m_condition.notifyAll();
            break;
        }
        default:
            co_await runJob(Counted());
        }
    }

    Task<> runJob(Counted counted)
    {
        const auto job = [counted] { engine::burn(1); };
        const auto outcome = engine::runInExecutor(*m_executor, job);
        co_await outcome;
    }

    Task<> nested(unsigned long choice, int depth, Counted counted)
    {
        switch (choice) {
        case 10: {
            co_await m_lock.acquire();
            const Held held(m_lock);
            co_await something(depth, counted);
            break;
        }
        case 11: {
            co_await m_semaphore.acquire();
            const Held held(m_semaphore);
            co_await something(depth, counted);
            break;
        }
        case 12: {
            std::vector<Task<>> both;
            both.push_back(several(depth, counted));
            both.push_back(several(depth, counted));
            co_await gather(std::move(both));
            break;
        }
        case 13:
        case 14:
            try {
                if (choice == 13)
                    co_await engine::waitFor(several(depth, counted), 0.5);
                else
                    co_await engine::timeout(0.5, several(depth, counted));
            } catch (const engine::TimeoutError &) { // as good as any end
            }
            break;
        case 15:
            co_await engine::shield(several(depth, counted));
            break;
        case 16:
            co_await cleanUp(depth, counted);
            break;
        default: {
            engine::TaskGroup group;
            const auto body = [this, depth, &counted, &group]() -> Task<> {
                group.createTask(several(depth, counted));
                co_await something(depth, counted);
            };
            co_await group.run(body);
        }
        }
    }

    /// Waits while it is being cancelled, and sometimes refuses.
    Task<> cleanUp(int depth, Counted counted)
    {
        bool cancelled = false;
        try {
            co_await createTask(several(depth, counted));
        } catch (const CancelledError &) {
            cancelled = true;
        }
        if (!cancelled)
            co_return;
        co_await sleep(0.5);
        if (m_random() % 4 != 0)
            throw CancelledError();
    }

    std::mt19937 &m_random;
    engine::Queue<Counted> m_queue{"queue", 2};
    engine::Lock m_lock{"lock"};
    engine::Semaphore m_semaphore{"semaphore", 2};
    engine::Event m_event{"event"};
    engine::Condition m_condition{"condition"};
    std::optional<engine::Executor> m_executor;
};

/// One of the loop's unfinished tasks, if there are any.
engine::ScheduledTask *anyTask(engine::EventLoop &loop, std::mt19937 &random)
{
    std::vector<engine::ScheduledTask *> alive;
    for (engine::ScheduledTask &task : loop.alive())
        alive.push_back(&task);
    return alive.empty() ? nullptr : alive[random() % alive.size()];
}

} // namespace

class tst_CancelAnywhere : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancellationsAtRandomPointsLeakNothing()
    {
        int accepted = 0;
        int ended = 0;
        std::mt19937 random(444);
        for (int i = 0; accepted < Cancellations; ++i) {
            {
                engine::VirtualClock clock;
                trace::Recorder trace;
                engine::Run run(std::make_unique<Anything>(random), clock, trace);
                // Every other run is left in the middle.
                for (int step = 0; (step < StepsOfARun || i % 2 == 0) && !run.ended(); ++step) {
                    run.step();
                    const engine::EventLoop::Scope scope(run.loop());
                    if (random() % 4 != 0)
                        continue;
                    engine::ScheduledTask *task = anyTask(run.loop(), random);
                    accepted += task != nullptr && task->cancel() ? 1 : 0;
                }
                ended += run.ended() ? 1 : 0;
            }
            QCOMPARE(Counted::living, 0);
        }
        QVERIFY(ended > 0);
    }
};

QTEST_APPLESS_MAIN(tst_CancelAnywhere)
#include "tst_cancelanywhere.moc"
