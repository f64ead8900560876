#include "engine/workloads/philosophersworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/lock.h"
#include "engine/sync/sleep.h"
#include "engine/sync/yield.h"
#include "engine/workloads/stopwatch.h"

#include <deque>
#include <utility>
#include <vector>

namespace engine {

namespace {

class PhilosophersProgram final : public Program
{
public:
    explicit PhilosophersProgram(const scenario::Arguments &arguments)
        : m_meals(arguments.integer("meals"))
        , m_polite(arguments.flag("polite"))
    {
        for (std::int64_t n = 0; n < arguments.integer("philosophers"); ++n)
            m_forks.emplace_back(fmt::format("fork {}", n), SourceSite::here());
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> table;
        for (std::size_t number = 0; number < m_forks.size(); ++number) {
            std::size_t first = number;
            std::size_t second = (number + 1) % m_forks.size();
            if (m_polite && number == m_forks.size() - 1)
                std::swap(first, second);
            table.push_back(createTask(philosopher(number, m_forks[first], m_forks[second]),
                                       {{}, fmt::format("Philosopher {}", number)}));
        }
        co_await gather(std::move(table));
    }

    void afterRun() override { sayElapsed(); }

private:
    /// The forks are members and outlive the task.
    Task<> philosopher(std::size_t number, Lock &first, Lock &second)
    {
        for (std::int64_t meal = 0; meal < m_meals; ++meal) {
            {
                co_await first.acquire();
                const Held oneFork(first);
                say("philosopher {} has one fork", number);
                co_await yield();
                co_await second.acquire();
                const Held bothForks(second);
                say("philosopher {} eats meal {}", number, meal);
                co_await sleep(1);
            }
            say("philosopher {} thinks", number);
        }
    }

    std::int64_t m_meals;
    bool m_polite;
    std::deque<Lock> m_forks;
};

} // namespace

Workload philosophersWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "philosophers";
    s.title = "Dining philosophers";
    s.group = "Coordinating";
    s.summary = "When all take the left fork first, nobody ever gets the right one; one polite "
                "guest is enough to feed them all.";
    s.parameters = {
        Parameter::integer("philosophers", "Philosophers", 5, 1, LargestCount,
                           "Guests at the round table, with a fork between each two.")
            .withSlider(12),
        Parameter::integer("meals", "Meals", 2, 0, LargestCount,
                           "How often each means to eat, for a second.")
            .withSlider(6),
        Parameter::flag("polite", "Polite", true, "The last one takes the right fork first."),
    };
    s.variation = {"Nobody is polite", "One is polite", "polite", "false",
                   "With a polite guest, against nobody polite"};
    return {std::move(s), makeProgramOf<PhilosophersProgram>,
            [](const scenario::Arguments &arguments) {
                return 3 * arguments.integer("philosophers") * arguments.integer("meals") + 1;
            }};
}

} // namespace engine
