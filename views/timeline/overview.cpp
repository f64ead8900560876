#include "views/timeline/overview.h"

#include "views/model/mixwalker.h"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double LeftRoom = 10; // before the first instant
constexpr double RightRoom = 50; // after the last one: end caps and their counts stand there
constexpr double LostRoom = 170; // the same where tasks wait for ever
constexpr Units Second = 1'000'000'000;
constexpr int TopPadding = 5;
constexpr double GripWidth = 6;

} // namespace

UnitRange Overview::fitted(const RunModel &model, AxisKind kind, double width, Units reach)
{
    const double right = model.hasLost() ? LostRoom : RightRoom;
    const double room = std::max(1.0, width - LeftRoom - right);
    const Units end = std::max(model.end(kind), reach);
    const Units length = end > 0 ? end : kind == AxisKind::Clock ? Second : UnitsPerStep;
    const double scale = static_cast<double>(length) / room;
    return {-std::llround(LeftRoom * scale),
            std::max<Units>(length + 1, length + std::llround(right * scale))};
}

TimeAxis Overview::axis(const RunModel &model, AxisKind kind) const
{
    const double width = std::max(1, m_area.width());
    return {kind, fitted(model, kind, width, m_reach), width};
}

Units Overview::unitsAt(double x, const TimeAxis &axis) const
{
    return axis.toUnits(x - m_area.left());
}

QRectF Overview::brush(const TimeAxis &axis, const UnitRange &range) const
{
    const double left = m_area.left();
    const double first = left + 3;
    const double last = std::max(first + 3, m_area.right() - 3.0);
    const double x0 = std::clamp(left + axis.toX(range.begin), first, last - 3);
    const double x1 = std::clamp(left + axis.toX(range.end), x0 + 3, last);
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

void Overview::setArea(const QRect &area)
{
    if (area.size() != m_area.size())
        reset();
    m_area = area;
}

void Overview::setReach(Units reach)
{
    if (reach != m_reach)
        reset();
    m_reach = reach;
}

void Overview::reset()
{
    m_image = {};
    m_building.reset();
    m_stale = true;
}

void Overview::begin(const RunModel &model, const TimelineLayout &layout, const TimeAxis &axis,
                     const Theme &theme, double ratio)
{
    m_stale = false;
    const int room = m_area.height() - 2 * TopPadding;
    std::vector<trace::TaskId> tasks;
    for (const TimelineLayout::Row &row : layout.rows()) {
        if (row.kind == TimelineLayout::Row::Kind::Task)
            tasks.push_back(row.task);
        const auto &group = model.groups()[row.group].tasks;
        if (layout.isFolded(model, row))
            tasks.insert(tasks.end(), group.begin(), group.end());
    }
    const int count = static_cast<int>(tasks.size());
    const int pitch = std::clamp(count > 0 ? room / count : 1, 1, 5);
    const RowCut cut{axis.scaled(ratio), RowMetrics(pitch > 4 ? 4 : pitch > 2 ? 2 : 1), ratio};
    m_building = std::make_unique<Building>(
        Building{QImage(static_cast<int>(std::lround(axis.width() * ratio)),
                        std::max(1, static_cast<int>(std::lround(room * ratio))),
                        QImage::Format_ARGB32_Premultiplied),
                 axis.range(), std::move(tasks), std::min(room, count), pitch, cut,
                 RowRaster(theme, cut.metrics, ratio)});
    m_building->image.setDevicePixelRatio(ratio);
    m_building->image.fill(theme.canvas);
}

void Overview::goOn(const RunModel &model)
{
    QElapsedTimer timer;
    timer.start();
    for (std::size_t tasks = 0; m_building->next < m_building->tasks.size(); ++tasks) {
        if (tasks >= LeastTasks && timer.nsecsElapsed() > std::chrono::nanoseconds(Budget).count())
            return;
        addTask(model);
    }
    m_image = std::move(m_building->image);
    m_imageRange = m_building->range;
    m_building.reset();
}

void Overview::addTask(const RunModel &model)
{
    Building &b = *m_building;
    const auto lineBegin = [&](int line) {
        return static_cast<std::size_t>(line) * b.tasks.size() / static_cast<std::size_t>(b.lines);
    };
    const std::size_t begin = lineBegin(b.line);
    const std::size_t end = lineBegin(b.line + 1);
    const RowRaster::Window window{0,
                                   static_cast<int>(std::lround(b.line * b.pitch * b.cut.ratio))};
    const trace::TaskId task = b.tasks[b.next++];
    if (end - begin == 1) {
        const RowPieces pieces = cutRow(model, task, b.cut);
        b.raster.paintBars(b.image, window, pieces);
        b.raster.paintTicks(b.image, window, pieces);
    } else {
        mix(model, task);
        if (b.next < end)
            return;
        std::erase_if(b.mixed.columns, [](const auto &column) { return column.length == 0; });
        b.raster.paintBars(b.image, window, b.mixed);
        b.mixed.clear();
    }
    ++b.line;
}

// More tasks than lines: a line is the mix of its tasks, of all of them.
void Overview::mix(const RunModel &model, trace::TaskId task)
{
    std::vector<RowPieces::Column> &columns = m_building->mixed.columns;
    if (columns.empty()) {
        for (int x = 0; x < m_building->image.width(); ++x)
            columns.push_back({x, 0, {}});
    }
    const auto add = [&](std::size_t x, Units length, const MixWalker::Stretch &stretch) {
        columns[x].length += length;
        for (std::size_t s = 0; s < TimedStates; ++s)
            columns[x].mix[s] += stretch.mix[s];
    };
    walkColumns(model, task, m_building->cut.axis, m_building->image.width(), add);
}

void Overview::draw(QPainter &painter, const RunModel &model, const TimelineLayout &layout,
                    AxisKind kind, const UnitRange &range, const Position &cursor,
                    const Theme &theme, double ratio)
{
    const TimeAxis whole = axis(model, kind);
    if (m_stale && !m_building)
        begin(model, layout, whole, theme, ratio);
    if (m_building)
        goOn(model);
    const QPointF origin(m_area.left(), m_area.top() + TopPadding);
    painter.save();
    painter.setClipRect(m_area);
    // A picture from when the run was shorter stands in for the one that is being painted.
    const bool first = m_image.isNull();
    const UnitRange shown = first && m_building ? m_building->range : m_imageRange;
    const double left = whole.toX(shown.begin);
    painter.drawImage(QRectF(origin + QPointF(left, 0),
                             QSizeF(whole.toX(shown.end) - left, m_area.height() - 2 * TopPadding)),
                      first && m_building ? m_building->image : m_image);

    if (model.hasLost()) {
        const double end = std::floor(origin.x() + whole.toX(model.end(kind)));
        for (double y = m_area.top() + 2; y + 2 < m_area.bottom(); y += 4)
            painter.fillRect(QRectF(end, y, 1, 2), theme.failed);
    }
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
