#include "views/model/loadtrack.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace views {

BusyTrack::BusyTrack(const trace::Trace &log)
    : m_log(&log)
{
}

void BusyTrack::addTask(trace::TextId loop)
{
    const auto found = std::find_if(m_loops.begin(), m_loops.end(),
                                    [loop](const Loop &known) { return known.name == loop; });
    m_loopOfTask.push_back(static_cast<std::uint32_t>(found - m_loops.begin()));
    if (found == m_loops.end())
        m_loops.push_back({loop, 0});
}

void BusyTrack::count(trace::TaskId task, int begun)
{
    std::uint32_t &running = m_loops[m_loopOfTask[static_cast<std::size_t>(task)]].running;
    const bool before = running > 0;
    running += static_cast<std::uint32_t>(begun);
    const bool now = running > 0;
    if (before == now)
        return;
    m_running += now ? 1 : std::uint32_t(-1);
    Block &block = m_blocks.back();
    (now ? block.begins : block.ends) |= std::uint32_t{1} << (m_records % BlockSize);
}

trace::Time BusyTrack::until(trace::Time time, std::size_t records) const noexcept
{
    if (records == 0)
        return {};
    const std::size_t number = (records - 1) / BlockSize;
    const Block &block = m_blocks[number];
    const std::size_t first = number * BlockSize;
    const std::size_t count = records - first; // 1 to BlockSize
    std::uint32_t changes = (block.begins | block.ends)
        & (std::numeric_limits<std::uint32_t>::max() >> (BlockSize - count));
    const auto &log = m_log->records();
    std::int64_t busy = block.busy;
    std::uint32_t running = block.running;
    std::int64_t at = running > 0 ? log[first].time().count() : 0;
    for (; changes != 0; changes &= changes - 1) {
        const int place = std::countr_zero(changes);
        const std::int64_t next = log[first + static_cast<std::size_t>(place)].time().count();
        busy += running * (next - at);
        at = next;
        running += (block.begins >> place & 1) != 0 ? 1 : std::uint32_t(-1);
    }
    return trace::Time{running > 0 ? busy + running * (time.count() - at) : busy};
}

/// Step number \a step, a multiple of BlockSize, begins a block.
void LagTrack::open(std::uint32_t step)
{
    if (step == 0)
        return;
    m_first.push_back(std::exchange(m_openFirst, None));
    for (std::size_t level = 0; level < Levels && step % BlockSize == 0; ++level, step /= BlockSize)
        m_levels[level].push_back(std::exchange(m_open[level], Sum()));
}

void LagTrack::begins(trace::TaskId task, trace::Time time, bool wasReady)
{
    const std::uint32_t step = m_steps++;
    if (step % BlockSize == 0)
        open(step);
    const std::int64_t from = std::exchange(since(task), Nothing);
    const std::int64_t late = wasReady ? std::max<std::int64_t>(0, time.count() - from) : 0;
    if (late > 0 && m_openFirst == None) {
        m_openFirst = static_cast<std::uint32_t>(m_late.size());
        m_late.insert(m_late.end(), step % BlockSize, 0);
    }
    if (m_openFirst != None)
        m_late.push_back(late < Far ? static_cast<std::uint32_t>(late) : Far);
    if (late == 0)
        return;
    if (late >= Far)
        m_far.push_back({step, late});
    m_latest = std::max(m_latest, late);
    for (Sum &sum : m_open) {
        sum.earliest = std::min(sum.earliest, from);
        sum.latest = std::max(sum.latest, late);
    }
}

trace::Time LagTrack::late(std::uint32_t step) const noexcept
{
    const std::size_t block = step / BlockSize;
    const std::uint32_t first = block < m_first.size() ? m_first[block] : m_openFirst;
    if (first == None)
        return {};
    const std::uint32_t late = m_late[first + step % BlockSize];
    if (late < Far)
        return trace::Time{late};
    return trace::Time{
        std::lower_bound(m_far.begin(), m_far.end(), step,
                         [](const FarStep &far, std::uint32_t wanted) { return far.step < wanted; })
            ->late};
}

trace::Time LagTrack::latest(std::uint32_t begin, std::uint32_t end) const noexcept
{
    std::int64_t latest = 0;
    for (std::uint32_t step = begin; step < end;) {
        // The highest level whose sum, not longer than what is asked for, begins here.
        std::size_t level = 0;
        std::uint32_t length = 1;
        while (level < Levels && step % (length * BlockSize) == 0
               && length * BlockSize <= end - step) {
            length *= BlockSize;
            ++level;
        }
        latest = std::max(latest,
                          level == 0 ? late(step).count() : sum(level - 1, step / length).latest);
        step += length;
    }
    return trace::Time{latest};
}

trace::Time LagTrack::earliestFrom(std::uint32_t step) const noexcept
{
    std::int64_t earliest = Nothing;
    std::size_t place = step / BlockSize;
    for (std::size_t level = 0; level < Levels; ++level) {
        const std::size_t end = m_levels[level].size() + 1;
        const bool last = level + 1 == Levels;
        for (; place < end && (last || place % BlockSize != 0); ++place)
            earliest = std::min(earliest, sum(level, place).earliest);
        place = (place + BlockSize - 1) / BlockSize;
    }
    return trace::Time{earliest};
}

void LagTrack::settle()
{
    const auto found = std::min_element(m_since.begin(), m_since.end());
    m_earliestWaiting = found == m_since.end() ? Nothing : *found;
}

} // namespace views
