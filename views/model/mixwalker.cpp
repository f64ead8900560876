#include "views/model/mixwalker.h"

#include "views/model/runmodel.h"

#include <algorithm>
#include <limits>

namespace views {

namespace {

// Longer walks cost more than two look-ups in the sums.
constexpr std::size_t WalkAtMost = 48;
constexpr Units Never = std::numeric_limits<Units>::max();

std::size_t at(State state)
{
    return static_cast<std::size_t>(state);
}

} // namespace

MixWalker::MixWalker(const RunModel &model, trace::TaskId task, AxisKind axis, Units begin)
    : m_model(model)
    , m_task(task)
    , m_track(model.track(task))
    , m_axis(axis)
    , m_at(begin)
    , m_limit(model.end(axis))
{
    if (!m_track.empty())
        m_lastState = model.state({task, m_track.size() - 1});
    if (m_track.isLost())
        m_limit = Never;
    const auto before = model.segmentAt(task, begin - 1, axis);
    enter(before ? before->index : TaskTrack::None);
}

Units MixWalker::startOf(std::size_t segment) const noexcept
{
    return m_axis == AxisKind::Clock ? m_track.start(segment).count()
                                     : m_model.at(m_track.record(segment), m_axis);
}

State MixWalker::stateOf(std::size_t segment) const noexcept
{
    return segment + 1 == m_track.size() ? m_lastState : m_track.state(segment);
}

void MixWalker::enter(std::size_t segment) noexcept
{
    // None + 1 is 0: the first segment comes after none.
    m_segment = segment;
    m_next = segment + 1 < m_track.size() ? startOf(segment + 1) : Never;
}

void MixWalker::add(Units to, Stretch &stretch) noexcept
{
    if (m_segment != TaskTrack::None && !isEnd(stateOf(m_segment)))
        stretch.mix[at(stateOf(m_segment))] += std::max<Units>(0, std::min(to, m_limit) - m_at);
    m_at = to;
}

MixWalker::Stretch MixWalker::advance(Units to)
{
    const Units from = m_at;
    Stretch stretch;
    for (std::size_t walked = 0; m_next < to; ++walked) {
        // Where one pixel had more, the next one likely has too.
        if (walked == WalkAtMost || m_leapt > WalkAtMost) {
            leap(to, stretch);
            break;
        }
        add(m_next, stretch);
        enter(m_segment + 1);
        if (m_segment % TaskTrack::BlockSize == 0)
            m_track.prefetchBlock(m_segment + TaskTrack::BlockSize);
        stretch.steps += isRunning(m_track.state(m_segment)) ? 1 : 0;
    }
    add(to, stretch);
    stretch.shared = m_segment != TaskTrack::None && startOf(m_segment) > from;
    return stretch;
}

void MixWalker::leap(Units to, Stretch &stretch)
{
    const Mix before = sums();
    const std::size_t begun = stepsBegun();
    // Pixels of one width cover about as many segments each.
    const std::size_t from = m_segment;
    enter(m_axis == AxisKind::Clock
              ? m_track.segmentNear(trace::Time{to - 1}, std::min(m_track.size(), from + m_leapt))
              : m_model.segmentAt(m_task, to - 1, m_axis)->index);
    m_leapt = m_segment - from;
    m_at = startOf(m_segment);
    const Mix after = sums();
    for (std::size_t i = 0; i < TimedStates; ++i)
        stretch.mix[i] += after[i] - before[i];
    stretch.steps += stepsBegun() - begun;
}

Mix MixWalker::sums() const noexcept
{
    const bool clock = m_axis == AxisKind::Clock;
    Mix mix
        = clock ? m_track.timesBefore(m_segment) : m_track.stepsBefore(m_segment, m_model.steps());
    if (!clock) {
        for (Units &units : mix)
            units *= UnitsPerStep;
    }
    if (!isEnd(m_track.state(m_segment)))
        mix[at(m_track.state(m_segment))] += m_at - startOf(m_segment);
    return mix;
}

std::size_t MixWalker::stepsBegun() const noexcept
{
    return m_model.stepCount(m_task, 0, m_segment + 1);
}

} // namespace views
