#include "engine/workloads/script/scriptforms.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

namespace engine {

namespace {

using Verb = Script::Verb;
using Kind = Script::Kind;
using enum Operand;

constexpr std::array Kinds{
    ScriptKind{"queue", Kind::Queue, true},
    ScriptKind{"lifo_queue", Kind::LifoQueue, true},
    ScriptKind{"priority_queue", Kind::PriorityQueue, true},
    ScriptKind{"lock", Kind::Lock},
    ScriptKind{"semaphore", Kind::Semaphore, true},
    ScriptKind{"bounded_semaphore", Kind::BoundedSemaphore, true},
    ScriptKind{"event", Kind::Event},
    ScriptKind{"condition", Kind::Condition},
    ScriptKind{"future", Kind::Future},
    ScriptKind{"task_group", Kind::TaskGroup},
};

constexpr std::array Forms{
    ScriptForm{"sleep", Verb::Sleep, {Delay}},
    ScriptForm{"burn", Verb::Burn, {Duration}},
    ScriptForm{"exec", Verb::Exec, {Duration}},
    ScriptForm{"spawn", Verb::Spawn, {Operand::Task}},
    ScriptForm{"await", Verb::Await, {Awaitable}},
    ScriptForm{"cancel", Verb::Cancel, {Awaitable}},
    ScriptForm{"uncancel", Verb::Uncancel, {}},
    ScriptForm{"gather", Verb::Gather, {Awaitables, Truth}},
    ScriptForm{"wait", Verb::WaitTasks, {Awaitables, When, Limit}},
    ScriptForm{"as_completed", Verb::AsCompleted, {Awaitables, Limit, Block}},
    ScriptForm{"wait_for", Verb::WaitFor, {Awaitable, Limit}},
    ScriptForm{"shield", Verb::Shield, {Awaitable}},
    ScriptForm{"set_result", Verb::SetResult, {Future, Value}},
    ScriptForm{"set_exception", Verb::SetException, {Future, Exception}},
    ScriptForm{"set_exception", Verb::SetException, {Future, Exception, Text}},
    ScriptForm{"timeout", Verb::Timeout, {Limit, Block}},
    ScriptForm{"task_group", Verb::TaskGroup, {Operand::TaskGroup, Block}},
    ScriptForm{"create_task", Verb::CreateTask, {Operand::TaskGroup, Operand::Task}},
    ScriptForm{"lock", Verb::With, {Lockable, Block}},
    ScriptForm{"sem", Verb::With, {Lockable, Block}},
    ScriptForm{"cond", Verb::With, {Lockable, Block}},
    ScriptForm{"acquire", Verb::Acquire, {Lockable}},
    ScriptForm{"release", Verb::Release, {Lockable}},
    ScriptForm{"try", Verb::Try, {Block, Block, Block, Truth}},
    ScriptForm{"try", Verb::Try, {Block, Block, Block, Truth, Exceptions}},
    ScriptForm{"repeat", Verb::Repeat, {Times, Block}},
    ScriptForm{"raise", Verb::Raise, {}},
    ScriptForm{"raise", Verb::Raise, {Exception}},
    ScriptForm{"raise", Verb::Raise, {Exception, Text}},
    ScriptForm{"return", Verb::Return, {Value}},
    ScriptForm{"print", Verb::Print, {Text}},
    ScriptForm{"put", Verb::Put, {Queue, Value}},
    ScriptForm{"put_nowait", Verb::PutNowait, {Queue, Value}},
    ScriptForm{"get", Verb::Get, {Queue}},
    ScriptForm{"get_nowait", Verb::GetNowait, {Queue}},
    ScriptForm{"done", Verb::Done, {Queue}},
    ScriptForm{"join", Verb::Join, {Queue}},
    ScriptForm{"set", Verb::Set, {Event}},
    ScriptForm{"clear", Verb::Clear, {Event}},
    ScriptForm{"wait", Verb::Wait, {Waitable}},
    ScriptForm{"notify", Verb::Notify, {Condition, Count}},
};

} // namespace

std::size_t ScriptForm::count() const
{
    return static_cast<std::size_t>(std::find(operands.begin(), operands.end(), None)
                                    - operands.begin());
}

std::span<const ScriptForm> scriptForms()
{
    return Forms;
}

std::span<const ScriptKind> scriptKinds()
{
    return Kinds;
}

std::string describe(Operand operand)
{
    switch (operand) {
    case Delay:
        return "a number of milliseconds";
    case Duration:
        return fmt::format("a number of milliseconds from 0 to {:.0f}", LongestBlocking);
    case Limit:
        return "a number of milliseconds, or null";
    case Operand::Task:
        return "the name of a task";
    case Awaitable:
        return "the name of a task or future";
    case Awaitables:
        return "a list of names of tasks and futures";
    case When:
        return "FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED";
    case Truth:
        return "true or false";
    case Block:
        return "a list of operations";
    case Times:
        return fmt::format("a whole number from 0 to {}", MostRepetitions);
    case Value:
        return "a value";
    case Count:
        return fmt::format("a whole number from 0 to {}", LargestNumber);
    case Exception:
        return "the name of an exception that can be raised, such as KeyError";
    case Exceptions:
        return "a list of names of exceptions, such as KeyError";
    case Text:
        return "a text";
    case Queue:
        return "the name of a queue";
    case Event:
        return "the name of an event";
    case Condition:
        return "the name of a condition";
    case Lockable:
        return "the name of a lock, semaphore or condition";
    case Waitable:
        return "the name of an event or a condition";
    case Future:
        return "the name of a future";
    case Operand::TaskGroup:
        return "the name of a task group";
    case None:
        break;
    }
    return {};
}

std::string operandsText(const ScriptForm &form)
{
    if (form.count() == 0)
        return "no operand";
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < form.count(); ++i)
        texts.push_back(describe(form.operands[i]));
    return fmt::format("{}", fmt::join(texts, " and "));
}

bool accepts(Operand operand, Script::Kind kind)
{
    switch (operand) {
    case Queue:
        return kind == Kind::Queue || kind == Kind::LifoQueue || kind == Kind::PriorityQueue;
    case Event:
        return kind == Kind::Event;
    case Condition:
        return kind == Kind::Condition;
    case Lockable:
        return kind == Kind::Lock || kind == Kind::Semaphore || kind == Kind::BoundedSemaphore
            || kind == Kind::Condition;
    case Waitable:
        return kind == Kind::Event || kind == Kind::Condition;
    case Future:
        return kind == Kind::Future;
    case Operand::TaskGroup:
        return kind == Kind::TaskGroup;
    default:
        return false;
    }
}

} // namespace engine
