#pragma once

#include "views/model/runmodel.h"

#include <vector>

namespace views {

/// One part of a critical path: a stretch of one task's life, of which nothing else ran instead.
struct PathPart
{
    enum class Kind : std::uint8_t {
        Step, ///< the task ran; in virtual time mostly for no time at all
        Timer, ///< it waited for a timer: a sleep, a time limit
        Outside, ///< it waited for something outside the loop, or for what nobody is known to have ended
    };

    Kind kind = Kind::Step;
    trace::TaskId task = trace::TaskId::None;
    std::size_t record = 0; ///< that began the step or the wait
    TimeRange times;

    bool operator==(const PathPart &) const = default;
};

/// What determined how long \a model's run took until its first \a records records had happened,
/// first part first: the parts follow each other without a gap from the beginning of the run to the
/// end of the last step that had begun by then.
///
/// Found backwards, as the critical path of a schedule on one machine (Kelley and Walker, 1959,
/// with the loop as the machine). A step began when it did
///  - because the loop was held until then, when its task had been ready before: after the step
///    that held the loop, which is the one before it on the same loop;
///  - else because of what woke its task at that moment: the step that did it, the timer, for the
///    whole of the task's own sleep, or something outside, for the whole of its wait.
/// A timer that rang late was held up in the same way. Where no step held the loop meanwhile, what
/// came late by the machine's clock came by its own cause. Of several causes at one instant the one
/// that the trace names is taken, so that of several paths of one length the first in step order is
/// found.
///
/// This is read from the record alone: with another wait or step everything that a program decides
/// by time or by chance may turn out differently.
std::vector<PathPart> criticalPath(const RunModel &model, std::size_t records);

} // namespace views
