#pragma once

#include <algorithm>
#include <array>
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

/// The same for an answer that is likely near \a guess, which lies in [begin, end]: doubles its
/// stride until it has passed it.
template <class Predicate>
std::size_t nearWhere(std::size_t begin, std::size_t end, std::size_t guess, Predicate after)
{
    std::size_t stride = 1;
    if (guess == end || after(guess)) {
        std::size_t high = guess;
        while (high - begin > stride && after(high - stride)) {
            high -= stride;
            stride *= 2;
        }
        return firstWhere(high - std::min(high - begin, stride), high, after);
    }
    std::size_t low = guess;
    while (end - low > stride && !after(low + stride)) {
        low += stride;
        stride *= 2;
    }
    return firstWhere(low + 1, std::min(end, low + stride), after);
}

/// Where, in a row of answers that grow about evenly, the next one is likely to be.
class Forecast
{
public:
    /// \a end is the greatest answer.
    std::size_t next(std::size_t end) const noexcept
    {
        return std::min(end, m_last + (m_last - m_before));
    }
    void add(std::size_t answer) noexcept
    {
        m_before = m_last;
        m_last = answer;
    }

private:
    std::size_t m_last = 0;
    std::size_t m_before = 0;
};

/// Brings the memory of \a count elements into the cache, while what comes next goes on.
template <class T>
void prefetch(const T *first, std::size_t count)
{
    constexpr std::size_t CacheLine = 64;
    const auto *bytes = reinterpret_cast<const char *>(first);
    for (std::size_t i = 0; i < count * sizeof(T); i += CacheLine)
        __builtin_prefetch(bytes + i);
}

/// Answers the questions 0 to \a count - 1 in two parts: \a blockOf(i) names the block of memory in
/// which the answer lies and prefetches it; \a search(i, block) looks there a few questions later,
/// so that the waits for memory overlap.
template <class BlockOf, class Search>
void searchAhead(std::size_t count, BlockOf blockOf, Search search)
{
    constexpr std::size_t Ahead = 8;
    std::array<std::size_t, Ahead> blocks{};
    for (std::size_t i = 0; i < count + Ahead; ++i) {
        if (i >= Ahead)
            search(i - Ahead, blocks[i % Ahead]);
        if (i < count)
            blocks[i % Ahead] = blockOf(i);
    }
}

} // namespace views
