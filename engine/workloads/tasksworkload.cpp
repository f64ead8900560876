#include "engine/workloads/tasksworkload.h"

#include "engine/core/blocking.h"
#include "engine/run/print.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/script/pythontext.h"

#include <algorithm>
#include <vector>

namespace engine {

namespace {

using Sequence = std::vector<std::int64_t>;

class TasksProgram final : public Program
{
public:
    explicit TasksProgram(const scenario::Arguments &arguments)
        : m_sequences(arguments.integerLists("sequences"))
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<Sequence>> tasks;
        tasks.reserve(m_sequences.size());
        for (const Sequence &sequence : m_sequences)
            tasks.push_back(createTask(coro(sequence), {{}, python::repr(sequence)}));
        const double start = perfCounter();
        m_results = co_await gather(tasks);
        print("elapsed: {}", python::repr(perfCounter() - start));
        const bool allDone
            = std::all_of(tasks.begin(), tasks.end(), [](const auto &task) { return task.done(); });
        print("all tasks done: {}", python::repr(allDone));
    }

    void afterRun() override { print("{}", python::repr(m_results)); }

private:
    Task<Sequence> coro(Sequence sequence)
    {
        const auto largest = *std::max_element(sequence.begin(), sequence.end());
        co_await sleep(static_cast<double>(largest) * 0.1);
        std::reverse(sequence.begin(), sequence.end());
        co_return sequence;
    }

    std::vector<Sequence> m_sequences;
    std::vector<Sequence> m_results;
};

} // namespace

Workload tasksWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "tasks";
    s.title = "Tasks before they are awaited";
    s.group = "Composing";
    s.summary = "create_task() starts work at once, and awaiting it later costs only what is "
                "left of the longest.";
    s.parameters = {
        Parameter::list("sequences", "Sequences", "3,2,1;10,5,0", Parameter::Content::Integers,
                        ";,", INT32_MIN, INT32_MAX,
                        "A task for each, which sleeps a tenth of its largest number in seconds "
                        "and returns it reversed."),
    };
    return {std::move(s), makeProgramOf<TasksProgram>};
}

} // namespace engine
