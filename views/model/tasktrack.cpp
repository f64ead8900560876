#include "views/model/tasktrack.h"

#include "views/model/search.h"

#include <algorithm>

namespace views {

namespace {

// Waiting stands in no sum; the states after it move up by one.
constexpr std::size_t slot(State state) noexcept
{
    const auto index = static_cast<std::size_t>(state);
    return state > State::Waiting ? index - 1 : index;
}

template <class Sums>
Mix unfolded(const Sums &sums, std::int64_t total)
{
    Mix mix{};
    for (std::size_t i = 0; i < TimedStates; ++i) {
        const auto state = static_cast<State>(i);
        if (state == State::Waiting)
            continue;
        mix[i] = static_cast<std::int64_t>(sums[slot(state)]);
        total -= mix[i];
    }
    mix[static_cast<std::size_t>(State::Waiting)] = total;
    return mix;
}

} // namespace

bool TaskTrack::append(trace::Time start, std::uint32_t step, std::uint32_t record, State state)
{
    bool blocked = false;
    if (empty()) {
        m_firstStep = step;
    } else {
        Begin &last = m_open->begins[(m_size - 1) % BlockSize];
        const trace::Time lasted = start - last.time();
        blocked = last.state() == State::Running && lasted >= BlockingThreshold;
        if (blocked)
            last = Begin(last.time(), State::Blocking);
        if (last.state() != State::Waiting && !isEnd(last.state())) {
            m_closed.times[slot(last.state())] += lasted.count();
            m_closed.steps[slot(last.state())] += step - m_lastStep;
        }
    }
    const std::size_t place = m_size % BlockSize;
    if (place == 0)
        openBlock(start);
    m_open->begins[place] = Begin(start, state);
    m_open->records[place] = record;
    m_lastStep = step;
    ++m_size;
    return blocked;
}

void TaskTrack::lose() noexcept
{
    // Stands in no sum yet.
    Begin &last = m_open->begins[(m_size - 1) % BlockSize];
    last = Begin(last.time(), State::Lost);
}

void TaskTrack::openBlock(trace::Time start)
{
    std::pmr::polymorphic_allocator<> memory(m_memory);
    const std::size_t count = blockCount();
    if (count == m_room) {
        m_room = std::max(1U, m_room * 2);
        auto *moved = memory.allocate_object<Entry>(m_room);
        std::copy_n(m_blocks, count, moved);
        m_blocks = moved;
    }
    m_open = memory.new_object<Block>(m_closed);
    m_blocks[count] = {start.count(), m_open};
}

template <class After>
std::size_t TaskTrack::lastIn(std::size_t next, After after) const noexcept
{
    if (next == 0)
        return None;
    const std::size_t first = (next - 1) * BlockSize;
    const Block &block = *m_blocks[next - 1].block;
    return first - 1 + firstWhere(0, std::min(BlockSize, m_size - first), [&](std::size_t i) {
               return after(block, i);
           });
}

std::size_t TaskTrack::segmentAt(trace::Time time) const noexcept
{
    const std::size_t next = firstWhere(
        0, blockCount(), [&](std::size_t b) { return m_blocks[b].start > time.count(); });
    return lastIn(next,
                  [&](const Block &block, std::size_t i) { return block.begins[i].time() > time; });
}

std::size_t TaskTrack::segmentAfter(std::size_t records) const noexcept
{
    const std::size_t next = firstWhere(
        0, blockCount(), [&](std::size_t b) { return m_blocks[b].block->records[0] >= records; });
    return lastIn(next,
                  [&](const Block &block, std::size_t i) { return block.records[i] >= records; });
}

std::size_t TaskTrack::segmentNear(trace::Time time, std::size_t guess) const noexcept
{
    // None is the number before 0.
    return nearWhere(0, size(), guess, [&](std::size_t i) { return start(i) > time; }) - 1;
}

Mix TaskTrack::timesBefore(std::size_t segment) const noexcept
{
    const Block &block = blockOf(segment);
    Mix mix = unfolded(block.sums.times, (block.begins[0].time() - start(0)).count());
    for (std::size_t i = 0; i < segment % BlockSize; ++i) {
        const trace::Time lasted = block.begins[i + 1].time() - block.begins[i].time();
        mix[static_cast<std::size_t>(block.begins[i].state())] += lasted.count();
    }
    return mix;
}

Mix TaskTrack::stepsBefore(std::size_t segment, const StepIndex &steps) const noexcept
{
    const Block &block = blockOf(segment);
    std::uint32_t at = steps.before(block.records[0]);
    Mix mix = unfolded(block.sums.steps, at - m_firstStep);
    for (std::size_t i = 0; i < segment % BlockSize; ++i) {
        const std::uint32_t next = steps.before(block.records[i + 1]);
        mix[static_cast<std::size_t>(block.begins[i].state())] += next - at;
        at = next;
    }
    return mix;
}

std::size_t TaskTrack::ownStepsBefore(std::size_t segment) const noexcept
{
    const Block &block = blockOf(segment);
    std::size_t own
        = block.sums.steps[slot(State::Running)] + block.sums.steps[slot(State::Blocking)];
    for (std::size_t i = 0; i < segment % BlockSize; ++i)
        own += isRunning(block.begins[i].state()) ? 1 : 0;
    return own;
}

void TaskTrack::prefetchEnd() const noexcept
{
    if (m_open == nullptr)
        return;
    const std::size_t place = m_size % BlockSize;
    __builtin_prefetch(&m_open->begins[place], 1);
    __builtin_prefetch(&m_open->records[place], 1);
}

void TaskTrack::prefetchBlock(std::size_t segment) const noexcept
{
    if (segment < m_size)
        prefetch(blockOf(segment).begins.data(), BlockSize);
}

} // namespace views
