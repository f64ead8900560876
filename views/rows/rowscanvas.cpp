#include "views/rows/rowscanvas.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace views {

namespace {

// Ticks look at their neighbours, and caps reach over what follows: in logical pixels, so far does
// a change show.
constexpr double Reach = 12;

} // namespace

const QImage &RowsCanvas::picture(const RowsScene &scene, const QSize &size, double ratio,
                                  const QDeadlineTimer &until)
{
    const QSize pixels(static_cast<int>(std::ceil(size.width() * ratio)),
                       static_cast<int>(std::ceil(size.height() * ratio)));
    const TimeAxis wanted = scene.axis.scaled(ratio);
    const int scroll = static_cast<int>(std::lround(scene.scroll * ratio));
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
    } else if (const auto left = columnOn(m_cut.axis, wanted)) {
        move(*left - m_left, scroll - m_scroll);
    } else {
        const TimeAxis before = m_cut.axis;
        const int beforeLeft = m_left;
        move(0, scroll - m_scroll);
        restart(scene, ratio);
        stretch(before, beforeLeft);
    }
    if (scroll != m_scroll) {
        for (Kept &row : m_rows)
            row.painted = row.whole ? row.painted : ColumnRange{};
        m_scroll = scroll;
    }
    m_image.setDevicePixelRatio(ratio);
    paintRows(scene, until);
    return m_image;
}

void RowsCanvas::changedFrom(Units at)
{
    const double x = std::clamp<double>(m_cut.axis.toX(at), -FarthestColumn, FarthestColumn);
    const int column = static_cast<int>(std::floor(x)) - reach();
    for (Kept &row : m_rows)
        row.painted.end = std::min(row.painted.end, column);
}

UnitRange RowsCanvas::snapped(const UnitRange &range) const
{
    const TimeAxis &axis = m_cut.axis;
    if (m_rows.empty() || range.length() != axis.range().length())
        return range;
    const double x = axis.toX(range.begin);
    if (std::abs(x) >= FarthestColumn)
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
    constexpr qsizetype Bytes = sizeof(QRgb);
    const qsizetype stride = m_image.bytesPerLine();
    uchar *bits = m_image.bits();
    for (int y = 0; y < m_image.height(); ++y) {
        const auto *old = reinterpret_cast<const QRgb *>(m_spare.constScanLine(y));
        auto *line = reinterpret_cast<QRgb *>(bits + y * stride);
        // High rows consist of few different lines.
        if (y > 0 && std::equal(old, old + width, old - m_spare.bytesPerLine() / Bytes)) {
            std::copy_n(line - stride / Bytes, width, line);
            continue;
        }
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

void RowsCanvas::paintRows(const RowsScene &scene, const QDeadlineTimer &until)
{
    const auto &rows = scene.layout->rows();
    const std::size_t first = scene.layout->firstBelow(scene.scroll);
    std::size_t end = first;
    while (end < rows.size() && lineOf(rows[end].top) < m_image.height())
        ++end;
    // What is out of sight will have to be painted when it comes in.
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (i < first || i >= end)
            m_rows[i].painted = {};
    }

    m_stale = 0;
    std::size_t pieces = 0;
    const auto inTime = [&] { return pieces < LeastPieces || !until.hasExpired(); };
    const std::size_t count = end - first;
    m_inSight = count;
    const std::size_t begin = m_next >= first && m_next < end ? m_next - first : 0;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = first + (begin + k) % count;
        if (rows[i].kind != TimelineLayout::Row::Kind::Task)
            continue;
        m_rows[i].whole = lineOf(rows[i].top) >= 0 && lineOf(rows[i].bottom()) <= m_image.height();
        if (m_stale == 0 && inTime()) {
            pieces += paintRow(*scene.model, rows[i], m_rows[i]);
        } else if (!missing(m_rows[i].painted).isEmpty()) {
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

double RowsCanvas::share() const noexcept
{
    return m_stale == 0 ? 1 : 1 - static_cast<double>(m_stale) / static_cast<double>(m_inSight);
}

int RowsCanvas::lineOf(int y) const
{
    return static_cast<int>(std::lround(y * m_cut.ratio)) - m_scroll;
}

std::size_t RowsCanvas::paintRow(const RunModel &model, const TimelineLayout::Row &row, Kept &kept)
{
    const int top = lineOf(row.top);
    // Where a pixel of the layout is not a whole number of the picture's, rows would overlap.
    const int bottom = lineOf(row.bottom());
    const ColumnRange columns = missing(kept.painted);
    if (columns.isEmpty())
        return 0;
    const ColumnRange around{columns.begin - reach(), columns.end + reach()};
    cutRow(model, row.task, m_cut, around, m_pieces);
    const RowRaster::Window window{-m_left, top, columns.begin - m_left, columns.end - m_left,
                                   bottom};
    m_raster->clear(m_image, window);
    m_raster->paintBars(m_image, window, m_pieces);
    m_raster->paintTicks(m_image, window, m_pieces);
    if (m_cut.metrics.hatched)
        keepMarks(kept, columns, around);
    else
        m_raster->paintCap(m_image, window, m_pieces);
    kept.painted = {m_left, m_left + m_image.width()};
    return m_pieces.runs.size() + m_pieces.columns.size() + m_pieces.ticks.size();
}

// What lies within the columns around those that are painted comes anew; what reaches beyond them
// is known from before, and goes on.
void RowsCanvas::keepMarks(Kept &kept, const ColumnRange &columns, const ColumnRange &around) const
{
    std::vector<RowPieces::Run> &runs = kept.marks.runs;
    const ColumnRange sight{m_left, m_left + m_image.width()};
    if (kept.painted.isEmpty())
        runs.clear();
    std::erase_if(runs, [&](const RowPieces::Run &run) {
        return (run.begin >= around.begin && run.end <= around.end) || run.end <= sight.begin
            || run.begin >= sight.end;
    });
    const auto known = static_cast<std::ptrdiff_t>(runs.size());
    for (const RowPieces::Run &run : m_pieces.runs) {
        if (run.end - run.begin < reach())
            continue;
        const auto same
            = std::find_if(runs.begin(), runs.begin() + known,
                           [&run](const auto &other) { return other.segment == run.segment; });
        if (same == runs.begin() + known) {
            runs.push_back(run);
            continue;
        }
        same->end = std::max(same->end, run.end);
        if (run.begin < same->begin) {
            same->begin = run.begin;
            same->steps = run.steps;
        }
    }
    const std::optional<RowPieces::End> &end = m_pieces.end;
    if (end && (!kept.marks.end || (end->x >= columns.begin && end->x < around.end))) {
        kept.marks.capLeft = capLeft(m_pieces, m_cut.metrics, m_cut.ratio);
        kept.marks.end = end;
    }
    if (!end)
        kept.marks.end.reset();
}

void RowsCanvas::marks(const RunModel &model, trace::TaskId task, std::size_t row,
                       RowMarks &marks) const
{
    const Kept &kept = m_rows[row];
    marks.end = kept.marks.end;
    if (marks.end)
        marks.end->x -= m_left;
    marks.capLeft = kept.marks.capLeft - m_left;
    marks.runs.clear();
    const ColumnRange sight{m_left, m_left + m_image.width()};
    for (RowPieces::Run run : kept.marks.runs) {
        if (run.end <= sight.begin || run.begin >= sight.end)
            continue;
        run.cutLeft = run.begin < sight.begin;
        run.cutRight = run.end >= sight.end
            && (run.style == SegmentStyle::Lost // without an end
                || model.end({task, run.segment}, m_cut.axis.kind())
                    > m_cut.axis.toUnits(sight.end));
        if (run.cutLeft)
            run.steps = 0;
        run.begin = std::max(run.begin, sight.begin) - m_left;
        run.end = std::min(run.end, sight.end) - m_left;
        run.origin -= m_left;
        marks.runs.push_back(run);
    }
}

} // namespace views
