#pragma once

#include "views/analysis/world.h"

#include <vector>

namespace views {

/// A task that is somewhere else in the event loop than it was.
struct LoopMove
{
    enum class Place : std::uint8_t {
        Nowhere, ///< not there yet
        Ready,
        Timers,
        Waiting, ///< for something else
        Running, ///< the step that ran last, or still runs
    };

    trace::TaskId task = trace::TaskId::None;
    Place from = Place::Nowhere;
    Place to = Place::Nowhere;
    /// The step that runs now has done it; else it came before that, as what makes a task run.
    bool byStep = false;

    bool operator==(const LoopMove &) const = default;
};

/// How the tasks of \a before, an earlier moment of the run of \a model, come to stand as in \a
/// after, in the order of what happens: first what leads to the last step begun by \a after, that
/// step's task last, then what the step did. A task whose step is over by \a after moves twice: to
/// run and away. Of several steps between the two moments only the last is seen to run.
std::vector<LoopMove> loopMoves(const RunModel &model, const World &before, const World &after);

} // namespace views
