#pragma once

#include <algorithm>
#include <cstddef>

namespace views {

/// The first index in [begin, end) for which \a after holds, which holds for all that follow;
/// \a end when there is none.
template <class Predicate>
std::size_t firstWhere(std::size_t begin, std::size_t end, Predicate after)
{
    while (begin < end) {
        const std::size_t middle = begin + (end - begin) / 2;
        if (after(middle))
            end = middle;
        else
            begin = middle + 1;
    }
    return begin;
}

/// The same for an answer that is likely near \a begin: doubles its stride until it has passed it.
template <class Predicate>
std::size_t nearWhere(std::size_t begin, std::size_t end, Predicate after)
{
    std::size_t stride = 1;
    std::size_t low = begin;
    while (low + stride < end && !after(low + stride)) {
        low += stride;
        stride *= 2;
    }
    return firstWhere(low, std::min(end, low + stride + 1), after);
}

} // namespace views
