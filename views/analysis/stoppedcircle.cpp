#include "views/analysis/stoppedcircle.h"

#include "views/analysis/world.h"

#include <algorithm>

namespace views {

namespace {

/// So many times is it looked at what a request from outside has broken.
constexpr int MostLooks = 16;

bool isFromOutside(const trace::Record &record)
{
    return record.kind() == trace::Kind::CancelRequested && !record.isByTask()
        && record.argument != static_cast<std::uint32_t>(trace::Waker::Timer);
}

/// The circle that there is after the first \a records records.
std::optional<StoppedCircle> circleAfter(const RunModel &model, std::size_t records)
{
    std::vector<trace::LostTask> waiting;
    for (const World::Waiting &each : worldAt(model, records).waiting)
        waiting.push_back({each.task, each.wait});
    std::sort(waiting.begin(), waiting.end(),
              [](const auto &a, const auto &b) { return a.task < b.task; });
    const Deadlock all = deadlockOf(model, waiting, records);
    if (all.circle.empty())
        return std::nullopt;
    std::vector<trace::LostTask> inCircle;
    StoppedCircle circle;
    circle.records = records;
    for (const std::size_t number : all.circle) {
        const Deadlock::Waiter &waiter = all.waiters[number];
        inCircle.push_back({waiter.task, waiter.wait});
        const TaskTrack &track = model.track(waiter.task);
        circle.since = std::max(circle.since, track.start(track.segmentAfter(records)));
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
    // What has ended the run is the last to come from outside: a few requests, one after the other.
    int looks = 0;
    const auto &records = model.trace().records();
    for (std::size_t i = model.records(); i-- > 0 && looks < MostLooks;) {
        if (!isFromOutside(records[i]) || (i > 0 && isFromOutside(records[i - 1])))
            continue;
        ++looks;
        if (auto circle = circleAfter(model, i))
            return circle;
    }
    // It was ended without anybody being told.
    return looks == 0 ? circleAfter(model, model.records()) : std::nullopt;
}

} // namespace views
