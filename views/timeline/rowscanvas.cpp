#include "views/timeline/rowscanvas.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace views {

namespace {

// Ticks look at their neighbours, and caps reach over what follows: in logical pixels, so far does
// a change show.
constexpr double Reach = 12;
// Further from where it began, the rounding of columns could be felt.
constexpr int Farthest = 100'000'000;

} // namespace

const QImage &RowsCanvas::picture(const RowsScene &scene, const QSize &size, double ratio)
{
    const QSize pixels(static_cast<int>(std::ceil(size.width() * ratio)),
                       static_cast<int>(std::ceil(size.height() * ratio)));
    const TimeAxis wanted = scene.axis.scaled(ratio);
    const double left = m_cut.axis.toX(wanted.range().begin);
    const int scroll = static_cast<int>(std::lround(scene.scroll * ratio));
    const bool sameScale = wanted.kind() == m_cut.axis.kind()
        && wanted.range().length() == m_cut.axis.range().length()
        && wanted.width() == m_cut.axis.width() && std::abs(left) < Farthest;
    const bool sameRows = m_rows.size() == scene.layout->rows().size() && m_model == scene.model
        && m_cut.axis.kind() == wanted.kind();
    if (m_image.size() != pixels || m_cut.ratio != ratio
        || m_cut.metrics.row != scene.layout->options().rowHeight) {
        restart(scene, ratio);
        m_raster = std::make_unique<RowRaster>(m_theme, m_cut.metrics, ratio);
        m_image = QImage(pixels, QImage::Format_ARGB32_Premultiplied);
        m_image.fill(Qt::transparent);
    } else if (!sameRows) {
        restart(scene, ratio);
        m_image.fill(Qt::transparent); // headers and gaps are elsewhere now, and nobody paints them
    } else if (sameScale
               && std::abs(m_cut.axis.toUnits(std::round(left)) - wanted.range().begin) <= 1) {
        move(static_cast<int>(std::lround(left)) - m_left, scroll - m_scroll);
    } else {
        const TimeAxis before = m_cut.axis;
        const int beforeLeft = m_left;
        move(0, scroll - m_scroll);
        restart(scene, ratio);
        stretch(before, beforeLeft);
    }
    m_scroll = scroll;
    m_image.setDevicePixelRatio(ratio);
    paintRows(scene);
    return m_image;
}

void RowsCanvas::changedFrom(Units at)
{
    const double x = std::clamp<double>(m_cut.axis.toX(at), -Farthest, Farthest);
    const int column = static_cast<int>(std::floor(x)) - reach();
    for (ColumnRange &painted : m_rows)
        painted.end = std::min(painted.end, column);
}

UnitRange RowsCanvas::snapped(const UnitRange &range) const
{
    const TimeAxis &axis = m_cut.axis;
    if (m_rows.empty() || range.length() != axis.range().length())
        return range;
    const double x = axis.toX(range.begin);
    if (std::abs(x) >= Farthest)
        return range;
    const Units begin = axis.toUnits(std::round(x / m_cut.ratio) * m_cut.ratio);
    return {begin, begin + range.length()};
}

int RowsCanvas::reach() const
{
    return static_cast<int>(std::ceil(Reach * m_cut.ratio));
}

// The pixels stay, to stand in until there are better ones.
void RowsCanvas::restart(const RowsScene &scene, double ratio)
{
    m_cut = scene.cut(ratio);
    m_model = scene.model;
    m_left = 0;
    m_rows.assign(scene.layout->rows().size(), {});
}

// Brings the picture, which began at column left of from, to the scale of now.
void RowsCanvas::stretch(const TimeAxis &from, int left)
{
    const int width = m_image.width();
    std::vector<int> source(static_cast<std::size_t>(width));
    for (int x = 0; x < width; ++x) {
        const double at = std::floor(from.toX(m_cut.axis.toUnits(x + 0.5))) - left;
        source[static_cast<std::size_t>(x)] = at >= 0 && at < width ? static_cast<int>(at) : -1;
    }
    std::swap(m_image, m_spare);
    if (m_image.size() != m_spare.size())
        m_image = QImage(m_spare.size(), QImage::Format_ARGB32_Premultiplied);
    const auto first = static_cast<int>(
        std::find_if(source.begin(), source.end(), [](int x) { return x >= 0; }) - source.begin());
    int last = width;
    while (last > first && source[static_cast<std::size_t>(last) - 1] < 0)
        --last;
    uchar *bits = m_image.bits();
    for (int y = 0; y < m_image.height(); ++y) {
        const auto *old = reinterpret_cast<const QRgb *>(m_spare.constScanLine(y));
        auto *line = reinterpret_cast<QRgb *>(bits + y * m_image.bytesPerLine());
        std::fill(line, line + first, 0);
        for (int x = first; x < last; ++x)
            line[x] = old[source[static_cast<std::size_t>(x)]];
        std::fill(line + last, line + width, 0);
    }
}

void RowsCanvas::move(int columns, int lines)
{
    if (columns == 0 && lines == 0)
        return;
    const int width = m_image.width();
    const int height = m_image.height();
    const int stay = std::max(0, width - std::abs(columns));
    const qsizetype stride = m_image.bytesPerLine();
    uchar *bits = m_image.bits();
    const auto moveLine = [&](int y) {
        auto *line = reinterpret_cast<QRgb *>(bits + y * stride);
        if (y + lines < 0 || y + lines >= height) {
            std::fill(line, line + width, 0);
            return;
        }
        const auto *from = reinterpret_cast<const QRgb *>(bits + (y + lines) * stride);
        const int to = columns > 0 ? 0 : width - stay;
        std::memmove(line + to, from + (columns > 0 ? width - stay : 0),
                     static_cast<std::size_t>(stay) * sizeof(QRgb));
        std::fill(line, line + to, 0);
        std::fill(line + to + stay, line + width, 0);
    };
    if (lines >= 0) {
        for (int y = 0; y < height; ++y)
            moveLine(y);
    } else {
        for (int y = height; y-- > 0;)
            moveLine(y);
    }
    m_left += columns;
}

void RowsCanvas::paintRows(const RowsScene &scene)
{
    const auto &rows = scene.layout->rows();
    const std::size_t first = scene.layout->firstBelow(scene.scroll);
    std::size_t end = first;
    while (end < rows.size() && lineOf(rows[end].top) < m_image.height())
        ++end;
    // What is out of sight will have to be painted when it comes in.
    std::fill(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(first), ColumnRange{});
    std::fill(m_rows.begin() + static_cast<std::ptrdiff_t>(end), m_rows.end(), ColumnRange{});

    QElapsedTimer timer;
    timer.start();
    m_stale = 0;
    const std::size_t count = end - first;
    const std::size_t begin = m_next >= first && m_next < end ? m_next - first : 0;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = first + (begin + k) % count;
        if (rows[i].kind != TimelineLayout::Row::Kind::Task)
            continue;
        if (m_stale == 0 && timer.nsecsElapsed() < std::chrono::nanoseconds(Budget).count()) {
            paintRow(*scene.model, rows[i], m_rows[i]);
        } else if (!missing(m_rows[i]).isEmpty()) {
            if (m_stale++ == 0)
                m_next = i;
        }
    }
}

ColumnRange RowsCanvas::missing(const ColumnRange &painted) const
{
    const ColumnRange all{m_left, m_left + m_image.width()};
    if (painted.isEmpty() || painted.begin >= all.end || painted.end <= all.begin)
        return all;
    const bool left = painted.begin > all.begin;
    const bool right = painted.end < all.end;
    if (left && right)
        return all;
    if (left)
        return {all.begin, painted.begin};
    return {right ? painted.end : all.end, all.end};
}

int RowsCanvas::lineOf(int y) const
{
    return static_cast<int>(std::lround(y * m_cut.ratio)) - m_scroll;
}

void RowsCanvas::paintRow(const TrackModel &model, const TimelineLayout::Row &row,
                          ColumnRange &painted)
{
    const ColumnRange columns = missing(painted);
    const int top = lineOf(row.top);
    // Where a pixel of the layout is not a whole number of the picture's, rows would overlap.
    const int bottom = lineOf(row.bottom());
    const bool whole = top >= 0 && bottom <= m_image.height();
    if (!columns.isEmpty()) {
        cutRow(model, row.task, m_cut, {columns.begin - reach(), columns.end + reach()}, m_pieces);
        const RowRaster::Window window{-m_left, top, columns.begin - m_left, columns.end - m_left,
                                       bottom};
        m_raster->clear(m_image, window);
        m_raster->paintBars(m_image, window, m_pieces);
        m_raster->paintTicks(m_image, window, m_pieces);
        m_raster->paintCap(m_image, window, m_pieces);
    }
    // The lines of a row that is partly out of sight come in later.
    painted = whole ? ColumnRange{m_left, m_left + m_image.width()} : ColumnRange{};
}

} // namespace views
