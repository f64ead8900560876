#include "views/analysis/wakearrows.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace views {

namespace {

// Records of one wait that are looked through for the waker's other deeds.
constexpr std::size_t LongestSearch = 200'000;
constexpr std::size_t MostOfWaker = 24; // that a waker served before
constexpr std::size_t MostOfStep = 1'000;
constexpr Units MostLooked = 100'000; // segments of all tasks, for what is in sight

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

/// Makes one of those of \a arrows that begin within \a width units of each other and tell the same.
void bundle(std::vector<WakeArrow> &arrows, Units width)
{
    const auto pair
        = [](const WakeArrow &arrow) { return std::tuple(arrow.from, arrow.to, arrow.cancel); };
    std::stable_sort(arrows.begin(), arrows.end(), [&](const WakeArrow &a, const WakeArrow &b) {
        return std::tuple(pair(a), a.head) < std::tuple(pair(b), b.head);
    });
    std::size_t last = 0;
    for (std::size_t i = 1; i < arrows.size(); ++i) {
        if (pair(arrows[i]) == pair(arrows[last]) && arrows[i].head - arrows[last].head < width)
            arrows[last].count += arrows[i].count;
        else
            arrows[++last] = arrows[i];
    }
    if (!arrows.empty())
        arrows.resize(last + 1);
}

} // namespace

std::vector<WakeArrow> arrowsIn(const RunModel &model, std::span<const trace::TaskId> woken,
                                const UnitRange &range, AxisKind axis, Units width,
                                std::size_t most)
{
    std::vector<WakeArrow> arrows;
    const Units stretches = range.length() / std::max<Units>(1, width) + 1;
    const Units mostOfStretch = std::clamp<Units>(
        MostLooked / stretches / std::max<Units>(1, static_cast<Units>(woken.size())), 4, 1'000);
    for (const trace::TaskId task : woken) {
        const TaskTrack &track = model.track(task);
        // With all that begins at the first instant.
        const auto before = model.segmentAt(task, range.begin - 1, axis);
        Units stretchEnd = std::numeric_limits<Units>::min();
        Units looked = 0;
        for (std::size_t i = before ? before->index : 0; i < track.size(); ++i) {
            const SegmentRef ready{task, i};
            const Units begin = model.start(ready, axis);
            if (begin > range.end)
                break;
            if (begin >= stretchEnd) {
                stretchEnd = begin + width;
                looked = 0;
            }
            if (++looked > mostOfStretch) {
                const auto next = model.segmentAt(task, stretchEnd, axis);
                i = std::max(i, next ? next->index : 0);
                continue;
            }
            if (track.state(i) != State::Ready)
                continue;
            const Wake wake = model.wake(ready);
            if (wake.by == Wake::By::Task && wake.task != task)
                arrows.push_back({wake.task, task, model.at(wake.record, axis),
                                  runsAt(model, ready, axis), wake.cancel, false});
        }
    }
    bundle(arrows, width);
    for (; arrows.size() > most && width < range.length(); width *= 2)
        bundle(arrows, width * 2);
    if (arrows.size() > most) {
        std::stable_sort(arrows.begin(), arrows.end(),
                         [](const WakeArrow &a, const WakeArrow &b) { return a.count > b.count; });
        arrows.resize(most);
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

    const auto addWokenBy
        = [&](trace::TaskId waker, std::size_t begin, std::size_t end, std::size_t most) {
              end = std::min(end, begin + LongestSearch);
              for (std::size_t i = begin; i < end && arrows.size() < most; ++i) {
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
        addWokenBy(segment.task, begin, isLast ? model.records() : track.record(after), MostOfStep);
    } else if (own.by == Wake::By::Task && !own.cancel) {
        addWokenBy(own.task, begin, own.record, MostOfWaker);
    }
    return arrows;
}

} // namespace views
