#include "engine/workloads/timeoutworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/sync/timeout.h"
#include "engine/sync/waitfor.h"
#include "engine/workloads/stopwatch.h"

#include <string>
#include <vector>

namespace engine {

namespace {

class TimeoutProgram final : public Program
{
public:
    explicit TimeoutProgram(const scenario::Arguments &arguments)
        : m_waitFor(arguments.text("kind") == "wait_for")
        , m_limit(arguments.real("limit"))
        , m_delays(arguments.reals("delays"))
        , m_cleanup(arguments.real("cleanup"))
        , m_swallow(arguments.flag("swallow"))
        , m_sequential(arguments.flag("sequential"))
    {
    }

    Task<> main() override
    {
        if (m_sequential) {
            for (std::size_t number = 0; number < m_delays.size(); ++number)
                co_await guard(number);
        } else {
            std::vector<TaskHandle<>> guards;
            for (std::size_t number = 0; number < m_delays.size(); ++number)
                guards.push_back(createTask(guard(number), {{}, fmt::format("Guard {}", number)}));
            co_await gather(std::move(guards));
        }
    }

    void afterRun() override { sayElapsed(); }

private:
    /// Returns its number, or -1 when it was cancelled and would not have it.
    Task<int> work(std::size_t number)
    {
        say("work {} started", number);
        bool cancelled = false;
        try {
            co_await sleep(m_delays[number]);
        } catch (const CancelledError &) {
            cancelled = true;
        }
        if (cancelled) {
            say("work {} cancelled", number);
            if (m_cleanup >= 0) {
                co_await sleep(m_cleanup);
                say("work {} cleaned up", number);
            }
            if (m_swallow)
                co_return -1;
            throw CancelledError();
        }
        say("work {} finished", number);
        co_return static_cast<int>(number);
    }

    Task<> guard(std::size_t number)
    {
        try {
            int result = 0;
            if (m_waitFor) {
                const auto working = createTask(work(number), {{}, fmt::format("Work {}", number)});
                result = co_await waitFor(working, m_limit);
            } else {
                result = co_await timeout(m_limit, work(number));
            }
            say("guard {} got {}", number, result);
        } catch (const TimeoutError &) {
            say("guard {} timed out", number);
        }
    }

    bool m_waitFor;
    double m_limit;
    std::vector<double> m_delays;
    double m_cleanup;
    bool m_swallow;
    bool m_sequential;
};

} // namespace

Workload timeoutWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "timeout";
    s.title = "Time limits";
    s.group = "Composing";
    s.summary = "Work that takes too long is cancelled at its limit, but how late can it be when "
                "it cleans up, or refuses?";
    s.parameters = {
        Parameter::choice("kind", "Kind", {"wait_for", "timeout"},
                          "wait_for: a task of its own under wait_for(); timeout: a timeout() "
                          "block in the same task."),
        Parameter::real("limit", "Limit", 1.0, 0, LongestSeconds,
                        "Seconds that the work may take."),
        Parameter::list("delays", "Delays", "0.5,2,1", Parameter::Content::Reals, ",", 0,
                        LongestSeconds, "Seconds that each piece of work wants to take."),
        Parameter::real("cleanup", "Clean-up", -1, -1, LongestSeconds,
                        "Seconds that cancelled work goes on for before it gives in; below 0 "
                        "it does not."),
        Parameter::flag("swallow", "Swallow", false,
                        "Cancelled work returns -1 instead of giving in."),
        Parameter::flag("sequential", "One by one", false,
                        "Await one piece of work after another."),
    };
    return {std::move(s), makeProgramOf<TimeoutProgram>};
}

} // namespace engine
