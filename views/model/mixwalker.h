#pragma once

#include "engine/trace/record.h"
#include "views/model/taskstate.h"

#include <cstddef>

namespace views {

class TaskTrack;
class RunModel;

/// Walks along a task from left to right and tells the exact mix of every stretch: segment by
/// segment where they are few, by the sums of the track where they are many.
class MixWalker
{
public:
    struct Stretch
    {
        Mix mix{};
        std::size_t steps = 0; ///< of the task, that begin in the stretch
        bool shared = false; ///< it takes more than one segment to fill the stretch
    };

    /// Stands at \a begin, before whatever begins there. \a model must outlive the walker and
    /// not advance meanwhile.
    MixWalker(const RunModel &model, trace::TaskId task, AxisKind axis, Units begin);

    /// Moves from the current place up to \a to, which lies after it, and not over what begins
    /// there.
    Stretch advance(Units to);

    /// The segment that fills what lies just before the current place, or TaskTrack::None.
    std::size_t segment() const noexcept { return m_segment; }
    /// Where that segment ends; the greatest number for the last one.
    Units segmentEnd() const noexcept { return m_next; }

private:
    Units startOf(std::size_t segment) const noexcept;
    State stateOf(std::size_t segment) const noexcept;
    void enter(std::size_t segment) noexcept;
    void leap(Units to, Stretch &stretch);
    void add(Units to, Stretch &stretch) noexcept;
    Mix sums() const noexcept;
    std::size_t stepsBegun() const noexcept;

    const RunModel &m_model;
    trace::TaskId m_task;
    const TaskTrack &m_track;
    AxisKind m_axis;
    Units m_at;
    Units m_limit; ///< the end of the run; only what waits for ever lasts beyond
    State m_lastState = State::Done; ///< of the last segment, which only the end of the run settles
    std::size_t m_segment = 0;
    std::size_t m_leapt = 0; ///< so many segments, last
    Units m_next = 0;
};

/// Tells \a visit of each of the first \a columns of \a axis that is not empty: which it is, how
/// many units it has, and what \a task does there.
template <class Visit>
void walkColumns(const RunModel &model, trace::TaskId task, const TimeAxis &axis, int columns,
                 Visit &&visit)
{
    MixWalker walker(model, task, axis.kind(), axis.toUnits(0));
    for (int x = 0; x < columns; ++x) {
        const Units from = axis.toUnits(x);
        const Units to = axis.toUnits(x + 1);
        if (to > from)
            visit(static_cast<std::size_t>(x), to - from, walker.advance(to));
    }
}

} // namespace views
