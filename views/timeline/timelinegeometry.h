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
        int queues = 0; ///< height of all tracks of queues together
        int scroll = 0; ///< of these, in pixels
    };

    /// For a view of \a size that shows \a queueCount depth tracks, of which there may be too many
    /// for the room: then they are scrolled.
    TimelineGeometry(const QSize &size, int queueCount, const Wishes &wishes);
    TimelineGeometry(const QSize &size, int queueCount)
        : TimelineGeometry(size, queueCount, Wishes())
    {
    }
    TimelineGeometry() = default;

    bool compact = false; ///< the smaller of the two sets of measures
    int gutter = 0; ///< width of the names at the left
    QRect overview; ///< the parts right of the gutter
    QRect ruler;
    QRect rows;
    QRect queues; ///< what is in sight of the queues' tracks
    int hidden = 0; ///< so many pixels of them are not in sight
    std::vector<QRect> tracks; ///< the queues', in sight or not, and, last, the ready queue's

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
