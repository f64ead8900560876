#include "views/timeline/rulerpainter.h"

#include "views/words/durationtext.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::RulerPainter)
};

/// The time as finely as neighbouring pixels tell it apart.
QString flagText(const TimeAxis &axis, const Position &position)
{
    return instantText(position.time,
                       axis.kind() == AxisKind::Clock
                           ? trace::Time{static_cast<std::int64_t>(axis.unitsPerPixel() * 4)}
                           : std::chrono::milliseconds(1));
}

} // namespace

RulerPainter::RulerPainter(const Theme &theme, const Fonts &fonts)
    : m_theme(theme)
    , m_fonts(fonts)
{
}

void RulerPainter::draw(QPainter &painter, const Ruler &ruler, const TrackModel &model,
                        const TimeAxis &axis, const QRectF &area, const QRectF &flag) const
{
    painter.save();
    painter.setClipRect(area);
    if (model.hasLost())
        drawForEver(painter, area.left() + axis.toX(model.end(axis.kind())), area, flag);
    if (axis.kind() == AxisKind::Steps) {
        drawInstants(painter, model, axis, area, flag);
        painter.restore();
        return;
    }
    const QFontMetricsF metrics(m_fonts.label);
    painter.setFont(m_fonts.label);
    for (const RulerTick &tick : ruler.ticks) {
        const double x = std::floor(area.left() + axis.toX(tick.at));
        const double length = tick.isMajor() ? 6 : 3;
        painter.fillRect(QRectF(x, area.bottom() - length, 1, length),
                         tick.isMajor() ? m_theme.controlEdge : m_theme.panelEdge);
        if (!tick.isMajor())
            continue;
        const double width = metrics.horizontalAdvance(tick.label);
        const double left = std::max(x - width / 2, area.left() + 3);
        if (model.hasLost() && tick.at > model.end(AxisKind::Clock))
            continue;
        if (left + width + 4 > flag.left() && left - 4 < flag.right())
            continue;
        painter.setPen(m_theme.text2);
        painter.drawText(QPointF(left, area.top() + (area.height() - 6 + metrics.capHeight()) / 2),
                         tick.label);
    }
    painter.restore();
}

// Where the rows of what waits for ever go on, no time is told.
void RulerPainter::drawForEver(QPainter &painter, double end, const QRectF &area,
                               const QRectF &flag) const
{
    const QFontMetricsF metrics(m_fonts.label);
    const QString text = Words::tr("after the end: for ever");
    const double left = std::max({end, area.left(), flag.right()}) + 8;
    if (left + metrics.horizontalAdvance(text) > area.right())
        return;
    painter.setFont(m_fonts.label);
    painter.setPen(m_theme.text2);
    painter.drawText(QPointF(left, area.top() + (area.height() - 6 + metrics.capHeight()) / 2),
                     text);
}

// One plate for all steps of an instant: its time at the left, their numbers at the right.
void RulerPainter::drawInstants(QPainter &painter, const TrackModel &model, const TimeAxis &axis,
                                const QRectF &area, const QRectF &flag) const
{
    const auto hidden = [&flag](double left, double width) {
        return left + width > flag.left() && left < flag.right();
    };
    const QFontMetricsF bold(m_fonts.labelBold);
    const QFontMetricsF plain(m_fonts.label);
    const std::uint32_t steps = model.steps().steps();
    const auto &records = model.trace().records();
    const auto timeOf
        = [&](std::uint32_t step) { return records[model.steps().record(step)].time(); };
    const auto firstAfter
        = [&](trace::Time time) { return model.steps().before(model.recordsUntil(time)); };
    auto step = static_cast<std::uint32_t>(
        std::clamp<Units>(axis.range().begin / UnitsPerStep, 0, steps));
    double free = area.left();
    while (step < steps && Units{step} * UnitsPerStep < axis.range().end) {
        const trace::Time time = timeOf(step);
        const std::uint32_t first = time.count() > 0 ? firstAfter(time - trace::Time{1}) : 0;
        const std::uint32_t end = std::max(step + 1, firstAfter(time));
        const double x0
            = std::max(area.left(), area.left() + axis.toX(Units{first} * UnitsPerStep)) + 1;
        const double x1
            = std::min(area.right(), area.left() + axis.toX(Units{end} * UnitsPerStep)) - 1;
        const QString text = instantText(time);
        const double width = bold.horizontalAdvance(text) + 12;
        // Plates without room for their time would only flicker: the next one that has comes.
        if (x1 - x0 < 3) {
            step = std::max(
                end, static_cast<std::uint32_t>(axis.toUnits(x0 - area.left() + 3) / UnitsPerStep));
            continue;
        }
        const QRectF plate(x0, area.top() + 4, x1 - x0, area.height() - 8);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.line);
        painter.drawRoundedRect(plate, 4, 4);
        const double baseline = plate.center().y() + bold.capHeight() / 2;
        if (plate.width() >= width && x0 >= free && !hidden(x0, width)) {
            painter.setPen(m_theme.text1);
            painter.setFont(m_fonts.labelBold);
            painter.drawText(QPointF(x0 + 6, baseline), text);
            free = x0 + width;
        }
        const QString range = end - first == 1
            ? Words::tr("step %1").arg(first + 1)
            : Words::tr("steps %1 to %2").arg(first + 1).arg(end);
        const double rangeWidth = plain.horizontalAdvance(range);
        if (plate.width() >= width + rangeWidth + 16 && !hidden(x1 - rangeWidth - 6, rangeWidth)) {
            painter.setPen(m_theme.text2);
            painter.setFont(m_fonts.label);
            painter.drawText(QPointF(x1 - rangeWidth - 6, baseline), range);
        }
        step = end;
    }
}

QRectF RulerPainter::flagRect(const TrackModel &model, const TimeAxis &axis,
                              const Position &position, const QRectF &area) const
{
    const double at = area.left() + axis.toX(model.at(position, axis.kind()));
    if (at < area.left() - 1 || at > area.right() + 1)
        return {};
    const double width = std::max(
        60.0, QFontMetricsF(m_fonts.labelBold).horizontalAdvance(flagText(axis, position)) + 14);
    const double height = 20;
    const double x = std::clamp(std::floor(at) + 0.5 - width / 2, area.left(),
                                std::max(area.left(), area.right() - width));
    return {x, area.bottom() - height - 5, width, height};
}

void RulerPainter::drawFlag(QPainter &painter, const TrackModel &model, const TimeAxis &axis,
                            const Position &position, const QRectF &area) const
{
    const QRectF flag = flagRect(model, axis, position, area);
    if (flag.isEmpty())
        return;
    const double at = std::floor(area.left() + axis.toX(model.at(position, axis.kind()))) + 0.5;
    const QString text = flagText(axis, position);
    const QFontMetricsF metrics(m_fonts.labelBold);
    QPainterPath path;
    path.addRoundedRect(flag, 4, 4);
    QPainterPath point(QPointF(at - 5, flag.bottom() - 0.5));
    point.lineTo(at + 5, flag.bottom() - 0.5);
    point.lineTo(at, flag.bottom() + 5.5);
    point.closeSubpath();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(path.united(point), m_theme.accent);
    painter.setPen(m_theme.onAccent);
    painter.setFont(m_fonts.labelBold);
    painter.drawText(QPointF(flag.center().x() - metrics.horizontalAdvance(text) / 2,
                             flag.center().y() + metrics.capHeight() / 2),
                     text);
    painter.restore();
}

} // namespace views
