#include "views/model/timeaxis.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace views {

TimeAxis::TimeAxis(AxisKind kind, const UnitRange &range, double width)
    : m_kind(kind)
    , m_range(range)
    , m_width(width)
    , m_unitsPerPixel(static_cast<double>(range.length()) / width)
{
    Q_ASSERT(range.begin < range.end);
    Q_ASSERT(width > 0);
}

std::optional<int> columnOn(const TimeAxis &grid, const TimeAxis &moved)
{
    const double x = grid.toX(moved.range().begin);
    const bool sameScale = moved.kind() == grid.kind()
        && moved.range().length() == grid.range().length() && moved.width() == grid.width();
    if (!sameScale || std::abs(x) >= FarthestColumn
        || std::abs(grid.toUnits(std::round(x)) - moved.range().begin) > 1)
        return {};
    return static_cast<int>(std::lround(x));
}

UnitRange TimeAxis::zoomed(double factor, double x, Units widest) const
{
    const auto closest = static_cast<double>(shortest());
    const double furthest = std::max(closest, static_cast<double>(widest));
    const double length
        = std::clamp(static_cast<double>(m_range.length()) / factor, closest, furthest);
    const double before = length * (x / m_width);
    const double fixed = x * m_unitsPerPixel;
    const Units begin = m_range.begin + std::llround(fixed - before);
    return {begin, begin + std::max<Units>(1, std::llround(length))};
}

UnitRange TimeAxis::panned(double pixels, const UnitRange &limits) const
{
    const Units length = m_range.length();
    const Units centre = limits.begin + limits.length() / 2;
    const Units first = std::min(limits.begin, centre - length / 2);
    const Units last = std::max(limits.end - length, centre - length / 2);
    // A range that already lies outside stays where it is rather than jump back.
    const Units moved = m_range.begin + std::llround(pixels * m_unitsPerPixel);
    const Units begin
        = std::clamp(moved, std::min(first, m_range.begin), std::max(last, m_range.begin));
    return {begin, begin + length};
}

} // namespace views
