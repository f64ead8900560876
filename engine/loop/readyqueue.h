#pragma once

#include "engine/loop/runnable.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engine {

/// The loop's FIFO of what runs next: a ring whose size is a power of two. An entry can be
/// withdrawn in O(1) and leaves a gap, as a cancelled handle does in asyncio's ready deque.
class ReadyQueue
{
public:
    bool empty() const noexcept { return m_head == m_tail; }
    /// The next push() will grow().
    bool isFull() const noexcept { return m_tail - m_head > m_mask; }
    /// How many have ever been queued; the place that the next one gets.
    std::uint64_t tail() const noexcept { return m_tail; }
    std::uint64_t head() const noexcept { return m_head; }

    /// \a entry is not queued and outlives its stay.
    void push(Runnable &entry)
    {
        if (isFull()) [[unlikely]]
            grow();
        entry.m_place = static_cast<std::uint32_t>(m_tail);
        m_slots[m_tail & m_mask] = &entry;
        ++m_tail;
    }

    /// The first entry, or nullptr for a gap. The queue is not empty.
    Runnable *pop() noexcept { return m_slots[m_head++ & m_mask]; }

    /// \a entry stands here.
    bool holds(const Runnable &entry) const noexcept
    {
        // An entry keeps the place that it had when it leaves, and its slot the entry that it had:
        // every switch of tasks would pay for the clearing of both.
        const auto behindHead = static_cast<std::uint32_t>(entry.m_place - m_head);
        return behindHead < m_tail - m_head && m_slots[entry.m_place & m_mask] == &entry;
    }

    /// Does nothing when \a entry does not stand here.
    void remove(const Runnable &entry) noexcept
    {
        if (holds(entry))
            m_slots[entry.m_place & m_mask] = nullptr;
    }

    /// Doubles the room.
    void grow();

private:
    std::vector<Runnable *> m_slots = std::vector<Runnable *>(256);
    std::uint64_t m_mask = 255;
    std::uint64_t m_head = 0;
    std::uint64_t m_tail = 0;
};

} // namespace engine
