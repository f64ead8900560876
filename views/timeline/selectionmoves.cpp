#include "views/timeline/selectionmoves.h"

#include <algorithm>

namespace views::selection {

namespace {

bool hasWidth(const RunModel &model, const SegmentRef &segment, AxisKind axis)
{
    return !isEnd(model.state(segment)) && model.end(segment, axis) > model.start(segment, axis);
}

/// Does \a task go on by itself: by a timer of its own, or since it only let others run?
bool isOwn(const Wake &wake, trace::TaskId task)
{
    return wake.by == Wake::By::Timer || (wake.by == Wake::By::Task && wake.task == task);
}

std::optional<SegmentRef> stepBefore(const RunModel &model, const SegmentRef &segment)
{
    for (std::size_t i = segment.index; i-- > 0;) {
        if (isRunning(model.track(segment.task).state(i)))
            return SegmentRef{segment.task, i};
    }
    return {};
}

/// The wait of another that \a task ends with the first such record from \a begin to \a end.
std::optional<SegmentRef> wokenIn(const RunModel &model, trace::TaskId task, std::size_t begin,
                                  std::size_t end)
{
    for (std::size_t i = begin; i < end; ++i) {
        const trace::Record &record = model.trace().records()[i];
        if (record.kind() != trace::Kind::Ready || record.byTask() != task || record.task() == task)
            continue;
        const std::size_t ready = model.track(record.task()).segmentAfter(i + 1);
        if (ready == TaskTrack::None)
            return {};
        return SegmentRef{record.task(), ready > 0 ? ready - 1 : ready};
    }
    return {};
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
    const TaskTrack &track = model.track(segment.task);
    // What made the task ready made it take its step.
    SegmentRef woken = segment;
    while (woken.index > 0 && isRunning(track.state(woken.index)))
        --woken.index;
    if (woken.index != segment.index && track.state(woken.index) != State::Ready)
        return {};
    const Wake wake = model.wake(woken);
    if (isOwn(wake, segment.task))
        return stepBefore(model, woken);
    if (wake.by != Wake::By::Task)
        return {};
    const std::size_t index = model.track(wake.task).segmentAfter(wake.record + 1);
    if (index == TaskTrack::None)
        return {};
    // Who waits for the end of a task is woken after its last step.
    const SegmentRef found{wake.task, index};
    return isEnd(model.state(found)) ? stepBefore(model, found) : found;
}

std::optional<SegmentRef> woken(const RunModel &model, const SegmentRef &segment)
{
    const TaskTrack &track = model.track(segment.task);
    for (std::size_t i = segment.index; i < track.size(); ++i) {
        const State state = track.state(i);
        if (state == State::Ready && i > segment.index
            && isOwn(model.wake({segment.task, i}), segment.task))
            return SegmentRef{segment.task, i + 1 < track.size() ? i + 1 : i};
        if (!isRunning(state) && !isEnd(state))
            continue;
        const std::size_t end = i + 1 < track.size() ? track.record(i + 1) : model.records();
        if (const auto found = wokenIn(model, segment.task, track.record(i) + 1, end))
            return found;
    }
    return {};
}

} // namespace views::selection
