#pragma once

#include "views/model/deadlock.h"

#include <cstddef>
#include <optional>

namespace views {

/// Tasks that waited for each other in circles when a run was ended from outside, as by Ctrl+C. It
/// need not be a deadlock: a time limit that has not passed is not recorded, and would have broken
/// it.
struct StoppedCircle
{
    Deadlock deadlock; ///< of those in circles alone
    std::size_t since = 0; ///< the record that closed the last of them
    std::size_t records = 0; ///< that had happened when it was broken
};

/// Of a \a model that has been read to its end, a run that was stopped or breaks off: each in the
/// circle waits for a task, or for what only tasks hold of whom none can go on before it does. Time
/// limits aside, and who would release what it does not hold, nothing in the run could wake them.
/// Nothing: there is none.
std::optional<StoppedCircle> stoppedCircle(const RunModel &model);

} // namespace views
