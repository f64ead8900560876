#include "views/depth/depthpainter.h"

#include "views/depth/trackscale.h"
#include "views/style/segmentstyle.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::DepthPainter)
};

// What is higher than the axis goes along so far above it, under the sign that says how high.
constexpr double Above = 8;
constexpr double ChevronWidth = 7;
constexpr int LabelPlaces = 24;

/// An even number, so that its half is a depth as well.
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

std::uint32_t highest(std::span<const DepthSample> samples)
{
    std::uint32_t peak = 0;
    for (const DepthSample &sample : samples)
        peak = std::max(peak, sample.peak);
    return peak;
}

/// A reference may be higher than the axis, which is the run's own.
double yOf(double depth, std::uint32_t top, const QRectF &plot)
{
    if (depth > top)
        return plot.top() - Above;
    return plot.bottom() - depth / top * plot.height();
}

/// The settled depth as a line of steps, from the first sample to \a end.
QPainterPath stepLine(std::span<const DepthSample> samples, const TimeAxis &axis, double end,
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

double endOf(const RunModel &model, const TimeAxis &axis)
{
    return std::clamp(axis.toX(model.end(axis.kind())), 0.0, axis.width());
}

/// What is kept, or else what comes into \a own.
std::span<const DepthSample> samplesOf(const RunModel &model, const TrackId &track,
                                       const TimeAxis &axis, const DepthScene::Kept &kept,
                                       std::vector<DepthSample> &own)
{
    if (kept.samples)
        return kept.samples->along(model, axis, *kept.records);
    own = model.samples(track, axis);
    return own;
}

} // namespace

std::optional<TrackId> DepthScene::referenceTrack() const
{
    if (!reference || axis.kind() != AxisKind::Clock)
        return {};
    if (track.kind == TrackId::Kind::Alive)
        return track;
    if (track.kind != TrackId::Kind::Queue)
        return {};
    const auto isAlike = [this](const RunModel &run, trace::ObjectId other) {
        const trace::Trace &trace = run.trace();
        const trace::Object &own = model->trace().object(track.queue);
        return trace.text(trace.object(other).kind) == model->trace().text(own.kind)
            && trace.text(trace.object(other).name) == model->trace().text(own.name);
    };
    const auto &own = model->queues();
    auto before = std::count_if(own.begin(), std::find(own.begin(), own.end(), track.queue),
                                [&](trace::ObjectId other) { return isAlike(*model, other); });
    for (const trace::ObjectId other : reference->queues()) {
        if (isAlike(*reference, other) && before-- == 0)
            return other;
    }
    return {};
}

DepthPainter::DepthPainter(const Theme &theme, Fonts fonts, const DepthScene &scene)
    : m_theme(theme)
    , m_fonts(std::move(fonts))
    , m_scene(scene)
    , m_samples(samplesOf(*scene.model, scene.track, scene.axis, scene.kept, m_own))
    , m_end(endOf(*scene.model, scene.axis))
{
    if (const auto other = scene.referenceTrack())
        m_reference
            = samplesOf(*scene.reference, *other, scene.axis, scene.keptReference, m_ownReference);
    m_top = roundTop(highest(m_samples));
    m_highestReference = highest(m_reference);
}

void DepthPainter::drawNumbers(QPainter &painter, const QRectF &plot, double x) const
{
    drawTrackNumbers(painter, m_theme, m_fonts, plot, x,
                     {QString::number(0), QString::number(m_top / 2), QString::number(m_top)});
}

void DepthPainter::draw(QPainter &painter, const QRectF &plot) const
{
    painter.save();
    painter.setClipRect(plot.adjusted(-4, isReferenceHigher() ? -RoomAbove : -4, 4, 3));
    drawTrackGrid(painter, m_theme, plot);
    if (!m_reference.empty()) {
        painter.setRenderHint(QPainter::Antialiasing);
        drawReference(painter, plot);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (static_cast<double>(m_samples.size()) > plot.width() / 3) {
        drawColumns(painter, plot);
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        drawSettled(painter, plot);
        drawPins(painter, plot);
    }
    drawCapacity(painter, plot);
    if (!m_reference.empty())
        drawReferenceLabel(painter, plot);
    painter.restore();
}

void DepthPainter::drawReference(QPainter &painter, const QRectF &plot) const
{
    const auto &samples = m_reference;
    const TimeAxis &axis = m_scene.axis;
    const double end = endOf(*m_scene.reference, axis);
    const QPainterPath line = stepLine(samples, axis, end, m_top, plot);
    painter.fillPath(areaUnder(line, plot), faded(m_theme.text3, 0.10));
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(line, referencePen(m_theme));
    drawReferencePins(painter, plot);
    if (isReferenceHigher())
        drawHeights(painter, plot, end);
}

// What goes up and down again within an instant, as far apart as dashes can be told apart.
void DepthPainter::drawReferencePins(QPainter &painter, const QRectF &plot) const
{
    constexpr double Apart = 3;
    const QPen pen = referencePen(m_theme);
    std::uint32_t before = m_reference.front().settled;
    double free = plot.left();
    for (const DepthSample &sample : m_reference) {
        const std::uint32_t settled
            = std::max(std::exchange(before, sample.settled), sample.settled);
        const double x = plot.left() + std::floor(m_scene.axis.toX(sample.at)) + 0.5;
        if (sample.peak <= settled || x < free)
            continue;
        const double y = yOf(sample.peak, m_top, plot);
        QPainterPath pin(QPointF(x, yOf(settled, m_top, plot)));
        pin.lineTo(x, y);
        painter.strokePath(pin, pen);
        free = x + Apart;
    }
}

// A sign over every stretch or pin that is higher than the axis, as many as have room.
void DepthPainter::drawHeights(QPainter &painter, const QRectF &plot, double end) const
{
    const QFontMetricsF metrics(m_fonts.axis);
    const double baseline = plot.top() - Above - 3;
    double free = plot.left();
    const auto draw = [&](double x0, double x1, std::uint32_t depth) {
        const QString text = QString::number(depth);
        const double width = ChevronWidth + 3 + metrics.horizontalAdvance(text);
        const double x = std::max(free, (x0 + x1 - width) / 2);
        if (x + width > plot.right())
            return;
        const double y = baseline - metrics.capHeight() / 2;
        QPainterPath chevron(QPointF(x, y + 2));
        chevron.lineTo(x + ChevronWidth / 2, y - 2);
        chevron.lineTo(x + ChevronWidth, y + 2);
        painter.strokePath(chevron, QPen(m_theme.text2, 1.25));
        painter.setFont(m_fonts.axis);
        painter.setPen(m_theme.text2);
        painter.drawText(QPointF(x + ChevronWidth + 3, baseline), text);
        free = x + width + 6;
    };
    const double room
        = ChevronWidth + 9 + metrics.horizontalAdvance(QString::number(m_highestReference));
    const auto left = [&](std::size_t i) {
        return plot.left()
            + (i < m_reference.size() ? std::max(0.0, m_scene.axis.toX(m_reference[i].at)) : end);
    };
    for (std::size_t i = 0; i < m_reference.size();) {
        if (m_reference[i].peak <= m_top) {
            ++i;
            continue;
        }
        // Stretches too narrow for a sign of their own share one, which says the highest of them.
        const std::size_t first = i;
        bool drawn = false;
        std::uint32_t highest = 0;
        while (i < m_reference.size() && m_reference[i].peak > m_top) {
            const DepthSample &begin = m_reference[i];
            const bool lasts = begin.settled > m_top;
            std::size_t next = i + 1;
            while (lasts && next < m_reference.size() && m_reference[next].settled == begin.settled
                   && m_reference[next].peak <= begin.peak)
                ++next;
            highest = std::max(highest, begin.peak);
            if (left(next) - std::max(free, left(i)) >= room) {
                draw(left(i), lasts ? left(next) : left(i), begin.peak);
                drawn = true;
            }
            i = next;
        }
        if (!drawn && free <= left(i))
            draw(left(first), left(i), highest);
    }
}

void DepthPainter::drawReferenceLabel(QPainter &painter, const QRectF &plot) const
{
    const double end = endOf(*m_scene.reference, m_scene.axis);
    const QString text = isReferenceHigher()
        ? Words::tr("%1, up to %2").arg(m_scene.referenceLabel).arg(m_highestReference)
        : m_scene.referenceLabel;
    const QFontMetricsF metrics(m_fonts.label);
    const double width = std::ceil(metrics.horizontalAdvance(text)) + 8;
    const double height = std::ceil(metrics.height());
    // Next to the line or else at the top, where it covers least of the run itself.
    const double last = std::max(0.0, end - width);
    QRectF best;
    double least = std::numeric_limits<double>::max();
    for (int i = 0; i <= LabelPlaces; ++i) {
        const double x = last * i / LabelPlaces;
        const std::uint32_t line = highestIn(m_reference, x, x + width, &DepthSample::settled);
        const double lineY = yOf(line, m_top, plot);
        const bool below = lineY + 3 + height < plot.bottom() - 2;
        const double own
            = yOf(highestIn(m_samples, x, x + width, &DepthSample::peak), m_top, plot) - 4;
        for (const double y : {below ? lineY + 3 : lineY - 3 - height, plot.top()}) {
            const double covered = std::max(0.0, y + height - own);
            if (covered < least) {
                least = covered;
                best = {plot.left() + x, y, width, height};
            }
        }
    }
    // Legible over the run's own curve, and no plate over the dashes that it is about.
    const QPointF baseline(best.left() + 4, best.top() + metrics.ascent());
    QPainterPath outline;
    outline.addText(baseline, m_fonts.label, text);
    painter.strokePath(
        outline, QPen(faded(m_theme.canvas, 0.85), 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(m_fonts.label);
    painter.setPen(m_theme.text2);
    painter.drawText(baseline, text);
}

/// The highest value in sight from \a x0 to \a x1 of what is \a samples' \a value.
std::uint32_t DepthPainter::highestIn(std::span<const DepthSample> samples, double x0, double x1,
                                      std::uint32_t DepthSample::*value) const
{
    const Units begin = m_scene.axis.toUnits(x0);
    const Units end = m_scene.axis.toUnits(x1);
    auto sample = std::partition_point(samples.begin(), samples.end(),
                                       [begin](const DepthSample &s) { return s.at < begin; });
    // What settled before lasts into it.
    std::uint32_t most = sample == samples.begin() ? 0 : std::prev(sample)->settled;
    for (; sample != samples.end() && sample->at <= end; ++sample)
        most = std::max(most, (*sample).*value);
    return most;
}

void DepthPainter::drawColumns(QPainter &painter, const QRectF &plot) const
{
    const QColor line = isReady() ? m_theme.ready : m_theme.text1;
    const QColor area
        = faded(isReady() ? m_theme.ready : m_theme.hatch, m_theme.print ? 0.12 : 0.22);
    paintLayers(painter, plot, m_scene.pixels, {area, faded(line, 0.6), faded(line, 0.35)},
                [&](auto &layers) { fillColumns(layers, plot); });
}

template <class Layers>
void DepthPainter::fillColumns(Layers &layers, const QRectF &plot) const
{
    const auto left = [&](std::size_t i) {
        return i == 0 ? std::max(0.0, m_scene.axis.toX(std::max<Units>(0, m_samples[0].at)))
            : i < m_samples.size() ? std::floor(m_scene.axis.toX(m_samples[i].at))
                                   : std::ceil(m_end);
    };
    std::uint32_t before = m_samples.front().settled;
    double x = plot.left() + left(0);
    double from = std::floor(yOf(before, m_top, plot));
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        const DepthSample &sample = m_samples[i];
        const double next = plot.left() + left(i + 1);
        const double y = std::floor(yOf(sample.settled, m_top, plot));
        if (next > x) {
            layers.fill(DepthLayer::Area, QRectF(x, y, next - x, plot.bottom() - y));
            layers.fill(DepthLayer::Line, QRectF(x, y, next - x, 1));
        }
        if (from != y)
            layers.fill(DepthLayer::Line, QRectF(x, std::min(from, y), 1, std::abs(from - y)));
        const std::uint32_t settled = std::max(before, sample.settled);
        if (sample.peak > settled) {
            const double top = yOf(sample.peak, m_top, plot);
            layers.fill(DepthLayer::Pin, QRectF(x, top, 1, yOf(settled, m_top, plot) - top));
        }
        before = sample.settled;
        from = y;
        x = next;
    }
}

void DepthPainter::drawSettled(QPainter &painter, const QRectF &plot) const
{
    if (m_end <= 0 && m_samples.size() < 2)
        return;
    const QColor line = isReady() ? m_theme.ready : m_theme.text1;
    const bool flat = std::all_of(m_samples.begin(), m_samples.end(),
                                  [](const DepthSample &s) { return s.settled == 0; });
    if (isReady() && flat) {
        painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), m_theme.line);
        return;
    }
    const QColor area = isReady() ? m_theme.ready : m_theme.hatch;
    paintLayers(painter, plot, m_scene.pixels,
                {faded(area, m_theme.print ? 0.12 : 0.22), line, line},
                [&](auto &layers) { fillSteps(layers, plot); });
}

template <class Layers>
void DepthPainter::fillSteps(Layers &layers, const QRectF &plot) const
{
    struct Level
    {
        double left;
        double y;
    };
    std::vector<Level> levels;
    for (const DepthSample &sample : m_samples) {
        const double y = yOf(sample.settled, m_top, plot);
        if (levels.empty() || levels.back().y != y)
            levels.push_back(
                {plot.left() + std::max(0.0, m_scene.axis.toX(std::max<Units>(0, sample.at))), y});
    }
    const auto right = [&](std::size_t i) {
        return i + 1 < levels.size() ? levels[i + 1].left : plot.left() + m_end;
    };
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto [left, y] = levels[i];
        layers.fill(DepthLayer::Area, QRectF(left, y, right(i) - left, plot.bottom() - y));
    }
    constexpr double Half = CurveWidth / 2;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto [left, y] = levels[i];
        const QRectF level(left, y, right(i) - left, 0);
        layers.fill(DepthLayer::Line, level.adjusted(-Half, -Half, Half, Half));
        if (i > 0) {
            const QRectF step(left, std::min(y, levels[i - 1].y), 0, std::abs(y - levels[i - 1].y));
            layers.fill(DepthLayer::Line, step.adjusted(-Half, -Half, Half, Half));
        }
    }
}

void DepthPainter::drawCapacity(QPainter &painter, const QRectF &plot) const
{
    if (m_scene.track.kind != TrackId::Kind::Queue)
        return;
    const std::uint32_t capacity = m_scene.model->trace().object(m_scene.track.queue).capacity;
    if (capacity == 0 || capacity > m_top)
        return;
    painter.setPen(thresholdPen(m_theme));
    const double y = std::floor(yOf(capacity, m_top, plot)) + 0.5;
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
}

void DepthPainter::drawPins(QPainter &painter, const QRectF &plot) const
{
    const QColor color = isReady() ? m_theme.ready : m_theme.text1;
    std::uint32_t before = m_samples.front().settled;
    double lastX = -100;
    for (std::size_t i = 1; i < m_samples.size(); ++i) {
        const DepthSample &sample = m_samples[i];
        const double x = plot.left() + std::floor(m_scene.axis.toX(sample.at)) + 0.5;
        const double nextX = i + 1 < m_samples.size()
            ? plot.left() + m_scene.axis.toX(m_samples[i + 1].at)
            : x + 100;
        const bool crowded = x - lastX < 5 || nextX - x < 5;
        lastX = x;
        const std::uint32_t settled = std::max(before, sample.settled);
        before = sample.settled;
        if (sample.peak <= settled)
            continue;
        const double y = yOf(sample.peak, m_top, plot);
        const double width = crowded ? 1 : isReady() ? 3 : 2;
        // From what the depth is before and after: down to 0 it would seem to have been empty.
        painter.fillRect(QRectF(x - width / 2, y, width, yOf(settled, m_top, plot) - y), color);
        if (crowded)
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(x, y), 2.5, 2.5);
    }
}

} // namespace views
