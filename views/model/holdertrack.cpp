#include "views/model/holdertrack.h"

#include <algorithm>
#include <iterator>

namespace views {

void HolderTrack::append(std::uint32_t record, const trace::Record &change)
{
    // As far apart as the holders are many: together they take no more room than the changes.
    const std::size_t begin = m_blocks.empty() ? 0 : m_blocks.back().begin;
    if (m_blocks.empty() || m_changes.size() - begin >= BlockSize + m_holders.size())
        m_blocks.push_back({m_changes.size(), m_holders});
    m_changes.push_back({record, change.byTask(), change.kind() == trace::Kind::Acquired});
    apply(m_changes.back(), m_holders);
}

std::size_t HolderTrack::before(std::size_t records) const noexcept
{
    const auto change = std::partition_point(m_changes.begin(), m_changes.end(),
                                             [&](const Change &c) { return c.record < records; });
    return static_cast<std::size_t>(change - m_changes.begin());
}

std::vector<trace::TaskId> HolderTrack::after(std::size_t records) const
{
    const std::size_t end = before(records);
    if (end == 0)
        return {};
    const auto block = std::prev(std::partition_point(
        m_blocks.begin(), m_blocks.end(), [end](const Block &b) { return b.begin < end; }));
    std::vector<trace::TaskId> holders = block->holders;
    for (std::size_t i = block->begin; i < end; ++i)
        apply(m_changes[i], holders);
    return holders;
}

void HolderTrack::apply(const Change &change, std::vector<trace::TaskId> &holders)
{
    if (change.acquired) {
        holders.push_back(change.task);
        return;
    }
    const auto held = std::find(holders.begin(), holders.end(), change.task);
    if (held != holders.end())
        holders.erase(held);
}

} // namespace views
