#include "views/depth/loadpainter.h"

#include "views/depth/trackscale.h"
#include "views/model/loadcolumns.h"
#include "views/style/segmentstyle.h"
#include "views/words/durationtext.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::LoadPainter)
};

constexpr std::uint32_t MostNames = 2'000; // steps in sight; more have no room for a name
constexpr double LeastCut = 4; // pixels of a step that is set apart from the next
constexpr double LeastTop = 1'000; // ns

/// A round number of nanoseconds, so that its half is one as well.
double roundTop(double peak)
{
    for (double power = LeastTop;; power *= 10) {
        for (const double step : std::array{1.0, 2.0, 4.0, 6.0, 8.0}) {
            if (step * power >= peak)
                return step * power;
        }
    }
}

std::vector<double> valuesOf(const DepthScene &scene)
{
    const ColumnRange columns{0, static_cast<int>(std::ceil(scene.axis.width()))};
    return loadColumns(*scene.model, scene.track.kind, scene.axis, columns,
                       scene.model->columnRecords(scene.axis, columns));
}

} // namespace

LoadPainter::LoadPainter(const Theme &theme, Fonts fonts, const DepthScene &scene)
    : m_theme(theme)
    , m_fonts(std::move(fonts))
    , m_scene(scene)
    , m_end(
          std::clamp(scene.axis.toX(scene.model->end(scene.axis.kind())), 0.0, scene.axis.width()))
{
    if (scene.kept.load != nullptr) {
        m_values = scene.kept.load->along(*scene.model, scene.axis, *scene.kept.records);
    } else {
        m_own = valuesOf(scene);
        m_values = m_own;
    }
    if (!isBusy())
        m_top
            = roundTop(m_values.empty() ? 0 : *std::max_element(m_values.begin(), m_values.end()));
}

double LoadPainter::yOf(double value, const QRectF &plot) const
{
    return plot.bottom() - value / m_top * plot.height();
}

QString LoadPainter::numberText(double value) const
{
    if (isBusy())
        return Words::tr("%1 %").arg(std::lround(value * 100));
    return value > 0 ? durationText(trace::Time{std::llround(value)}) : QStringLiteral("0");
}

void LoadPainter::drawNumbers(QPainter &painter, const QRectF &plot, double x) const
{
    drawTrackNumbers(painter, m_theme, m_fonts, plot, x,
                     {numberText(0), numberText(m_top / 2), numberText(m_top)});
}

void LoadPainter::draw(QPainter &painter, const QRectF &plot) const
{
    painter.save();
    painter.setClipRect(plot.adjusted(-4, -4, 4, 3));
    drawTrackGrid(painter, m_theme, plot);
    const std::vector<Level> all = levels(plot);
    // Many small steps are a surface of lines: thin ones let it be seen.
    const double width = static_cast<double>(all.size()) > plot.width() / 3 ? 1 : CurveWidth;
    const QColor area
        = isBusy() ? busyColor(m_theme) : faded(m_theme.hatch, m_theme.print ? 0.12 : 0.22);
    const QColor line = width < CurveWidth ? faded(m_theme.text1, 0.6) : m_theme.text1;
    paintLayers(painter, plot, m_scene.pixels, {area, line, line},
                [&](auto &layers) { fill(layers, plot, all, width); });
    painter.setRenderHint(QPainter::Antialiasing);
    if (isBusy()) {
        drawSteps(painter, plot);
    } else {
        drawThreshold(painter, plot);
        drawLatest(painter, plot);
    }
    drawNothing(painter, plot);
    painter.restore();
}

std::vector<LoadPainter::Level> LoadPainter::levels(const QRectF &plot) const
{
    std::vector<Level> levels;
    const double begin = std::clamp(m_scene.axis.toX(0), 0.0, m_end);
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const auto x = static_cast<double>(i);
        if (x + 1 <= begin || x >= m_end)
            continue;
        if (levels.empty() || levels.back().value != m_values[i])
            levels.push_back({plot.left() + std::max(begin, x), m_values[i]});
    }
    return levels;
}

template <class Layers>
void LoadPainter::fill(Layers &layers, const QRectF &plot, const std::vector<Level> &levels,
                       double width) const
{
    const auto right = [&](std::size_t i) {
        return i + 1 < levels.size() ? levels[i + 1].left : plot.left() + m_end;
    };
    // What there is can be seen, however little.
    const auto height = [&](const Level &level) {
        const double y = yOf(level.value, plot);
        return level.value > 0 ? std::min(y, plot.bottom() - 1) : y;
    };
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double y = height(levels[i]);
        layers.fill(DepthLayer::Area,
                    QRectF(levels[i].left, y, right(i) - levels[i].left, plot.bottom() - y));
    }
    const double half = width / 2;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double y = height(levels[i]);
        const QRectF level(levels[i].left, y, right(i) - levels[i].left, 0);
        layers.fill(DepthLayer::Line, level.adjusted(-half, -half, half, half));
        if (i > 0) {
            const double before = height(levels[i - 1]);
            const QRectF step(levels[i].left, std::min(y, before), 0, std::abs(y - before));
            layers.fill(DepthLayer::Line, step.adjusted(-half, -half, half, half));
        }
    }
}

/// Why the track is empty, where the whole run leaves it so.
void LoadPainter::drawNothing(QPainter &painter, const QRectF &plot) const
{
    const RunModel &model = *m_scene.model;
    if (model.steps().steps() == 0 || !isLoadEmpty(model, m_scene.track.kind))
        return;
    const QString text = isLoadEmpty(model, TrackId::Kind::Busy)
        ? Words::tr("No step of this run takes any time")
        : Words::tr("Nothing has run late");
    const QFontMetricsF metrics(m_fonts.label);
    painter.setFont(m_fonts.label);
    painter.setPen(m_theme.text2);
    painter.drawText(QPointF(plot.left() + 8, plot.center().y() + metrics.capHeight() / 2), text);
}

void LoadPainter::drawThreshold(QPainter &painter, const QRectF &plot) const
{
    const auto threshold = static_cast<double>(BlockingThreshold.count());
    if (threshold > m_top)
        return;
    painter.setPen(thresholdPen(m_theme));
    const double y = std::floor(yOf(threshold, plot)) + 0.5;
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
}

/// Where one step ends and the next begins, and whose they are.
void LoadPainter::drawSteps(QPainter &painter, const QRectF &plot) const
{
    const RunModel &model = *m_scene.model;
    const TimeAxis &axis = m_scene.axis;
    if (axis.kind() != AxisKind::Clock || model.busy().loops() != 1 || m_values.empty())
        return;
    const auto stepsUntil = [&](double x) {
        const Units at = std::clamp<Units>(axis.toUnits(x), 0, model.end().count());
        return model.steps().before(model.recordsUntil(trace::Time{at}));
    };
    // That which is running at the left edge has begun before it.
    const std::uint32_t first = std::max(1U, stepsUntil(0)) - 1;
    const std::uint32_t last = stepsUntil(axis.width());
    if (first >= last || last - first > MostNames)
        return;
    const QFontMetricsF metrics(m_fonts.label);
    double before = -1; // where the last step that is set apart ends
    model.steps().forEach(first, last, [&](std::uint32_t, std::size_t record) {
        const trace::TaskId task = model.trace().records()[record].task();
        const SegmentRef step{task, model.track(task).segmentAfter(record + 1)};
        const double left = std::max(0.0, axis.toX(model.start(step, axis.kind())));
        const double right = std::min(m_end, axis.toX(model.end(step, axis.kind())));
        if (right - left < LeastCut)
            return;
        if (left - before < 1 && left > 0)
            painter.fillRect(
                QRectF(plot.left() + std::floor(left), plot.top() + 1, 1, plot.height() - 1),
                m_theme.canvas);
        before = right;
        const QString name = model.label(task);
        const double width = metrics.horizontalAdvance(name);
        if (width + 8 > right - left)
            return;
        painter.setFont(m_fonts.label);
        painter.setPen(m_theme.text1);
        painter.drawText(QPointF(plot.left() + (left + right - width) / 2,
                                 plot.center().y() + metrics.capHeight() / 2),
                         name);
    });
}

/// Whom the highest value in sight is about, beside it.
void LoadPainter::drawLatest(QPainter &painter, const QRectF &plot) const
{
    const RunModel &model = *m_scene.model;
    const TimeAxis &axis = m_scene.axis;
    const auto highest = std::max_element(m_values.begin(), m_values.end());
    if (highest == m_values.end() || *highest <= 0)
        return;
    const auto column = static_cast<int>(highest - m_values.begin());
    // Who is as late as that at the very end of a column runs in the next.
    const ColumnRange columns{column, column + 2};
    const std::vector<std::uint32_t> records = model.columnRecords(axis, columns);
    // On the Steps axis the step is the one that the column lies in.
    const bool clock = axis.kind() == AxisKind::Clock;
    const std::uint32_t first = clock
        ? model.steps().before(records[0])
        : static_cast<std::uint32_t>(std::max<Units>(0, axis.toUnits(column)) / UnitsPerStep);
    const std::uint32_t last = clock ? model.steps().before(records.back()) : first + 1;
    if (last > model.steps().steps() || last - first > MostNames)
        return;
    const trace::Time late{std::llround(*highest)};
    QString text;
    model.steps().forEach(first, last, [&](std::uint32_t number, std::size_t record) {
        if (!text.isEmpty() || model.lag().late(number) != late)
            return;
        const trace::Record &step = model.trace().records()[record];
        const TaskTrack &track = model.track(step.task());
        const std::size_t segment = track.segmentAfter(record + 1);
        const bool due = segment >= 2 && track.state(segment - 2) == State::Sleeping;
        text = (due ? Words::tr("%1, due at %2") : Words::tr("%1, ready at %2"))
                   .arg(model.label(step.task()), instantText(step.time() - late));
    });
    if (text.isEmpty())
        return;
    if (const auto place = freePlace(plot, column, text))
        drawWord(painter, {std::round(place->x()), std::round(place->y())}, text);
}

/// Where the baseline of \a text can begin that belongs to the highest value, in \a column: under
/// the curve or over it, as near as may be.
std::optional<QPointF> LoadPainter::freePlace(const QRectF &plot, int column,
                                              const QString &text) const
{
    constexpr double Gap = 8;
    const QFontMetricsF metrics(m_fonts.label);
    const double width = metrics.horizontalAdvance(text);
    const auto valuesAt = [&](double left) {
        const auto at = [&](double x) {
            return m_values.begin()
                + std::clamp<std::ptrdiff_t>(std::lround(x - plot.left()), 0,
                                             std::ssize(m_values) - 1);
        };
        const auto [least, most] = std::minmax_element(at(left), at(left + width) + 1);
        return std::pair(*least, *most);
    };
    const double x = plot.left() + column;
    const double over = plot.top() + metrics.ascent();
    for (double left = x - width - Gap; left >= plot.left(); left -= Gap) {
        const auto [least, most] = valuesAt(left);
        const double under = yOf(least, plot) + 4 + metrics.ascent();
        if (under + metrics.descent() <= plot.bottom())
            return QPointF(left, under);
        if (yOf(most, plot) >= over + metrics.descent())
            return QPointF(left, over);
    }
    const double left = x + Gap;
    if (left + width <= plot.right()
        && yOf(valuesAt(left).second, plot) >= over + metrics.descent())
        return QPointF(left, over);
    return {};
}

/// Legible over the curve, without a plate over it.
void LoadPainter::drawWord(QPainter &painter, const QPointF &baseline, const QString &text) const
{
    QPainterPath outline;
    outline.addText(baseline, m_fonts.label, text);
    painter.strokePath(
        outline, QPen(faded(m_theme.canvas, 0.85), 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setFont(m_fonts.label);
    painter.setPen(m_theme.text1);
    painter.drawText(baseline, text);
}

} // namespace views
