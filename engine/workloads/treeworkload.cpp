#include "engine/workloads/treeworkload.h"

#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "engine/workloads/stopwatch.h"

#include <string>
#include <vector>

namespace engine {

namespace {

constexpr std::int64_t MostNodes = 200'000;

class TreeProgram final : public Program
{
public:
    explicit TreeProgram(const scenario::Arguments &arguments)
        : m_depth(arguments.integer("depth"))
        , m_width(arguments.integer("width"))
        , m_leaf(arguments.real("leaf"))
    {
        std::int64_t nodes = 1;
        for (std::int64_t level = 0; level < m_depth; ++level)
            nodes = nodes * m_width + 1;
        if (nodes > MostNodes)
            throw scenario::ArgumentError(
                fmt::format("--depth {} and --width {} together make {} tasks; a tree may have up "
                            "to {}.",
                            m_depth, m_width, nodes, MostNodes));
    }

    Task<> main() override { return node(); }

    void afterRun() override
    {
        print("{}", m_leaves);
        sayElapsed();
    }

private:
    /// The root.
    Task<> node() { m_leaves = co_await node("r", m_depth); }

    /// \a levels: how many there are below this node. Returns the number of leaves.
    Task<std::int64_t> node(std::string path, std::int64_t levels)
    {
        print("{} enter", path);
        std::int64_t leaves = 0;
        if (levels == 0) {
            co_await sleep(m_leaf);
            leaves = 1;
        } else {
            std::vector<TaskHandle<std::int64_t>> children;
            for (std::int64_t child = 0; child < m_width; ++child) {
                const std::string name = fmt::format("{}{}", path, child);
                children.push_back(createTask(node(name, levels - 1), {name, {}}));
            }
            for (const auto &child : children) {
                const std::int64_t below = co_await child;
                leaves += below;
            }
        }
        print("{} leave {}", path, leaves);
        co_return leaves;
    }

    std::int64_t m_depth;
    std::int64_t m_width;
    double m_leaf;
    std::int64_t m_leaves = 0;
};

} // namespace

Workload treeWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "tree";
    s.title = "A tree of tasks";
    s.group = "Composing";
    s.summary = "Tasks create tasks and await them: the whole tree sleeps as long as a single "
                "leaf, and its results climb back hop by hop.";
    s.parameters = {
        Parameter::integer("depth", "Depth", 2, 0, 10, "Levels of tasks below the root.")
            .withSlider(6),
        Parameter::integer("width", "Width", 2, 0, 10, "Tasks that each one creates.")
            .withSlider(5),
        Parameter::real("leaf", "Leaf's sleep", 1.0, 0, LongestSeconds,
                        "Seconds that each leaf sleeps."),
    };
    return {std::move(s), makeProgramOf<TreeProgram>};
}

} // namespace engine
