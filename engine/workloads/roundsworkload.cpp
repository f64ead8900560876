#include "engine/workloads/roundsworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/yield.h"
#include "engine/workloads/script/pythontext.h"
#include "engine/workloads/stopwatch.h"

#include <vector>

namespace engine {

namespace {

class RoundsProgram final : public Program
{
public:
    explicit RoundsProgram(const scenario::Arguments &arguments)
        : m_tasks(arguments.integer("tasks"))
        , m_turns(arguments.integer("turns"))
        , m_work(arguments.real("work"))
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<std::int64_t>> players;
        for (std::int64_t number = 0; number < m_tasks; ++number)
            players.push_back(createTask(player(number), {{}, fmt::format("Player {}", number)}));
        const auto results = co_await gather(std::move(players));
        print("{}", python::repr(results));
    }

    void afterRun() override { sayElapsed(); }

private:
    Task<std::int64_t> player(std::int64_t number)
    {
        for (std::int64_t turn = 0; turn < m_turns; ++turn) {
            burn(m_work);
            print("player {} turn {}", number, turn);
            co_await yield();
        }
        print("player {} out", number);
        co_return number;
    }

    std::int64_t m_tasks;
    std::int64_t m_turns;
    double m_work;
};

} // namespace

Workload roundsWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "rounds";
    s.title = "Taking turns";
    s.group = "First steps";
    s.summary = "Tasks that give way after every turn show the ready queue bare: round and round "
                "in the order of creation.";
    s.parameters = {
        Parameter::integer("tasks", "Players", 3, 0, LargestCount, "Tasks that take turns.")
            .withSlider(12),
        Parameter::integer("turns", "Turns", 3, 0, LargestCount, "Turns that each takes.")
            .withSlider(12),
        Parameter::real("work", "Work", 0, 0, LongestSeconds,
                        "Seconds that a turn holds the loop."),
    };
    return {std::move(s), makeProgramOf<RoundsProgram>, [](const scenario::Arguments &arguments) {
                return arguments.integer("tasks") * (arguments.integer("turns") + 1) + 2;
            }};
}

} // namespace engine
