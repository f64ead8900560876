#include "views/model/deadlock.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace views {

namespace {

std::vector<trace::TaskId> othersOf(const RunModel &model, trace::WaitId id, std::size_t records)
{
    if (id == trace::WaitId::None)
        return {};
    const trace::Wait &wait = model.trace().wait(id);
    const trace::WaitKind &kind = model.trace().waitKind(wait.reason);
    if (kind.what == trace::WaitsOn::Task)
        return wait.task() == trace::TaskId::None ? std::vector<trace::TaskId>()
                                                  : std::vector{wait.task()};
    // A condition has holders too, of its lock, but they are not who can notify.
    if (kind.shape != trace::Shape::Lock || wait.object() == trace::ObjectId::None)
        return {};
    std::vector<trace::TaskId> others;
    for (const trace::TaskId holder : model.holders(wait.object(), records)) {
        // A semaphore may be held twice by one task.
        if (std::find(others.begin(), others.end(), holder) == others.end())
            others.push_back(holder);
    }
    return others;
}

bool hasEnded(const RunModel &model, trace::TaskId task, std::size_t records)
{
    const TaskTrack &track = model.track(task);
    const std::size_t segment = track.segmentAfter(records);
    return segment < track.size() && isEnd(track.state(segment));
}

/// The first circle that a search along \a next comes upon.
std::vector<std::size_t> circleIn(const std::vector<std::vector<std::size_t>> &next)
{
    enum class Seen : std::uint8_t { No, OnTheWay, Done };
    std::vector<Seen> seen(next.size(), Seen::No);
    struct Place
    {
        std::size_t waiter;
        std::size_t edge;
    };
    std::vector<Place> way;
    for (std::size_t start = 0; start < next.size(); ++start) {
        if (seen[start] != Seen::No)
            continue;
        way.assign(1, {start, 0});
        seen[start] = Seen::OnTheWay;
        while (!way.empty()) {
            Place &place = way.back();
            if (place.edge == next[place.waiter].size()) {
                seen[place.waiter] = Seen::Done;
                way.pop_back();
                continue;
            }
            const std::size_t to = next[place.waiter][place.edge++];
            if (seen[to] == Seen::OnTheWay) {
                std::vector<std::size_t> circle;
                auto from = std::find_if(way.begin(), way.end(),
                                         [to](const Place &p) { return p.waiter == to; });
                for (; from != way.end(); ++from)
                    circle.push_back(from->waiter);
                std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()),
                            circle.end());
                return circle;
            }
            if (seen[to] == Seen::No) {
                seen[to] = Seen::OnTheWay;
                way.push_back({to, 0});
            }
        }
    }
    return {};
}

} // namespace

std::vector<trace::LostTask> lostTasks(const RunModel &model)
{
    std::vector<trace::LostTask> lost;
    for (std::size_t i = 0; i < model.taskCount(); ++i) {
        const trace::TaskId id{static_cast<std::uint32_t>(i)};
        const TaskTrack &track = model.track(id);
        if (!track.isLost())
            continue;
        const trace::Record &last = model.trace().records()[track.record(track.size() - 1)];
        lost.push_back(
            {id, last.kind() == trace::Kind::Suspended ? last.wait() : trace::WaitId::None});
    }
    return lost;
}

Deadlock deadlockOf(const RunModel &model, const std::vector<trace::LostTask> &lost)
{
    return deadlockOf(model, lost, model.records());
}

Deadlock deadlockOf(const RunModel &model, const std::vector<trace::LostTask> &lost,
                    std::size_t records)
{
    Deadlock deadlock;
    std::unordered_map<trace::TaskId, std::size_t> numbers;
    for (const trace::LostTask &task : lost) {
        numbers.emplace(task.task, deadlock.waiters.size());
        Deadlock::Waiter waiter{task.task, task.wait, othersOf(model, task.wait, records)};
        waiter.isAbandoned
            = !waiter.others.empty() && hasEnded(model, waiter.others.front(), records);
        deadlock.waiters.push_back(std::move(waiter));
    }
    std::vector<std::vector<std::size_t>> next(lost.size());
    for (std::size_t i = 0; i < deadlock.waiters.size(); ++i) {
        for (const trace::TaskId other : deadlock.waiters[i].others) {
            if (const auto found = numbers.find(other); found != numbers.end())
                next[i].push_back(found->second);
        }
    }
    deadlock.circle = circleIn(next);
    return deadlock;
}

} // namespace views
