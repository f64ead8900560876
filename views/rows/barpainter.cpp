#include "views/rows/barpainter.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace views {

namespace {

QColor over(const QColor &below, const QColor &above, double opacity)
{
    const auto channel
        = [opacity](int b, int a) { return static_cast<int>(std::lround(b + (a - b) * opacity)); };
    return {channel(below.red(), above.red()), channel(below.green(), above.green()),
            channel(below.blue(), above.blue())};
}

/// Lines that go up (or down) by one pixel a pixel, every \a step pixels, clipped to \a r.
void addDiagonals(QPainterPath &path, const QRectF &r, double step, bool up)
{
    for (double offset = step / 2 - std::ceil(r.height() / step) * step; offset < r.width();
         offset += step) {
        const double from = std::max(0.0, offset);
        const double to = std::min(r.width(), offset + r.height());
        if (from >= to)
            continue;
        const double y0 = up ? r.bottom() - (from - offset) : r.top() + (from - offset);
        const double y1 = up ? r.bottom() - (to - offset) : r.top() + (to - offset);
        path.moveTo(r.left() + from, y0);
        path.lineTo(r.left() + to, y1);
    }
}

void addSegment(QPainterPath &path, const QRectF &r, QPointF a, QPointF b)
{
    if (a.x() > r.right() || b.x() > r.right())
        return;
    path.moveTo(a);
    path.lineTo(b);
}

/// What is drawn once in every 8 by 8 cell, from the bar's top left.
void addCells(QPainterPath &path, SegmentStyle style, const QRectF &r)
{
    for (double y = 0; y + 8 <= r.height() + 2; y += 8) {
        for (double x = 0; x < r.width(); x += 8) {
            const QPointF o(r.left() + x, r.top() + y);
            const auto line = [&](double x0, double y0, double x1, double y1) {
                addSegment(path, r, o + QPointF(x0, std::min(y0, r.height() - y)),
                           o + QPointF(x1, std::min(y1, r.height() - y)));
            };
            switch (style) {
            case SegmentStyle::Lock:
            case SegmentStyle::Event:
                line(1.5, 4, 6.5, 4);
                line(4, 1.5, 4, 6.5);
                break;
            case SegmentStyle::Network:
                line(2, 0, 6, 4);
                line(6, 4, 2, 8);
                break;
            case SegmentStyle::Executor:
                line(2.5, 2.5, 5.5, 2.5);
                line(5.5, 2.5, 5.5, 5.5);
                line(5.5, 5.5, 2.5, 5.5);
                line(2.5, 5.5, 2.5, 2.5);
                break;
            case SegmentStyle::Generator:
                line(2.5, 0.5, 2.5, 3.5);
                line(6.5, 4.5, 6.5, 7.5);
                break;
            default:
                break;
            }
        }
    }
}

QPainterPath hatchPath(SegmentStyle style, const QRectF &r)
{
    QPainterPath path;
    switch (style) {
    case SegmentStyle::Timer:
        path.moveTo(r.left(), std::floor(r.center().y()) + 0.5);
        path.lineTo(r.right(), std::floor(r.center().y()) + 0.5);
        break;
    case SegmentStyle::QueueGet:
        addDiagonals(path, r, 8, true);
        break;
    case SegmentStyle::QueuePut:
        addDiagonals(path, r, 8, false);
        break;
    case SegmentStyle::QueueJoin:
        addDiagonals(path, r, 8, true);
        addDiagonals(path, r, 8, false);
        break;
    case SegmentStyle::Task:
        for (double x = 4.5; x < r.width(); x += 8)
            addSegment(path, r, {r.left() + x, r.top()}, {r.left() + x, r.bottom()});
        break;
    case SegmentStyle::Gather:
        for (double x = 6.5; x < r.width(); x += 16) {
            addSegment(path, r, {r.left() + x, r.top()}, {r.left() + x, r.bottom()});
            addSegment(path, r, {r.left() + x + 3, r.top()}, {r.left() + x + 3, r.bottom()});
        }
        break;
    default:
        addCells(path, style, r);
    }
    return path;
}

/// Two dots in every 8 by 8 cell.
QPainterPath dotsPath(const QRectF &r)
{
    QPainterPath path;
    for (double y = 2, even = 0; y + 1 < r.height(); y += 4, even = 1 - even) {
        for (double x = even == 0 ? 2 : 6; x + 1 < r.width(); x += 8)
            path.addEllipse(r.topLeft() + QPointF(x, y), 0.9, 0.9);
    }
    return path;
}

QPainterPath wavePath(const QRectF &r)
{
    QPainterPath path(QPointF(r.left(), r.center().y()));
    const double height = std::min(3.0, r.height() / 2 - 2);
    // A cubic with these handles is within a hundredth of a sine's half wave.
    double up = -1;
    for (double x = r.left(); x + 6 <= r.right(); x += 6, up = -up) {
        const double y = r.center().y();
        path.cubicTo({x + 2.2, y + up * height * 1.33}, {x + 3.8, y + up * height * 1.33},
                     {x + 6, y});
    }
    return path;
}

} // namespace

BarPainter::BarPainter(const Theme &theme, const RowMetrics &metrics)
    : m_theme(theme)
    , m_metrics(metrics)
{
}

int BarPainter::period(SegmentStyle style) noexcept
{
    switch (style) {
    case SegmentStyle::Ready:
        return 4;
    case SegmentStyle::Running:
    case SegmentStyle::Blocking:
    case SegmentStyle::Timer:
        return 1;
    case SegmentStyle::Cancelling:
        return 12;
    case SegmentStyle::Lost:
        return 7;
    case SegmentStyle::Gather:
        return 16;
    default:
        return 8;
    }
}

QColor BarPainter::flat(SegmentStyle style) const
{
    switch (style) {
    case SegmentStyle::Ready:
        return m_theme.ready;
    case SegmentStyle::Running:
        return m_theme.running;
    case SegmentStyle::Blocking:
        return m_theme.failed;
    case SegmentStyle::Cancelling:
        return m_theme.cancelled;
    case SegmentStyle::Timer:
        return m_theme.flatTimer;
    default:
        return m_theme.flatWait;
    }
}

QColor BarPainter::outline() const
{
    return over(m_theme.waiting, m_theme.hatch, m_theme.print ? 1 : m_theme.dark ? 0.60 : 0.75);
}

QColor BarPainter::pattern() const
{
    return over(m_theme.waiting, m_theme.hatch, m_theme.print ? 1 : m_theme.dark ? 0.45 : 0.55);
}

void BarPainter::draw(QPainter &painter, SegmentStyle style, double x0, double x1, double rowTop,
                      Cut cut) const
{
    const bool tall = style == SegmentStyle::Running || style == SegmentStyle::Blocking;
    const double top = rowTop + (tall ? m_metrics.tickTop() : m_metrics.barTop());
    const QRectF bar(x0, top, x1 - x0, tall ? m_metrics.tickHeight : m_metrics.bar);
    if (!m_metrics.hatched) {
        drawFlat(painter, style, bar);
        return;
    }
    switch (style) {
    case SegmentStyle::Running:
        painter.fillRect(bar, m_theme.running);
        break;
    case SegmentStyle::Blocking:
        painter.fillRect(bar, m_theme.failed);
        painter.fillRect(QRectF(x0, bar.top() + 2, bar.width(), 1), m_theme.canvas);
        painter.fillRect(QRectF(x0, bar.bottom() - 3, bar.width(), 1), m_theme.canvas);
        break;
    case SegmentStyle::Ready:
        drawReady(painter, bar);
        break;
    case SegmentStyle::Lost:
        drawOutline(painter, bar, m_theme.hatch, cut, true);
        break;
    case SegmentStyle::Cancelling:
        painter.fillRect(bar, m_theme.waiting);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.strokePath(wavePath(bar), QPen(m_theme.cancelled, 1.25));
        painter.restore();
        drawOutline(painter, bar, m_theme.cancelled, cut, false);
        break;
    default:
        painter.fillRect(bar, m_theme.waiting);
        drawHatch(painter, style, bar);
        drawOutline(painter, bar, outline(), cut, false);
    }
}

void BarPainter::drawFlat(QPainter &painter, SegmentStyle style, const QRectF &bar) const
{
    QRectF shape = bar;
    if (style == SegmentStyle::Ready && bar.height() > 1)
        shape.setTop(bar.bottom() - std::ceil(bar.height() / 2));
    if (style != SegmentStyle::Lost) {
        painter.fillRect(shape, flat(style));
        return;
    }
    for (double x = shape.left(); x < shape.right(); x += 7)
        painter.fillRect(QRectF(x, shape.top() + std::floor(shape.height() / 2),
                                std::min(4.0, shape.right() - x), 1),
                         flat(style));
}

void BarPainter::drawHatch(QPainter &painter, SegmentStyle style, const QRectF &bar) const
{
    const QRectF inside = bar.adjusted(0, 1, 0, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(pattern(), 1);
    pen.setCapStyle(Qt::FlatCap);
    if (style == SegmentStyle::Other)
        painter.fillPath(dotsPath(inside), pattern());
    else
        painter.strokePath(hatchPath(style, inside), pen);
    painter.restore();
}

void BarPainter::drawReady(QPainter &painter, const QRectF &bar) const
{
    const double half = std::floor(bar.height() / 2);
    const QRectF lower(bar.left(), bar.bottom() - half, bar.width(), half);
    painter.fillRect(lower, m_theme.ready);
    if (half < 4)
        return;
    QPainterPath dots;
    for (double y = lower.top() + 1; y + 2 <= lower.bottom(); y += 4) {
        for (double x = lower.left() + 2; x + 2 <= lower.right(); x += 4)
            dots.addRect(x, y, 2, 2);
    }
    painter.fillPath(dots, m_theme.canvas);
}

void BarPainter::drawOutline(QPainter &painter, const QRectF &bar, const QColor &color, Cut cut,
                             bool dashed) const
{
    // Thin rectangles instead of a pen: they lie on pixels at any device ratio.
    const auto line = [&](const QRectF &r, bool across) {
        if (!dashed) {
            painter.fillRect(r, color);
            return;
        }
        const double length = across ? r.width() : r.height();
        for (double at = 0; at < length; at += 7) {
            const double dash = std::min(4.0, length - at);
            painter.fillRect(across ? QRectF(r.left() + at, r.top(), dash, 1)
                                    : QRectF(r.left(), r.top() + at, 1, dash),
                             color);
        }
    };
    line(QRectF(bar.left(), bar.top(), bar.width(), 1), true);
    line(QRectF(bar.left(), bar.bottom() - 1, bar.width(), 1), true);
    if (!cut.left)
        line(QRectF(bar.left(), bar.top(), 1, bar.height()), false);
    if (!cut.right)
        line(QRectF(bar.right() - 1, bar.top(), 1, bar.height()), false);
}

// A tick in the colour of cancelling with a pennant, so that it is told by its shape too.
void BarPainter::drawCancel(QPainter &painter, double x, double rowTop) const
{
    const double width = m_metrics.tickWidth;
    const double left = x - std::floor(width / 3);
    const QRectF tick(left, rowTop + m_metrics.tickTop(), width, m_metrics.tickHeight);
    painter.fillRect(tick, m_theme.cancelled);
    if (!m_metrics.hatched)
        return;
    const double height = std::min(8.0, m_metrics.bar * 0.6);
    QPainterPath pennant(tick.topRight());
    pennant.lineTo(tick.right() + height * 0.8, tick.top() + height / 2);
    pennant.lineTo(tick.right(), tick.top() + height);
    pennant.closeSubpath();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor halo = haloOf(m_theme);
    painter.strokePath(pennant, QPen(halo, 2));
    painter.fillPath(pennant, m_theme.cancelled);
    painter.restore();
}

void BarPainter::drawCap(QPainter &painter, State end, double x, double rowTop) const
{
    const double width = m_metrics.capWidth;
    const QRectF cap(x, rowTop + m_metrics.barTop(), width, m_metrics.bar);
    const QColor fill = colorOf(end, m_theme);
    if (m_metrics.bar < 8) {
        painter.fillRect(cap, fill);
        return;
    }
    const double r = std::min(4.0, cap.height() / 3);
    QPainterPath shape(cap.topLeft());
    shape.lineTo(cap.right() - r, cap.top());
    shape.quadTo(cap.right(), cap.top(), cap.right(), cap.top() + r);
    shape.lineTo(cap.right(), cap.bottom() - r);
    shape.quadTo(cap.right(), cap.bottom(), cap.right() - r, cap.bottom());
    shape.lineTo(cap.left(), cap.bottom());
    shape.closeSubpath();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(shape, fill);
    painter.restore();
    const QColor mark = end == State::Done ? m_theme.onDone
        : end == State::Failed             ? m_theme.onFailed
                                           : m_theme.onCancelled;
    drawGlyph(painter, glyphOf(end), cap.center(), std::min(width, cap.height()) * 0.78, mark, 1.9);
}

} // namespace views
