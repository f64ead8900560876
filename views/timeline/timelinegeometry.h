#pragma once

#include <QRect>
#include <QSize>

#include <vector>

namespace views {

/// The parts of the timeline view and where they stand, in the widget's pixels. A value: laid out
/// before anything is painted, and what mouse events are tested against.
struct TimelineGeometry
{
    /// What a person has made of it; 0: as it comes.
    struct Wishes
    {
        int gutter = 0; ///< width
        int queues = 0; ///< height of all tracks together, without that of the ready queue
        int scroll = 0; ///< of these, in pixels
    };

    /// For a view of \a size that shows \a trackCount tracks, of which there may be too many for
    /// the room: then they are scrolled. That of the ready queue, if it is shown, comes under them.
    TimelineGeometry(const QSize &size, int trackCount, const Wishes &wishes, bool ready = true);
    TimelineGeometry(const QSize &size, int trackCount)
        : TimelineGeometry(size, trackCount, Wishes())
    {
    }
    TimelineGeometry() = default;

    bool compact = false; ///< the smaller of the two sets of measures
    int gutter = 0; ///< width of the names at the left
    QRect overview; ///< the parts right of the gutter
    QRect ruler;
    QRect rows;
    QRect queues; ///< what is in sight of the tracks that may be scrolled
    int hidden = 0; ///< so many pixels of them are not in sight
    std::vector<QRect> tracks; ///< those, in sight or not, and, last, the ready queue's
    bool ready = true; ///< the last one is that

    /// The gutter beside \a part.
    QRect gutterOf(const QRect &part) const { return {0, part.top(), gutter, part.height()}; }
    /// What is in sight of track number \a track.
    QRect sightOf(std::size_t track) const;
    /// From the ruler's bottom to the last track's: what the cursor crosses.
    QRect plots() const;

    /// What a drag at \a point would make wider or higher.
    enum class Edge { None, Gutter, Tracks };
    Edge edgeAt(const QPoint &point) const;
};

} // namespace views
