#include "engine/workloads/executorworkload.h"

#include "engine/run/executor.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/counted.h"
#include "engine/workloads/script/pythontext.h"
#include "engine/workloads/stopwatch.h"

#include <string>
#include <vector>

namespace engine {

namespace {

constexpr double MostTicks = 1e6;

/// What stands for any blocking call.
std::int64_t block(std::int64_t number, double duration)
{
    burn(duration);
    return number * number;
}

class ExecutorProgram final : public Program
{
public:
    explicit ExecutorProgram(const scenario::Arguments &arguments)
        : m_mode(arguments.text("mode"))
        , m_jobs(arguments.integer("jobs"))
        , m_duration(arguments.real("duration"))
        , m_workers(arguments.integer("workers"))
        , m_tick(arguments.real("tick"))
    {
        const double longest = m_duration * static_cast<double>(m_jobs);
        if (longest > MostTicks * m_tick)
            throw scenario::ArgumentError(
                fmt::format("--tick takes at least {} with {} jobs of {} seconds, or the heart "
                            "would beat over {:.0f} times.",
                            longest / MostTicks, m_jobs, m_duration, MostTicks));
    }

    Task<> main() override
    {
        const TaskHandle<> heart = createTask(heartbeat(), {"heartbeat", "Heartbeat"});
        {
            Executor threads(static_cast<int>(m_workers));
            std::vector<TaskHandle<std::int64_t>> jobs;
            for (std::int64_t number = 0; number < m_jobs; ++number)
                jobs.push_back(
                    createTask(job(number, threads), {{}, fmt::format("Job {}", number)}));
            m_results = co_await gather(std::move(jobs));
        }
        heart.cancel();
        try {
            co_await heart;
        } catch (const CancelledError &) { // as it should be
        }
    }

    void afterRun() override
    {
        print("results: {}", python::repr(m_results));
        print("{}, {}: {:.2f} seconds", counted(m_jobs, "job"), m_mode, perfCounter());
    }

private:
    /// \a threads outlives the job, which main() awaits.
    Task<std::int64_t> job(std::int64_t number, Executor &threads)
    {
        say("job {} started", number);
        std::int64_t result = 0;
        if (m_mode == "inline") {
            result = block(number, m_duration);
        } else {
            const auto call = [number, duration = m_duration] { return block(number, duration); };
            const auto outcome = runInExecutor(threads, call);
            result = co_await outcome;
        }
        say("job {} == {}", number, result);
        co_return result;
    }

    Task<> heartbeat()
    {
        std::int64_t beats = 0;
        try {
            for (;;) {
                say("tick {}", beats);
                ++beats;
                co_await sleep(m_tick);
            }
        } catch (const CancelledError &) {
            say("heartbeat stopped after {}", counted(beats, "tick"));
            throw;
        }
    }

    std::string m_mode;
    std::int64_t m_jobs;
    double m_duration;
    std::int64_t m_workers;
    double m_tick;
    std::vector<std::int64_t> m_results;
};

} // namespace

Workload executorWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "executor";
    s.title = "Blocking jobs";
    s.group = "Real world";
    s.summary = "A heartbeat skips while blocking jobs run on the loop, and is steady while they "
                "run on worker threads.";
    s.parameters = {
        Parameter::choice("mode", "Where", {"executor", "inline"},
                          "executor: on worker threads; inline: on the loop itself."),
        Parameter::integer("jobs", "Jobs", 4, 0, LargestCount, "Blocking calls to be made.")
            .withSlider(12),
        Parameter::real("duration", "Duration", 0.25, 0, LongestSeconds,
                        "Seconds that each of them blocks."),
        Parameter::integer("workers", "Workers", 2, 1, LargestCount,
                           "Threads that take jobs, first come, first served.")
            .withSlider(8),
        Parameter::real("tick", "Heartbeat", 0.1, 0.001, LongestSeconds,
                        "Seconds between two beats of the heart."),
    };
    s.variation = {"", "", "mode", "inline", "Jobs on threads, against on the loop"};
    return {std::move(s), makeProgramOf<ExecutorProgram>};
}

} // namespace engine
