#include "views/analysis/stoppedcircle.h"

#include "views/analysis/world.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace views {

namespace {

/// So many times is it looked at what a request from outside has broken.
constexpr int MostLooks = 16;

/// What a request consists of, until somebody runs.
bool isOfRequest(const trace::Record &record)
{
    return record.kind() == trace::Kind::CancelRequested || record.kind() == trace::Kind::Ready;
}

bool isFromOutside(const trace::Record &record)
{
    return record.kind() == trace::Kind::CancelRequested && !record.isByTask()
        && record.argument != static_cast<std::uint32_t>(trace::Waker::Timer);
}

/// Something else than one of its others may end the wait of \a waiter: a time limit, or a future
/// among what is waited for.
bool mayEndOtherwise(const RunModel &model, const Deadlock::Waiter &waiter)
{
    const trace::Wait &wait = model.trace().wait(waiter.wait);
    if (wait.reason == trace::Reason::WaitFor || wait.reason == trace::Reason::Wait)
        return true;
    return model.trace().waitKind(wait.reason).what == trace::WaitsOn::Tasks
        && std::cmp_less(model.trace().tasksOf(wait).size(), wait.amount);
}

/// Those of \a all whom nobody can wake who is not one of them: whoever holds a place of a
/// semaphore may be the one to give it back.
std::vector<trace::LostTask> stuckOf(const RunModel &model, const Deadlock &all,
                                     std::size_t records)
{
    std::unordered_map<trace::TaskId, std::size_t> numbers;
    for (std::size_t i = 0; i < all.waiters.size(); ++i)
        numbers.emplace(all.waiters[i].task, i);
    std::vector<std::vector<std::size_t>> awaitedBy(all.waiters.size());
    std::vector<bool> mayGoOn(all.waiters.size());
    std::vector<std::size_t> toTell;
    const auto letGoOn = [&](std::size_t number) {
        if (!mayGoOn[number])
            toTell.push_back(number);
        mayGoOn[number] = true;
    };
    for (std::size_t i = 0; i < all.waiters.size(); ++i) {
        const Deadlock::Waiter &waiter = all.waiters[i];
        if (waiter.others.empty() || mayEndOtherwise(model, waiter)) {
            letGoOn(i);
            continue;
        }
        const trace::WaitKind &kind = model.trace().waitKind(waiter.wait);
        const bool isForTask
            = kind.what == trace::WaitsOn::Task || kind.what == trace::WaitsOn::Tasks;
        for (const trace::TaskId other : waiter.others) {
            if (const auto found = numbers.find(other); found != numbers.end())
                awaitedBy[found->second].push_back(i);
            else if (isForTask || !hasEnded(model, other, records)) // with what it holds
                letGoOn(i);
        }
    }
    while (!toTell.empty()) {
        const std::size_t number = toTell.back();
        toTell.pop_back();
        for (const std::size_t other : awaitedBy[number])
            letGoOn(other);
    }
    std::vector<trace::LostTask> stuck;
    for (std::size_t i = 0; i < all.waiters.size(); ++i) {
        if (!mayGoOn[i])
            stuck.push_back({all.waiters[i].task, all.waiters[i].wait});
    }
    return stuck;
}

/// The circles that there are after the first \a records records.
std::optional<StoppedCircle> circleAfter(const RunModel &model, std::size_t records)
{
    std::vector<trace::LostTask> waiting;
    for (const World::Waiting &each : worldAt(model, records).waiting)
        waiting.push_back({each.task, each.wait});
    std::sort(waiting.begin(), waiting.end(),
              [](const auto &a, const auto &b) { return a.task < b.task; });
    const Deadlock all
        = deadlockOf(model, stuckOf(model, deadlockOf(model, waiting, records), records), records);
    if (all.circles.empty())
        return std::nullopt;
    std::vector<trace::LostTask> inCircle;
    StoppedCircle circle;
    circle.records = records;
    for (const std::size_t number : all.inCircles()) {
        const Deadlock::Waiter &waiter = all.waiters[number];
        inCircle.push_back({waiter.task, waiter.wait});
        const TaskTrack &track = model.track(waiter.task);
        circle.since
            = std::max<std::size_t>(circle.since, track.record(track.segmentAfter(records)));
    }
    std::sort(inCircle.begin(), inCircle.end(),
              [](const auto &a, const auto &b) { return a.task < b.task; });
    circle.deadlock = deadlockOf(model, inCircle, records);
    return circle;
}

} // namespace

std::optional<StoppedCircle> stoppedCircle(const RunModel &model)
{
    if (!model.outcome())
        return circleAfter(model, model.records());
    if (*model.outcome() != trace::Outcome::Stopped)
        return std::nullopt;
    // What has ended the run is the last to come from outside: requests, one after the other, each
    // with whom it makes ready.
    int looks = 0;
    std::optional<std::size_t> first;
    const auto &records = model.trace().records();
    for (std::size_t i = model.records(); i-- > 0 && looks < MostLooks;) {
        if (isFromOutside(records[i]))
            first = i;
        if (!first || (i > 0 && isOfRequest(records[i - 1])))
            continue;
        ++looks;
        if (auto circle = circleAfter(model, *std::exchange(first, std::nullopt)))
            return circle;
    }
    // It was ended without anybody being told.
    return looks == 0 ? circleAfter(model, model.records()) : std::nullopt;
}

} // namespace views
