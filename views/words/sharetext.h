#pragma once

#include "views/model/runmodel.h"

#include <QString>

#include <vector>

namespace views {

/// How much of a time was spent in one state, and for one reason.
struct Share
{
    State state = State::Ready;
    trace::Shape shape = trace::Shape::Other; ///< of a wait, where its kind is known
    QString word; ///< plain: "waiting for an item"
    trace::Time time{0}; ///< of several tasks, see sumOf()
    double part = 0; ///< of all, from 0 to 1
};

/// Of the time from the creation of \a task to its end, or to the end of what is known of the run;
/// in the order of State, waits by reason, without those of no time.
std::vector<Share> sharesOf(const RunModel &model, trace::TaskId task);
/// The same of what of that time lies within \a range; none: the task did not live then.
std::vector<Share> sharesOf(const RunModel &model, trace::TaskId task, const TimeRange &range);
/// Of the times that all tasks of \a model live within \a range, waits together.
std::vector<Share> sharesOfAll(const RunModel &model, const TimeRange &range);

/// The time from the creation of \a task to its end, or to the end of what is known of the run.
TimeRange lifeOf(const RunModel &model, trace::TaskId task);

} // namespace views
