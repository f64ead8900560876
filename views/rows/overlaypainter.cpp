#include "views/rows/overlaypainter.h"

#include "views/style/savedpainter.h"
#include "views/style/segmentstyle.h"
#include "views/words/durationtext.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace views {

namespace {

constexpr double Far = 1'000'000; // beyond any edge

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

/// Out to the left of the instant, along, and back: no label stands there.
QPainterPath bracket(double x, double y0, double y1, int lane)
{
    // Not beyond the left edge of the rows, as far as that goes.
    const double out = std::clamp(x - 1, 5.0, 13.0 + 4 * lane);
    const double corner = std::min(5.0, std::abs(y1 - y0) / 2);
    const double down = y1 > y0 ? 1 : -1;
    QPainterPath path(QPointF(x, y0));
    path.lineTo(x - out + corner, y0);
    path.quadTo(x - out, y0, x - out, y0 + down * corner);
    path.lineTo(x - out, y1 - down * corner);
    path.quadTo(x - out, y1, x - out + corner, y1);
    path.lineTo(x - 2, y1);
    return path;
}

QPainterPath curve(QPointF from, QPointF to)
{
    const double reach = std::clamp((to.x() - from.x()) / 2, 10.0, 60.0);
    QPainterPath path(from);
    path.cubicTo(from + QPointF(reach, 0), to - QPointF(reach, 0), to - QPointF(2, 0));
    return path;
}

/// \a path, which ends 2 pixels before its aim, with the head and the tail of an arrow.
void drawPath(QPainter &painter, const Theme &theme, const QPainterPath &path,
              OverlayPainter::ArrowStyle style)
{
    const QPointF start = path.pointAtPercent(0);
    const QPointF end = path.currentPosition() + QPointF(2, 0);
    const double width = (style.main ? 2 : 1.25) + (style.several ? 1.75 : 0);
    const QColor color = withAlpha(theme.accent, style.main ? 1 : 0.7);
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(path, QPen(haloOf(theme), width + 3));
    QPen pen(color, width);
    if (style.cancel) {
        pen.setDashPattern({5 / width, 3 / width});
        pen.setCapStyle(Qt::FlatCap);
    }
    painter.strokePath(path, pen);

    QPainterPath headPath(end + QPointF(-1, 0));
    headPath.lineTo(end + QPointF(-8, -5));
    headPath.lineTo(end + QPointF(-8, 5));
    headPath.closeSubpath();
    painter.fillPath(headPath, color);
    painter.setPen(QPen(haloOf(theme), 1.5));
    painter.setBrush(theme.accent);
    painter.drawEllipse(start, 3.5, 3.5);
}

} // namespace

OverlayPainter::OverlayPainter(const Theme &theme, const Fonts &fonts, const RunModel &model,
                               const TimelineLayout &layout, const TimeAxis &axis, double scroll,
                               int staying)
    : m_theme(theme)
    , m_fonts(fonts)
    , m_model(model)
    , m_layout(layout)
    , m_axis(axis)
    , m_scroll(scroll)
    , m_staying(staying)
{
}

std::optional<OverlayPainter::Place> OverlayPainter::placeOf(trace::TaskId task) const
{
    const auto row = m_layout.rowFor(m_model, task);
    if (!row)
        return {};
    const TimelineLayout::Row &found = m_layout.rows()[*row];
    const bool stays = found.bottom() <= m_staying;
    return Place{found.top - (stays ? 0 : m_scroll) + found.height / 2.0, stays};
}

void OverlayPainter::clipToScrolled(QPainter &painter) const
{
    if (m_staying > 0)
        painter.setClipRect(QRectF(-Far, m_staying, m_axis.width() + 2 * Far, Far),
                            Qt::IntersectClip);
}

void OverlayPainter::drawSelection(QPainter &painter, const SegmentRef &segment) const
{
    const auto place = placeOf(segment.task);
    if (!place || isEnd(m_model.state(segment)))
        return;
    const SavedPainter saved(painter);
    if (!place->stays)
        clipToScrolled(painter);
    const double middle = place->middle;
    const double height = std::max(8.0, std::min(24.0, m_layout.options().rowHeight + 0.0));
    const double x0 = std::floor(m_axis.toX(m_model.start(segment, m_axis.kind())));
    const double x1 = std::floor(m_axis.toX(m_model.end(segment, m_axis.kind())));
    // Round both ticks; cut where the segment leaves the view.
    const QRectF around(QPointF(std::max(x0 - 3, -20.0), middle - height / 2 + 1),
                        QPointF(std::min(x1 + 4, m_axis.width() + 20), middle + height / 2 - 1));
    drawFrame(painter, m_theme, around);
}

void OverlayPainter::drawFrame(QPainter &painter, const Theme &theme, const QRectF &around)
{
    const SavedPainter saved(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(haloOf(theme), 4));
    painter.drawRoundedRect(around, 4, 4);
    painter.setPen(QPen(theme.accent, 2));
    painter.drawRoundedRect(around, 4, 4);
}

void OverlayPainter::drawArrows(QPainter &painter, const std::vector<WakeArrow> &arrows) const
{
    constexpr std::size_t Lanes = 6;
    painter.setRenderHint(QPainter::Antialiasing);
    // Those of one instant that come from different tasks stand apart, or who woke whom were lost.
    std::map<int, std::vector<std::pair<trace::TaskId, bool>>> sources;
    for (const bool isMain : {false, true}) {
        for (const WakeArrow &arrow : arrows) {
            if (arrow.main != isMain)
                continue;
            auto &here = sources[static_cast<int>(std::floor(m_axis.toX(arrow.head) / 16))];
            const std::pair source(arrow.from, arrow.cancel);
            const auto known = std::find(here.begin(), here.end(), source);
            const auto lane = static_cast<std::size_t>(known - here.begin());
            if (known == here.end())
                here.push_back(source);
            drawArrow(painter, arrow, static_cast<int>(lane % Lanes));
        }
    }
}

void OverlayPainter::drawArrow(QPainter &painter, const WakeArrow &arrow, int lane) const
{
    const auto from = placeOf(arrow.from);
    const auto to = placeOf(arrow.to);
    if (!from || !to)
        return;
    const SavedPainter saved(painter);
    if (!from->stays && !to->stays)
        clipToScrolled(painter);
    // One that is hidden under those that stay is behind their lower edge.
    const auto seenAt = [this](const Place &place) {
        return place.stays ? place.middle : std::max<double>(place.middle, m_staying);
    };
    const bool both = from->stays == to->stays;
    const double fromY = both ? from->middle : seenAt(*from);
    const double toY = both ? to->middle : seenAt(*to);
    const bool steps = m_axis.kind() == AxisKind::Steps;
    const double tail = m_axis.toX(arrow.tail) - (steps ? 6 : 0);
    const double head = m_axis.toX(arrow.head);
    if (std::max(tail, head) < -20 || std::min(tail, head) > m_axis.width() + 20)
        return;
    const bool oneInstant = std::abs(head - tail) < 4 && !steps;
    const QPointF start(std::floor(tail) + 0.5, fromY);
    const QPointF end(std::floor(head) + 0.5, toY);
    const QPainterPath path
        = oneInstant ? bracket(end.x(), start.y(), end.y(), lane) : curve(start, end);

    drawPath(painter, m_theme, path, {arrow.main, arrow.cancel, arrow.count > 1});
}

void OverlayPainter::drawArrow(QPainter &painter, const Theme &theme, const QPointF &start,
                               const QPointF &end, ArrowStyle style)
{
    const SavedPainter saved(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    drawPath(painter, theme, curve(start, end), style);
}

void OverlayPainter::drawMeasure(QPainter &painter, const UnitRange &range, double height,
                                 double labelTop) const
{
    const double x0 = std::floor(m_axis.toX(range.begin));
    const double x1 = std::floor(m_axis.toX(range.end));
    painter.fillRect(QRectF(x0, 0, x1 - x0, height), withAlpha(m_theme.accent, 0.10));
    painter.fillRect(QRectF(x0 - 0.75, 0, 1.5, height), m_theme.accent);
    painter.fillRect(QRectF(x1 - 0.75, 0, 1.5, height), m_theme.accent);

    const QString text = m_axis.kind() == AxisKind::Clock
        ? exactDurationText(trace::Time{range.length()})
        : QCoreApplication::translate("views::OverlayPainter", "%1 steps")
              .arg((range.length() + UnitsPerStep / 2) / UnitsPerStep);
    const QFontMetricsF metrics(m_fonts.labelBold);
    const double width = metrics.horizontalAdvance(text) + 12;
    const double first = width / 2 + 2;
    const double middle = std::clamp((std::max(x0, 0.0) + std::min(x1, m_axis.width())) / 2, first,
                                     std::max(first, m_axis.width() - first));
    const QRectF plate(middle - width / 2, labelTop, width, metrics.height() + 4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.canvas);
    painter.drawRoundedRect(plate, 4, 4);
    painter.setPen(m_theme.accent);
    painter.setFont(m_fonts.labelBold);
    painter.drawText(plate, Qt::AlignCenter, text);

    // Arrows from the length to both limits, where they have room.
    const double y = plate.center().y();
    const auto arrow = [&](double from, double to) {
        if (std::abs(to - from) < 12)
            return;
        const double back = to > from ? -5 : 5;
        painter.setPen(QPen(m_theme.accent, 1.25));
        painter.drawLine(QPointF(from, y), QPointF(to, y));
        painter.drawLine(QPointF(to, y), QPointF(to + back, y - 4));
        painter.drawLine(QPointF(to, y), QPointF(to + back, y + 4));
    };
    arrow(plate.left() - 2, x0 + 2);
    arrow(plate.right() + 2, x1 - 2);
}

} // namespace views
