#include "views/timeline/depthtrack.h"

#include "views/timeline/nearest.h"

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
        return log.wait(record.wait()).reason == trace::Reason::Yield ? depth + 1 : depth;
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
        m_blockPeaks.push_back(depth);
    else
        m_blockPeaks.back() = std::max(m_blockPeaks.back(), depth);
    m_changes.push_back({record, depth});
    m_peak = std::max(m_peak, depth);
}

void DepthTrack::reserve(std::size_t changes)
{
    m_changes.reserve(changes);
    m_blockPeaks.reserve((changes + BlockSize - 1) / BlockSize);
}

std::uint32_t DepthTrack::depthAfter(std::size_t records) const noexcept
{
    const auto after
        = std::partition_point(m_changes.begin(), m_changes.end(),
                               [records](const Change &c) { return c.record < records; });
    return after == m_changes.begin() ? 0 : std::prev(after)->depth;
}

std::size_t DepthTrack::firstFrom(std::size_t record, std::size_t from) const noexcept
{
    return nearWhere(from, m_changes.size(),
                     [&](std::size_t i) { return m_changes[i].record >= record; });
}

std::uint32_t DepthTrack::highest(std::size_t begin, std::size_t end) const noexcept
{
    std::uint32_t peak = 0;
    for (std::size_t i = begin; i < end;) {
        if (i % BlockSize == 0 && i + BlockSize <= end) {
            peak = std::max(peak, m_blockPeaks[i / BlockSize]);
            i += BlockSize;
        } else {
            peak = std::max(peak, m_changes[i++].depth);
        }
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

std::uint32_t ReadyTrack::highest(std::size_t begin, std::size_t end) const noexcept
{
    constexpr std::size_t GroupSize = BlockSize * BlocksInGroup;
    std::uint32_t peak = 0;
    for (std::size_t i = begin; i < end;) {
        if (i % GroupSize == 0 && (i + GroupSize <= end || end == m_records)) {
            peak = std::max(peak, m_groupPeaks[i / GroupSize]);
            i += GroupSize;
            continue;
        }
        if (i % BlockSize == 0 && (i + BlockSize <= end || end == m_records)) {
            peak = std::max(peak, m_blocks[i / BlockSize].peak);
            i += BlockSize;
            continue;
        }
        const std::size_t stop = std::min(end, (i / BlockSize + 1) * BlockSize);
        for (std::uint32_t depth = depthAfter(i); i < stop; ++i) {
            depth = applied(*m_log, m_log->records()[i], depth);
            peak = std::max(peak, depth);
        }
    }
    return peak;
}

} // namespace views
