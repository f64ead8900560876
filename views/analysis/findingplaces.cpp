#include "views/analysis/findingplaces.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace views {

namespace {

std::size_t recordOf(const RunModel &model, const SegmentRef &segment)
{
    return model.track(segment.task).record(segment.index);
}

/// Adds those of finding number \a number.
void addPlaces(const RunModel &model, const Finding &finding, std::size_t number,
               std::vector<FindingPlace> &places)
{
    const auto add = [&](std::size_t part, const SegmentRef &segment) {
        places.push_back({number, part, segment, trace::ObjectId::None, recordOf(model, segment)});
    };
    switch (finding.kind) {
    case Finding::Kind::LostWaits:
        for (std::size_t i = 0; i < finding.deadlock.waiters.size(); ++i)
            add(i, lastOf(model, finding.deadlock.waiters[i].task));
        break;
    case Finding::Kind::BlockedLoop:
        for (std::size_t i = 0; i < finding.culprits.size(); ++i)
            add(i, finding.culprits[i].step);
        break;
    case Finding::Kind::Unretrieved:
        // Nobody asked until later; what went wrong is the end.
        for (std::size_t i = 0; i < finding.tasks.size(); ++i)
            add(i, lastOf(model, finding.tasks[i]));
        break;
    case Finding::Kind::StoppedCircle:
    case Finding::Kind::SwallowedCancel:
        for (std::size_t i = 0; i < finding.tasks.size(); ++i)
            add(i,
                {finding.tasks[i],
                 model.track(finding.tasks[i]).segmentAfter(finding.records[i] + 1)});
        break;
    case Finding::Kind::GrowingQueue:
        places.push_back({number, 0, {trace::TaskId::None, 0}, finding.object, finding.record});
        break;
    case Finding::Kind::StillWaiting:
        for (std::size_t i = 0; i < finding.tasks.size(); ++i)
            add(i, lastOf(model, finding.tasks[i]));
        break;
    }
}

} // namespace

SegmentRef lastOf(const RunModel &model, trace::TaskId task)
{
    return {task, model.track(task).size() - 1};
}

PlacedFindings placedFindings(const RunModel &model, std::vector<Finding> findings)
{
    PlacedFindings placed;
    placed.findings = std::move(findings);
    for (std::size_t i = 0; i < placed.findings.size(); ++i)
        addPlaces(model, placed.findings[i], i, placed.places);
    static_assert(trace::TaskId::None > trace::TaskId{0}); // so that queues come last
    std::stable_sort(placed.places.begin(), placed.places.end(),
                     [](const FindingPlace &a, const FindingPlace &b) {
                         return std::tie(a.segment.task, a.segment.index)
                             < std::tie(b.segment.task, b.segment.index);
                     });
    for (std::size_t i = 0; i < placed.places.size(); ++i)
        (placed.isFault(placed.places[i]) ? placed.faults : placed.others)
            .push_back(static_cast<std::uint32_t>(i));
    for (auto *inTime : {&placed.faults, &placed.others})
        std::stable_sort(inTime->begin(), inTime->end(), [&](std::uint32_t a, std::uint32_t b) {
            return placed.places[a].record < placed.places[b].record;
        });
    return placed;
}

Units startOf(const RunModel &model, const FindingPlace &place, AxisKind axis)
{
    if (place.segment.task != trace::TaskId::None)
        return model.start(place.segment, axis);
    return model.at({model.trace().records()[place.record].time(), place.record}, axis);
}

} // namespace views
