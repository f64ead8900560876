#include "views/rows/ghostpainter.h"

#include "views/rows/rowroom.h"
#include "views/style/segmentstyle.h"
#include "views/words/placetext.h"

#include <QBrush>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <array>
#include <cmath>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::GhostPainter)
};

constexpr double Faintness = 0.62; // of the strips
constexpr int Dash = 4;
constexpr int BetweenDashes = 3;
constexpr double LabelMargin = 8;
constexpr double SignRadius = 7;

/// How a strip stands in a row: \a height is one of RowHeights; the dashed line is the row's
/// lowest pixel, over which a higher strip may reach.
struct StripMeasure
{
    int row;
    int height;
    int above; ///< the row's lower edge
};

constexpr std::array Measures{StripMeasure{28, 4, 0}, StripMeasure{20, 2, 1},
                              StripMeasure{12, 1, 1}};

const StripMeasure *measureOf(int rowHeight)
{
    const auto *const found
        = std::find_if(Measures.begin(), Measures.end(),
                       [rowHeight](const StripMeasure &m) { return rowHeight >= m.row; });
    return found == Measures.end() ? nullptr : found;
}

/// Fills with dashes along x or y: much faster than a pen's.
QBrush dashes(const QColor &color, Qt::Orientation along)
{
    QImage image(along == Qt::Horizontal ? QSize(Dash + BetweenDashes, 1)
                                         : QSize(1, Dash + BetweenDashes),
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int i = 0; i < Dash; ++i)
        image.setPixelColor(along == Qt::Horizontal ? i : 0, along == Qt::Horizontal ? 0 : i,
                            color);
    return {image};
}

} // namespace

GhostPainter::GhostPainter(const Theme &theme, const Fonts &fonts, const GhostScene &scene)
    : m_theme(theme)
    , m_fonts(fonts)
    , m_scene(scene)
{
}

bool GhostPainter::hasStrips(int rowHeight, AxisKind axis)
{
    return axis == AxisKind::Clock && measureOf(rowHeight) != nullptr;
}

template <class Visit>
void GhostPainter::forEachRow(double height, Visit visit) const
{
    const auto &rows = m_scene.layout->rows();
    for (std::size_t i = m_scene.layout->firstBelow(m_scene.scroll);
         i < rows.size() && rows[i].top < m_scene.scroll + height; ++i)
        visit(rows[i], rows[i].top - m_scene.scroll);
}

void GhostPainter::drawStrips(QPainter &painter, RowsCanvas &canvas, const QSize &size,
                              double ratio, const QDeadlineTimer &until) const
{
    const StripMeasure *measure = measureOf(m_scene.layout->options().rowHeight);
    if (measure == nullptr)
        return;
    const TimelineLayout strips = m_scene.layout->strips(measure->height, measure->above,
                                                         m_scene.comparison->counterparts.tasks);
    RowsScene scene;
    scene.model = m_scene.reference;
    scene.layout = &strips;
    scene.axis = m_scene.axis;
    scene.scroll = m_scene.scroll;
    painter.save();
    painter.setOpacity(Faintness);
    painter.drawImage(QPoint(0, 0), canvas.picture(scene, size, ratio, until));
    painter.restore();
    drawBaseLines(painter, size.height());
}

void GhostPainter::drawBaseLines(QPainter &painter, double height) const
{
    const TimeAxis &axis = m_scene.axis;
    const RunModel &reference = *m_scene.reference;
    const QBrush line = dashes(m_theme.text3, Qt::Horizontal);
    forEachRow(height, [&](const TimelineLayout::Row &row, double top) {
        if (row.kind != TimelineLayout::Row::Kind::Task)
            return;
        const trace::TaskId task = m_scene.comparison->counterparts.of(row.task);
        if (task == trace::TaskId::None)
            return;
        const TaskTrack &track = reference.track(task);
        const double x0
            = std::max(0.0, std::floor(axis.toX(reference.start({task, 0}, axis.kind()))));
        const double x1
            = std::min(axis.width(),
                       std::floor(axis.toX(
                           track.hasEnded() ? reference.start({task, track.size() - 1}, axis.kind())
                                            : reference.end(axis.kind()))));
        if (x1 > x0)
            painter.fillRect(QRectF(x0, top + row.height - 1, x1 - x0, 1), line);
    });
}

QString GhostPainter::labelText() const
{
    return Words::tr("%1, ends at %2; the strip under each bar")
        .arg(m_scene.label, placeText(*m_scene.reference, m_scene.reference->endPosition()));
}

QSize GhostPainter::labelSize() const
{
    const QFontMetricsF metrics(m_fonts.label);
    return QSizeF(metrics.horizontalAdvance(labelText()) + 12, metrics.height() + 4).toSize();
}

std::optional<QRectF> GhostPainter::placeOfLabel(const QSize &rows) const
{
    std::optional<QRectF> place;
    const QSizeF size = labelSize();
    forEachRow(rows.height(), [&](const TimelineLayout::Row &row, double top) {
        if (!place && row.kind == TimelineLayout::Row::Kind::Header && top >= 0
            && top + row.height <= rows.height() && row.height >= size.height()
            && rows.width() > size.width() + 4 * LabelMargin)
            place = QRectF(QPointF(rows.width() - size.width() - 2 * LabelMargin,
                                   top + std::floor((row.height - size.height()) / 2)),
                           size);
    });
    return place;
}

void GhostPainter::drawWords(QPainter &painter, const QSize &rows) const
{
    const TimeAxis &axis = m_scene.axis;
    const double end = std::floor(axis.toX(m_scene.reference->end(axis.kind())));
    if (end >= 0 && end < rows.width())
        painter.fillRect(QRectF(end, 0, 1, rows.height()), dashes(m_theme.text2, Qt::Vertical));

    painter.setFont(m_fonts.label);
    painter.setPen(m_theme.text3);
    const QFontMetricsF metrics(m_fonts.label);
    const QString alone = Words::tr("only in this run");
    const double width = metrics.horizontalAdvance(alone);
    const RowMetrics row(m_scene.layout->options().rowHeight);
    forEachRow(rows.height(), [&](const TimelineLayout::Row &place, double top) {
        if (!row.labelled || place.kind != TimelineLayout::Row::Kind::Task
            || m_scene.comparison->counterparts.of(place.task) != trace::TaskId::None)
            return;
        const double x = takenUntil(*m_scene.model, place, axis);
        if (x + width + LabelMargin < rows.width())
            painter.drawText(QPointF(x, top + std::round((place.height + metrics.capHeight()) / 2)),
                             alone);
    });
}

void GhostPainter::drawLabel(QPainter &painter, const QSize &rows,
                             const std::optional<QRectF> &free) const
{
    const QFontMetricsF metrics(m_fonts.label);
    painter.setFont(m_fonts.label);
    const QSizeF size = labelSize();
    const std::optional<QRectF> header = placeOfLabel(rows);
    const QRectF corner(QPointF(rows.width() - size.width() - 2 * LabelMargin,
                                rows.height() - size.height() - LabelMargin),
                        size);
    const QRectF box = header ? *header : free ? QRectF(free->topLeft(), size) : corner;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_theme.canvas);
    QPen edge(m_theme.text3, 1);
    edge.setDashPattern({Dash, BetweenDashes});
    painter.setPen(edge);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(m_theme.text2);
    painter.drawText(QPointF(box.left() + 6, box.top() + 2 + metrics.ascent()), labelText());
    painter.restore();
}

std::optional<double> GhostPainter::partingX() const
{
    if (!m_scene.comparison->parting)
        return {};
    const RunModel &model = *m_scene.model;
    const std::uint32_t step = m_scene.comparison->parting->step.now;
    const AxisKind kind = m_scene.axis.kind();
    Units at = model.end(kind);
    if (step < model.steps().steps())
        at = kind == AxisKind::Steps
            ? Units{step} * UnitsPerStep
            : Units{model.trace().records()[model.steps().record(step)].time().count()};
    const double x = std::floor(m_scene.axis.toX(at));
    return x < 0 || x >= m_scene.axis.width() ? std::nullopt : std::optional(x);
}

void GhostPainter::drawParting(QPainter &painter, const QSize &rows) const
{
    const auto x = partingX();
    if (!x)
        return;
    const RunModel &model = *m_scene.model;
    painter.fillRect(QRectF(*x - 1, 0, 3, rows.height()), haloOf(m_theme));
    painter.fillRect(QRectF(*x, 0, 1, rows.height()), dashes(m_theme.text1, Qt::Vertical));
    const std::uint32_t step = m_scene.comparison->parting->step.now;
    if (step >= model.steps().steps())
        return;
    const auto row
        = m_scene.layout->rowOf(model.trace().records()[model.steps().record(step)].task());
    if (!row)
        return;
    const TimelineLayout::Row &found = m_scene.layout->rows()[*row];
    drawPartingSign(painter, m_theme, {*x + 0.5, found.top - m_scene.scroll + found.height / 2.0});
}

void GhostPainter::drawPartingOnRuler(QPainter &painter, const QRectF &ruler) const
{
    if (const auto x = partingX())
        drawPartingSign(painter, m_theme,
                        {ruler.left() + *x + 0.5, ruler.bottom() - SignRadius - 1});
}

void GhostPainter::drawPartingSign(QPainter &painter, const Theme &theme, const QPointF &centre)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(haloOf(theme), 2));
    painter.setBrush(theme.text1);
    painter.drawEllipse(centre, SignRadius, SignRadius);
    QPen pen(theme.canvas, 1.5);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    for (const double y : {-1.75, 1.75})
        painter.drawLine(centre + QPointF(-4, y), centre + QPointF(4, y));
    painter.drawLine(centre + QPointF(-2.25, 4), centre + QPointF(2.25, -4));
    painter.restore();
}

void GhostPainter::drawSample(QPainter &painter, const Theme &theme, const QRectF &strip)
{
    painter.save();
    painter.setOpacity(Faintness);
    painter.fillRect(strip, theme.flatWait);
    painter.fillRect(QRectF(strip.left() + strip.width() / 2, strip.top(), 2, strip.height()),
                     theme.running);
    painter.setOpacity(1);
    painter.setBrushOrigin(strip.bottomLeft());
    painter.fillRect(QRectF(strip.left(), strip.bottom(), strip.width(), 1),
                     dashes(theme.text3, Qt::Horizontal));
    painter.restore();
}

} // namespace views
