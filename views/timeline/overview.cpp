#include "views/timeline/overview.h"

#include "views/timeline/mixwalker.h"
#include "views/timeline/rowraster.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr int SidePadding = 8;
constexpr int TopPadding = 5;
constexpr double GripWidth = 6;

} // namespace

TimeAxis Overview::axis(const TrackModel &model, AxisKind kind) const
{
    const double width = std::max(1, m_area.width() - 2 * SidePadding);
    return {kind, {0, std::max<Units>(1, model.end(kind))}, width};
}

Units Overview::unitsAt(double x, const TimeAxis &axis) const
{
    return axis.toUnits(x - m_area.left() - SidePadding);
}

QRectF Overview::brush(const TimeAxis &axis, const UnitRange &range) const
{
    const double left = m_area.left() + SidePadding;
    const double x0
        = std::clamp(left + axis.toX(range.begin), m_area.left() + 3.0, m_area.right() - 6.0);
    const double x1 = std::clamp(left + axis.toX(range.end), x0 + 3, m_area.right() - 3.0);
    return {QPointF(std::floor(x0) + 0.5, m_area.top() + 2.5),
            QPointF(std::floor(x1) + 0.5, m_area.bottom() - 2.5)};
}

Overview::Grip Overview::gripAt(double x, const TimeAxis &axis, const UnitRange &range) const
{
    const QRectF r = brush(axis, range);
    const double reach = std::min(12.0, std::max(5.0, r.width() / 3));
    if (std::abs(x - r.left()) <= reach)
        return Grip::Left;
    if (std::abs(x - r.right()) <= reach)
        return Grip::Right;
    return x > r.left() && x < r.right() ? Grip::Brush : Grip::None;
}

void Overview::render(const TrackModel &model, const TimelineLayout &layout, const TimeAxis &axis,
                      const Theme &theme, double ratio)
{
    const QSize pixels(static_cast<int>(std::lround(axis.width() * ratio)),
                       static_cast<int>(std::lround((m_area.height() - 2 * TopPadding) * ratio)));
    m_image = QImage(pixels.expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(ratio);
    m_image.fill(theme.canvas);
    m_stale = false;

    std::vector<trace::TaskId> tasks;
    for (const TimelineLayout::Row &row : layout.rows()) {
        if (row.kind == TimelineLayout::Row::Kind::Task)
            tasks.push_back(row.task);
    }
    if (tasks.empty())
        return;
    const int room = m_area.height() - 2 * TopPadding;
    const auto count = static_cast<int>(tasks.size());
    const int pitch = std::clamp(room / count, 1, 5);
    const RowMetrics metrics(pitch > 4 ? 4 : pitch > 2 ? 2 : 1);
    const RowRaster raster(theme, metrics, ratio);
    const TimeAxis pixelAxis = axis.scaled(ratio);
    if (count <= room) {
        for (int i = 0; i < count; ++i) {
            const RowPieces pieces
                = cutRow(model, tasks[static_cast<std::size_t>(i)], pixelAxis, metrics, ratio);
            const int top = static_cast<int>(std::lround(i * pitch * ratio));
            raster.paintBars(m_image, 0, top, pieces);
            raster.paintTicks(m_image, 0, top, pieces);
        }
        return;
    }
    // More tasks than lines: a line is the mix of its tasks, of all of them.
    for (int line = 0; line < room; ++line) {
        const auto begin
            = static_cast<std::size_t>(line) * tasks.size() / static_cast<std::size_t>(room);
        const auto end
            = static_cast<std::size_t>(line + 1) * tasks.size() / static_cast<std::size_t>(room);
        RowPieces mixed;
        for (int x = 0; x < pixels.width(); ++x)
            mixed.columns.push_back({x, 0, {}});
        for (std::size_t t = begin; t < end; ++t) {
            MixWalker walker(model, tasks[t], axis.kind(), pixelAxis.toUnits(0));
            for (int x = 0; x < pixels.width(); ++x) {
                const Units from = pixelAxis.toUnits(x);
                const Units to = pixelAxis.toUnits(x + 1);
                if (to <= from)
                    continue;
                const Mix mix = walker.advance(to).mix;
                RowPieces::Column &column = mixed.columns[static_cast<std::size_t>(x)];
                column.length += to - from;
                for (std::size_t s = 0; s < TimedStates; ++s)
                    column.mix[s] += mix[s];
            }
        }
        std::erase_if(mixed.columns, [](const RowPieces::Column &c) { return c.length == 0; });
        raster.paintBars(m_image, 0, static_cast<int>(std::lround(line * ratio)), mixed);
    }
}

void Overview::draw(QPainter &painter, const TrackModel &model, const TimelineLayout &layout,
                    AxisKind kind, const UnitRange &range, const Position &cursor,
                    const Theme &theme, double ratio)
{
    const TimeAxis whole = axis(model, kind);
    if (m_stale)
        render(model, layout, whole, theme, ratio);
    const QPointF origin(m_area.left() + SidePadding, m_area.top() + TopPadding);
    painter.save();
    painter.setClipRect(m_area);
    painter.drawImage(origin, m_image);

    const QRectF brushed = brush(whole, range);
    QColor veil = theme.panel;
    veil.setAlphaF(0.66F);
    painter.fillRect(
        QRectF(QPointF(m_area.left(), m_area.top()), QPointF(brushed.left(), m_area.bottom() + 1)),
        veil);
    painter.fillRect(QRectF(QPointF(brushed.right(), m_area.top()),
                            QPointF(m_area.right() + 1, m_area.bottom() + 1)),
                     veil);
    const double x = std::floor(origin.x() + whole.toX(model.at(cursor, kind)));
    painter.fillRect(QRectF(x - 1, m_area.top(), 3, m_area.height()), haloOf(theme));
    painter.fillRect(QRectF(x, m_area.top(), 1, m_area.height()), theme.accent);

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(brushed, 3, 3);
    painter.setBrush(theme.canvas);
    const double gripHeight = std::min(16.0, m_area.height() - 14.0);
    for (const double edge : {brushed.left(), brushed.right()})
        painter.drawRoundedRect(QRectF(edge - GripWidth / 2, brushed.center().y() - gripHeight / 2,
                                       GripWidth, gripHeight),
                                3, 3);
    painter.restore();
}

} // namespace views
