#pragma once

#include "views/analysis/stoppedcircle.h"
#include "views/model/deadlock.h"

#include <QString>

namespace views {

/// "Deadlock at 0.000 s".
QString deadlockTitle(const RunModel &model);

/// Who waits for what that whom holds, the circles where there are any, how many wait beside it, and
/// why nothing can go on: a few sentences of \a deadlock, which is of \a model.
QString deadlockText(const RunModel &model, const Deadlock &deadlock);

/// "Stopped in a circle of waits"; of a run that has not come to its end, that it breaks off in
/// one.
QString stoppedCircleTitle(const RunModel &model, const StoppedCircle &circle);
/// The circles, and how long it was there.
QString stoppedCircleText(const RunModel &model, const StoppedCircle &circle);

/// "Philosopher 0 waits for fork 1, which Philosopher 1 holds".
QString waiterText(const RunModel &model, const Deadlock::Waiter &waiter);

/// What \a waiter waits for: "fork 1", "an item in q", the name of a task. Empty when it is not
/// known.
QString awaitedText(const RunModel &model, const Deadlock::Waiter &waiter);

} // namespace views
