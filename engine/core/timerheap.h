#pragma once

#include "engine/core/runnable.h"
#include "engine/trace/record.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engine {

using trace::Time;

/// A callback that is due at a time. When it falls due, the loop moves it to the ready queue.
/// Must not be destroyed while it is in a heap.
class Timer : public Runnable
{
public:
    bool isPending() const noexcept { return m_index != NotPending; }

private:
    friend class TimerHeap;
    static constexpr std::uint32_t NotPending = ~std::uint32_t{0};

    std::uint32_t m_index = NotPending;
};

/// The pending timers, soonest first; timers with equal deadlines in the order in which they were
/// added. A 4-ary heap: half as deep as a binary one, and a node's children share a cache line.
class TimerHeap
{
public:
    bool empty() const noexcept { return m_entries.empty(); }
    Time firstDeadline() const noexcept { return m_entries.front().deadline; }

    void add(Timer &timer, Time deadline);
    void remove(Timer &timer) noexcept;
    /// Takes the soonest timer out. The heap is not empty.
    Timer &pop() noexcept;
    void clear() noexcept;

private:
    struct Entry
    {
        Time deadline;
        std::uint64_t sequence;
        Timer *timer;

        bool operator<(const Entry &other) const noexcept
        {
            return deadline != other.deadline ? deadline < other.deadline
                                              : sequence < other.sequence;
        }
    };

    void place(std::size_t index, const Entry &entry) noexcept;
    void siftUp(std::size_t index, const Entry &entry) noexcept;
    void siftDown(std::size_t index, const Entry &entry) noexcept;

    std::vector<Entry> m_entries;
    std::uint64_t m_sequence = 0;
};

} // namespace engine
