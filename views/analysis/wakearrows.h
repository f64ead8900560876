#pragma once

#include "views/model/runmodel.h"

#include <vector>

namespace views {

/// One wake-up: who made whom ready, and where its tail and head stand on the axis.
struct WakeArrow
{
    trace::TaskId from = trace::TaskId::None;
    trace::TaskId to = trace::TaskId::None;
    Units tail = 0; ///< when the waker did it
    Units head = 0; ///< when the woken ran
    bool cancel = false;
    bool main = false; ///< the one that ended the selected wait

    bool operator==(const WakeArrow &) const = default;
};

/// The wake-ups that explain \a segment: the one that ended it and, while it lasted, whom the same
/// waker served before; the one that led to a step, and whom the step woke; and the cancellation of
/// its task.
std::vector<WakeArrow> arrowsFor(const RunModel &model, const SegmentRef &segment, AxisKind axis);

/// The wake-ups by tasks of which something lies in \a range, the first \a most of them.
std::vector<WakeArrow> arrowsIn(const RunModel &model, const UnitRange &range, AxisKind axis,
                                std::size_t most);

} // namespace views
