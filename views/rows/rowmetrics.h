#pragma once

#include <array>

namespace views {

struct Fonts;

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

/// The height of a group's header over rows of \a rowHeight.
int headerHeightFor(int rowHeight);

/// The lowest of RowHeights in which the words of \a fonts have the room that they ask for.
int readableRowHeight(const Fonts &fonts);

} // namespace views
