#include "views/analysis/wakearrows.h"

#include <algorithm>

namespace views {

namespace {

// Records of one wait that are looked through for the waker's other deeds.
constexpr std::size_t LongestSearch = 20'000;
constexpr std::size_t MostArrows = 24;

/// The place at which the task of segment \a ready begins to run, or of the segment itself.
Units runsAt(const RunModel &model, const SegmentRef &ready, AxisKind axis)
{
    const TaskTrack &track = model.track(ready.task);
    for (std::size_t i = ready.index; i < track.size(); ++i) {
        if (isRunning(track.state(i)))
            return model.start({ready.task, i}, axis);
    }
    return model.end(axis);
}

} // namespace

std::vector<WakeArrow> arrowsIn(const RunModel &model, const UnitRange &range, AxisKind axis,
                                std::size_t most)
{
    std::vector<WakeArrow> arrows;
    for (std::uint32_t t = 0; t < model.taskCount() && arrows.size() < most; ++t) {
        const trace::TaskId task{t};
        const TaskTrack &track = model.track(task);
        const auto before = model.segmentAt(task, range.begin, axis);
        for (std::size_t i = before ? before->index : 0; i < track.size() && arrows.size() < most;
             ++i) {
            const SegmentRef ready{task, i};
            if (model.start(ready, axis) > range.end)
                break;
            if (track.state(i) != State::Ready)
                continue;
            const Wake wake = model.wake(ready);
            if (wake.by == Wake::By::Task && wake.task != task)
                arrows.push_back({wake.task, task, model.at(wake.record, axis),
                                  runsAt(model, ready, axis), wake.cancel, false});
        }
    }
    return arrows;
}

std::vector<WakeArrow> arrowsFor(const RunModel &model, const SegmentRef &segment, AxisKind axis)
{
    std::vector<WakeArrow> arrows;
    const TaskTrack &track = model.track(segment.task);
    const State state = model.state(segment);
    if (isEnd(state))
        return arrows;

    const auto add = [&](const Wake &wake, const SegmentRef &woken, bool isMain) {
        if (wake.by != Wake::By::Task || wake.task == woken.task)
            return;
        WakeArrow arrow{
            wake.task,   woken.task, model.at(wake.record, axis), runsAt(model, woken, axis),
            wake.cancel, isMain};
        if (std::find(arrows.begin(), arrows.end(), arrow) == arrows.end())
            arrows.push_back(arrow);
    };

    SegmentRef ready = segment;
    while (ready.index > 0 && isRunning(track.state(ready.index)))
        --ready.index;
    const Wake own = model.wake(ready);
    add(own, ready, true);

    // What ended the task from outside belongs to every one of its segments.
    for (std::size_t i = track.size(); i-- > 0 && i + 8 > track.size();) {
        if (track.state(i) == State::Cancelling && i != segment.index) {
            const Wake cancel = model.wake({segment.task, i});
            if (cancel.cancel && cancel.record != own.record)
                add(cancel, {segment.task, i}, true);
            break;
        }
    }

    const auto addWokenBy = [&](trace::TaskId waker, std::size_t begin, std::size_t end) {
        end = std::min(end, begin + LongestSearch);
        for (std::size_t i = begin; i < end && arrows.size() < MostArrows; ++i) {
            const trace::Record &record = model.trace().records()[i];
            const bool wakes = record.kind() == trace::Kind::Ready
                || record.kind() == trace::Kind::CancelRequested;
            if (!wakes || record.byTask() != waker)
                continue;
            const std::size_t woken = model.track(record.task()).segmentAfter(i + 1);
            if (woken != TaskTrack::None)
                add(model.wake({record.task(), woken}), {record.task(), woken}, false);
        }
    };
    const std::size_t begin = track.record(segment.index);
    if (isRunning(state)) {
        const std::size_t after = segment.index + 1;
        // Who waits for the end of a task is woken after its last step.
        const bool isLast = after >= track.size() || isEnd(track.state(after));
        addWokenBy(segment.task, begin, isLast ? model.records() : track.record(after));
    } else if (own.by == Wake::By::Task && !own.cancel) {
        addWokenBy(own.task, begin, own.record);
    }
    return arrows;
}

} // namespace views
