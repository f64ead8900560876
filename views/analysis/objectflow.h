#pragma once

#include "views/model/runmodel.h"

#include <optional>
#include <vector>

namespace views {

/// What went through a queue from the beginning of a run to the end of what is known of it. Items
/// are told apart by their order alone: the first that came is the first that goes, as in
/// asyncio.Queue.
struct QueueFlow
{
    std::size_t put = 0;
    std::vector<trace::Time>
        stays; ///< from put to get, of the items that were taken; shortest first
    std::size_t left = 0; ///< items that were not taken
    trace::Time leftFor{0}; ///< the sum of the times that those have been there
    trace::Time length{0}; ///< of the run
    double content = 0; ///< mean number of items over it, from the depth alone

    /// The stay that part \a part, above 0 and at most 1, of all stays do not exceed (the nearest
    /// rank); there are stays.
    trace::Time quantile(double part) const noexcept;
    /// Items that came in a second.
    double arrivals() const noexcept;
    /// Mean stay in seconds, with those that are still there, until now. By Little's law content is
    /// the product of the two.
    double meanStay() const noexcept;
    /// How many stays are in each of \a count equal parts of the time up to the longest.
    std::vector<std::size_t> histogram(std::size_t count) const;
};

QueueFlow queueFlow(const RunModel &model, trace::ObjectId queue);

/// How tasks held a lock, or places of a semaphore, over a run.
struct HoldFlow
{
    std::size_t holds = 0;
    trace::Time held{0}; ///< the sum of all holds, of which several may go on at one time
    trace::Time longest{0};
    trace::TaskId longestBy = trace::TaskId::None;
    std::size_t longestFrom = 0; ///< the record that began it
};

HoldFlow holdFlow(const RunModel &model, trace::ObjectId object);

/// Since which record \a task has held \a object after \a records records; nothing if it does not.
std::optional<std::size_t> heldSince(const RunModel &model, trace::ObjectId object,
                                     trace::TaskId task, std::size_t records);

} // namespace views
