#pragma once

#include "views/analysis/sourcelines.h"
#include "views/analysis/world.h"

#include <QString>

namespace views {

/// "8 tasks are suspended in this line: Consumer 3, Consumer 9, Consumer 1 and 5 more." and, of
/// those whose await chain passes through, the same.
QString lineMarkText(const RunModel &model, const LineMark &mark);

/// How \a task stands where it is suspended in \a world: "Consumer 3, first of 8"; "Consumer 3,
/// ready to go on". Only its name where it is not suspended.
QString standingText(const RunModel &model, const World &world, trace::TaskId task);

/// Why \a task stands in no line after \a records records: it has not begun, it has ended, nobody
/// has recorded where it is. Empty where it stands in one, or runs.
QString noLineText(const RunModel &model, trace::TaskId task, std::size_t records);

} // namespace views
