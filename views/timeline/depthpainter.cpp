#include "views/timeline/depthpainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace views {

namespace {

std::uint32_t roundTop(std::uint32_t peak)
{
    if (peak <= 2)
        return 2;
    for (std::uint32_t power = 1;; power *= 10) {
        for (const std::uint32_t step : std::array<std::uint32_t, 8>{4, 6, 8, 10, 12, 16, 20, 30}) {
            if (step * power >= peak)
                return step * power;
        }
    }
}

std::uint32_t highest(const std::vector<DepthSample> &samples)
{
    std::uint32_t peak = 0;
    for (const DepthSample &sample : samples)
        peak = std::max(peak, sample.peak);
    return peak;
}

double yOf(double depth, std::uint32_t top, const QRectF &plot)
{
    return plot.bottom() - depth / top * plot.height();
}

/// The settled depth as a line of steps, from the first sample to \a end.
QPainterPath stepLine(const std::vector<DepthSample> &samples, const TimeAxis &axis, double end,
                      std::uint32_t top, const QRectF &plot)
{
    QPainterPath path;
    double y = yOf(samples.front().settled, top, plot);
    path.moveTo(plot.left() + std::max(0.0, axis.toX(std::max<Units>(0, samples.front().at))), y);
    for (std::size_t i = 1; i < samples.size(); ++i) {
        const double next = yOf(samples[i].settled, top, plot);
        if (next == y)
            continue;
        const double x = plot.left() + axis.toX(samples[i].at);
        path.lineTo(x, y);
        path.lineTo(x, next);
        y = next;
    }
    path.lineTo(plot.left() + end, y);
    return path;
}

QPainterPath areaUnder(QPainterPath line, const QRectF &plot)
{
    const double left = line.elementAt(0).x;
    line.lineTo(line.currentPosition().x(), plot.bottom());
    line.lineTo(left, plot.bottom());
    line.closeSubpath();
    return line;
}

double endOf(const TrackModel &model, const TimeAxis &axis)
{
    return std::clamp(axis.toX(model.end(axis.kind())), 0.0, axis.width());
}

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

} // namespace

trace::ObjectId DepthScene::referenceQueue() const
{
    if (!reference || queue == trace::ObjectId::None)
        return trace::ObjectId::None;
    const auto &own = model->queues();
    const auto place
        = static_cast<std::size_t>(std::find(own.begin(), own.end(), queue) - own.begin());
    return place < reference->queues().size() ? reference->queues()[place] : trace::ObjectId::None;
}

std::uint32_t DepthScene::top() const
{
    std::uint32_t peak = highest(model->samples(queue, axis));
    const trace::ObjectId other = referenceQueue();
    if (other != trace::ObjectId::None && axis.kind() == AxisKind::Clock)
        peak = std::max(peak, highest(reference->samples(other, axis)));
    return roundTop(peak);
}

DepthPainter::DepthPainter(const Theme &theme, const Fonts &fonts)
    : m_theme(theme)
    , m_fonts(fonts)
{
}

void DepthPainter::drawNumbers(QPainter &painter, const DepthScene &scene, const QRectF &plot,
                               double x) const
{
    const QFontMetricsF metrics(m_fonts.axis);
    const std::uint32_t top = scene.top();
    painter.setFont(m_fonts.axis);
    painter.setPen(m_theme.text2);
    const auto number = [&](std::uint32_t depth) {
        const QString text = QString::number(depth);
        painter.drawText(QPointF(x - metrics.horizontalAdvance(text),
                                 yOf(depth, top, plot) + metrics.capHeight() / 2),
                         text);
    };
    number(0);
    number(top);
    if (top % 2 == 0 && plot.height() > 4 * metrics.capHeight())
        number(top / 2);
}

void DepthPainter::draw(QPainter &painter, const DepthScene &scene, const QRectF &plot) const
{
    Curve curve{scene.model->samples(scene.queue, scene.axis), endOf(*scene.model, scene.axis),
                false};
    curve.crowded = static_cast<double>(curve.samples.size()) > plot.width() / 3;
    const std::uint32_t top = scene.top();
    painter.save();
    painter.setClipRect(plot.adjusted(-4, -4, 4, 3));
    for (const double depth : {top / 2.0, double(top)}) {
        if (depth == std::floor(depth))
            painter.fillRect(
                QRectF(plot.left(), std::floor(yOf(depth, top, plot)), plot.width(), 1),
                m_theme.grid);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    drawReference(painter, scene, plot);
    drawSettled(painter, curve, scene, plot);
    drawPins(painter, curve, scene, plot);
    painter.restore();
}

void DepthPainter::drawReference(QPainter &painter, const DepthScene &scene,
                                 const QRectF &plot) const
{
    const trace::ObjectId queue = scene.referenceQueue();
    // The steps of two runs have nothing to do with each other.
    if (queue == trace::ObjectId::None || scene.axis.kind() != AxisKind::Clock)
        return;
    const auto samples = scene.reference->samples(queue, scene.axis);
    const double end = endOf(*scene.reference, scene.axis);
    const QPainterPath line = stepLine(samples, scene.axis, end, scene.top(), plot);
    painter.fillPath(areaUnder(line, plot), faded(m_theme.text3, 0.10));
    QPen pen(m_theme.text3, 1.25);
    pen.setDashPattern({4 / 1.25, 3 / 1.25});
    pen.setCapStyle(Qt::FlatCap);
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(line, pen);

    // Its name stands under the widest step that is high enough to stand over it.
    const QFontMetricsF metrics(m_fonts.label);
    const double width = metrics.horizontalAdvance(scene.referenceLabel) + 16;
    QRectF best;
    for (std::size_t i = 0; i < samples.size();) {
        std::size_t next = i + 1;
        while (next < samples.size() && samples[next].settled == samples[i].settled)
            ++next;
        const double x0 = std::max(0.0, scene.axis.toX(samples[i].at));
        const double x1 = next < samples.size() ? scene.axis.toX(samples[next].at) : end;
        const double y = yOf(samples[i].settled, scene.top(), plot);
        const QRectF place(plot.left() + x0, y, x1 - x0, plot.bottom() - y);
        if (place.height() > metrics.height() + 12 && place.width() > std::max(width, best.width()))
            best = place;
        i = next;
    }
    if (best.isEmpty())
        return;
    const QPointF at(best.left() + 8, best.top() + 6 + metrics.ascent());
    painter.setFont(m_fonts.label);
    painter.setPen(m_theme.text2);
    painter.drawText(at, scene.referenceLabel);
}

void DepthPainter::drawSettled(QPainter &painter, const Curve &curve, const DepthScene &scene,
                               const QRectF &plot) const
{
    if (curve.end <= 0 && curve.samples.size() < 2)
        return;
    const bool ready = scene.queue == trace::ObjectId::None;
    const QPainterPath line = stepLine(curve.samples, scene.axis, curve.end, scene.top(), plot);
    const QColor area = ready ? m_theme.ready : m_theme.hatch;
    painter.fillPath(areaUnder(line, plot), faded(area, m_theme.print ? 0.12 : 0.22));
    const bool flat = std::all_of(curve.samples.begin(), curve.samples.end(),
                                  [](const DepthSample &s) { return s.settled == 0; });
    if (ready && flat) {
        painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), m_theme.line);
        return;
    }
    QPen pen(faded(ready ? m_theme.ready : m_theme.text1, curve.crowded ? 0.6 : 1),
             curve.crowded ? 1 : 2);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(line, pen);

    if (ready)
        return;
    const std::uint32_t capacity = scene.model->trace().object(scene.queue).capacity;
    if (capacity == 0 || capacity > scene.top())
        return;
    QPen dots(m_theme.text2, 1);
    dots.setDashPattern({2, 3});
    painter.setPen(dots);
    const double y = std::floor(yOf(capacity, scene.top(), plot)) + 0.5;
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
}

void DepthPainter::drawPins(QPainter &painter, const Curve &curve, const DepthScene &scene,
                            const QRectF &plot) const
{
    const bool ready = scene.queue == trace::ObjectId::None;
    const QColor color = faded(ready ? m_theme.ready : m_theme.text1, curve.crowded ? 0.35 : 1);
    const std::uint32_t top = scene.top();
    std::uint32_t before = curve.samples.front().settled;
    double lastX = -100;
    for (std::size_t i = 1; i < curve.samples.size(); ++i) {
        const DepthSample &sample = curve.samples[i];
        const double x = plot.left() + std::floor(scene.axis.toX(sample.at)) + 0.5;
        const double nextX = i + 1 < curve.samples.size()
            ? plot.left() + scene.axis.toX(curve.samples[i + 1].at)
            : x + 100;
        const bool crowded = x - lastX < 5 || nextX - x < 5;
        lastX = x;
        const std::uint32_t settled = std::max(before, sample.settled);
        before = sample.settled;
        if (sample.peak <= settled)
            continue;
        const double y = yOf(sample.peak, top, plot);
        const double width = crowded ? 1 : ready ? 3 : 2;
        const double foot = curve.crowded ? yOf(settled, top, plot) : plot.bottom();
        painter.fillRect(QRectF(x - width / 2, y, width, foot - y), color);
        if (crowded)
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(x, y), 2.5, 2.5);
    }
}

} // namespace views
