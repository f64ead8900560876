#pragma once

#include "views/analysis/blame.h"
#include "views/model/deadlock.h"

#include <vector>

namespace views {

/// Something in a run that is wrong or worth knowing, and that its record proves.
struct Finding
{
    enum class Kind : std::uint8_t {
        LostWaits, ///< tasks wait for ever: nothing is left that could wake them
        StoppedCircle, ///< tasks waited for each other when the run was ended from outside
        BlockedLoop, ///< steps held the loop for BlockingThreshold or longer
        Unretrieved, ///< a task failed and nobody ever asked for its exception
        SwallowedCancel, ///< another task had it cancelled, and it went on and finished as if not
        GrowingQueue, ///< items come faster than they go, from the beginning to the end
        StillWaiting, ///< the run ended, and these tasks had not
    };

    Kind kind = Kind::LostWaits;
    std::size_t record = 0; ///< since when
    std::vector<trace::TaskId> tasks; ///< whom it is about
    std::vector<std::size_t>
        records; ///< of StoppedCircle, Unretrieved and SwallowedCancel: for each of them, when
    Deadlock deadlock; ///< of LostWaits and StoppedCircle
    trace::ObjectId object = trace::ObjectId::None; ///< the queue
    std::vector<Culprit> culprits; ///< of BlockedLoop, in the order of time
    trace::Time cost{0}; ///< delay of others in all, where that can be told

    /// Something has gone wrong, rather than being worth knowing.
    bool isFault() const noexcept;

    bool operator==(const Finding &) const = default;
};

/// Of the whole of \a model, a run that has ended: the costliest kind first. Nothing is found that
/// the record does not prove.
std::vector<Finding> findings(const RunModel &model);

/// The same of a run that goes on: only what its end cannot change any more.
std::vector<Finding> findingsSoFar(const RunModel &model);

} // namespace views
