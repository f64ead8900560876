#include "views/model/deadlock.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace views {

namespace {

/// The circles that a search along \a next comes upon; none shares a waiter with another.
std::vector<Deadlock::Circle> circlesIn(const std::vector<std::vector<std::size_t>> &next)
{
    std::vector<Deadlock::Circle> circles;
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
                Deadlock::Circle circle;
                do {
                    circle.push_back(way.back().waiter);
                    seen[way.back().waiter] = Seen::Done;
                    way.pop_back();
                } while (circle.back() != to);
                std::reverse(circle.begin(), circle.end());
                std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()),
                            circle.end());
                circles.push_back(std::move(circle));
            } else if (seen[to] == Seen::No) {
                seen[to] = Seen::OnTheWay;
                way.push_back({to, 0});
            }
        }
    }
    std::sort(circles.begin(), circles.end());
    return circles;
}

} // namespace

bool hasEnded(const RunModel &model, trace::TaskId task, std::size_t records)
{
    const TaskTrack &track = model.track(task);
    const std::size_t segment = track.segmentAfter(records);
    return segment < track.size() && isEnd(track.state(segment));
}

std::vector<trace::TaskId> whoCanEnd(const RunModel &model, const trace::Wait &wait,
                                     std::size_t records)
{
    const trace::WaitKind &kind = model.trace().waitKind(wait.reason);
    std::vector<trace::TaskId> all = model.trace().tasksOf(wait);
    if (kind.what == trace::WaitsOn::Task)
        return all;
    if (kind.what == trace::WaitsOn::Tasks)
        std::erase_if(all, [&](trace::TaskId task) { return hasEnded(model, task, records); });
    // A condition has holders too, of its lock, but they are not who can notify.
    else if (kind.shape == trace::Shape::Lock && wait.object() != trace::ObjectId::None)
        all = model.holders(wait.object(), records);
    // A semaphore may be held twice by one task, and one task be gathered twice.
    std::vector<trace::TaskId> others;
    std::unordered_set<trace::TaskId> seen;
    std::copy_if(all.begin(), all.end(), std::back_inserter(others),
                 [&](trace::TaskId task) { return seen.insert(task).second; });
    return others;
}

std::vector<std::size_t> Deadlock::inCircles() const
{
    std::vector<std::size_t> numbers;
    for (const Circle &circle : circles)
        numbers.insert(numbers.end(), circle.begin(), circle.end());
    return numbers;
}

std::vector<trace::TaskId> Deadlock::circleTasks() const
{
    std::vector<trace::TaskId> tasks;
    for (const std::size_t number : inCircles())
        tasks.push_back(waiters[number].task);
    return tasks;
}

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
        Deadlock::Waiter waiter{task.task, task.wait, {}};
        if (task.wait != trace::WaitId::None)
            waiter.others = whoCanEnd(model, model.trace().wait(task.wait), records);
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
    deadlock.circles = circlesIn(next);
    for (const Deadlock::Circle &circle : deadlock.circles) {
        for (std::size_t i = 0; i < circle.size(); ++i) {
            Deadlock::Waiter &waiter = deadlock.waiters[circle[i]];
            const std::size_t after = circle[(i + 1) % circle.size()];
            const auto found = std::find(waiter.others.begin(), waiter.others.end(),
                                         deadlock.waiters[after].task);
            std::rotate(waiter.others.begin(), found, found + 1);
            waiter.isAbandoned = false;
        }
    }
    return deadlock;
}

} // namespace views
