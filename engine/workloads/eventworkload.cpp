#include "engine/workloads/eventworkload.h"

#include "engine/sync/event.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/stopwatch.h"

#include <vector>

namespace engine {

namespace {

class EventProgram final : public Program
{
public:
    explicit EventProgram(const scenario::Arguments &arguments)
        : m_waiters(arguments.integer("waiters"))
        , m_delay(arguments.real("delay"))
        , m_late(arguments.integer("late"))
        , m_event("event")
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> tasks;
        for (std::int64_t n = 0; n < m_waiters; ++n)
            tasks.push_back(createTask(waiter(n), {{}, fmt::format("Waiter {}", n)}));
        co_await sleep(m_delay);
        say("set");
        m_event.set();
        say("after set");
        for (std::int64_t n = m_waiters; n < m_waiters + m_late; ++n)
            tasks.push_back(createTask(waiter(n), {{}, fmt::format("Latecomer {}", n)}));
        co_await gather(std::move(tasks));
    }

    void afterRun() override { sayElapsed(); }

private:
    Task<> waiter(std::int64_t number)
    {
        say("waiter {} waiting", number);
        co_await m_event.wait();
        say("waiter {} go", number);
    }

    std::int64_t m_waiters;
    double m_delay;
    std::int64_t m_late;
    Event m_event;
};

} // namespace

Workload eventWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "event";
    s.title = "Starting shot";
    s.group = "Coordinating";
    s.summary = "One event wakes all that wait for it, but none of them before the task that set "
                "it lets go; who comes late does not wait.";
    s.parameters = {
        Parameter::integer("waiters", "Waiters", 3, 0, LargestCount,
                           "Tasks that wait for the event.")
            .withSlider(12),
        Parameter::real("delay", "Set after", 1.0, 0, LongestSeconds,
                        "Seconds until the event is set."),
        Parameter::integer("late", "Latecomers", 1, 0, LargestCount,
                           "Tasks that come when it is set already.")
            .withSlider(6),
    };
    return {std::move(s), makeProgramOf<EventProgram>};
}

} // namespace engine
