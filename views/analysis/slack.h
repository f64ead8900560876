#pragma once

#include "views/model/runmodel.h"

#include <optional>
#include <vector>

namespace views {

/// How much later what happened in a run could have happened without moving its end.
///
/// The slack of a step is the latest time at which it could have begun minus the time at which it
/// did; that of a wait is how much longer it could have lasted, which is the latest time at which
/// the step after it could have begun minus the time at which the wait ended. As the total float of
/// an activity in the critical path method (Kelley and Walker, 1959), found backwards from the end
/// over what the record shows to depend on what:
///  - a task's next step comes after the one before, its timers and waits for what comes from
///    outside keeping their length;
///  - what a step wakes or creates comes after it, as much later as it did;
///  - what stood ready while a step held its loop comes after that step, and a step that holds it
///    for BlockingThreshold or longer keeps its place among those of its loop;
///  - an item of a queue is taken after it was put, first in, first out, and put when there is room
///    for it; a lock is acquired after it was released;
///  - a task whose end woke nobody is needed by the next step of who created it;
///  - everything comes before the end.
/// Of what happens while several steps are in hand, of loops in other threads or of one within
/// another, the record does not tell which of them does it: it bounds them all, and is not to
/// happen later itself.
/// Who waited for nothing, as for an event that was set already, has left no other trace. Who gets
/// which item or lock stays as it was: this is read from the record alone, and with another wait
/// what a program decides by time or by chance may turn out differently.
struct Slack
{
    std::vector<trace::Time> steps; ///< of each step, by its number from 0
    /// Of each task the least of what takes time of its own: its steps, its timers and its waits
    /// for what comes from outside; -1 where it has none.
    std::vector<trace::Time> tasks;
    /// Of each task that has some the record that begins what has the least, the first of several.
    std::vector<std::size_t> tightest;

    /// Of \a segment, a step or what leads to one; nothing where no step follows that was looked
    /// at.
    std::optional<trace::Time> of(const RunModel &model, const SegmentRef &segment) const;
};

/// Of \a model's run until its first \a records records had happened. Looks at each record once.
Slack slackOf(const RunModel &model, std::size_t records);

} // namespace views
