#include "engine/workloads/helloworkload.h"

#include "engine/core/blocking.h"
#include "engine/run/print.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/script/pythontext.h"

#include <vector>

namespace engine {

namespace {

class HelloProgram final : public Program
{
public:
    explicit HelloProgram(const scenario::Arguments &arguments)
        : m_tasks(arguments.integer("tasks"))
        , m_delay(arguments.real("delay"))
        , m_blocking(arguments.flag("blocking"))
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> greetings;
        for (std::int64_t n = 0; n < m_tasks; ++n)
            greetings.push_back(createTask(hello(), {{}, fmt::format("Greeting {}", n)}));
        co_await gather(std::move(greetings));
    }

    void afterRun() override { print("time elapsed: {} seconds", python::repr(perfCounter())); }

private:
    Task<> hello()
    {
        print("hello");
        if (m_blocking)
            burn(m_delay);
        else
            co_await sleep(m_delay);
        print("world");
    }

    std::int64_t m_tasks;
    double m_delay;
    bool m_blocking;
};

} // namespace

Workload helloWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "hello";
    s.title = "Hello, world";
    s.group = "First steps";
    s.summary = "Three greetings that each sleep a second are over after one second, unless the "
                "sleep blocks.";
    s.parameters = {
        Parameter::integer("tasks", "Greetings", 3, 0, LargestCount,
                           "Tasks that say hello, sleep and say world.")
            .withSlider(12),
        Parameter::real("delay", "Sleep", 1.0, 0, LongestSeconds,
                        "Seconds between hello and world."),
        Parameter::flag("blocking", "Blocking", false,
                        "Sleep as time.sleep() does, which stops everybody, and not as "
                        "asyncio.sleep()."),
    };
    s.variation = {"", "", "blocking", "true", "Sleeping, against blocking"};
    return {std::move(s), makeProgramOf<HelloProgram>};
}

} // namespace engine
