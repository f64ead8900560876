#pragma once

#include "engine/trace/trace.h"
#include "views/model/stepindex.h"
#include "views/model/timeaxis.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace views {

/// A number that changes with the records of a log, as the items in a queue do.
class DepthTrack
{
public:
    static constexpr std::size_t BlockSize = 32;

    /// From record number \a record on the depth is \a depth.
    void append(std::uint32_t record, std::uint32_t depth);

    std::size_t size() const noexcept { return m_changes.size(); }
    /// The highest depth of all.
    std::uint32_t peak() const noexcept { return m_peak; }
    std::uint32_t record(std::size_t change) const noexcept { return m_changes[change].record; }
    std::uint32_t depth(std::size_t change) const noexcept { return m_changes[change].depth; }
    /// The depth after the first \a records records.
    std::uint32_t depthAfter(std::size_t records) const noexcept;
    /// For every one of \a records, which do not decrease, the first change that comes with it or
    /// later.
    std::vector<std::uint32_t> firstFrom(std::span<const std::uint32_t> records) const;
    /// The highest depth in changes [begin, end), 0 when there is none.
    std::uint32_t highest(std::size_t begin, std::size_t end) const noexcept;

private:
    struct Change
    {
        std::uint32_t record;
        std::uint32_t depth;
    };

    struct Block
    {
        std::uint32_t record; ///< of its first change
        std::uint32_t peak;
    };

    std::deque<Change> m_changes; ///< grows without moving; contiguous within a block
    std::vector<Block> m_blocks;
    std::uint32_t m_peak = 0;
};

/// How many tasks stand in the ready queue, recounted from the log between sums that stand
/// before every BlockSize records: half a byte a record.
class ReadyTrack
{
public:
    static constexpr std::size_t BlockSize = 16;
    static constexpr std::size_t BlocksInGroup = 32;

    /// \a log must outlive the track.
    explicit ReadyTrack(const trace::Trace &log);

    /// Tells of the next record of the log.
    void append(const trace::Record &record);

    std::size_t records() const noexcept { return m_records; }
    /// The highest depth of all.
    std::uint32_t peak() const noexcept { return m_peak; }
    std::uint32_t depthAfter(std::size_t records) const noexcept;
    /// What records do to the depth.
    struct Passage
    {
        std::uint32_t settled = 0; ///< the depth after the last of them
        std::uint32_t peak = 0; ///< the highest depth after any of them, 0 when there is none
    };
    /// For the records [begin, end), before which the depth is \a depth.
    Passage passage(std::size_t begin, std::size_t end, std::uint32_t depth) const noexcept;
    /// Prefetches what passage() reads for an end, or a beginning, at \a record.
    void prefetchAt(std::size_t record) const noexcept;

private:
    static constexpr std::size_t GroupSize = BlockSize * BlocksInGroup;

    struct Block
    {
        std::uint32_t before;
        std::uint32_t peak;
    };

    const trace::Trace *m_log;
    std::size_t m_records = 0;
    std::uint32_t m_depth = 0;
    std::deque<Block> m_blocks; ///< grows without moving; contiguous within a group
    std::vector<std::uint32_t> m_groupPeaks;
    std::uint32_t m_peak = 0;
};

/// What a depth track shows at one place: the depth that stays, and the highest that the same
/// place saw on the way.
struct DepthSample
{
    Units at = 0;
    std::uint32_t settled = 0;
    std::uint32_t peak = 0;

    bool operator==(const DepthSample &) const = default;
};

} // namespace views
