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
    /// How many have ever been queued; the place that the next one gets.
    std::uint64_t tail() const noexcept { return m_tail; }
    std::uint64_t head() const noexcept { return m_head; }

    /// \a entry is not queued and outlives its stay.
    void push(Runnable &entry)
    {
        if (m_tail - m_head > m_mask) [[unlikely]]
            grow();
        const std::uint64_t slot = m_tail & m_mask;
        entry.m_slot = static_cast<std::uint32_t>(slot);
        m_slots[slot] = &entry;
        ++m_tail;
    }

    /// The first entry, or nullptr for a gap. The queue is not empty.
    Runnable *pop() noexcept
    {
        Runnable *entry = m_slots[m_head & m_mask];
        ++m_head;
        if (entry != nullptr)
            entry->m_slot = Runnable::NotQueued;
        return entry;
    }

    void remove(Runnable &entry) noexcept
    {
        m_slots[entry.m_slot] = nullptr;
        entry.m_slot = Runnable::NotQueued;
    }

private:
    void grow();

    std::vector<Runnable *> m_slots = std::vector<Runnable *>(256);
    std::uint64_t m_mask = 255;
    std::uint64_t m_head = 0;
    std::uint64_t m_tail = 0;
};

} // namespace engine
