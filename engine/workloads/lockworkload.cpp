#include "engine/workloads/lockworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/holding.h"
#include "engine/sync/lock.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/stopwatch.h"

#include <vector>

namespace engine {

namespace {

class LockProgram final : public Program
{
public:
    explicit LockProgram(const scenario::Arguments &arguments)
        : m_tasks(arguments.integer("tasks"))
        , m_rounds(arguments.integer("rounds"))
        , m_locked(arguments.flag("locked"))
        , m_hold(arguments.real("hold"))
        , m_guard("guard")
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> workers;
        for (std::int64_t number = 0; number < m_tasks; ++number)
            workers.push_back(createTask(worker(number), {{}, fmt::format("Worker {}", number)}));
        co_await gather(std::move(workers));
    }

    void afterRun() override
    {
        print("counter == {} of {}", m_counter, m_tasks * m_rounds);
        sayElapsed();
    }

private:
    Task<> worker(std::int64_t number)
    {
        for (std::int64_t i = 0; i < m_rounds; ++i) {
            if (m_locked)
                co_await holding(m_guard, add(number));
            else
                co_await add(number);
        }
    }

    Task<> add(std::int64_t number)
    {
        const std::int64_t value = m_counter;
        co_await sleep(m_hold);
        m_counter = value + 1;
        say("task {}: {} -> {}", number, value, m_counter);
    }

    std::int64_t m_tasks;
    std::int64_t m_rounds;
    bool m_locked;
    double m_hold;
    Lock m_guard;
    std::int64_t m_counter = 0;
};

} // namespace

Workload lockWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "lock";
    s.title = "Lost additions";
    s.group = "Coordinating";
    s.summary = "A counter is read before a sleep and written after it: take the lock away and "
                "most additions are lost.";
    s.parameters = {
        Parameter::integer("tasks", "Tasks", 3, 0, LargestCount, "Tasks that add to the counter.")
            .withSlider(8),
        Parameter::integer("rounds", "Rounds", 3, 0, LargestCount, "How often each adds 1.")
            .withSlider(8),
        Parameter::flag("locked", "Locked", true, "Hold a lock from reading to writing."),
        Parameter::real("hold", "Hold", 0.5, 0, LongestSeconds,
                        "Seconds between reading and writing."),
    };
    s.variation = {"Take the lock away", "Give the lock back", "locked", "false",
                   "With the lock, against without it"};
    return {std::move(s), makeProgramOf<LockProgram>, [](const scenario::Arguments &arguments) {
                return arguments.integer("tasks") * arguments.integer("rounds") + 2;
            }};
}

} // namespace engine
