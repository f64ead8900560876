#pragma once

#include "engine/workloads/script/scriptvalue.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// A program that is data: what a script's file says, checked.
struct Script
{
    enum class Kind : std::uint8_t { Queue, Lock, Semaphore, Event, Condition };
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
        Await,
        Cancel,
        Gather,
        WaitFor,
        Shield,
        Timeout,
        With, ///< a lock, semaphore or condition
        Try,
        Raise,
        Return,
        Put,
        Get,
        Done,
        Join,
        Set,
        Clear,
        Wait,
        Notify,
    };
    struct Operation
    {
        Verb verb = Verb::Raise;
        std::string_view word; ///< for the verb in the file; static
        std::string place; ///< in its task: "3.t.0"
        double seconds = 0;
        std::size_t object = 0; ///< index in Script::objects
        std::vector<std::size_t> tasks; ///< indices in Script::tasks
        std::size_t count = 0;
        bool flag = false; ///< of gather: return_exceptions; of try: reraise
        ScriptValue value;
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
