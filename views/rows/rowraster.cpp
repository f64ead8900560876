#include "views/rows/rowraster.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace views {

namespace {

int toPixels(double logical, double ratio)
{
    return static_cast<int>(std::lround(logical * ratio));
}

std::size_t index(int value)
{
    return static_cast<std::size_t>(value);
}

void fillLine(QRgb *line, int begin, int end, QRgb color)
{
    if (begin < end)
        std::fill(line + begin, line + end, color);
}

QRgb averageOf(const QRgb *pixels, int count)
{
    int a = 0;
    int r = 0;
    int g = 0;
    int b = 0;
    for (int i = 0; i < count; ++i) {
        a += qAlpha(pixels[i]);
        r += qRed(pixels[i]);
        g += qGreen(pixels[i]);
        b += qBlue(pixels[i]);
    }
    const auto rounded = [count](int sum) { return (sum + count / 2) / count; };
    return qRgba(rounded(r), rounded(g), rounded(b), rounded(a));
}

} // namespace

TickMarks tickMarks(const RowPieces::Tick &tick, const RowMetrics &metrics, double ratio)
{
    using Size = RowPieces::Tick::Size;
    const double unit = std::max(1.0, std::round(ratio));
    const double width = metrics.tickWidth * unit;
    const double x = tick.x;
    switch (tick.size) {
    case Size::Full:
        if (tick.steps > 1 && metrics.tickWidth == 3)
            return {{{{x - 4 * unit, x - unit}, {x + unit, x + 4 * unit}}}, 2};
        return {{{{x - std::floor(width / 3), x - std::floor(width / 3) + width}}}};
    case Size::Thin:
        return {{{{x, x + unit}}}};
    case Size::Dense:
        break;
    }
    const double strength = std::min(1.0, 0.4 + 0.15 * std::log2(static_cast<double>(tick.steps)));
    return {{{{x, x + 1, true, strength}}}};
}

double capLeft(const RowPieces &pieces, const RowMetrics &metrics, double ratio)
{
    const double unit = std::max(1.0, std::round(ratio));
    const double x = pieces.end->x;
    if (pieces.ticks.empty() || pieces.ticks.back().x != pieces.end->x)
        return x + unit;
    const TickMarks last = tickMarks(pieces.ticks.back(), metrics, ratio);
    return std::max(x + unit, last.marks[last.count - 1].x1);
}

RowRaster::RowRaster(const Theme &theme, const RowMetrics &metrics, double ratio)
    : m_metrics(metrics)
    , m_ratio(ratio)
    , m_height(std::max(1, toPixels(metrics.row, ratio)))
    , m_running(theme.running.rgb())
    , m_blocking(theme.failed.rgb())
    , m_done(colorOf(State::Done, theme).rgb())
    , m_failed(colorOf(State::Failed, theme).rgb())
    , m_cancelled(colorOf(State::Cancelled, theme).rgb())
{
    const BarPainter painter(theme, metrics);
    for (std::size_t i = 0; i < SegmentStyleCount; ++i)
        m_tiles[i] = makeTile(painter, static_cast<SegmentStyle>(i));
    makeProfiles();
}

RowRaster::Tile RowRaster::makeTile(const BarPainter &painter, SegmentStyle style) const
{
    Tile tile;
    const int logical = BarPainter::period(style);
    tile.period = std::max(1, toPixels(logical, m_ratio));

    // A stretch of bar from which a period in the middle is cut, where no end is near.
    const int before = 48 / logical * logical;
    QImage image(toPixels(before * 3, m_ratio), m_height, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter p(&image);
    p.scale(m_ratio, m_ratio);
    painter.draw(p, style, 0, before * 3, 0, {});
    p.end();

    const int middle = toPixels(before, m_ratio);
    for (int y = 0; y < m_height; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        const auto *cut = line + middle;
        tile.pixels.insert(tile.pixels.end(), cut, cut + tile.period);
        tile.edge.push_back(isWait(style) || style == SegmentStyle::Lost
                                    || style == SegmentStyle::Cancelling
                                ? line[0]
                                : 0);
        const auto opaque
            = std::count_if(cut, cut + tile.period, [](QRgb pixel) { return qAlpha(pixel) > 0; });
        tile.cover.push_back(opaque == 0                 ? Tile::Cover::Nothing
                                 : opaque == tile.period ? Tile::Cover::Fully
                                                         : Tile::Cover::Partly);
    }
    return tile;
}

void RowRaster::makeProfiles()
{
    for (std::size_t s = 0; s < TimedStates; ++s) {
        const Tile &tile = m_tiles[static_cast<std::size_t>(LooksOfStates[s])];
        for (int y = 0; y < m_height; ++y)
            m_profiles[s].push_back(averageOf(&tile.pixels[index(y * tile.period)], tile.period));
    }
    for (int y = 0; y < m_height; ++y) {
        const bool same
            = y > 0 && std::all_of(m_profiles.begin(), m_profiles.end(), [y](const auto &profile) {
                  return profile[index(y)] == profile[index(y - 1)];
              });
        if (same)
            m_lines.back().end = y + 1;
        else
            m_lines.push_back({y, y + 1});
    }
}

RowRaster::Shares RowRaster::sharesOf(const RowPieces::Column &column)
{
    Shares shares;
    const double share = 1.0 / static_cast<double>(column.length);
    for (std::size_t s = 0; s < TimedStates; ++s) {
        if (column.mix[s] > 0)
            shares.shares[shares.count++] = {s, static_cast<double>(column.mix[s]) * share};
    }
    return shares;
}

QRgb RowRaster::mixed(const Shares &shares, int y, QRgb below) const
{
    double r = 0;
    double g = 0;
    double b = 0;
    double covered = 0;
    for (std::size_t i = 0; i < shares.count; ++i) {
        const auto [state, part] = shares.shares[i];
        const QRgb color = m_profiles[state][index(y)];
        r += part * qRed(color);
        g += part * qGreen(color);
        b += part * qBlue(color);
        covered += part * qAlpha(color);
    }
    const double rest = 1 - covered / 255;
    // Nothing is negative, and lround() would be a call for every pixel.
    // NOLINTNEXTLINE(bugprone-incorrect-roundings)
    const auto rounded = [](double value) { return static_cast<int>(value + 0.5); };
    return qRgba(rounded(r + rest * qRed(below)), rounded(g + rest * qGreen(below)),
                 rounded(b + rest * qBlue(below)), rounded(covered + rest * qAlpha(below)));
}

RowRaster::Place RowRaster::placeIn(QImage &image, const Window &window) const
{
    Place place;
    place.bits = image.bits();
    place.stride = image.bytesPerLine();
    place.left = window.left;
    place.top = window.top;
    place.begin = std::max(0, window.begin);
    place.end = std::min(image.width(), window.end);
    place.first = std::max(0, -window.top);
    place.last = std::min(m_height, std::min(image.height(), window.bottom) - window.top);
    return place;
}

void RowRaster::paintTicks(QImage &image, const Window &window, const RowPieces &pieces) const
{
    const Place place = placeIn(image, window);
    for (const RowPieces::Tick &tick : pieces.ticks)
        paintTick(place, tick);
}

void RowRaster::paintCap(QImage &image, const Window &window, const RowPieces &pieces) const
{
    if (!pieces.end)
        return;
    const double x = capLeft(pieces, m_metrics, m_ratio);
    const int top = toPixels(m_metrics.barTop(), m_ratio);
    const QRgb color = pieces.end->state == State::Done ? m_done
        : pieces.end->state == State::Failed            ? m_failed
                                                        : m_cancelled;
    const Place place = placeIn(image, window);
    if (x < place.end - place.left)
        fill(place, static_cast<int>(x),
             static_cast<int>(x) + toPixels(m_metrics.capWidth, m_ratio), top,
             top + toPixels(m_metrics.bar, m_ratio), color);
}

void RowRaster::clear(QImage &image, const Window &window) const
{
    const Place place = placeIn(image, window);
    for (int y = place.first; y < place.last; ++y)
        fillLine(place.line(y), place.begin, place.end, 0);
}

void RowRaster::paintBars(QImage &image, const Window &window, const RowPieces &pieces) const
{
    const Place place = placeIn(image, window);
    for (const RowPieces::Run &run : pieces.runs)
        paintRun(place, run);
    for (const RowPieces::Column &column : pieces.columns)
        paintColumn(place, column);
}

void RowRaster::paintColumn(const Place &place, const RowPieces::Column &column) const
{
    const int x = place.left + column.x;
    if (x < place.begin || x >= place.end)
        return;
    const Shares shares = sharesOf(column);
    for (const Lines &lines : m_lines) {
        const int begin = std::max(lines.begin, place.first);
        const int end = std::min(lines.end, place.last);
        if (begin >= end)
            continue;
        const QRgb color = mixed(shares, begin, place.line(begin)[x]);
        for (int y = begin; y < end; ++y)
            place.line(y)[x] = color;
    }
}

void RowRaster::paintRun(const Place &place, const RowPieces::Run &run) const
{
    const Tile &tile = m_tiles[static_cast<std::size_t>(run.style)];
    const int runBegin = place.left + run.begin;
    const int runEnd = place.left + run.end;
    const int begin = std::max(place.begin, runBegin);
    const int end = std::min(place.end, runEnd);
    if (begin >= end)
        return;
    const int phase = (begin - place.left - run.origin) % tile.period;
    const int thick = std::max(1, toPixels(1, m_ratio));
    for (int y = place.first; y < place.last; ++y) {
        const Tile::Cover cover = tile.cover[index(y)];
        if (cover == Tile::Cover::Nothing)
            continue;
        QRgb *line = place.line(y);
        const QRgb *pattern = &tile.pixels[index(y * tile.period)];
        if (tile.period == 1) {
            std::fill(line + begin, line + end, pattern[0]);
        } else if (cover == Tile::Cover::Fully) {
            for (int x = begin, from = phase; x < end; from = 0) {
                const int count = std::min(tile.period - from, end - x);
                std::memcpy(line + x, pattern + from, index(count) * sizeof(QRgb));
                x += count;
            }
        } else {
            for (int x = begin, from = phase; x < end; ++x) {
                if (qAlpha(pattern[from]) > 0)
                    line[x] = pattern[from];
                from = from + 1 == tile.period ? 0 : from + 1;
            }
        }
        const QRgb edge = tile.edge[index(y)];
        if (qAlpha(edge) == 0 || !m_metrics.hatched)
            continue;
        if (!run.cutLeft)
            fillLine(line, std::max(begin, runBegin), std::min(end, runBegin + thick), edge);
        if (!run.cutRight)
            fillLine(line, std::max(begin, runEnd - thick), std::min(end, runEnd), edge);
    }
}

void RowRaster::paintTick(const Place &place, const RowPieces::Tick &tick) const
{
    const int top = toPixels(m_metrics.tickTop(), m_ratio);
    const int bottom = toPixels(m_metrics.tickTop() + m_metrics.tickHeight, m_ratio);
    const QRgb color = tick.blocking ? m_blocking : m_running;
    for (const TickMark &mark : tickMarks(tick, m_metrics, m_ratio)) {
        const int x0 = static_cast<int>(mark.x0);
        const int x1 = static_cast<int>(mark.x1);
        if (!mark.band) {
            fill(place, x0, x1, top, bottom, color);
        } else if (m_metrics.hatched) {
            const int alpha = static_cast<int>(std::lround(255 * mark.strength));
            fill(place, x0, x1, top, top + toPixels(3, m_ratio),
                 qPremultiply(qRgba(qRed(color), qGreen(color), qBlue(color), alpha)));
        }
    }
}

void RowRaster::fill(const Place &place, int x0, int x1, int y0, int y1, QRgb color)
{
    const int begin = std::max(place.begin, place.left + x0);
    const int end = std::min(place.end, place.left + x1);
    const int rest = 255 - qAlpha(color);
    for (int y = std::max(y0, place.first); y < std::min(y1, place.last); ++y) {
        QRgb *line = place.line(y);
        for (int x = begin; x < end; ++x) {
            const QRgb below = line[x];
            line[x] = rest == 0 ? color
                                : qRgba(qRed(color) + qRed(below) * rest / 255,
                                        qGreen(color) + qGreen(below) * rest / 255,
                                        qBlue(color) + qBlue(below) * rest / 255,
                                        qAlpha(color) + qAlpha(below) * rest / 255);
        }
    }
}

} // namespace views
