#pragma once

#include "engine/trace/record.h"

#include <bit>
#include <cstdint>
#include <limits>

namespace trace {

// A sleep may be as long as a double can say, far longer than any run. Delays of whole ns stand for
// themselves below FarNs, 73 years, and later ones are coded by the bits of their double: in the
// same order, so that they can be compared, and so that adding one to a time of a run does not
// overflow.
constexpr std::int64_t FarNs = std::int64_t{1} << 61;

/// \a ns, a whole number of nanoseconds or infinite, as a delay. Not below -FarNs.
constexpr Time delayOf(double ns) noexcept
{
    constexpr auto Far = static_cast<double>(FarNs);
    if (!(ns >= Far)) // nor a number: as 0
        return Time{ns > -Far ? static_cast<std::int64_t>(ns) : ns < 0 ? -FarNs : 0};
    return Time{FarNs + (std::bit_cast<std::int64_t>(ns) - std::bit_cast<std::int64_t>(Far))};
}

/// The nanoseconds of \a delay; what is later than all that delayOf() gives, as a file may say, is
/// infinite.
constexpr double delayNs(Time delay) noexcept
{
    constexpr double Infinite = std::numeric_limits<double>::infinity();
    if (delay.count() < FarNs)
        return static_cast<double>(delay.count());
    if (delay >= delayOf(Infinite))
        return Infinite;
    return std::bit_cast<double>(delay.count() - FarNs
                                 + std::bit_cast<std::int64_t>(static_cast<double>(FarNs)));
}

} // namespace trace
