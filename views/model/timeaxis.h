#pragma once

#include "engine/trace/record.h"

#include <cstdint>
#include <optional>

namespace views {

/// What the horizontal axis counts. Clock: time. Steps: one unit for every task step, which opens
/// up what happens within one instant of virtual time.
enum class AxisKind : std::uint8_t { Clock, Steps };

/// A place on the axis as an integer: nanoseconds on the Clock axis, millionths of a step on the
/// Steps axis.
using Units = std::int64_t;

/// Units of the Steps axis in one task step.
inline constexpr Units UnitsPerStep = 1'000'000;

/// A half-open interval of the axis, [begin, end).
struct UnitRange
{
    Units begin = 0;
    Units end = 1;

    Units length() const noexcept { return end - begin; }
    bool operator==(const UnitRange &) const = default;
};

/// Columns [begin, end) of a picture.
struct ColumnRange
{
    int begin = 0;
    int end = 0;

    bool isEmpty() const noexcept { return begin >= end; }
    bool operator==(const ColumnRange &) const = default;
};

/// Further from where a grid of columns begins, the rounding of their edges could be felt.
inline constexpr int FarthestColumn = 100'000'000;

/// Maps places on the axis to a picture's x and back. A value: copy it, keep no widget.
class TimeAxis
{
public:
    TimeAxis() = default;
    /// Shows \a range, which is not empty, on \a width > 0 logical pixels.
    TimeAxis(AxisKind kind, const UnitRange &range, double width);

    AxisKind kind() const noexcept { return m_kind; }
    const UnitRange &range() const noexcept { return m_range; }
    double width() const noexcept { return m_width; }
    double unitsPerPixel() const noexcept { return m_unitsPerPixel; }

    /// Unclamped: a place outside the range maps outside [0, width].
    double toX(Units at) const noexcept
    {
        return static_cast<double>(at - m_range.begin) / m_unitsPerPixel;
    }
    /// Inverse of toX(), rounded to the nearest unit.
    Units toUnits(double x) const noexcept
    {
        const double distance = x * m_unitsPerPixel;
        return m_range.begin + static_cast<Units>(distance + (distance < 0 ? -0.5 : 0.5));
    }

    /// The same axis \a factor times as long in pixels, as for a screen with that device ratio.
    TimeAxis scaled(double factor) const { return {m_kind, m_range, m_width * factor}; }

    /// The length of the shortest range that is worth looking at: 100 ns, or one step.
    Units shortest() const noexcept { return m_kind == AxisKind::Clock ? 100 : UnitsPerStep; }
    /// The range zoomed by \a factor (above 1: closer) so that what is at \a x stays there. Not
    /// closer than shortest(), nor wider than \a widest.
    UnitRange zoomed(double factor, double x, Units widest) const;
    /// The range moved to the right by \a pixels, by no more than keeps \a limits in sight; a
    /// range that is longer than \a limits may move as far as their centre.
    UnitRange panned(double pixels, const UnitRange &limits) const;

    bool operator==(const TimeAxis &) const = default;

    /// The column of \a grid, an axis of the same scale, at which \a moved begins; nothing when
    /// its scale is another or it begins between two columns or too far away to count them.
    friend std::optional<int> columnOn(const TimeAxis &grid, const TimeAxis &moved);

private:
    AxisKind m_kind = AxisKind::Clock;
    UnitRange m_range;
    double m_width = 1;
    double m_unitsPerPixel = 1;
};

} // namespace views
