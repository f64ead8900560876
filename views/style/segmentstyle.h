#pragma once

#include "views/model/trackmodel.h"
#include "views/style/glyph.h"
#include "views/style/theme.h"
#include "views/style/typography.h"

#include <QString>

#include <array>
#include <cstdint>

namespace views {

/// How a segment is drawn. Every look has a shape, hatch or glyph of its own, so that none
/// depends on colour.
enum class SegmentStyle : std::uint8_t {
    Ready,
    Running,
    Blocking,
    Cancelling,
    Lost,
    Timer,
    QueueGet,
    QueuePut,
    QueueJoin,
    Task,
    Gather,
    Lock,
    Event,
    Network, ///< input and output of any kind
    Executor,
    Generator,
    Other, ///< a kind of wait of which no more is known than its word
};

inline constexpr std::size_t SegmentStyleCount = 17;

constexpr bool isWait(SegmentStyle style) noexcept
{
    return style >= SegmentStyle::Timer;
}

SegmentStyle styleOf(trace::Shape shape) noexcept;
/// The look of a segment that has not ended its task.
SegmentStyle styleOf(const TrackModel &model, const SegmentRef &segment);

Glyph glyphOf(SegmentStyle style) noexcept;
/// Of a state that ends a task.
Glyph glyphOf(State end) noexcept;
Glyph glyphOf(const TrackModel &model, const SegmentRef &segment);
QColor colorOf(State state, const Theme &theme);
/// What lies under the lines of the hand, a little wider, so that they stand out on any fill.
QColor haloOf(const Theme &theme);

/// Measures of a row and of what stands in it, in logical pixels.
struct RowMetrics
{
    /// \a rowHeight is one of RowHeights.
    explicit RowMetrics(int rowHeight);

    int row;
    int bar;
    int tickWidth; ///< of a step too short to have a width
    int tickHeight;
    int capWidth;
    bool hatched; ///< room for patterns
    bool labelled; ///< room for words

    int barTop() const noexcept { return (row - bar) / 2; }
    int tickTop() const noexcept { return (row - tickHeight) / 2; }
};

/// The heights that rows can have, tallest first. The first four are for large fonts.
inline constexpr std::array RowHeights{40, 36, 32, 28, 24, 20, 16, 12, 8, 4, 2, 1};

/// The lowest of RowHeights in which the words of \a fonts have the room that they ask for.
int readableRowHeight(const Fonts &fonts);

} // namespace views
