#include "engine/workloads/script/script.h"

#include "engine/core/blocking.h"
#include "engine/run/executor.h"
#include "engine/run/print.h"
#include "engine/sync/condition.h"
#include "engine/sync/event.h"
#include "engine/sync/gather.h"
#include "engine/sync/lock.h"
#include "engine/sync/queue.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/shield.h"
#include "engine/sync/sleep.h"
#include "engine/sync/timeout.h"
#include "engine/sync/waitfor.h"
#include "engine/workloads/pythontext.h"
#include "engine/workloads/script/scriptparser.h"

#include <deque>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace engine {

namespace {

using Handle = TaskHandle<ScriptValue>;
using Object = std::variant<Queue<ScriptValue>, Lock, Semaphore, Event, Condition>;
using Operation = Script::Operation;
using Operations = std::vector<Operation>;
using Verb = Script::Verb;

constexpr int Workers = 2;

void tell(const std::string &text)
{
    print("[{:.3f}] {}", perfCounter(), text);
}

/// What `try` catches, and the program around main.
bool isCaught(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const CancelledError &) {
        return true;
    } catch (const TimeoutError &) {
        return true;
    } catch (const ValueError &) {
        return true;
    } catch (...) {
        return false;
    }
}

std::string exceptionRepr(const std::exception_ptr &error)
{
    const std::string text = errorText(error);
    return fmt::format("{}({})", errorName(error),
                       text.empty() ? text : python::repr(std::string_view(text)));
}

/// The repr() of what a task ended with, as in the result of gather(return_exceptions=True).
std::string outcomeRepr(const Handle &task)
{
    if (task.cancelled())
        return "CancelledError('')";
    if (const std::exception_ptr &error = task.task().exception())
        return exceptionRepr(error);
    return task.result().repr();
}

class ScriptProgram final : public Program
{
public:
    explicit ScriptProgram(const scenario::Arguments &arguments)
        : m_script(readScript(arguments.text("file")))
        , m_tasks(m_script.tasks.size())
    {
        for (const Script::Object &object : m_script.objects)
            addObject(object);
    }

    Task<> main() override { return main(nullptr); }

    void afterRun() override
    {
        print("main returned {}", m_result.text());
        print("time elapsed: {:.3f} seconds", perfCounter());
    }

    bool afterError(const std::exception_ptr &error) override
    {
        if (!isCaught(error))
            return false;
        print("main raised {}", errorName(error));
        print("time elapsed: {:.3f} seconds", perfCounter());
        return true;
    }

private:
    class Body;

    struct Started
    {
        bool started = false;
        std::optional<Handle> spawned; ///< null: in a task of no name, which its starter awaits
    };

    /// \a pool becomes the workers. A parameter lives until the frame goes, at the end of the run:
    /// tasks that main leaves may need them still.
    Task<> main(std::unique_ptr<Executor> pool)
    {
        pool = std::make_unique<Executor>(Workers);
        m_pool = pool.get();
        m_result = co_await body(m_script.main);
    }

    Task<ScriptValue> body(std::size_t task);

    bool canBeAwaited(std::size_t task) const
    {
        return !m_tasks[task].started || m_tasks[task].spawned;
    }
    /// The task if it was spawned; else it has not been started, and starts in one without a name.
    Handle awaitable(std::size_t task)
    {
        Started &state = m_tasks[task];
        state.started = true;
        return state.spawned ? *state.spawned
                             : createTask(body(task), {{}, m_script.tasks[task].name});
    }

    void addObject(const Script::Object &object)
    {
        switch (object.kind) {
        case Script::Kind::Queue:
            m_objects.emplace_back(std::in_place_type<Queue<ScriptValue>>, object.name,
                                   object.number);
            break;
        case Script::Kind::Lock:
            m_objects.emplace_back(std::in_place_type<Lock>, object.name);
            break;
        case Script::Kind::Semaphore:
            m_objects.emplace_back(std::in_place_type<Semaphore>, object.name, object.number);
            break;
        case Script::Kind::Event:
            m_objects.emplace_back(std::in_place_type<Event>, object.name);
            break;
        case Script::Kind::Condition:
            m_objects.emplace_back(std::in_place_type<Condition>, object.name);
            break;
        }
    }

    Script m_script;
    std::deque<Object> m_objects;
    std::vector<Started> m_tasks;
    Executor *m_pool = nullptr;
    ScriptValue m_result;
};

/// Runs the operations of one task. Their results are None but where a function says so.
class ScriptProgram::Body
{
public:
    Body(ScriptProgram &program, std::string name)
        : m_program(program)
        , m_name(std::move(name))
    {
    }

    /// Returns the value of a `return` that was reached, else None. The operations are the
    /// program's and outlive the task.
    Task<ScriptValue> block(const Operations &operations)
    {
        for (const Operation &operation : operations) {
            if (operation.verb == Verb::Return)
                co_return operation.value;
            const ScriptValue result = co_await perform(operation);
            if (operation.encloses() && !result.isNone())
                co_return result;
            tell(fmt::format("{} {} {}{}{}", m_name, operation.place, operation.word,
                             result.isNone() ? "" : " ", result.isNone() ? "" : result.text()));
        }
        co_return ScriptValue();
    }

private:
    Task<ScriptValue> perform(const Operation &operation)
    {
        switch (operation.verb) {
        case Verb::Await:
            return await(operation.tasks.front());
        case Verb::Gather:
            return gatherTasks(operation);
        case Verb::WaitFor:
            return waitForTask(operation);
        case Verb::Shield:
            return shieldTask(operation.tasks.front());
        case Verb::Timeout:
            return timeout(operation.seconds, block(operation.blocks.front()));
        case Verb::With:
            return with(operation);
        case Verb::Try:
            return tryBlocks(operation);
        case Verb::Get:
            return get(queue(operation));
        default:
            return simple(operation);
        }
    }

    /// What takes a line or two; of cancel the result is what Task.cancel() returned.
    Task<ScriptValue> simple(const Operation &operation)
    {
        ScriptValue result;
        switch (operation.verb) {
        case Verb::Sleep:
            co_await sleep(operation.seconds);
            break;
        case Verb::Burn:
            burn(operation.seconds);
            break;
        case Verb::Exec: {
            const auto job = [seconds = operation.seconds] { burn(seconds); };
            const auto done = runInExecutor(*m_program.m_pool, job);
            co_await done;
            break;
        }
        case Verb::Spawn:
            spawn(operation.tasks.front());
            break;
        case Verb::Cancel:
            if (const auto &task = m_program.m_tasks[operation.tasks.front()].spawned)
                result = ScriptValue::other(python::repr(task->cancel()));
            break;
        case Verb::Put:
            co_await queue(operation).put(operation.value);
            break;
        case Verb::Done:
            if (queue(operation).unfinished() > 0)
                queue(operation).taskDone();
            break;
        case Verb::Join:
            co_await queue(operation).join();
            break;
        case Verb::Set:
            std::get<Event>(object(operation)).set();
            break;
        case Verb::Clear:
            std::get<Event>(object(operation)).clear();
            break;
        case Verb::Wait:
            if (auto *event = std::get_if<Event>(&object(operation)))
                co_await event->wait();
            else
                co_await std::get<Condition>(object(operation)).wait();
            break;
        case Verb::Notify:
            std::get<Condition>(object(operation)).notify(operation.count);
            break;
        default: // raise
            throw ValueError();
        }
        co_return result;
    }

    void spawn(std::size_t task)
    {
        Started &state = m_program.m_tasks[task];
        if (std::exchange(state.started, true))
            return;
        state.spawned = createTask(m_program.body(task), {m_program.m_script.tasks[task].name, {}});
    }

    /// Returns the task's result.
    Task<ScriptValue> await(std::size_t index)
    {
        const std::optional<Handle> task = m_program.m_tasks[index].spawned;
        ScriptValue result;
        if (task)
            result = co_await *task;
        co_return result;
    }

    /// Returns the list of results.
    Task<ScriptValue> gatherTasks(const Operation &operation)
    {
        std::vector<std::size_t> chosen;
        for (const std::size_t index : operation.tasks) {
            if (m_program.canBeAwaited(index))
                chosen.push_back(index);
            m_program.m_tasks[index].started = true;
        }
        std::vector<Handle> tasks;
        const auto makeChild = [&](std::size_t i) {
            tasks.push_back(m_program.awaitable(chosen[i]));
            return FutureRef<ScheduledTask>(&tasks.back().task());
        };
        const FutureRef<GatherFuture> all(new GatherFuture(
            chosen.size(), makeChild,
            operation.flag ? GatherFuture::Exceptions::Return : GatherFuture::Exceptions::Raise));
        co_await GatherAll(all);
        std::vector<std::string> results;
        results.reserve(tasks.size());
        for (const Handle &task : tasks)
            results.push_back(outcomeRepr(task));
        co_return ScriptValue::other(python::listText(results));
    }

    /// Returns the task's result.
    Task<ScriptValue> waitForTask(const Operation &operation)
    {
        ScriptValue result;
        if (m_program.canBeAwaited(operation.tasks.front())) {
            const Handle task = m_program.awaitable(operation.tasks.front());
            result = co_await waitFor(task, operation.seconds);
        }
        co_return result;
    }

    /// Returns the task's result.
    Task<ScriptValue> shieldTask(std::size_t index)
    {
        ScriptValue result;
        if (m_program.canBeAwaited(index)) {
            const Handle task = m_program.awaitable(index);
            result = co_await shield(task);
        }
        co_return result;
    }

    Task<ScriptValue> with(const Operation &operation)
    {
        if (auto *lock = std::get_if<Lock>(&object(operation)))
            return holding(*lock, operation.blocks.front());
        if (auto *semaphore = std::get_if<Semaphore>(&object(operation)))
            return holding(*semaphore, operation.blocks.front());
        return holding(std::get<Condition>(object(operation)), operation.blocks.front());
    }

    template <class Lockable>
    Task<ScriptValue> holding(Lockable &lockable, const Operations &operations)
    {
        co_await lockable.acquire();
        const Held held(lockable);
        co_return co_await block(operations);
    }

    Task<ScriptValue> tryBlocks(const Operation &operation)
    {
        ScriptValue result;
        std::exception_ptr leaving;
        try {
            result = co_await block(operation.blocks[0]);
        } catch (...) {
            leaving = std::current_exception();
        }
        if (leaving && isCaught(leaving)) {
            tell(fmt::format("{} {} catches {}", m_name, operation.place, errorName(leaving)));
            try {
                result = co_await block(operation.blocks[1]);
                if (!operation.flag)
                    leaving = nullptr;
            } catch (...) {
                leaving = std::current_exception();
            }
        }
        co_await block(operation.blocks[2]);
        if (leaving)
            std::rethrow_exception(leaving);
        co_return result;
    }

    /// Returns the item.
    Task<ScriptValue> get(Queue<ScriptValue> &queue) { co_return co_await queue.get(); }

    Object &object(const Operation &operation) { return m_program.m_objects[operation.object]; }
    Queue<ScriptValue> &queue(const Operation &operation)
    {
        return std::get<Queue<ScriptValue>>(object(operation));
    }

    ScriptProgram &m_program;
    std::string m_name;
};

Task<ScriptValue> ScriptProgram::body(std::size_t task)
{
    const std::string &name = m_script.tasks[task].name;
    tell(fmt::format("{} starts", name));
    ScriptValue value;
    Body body(*this, name);
    try {
        value = co_await body.block(m_script.tasks[task].operations);
    } catch (...) {
        tell(fmt::format("{} raises {}", name, errorName(std::current_exception())));
        throw;
    }
    tell(fmt::format("{} ends", name));
    if (value.isNone())
        value = ScriptValue::string(name);
    co_return value;
}

} // namespace

Workload scriptWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "script";
    s.title = "Your own program";
    s.group = "Your own";
    s.summary = "A program of yours, written as JSON: tasks, queues, locks, time limits, "
                "cancellations, in any combination; what will asyncio make of it?";
    s.parameters = {
        Parameter::file("file", "File", "A program written as JSON."),
    };
    return {std::move(s), makeProgramOf<ScriptProgram>};
}

} // namespace engine
