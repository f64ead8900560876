#pragma once

#include "views/analysis/findings.h"

#include <cstdint>
#include <vector>

namespace views {

/// One of the places of a finding: whom it is about there, and where in the run that is.
struct FindingPlace
{
    std::size_t finding = 0; ///< its index
    std::size_t part = 0; ///< which of its waiters, culprits or tasks
    /// What the task did or was there; of no task where it is about a queue.
    SegmentRef segment{trace::TaskId::None, 0};
    trace::ObjectId object = trace::ObjectId::None;
    std::size_t record = 0; ///< since when

    bool operator==(const FindingPlace &) const = default;
};

/// The findings of a run with all their places.
struct PlacedFindings
{
    std::vector<Finding> findings;
    std::vector<FindingPlace> places; ///< ascending by task and segment; those of queues last
    std::vector<std::uint32_t> faults; ///< numbers of places of faults, in the order of time
    std::vector<std::uint32_t> others; ///< the same of what is only worth knowing

    bool isFault(const FindingPlace &place) const { return findings[place.finding].isFault(); }

    bool operator==(const PlacedFindings &) const = default;
};

/// The last segment of \a task, which has one.
SegmentRef lastOf(const RunModel &model, trace::TaskId task);

/// The places of \a findings, which are of \a model.
PlacedFindings placedFindings(const RunModel &model, std::vector<Finding> findings);

/// Where \a place begins on \a axis; \a model may have read more since.
Units startOf(const RunModel &model, const FindingPlace &place, AxisKind axis);

} // namespace views
