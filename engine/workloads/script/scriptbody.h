#pragma once

#include "engine/workloads/script/scriptprogram.h"

#include <string>
#include <utility>
#include <vector>

namespace engine {

/// Runs the operations of one task of a script. Their results are None but where a function says
/// so.
class ScriptBody
{
public:
    using Operation = Script::Operation;
    using Operations = std::vector<Operation>;

    /// \a program outlives this. \a nesting: see ScriptProgram::startInline().
    ScriptBody(ScriptProgram &program, std::string name, int nesting)
        : m_program(program)
        , m_name(std::move(name))
        , m_nesting(nesting)
    {
    }

    /// Returns the value of a `return` that was reached, else None. The operations are the
    /// program's and outlive the task.
    Task<ScriptValue> block(const Operations &operations);

private:
    struct Awaited;

    Task<ScriptValue> perform(const Operation &operation);

    // Of blocks: they return what block() returns.
    Task<ScriptValue> with(const Operation &operation);
    Task<ScriptValue> tryBlocks(const Operation &operation);
    Task<ScriptValue> repeat(const Operation &operation);
    Task<ScriptValue> taskGroup(const Operation &operation);
    Task<> keepResult(const Operations &operations, ScriptValue &result);
    Task<ScriptValue> asCompleted(const Operation &operation);

    // Of objects.
    Task<ScriptValue> pause(const Operation &operation);
    Task<ScriptValue> onQueue(const Operation &operation);
    template <class AnyQueue>
    Task<ScriptValue> onQueue(AnyQueue &queue, const Operation &operation);
    Task<ScriptValue> onLockable(const Operation &operation);
    template <class Lockable>
    Task<ScriptValue> acquire(Lockable &lockable);
    Task<ScriptValue> waitFor(Event &event);
    Task<ScriptValue> waitFor(Condition &condition);
    /// What never waits.
    ScriptValue doAtOnce(const Operation &operation);
    Task<ScriptValue> atOnce(const Operation &operation);

    // Of tasks and futures: they return a result, a list of results, or what is done and pending.
    Task<ScriptValue> await(const Operation &operation);
    Task<ScriptValue> gatherAwaitables(const Operation &operation);
    Task<ScriptValue> waitForSome(const Operation &operation);
    Task<ScriptValue> waitForOne(const Operation &operation);
    Task<ScriptValue> shieldOne(const Operation &operation);
    /// Returns what cancel() does.
    ScriptValue cancel(const Operation &operation);

    bool canBeAwaited(const Script::Awaitable &awaitable) const;
    /// Starts a task that has not been started, in one without a name.
    Awaited awaited(const Script::Awaitable &awaitable);
    /// A task that was spawned, or a future.
    bool hasBegun(const Script::Awaitable &awaitable) const;
    const std::string &nameOf(const Script::Awaitable &awaitable) const;
    std::vector<Awaited> allAwaited(const Operation &operation);

    ScriptProgram::Object &object(const Operation &operation)
    {
        return m_program.object(operation.object);
    }
    Future<ScriptValue> &future(std::size_t index) const
    {
        return std::get<Future<ScriptValue>>(m_program.object(index));
    }
    void tell(const std::string &text) const;

    ScriptProgram &m_program;
    std::string m_name;
    int m_nesting;
};

/// What `try` catches when it does not say so, and the program around main.
std::vector<const ExceptionType *> defaultCaught();

} // namespace engine
