#include "engine/workloads/makerandomworkload.h"

#include "engine/run/print.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/random.h"

#include <array>
#include <fmt/ranges.h>
#include <string>
#include <vector>

namespace engine {

namespace {

constexpr std::array<std::string_view, 3> Palette{"\033[36m", "\033[91m", "\033[35m"};

class RandomProgram final : public Program
{
public:
    explicit RandomProgram(const scenario::Arguments &arguments)
        : m_tasks(arguments.integer("tasks"))
        , m_margin(arguments.integer("margin"))
        , m_random(arguments.integer("seed"))
        , m_colors(arguments.flag("colors"))
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<std::int64_t>> drawing;
        for (std::int64_t i = 0; i < m_tasks; ++i)
            drawing.push_back(createTask(make_random(i, 10 - i - m_margin),
                                         {{}, fmt::format("make_random({})", i)}));
        m_numbers = co_await gather(std::move(drawing));
    }

    void afterRun() override
    {
        std::vector<std::string> results;
        results.reserve(m_numbers.size());
        for (const std::int64_t number : m_numbers)
            results.push_back(fmt::format("r{}: {}", results.size() + 1, number));
        print("");
        print("{}", fmt::format("{}", fmt::join(results, ", ")));
    }

private:
    // NOLINTNEXTLINE(readability-identifier-naming): shown beside Python's coroutine of this name
    Task<std::int64_t> make_random(std::int64_t index, std::int64_t threshold)
    {
        std::string_view color;
        if (m_colors)
            color = Palette[static_cast<std::size_t>(index) % Palette.size()];
        print("{}initialized make_random({})", color, index);
        std::int64_t number = m_random.randint(0, 10);
        while (number <= threshold) {
            print("{}make_random({}) == {} too low; retrying...", color, index, number);
            co_await sleep(static_cast<double>(index + 1));
            number = m_random.randint(0, 10);
        }
        print("{}finished: make_random({}) == {}", color, index, number);
        co_return number;
    }

    std::int64_t m_tasks;
    std::int64_t m_margin;
    Random m_random;
    bool m_colors;
    std::vector<std::int64_t> m_numbers;
};

} // namespace

Workload randomWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "random";
    s.title = "Random numbers";
    s.group = "First steps";
    s.summary = "Tasks draw numbers until one is high enough, sleeping after each failure: whose "
                "luck holds up whom?";
    s.parameters = {
        Parameter::integer("tasks", "Tasks", 3, 0, LargestCount, "Tasks that draw numbers.")
            .withSlider(12),
        Parameter::integer("margin", "Margin", 2, 1, LargestCount,
                           "How far below 10 the first task's threshold lies; each further one's "
                           "is lower by 1.")
            .withSlider(10),
        seedParameter(),
        Parameter::flag("colors", "Colours", false,
                        "Print each task's lines in a terminal colour of its own."),
    };
    return {std::move(s), makeProgramOf<RandomProgram>};
}

} // namespace engine
