#pragma once

#include "views/model/runmodel.h"
#include "views/rows/timelinelayout.h"

#include <optional>

/// Where the selection goes by key: along a task, between rows, and along causes. Each function
/// returns nothing when there is no such segment.
namespace views::selection {

/// The next segment of the same task with a width on \a axis.
std::optional<SegmentRef> next(const RunModel &model, const SegmentRef &from, AxisKind axis);
std::optional<SegmentRef> previous(const RunModel &model, const SegmentRef &from, AxisKind axis);
/// The segment at \a where in the row \a rows below (above when negative).
std::optional<SegmentRef> inRow(const RunModel &model, const TimelineLayout &layout,
                                trace::TaskId from, int rows, Units where, AxisKind axis);
/// The step in which the waker of \a segment woke it; of one that goes on by itself, its own step
/// before.
std::optional<SegmentRef> waker(const RunModel &model, const SegmentRef &segment);
/// The wait that \a segment, or the step that ended it, was the first to end: whom the task woke
/// next; or its own next step, when it goes on by itself before it wakes anybody.
std::optional<SegmentRef> woken(const RunModel &model, const SegmentRef &segment);

} // namespace views::selection
