#pragma once

#include "views/model/runmodel.h"

namespace views {

/// The wake that ends what \a task does after the first \a records records of \a model: of one that
/// runs, that of the wait to come.
Wake wakeAfter(const RunModel &model, trace::TaskId task, std::size_t records);

} // namespace views
