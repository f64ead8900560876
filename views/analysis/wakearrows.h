#pragma once

#include "views/model/runmodel.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace views {

/// Which wake-ups a picture shows as arrows.
enum class WakesShown : std::uint8_t { None, OfSelection, All };

/// One wake-up: who made whom ready, and where its tail and head stand on the axis.
struct WakeArrow
{
    trace::TaskId from = trace::TaskId::None;
    trace::TaskId to = trace::TaskId::None;
    Units tail = 0; ///< when the waker did it
    Units head = 0; ///< when the woken ran
    bool cancel = false;
    bool main = false; ///< the one that ended the selected wait
    std::uint32_t count = 1; ///< so many, at least, of which this is the first

    bool operator==(const WakeArrow &) const = default;
};

/// The wake-ups that explain \a segment: the one that ended it and, while it lasted, whom the same
/// waker served before; the one that led to a step, and whom the step woke; and the cancellation of
/// its task.
std::vector<WakeArrow> arrowsFor(const RunModel &model, const SegmentRef &segment, AxisKind axis);

/// The wake-ups of \a woken by other tasks of which something lies in \a range. Those of one task
/// by another within \a width units are one; within more where there would be more than \a most
/// arrows, and if that is not enough those are left that stand for the most wake-ups. Where they
/// stand closely only some are looked at.
std::vector<WakeArrow> arrowsIn(const RunModel &model, std::span<const trace::TaskId> woken,
                                const UnitRange &range, AxisKind axis, Units width,
                                std::size_t most);

} // namespace views
