#include "engine/workloads/coresworkload.h"

#include "engine/run/loops.h"
#include "engine/sync/gather.h"
#include "engine/sync/yield.h"
#include "engine/workloads/counted.h"
#include "engine/workloads/stopwatch.h"

#include <string>
#include <vector>

namespace engine {

namespace {

constexpr std::int64_t MostLoops = 64;

/// What one job computes, and how often it gives way to the others on its loop meanwhile.
struct Work
{
    double seconds;
    std::int64_t parts;
};

/// What one loop does: the jobs of the given numbers, all at once.
class Share final : public Program
{
public:
    Share(std::vector<std::int64_t> jobs, const Work &work)
        : m_jobs(std::move(jobs))
        , m_work(work)
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> jobs;
        jobs.reserve(m_jobs.size());
        for (const std::int64_t number : m_jobs)
            jobs.push_back(createTask(job(number), {{}, fmt::format("Job {}", number)}));
        co_await gather(std::move(jobs));
    }

private:
    Task<> job(std::int64_t number)
    {
        for (std::int64_t part = 0; part < m_work.parts; ++part) {
            if (part > 0)
                co_await yield();
            compute(m_work.seconds / static_cast<double>(m_work.parts));
        }
        say("job {} done", number);
    }

    std::vector<std::int64_t> m_jobs;
    Work m_work;
};

class CoresProgram final : public Program
{
public:
    explicit CoresProgram(const scenario::Arguments &arguments)
        : m_mode(arguments.text("mode"))
        , m_loops(arguments.integer("loops"))
        , m_jobs(arguments.integer("jobs"))
        , m_work{arguments.real("work"), arguments.integer("parts")}
    {
    }

    Task<> main() override
    {
        double one = 0;
        double many = 0;
        if (m_mode != "many")
            one = co_await computeOn(1);
        if (m_mode != "one")
            many = co_await computeOn(m_loops);
        if (m_mode == "both" && many > 0)
            print("{:.2f} times as fast", one / many);
    }

private:
    /// Returns how many seconds it took.
    Task<double> computeOn(std::int64_t count)
    {
        const double began = perfCounter();
        Loops loops(static_cast<int>(count));
        std::vector<Future<>> ends;
        for (std::int64_t loop = 0; loop < count; ++loop) {
            std::vector<std::int64_t> jobs;
            for (std::int64_t number = loop; number < m_jobs; number += count)
                jobs.push_back(number);
            const std::string name = count == 1 ? "One loop" : fmt::format("Loop {}", loop + 1);
            ends.push_back(loops.run(name, std::make_unique<Share>(std::move(jobs), m_work)));
        }
        for (const Future<> &end : ends)
            co_await end;
        const double seconds = perfCounter() - began;
        print("{} on {}: {:.2f} seconds", counted(m_jobs, "job"),
              count == 1 ? "one loop" : fmt::format("{} loops", count), seconds);
        co_return seconds;
    }

    std::string m_mode;
    std::int64_t m_loops;
    std::int64_t m_jobs;
    Work m_work;
};

} // namespace

Workload coresWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "cores";
    s.title = "Several cores";
    s.group = "Real world";
    s.summary = "Tasks that compute gain nothing from each other on one loop; on a loop in each of "
                "N threads they take an Nth of the time, if there are N cores.";
    s.parameters = {
        Parameter::choice("mode", "Where", {"both", "one", "many"},
                          "one: on one loop; many: on several; both: one after the other."),
        Parameter::integer("loops", "Loops", 2, 1, MostLoops,
                           "Loops, each in a thread of its own. On the virtual clock each has a "
                           "core.")
            .withSlider(8),
        Parameter::integer("jobs", "Jobs", 8, 0, LargestCount, "Tasks that compute.")
            .withSlider(16),
        Parameter::real("work", "Work", 0.1, 0, LongestSeconds,
                        "Seconds of a core's time that each of them takes."),
        Parameter::integer("parts", "Parts", 4, 1, LargestCount,
                           "Parts of the work after which a task gives way.")
            .withSlider(12),
    };
    return {std::move(s), makeProgramOf<CoresProgram>};
}

} // namespace engine
