#include "views/model/depthtrack.h"

#include "views/model/search.h"

#include <algorithm>

namespace views {

namespace {

std::uint32_t applied(const trace::Trace &log, const trace::Record &record, std::uint32_t depth)
{
    switch (record.kind()) {
    case trace::Kind::Created:
    case trace::Kind::Ready:
        return depth + 1;
    case trace::Kind::Suspended:
        return log.waitKind(record.wait()).shape == trace::Shape::Turn ? depth + 1 : depth;
    case trace::Kind::Resumed:
        return depth > 0 ? depth - 1 : 0;
    default:
        return depth;
    }
}

} // namespace

void DepthTrack::append(std::uint32_t record, std::uint32_t depth)
{
    if (m_changes.size() % BlockSize == 0)
        m_blocks.push_back({record, depth});
    else
        m_blocks.back().peak = std::max(m_blocks.back().peak, depth);
    m_changes.push_back({record, depth});
    m_peak = std::max(m_peak, depth);
}

std::uint32_t DepthTrack::depthAfter(std::size_t records) const noexcept
{
    const auto after
        = std::partition_point(m_changes.begin(), m_changes.end(),
                               [records](const Change &c) { return c.record < records; });
    return after == m_changes.begin() ? 0 : std::prev(after)->depth;
}

std::vector<std::uint32_t> DepthTrack::firstFrom(std::span<const std::uint32_t> records) const
{
    std::vector<std::uint32_t> changes(records.size());
    Forecast forecast;
    searchAhead(
        records.size(),
        [&](std::size_t i) {
            const std::size_t block
                = nearWhere(0, m_blocks.size(), forecast.next(m_blocks.size()),
                            [&](std::size_t b) { return m_blocks[b].record >= records[i]; });
            forecast.add(block);
            if (block > 0)
                prefetch(&m_changes[(block - 1) * BlockSize], BlockSize);
            return block;
        },
        [&](std::size_t i, std::size_t block) {
            if (block == 0)
                return;
            const std::size_t first = (block - 1) * BlockSize;
            const Change *change = &m_changes[first];
            changes[i] = static_cast<std::uint32_t>(
                first
                + firstWhere(0, std::min(m_changes.size() - first, BlockSize),
                             [&](std::size_t c) { return change[c].record >= records[i]; }));
        });
    return changes;
}

std::uint32_t DepthTrack::highest(std::size_t begin, std::size_t end) const noexcept
{
    std::uint32_t peak = 0;
    for (std::size_t i = begin; i < end;) {
        const std::size_t stop = std::min(end, i - i % BlockSize + BlockSize);
        if (stop - i == BlockSize) {
            peak = std::max(peak, m_blocks[i / BlockSize].peak);
        } else {
            for (const Change &change : std::span(&m_changes[i], stop - i))
                peak = std::max(peak, change.depth);
        }
        i = stop;
    }
    return peak;
}

ReadyTrack::ReadyTrack(const trace::Trace &log)
    : m_log(&log)
{
}

void ReadyTrack::append(const trace::Record &record)
{
    if (m_records % BlockSize == 0)
        m_blocks.push_back({m_depth, 0});
    if (m_records % (BlockSize * BlocksInGroup) == 0)
        m_groupPeaks.push_back(0);
    m_depth = applied(*m_log, record, m_depth);
    m_blocks.back().peak = std::max(m_blocks.back().peak, m_depth);
    m_groupPeaks.back() = std::max(m_groupPeaks.back(), m_depth);
    m_peak = std::max(m_peak, m_depth);
    ++m_records;
}

std::uint32_t ReadyTrack::depthAfter(std::size_t records) const noexcept
{
    if (records >= m_records)
        return m_depth;
    const std::size_t block = records / BlockSize;
    std::uint32_t depth = m_blocks[block].before;
    for (std::size_t i = block * BlockSize; i < records; ++i)
        depth = applied(*m_log, m_log->records()[i], depth);
    return depth;
}

ReadyTrack::Passage ReadyTrack::passage(std::size_t begin, std::size_t end,
                                        std::uint32_t depth) const noexcept
{
    Passage passage{depth, 0};
    const auto &log = m_log->records();
    for (std::size_t i = begin; i < end;) {
        // The last block of all need not be full to be known.
        const auto lies = [&](std::size_t size) {
            return i % size == 0 && (i + size <= end || end == m_records);
        };
        if (lies(BlockSize)) {
            const bool group = lies(GroupSize);
            passage.peak = std::max(
                passage.peak, group ? m_groupPeaks[i / GroupSize] : m_blocks[i / BlockSize].peak);
            i += group ? GroupSize : BlockSize;
            passage.settled = i < m_records ? m_blocks[i / BlockSize].before : m_depth;
        } else {
            passage.settled = applied(*m_log, log[i++], passage.settled);
            passage.peak = std::max(passage.peak, passage.settled);
        }
    }
    return passage;
}

void ReadyTrack::prefetchAt(std::size_t record) const noexcept
{
    if (record >= m_records)
        return;
    const std::size_t block = record / BlockSize;
    prefetch(&m_log->records()[block * BlockSize], BlockSize);
    prefetch(&m_blocks[block - block % BlocksInGroup], BlocksInGroup);
}

} // namespace views
