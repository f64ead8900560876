#pragma once

#include "views/timeline/barpainter.h"
#include "views/timeline/rowpieces.h"

#include <QImage>

#include <array>
#include <vector>

namespace views {

/// Paints rows straight into the scanlines of an image: a run copies lines of a tile made once
/// per look, a shared pixel gets the exact mix of what shares it.
class RowRaster
{
public:
    /// For images with \a ratio pixels to a logical one.
    RowRaster(const Theme &theme, const RowMetrics &metrics, double ratio);

    /// Paints the bars of \a pieces onto \a image (ARGB32_Premultiplied or RGB32), column 0 at
    /// \a left and the row's top at \a top in its pixels. What lies outside is left out.
    void paintBars(QImage &image, int left, int top, const RowPieces &pieces) const;
    /// The same for the ticks, which stand above everything else in a row.
    void paintTicks(QImage &image, int left, int top, const RowPieces &pieces) const;

    /// The row's height in image pixels.
    int height() const noexcept { return m_height; }

    /// The premultiplied colour of line \a y where the task is in \a state for the whole pixel.
    QRgb profile(State state, int y) const
    {
        return m_profiles[static_cast<std::size_t>(state)][static_cast<std::size_t>(y)];
    }
    /// The colour of a shared pixel in line \a y over \a below: every state's profile weighed
    /// with its exact share, rounded to the nearest step of a channel.
    QRgb mixed(const RowPieces::Column &column, int y, QRgb below) const;

    /// Lines [begin, end) that look the same in every shared pixel.
    struct Lines
    {
        int begin = 0;
        int end = 0;
    };
    const std::vector<Lines> &lines() const noexcept { return m_lines; }

private:
    struct Tile
    {
        enum class Cover : std::uint8_t { Nothing, Partly, Fully };

        int period = 1;
        std::vector<QRgb> pixels; ///< line by line
        std::vector<QRgb> edge; ///< the outline at the sides, per line; alpha 0: none
        std::vector<Cover> cover; ///< per line
    };

    struct Clip
    {
        int left = 0; ///< image column of the row's column 0
        int top = 0;
        int width = 0; ///< of the image
        int first = 0; ///< lines of the row inside the image
        int last = 0;
    };

    Clip clipTo(const QImage &image, int left, int top) const;
    Tile makeTile(const BarPainter &painter, Look look) const;
    void makeProfiles();
    void paintRun(QImage &image, const Clip &clip, const RowPieces::Run &run) const;
    void paintTick(QImage &image, const Clip &clip, const RowPieces::Tick &tick) const;
    void fill(QImage &image, const Clip &clip, int x0, int x1, int y0, int y1, QRgb color) const;

    RowMetrics m_metrics;
    double m_ratio;
    int m_height;
    QRgb m_running;
    QRgb m_blocking;
    std::array<Tile, LookCount> m_tiles;
    std::array<std::vector<QRgb>, TimedStates> m_profiles;
    std::vector<Lines> m_lines;
};

/// Where the ticks of a row stand, in the picture's pixels; the same on screen and in vectors.
struct TickMark
{
    double x0 = 0;
    double x1 = 0;
    bool band = false; ///< a low band at the bar's top instead of a tick
    double strength = 1; ///< of the band
};
std::vector<TickMark> tickMarks(const RowPieces::Tick &tick, const RowMetrics &metrics,
                                double ratio);

/// The left edge of the cap of an ended task, in the picture's pixels.
double capLeft(const RowPieces &pieces, const RowMetrics &metrics, double ratio);

} // namespace views
