#pragma once

#include "views/model/timeaxis.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace views {

/// What a task is doing between two of its transitions.
enum class State : std::uint8_t {
    Ready, ///< in the ready queue
    Running,
    Blocking, ///< running for BlockingThreshold or longer: the loop stands still
    Sleeping, ///< waiting for a timer
    Waiting, ///< waiting for anything else
    Cancelling, ///< asked to cancel, not yet woken by it
    Lost, ///< nothing can wake it any more
    // From here on the task has ended and takes no time.
    Done,
    Failed,
    Cancelled,
};

/// The states before Done: those that last.
inline constexpr std::size_t TimedStates = 7;

/// As asyncio's slow_callback_duration.
inline constexpr trace::Time BlockingThreshold = std::chrono::milliseconds(100);

constexpr bool isEnd(State state) noexcept
{
    return state >= State::Done;
}

constexpr bool isRunning(State state) noexcept
{
    return state == State::Running || state == State::Blocking;
}

/// Units of an interval spent in each state; what is missing to its length is before the task's
/// creation or after its end.
using Mix = std::array<Units, TimedStates>;

} // namespace views
