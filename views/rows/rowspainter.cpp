#include "views/rows/rowspainter.h"

#include "views/model/deadline.h"
#include "views/rows/delayband.h"
#include "views/rows/rowscanvas.h"
#include "views/style/savedpainter.h"
#include "views/words/durationtext.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace views {

namespace {

// A narrower delay is seen by its amber alone; bands would only cover its neighbours.
constexpr double LeastBlame = 24;
// Within vectors an image has twice the pixels, so that it can be printed, unless it is wide: a
// file has to stay small enough for a browser.
constexpr double WideArea = 2000;
// An image is painted in slices, after each of which somebody hears of it.
constexpr std::chrono::milliseconds Slice{5};

std::size_t shapesIn(const RowPieces &pieces)
{
    return pieces.runs.size() * 5 + pieces.columns.size() + pieces.ticks.size();
}

} // namespace

RowsPainter::RowsPainter(const Theme &theme, const Fonts &fonts)
    : m_theme(theme)
    , m_fonts(fonts)
    , m_labels(theme, fonts)
{
}

RowsPainter::Visible &RowsPainter::see(const TimelineLayout::Row &row, const RowsScene &scene)
{
    if (m_seen == m_visible.size())
        m_visible.emplace_back();
    Visible &visible = m_visible[m_seen++];
    visible.row = row;
    visible.top = row.top - scene.scroll;
    visible.told.clear();
    return visible;
}

const RowRaster &RowsPainter::rasterFor(const RowMetrics &metrics, double ratio)
{
    if (!m_raster || m_rasterFor != std::pair(metrics.row, ratio)) {
        m_raster = std::make_unique<RowRaster>(m_theme, metrics, ratio);
        m_rasterFor = {metrics.row, ratio};
    }
    return *m_raster;
}

void RowsPainter::drawBackground(QPainter &painter, const RowsScene &scene,
                                 const QRectF &area) const
{
    const double end = scene.axis.toX(scene.model->end(scene.axis.kind()));
    if (scene.afterEnd && (scene.model->outcome() || scene.keptBack) && end < area.width())
        painter.fillRect(QRectF(std::max(0.0, end), area.top(), area.width() - end, area.height()),
                         m_theme.afterEnd);
    for (const RulerTick &tick : scene.ruler.ticks) {
        if (tick.isMajor())
            painter.fillRect(
                QRectF(std::floor(scene.axis.toX(tick.at)), area.top(), 1, area.height()),
                m_theme.grid);
    }
    const auto &rows = scene.layout->rows();
    for (std::size_t i = scene.layout->firstBelow(scene.scroll); i < rows.size(); ++i) {
        const double top = rows[i].top - scene.scroll;
        if (top >= area.bottom())
            break;
        const bool first = rows[i].kind == TimelineLayout::Row::Kind::Header
            || (i > 0 && rows[i - 1].pinned && !rows[i].pinned);
        if (first && i > 0)
            painter.fillRect(QRectF(0, top, area.width(), 1), m_theme.line);
        if (rows[i].kind != TimelineLayout::Row::Kind::Header && scene.isSelected(rows[i].task)) {
            QColor tint = m_theme.accent;
            tint.setAlphaF(m_theme.dark ? 0.14F : 0.07F);
            painter.fillRect(QRectF(0, top, area.width(), rows[i].height), tint);
        }
    }
}

void RowsPainter::drawCursor(QPainter &painter, const RowsScene &scene, double height) const
{
    if (!scene.cursor)
        return;
    const double x = std::floor(scene.axis.toX(scene.model->at(*scene.cursor, scene.axis.kind())));
    painter.fillRect(QRectF(x - 1, 0, 3, height), haloOf(m_theme));
    painter.fillRect(QRectF(x, 0, 1, height), m_theme.accent);
}

void RowsPainter::drawCancels(QPainter &painter, const RowsScene &scene, double height) const
{
    constexpr double Apart = 3;
    const BarPainter bars(m_theme, RowMetrics(scene.layout->options().rowHeight));
    const AxisKind kind = scene.axis.kind();
    const auto &rows = scene.layout->rows();
    for (std::size_t i = scene.layout->firstBelow(scene.scroll);
         i < rows.size() && rows[i].top < scene.scroll + height; ++i) {
        if (rows[i].kind != TimelineLayout::Row::Kind::Task)
            continue;
        const auto cancels = scene.model->outlivedCancels(rows[i].task);
        const auto at = [&](std::uint32_t segment) {
            return scene.model->start({rows[i].task, segment}, kind);
        };
        double free = -Apart;
        for (auto cancel = std::partition_point(
                 cancels.begin(), cancels.end(),
                 [&](std::uint32_t segment) { return at(segment) < scene.axis.range().begin; });
             cancel != cancels.end() && at(*cancel) < scene.axis.range().end; ++cancel) {
            const double x = std::floor(scene.axis.toX(at(*cancel)));
            if (x < free)
                continue;
            bars.drawCancel(painter, x, rows[i].top - scene.scroll);
            free = x + Apart;
        }
    }
}

void RowsPainter::drawMarks(QPainter &painter, const RowsScene &scene, std::span<Visible> rows,
                            double height, double ratio)
{
    const RowMetrics metrics(scene.layout->options().rowHeight);
    drawBlame(painter, scene, rows);
    for (const Visible &row : rows) {
        m_labels.draw(painter, *scene.model, row.row.task, row.marks, row.told, metrics, ratio,
                      row.top);
        m_labels.drawEnd(painter, *scene.model, row.row.task, row.marks, metrics, ratio, row.top,
                         scene.axis.width());
    }
    drawCancels(painter, scene, height);
    drawCursor(painter, scene, height);
    if (!metrics.hatched)
        return; // caps are blocks of colour in the picture
    const BarPainter bars(m_theme, metrics);
    for (const Visible &row : rows) {
        if (row.marks.end && row.marks.end->x >= 0)
            bars.drawCap(painter, row.marks.end->state, row.marks.capLeft / ratio, row.top);
    }
}

// Every row that could have run while another blocked its loop says what that cost it.
void RowsPainter::drawBlame(QPainter &painter, const RowsScene &scene, std::span<Visible> rows)
{
    if (scene.axis.kind() != AxisKind::Clock || scene.layout->options().rowHeight < 16)
        return;
    std::vector<SegmentRef> culprits;
    for (const Visible &row : std::span(m_visible.data(), m_seen)) {
        for (const RowPieces::Run &run : row.marks.runs) {
            if (run.style == SegmentStyle::Blocking)
                culprits.push_back({row.row.task, run.segment});
        }
    }
    const auto loopOf
        = [&trace = scene.model->trace()](trace::TaskId task) { return trace.task(task).loop; };
    for (const SegmentRef &culprit : culprits) {
        const UnitRange blocked{scene.model->start(culprit, AxisKind::Clock),
                                scene.model->end(culprit, AxisKind::Clock)};
        if (scene.axis.toX(blocked.end) - scene.axis.toX(blocked.begin) < LeastBlame)
            continue;
        for (Visible &row : rows) {
            if (loopOf(row.row.task) != loopOf(culprit.task))
                continue;
            for (const RowPieces::Run &run : row.marks.runs)
                drawDelay(painter, scene, row, run, blocked);
        }
    }
}

void RowsPainter::drawDelay(QPainter &painter, const RowsScene &scene, Visible &row,
                            const RowPieces::Run &run, const UnitRange &blocked)
{
    const SegmentRef segment{row.row.task, run.segment};
    Units from = scene.model->start(segment, AxisKind::Clock);
    if (run.style == SegmentStyle::Timer) {
        // A timer that was due meanwhile could only be seen to afterwards.
        const auto due = deadlineOf(*scene.model, segment);
        from = due ? due->count() : blocked.end;
    } else if (run.style != SegmentStyle::Ready) {
        return;
    }
    from = std::max(from, blocked.begin);
    const Units until = std::min(scene.model->end(segment, AxisKind::Clock), blocked.end);
    const double x0 = std::max(0.0, std::floor(scene.axis.toX(from)));
    const double x1 = std::min(scene.axis.width(), std::floor(scene.axis.toX(until)));
    if (x1 - x0 < LeastBlame)
        return;
    const QRectF band(x0, row.top, x1 - x0, row.row.height);
    drawDelayBand(painter, m_theme, band);
    const QString text = QLatin1Char('+') + durationText(trace::Time{until - from});
    const QFontMetricsF metrics(m_fonts.labelBold);
    const double width = metrics.horizontalAdvance(text);
    if (row.row.height < 20 || width + 10 > band.width())
        return;
    painter.setFont(m_fonts.labelBold);
    painter.setPen(m_theme.text1);
    // Over a bar it needs the bar's own ground; a ready row leaves the upper half free.
    const bool ready = run.style == SegmentStyle::Ready;
    const double baseline
        = ready ? band.center().y() - 1 : band.center().y() + metrics.capHeight() / 2;
    if (!ready)
        painter.fillRect(QRectF(x0 + 2, std::round(baseline) - metrics.capHeight() - 2, width + 6,
                                metrics.capHeight() + 4),
                         m_theme.waiting);
    painter.drawText(QPointF(x0 + 5, std::round(baseline)), text);
    row.told.push_back({run.segment, x0});
}

void RowsPainter::paint(QPainter &painter, const RowsScene &scene, std::span<const Band> bands,
                        double ratio, const QDeadlineTimer &until)
{
    const auto &rows = scene.layout->rows();
    const bool hatched = RowMetrics(scene.layout->options().rowHeight).hatched;
    struct Part
    {
        RowsScene scene;
        const QImage *picture;
        std::size_t end; ///< of its rows among those in sight
    };
    std::vector<Part> parts;
    m_seen = 0;
    for (const Band &band : bands) {
        RowsScene part = scene;
        part.scroll = band.where.scroll;
        const QSize size = band.where.place.size();
        const QImage &picture = band.canvas->picture(part, size, ratio, until);
        for (std::size_t i = part.layout->firstBelow(part.scroll);
             hatched && i < rows.size() && rows[i].top < part.scroll + size.height(); ++i) {
            if (rows[i].kind == TimelineLayout::Row::Kind::Task)
                band.canvas->marks(*part.model, rows[i].task, i, see(rows[i], part).marks);
        }
        parts.push_back({part, &picture, m_seen});
    }
    m_labels.begin(until);
    std::size_t first = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const QRect &place = bands[i].where.place;
        const std::span<Visible> inSight(m_visible.data() + first, parts[i].end - first);
        first = parts[i].end;
        const SavedPainter saved(painter);
        painter.translate(place.topLeft());
        painter.setClipRect(QRect(QPoint(), place.size()), Qt::IntersectClip);
        drawBackground(painter, parts[i].scene, QRectF(QPointF(), place.size()));
        painter.drawImage(QPoint(), *parts[i].picture);
        drawMarks(painter, parts[i].scene, inSight, place.height(), ratio);
    }
}

void RowsPainter::paintWhole(QPainter &painter, const RowsScene &scene, const QSize &size,
                             double ratio, const std::function<void(double)> &painted)
{
    RowsCanvas canvas(m_theme);
    do {
        canvas.picture(scene, size, ratio, QDeadlineTimer(Slice, Qt::PreciseTimer));
        if (painted)
            painted(canvas.share());
    } while (!canvas.isExact());
    const std::array bands{Band{{QRect(QPoint(), size), scene.scroll}, &canvas}};
    paint(painter, scene, bands, ratio, QDeadlineTimer(QDeadlineTimer::Forever));
}

QImage RowsPainter::image(const RowsScene &scene, const QSize &size, double ratio,
                          const std::function<void(double)> &painted)
{
    const QSize pixels(static_cast<int>(std::ceil(size.width() * ratio)),
                       static_cast<int>(std::ceil(size.height() * ratio)));
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(ratio);
    image.fill(m_theme.canvas);
    QPainter painter(&image);
    paintWhole(painter, scene, size, ratio, painted);
    return image;
}

void RowsPainter::draw(QPainter &painter, const RowsScene &scene, const QRectF &area,
                       const std::function<void(double)> &painted, std::size_t most)
{
    const RowCut cut = scene.cut(1);
    const auto &rows = scene.layout->rows();
    std::vector<RowPieces> pieces;
    std::size_t shapes = 0;
    m_seen = 0;
    for (std::size_t i = scene.layout->firstBelow(scene.scroll);
         i < rows.size() && rows[i].top < scene.scroll + area.height() && shapes <= most; ++i) {
        if (rows[i].kind != TimelineLayout::Row::Kind::Task)
            continue;
        RowPieces &row = pieces.emplace_back(cutRow(*scene.model, rows[i].task, cut));
        RowMarks &marks = see(rows[i], scene).marks;
        marks = {row.runs, row.end, row.end ? capLeft(row, cut.metrics, 1) : 0};
        shapes += shapesIn(row);
    }
    if (shapes > most) {
        QImage rowsImage
            = image(scene, area.size().toSize(), area.width() > WideArea ? 1 : 2, painted);
        rowsImage.setDevicePixelRatio(1);
        painter.drawImage(QRectF(area.topLeft(), area.size().toSize()), rowsImage);
        return;
    }

    const BarPainter bars(m_theme, cut.metrics);
    m_labels.begin(QDeadlineTimer(QDeadlineTimer::Forever));
    painter.save();
    painter.translate(area.topLeft());
    drawBackground(painter, scene, QRectF(QPointF(0, 0), area.size()));
    for (std::size_t i = 0; i < m_seen; ++i) {
        const double top = m_visible[i].top;
        for (const RowPieces::Run &run : pieces[i].runs)
            bars.draw(painter, run.style, run.begin, run.end, top, {run.cutLeft, run.cutRight});
        drawColumns(painter, pieces[i], top, cut.metrics);
        drawTicks(painter, pieces[i], top, cut.metrics);
        if (!cut.metrics.hatched && pieces[i].end && pieces[i].end->x >= 0)
            bars.drawCap(painter, pieces[i].end->state, m_visible[i].marks.capLeft, top);
    }
    drawMarks(painter, scene, {m_visible.data(), m_seen}, area.height(), 1);
    painter.restore();
}

void RowsPainter::drawTicks(QPainter &painter, const RowPieces &pieces, double top,
                            const RowMetrics &metrics) const
{
    for (const RowPieces::Tick &tick : pieces.ticks) {
        QColor color = tick.blocking ? m_theme.failed : m_theme.running;
        for (const TickMark &mark : tickMarks(tick, metrics, 1)) {
            if (mark.band && !metrics.hatched)
                continue;
            color.setAlphaF(static_cast<float>(mark.strength));
            painter.fillRect(QRectF(mark.x0, top + metrics.tickTop(), mark.x1 - mark.x0,
                                    mark.band ? 3 : metrics.tickHeight),
                             color);
        }
    }
}

// Neighbours of one colour become one rectangle.
void RowsPainter::drawColumns(QPainter &painter, const RowPieces &pieces, double top,
                              const RowMetrics &metrics)
{
    if (pieces.columns.empty())
        return;
    const RowRaster &raster = rasterFor(metrics, 1);
    for (const RowRaster::Lines &lines : raster.lines()) {
        int begin = 0;
        int end = -1;
        QRgb color = 0;
        const auto flush = [&] {
            if (end > begin && qAlpha(color) > 0)
                painter.fillRect(
                    QRectF(begin, top + lines.begin, end - begin, lines.end - lines.begin),
                    QColor::fromRgba(qUnpremultiply(color)));
        };
        for (const RowPieces::Column &column : pieces.columns) {
            const QRgb own = raster.mixed(RowRaster::sharesOf(column), lines.begin, 0);
            if (column.x != end || own != color) {
                flush();
                begin = column.x;
                color = own;
            }
            end = column.x + 1;
        }
        flush();
    }
}

} // namespace views
