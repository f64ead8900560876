#include "engine/core/timerheap.h"

#include <algorithm>

namespace engine {

namespace {

constexpr std::size_t Arity = 4;
// Growing leaves the smaller block behind, often for good, while pages that nobody has touched yet
// cost address space only.
constexpr std::size_t Growth = 4;

constexpr std::size_t parentOf(std::size_t index)
{
    return (index - 1) / Arity;
}

} // namespace

void TimerHeap::add(Timer &timer, Time deadline)
{
    if (m_entries.size() == m_entries.capacity())
        m_entries.reserve(std::max<std::size_t>(64, Growth * m_entries.size()));
    m_entries.emplace_back();
    siftUp(m_entries.size() - 1, {deadline, m_sequence++, &timer});
}

void TimerHeap::remove(Timer &timer) noexcept
{
    const std::size_t index = timer.m_index;
    timer.m_index = Timer::NotPending;
    const Entry last = m_entries.back();
    m_entries.pop_back();
    if (index == m_entries.size())
        return;
    if (index > 0 && last < m_entries[parentOf(index)])
        siftUp(index, last);
    else
        siftDown(index, last);
}

Timer &TimerHeap::pop() noexcept
{
    Timer &timer = *m_entries.front().timer;
    remove(timer);
    return timer;
}

void TimerHeap::clear() noexcept
{
    for (const Entry &entry : m_entries)
        entry.timer->m_index = Timer::NotPending;
    m_entries.clear();
}

void TimerHeap::place(std::size_t index, const Entry &entry) noexcept
{
    m_entries[index] = entry;
    entry.timer->m_index = static_cast<std::uint32_t>(index);
}

void TimerHeap::siftUp(std::size_t index, const Entry &entry) noexcept
{
    while (index > 0 && entry < m_entries[parentOf(index)]) {
        place(index, m_entries[parentOf(index)]);
        index = parentOf(index);
    }
    place(index, entry);
}

void TimerHeap::siftDown(std::size_t index, const Entry &entry) noexcept
{
    for (;;) {
        const std::size_t first = index * Arity + 1;
        if (first >= m_entries.size())
            break;
        const std::size_t last = std::min(first + Arity, m_entries.size());
        std::size_t least = first;
        for (std::size_t child = first + 1; child < last; ++child) {
            if (m_entries[child] < m_entries[least])
                least = child;
        }
        if (!(m_entries[least] < entry))
            break;
        place(index, m_entries[least]);
        index = least;
    }
    place(index, entry);
}

} // namespace engine
