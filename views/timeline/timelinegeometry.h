#pragma once

#include <QRect>
#include <QSize>

#include <vector>

namespace views {

/// The parts of the timeline view and where they stand, in the widget's pixels. A value: laid out
/// before anything is painted, and what mouse events are tested against.
struct TimelineGeometry
{
    /// For a view of \a size that shows \a queues depth tracks, fewer where there is no room.
    TimelineGeometry(const QSize &size, int queues);
    TimelineGeometry() = default;

    bool compact = false; ///< the smaller of the two sets of measures
    int gutter = 0; ///< width of the names at the left
    QRect overview; ///< the parts right of the gutter
    QRect ruler;
    QRect rows;
    std::vector<QRect> tracks; ///< the queues' and, last, the ready queue's

    /// The gutter beside \a part.
    QRect gutterOf(const QRect &part) const { return {0, part.top(), gutter, part.height()}; }
    /// From the ruler's bottom to the last track's: what the cursor crosses.
    QRect plots() const;
};

} // namespace views
