#include "views/rows/pathpainter.h"

#include "views/style/segmentstyle.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr std::size_t MostOutlines = 2000; // in sight: more could not be told apart

SegmentRef segmentOf(const RunModel &model, const PathPart &part)
{
    return {part.task, model.track(part.task).segmentAfter(part.record + 1)};
}

} // namespace

std::vector<PathSpan> pathSpans(const RunModel &model, const std::vector<PathPart> &parts)
{
    std::vector<PathSpan> spans;
    for (const PathPart &part : parts) {
        const SegmentRef segment = segmentOf(model, part);
        if (spans.empty() || spans.back().task != part.task)
            spans.push_back({part.task, segment, segment});
        else
            spans.back().last = segment;
    }
    return spans;
}

PathPainter::PathPainter(const Theme &theme, const RunModel &model, const TimelineLayout &layout,
                         const TimeAxis &axis, double scroll)
    : m_theme(theme)
    , m_model(model)
    , m_layout(layout)
    , m_axis(axis)
    , m_scroll(scroll)
{
}

void PathPainter::draw(QPainter &painter, const std::vector<PathSpan> &spans,
                       const QSizeF &rows) const
{
    const AxisKind kind = m_axis.kind();
    const auto beginOf
        = [&](const PathSpan &span) { return m_axis.toX(m_model.start(span.first, kind)); };
    const auto endOf
        = [&](const PathSpan &span) { return m_axis.toX(m_model.end(span.last, kind)); };
    const auto from = std::partition_point(spans.begin(), spans.end(),
                                           [&](const PathSpan &span) { return endOf(span) < -20; });
    const auto to = std::partition_point(from, spans.end(), [&](const PathSpan &span) {
        return beginOf(span) < m_axis.width() + 20;
    });
    if (static_cast<std::size_t>(to - from) > MostOutlines)
        return;
    const double half = std::clamp(m_layout.options().rowHeight / 2.0 - 1, 2.0, 14.0);
    std::vector<QRectF> boxes;
    std::vector<QLineF> links;
    std::optional<double> before;
    for (auto span = from; span != to; ++span) {
        const auto row = m_layout.rowOf(span->task);
        if (!row) {
            before.reset();
            continue;
        }
        const TimelineLayout::Row &found = m_layout.rows()[*row];
        const double middle = found.top - m_scroll + found.height / 2.0;
        const double x0 = std::floor(beginOf(*span));
        const double x1 = std::floor(endOf(*span));
        boxes.emplace_back(QPointF(std::max(x0 - 3, -20.0), middle - half),
                           QPointF(std::min(x1 + 4, m_axis.width() + 20), middle + half));
        if (before && *before != middle)
            links.emplace_back(x0, *before, x0, middle);
        before = middle;
    }
    QPainterPath veil;
    veil.addRect(QRectF(QPointF(), rows));
    QPainterPath clear;
    clear.setFillRule(Qt::WindingFill);
    for (const QRectF &box : boxes)
        clear.addRoundedRect(box, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(veil.subtracted(clear), veilOf(m_theme));
    for (const QLineF &link : links) {
        painter.setPen(QPen(haloOf(m_theme), 5));
        painter.drawLine(link);
        painter.setPen(QPen(m_theme.accent, 2.5));
        painter.drawLine(link);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.accent);
        painter.drawEllipse(link.p1(), 3.5, 3.5);
        const double back = link.y2() > link.y1() ? -10 : 10;
        painter.drawPolygon(
            QPolygonF({link.p2(), link.p2() + QPointF(-4, back), link.p2() + QPointF(4, back)}));
    }
    painter.setBrush(Qt::NoBrush);
    for (const auto &pen : {QPen(haloOf(m_theme), 5), QPen(m_theme.accent, 2)}) {
        painter.setPen(pen);
        for (const QRectF &box : boxes)
            painter.drawRoundedRect(box, 4, 4);
    }
}

} // namespace views
