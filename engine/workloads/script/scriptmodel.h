#pragma once

#include "engine/sync/wait.h"
#include "engine/workloads/script/scriptexceptions.h"
#include "engine/workloads/script/scriptvalue.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// A program that is data: what a script's file says, checked.
struct Script
{
    enum class Kind : std::uint8_t {
        Queue,
        LifoQueue,
        PriorityQueue,
        Lock,
        Semaphore,
        BoundedSemaphore,
        Event,
        Condition,
        Future,
        TaskGroup,
    };
    struct Object
    {
        std::string name;
        Kind kind = Kind::Queue;
        std::size_t number = 0; ///< a queue's maxsize, a semaphore's value
    };

    enum class Verb : std::uint8_t {
        Sleep,
        Burn,
        Exec,
        Spawn,
        CreateTask, ///< in a task group
        Await,
        Cancel,
        Uncancel,
        Gather,
        WaitTasks,
        AsCompleted,
        WaitFor,
        Shield,
        SetResult,
        SetException,
        Timeout,
        TaskGroup,
        With, ///< a lock, semaphore or condition
        Acquire,
        Release,
        Try,
        Repeat,
        Raise,
        Return,
        Print,
        Put,
        PutNowait,
        Get,
        GetNowait,
        Done,
        Join,
        Set,
        Clear,
        Wait,
        Notify,
    };
    /// What can be awaited: a task, or an object that is a future.
    struct Awaitable
    {
        bool isFuture = false;
        std::size_t index = 0; ///< in Script::tasks or Script::objects

        bool operator==(const Awaitable &) const = default;
    };
    struct Operation
    {
        Verb verb = Verb::Raise;
        std::string_view word; ///< for the verb in the file; static
        std::string place; ///< in its task: "3.t.0"
        std::optional<double> seconds; ///< null: without a limit
        std::size_t object = 0; ///< index in Script::objects
        std::vector<Awaitable> awaitables;
        std::size_t count = 0;
        bool flag = false; ///< of gather: return_exceptions; of try: reraise
        ReturnWhen when = ReturnWhen::AllCompleted;
        ScriptValue value;
        const ExceptionType *exception = nullptr; ///< what is raised, or ValueError
        std::optional<std::string> text; ///< of the exception, or what is printed
        std::vector<const ExceptionType *> caught; ///< by try
        std::vector<std::vector<Operation>> blocks; ///< of try: operations, handler, final

        /// Its blocks are part of the task's body, which a `return` in them leaves as well.
        bool encloses() const noexcept { return !blocks.empty(); }
    };
    struct Body
    {
        std::string name;
        std::vector<Operation> operations;
    };

    std::vector<Object> objects;
    std::vector<Body> tasks;
    std::size_t main = 0; ///< index in tasks
};

} // namespace engine
