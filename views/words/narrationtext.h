#pragma once

#include "views/model/runmodel.h"

#include <QString>

namespace views {

/// What step number \a step of the run, from 0, did, in one plain sentence: "Producer 0 puts an
/// item into q, wakes Consumer 2 and prints a line; then it sleeps for 2.0 s." Costs as much as the
/// step has records.
QString narrationText(const RunModel &model, std::uint32_t step);

} // namespace views
