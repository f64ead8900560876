#pragma once

#include "views/model/runmarks.h"
#include "views/model/runmodel.h"

#include <QString>

namespace views {

/// "Mark at 7.000 s, Consumer 3: the queue is empty": what a mark says, on one line.
QString markText(const RunModel &model, const RunMark &mark);

} // namespace views
