#include "views/timeline/rowspainter.h"

#include "views/timeline/durationtext.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

// A narrower delay is seen by its amber alone; bands would only cover its neighbours.
constexpr double LeastBlame = 24;

std::size_t shapesIn(const RowPieces &pieces)
{
    return pieces.runs.size() * 5 + pieces.columns.size() + pieces.ticks.size();
}

} // namespace

RowCut RowsScene::cut(double ratio) const
{
    return {axis.scaled(ratio), RowMetrics(layout->options().rowHeight), ratio};
}

RowsPainter::RowsPainter(const Theme &theme, const Fonts &fonts)
    : m_theme(theme)
    , m_fonts(fonts)
    , m_labels(theme, fonts)
{
}

const std::vector<RowsPainter::Visible> &RowsPainter::visible(const RowsScene &scene, double height,
                                                              double ratio)
{
    std::size_t count = 0;
    const RowCut cut = scene.cut(ratio);
    const auto &all = scene.layout->rows();
    for (std::size_t i = scene.layout->firstBelow(scene.scroll);
         i < all.size() && all[i].top < scene.scroll + height; ++i) {
        if (count == m_visible.size())
            m_visible.emplace_back();
        Visible &row = m_visible[count++];
        row.row = all[i];
        row.top = all[i].top - scene.scroll;
        row.pieces.clear();
        if (all[i].kind == TimelineLayout::Row::Kind::Task)
            cutRow(*scene.model, all[i].task, cut, cut.columns(), row.pieces);
    }
    m_visible.resize(count);
    return m_visible;
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
    if (scene.afterEnd && scene.model->outcome() && end < area.width())
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
        if (rows[i].kind == TimelineLayout::Row::Kind::Header && i > 0)
            painter.fillRect(QRectF(0, top, area.width(), 1), m_theme.line);
        if (scene.selectedTask && rows[i].task == *scene.selectedTask
            && rows[i].kind == TimelineLayout::Row::Kind::Task) {
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

void RowsPainter::drawCaps(QPainter &painter, const std::vector<Visible> &rows,
                           const RowMetrics &metrics, double ratio) const
{
    const BarPainter bars(m_theme, metrics);
    for (const Visible &row : rows) {
        if (row.pieces.end && row.pieces.end->x >= 0)
            bars.drawCap(painter, row.pieces.end->state,
                         capLeft(row.pieces, metrics, ratio) / ratio, row.top);
    }
}

// Every row that could have run while another blocked its loop says what that cost it.
void RowsPainter::drawBlame(QPainter &painter, const RowsScene &scene,
                            const std::vector<Visible> &rows)
{
    if (scene.axis.kind() != AxisKind::Clock || scene.layout->options().rowHeight < 16)
        return;
    std::vector<SegmentRef> culprits;
    for (const Visible &row : rows) {
        for (const RowPieces::Run &run : row.pieces.runs) {
            if (run.look == Look::Blocking)
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
        for (const Visible &row : rows) {
            const bool isTask = row.row.kind == TimelineLayout::Row::Kind::Task;
            if (!isTask || loopOf(row.row.task) != loopOf(culprit.task))
                continue;
            for (const RowPieces::Run &run : row.pieces.runs)
                drawDelay(painter, scene, row, run, blocked);
        }
    }
}

void RowsPainter::drawDelay(QPainter &painter, const RowsScene &scene, const Visible &row,
                            const RowPieces::Run &run, const UnitRange &blocked)
{
    const SegmentRef segment{row.row.task, run.segment};
    Units from = scene.model->start(segment, AxisKind::Clock);
    if (run.look == Look::Timer) {
        // A timer that was due meanwhile could only be seen to afterwards.
        const trace::Wait *wait = scene.model->wait(segment);
        from = wait ? from + wait->amount : blocked.end;
    } else if (run.look != Look::Ready) {
        return;
    }
    from = std::max(from, blocked.begin);
    const Units until = std::min(scene.model->end(segment, AxisKind::Clock), blocked.end);
    const double x0 = std::max(0.0, std::floor(scene.axis.toX(from)));
    const double x1 = std::min(scene.axis.width(), std::floor(scene.axis.toX(until)));
    if (x1 - x0 < LeastBlame)
        return;
    const QRectF band(x0, row.top, x1 - x0, row.row.height);
    QColor tint = m_theme.failed;
    tint.setAlphaF(0.14F);
    painter.fillRect(band, tint);
    for (double x = x0; x + 2 <= x1; x += 4) {
        painter.fillRect(QRectF(x, band.top(), 2, 1), m_theme.failed);
        painter.fillRect(QRectF(x, band.bottom() - 1, 2, 1), m_theme.failed);
    }
    const QString text = QLatin1Char('+') + durationText(trace::Time{until - from});
    const QFontMetricsF metrics(m_fonts.labelBold);
    const double width = metrics.horizontalAdvance(text);
    if (row.row.height < 20 || width + 10 > band.width())
        return;
    painter.setFont(m_fonts.labelBold);
    painter.setPen(m_theme.text1);
    // Over a bar it needs the bar's own ground; a ready row leaves the upper half free.
    const bool ready = run.look == Look::Ready;
    const double baseline
        = ready ? band.center().y() - 1 : band.center().y() + metrics.capHeight() / 2;
    if (!ready)
        painter.fillRect(QRectF(x0 + 2, band.center().y() - 6, width + 6, 12), m_theme.waiting);
    painter.drawText(QPointF(x0 + 5, std::round(baseline)), text);
}

QImage RowsPainter::image(const RowsScene &scene, const QSize &size, double ratio, QImage reuse)
{
    const QSize pixels(static_cast<int>(std::ceil(size.width() * ratio)),
                       static_cast<int>(std::ceil(size.height() * ratio)));
    QImage image = std::move(reuse);
    if (image.size() != pixels)
        image = QImage(pixels, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(ratio);
    image.fill(m_theme.canvas);

    const RowMetrics metrics(scene.layout->options().rowHeight);
    const RowRaster &raster = rasterFor(metrics, ratio);
    const std::vector<Visible> &rows = visible(scene, size.height(), ratio);
    const QRectF area(QPointF(0, 0), size);
    {
        QPainter painter(&image);
        drawBackground(painter, scene, area);
    }
    const auto place = [ratio](const Visible &row) {
        return RowRaster::Window{0, static_cast<int>(std::lround(row.top * ratio))};
    };
    for (const Visible &row : rows)
        raster.paintBars(image, place(row), row.pieces);
    {
        QPainter painter(&image);
        drawBlame(painter, scene, rows);
        for (const Visible &row : rows) {
            m_labels.draw(painter, *scene.model, row.row.task, row.pieces, metrics, ratio, row.top);
            if (row.row.kind == TimelineLayout::Row::Kind::Task)
                m_labels.drawEnd(painter, *scene.model, row.row.task, row.pieces, metrics, ratio,
                                 row.top);
        }
        drawCursor(painter, scene, size.height());
    }
    for (const Visible &row : rows)
        raster.paintTicks(image, place(row), row.pieces);
    QPainter painter(&image);
    drawCaps(painter, rows, metrics, ratio);
    return image;
}

void RowsPainter::draw(QPainter &painter, const RowsScene &scene, const QRectF &area,
                       std::size_t most)
{
    const RowMetrics metrics(scene.layout->options().rowHeight);
    const std::vector<Visible> &rows = visible(scene, area.height(), 1);
    std::size_t shapes = 0;
    for (const Visible &row : rows)
        shapes += shapesIn(row.pieces);
    if (shapes > most) {
        QImage rowsImage = image(scene, area.size().toSize(), 2);
        rowsImage.setDevicePixelRatio(1);
        painter.drawImage(QRectF(area.topLeft(), area.size().toSize()), rowsImage);
        return;
    }

    const BarPainter bars(m_theme, metrics);
    painter.save();
    painter.translate(area.topLeft());
    drawBackground(painter, scene, QRectF(QPointF(0, 0), area.size()));
    for (const Visible &row : rows) {
        for (const RowPieces::Run &run : row.pieces.runs)
            bars.draw(painter, run.look, run.begin, run.end, row.top, {run.cutLeft, run.cutRight});
        drawColumns(painter, row.pieces, row.top, metrics);
    }
    drawBlame(painter, scene, rows);
    for (const Visible &row : rows) {
        if (row.row.kind != TimelineLayout::Row::Kind::Task)
            continue;
        m_labels.draw(painter, *scene.model, row.row.task, row.pieces, metrics, 1, row.top);
        m_labels.drawEnd(painter, *scene.model, row.row.task, row.pieces, metrics, 1, row.top);
    }
    drawCursor(painter, scene, area.height());
    for (const Visible &row : rows) {
        for (const RowPieces::Tick &tick : row.pieces.ticks) {
            for (const TickMark &mark : tickMarks(tick, metrics, 1)) {
                QColor color = tick.blocking ? m_theme.failed : m_theme.running;
                color.setAlphaF(static_cast<float>(mark.strength));
                if (!mark.band || metrics.hatched)
                    painter.fillRect(QRectF(mark.x0, row.top + metrics.tickTop(), mark.x1 - mark.x0,
                                            mark.band ? 3 : metrics.tickHeight),
                                     color);
            }
        }
    }
    drawCaps(painter, rows, metrics, 1);
    painter.restore();
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
