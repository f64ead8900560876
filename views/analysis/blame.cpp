#include "views/analysis/blame.h"

#include "views/analysis/world.h"
#include "views/model/deadline.h"

#include <algorithm>
#include <map>

namespace views {

namespace {

trace::TextId loopOf(const RunModel &model, trace::TaskId task)
{
    return model.trace().task(task).loop;
}

trace::Time timeOf(const RunModel &model, std::size_t record)
{
    return model.trace().records()[record].time();
}

trace::Time endOf(const RunModel &model, const SegmentRef &segment)
{
    const TaskTrack &track = model.track(segment.task);
    return segment.index + 1 < track.size() ? track.start(segment.index + 1) : model.end();
}

std::size_t endRecordOf(const RunModel &model, const SegmentRef &segment)
{
    const TaskTrack &track = model.track(segment.task);
    return segment.index + 1 < track.size() ? track.record(segment.index + 1) : model.records();
}

/// When the sleep that ended with the ready segment \a ready was due; nothing if it was no sleep,
/// or that is not known.
std::optional<trace::Time> deadlineBefore(const RunModel &model, const SegmentRef &ready)
{
    const TaskTrack &track = model.track(ready.task);
    if (ready.index == 0 || track.state(ready.index - 1) != State::Sleeping)
        return {};
    return deadlineOf(model, {ready.task, ready.index - 1});
}

} // namespace

std::vector<Delay> delaysBy(const RunModel &model, const SegmentRef &step)
{
    const std::size_t first = model.track(step.task).record(step.index);
    const std::size_t last = endRecordOf(model, step);
    const TimeRange held{timeOf(model, first), endOf(model, step)};
    const trace::TextId loop = loopOf(model, step.task);
    std::map<trace::TaskId, Delay> delays;
    const auto add = [&](trace::TaskId task, trace::Time since, bool timer) {
        since = std::max(since, held.begin);
        if (since < held.end && task != step.task && loopOf(model, task) == loop)
            delays.try_emplace(task, Delay{task, since, timer, held.end - since});
    };
    const World world = worldAt(model, first + 1);
    for (const World::Queued &queued : world.ready)
        add(queued.task, held.begin, false);
    for (const World::Timer &timer : world.timers) {
        if (timer.deadline)
            add(timer.task, *timer.deadline, true);
    }
    for (std::size_t i = first + 1; i < last; ++i) {
        const trace::Record &record = model.trace().records()[i];
        if (record.kind() == trace::Kind::Created || record.kind() == trace::Kind::Ready)
            add(record.task(), record.time(), false);
    }
    std::vector<Delay> all;
    for (const auto &[task, delay] : delays)
        all.push_back(delay);
    std::stable_sort(all.begin(), all.end(),
                     [](const Delay &a, const Delay &b) { return a.length > b.length; });
    return all;
}

std::optional<SegmentRef> stepBefore(const RunModel &model, trace::TaskId task, std::size_t index)
{
    const auto &records = model.trace().records();
    const auto loopOf = [&](trace::TaskId of) { return model.trace().task(of).loop; };
    for (std::uint32_t step = model.steps().before(index); step-- > 0;) {
        const std::size_t begin = model.steps().record(step);
        const trace::TaskId other = records[begin].task();
        if (loopOf(other) == loopOf(task))
            return SegmentRef{other, model.track(other).segmentAfter(begin + 1)};
    }
    return {};
}

trace::Time endOfStep(const RunModel &model, const SegmentRef &step)
{
    const TaskTrack &track = model.track(step.task);
    return step.index + 1 < track.size() ? track.start(step.index + 1) : model.end();
}

bool isCancelledByLoop(const RunModel &model, const SegmentRef &ready)
{
    const TaskTrack &track = model.track(ready.task);
    if (ready.index == 0 || track.state(ready.index - 1) != State::Cancelling)
        return false;
    const trace::Record &request = model.trace().records()[track.record(ready.index - 1)];
    return request.kind() == trace::Kind::CancelRequested
        && request.argument == static_cast<std::uint32_t>(trace::Waker::None);
}

bool wasHeld(const RunModel &model, trace::TaskId task, trace::Time since, std::size_t index)
{
    const auto step = stepBefore(model, task, index);
    return step && endOfStep(model, *step) > since;
}

std::optional<Lateness> lateness(const RunModel &model, const SegmentRef &step)
{
    if (step.index == 0)
        return {};
    const SegmentRef ready{step.task, step.index - 1};
    const TaskTrack &track = model.track(step.task);
    if (track.state(ready.index) != State::Ready)
        return {};
    Lateness late;
    late.ran = track.start(step.index);
    late.due = track.start(ready.index);
    if (const auto deadline = deadlineBefore(model, ready)) {
        late.due = std::min(late.due, *deadline);
        late.timer = true;
    }
    if (late.due >= late.ran)
        return {};
    const trace::TextId loop = loopOf(model, step.task);
    const std::uint32_t own = model.steps().before(track.record(step.index));
    for (std::uint32_t number = own; number-- > 0;) {
        const std::size_t begin = model.steps().record(number);
        const trace::TaskId task = model.trace().records()[begin].task();
        if (loopOf(model, task) != loop)
            continue;
        const SegmentRef other{task, model.track(task).segmentAfter(begin + 1)};
        const trace::Time from = std::max(late.due, timeOf(model, begin));
        const trace::Time to = std::min(late.ran, endOf(model, other));
        if (from < to)
            late.holds.push_back({other, to - from});
        if (timeOf(model, begin) < late.due)
            break;
    }
    std::reverse(late.holds.begin(), late.holds.end());
    return late;
}

std::vector<Culprit> culprits(const RunModel &model)
{
    std::vector<Culprit> all;
    for (std::size_t i = 0; i < model.taskCount(); ++i) {
        const trace::TaskId task{static_cast<std::uint32_t>(i)};
        for (std::size_t segment = 0; segment < model.track(task).size(); ++segment) {
            const SegmentRef step{task, segment};
            if (model.state(step) != State::Blocking)
                continue;
            Culprit culprit{step, endOf(model, step) - model.track(task).start(segment), {}, 0, {}};
            for (const Delay &delay : delaysBy(model, step)) {
                culprit.cost += delay.length;
                if (++culprit.delayed <= Culprit::MostNamed)
                    culprit.longest.push_back(delay.task);
            }
            all.push_back(culprit);
        }
    }
    std::sort(all.begin(), all.end(), [&](const Culprit &a, const Culprit &b) {
        if (a.cost != b.cost)
            return a.cost > b.cost;
        return model.track(a.step.task).record(a.step.index)
            < model.track(b.step.task).record(b.step.index);
    });
    return all;
}

} // namespace views
