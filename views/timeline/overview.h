#pragma once

#include "views/timeline/theme.h"
#include "views/timeline/timelinelayout.h"

#include <QImage>
#include <QRect>

class QPainter;

namespace views {

/// The strip with the whole run: every task a line of two pixels, several tasks to a line when
/// there are many, and a brush over what the rows show.
class Overview
{
public:
    enum class Grip : std::uint8_t { None, Left, Right, Brush };

    /// \a area is the strip's place in the widget.
    void setArea(const QRect &area) { m_area = area; }
    /// From now on the image is stale.
    void invalidate() { m_stale = true; }

    /// Paints lines, veil, brush and the cursor. \a range is what the rows show.
    void draw(QPainter &painter, const TrackModel &model, const TimelineLayout &layout,
              AxisKind kind, const UnitRange &range, const Position &cursor, const Theme &theme,
              double ratio);

    /// What a press at \a x, in the widget's pixels, takes hold of.
    Grip gripAt(double x, const TimeAxis &axis, const UnitRange &range) const;
    /// The axis of the strip: the whole run with a little room at both ends.
    TimeAxis axis(const TrackModel &model, AxisKind kind) const;
    /// The place on the axis at \a x, in the widget's pixels.
    Units unitsAt(double x, const TimeAxis &axis) const;

private:
    void render(const TrackModel &model, const TimelineLayout &layout, const TimeAxis &axis,
                const Theme &theme, double ratio);
    QRectF brush(const TimeAxis &axis, const UnitRange &range) const;

    QRect m_area;
    QImage m_image;
    bool m_stale = true;
};

} // namespace views
