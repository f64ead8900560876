#pragma once

#include "views/model/stepindex.h"
#include "views/model/taskstate.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory_resource>

namespace views {

/// The life of one task as segments: each begins with a transition, has one state, and ends
/// where the next begins. In virtual time many begin at one instant; none is dropped.
///
/// Segments live in blocks that never move, so that a track grows without a pause. Sums over the
/// states stand at the head of each, on both axes: the exact mix of any interval costs a binary
/// search. BytesInBlock for every BlockSize segments.
class TaskTrack
{
public:
    static constexpr std::size_t None = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t BlockSize = 32;
    static const std::size_t BytesInBlock;

    /// Takes its blocks from \a memory, which outlives it, and never gives one back.
    explicit TaskTrack(std::pmr::memory_resource &memory) noexcept
        : m_memory(&memory)
    {
    }
    // A copy would go on in the same blocks.
    TaskTrack(TaskTrack &&) noexcept = default;
    TaskTrack &operator=(TaskTrack &&) noexcept = default;
    ~TaskTrack() = default;

    /// Adds a segment that begins with record number \a record, at \a start and after \a step
    /// task steps of the whole run; none of them is less than in the call before. Turns the
    /// segment before it from Running into Blocking when it has lasted that long, and returns
    /// whether it did.
    bool append(trace::Time start, std::uint32_t step, std::uint32_t record, State state);

    /// Nothing will ever end the last segment, a wait: it is Lost from its beginning.
    void lose() noexcept;

    std::size_t size() const noexcept { return m_size; }
    bool empty() const noexcept { return m_size == 0; }

    trace::Time start(std::size_t segment) const noexcept { return begin(segment).time(); }
    State state(std::size_t segment) const noexcept { return begin(segment).state(); }
    /// The state of the last segment, of a track that is not empty, where the next append() writes.
    State lastState() const noexcept { return m_open->begins[(m_size - 1) % BlockSize].state(); }
    /// The record that began the segment; what the segment waits for is there.
    std::uint32_t record(std::size_t segment) const noexcept
    {
        return blockOf(segment).records[segment % BlockSize];
    }

    /// Has the task ended?
    bool hasEnded() const noexcept { return !empty() && isEnd(state(m_size - 1)); }
    /// Does it wait for ever? Then the last segment has no end.
    bool isLost() const noexcept { return !empty() && state(m_size - 1) == State::Lost; }

    /// The last segment that begins at or before \a time, or None.
    std::size_t segmentAt(trace::Time time) const noexcept;
    /// The same, fast when it is near segment \a guess, at most size().
    std::size_t segmentNear(trace::Time time, std::size_t guess) const noexcept;
    /// The last segment that begins with one of the first \a records records, or None.
    std::size_t segmentAfter(std::size_t records) const noexcept;

    /// Time per state of all segments before \a segment.
    Mix timesBefore(std::size_t segment) const noexcept;
    /// Steps of the whole run per state of all segments before \a segment; those of Running and
    /// Blocking are the task's own.
    Mix stepsBefore(std::size_t segment, const StepIndex &steps) const noexcept;
    /// The task's own steps among them: a running segment is one.
    std::size_t ownStepsBefore(std::size_t segment) const noexcept;

    /// Prefetches what the next append() writes.
    void prefetchEnd() const noexcept;
    /// Prefetches times and states of the block in which \a segment is, if there is one.
    void prefetchBlock(std::size_t segment) const noexcept;

private:
    /// Sums at the start of a block without those of Waiting, which is the rest of the distance
    /// to the first segment.
    struct Sums
    {
        std::array<std::int64_t, TimedStates - 1> times{};
        std::array<std::uint32_t, TimedStates - 1> steps{};
    };

    /// When a segment begins, and its state: like a record, 58 bits of nanoseconds.
    class Begin
    {
    public:
        Begin() = default;
        Begin(trace::Time time, State state) noexcept
            : m_bits(static_cast<std::uint64_t>(time.count()) << 6
                     | static_cast<std::uint64_t>(state))
        {
        }

        trace::Time time() const noexcept
        {
            return trace::Time{static_cast<std::int64_t>(m_bits >> 6)};
        }
        State state() const noexcept { return static_cast<State>(m_bits & 0x3F); }

    private:
        std::uint64_t m_bits;
    };

    struct Block
    {
        explicit Block(const Sums &before) noexcept
            : sums(before)
        {
        }

        Sums sums; ///< of all segments before it
        std::array<Begin, BlockSize> begins{};
        std::array<std::uint32_t, BlockSize> records{};
    };

    /// What is searched for a block: when its first segment begins.
    struct Entry
    {
        std::int64_t start;
        Block *block;
    };

    std::size_t blockCount() const noexcept { return (m_size + BlockSize - 1) / BlockSize; }
    const Block &blockOf(std::size_t segment) const noexcept
    {
        return *m_blocks[segment / BlockSize].block;
    }
    const Begin &begin(std::size_t segment) const noexcept
    {
        return blockOf(segment).begins[segment % BlockSize];
    }
    void openBlock(trace::Time start);
    /// The last segment of block number \a next - 1 for which \a after(block, segment within it)
    /// does not hold, which holds for all that follow; None when there is no such block.
    template <class After>
    std::size_t lastIn(std::size_t next, After after) const noexcept;

    std::pmr::memory_resource *m_memory;
    Entry *m_blocks = nullptr;
    Block *m_open = nullptr; ///< the last one
    std::size_t m_size = 0; ///< segments
    std::uint32_t m_room = 0; ///< for so many entries
    std::uint32_t m_firstStep = 0;
    std::uint32_t m_lastStep = 0;
    Sums m_closed; ///< of all segments but the last
};

inline constexpr std::size_t TaskTrack::BytesInBlock = sizeof(Block) + sizeof(Entry);

} // namespace views
