#include "views/timeline/tasktrack.h"

#include "views/timeline/nearest.h"

#include <algorithm>
#include <iterator>

namespace views {

namespace {

constexpr std::size_t LeastRoom = 8;

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
        State &last = m_states.back();
        const std::int64_t lasted = start.count() - m_starts.back();
        blocked = last == State::Running && lasted >= BlockingThreshold.count();
        if (blocked)
            last = State::Blocking;
        if (last != State::Waiting && !isEnd(last)) {
            m_closed.times[slot(last)] += lasted;
            m_closed.steps[slot(last)] += step - m_lastStep;
        }
    }
    if (size() == m_starts.capacity())
        reserveToGrow(size() + size() / 2, record);
    if (size() % BlockSize == 0)
        m_sums.push_back(m_closed);
    m_starts.push_back(start.count());
    m_records.push_back(record);
    m_states.push_back(state);
    m_lastStep = step;
    return blocked;
}

void TaskTrack::reserve(std::size_t segments)
{
    m_starts.reserve(segments);
    m_records.reserve(segments);
    m_states.reserve(segments);
    m_sums.reserve((segments + BlockSize - 1) / BlockSize);
}

void TaskTrack::reserveToGrow(std::size_t segments, std::uint32_t record)
{
    // The upper bits of a multiple of the golden ratio are spread evenly.
    const std::uint32_t share = record * 0x9e37'79b9U >> 24;
    reserve(segments + segments * share / 256 + LeastRoom);
}

std::size_t TaskTrack::segmentAt(trace::Time time) const noexcept
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), time.count());
    return after == m_starts.begin()
        ? None
        : static_cast<std::size_t>(std::distance(m_starts.begin(), after)) - 1;
}

std::size_t TaskTrack::segmentNear(trace::Time time, std::size_t guess) const noexcept
{
    // None is the number before 0.
    return nearWhere(0, size(), guess, [&](std::size_t i) { return m_starts[i] > time.count(); })
        - 1;
}

std::size_t TaskTrack::segmentAfter(std::size_t records) const noexcept
{
    const auto after = std::lower_bound(m_records.begin(), m_records.end(), records);
    return after == m_records.begin()
        ? None
        : static_cast<std::size_t>(std::distance(m_records.begin(), after)) - 1;
}

Mix TaskTrack::timesBefore(std::size_t segment) const noexcept
{
    const std::size_t block = segment / BlockSize;
    const std::size_t first = block * BlockSize;
    Mix mix = unfolded(m_sums[block].times, m_starts[first] - m_starts.front());
    for (std::size_t i = first; i < segment; ++i)
        mix[static_cast<std::size_t>(m_states[i])] += m_starts[i + 1] - m_starts[i];
    return mix;
}

Mix TaskTrack::stepsBefore(std::size_t segment, const StepIndex &steps) const noexcept
{
    const std::size_t block = segment / BlockSize;
    const std::size_t first = block * BlockSize;
    std::uint32_t at = steps.before(m_records[first]);
    Mix mix = unfolded(m_sums[block].steps, at - m_firstStep);
    for (std::size_t i = first; i < segment; ++i) {
        const std::uint32_t next = steps.before(m_records[i + 1]);
        mix[static_cast<std::size_t>(m_states[i])] += next - at;
        at = next;
    }
    return mix;
}

std::size_t TaskTrack::ownStepsBefore(std::size_t segment) const noexcept
{
    const std::size_t block = segment / BlockSize;
    std::size_t own
        = m_sums[block].steps[slot(State::Running)] + m_sums[block].steps[slot(State::Blocking)];
    for (std::size_t i = block * BlockSize; i < segment; ++i)
        own += isRunning(m_states[i]) ? 1 : 0;
    return own;
}

} // namespace views
