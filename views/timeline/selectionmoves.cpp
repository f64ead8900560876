#include "views/timeline/selectionmoves.h"

#include <algorithm>

namespace views::selection {

namespace {

bool hasWidth(const RunModel &model, const SegmentRef &segment, AxisKind axis)
{
    return !isEnd(model.state(segment)) && model.end(segment, axis) > model.start(segment, axis);
}

} // namespace

std::optional<SegmentRef> next(const RunModel &model, const SegmentRef &from, AxisKind axis)
{
    for (std::size_t i = from.index + 1; i < model.track(from.task).size(); ++i) {
        if (hasWidth(model, {from.task, i}, axis))
            return SegmentRef{from.task, i};
    }
    return {};
}

std::optional<SegmentRef> previous(const RunModel &model, const SegmentRef &from, AxisKind axis)
{
    for (std::size_t i = from.index; i-- > 0;) {
        if (hasWidth(model, {from.task, i}, axis))
            return SegmentRef{from.task, i};
    }
    return {};
}

std::optional<SegmentRef> inRow(const RunModel &model, const TimelineLayout &layout,
                                trace::TaskId from, int rows, Units where, AxisKind axis)
{
    const auto start = layout.rowOf(from);
    if (!start)
        return {};
    const int step = rows < 0 ? -1 : 1;
    auto row = static_cast<std::ptrdiff_t>(*start);
    for (int left = std::abs(rows); left > 0;) {
        row += step;
        if (row < 0 || row >= static_cast<std::ptrdiff_t>(layout.rows().size()))
            return {};
        if (layout.rows()[static_cast<std::size_t>(row)].kind == TimelineLayout::Row::Kind::Task)
            --left;
    }
    const trace::TaskId task = layout.rows()[static_cast<std::size_t>(row)].task;
    const auto found = model.segmentAt(task, where, axis);
    if (found)
        return found;
    return model.track(task).empty() ? std::nullopt : std::optional(SegmentRef{task, 0});
}

std::optional<SegmentRef> waker(const RunModel &model, const SegmentRef &segment)
{
    const Wake wake = model.wake(segment);
    if (wake.by != Wake::By::Task)
        return {};
    const std::size_t index = model.track(wake.task).segmentAfter(wake.record + 1);
    if (index == TaskTrack::None)
        return {};
    return SegmentRef{wake.task, index};
}

std::optional<SegmentRef> woken(const RunModel &model, const SegmentRef &segment)
{
    const TaskTrack &track = model.track(segment.task);
    // Only a running task wakes others: begin at this step or the next one.
    const std::size_t begin = track.record(segment.index);
    for (std::size_t i = begin + 1; i < model.records(); ++i) {
        const trace::Record &record = model.trace().records()[i];
        if (record.kind() != trace::Kind::Ready || record.byTask() != segment.task
            || record.task() == segment.task)
            continue;
        const std::size_t ready = model.track(record.task()).segmentAfter(i + 1);
        if (ready == TaskTrack::None)
            return {};
        return SegmentRef{record.task(), ready > 0 ? ready - 1 : ready};
    }
    return {};
}

} // namespace views::selection
