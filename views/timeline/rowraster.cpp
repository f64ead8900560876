#include "views/timeline/rowraster.h"

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

std::vector<TickMark> tickMarks(const RowPieces::Tick &tick, const RowMetrics &metrics,
                                double ratio)
{
    using Size = RowPieces::Tick::Size;
    const double unit = std::max(1.0, std::round(ratio));
    const double width = metrics.tickWidth * unit;
    const double x = tick.x;
    switch (tick.size) {
    case Size::Full:
        if (tick.steps > 1 && metrics.tickWidth == 3)
            return {{x - 4 * unit, x - unit}, {x + unit, x + 4 * unit}};
        return {{x - std::floor(width / 3), x - std::floor(width / 3) + width}};
    case Size::Thin:
        return {{x, x + unit}};
    case Size::Dense:
        break;
    }
    const double strength = std::min(1.0, 0.4 + 0.15 * std::log2(static_cast<double>(tick.steps)));
    return {{x, x + 1, true, strength}};
}

double capLeft(const RowPieces &pieces, const RowMetrics &metrics, double ratio)
{
    const double unit = std::max(1.0, std::round(ratio));
    const double x = pieces.end->x;
    if (pieces.ticks.empty() || pieces.ticks.back().x != pieces.end->x)
        return x + unit;
    const auto marks = tickMarks(pieces.ticks.back(), metrics, ratio);
    return std::max(x + unit, marks.back().x1);
}

RowRaster::RowRaster(const Theme &theme, const RowMetrics &metrics, double ratio)
    : m_metrics(metrics)
    , m_ratio(ratio)
    , m_height(std::max(1, toPixels(metrics.row, ratio)))
    , m_running(theme.running.rgb())
    , m_blocking(theme.failed.rgb())
{
    const BarPainter painter(theme, metrics);
    for (std::size_t i = 0; i < LookCount; ++i)
        m_tiles[i] = makeTile(painter, static_cast<Look>(i));
    makeProfiles();
}

RowRaster::Tile RowRaster::makeTile(const BarPainter &painter, Look look) const
{
    Tile tile;
    const int logical = BarPainter::period(look);
    tile.period = std::max(1, toPixels(logical, m_ratio));

    // A stretch of bar from which a period in the middle is cut, where no end is near.
    const int before = 48 / logical * logical;
    QImage image(toPixels(before * 3, m_ratio), m_height, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter p(&image);
    p.scale(m_ratio, m_ratio);
    painter.draw(p, look, 0, before * 3, 0, {});
    p.end();

    const int middle = toPixels(before, m_ratio);
    for (int y = 0; y < m_height; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        const auto *cut = line + middle;
        tile.pixels.insert(tile.pixels.end(), cut, cut + tile.period);
        tile.edge.push_back(isWait(look) || look == Look::Lost || look == Look::Cancelling ? line[0]
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
    constexpr std::array<Look, TimedStates> looks{Look::Ready, Look::Running,  Look::Blocking,
                                                  Look::Timer, Look::QueueGet, Look::Cancelling,
                                                  Look::Lost};
    for (std::size_t s = 0; s < TimedStates; ++s) {
        const Tile &tile = m_tiles[static_cast<std::size_t>(looks[s])];
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

QRgb RowRaster::mixed(const RowPieces::Column &column, int y, QRgb below) const
{
    double r = 0;
    double g = 0;
    double b = 0;
    double covered = 0;
    const double share = 1.0 / static_cast<double>(column.length);
    for (std::size_t s = 0; s < TimedStates; ++s) {
        if (column.mix[s] == 0)
            continue;
        const double weight = static_cast<double>(column.mix[s]) * share;
        const QRgb color = m_profiles[s][index(y)];
        r += weight * qRed(color);
        g += weight * qGreen(color);
        b += weight * qBlue(color);
        covered += weight * qAlpha(color);
    }
    const double rest = 1 - covered / 255;
    const auto rounded = [](double value) { return static_cast<int>(value + 0.5); };
    return qRgba(rounded(r + rest * qRed(below)), rounded(g + rest * qGreen(below)),
                 rounded(b + rest * qBlue(below)), rounded(covered + rest * qAlpha(below)));
}

RowRaster::Clip RowRaster::clipTo(const QImage &image, int left, int top) const
{
    return {left, top, image.width(), std::max(0, -top), std::min(m_height, image.height() - top)};
}

void RowRaster::paintTicks(QImage &image, int left, int top, const RowPieces &pieces) const
{
    const Clip clip = clipTo(image, left, top);
    for (const RowPieces::Tick &tick : pieces.ticks)
        paintTick(image, clip, tick);
}

void RowRaster::paintBars(QImage &image, int left, int top, const RowPieces &pieces) const
{
    const Clip clip = clipTo(image, left, top);
    for (const RowPieces::Run &run : pieces.runs)
        paintRun(image, clip, run);
    for (const Lines &lines : m_lines) {
        const int begin = std::max(lines.begin, clip.first);
        const int end = std::min(lines.end, clip.last);
        for (const RowPieces::Column &column : pieces.columns) {
            const int x = left + column.x;
            if (x < 0 || x >= clip.width || begin >= end)
                continue;
            const auto pixel
                = [&](int y) { return reinterpret_cast<QRgb *>(image.scanLine(top + y)) + x; };
            const QRgb color = mixed(column, begin, *pixel(begin));
            for (int y = begin; y < end; ++y)
                *pixel(y) = color;
        }
    }
}

void RowRaster::paintRun(QImage &image, const Clip &clip, const RowPieces::Run &run) const
{
    const Tile &tile = m_tiles[static_cast<std::size_t>(run.look)];
    const int begin = std::max(0, clip.left + run.begin);
    const int end = std::min(clip.width, clip.left + run.end);
    if (begin >= end)
        return;
    const int phase = (begin - clip.left - run.begin) % tile.period;
    const int thick = std::max(1, toPixels(1, m_ratio));
    for (int y = clip.first; y < clip.last; ++y) {
        const Tile::Cover cover = tile.cover[index(y)];
        if (cover == Tile::Cover::Nothing)
            continue;
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(clip.top + y));
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
        if (!run.cutLeft && clip.left + run.begin >= 0)
            std::fill(line + begin, line + std::min(end, begin + thick), edge);
        if (!run.cutRight && clip.left + run.end <= clip.width)
            std::fill(line + std::max(begin, end - thick), line + end, edge);
    }
}

void RowRaster::paintTick(QImage &image, const Clip &clip, const RowPieces::Tick &tick) const
{
    const int top = toPixels(m_metrics.tickTop(), m_ratio);
    const int bottom = toPixels(m_metrics.tickTop() + m_metrics.tickHeight, m_ratio);
    const QRgb color = tick.blocking ? m_blocking : m_running;
    for (const TickMark &mark : tickMarks(tick, m_metrics, m_ratio)) {
        const int x0 = static_cast<int>(mark.x0);
        const int x1 = static_cast<int>(mark.x1);
        if (!mark.band) {
            fill(image, clip, x0, x1, top, bottom, color);
        } else if (m_metrics.hatched) {
            const int alpha = static_cast<int>(std::lround(255 * mark.strength));
            fill(image, clip, x0, x1, top, top + toPixels(3, m_ratio),
                 qPremultiply(qRgba(qRed(color), qGreen(color), qBlue(color), alpha)));
        }
    }
}

void RowRaster::fill(QImage &image, const Clip &clip, int x0, int x1, int y0, int y1,
                     QRgb color) const
{
    const int begin = std::max(0, clip.left + x0);
    const int end = std::min(clip.width, clip.left + x1);
    const int rest = 255 - qAlpha(color);
    for (int y = std::max(y0, clip.first); y < std::min(y1, clip.last); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(clip.top + y));
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
