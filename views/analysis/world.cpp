#include "views/analysis/world.h"

#include "views/model/deadline.h"

#include <algorithm>

namespace views {

namespace {

/// The record that suspended \a task for the wait in which it is, at the latest in \a segment.
std::optional<std::size_t> suspensionBefore(const RunModel &model, const SegmentRef &segment)
{
    const TaskTrack &track = model.track(segment.task);
    for (std::size_t i = segment.index + 1; i-- > 0;) {
        const std::size_t record = track.record(i);
        const trace::Kind kind = model.trace().records()[record].kind();
        if (kind == trace::Kind::Suspended)
            return record;
        if (kind == trace::Kind::Resumed)
            break;
    }
    return {};
}

/// The record of the resumption that began the turn in which the loop of \a task is, or nothing
/// before its first.
std::optional<std::size_t> turnBegin(const RunModel &model, trace::TextId loop, std::size_t records)
{
    for (std::size_t i = records; i-- > 0;) {
        const trace::Record &record = model.trace().records()[i];
        if (record.kind() == trace::Kind::Resumed && record.firstOfTurn()
            && model.trace().task(record.task()).loop == loop)
            return i;
    }
    return {};
}

void markNextTurn(const RunModel &model, World &world)
{
    std::optional<trace::TextId> loop;
    std::optional<std::size_t> begin;
    for (World::Queued &queued : world.ready) {
        const trace::TextId its = model.trace().task(queued.task).loop;
        if (!loop || *loop != its) {
            loop = its;
            begin = turnBegin(model, its, world.records);
        }
        queued.nextTurn = begin && queued.record > *begin;
    }
}

} // namespace

World worldAt(const RunModel &model, std::size_t records)
{
    World world;
    world.records = records;
    std::vector<std::pair<std::size_t, trace::TaskId>> running;
    for (std::size_t i = 0; i < model.taskCount(); ++i) {
        const trace::TaskId task{static_cast<std::uint32_t>(i)};
        const TaskTrack &track = model.track(task);
        const std::size_t segment = track.segmentAfter(records);
        if (segment == TaskTrack::None)
            continue;
        const SegmentRef at{task, segment};
        const std::size_t record = track.record(segment);
        switch (track.state(segment)) {
        case State::Ready:
            world.ready.push_back({task, record, false});
            break;
        case State::Running:
        case State::Blocking:
            running.emplace_back(record, task);
            break;
        case State::Sleeping:
            world.timers.push_back({deadlineOf(model, at), task, record});
            break;
        case State::Waiting:
        case State::Cancelling:
        case State::Lost:
            if (const auto suspended = suspensionBefore(model, at))
                world.waiting.push_back({task, model.trace().records()[*suspended].wait(),
                                         *suspended, track.state(segment) == State::Cancelling,
                                         track.state(segment) == State::Lost});
            break;
        case State::Done:
        case State::Failed:
        case State::Cancelled:
            break;
        }
    }
    std::sort(running.begin(), running.end());
    for (const auto &[record, task] : running)
        world.running.push_back(task);
    const auto byRecord = [](const auto &a, const auto &b) { return a.record < b.record; };
    std::sort(world.ready.begin(), world.ready.end(), byRecord);
    std::sort(world.waiting.begin(), world.waiting.end(), byRecord);
    std::sort(world.timers.begin(), world.timers.end(),
              [](const World::Timer &a, const World::Timer &b) {
                  const bool known = a.deadline && b.deadline;
                  return a.deadline == b.deadline ? a.record < b.record
                      : known                     ? *a.deadline < *b.deadline
                                                  : a.deadline.has_value();
              });
    markNextTurn(model, world);
    return world;
}

std::vector<World::Waiting> World::lineFor(const RunModel &model, trace::ObjectId object) const
{
    std::vector<Waiting> line;
    std::copy_if(waiting.begin(), waiting.end(), std::back_inserter(line), [&](const Waiting &w) {
        const trace::Wait &wait = model.trace().wait(w.wait);
        return model.trace().waitKind(wait.reason).what == trace::WaitsOn::Object
            && wait.object() == object;
    });
    return line;
}

std::optional<std::size_t> World::placeInReadyQueue(trace::TaskId task) const
{
    const auto place = std::find_if(ready.begin(), ready.end(),
                                    [task](const Queued &queued) { return queued.task == task; });
    if (place == ready.end())
        return {};
    return static_cast<std::size_t>(place - ready.begin());
}

} // namespace views
