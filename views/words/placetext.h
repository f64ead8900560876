#pragma once

#include "views/model/runmodel.h"

#include <QString>

namespace views {

// Where something is in a run, for a person. That is its moment; but where the run takes no time,
// and so every moment of it is the same, its step, as on the axis.

/// Has it ended at the very instant at which it began, with all its steps there?
bool takesNoTime(const RunModel &model);

/// "7.000 s", as instantText() writes it, or "step 12".
QString placeText(const RunModel &model, const Position &position,
                  trace::Time resolution = std::chrono::milliseconds(1));
/// Of what record number \a record tells.
QString placeText(const RunModel &model, std::size_t record);
/// The same without a unit, for columns: "7.000", or "12".
QString barePlaceText(const RunModel &model, std::size_t record);

/// How far the run reaches, or has come: "12.000 s", or "31 steps".
QString extentText(const RunModel &model);

} // namespace views
