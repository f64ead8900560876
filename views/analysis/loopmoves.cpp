#include "views/analysis/loopmoves.h"

#include <algorithm>
#include <unordered_map>

namespace views {

namespace {

struct Standing
{
    LoopMove::Place place = LoopMove::Place::Nowhere;
    std::size_t record = 0; ///< that put the task there
};

using Standings = std::unordered_map<trace::TaskId, Standing>;

Standings standingsIn(const World &world)
{
    Standings all;
    for (const World::Queued &each : world.ready)
        all[each.task] = {LoopMove::Place::Ready, each.record};
    for (const World::Timer &each : world.timers)
        all[each.task] = {LoopMove::Place::Timers, each.record};
    for (const World::Waiting &each : world.waiting)
        all[each.task] = {LoopMove::Place::Waiting, each.record};
    for (const trace::TaskId task : world.running)
        all[task] = {LoopMove::Place::Running, 0};
    return all;
}

/// The record that began the last step of \a world; none before the first.
std::optional<std::size_t> lastStep(const RunModel &model, const World &world)
{
    const std::uint32_t steps = model.steps().before(world.records);
    return steps == 0 ? std::nullopt : std::optional(model.steps().record(steps - 1));
}

} // namespace

std::vector<LoopMove> loopMoves(const RunModel &model, const World &before, const World &after)
{
    using Place = LoopMove::Place;
    const auto step = lastStep(model, after);
    const bool isNew = step && *step >= before.records;
    const trace::TaskId runs = isNew ? model.trace().records()[*step].task() : trace::TaskId::None;
    const Standings then = standingsIn(before);
    const auto placeBefore = [&](trace::TaskId task) {
        const auto found = then.find(task);
        return found == then.end() ? Place::Nowhere : found->second.place;
    };
    std::vector<std::pair<std::size_t, LoopMove>> moves; // with the records that made them
    for (const auto &[task, now] : standingsIn(after)) {
        const bool byStep = step && now.record > *step;
        const Place from = task == runs ? Place::Running : placeBefore(task);
        if (from != now.place)
            moves.push_back({now.record, {task, from, now.place, byStep}});
    }
    if (runs != trace::TaskId::None)
        moves.push_back({*step, {runs, placeBefore(runs), Place::Running, false}});
    std::sort(moves.begin(), moves.end(), [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first < b.first : a.second.task < b.second.task;
    });
    std::vector<LoopMove> all;
    for (const auto &[record, move] : moves)
        all.push_back(move);
    return all;
}

} // namespace views
