#pragma once

#include "engine/trace/record.h"

#include <cstddef>

namespace views {

/// A half-open interval of time, [begin, end).
struct TimeRange
{
    trace::Time begin{0};
    trace::Time end{0};

    trace::Time length() const noexcept { return end - begin; }
    bool operator==(const TimeRange &) const = default;
};

/// A place in a run: after the first \a records records of its trace. Within one instant of
/// virtual time many steps happen, so the time alone does not say which.
struct Position
{
    trace::Time time{0};
    std::size_t records = 0;

    bool operator==(const Position &) const = default;
};

/// One segment of one task.
struct SegmentRef
{
    trace::TaskId task = trace::TaskId::None;
    std::size_t index = 0;

    bool operator==(const SegmentRef &) const = default;
};

} // namespace views
