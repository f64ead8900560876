#pragma once

#include "engine/trace/record.h"

#include <string>
#include <vector>

namespace trace {

/// An exception that left a task.
struct Failure
{
    std::string name; ///< Python's, "ValueError"; empty: nothing ran, and the text says why
    std::string text; ///< what the exception says; may be empty
    bool ofRun
        = false; ///< not the main task has failed, but the program or asyncio.run() around it

    bool operator==(const Failure &) const = default;
};

/// A task that nothing can wake any more.
struct LostTask
{
    TaskId task = TaskId::None;
    WaitId wait = WaitId::None; ///< what it waits for; None in a recording that does not say

    bool operator==(const LostTask &) const = default;
};

/// How it comes that the loop alone takes notice of an exception.
enum class Notice : std::uint8_t {
    Outcome, ///< nobody has asked how the task or future ended: "Task exception was never retrieved"
    Callback, ///< it left a callback, or what a task's step does beside the task's coroutine
    Shutdown, ///< it left a task that asyncio.run() had cancelled at its end
};

/// An exception that no part of the program has taken.
struct UnnoticedFailure
{
    TaskId task = TaskId::None; ///< None in a callback, and of a future that is no task
    Failure failure{};
    Notice notice = Notice::Outcome;
    Reason future
        = Reason::Future; ///< for which a task would have waited that awaits such a future

    bool operator==(const UnnoticedFailure &) const = default;
};

/// How a run ended. views/words makes sentences of it.
struct Ending
{
    /// The name of the failure of a run whose main task was cancelled.
    static constexpr const char *Cancelled = "CancelledError";

    Outcome outcome = Outcome::Done;
    Time time{0};
    Failure failure{}; ///< of the main task; when Failed
    std::vector<LostTask> lost{}; ///< when Deadlocked, in the order of creation
    std::vector<UnnoticedFailure> unnoticed{};
    bool outgrown = false; ///< Failed, since what comes next is later than a record can say

    bool operator==(const Ending &) const = default;
};

} // namespace trace
