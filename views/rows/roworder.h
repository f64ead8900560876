#pragma once

#include "views/model/runmodel.h"

#include <cstdint>
#include <vector>

namespace views {

/// In which order the tasks of a group stand.
enum class RowOrder : std::uint8_t {
    Creation,
    FirstRun, ///< of their first steps; those that have not run come last
    TimeWaiting, ///< who has waited longest comes first
    Name, ///< numbers in names count as numbers
};

/// Puts \a tasks, which are in the order of their creation, into \a order as far as \a model knows;
/// those that are equal keep their order.
void sortTasks(const RunModel &model, RowOrder order, std::vector<trace::TaskId> &tasks);

} // namespace views
