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

    bool operator==(const Failure &) const = default;
};

/// A task that nothing can wake any more.
struct LostTask
{
    TaskId task = TaskId::None;
    WaitId wait = WaitId::None; ///< what it waits for; None when that is not recorded

    bool operator==(const LostTask &) const = default;
};

/// A task that failed without anybody asking for its outcome: asyncio's "Task exception was never
/// retrieved".
struct UnnoticedFailure
{
    TaskId task = TaskId::None;
    Failure failure;

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

    bool operator==(const Ending &) const = default;
};

} // namespace trace
