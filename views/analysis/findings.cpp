#include "views/analysis/findings.h"

#include "views/analysis/stoppedcircle.h"

#include <algorithm>
#include <array>
#include <utility>

namespace views {

namespace {

std::size_t lastRecordOf(const RunModel &model, trace::TaskId task)
{
    const TaskTrack &track = model.track(task);
    return track.record(track.size() - 1);
}

template <class Wanted>
std::vector<trace::TaskId> tasksWhere(const RunModel &model, Wanted wanted)
{
    std::vector<trace::TaskId> tasks;
    for (std::size_t i = 0; i < model.taskCount(); ++i) {
        const trace::TaskId task{static_cast<std::uint32_t>(i)};
        if (!model.track(task).empty() && wanted(task))
            tasks.push_back(task);
    }
    return tasks;
}

void findStoppedCircle(const RunModel &model, std::vector<Finding> &found)
{
    const auto circle = stoppedCircle(model);
    if (!circle)
        return;
    Finding finding;
    finding.kind = Finding::Kind::StoppedCircle;
    finding.record = circle->since;
    finding.deadlock = circle->deadlock;
    for (const Deadlock::Waiter &waiter : finding.deadlock.waiters) {
        const TaskTrack &track = model.track(waiter.task);
        finding.tasks.push_back(waiter.task);
        finding.records.push_back(track.record(track.segmentAfter(circle->records)));
    }
    found.push_back(std::move(finding));
}

void findLostWaits(const RunModel &model, std::vector<Finding> &found)
{
    Finding finding;
    finding.kind = Finding::Kind::LostWaits;
    const std::vector<trace::LostTask> lost = lostTasks(model);
    if (lost.empty())
        return findStoppedCircle(model, found);
    for (const trace::LostTask &each : lost) {
        finding.tasks.push_back(each.task);
        finding.record = std::max(finding.record, lastRecordOf(model, each.task));
    }
    if (model.outcome() == trace::Outcome::Deadlocked)
        finding.record = model.records() - 1; // until then somebody still ran, or slept
    finding.deadlock = deadlockOf(model, lost);
    found.push_back(std::move(finding));
}

void findBlockedLoop(const RunModel &model, std::vector<Finding> &found)
{
    Finding finding;
    finding.kind = Finding::Kind::BlockedLoop;
    finding.culprits = culprits(model);
    if (finding.culprits.empty())
        return;
    std::sort(finding.culprits.begin(), finding.culprits.end(),
              [&](const Culprit &a, const Culprit &b) {
                  return model.track(a.step.task).record(a.step.index)
                      < model.track(b.step.task).record(b.step.index);
              });
    const SegmentRef first = finding.culprits.front().step;
    finding.record = model.track(first.task).record(first.index);
    for (const Culprit &culprit : finding.culprits) {
        finding.cost += culprit.cost;
        if (std::find(finding.tasks.begin(), finding.tasks.end(), culprit.step.task)
            == finding.tasks.end())
            finding.tasks.push_back(culprit.step.task);
    }
    found.push_back(std::move(finding));
}

/// Adds to \a found one finding of \a kind for all of \a places, if there are any.
void addPlaces(Finding::Kind kind, const std::vector<std::pair<std::size_t, trace::TaskId>> &places,
               std::vector<Finding> &found)
{
    if (places.empty())
        return;
    Finding finding;
    finding.kind = kind;
    finding.record = places.front().first;
    for (const auto &[record, task] : places) {
        finding.records.push_back(record);
        finding.tasks.push_back(task);
    }
    found.push_back(std::move(finding));
}

void findUnretrieved(const RunModel &model, std::vector<Finding> &found)
{
    std::vector<std::pair<std::size_t, trace::TaskId>> places;
    for (std::size_t i = 0; i < model.records(); ++i) {
        const trace::Record &record = model.trace().records()[i];
        if (record.kind() == trace::Kind::Unretrieved)
            places.emplace_back(i, record.task());
    }
    addPlaces(Finding::Kind::Unretrieved, places, found);
    // It is noticed late, often when the run is over: what has gone wrong is that it failed.
    if (!places.empty())
        found.back().record = lastRecordOf(model, places.front().second);
}

/// Whether a task that was at work asked for the cancellation of record \a index, and of another. One
/// that has ended does so by who holds it, as a task group cancels its own task when one of its
/// children fails, and takes that back.
bool isRequestOfAnother(const RunModel &model, std::size_t index)
{
    const trace::Record &request = model.trace().records()[index];
    if (!request.isByTask() || request.byTask() == request.task())
        return false;
    const TaskTrack &track = model.track(request.byTask());
    const std::size_t now = track.segmentAfter(index);
    return now == TaskTrack::None || !isEnd(track.state(now));
}

/// The request, by another task, that the step \a step of \a task delivered; nothing: it came from
/// elsewhere, as that of a time limit does.
std::optional<std::size_t> requestBefore(const RunModel &model, const SegmentRef &step)
{
    const TaskTrack &track = model.track(step.task);
    // A request comes while the task waits, or is ready already.
    std::size_t first = step.index;
    while (first > 0 && !isRunning(track.state(first - 1)))
        --first;
    if (first == step.index)
        return {};
    for (std::size_t i = track.record(step.index); i-- > track.record(first);) {
        const trace::Record &record = model.trace().records()[i];
        if (record.kind() == trace::Kind::CancelRequested && record.task() == step.task)
            return isRequestOfAnother(model, i) ? std::optional(i) : std::nullopt;
    }
    return {};
}

void findSwallowed(const RunModel &model, std::vector<Finding> &found)
{
    const auto finished = [&](trace::TaskId task) {
        const TaskTrack &track = model.track(task);
        return track.state(track.size() - 1) == State::Done && !model.outlivedCancels(task).empty();
    };
    std::vector<std::pair<std::size_t, trace::TaskId>> places;
    for (const trace::TaskId task : tasksWhere(model, finished)) {
        const SegmentRef step{task, model.outlivedCancels(task).back()};
        if (requestBefore(model, step))
            places.emplace_back(model.track(task).record(step.index), task);
    }
    std::sort(places.begin(), places.end());
    addPlaces(Finding::Kind::SwallowedCancel, places, found);
}

/// Does the least depth within each quarter of the changes grow from one to the next?
bool onlyGrows(const DepthTrack &depth)
{
    constexpr std::size_t Quarters = 4;
    constexpr std::size_t FewestChanges = 16;
    if (depth.size() < FewestChanges)
        return false;
    std::array<std::uint32_t, Quarters> least{};
    for (std::size_t quarter = 0; quarter < Quarters; ++quarter) {
        const std::size_t begin = depth.size() * quarter / Quarters;
        const std::size_t end = depth.size() * (quarter + 1) / Quarters;
        least[quarter] = depth.depth(begin);
        for (std::size_t i = begin; i < end; ++i)
            least[quarter] = std::min(least[quarter], depth.depth(i));
    }
    return std::adjacent_find(least.begin(), least.end(),
                              [](std::uint32_t a, std::uint32_t b) { return a >= b; })
        == least.end();
}

void findGrowingQueues(const RunModel &model, std::vector<Finding> &found)
{
    for (const trace::ObjectId queue : model.queues()) {
        const DepthTrack &depth = model.depth(queue);
        if (!onlyGrows(depth))
            continue;
        Finding finding;
        finding.kind = Finding::Kind::GrowingQueue;
        finding.record = depth.record(0);
        finding.object = queue;
        found.push_back(std::move(finding));
    }
}

void findStillWaiting(const RunModel &model, std::vector<Finding> &found)
{
    // Whoever stops a run knows that not all has ended; in a deadlock these are the lost ones.
    if (model.outcome() != trace::Outcome::Done && model.outcome() != trace::Outcome::Failed)
        return;
    Finding finding;
    finding.kind = Finding::Kind::StillWaiting;
    finding.tasks = tasksWhere(model, [&](trace::TaskId task) {
        return !model.track(task).hasEnded() && !model.track(task).isLost();
    });
    if (finding.tasks.empty())
        return;
    finding.record = model.records();
    for (const trace::TaskId task : finding.tasks)
        finding.record = std::min(finding.record, lastRecordOf(model, task));
    found.push_back(std::move(finding));
}

} // namespace

bool Finding::isFault() const noexcept
{
    return kind == Kind::LostWaits || kind == Kind::StoppedCircle || kind == Kind::Unretrieved
        || (kind == Kind::BlockedLoop && cost > trace::Time{0});
}

std::vector<Finding> findings(const RunModel &model)
{
    std::vector<Finding> found;
    findLostWaits(model, found);
    for (Finding &finding : findingsSoFar(model))
        found.push_back(std::move(finding));
    findGrowingQueues(model, found);
    findStillWaiting(model, found);
    return found;
}

std::vector<Finding> findingsSoFar(const RunModel &model)
{
    std::vector<Finding> found;
    findBlockedLoop(model, found);
    findUnretrieved(model, found);
    findSwallowed(model, found);
    return found;
}

} // namespace views
