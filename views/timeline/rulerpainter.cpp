#include "views/timeline/rulerpainter.h"

#include "views/words/durationtext.h"
#include "views/words/placetext.h"

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

constexpr double BetweenLabels = 4;

/// The time as finely as neighbouring pixels tell it apart.
QString flagText(const RunModel &model, const TimeAxis &axis, const Position &position)
{
    return placeText(model, position,
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

double RulerPainter::spacing(AxisKind kind, const Fonts &fonts)
{
    const QFontMetricsF metrics(fonts.label);
    return kind == AxisKind::Clock
        ? std::max(76.0, metrics.horizontalAdvance(QStringLiteral("00000.00 µs")) + BetweenLabels)
        : std::max(40.0, metrics.horizontalAdvance(QStringLiteral("000000")) + BetweenLabels);
}

std::vector<RulerPainter::Plate> RulerPainter::plates(const Ruler &ruler, const RunModel &model,
                                                      const TimeAxis &axis,
                                                      const QRectF &area) const
{
    if (axis.kind() == AxisKind::Steps)
        return takesNoTime(model) ? std::vector<Plate>() : instants(model, axis, area);
    if (ruler.origin == 0)
        return {};
    const QString text = wholeInstantText(trace::Time{ruler.origin});
    const double width = QFontMetricsF(m_fonts.labelBold).horizontalAdvance(text) + 12;
    return {{QRectF(area.left() + 2, area.top() + 4, width, area.height() - 12), text, {}}};
}

std::optional<RulerPainter::Label> RulerPainter::labelAfterEnd(const QString &text, double end,
                                                               const QRectF &area,
                                                               const QRectF &flag) const
{
    const double left = std::max({end, area.left(), flag.right()}) + 8;
    const double right = left + QFontMetricsF(m_fonts.label).horizontalAdvance(text);
    return right > area.right() ? std::nullopt : std::optional(Label{text, left, right, false});
}

// One plate for all steps of an instant: its time at the left, their numbers at the right.
std::vector<RulerPainter::Plate> RulerPainter::instants(const RunModel &model, const TimeAxis &axis,
                                                        const QRectF &area) const
{
    std::vector<Plate> plates;
    const std::uint32_t steps = model.steps().steps();
    const auto &records = model.trace().records();
    const auto timeOf
        = [&](std::uint32_t step) { return records[model.steps().record(step)].time(); };
    const auto firstAfter
        = [&](trace::Time time) { return model.steps().before(model.recordsUntil(time)); };
    auto step = static_cast<std::uint32_t>(
        std::clamp<Units>(axis.range().begin / UnitsPerStep, 0, steps));
    while (step < steps && Units{step} * UnitsPerStep < axis.range().end) {
        const trace::Time time = timeOf(step);
        const std::uint32_t first = time.count() > 0 ? firstAfter(time - trace::Time{1}) : 0;
        const std::uint32_t end = std::max(step + 1, firstAfter(time));
        const double x0
            = std::max(area.left(), area.left() + axis.toX(Units{first} * UnitsPerStep)) + 1;
        const double x1
            = std::min(area.right(), area.left() + axis.toX(Units{end} * UnitsPerStep)) - 1;
        // Plates without room for their time would only flicker: the next one that has comes.
        if (x1 - x0 < 3) {
            step = std::max(
                end, static_cast<std::uint32_t>(axis.toUnits(x0 - area.left() + 3) / UnitsPerStep));
            continue;
        }
        plates.push_back({QRectF(x0, area.top() + 4, x1 - x0, area.height() - 12),
                          instantText(time),
                          end - first == 1 ? Words::tr("step %1").arg(first + 1)
                                           : Words::tr("steps %1 to %2").arg(first + 1).arg(end)});
        step = end;
    }
    return plates;
}

std::vector<RulerPainter::Label> RulerPainter::labels(const Ruler &ruler, const TimeAxis &axis,
                                                      const std::vector<Plate> &plates,
                                                      const QRectF &area, const QRectF &flag,
                                                      const std::optional<Label> &first) const
{
    const QFontMetricsF bold(m_fonts.labelBold);
    const QFontMetricsF plain(m_fonts.label);
    std::vector<Label> labels;
    if (first)
        labels.push_back(*first);
    const auto crosses = [](double left, double right, double otherLeft, double otherRight) {
        return left < otherRight + BetweenLabels && right + BetweenLabels > otherLeft;
    };
    const auto covered = [&](double left, double right) {
        return (!flag.isEmpty() && crosses(left, right, flag.left(), flag.right()))
            || std::any_of(m_taken.begin(), m_taken.end(), [&](const QRectF &place) {
                   return crosses(left, right, place.left(), place.right());
               });
    };
    const auto add = [&](const QString &text, double left, bool inBold) {
        const double right = left + (inBold ? bold : plain).horizontalAdvance(text);
        const bool free = !covered(left, right)
            && std::none_of(labels.begin(), labels.end(), [&](const Label &other) {
                   return crosses(left, right, other.left, other.right);
               });
        if (free)
            labels.push_back({text, left, right, inBold});
    };
    for (const Plate &plate : plates) {
        const double width = bold.horizontalAdvance(plate.text) + 12;
        const double restWidth = plain.horizontalAdvance(plate.rest);
        if (plate.place.width() >= width)
            add(plate.text, plate.place.left() + 6, true);
        if (!plate.rest.isEmpty() && plate.place.width() >= width + restWidth + 16)
            add(plate.rest, plate.place.right() - restWidth - 6, false);
    }
    // Where nothing of that says it, the ticks do.
    const std::size_t before = labels.size();
    double free = area.left() + 3;
    for (const RulerTick &tick : ruler.ticks) {
        if (!tick.isMajor())
            continue;
        const double x = std::floor(area.left() + axis.toX(tick.at));
        const double width = plain.horizontalAdvance(tick.label);
        const double left = std::max(x - width / 2, area.left() + 3);
        const auto straddles = [&](const Plate &plate) {
            const auto crossed = [&](double edge) { return left < edge && left + width > edge; };
            return crossed(plate.place.left()) || crossed(plate.place.right());
        };
        const bool taken = left < free || covered(left, left + width)
            || std::any_of(plates.begin(), plates.end(), straddles)
            || std::any_of(labels.begin(), labels.begin() + static_cast<std::ptrdiff_t>(before),
                           [&](const Label &o) {
                               return crosses(left, left + width, o.left, o.right);
                           });
        if (taken)
            continue;
        labels.push_back({tick.label, left, left + width, false});
        free = left + width + BetweenLabels;
    }
    return labels;
}

void RulerPainter::draw(QPainter &painter, const Ruler &ruler, const RunModel &model,
                        const TimeAxis &axis, const QRectF &area, const QRectF &flag,
                        const QString &afterEnd) const
{
    painter.save();
    painter.setClipRect(area);
    Ruler told = ruler;
    std::optional<Label> afterTheEnd;
    if (!afterEnd.isEmpty()) {
        const Units end = model.end(axis.kind());
        afterTheEnd = labelAfterEnd(afterEnd, area.left() + axis.toX(end), area, flag);
        std::erase_if(told.ticks, [end](const RulerTick &tick) { return tick.at > end; });
    }
    const std::vector<Plate> plates = this->plates(told, model, axis, area);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.line);
    for (const Plate &plate : plates)
        painter.drawRoundedRect(plate.place, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const RulerTick &tick : told.ticks) {
        const double x = std::floor(area.left() + axis.toX(tick.at));
        const double length = tick.isMajor() ? 6 : 3;
        painter.fillRect(QRectF(x, area.bottom() - length, 1, length),
                         tick.isMajor() ? m_theme.controlEdge : m_theme.panelEdge);
    }
    const double baseline
        = area.top() + (area.height() - 6 + QFontMetricsF(m_fonts.label).capHeight()) / 2;
    for (const Label &label : labels(told, axis, plates, area, flag, afterTheEnd)) {
        painter.setFont(label.bold ? m_fonts.labelBold : m_fonts.label);
        painter.setPen(label.bold ? m_theme.text1 : m_theme.text2);
        painter.drawText(QPointF(label.left, baseline), label.text);
    }
    painter.restore();
}

QRectF RulerPainter::flagRect(const RunModel &model, const TimeAxis &axis, const Position &position,
                              const QRectF &area) const
{
    const double at = area.left() + axis.toX(model.at(position, axis.kind()));
    if (at < area.left() - 1 || at > area.right() + 1)
        return {};
    const double width = std::max(
        60.0,
        QFontMetricsF(m_fonts.labelBold).horizontalAdvance(flagText(model, axis, position)) + 14);
    const double height = 20;
    const double x = std::clamp(std::floor(at) + 0.5 - width / 2, area.left(),
                                std::max(area.left(), area.right() - width));
    return {x, area.bottom() - height - 5, width, height};
}

void RulerPainter::drawFlag(QPainter &painter, const RunModel &model, const TimeAxis &axis,
                            const Position &position, const QRectF &area) const
{
    const QRectF flag = flagRect(model, axis, position, area);
    if (flag.isEmpty())
        return;
    const double at = std::floor(area.left() + axis.toX(model.at(position, axis.kind()))) + 0.5;
    const QString text = flagText(model, axis, position);
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
