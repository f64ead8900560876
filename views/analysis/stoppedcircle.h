#pragma once

#include "views/model/deadlock.h"

#include <cstddef>
#include <optional>

namespace views {

/// Tasks that waited for each other in a circle when a run was ended from outside, as by Ctrl+C: that has
/// cancelled them, and so the run is not recorded as a deadlock.
struct StoppedCircle
{
    Deadlock deadlock; ///< of those in the circle alone
    trace::Time since{0}; ///< when it closed
    std::size_t records = 0; ///< that had happened when it was broken
};

/// Of a \a model that has been read to its end, a run that was stopped or breaks off: nothing in it could
/// wake those tasks, but for one that would release what it does not hold. Nothing: there is none.
std::optional<StoppedCircle> stoppedCircle(const RunModel &model);

} // namespace views
