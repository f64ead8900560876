#pragma once

#include "views/timeline/stepindex.h"
#include "views/timeline/taskstate.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace views {

/// The life of one task as segments: each begins with a transition, has one state, and ends
/// where the next begins. In virtual time many begin at one instant; none is dropped.
///
/// Sums over the states stand before every BlockSize segments, on both axes, so that the exact
/// mix of any interval costs a binary search. 15.25 bytes a segment.
class TaskTrack
{
public:
    static constexpr std::size_t None = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t BlockSize = 32;

    /// Adds a segment that begins with record number \a record, at \a start and after \a step
    /// task steps of the whole run; none of them is less than in the call before. Turns the
    /// segment before it from Running into Blocking when it has lasted that long, and returns
    /// whether it did.
    bool append(trace::Time start, std::uint32_t step, std::uint32_t record, State state);

    /// Makes room for \a segments in all.
    void reserve(std::size_t segments);
    /// Makes room for \a segments and up to as many more, which \a record decides: tracks that grow
    /// side by side then do not all have to move in the same frame.
    void reserveToGrow(std::size_t segments, std::uint32_t record);

    std::size_t size() const noexcept { return m_starts.size(); }
    bool empty() const noexcept { return m_starts.empty(); }

    trace::Time start(std::size_t segment) const noexcept { return trace::Time{m_starts[segment]}; }
    State state(std::size_t segment) const noexcept { return m_states[segment]; }
    /// The record that began the segment; what the segment waits for is there.
    std::uint32_t record(std::size_t segment) const noexcept { return m_records[segment]; }

    /// Has the task ended?
    bool hasEnded() const noexcept { return !empty() && isEnd(m_states.back()); }

    /// The last segment that begins at or before \a time, or None.
    std::size_t segmentAt(trace::Time time) const noexcept;
    /// The same, fast when it is near segment \a guess, at most size().
    std::size_t segmentNear(trace::Time time, std::size_t guess) const noexcept;
    /// The last segment that begins with one of the first \a records records, or None.
    std::size_t segmentAfter(std::size_t records) const noexcept;

    /// Time per state of all segments before \a segment.
    Mix timesBefore(std::size_t segment) const noexcept;
    /// Steps of the whole run per state of all segments before \a segment; those of Running and
    /// Blocking are the task's own.
    Mix stepsBefore(std::size_t segment, const StepIndex &steps) const noexcept;
    /// The task's own steps among them: a running segment is one.
    std::size_t ownStepsBefore(std::size_t segment) const noexcept;

private:
    /// Sums at the start of a block without those of Waiting, which is the rest of the distance
    /// to the first segment.
    struct Sums
    {
        std::array<std::int64_t, TimedStates - 1> times{};
        std::array<std::uint32_t, TimedStates - 1> steps{};
    };

    std::vector<std::int64_t> m_starts;
    std::vector<std::uint32_t> m_records;
    std::vector<State> m_states;
    std::vector<Sums> m_sums;
    Sums m_closed; ///< of all segments but the last
    std::uint32_t m_firstStep = 0;
    std::uint32_t m_lastStep = 0;
};

} // namespace views
