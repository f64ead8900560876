#pragma once

#include "views/model/timeaxis.h"
#include "views/rows/timelinelayout.h"

namespace views {

class RunModel;

/// Left of it something is painted in \a row, in logical pixels of \a axis; the whole width when
/// its task goes on.
double takenUntil(const RunModel &model, const TimelineLayout::Row &row, const TimeAxis &axis);

} // namespace views
