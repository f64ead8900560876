#pragma once

#include "views/model/runmodel.h"

#include <QString>

namespace views {

/// What the program of \a model calls \a group, one of its own. Unlike TaskGroup::name it is the
/// same in other runs.
QString groupName(const RunModel &model, const TaskGroup &group);

} // namespace views
