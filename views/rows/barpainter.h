#pragma once

#include "views/rows/rowmetrics.h"
#include "views/style/segmentstyle.h"

#include <QRectF>

#include <array>

class QPainter;

namespace views {

/// How each of the states that last looks where it is not told what a task waits for.
inline constexpr std::array<SegmentStyle, TimedStates> LooksOfStates{
    SegmentStyle::Ready,    SegmentStyle::Running,    SegmentStyle::Blocking, SegmentStyle::Timer,
    SegmentStyle::QueueGet, SegmentStyle::Cancelling, SegmentStyle::Lost};

/// Draws segments as vectors; the screen's tiles are made with it, so both look alike.
class BarPainter
{
public:
    /// Sides of a bar that are the view's edge and not the segment's have no outline.
    struct Cut
    {
        bool left = false;
        bool right = false;
    };

    BarPainter(const Theme &theme, const RowMetrics &metrics);

    /// Draws a segment from \a x0 to \a x1 in the row whose top is \a rowTop.
    void draw(QPainter &painter, SegmentStyle style, double x0, double x1, double rowTop,
              Cut cut) const;
    /// Draws the mark of an ended task with its left edge at \a x.
    void drawCap(QPainter &painter, State end, double x, double rowTop) const;

    /// Draws the mark of a step at \a x into which a cancellation was thrown that the task
    /// outlived.
    void drawCancel(QPainter &painter, double x, double rowTop) const;

    /// The colour of a segment in a row too low for patterns.
    QColor flat(SegmentStyle style) const;
    /// The colours of a waiting segment's outline and pattern, over its fill.
    QColor outline() const;
    QColor pattern() const;

    /// After how many logical pixels a look repeats.
    static int period(SegmentStyle style) noexcept;

private:
    void drawFlat(QPainter &painter, SegmentStyle style, const QRectF &bar) const;
    void drawHatch(QPainter &painter, SegmentStyle style, const QRectF &bar) const;
    void drawReady(QPainter &painter, const QRectF &bar) const;
    void drawOutline(QPainter &painter, const QRectF &bar, const QColor &color, Cut cut,
                     bool dashed) const;

    const Theme &m_theme;
    RowMetrics m_metrics;
};

} // namespace views
