#pragma once

#include "views/analysis/wakearrows.h"
#include "views/rows/timelinelayout.h"
#include "views/style/theme.h"
#include "views/style/typography.h"

#include <QRectF>

class QPainter;

namespace views {

/// Paints what belongs to the hand and not to the data: selection, wakes, the measured range. All
/// in the accent, on a halo of the canvas, with shapes that no state has.
class OverlayPainter
{
public:
    /// The rows' area has its origin at the painter's. Rows that end above \a staying are not
    /// scrolled, and the others go under them.
    OverlayPainter(const Theme &theme, const Fonts &fonts, const RunModel &model,
                   const TimelineLayout &layout, const TimeAxis &axis, double scroll,
                   int staying = 0);

    struct ArrowStyle
    {
        bool main = false;
        bool cancel = false;
        bool several = false; ///< it stands for more than one
    };
    /// An arrow without a run, for a legend.
    static void drawArrow(QPainter &painter, const Theme &theme, const QPointF &start,
                          const QPointF &end, ArrowStyle style);
    /// The frame of what is selected.
    static void drawFrame(QPainter &painter, const Theme &theme, const QRectF &around);

    void drawSelection(QPainter &painter, const SegmentRef &segment) const;
    void drawArrows(QPainter &painter, const std::vector<WakeArrow> &arrows) const;
    /// The range over the whole \a height with its length; \a labelTop is where that stands.
    void drawMeasure(QPainter &painter, const UnitRange &range, double height,
                     double labelTop) const;

private:
    /// \a lane: how far from the instant one stands that takes no time, from 0.
    void drawArrow(QPainter &painter, const WakeArrow &arrow, int lane) const;
    /// Where a task's row is.
    struct Place
    {
        double middle = 0;
        bool stays = false; ///< it is not scrolled
    };
    /// Nothing when it is collapsed or filtered out.
    std::optional<Place> placeOf(trace::TaskId task) const;
    /// What is painted next is of rows that are scrolled.
    void clipToScrolled(QPainter &painter) const;

    const Theme &m_theme;
    const Fonts &m_fonts;
    const RunModel &m_model;
    const TimelineLayout &m_layout;
    const TimeAxis &m_axis;
    double m_scroll;
    int m_staying;
};

} // namespace views
