#include "engine/workloads/chainworkload.h"

#include "engine/core/blocking.h"
#include "engine/run/print.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/random.h"
#include "engine/workloads/script/pythontext.h"

#include <string>
#include <vector>

namespace engine {

namespace {

class ChainProgram final : public Program
{
public:
    explicit ChainProgram(const scenario::Arguments &arguments)
        : m_ids(arguments.integers("ids"))
        , m_random(arguments.integer("seed"))
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> chains;
        chains.reserve(m_ids.size());
        for (const std::int64_t n : m_ids)
            chains.push_back(createTask(chain(n), {{}, fmt::format("Chain {}", n)}));
        co_await gather(std::move(chains));
    }

    void afterRun() override { print("Program finished in {:0.2f} seconds.", perfCounter()); }

private:
    Task<std::string> part1(std::int64_t n)
    {
        const auto seconds = m_random.randint(0, 10);
        print("part1({}) sleeping for {} seconds.", n, seconds);
        co_await sleep(static_cast<double>(seconds));
        std::string result = fmt::format("result{}-1", n);
        print("Returning part1({}) == {}.", n, result);
        co_return result;
    }

    Task<std::string> part2(std::int64_t n, std::string arg)
    {
        const auto seconds = m_random.randint(0, 10);
        print("part2({}, {}) sleeping for {} seconds.", n, python::repr(arg), seconds);
        co_await sleep(static_cast<double>(seconds));
        std::string result = fmt::format("result{}-2 derived from {}", n, arg);
        print("Returning part2({}, {}) == {}.", n, python::repr(arg), result);
        co_return result;
    }

    Task<> chain(std::int64_t n)
    {
        const double start = perfCounter();
        const std::string p1 = co_await part1(n);
        const std::string p2 = co_await part2(n, p1);
        print("-->Chained result{} => {} (took {:0.2f} seconds).", n, p2, perfCounter() - start);
    }

    std::vector<std::int64_t> m_ids;
    Random m_random;
};

} // namespace

Workload chainWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "chain";
    s.title = "Chained coroutines";
    s.group = "Composing";
    s.summary = "Each chain awaits part 1 and hands its result to part 2, and yet the chains "
                "overtake one another.";
    s.parameters = {
        Parameter::list("ids", "Chains", "1,2,3", Parameter::Content::Integers, ",", INT32_MIN,
                        INT32_MAX, "The numbers of the chains that run at the same time."),
        seedParameter(),
    };
    return {std::move(s), makeProgramOf<ChainProgram>};
}

} // namespace engine
