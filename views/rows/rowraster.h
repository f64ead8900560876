#pragma once

#include "views/rows/barpainter.h"
#include "views/rows/rowpieces.h"

#include <QImage>

#include <array>
#include <limits>
#include <vector>

namespace views {

/// Paints rows straight into the scanlines of an image: a run copies lines of a tile made once
/// per look, a shared pixel gets the exact mix of what shares it.
class RowRaster
{
public:
    /// For images with \a ratio pixels to a logical one.
    RowRaster(const Theme &theme, const RowMetrics &metrics, double ratio);

    /// Where a row is painted, in pixels of the image: its column 0 at left, its top at top, and
    /// only what falls into the columns [begin, end) and above line bottom.
    struct Window
    {
        int left = 0;
        int top = 0;
        int begin = 0;
        int end = std::numeric_limits<int>::max();
        int bottom = std::numeric_limits<int>::max();
    };

    /// Paints the bars of \a pieces onto \a image (ARGB32_Premultiplied or RGB32).
    void paintBars(QImage &image, const Window &window, const RowPieces &pieces) const;
    /// The same for the ticks, which stand above everything else in a row.
    void paintTicks(QImage &image, const Window &window, const RowPieces &pieces) const;

    /// The same for the cap of a task that has ended, where it is only a block of colour.
    void paintCap(QImage &image, const Window &window, const RowPieces &pieces) const;
    /// Makes the row's pixels transparent.
    void clear(QImage &image, const Window &window) const;

    /// The row's height in image pixels.
    int height() const noexcept { return m_height; }

    /// The premultiplied colour of line \a y where the task is in \a state for the whole pixel.
    QRgb profile(State state, int y) const
    {
        return m_profiles[static_cast<std::size_t>(state)][static_cast<std::size_t>(y)];
    }
    /// What shares a column: the states that do, and the part of each.
    // Not initialised: there is one for every pixel that is shared, and only the first count are
    // read. NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
    struct Shares
    {
        struct Share
        {
            std::size_t state;
            double part;
        };
        std::array<Share, TimedStates> shares;
        std::size_t count = 0;
    };
    static Shares sharesOf(const RowPieces::Column &column);
    /// The colour of a shared pixel in line \a y over \a below: every state's profile weighed
    /// with its exact share, rounded to the nearest step of a channel.
    QRgb mixed(const Shares &shares, int y, QRgb below) const;

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

    /// A row's place in an image.
    struct Place
    {
        uchar *bits = nullptr; ///< of the image
        qsizetype stride = 0;
        int left = 0; ///< image column of the row's column 0
        int top = 0;
        int begin = 0; ///< columns of the image to paint
        int end = 0;
        int first = 0; ///< lines of the row inside the image
        int last = 0;

        QRgb *line(int y) const { return reinterpret_cast<QRgb *>(bits + (top + y) * stride); }
    };

    Place placeIn(QImage &image, const Window &window) const;
    Tile makeTile(const BarPainter &painter, SegmentStyle style) const;
    void makeProfiles();
    void paintRun(const Place &place, const RowPieces::Run &run) const;
    void paintColumn(const Place &place, const RowPieces::Column &column) const;
    void paintTick(const Place &place, const RowPieces::Tick &tick) const;
    static void fill(const Place &place, int x0, int x1, int y0, int y1, QRgb color);

    RowMetrics m_metrics;
    double m_ratio;
    int m_height;
    QRgb m_running;
    QRgb m_blocking;
    QRgb m_done;
    QRgb m_failed;
    QRgb m_cancelled;
    std::array<Tile, SegmentStyleCount> m_tiles;
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
/// One mark, or the two of several steps at one place.
struct TickMarks
{
    std::array<TickMark, 2> marks;
    std::size_t count = 1;

    const TickMark *begin() const noexcept { return marks.data(); }
    const TickMark *end() const noexcept { return marks.data() + count; }
};
TickMarks tickMarks(const RowPieces::Tick &tick, const RowMetrics &metrics, double ratio);

/// The left edge of the cap of an ended task, in the picture's pixels.
double capLeft(const RowPieces &pieces, const RowMetrics &metrics, double ratio);

} // namespace views
