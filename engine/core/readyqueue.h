#pragma once

#include "engine/core/runnable.h"

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
    /// The next push() will makeRoom().
    bool mayBeFull() const noexcept { return m_tail == m_full; }
    /// How many have ever been queued; the place that the next one gets.
    std::uint64_t tail() const noexcept { return m_tail; }
    std::uint64_t head() const noexcept { return m_head; }

    /// \a entry is not queued and outlives its stay.
    void push(Runnable &entry)
    {
        if (mayBeFull()) [[unlikely]]
            makeRoom();
        entry.m_place = static_cast<std::uint32_t>(m_tail);
        m_slots[m_tail & m_mask] = &entry;
        ++m_tail;
    }

    /// The first entry, or gap(). The queue is not empty.
    Runnable &pop() noexcept { return *m_slots[m_head++ & m_mask]; }
    /// Stands in for an entry that was withdrawn, and does nothing.
    static Runnable &gap() noexcept;

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
            m_slots[entry.m_place & m_mask] = &gap();
    }

    /// Looks how much room there is, and doubles it when there is none.
    void makeRoom();

private:
    static constexpr std::size_t FirstSize = 256;

    std::vector<Runnable *> m_slots = std::vector<Runnable *>(FirstSize);
    std::uint64_t m_mask = FirstSize - 1;
    std::uint64_t m_head = 0;
    std::uint64_t m_tail = 0;
    std::uint64_t m_full
        = FirstSize; ///< the tail would be there if nothing had left since makeRoom()
};

} // namespace engine
