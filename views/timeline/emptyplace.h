#pragma once

#include "views/model/timeaxis.h"

#include <QRect>
#include <QSize>

#include <optional>

namespace views {

class TimelineLayout;
class RunModel;

/// Room in which nothing is painted.
struct EmptyPlace
{
    QRect room;
    /// The middle of the row whose end lies nearest at the left of the room; nothing: under all
    /// rows.
    std::optional<int> beside;
};

/// Where within \a rows a card of \a size covers nothing: at the right of tasks that have ended, or
/// under the last row. \a scroll as in TimelineView.
std::optional<EmptyPlace> emptyPlace(const RunModel &model, const TimelineLayout &layout,
                                     const TimeAxis &axis, const QRect &rows, double scroll,
                                     const QSize &size);

} // namespace views
