#pragma once

#include <QRect>

#include <vector>

namespace views {

class TimelineLayout;

/// A stretch of the place that rows have, and what is seen through it.
struct RowsBand
{
    QRect place;
    double scroll = 0; ///< of the layout at the top of the place
};

/// How the rows of \a layout, which are scrolled by \a scroll, stand in \a rows: those that are
/// pinned stay in a band at the top, if there are any, and last comes the one in which the others
/// move.
std::vector<RowsBand> bandsOf(const TimelineLayout &layout, const QRect &rows, double scroll);

} // namespace views
