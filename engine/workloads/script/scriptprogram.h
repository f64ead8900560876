#pragma once

#include "engine/run/executor.h"
#include "engine/run/program.h"
#include "engine/sync/condition.h"
#include "engine/sync/event.h"
#include "engine/sync/queue.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/taskgroup.h"
#include "engine/workloads/script/scriptmodel.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace engine {

/// Runs a script. Bodies, which do the operations, use its objects and tasks.
class ScriptProgram final : public Program
{
public:
    using Handle = TaskHandle<ScriptValue>;
    using Group = std::shared_ptr<TaskGroup>; ///< the one that was entered last
    using Object
        = std::variant<Queue<ScriptValue>, LifoQueue<ScriptValue>, PriorityQueue<ScriptValue>, Lock,
                       Semaphore, Event, Condition, Future<ScriptValue>, Group>;

    explicit ScriptProgram(Script script);

    Task<> main() override { return main(nullptr); }
    void afterRun() override;
    bool afterError(const std::exception_ptr &error) override;

    // For bodies.

    const Script &script() const noexcept { return m_script; }
    Object &object(std::size_t index) { return m_objects[index]; }
    Executor &pool() const noexcept { return *m_pool; }

    /// The task if it was spawned, or created in a group.
    const std::optional<Handle> &spawned(std::size_t task) const { return m_tasks[task].spawned; }
    bool hasStarted(std::size_t task) const { return m_tasks[task].started; }
    /// Starts a task that has not been, under its own name; in \a group, if there is one, which
    /// may throw.
    void spawn(std::size_t task, TaskGroup *group = nullptr);
    /// Starts one in a task without a name, which is its starter's alone.
    Handle start(std::size_t task);
    /// The coroutine of one, from now on counted as started. \a nesting: how many are awaited, each
    /// by the one before it, within one task; it is the last of them.
    Task<ScriptValue> startInline(std::size_t task, int nesting);

    /// Prints a line with the time before it. Throws UnicodeEncodeError, as print() does.
    static void tell(const std::string &text);

private:
    struct Started
    {
        bool started = false;
        std::optional<Handle> spawned; ///< null: in a task of no name, which its starter awaits
    };

    /// \a pool becomes the workers. A parameter lives until the frame goes, at the end of the run:
    /// tasks that main leaves may need them still.
    Task<> main(std::unique_ptr<Executor> pool);
    Task<ScriptValue> body(std::size_t task, int nesting = 0);
    void addObject(const Script::Object &object);

    Script m_script;
    std::deque<Object> m_objects;
    std::vector<Started> m_tasks;
    Executor *m_pool = nullptr;
    ScriptValue m_result;
};

} // namespace engine
