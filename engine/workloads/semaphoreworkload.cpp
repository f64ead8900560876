#include "engine/workloads/semaphoreworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/lock.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/random.h"
#include "engine/workloads/stopwatch.h"

#include <vector>

namespace engine {

namespace {

class SemaphoreProgram final : public Program
{
public:
    explicit SemaphoreProgram(const scenario::Arguments &arguments)
        : m_workers(arguments.integer("workers"))
        , m_rounds(arguments.integer("rounds"))
        , m_random(arguments.integer("seed"))
        , m_door("door", static_cast<std::size_t>(arguments.integer("admitted")))
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> workers;
        for (std::int64_t number = 0; number < m_workers; ++number)
            workers.push_back(createTask(worker(number), {{}, fmt::format("Worker {}", number)}));
        co_await gather(std::move(workers));
    }

    void afterRun() override { sayElapsed(); }

private:
    Task<> worker(std::int64_t number)
    {
        for (std::int64_t turn = 0; turn < m_rounds; ++turn) {
            {
                co_await m_door.acquire();
                const Held admitted(m_door);
                ++m_inside;
                const auto stay = m_random.randint(0, 3);
                say("worker {} round {} in for {}, inside: {}", number, turn, stay, m_inside);
                co_await sleep(static_cast<double>(stay));
                --m_inside;
            }
            say("worker {} round {} out", number, turn);
        }
    }

    std::int64_t m_workers;
    std::int64_t m_rounds;
    Random m_random;
    Semaphore m_door;
    int m_inside = 0;
};

} // namespace

Workload semaphoreWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "semaphore";
    s.title = "A room with a doorkeeper";
    s.group = "Coordinating";
    s.summary = "A semaphore lets two workers in at a time and keeps the rest in line, in the "
                "order in which they came.";
    s.parameters = {
        Parameter::integer("workers", "Workers", 6, 0, LargestCount, "Tasks that want to enter.")
            .withSlider(12),
        Parameter::integer("admitted", "Admitted", 2, 0, LargestCount,
                           "How many may be inside at the same time.")
            .withSlider(8)
            .withZero("nobody, ever"),
        Parameter::integer("rounds", "Rounds", 2, 0, LargestCount, "How often each worker enters.")
            .withSlider(6),
        seedParameter(),
    };
    return {std::move(s), makeProgramOf<SemaphoreProgram>,
            [](const scenario::Arguments &arguments) {
                return 2 * arguments.integer("workers") * arguments.integer("rounds") + 1;
            }};
}

} // namespace engine
