#pragma once

#include "views/model/timeaxis.h"

#include <QRect>
#include <QSize>

#include <optional>

namespace views {

class TimelineLayout;
class TrackModel;

/// Where within \a rows a card of \a size covers nothing that is painted: under the last row, or
/// at the right of tasks that have ended. \a scroll as in TimelineView.
std::optional<QRect> emptyPlace(const TrackModel &model, const TimelineLayout &layout,
                                const TimeAxis &axis, const QRect &rows, double scroll,
                                const QSize &size);

} // namespace views
