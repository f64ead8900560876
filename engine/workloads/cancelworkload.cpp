#include "engine/workloads/cancelworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/shield.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/script/pythontext.h"
#include "engine/workloads/stopwatch.h"

#include <string>
#include <vector>

namespace engine {

namespace {

using Sleepers = std::vector<TaskHandle<std::int64_t>>;

class CancelProgram final : public Program
{
public:
    explicit CancelProgram(const scenario::Arguments &arguments)
        : m_mode(arguments.text("mode"))
        , m_count(arguments.integer("tasks"))
        , m_delay(arguments.real("delay"))
        , m_after(arguments.real("after"))
    {
    }

    Task<> main() override
    {
        Sleepers tasks;
        for (std::int64_t number = 0; number < m_count; ++number)
            tasks.push_back(createTask(m_mode == "shield" ? shielded(number) : sleeper(number),
                                       {{}, fmt::format("Sleeper {}", number)}));
        if (m_mode == "gather")
            co_await cancelGathered(tasks);
        else
            co_await cancelEach(tasks);
        co_await gatherAll(tasks);
        for (std::size_t number = 0; number < tasks.size(); ++number) {
            const auto &task = tasks[number];
            if (task.cancelled())
                print("task {}: cancelled CancelledError('')", number);
            else
                print("task {}: done {}", number, task.result());
        }
    }

    void afterRun() override { sayElapsed(); }

private:
    /// Returns its number, unless it is cancelled and gives in.
    Task<std::int64_t> sleeper(std::int64_t number)
    {
        say("sleeper {} starts", number);
        if (m_mode == "self") {
            EventLoop::current().currentTask()->cancel();
            say("sleeper {} asked for its own cancellation", number);
        }
        bool cancelled = false;
        try {
            co_await sleep(m_delay);
            say("sleeper {} slept", number);
        } catch (const CancelledError &) {
            say("sleeper {} caught CancelledError", number);
            cancelled = true;
        }
        if (cancelled && m_mode == "swallow") {
            co_await sleep(m_delay);
            say("sleeper {} slept after all", number);
            cancelled = false;
        }
        if (m_mode == "finally") {
            say("sleeper {} finally", number);
        } else if (m_mode == "cleanup" || m_mode == "twice") {
            say("sleeper {} cleans up", number);
            co_await sleep(0.5);
            say("sleeper {} has cleaned up", number);
        }
        if (cancelled)
            throw CancelledError();
        co_return number;
    }

    Task<std::int64_t> shielded(std::int64_t number)
    {
        const auto inner = createTask(sleeper(number), {{}, fmt::format("Inner {}", number)});
        try {
            const std::int64_t result = co_await shield(inner);
            co_return result;
        } catch (const CancelledError &) {
            say("shielded {} cancelled, inner done: {}", number, python::repr(inner.done()));
        }
        co_await inner;
        say("inner {} finished", number);
        throw CancelledError();
    }

    Task<> cancelGathered(Sleepers tasks)
    {
        const auto gathered = gather(std::move(tasks));
        co_await sleep(m_after);
        say("cancel gather: {}", python::repr(gathered.cancel()));
        try {
            co_await gathered;
        } catch (const CancelledError &) {
            say("gather raised CancelledError");
        }
    }

    Task<> cancelEach(Sleepers tasks)
    {
        if (m_mode != "unstarted")
            co_await sleep(m_after);
        for (std::size_t number = 0; number < tasks.size(); ++number)
            say("cancel {}: {}", number, python::repr(tasks[number].cancel()));
        if (m_mode == "twice") {
            co_await sleep(0.25);
            for (std::size_t number = 0; number < tasks.size(); ++number)
                say("cancel {} again: {}", number, python::repr(tasks[number].cancel()));
        }
    }

    std::string m_mode;
    std::int64_t m_count;
    double m_delay;
    double m_after;
};

} // namespace

Workload cancelWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "cancel";
    s.title = "Cancellation";
    s.group = "Composing";
    s.summary = "cancel() is only a request: sleepers obey, clean up, refuse, or are not even "
                "the ones it reaches.";
    s.parameters = {
        Parameter::choice("mode", "Mode",
                          {"plain", "finally", "cleanup", "swallow", "twice", "self", "unstarted",
                           "gather", "shield"},
                          "How the sleepers are cancelled, and how they take it."),
        Parameter::integer("tasks", "Sleepers", 2, 0, LargestCount, "Tasks to be cancelled.")
            .withSlider(8),
        Parameter::real("delay", "Sleep", 2, 0, LongestSeconds,
                        "Seconds that a sleeper means to sleep."),
        Parameter::real("after", "Cancelled after", 1, 0, LongestSeconds,
                        "Seconds until the sleepers are cancelled."),
    };
    return {std::move(s), makeProgramOf<CancelProgram>};
}

} // namespace engine
