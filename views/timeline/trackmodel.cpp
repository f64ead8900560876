#include "views/timeline/trackmodel.h"

#include "views/timeline/mixwalker.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace views {

namespace {

constexpr std::size_t NoGroup = static_cast<std::size_t>(-1);

/// The first index in [begin, end) for which \a after holds, which holds for all that follow.
template <class Predicate>
std::size_t firstWhere(std::size_t begin, std::size_t end, Predicate after)
{
    while (begin < end) {
        const std::size_t middle = begin + (end - begin) / 2;
        if (after(middle))
            end = middle;
        else
            begin = middle + 1;
    }
    return begin;
}

// The same for an answer that is likely near: doubles its stride until it has passed it.
template <class Predicate>
std::size_t nearWhere(std::size_t begin, std::size_t end, Predicate after)
{
    std::size_t stride = 1;
    std::size_t low = begin;
    while (low + stride < end && !after(low + stride)) {
        low += stride;
        stride *= 2;
    }
    return firstWhere(low, std::min(end, low + stride + 1), after);
}

State stateOf(const trace::Trace &trace, const trace::Record &record)
{
    switch (record.kind()) {
    case trace::Kind::Resumed:
        return State::Running;
    case trace::Kind::Suspended:
        switch (trace.wait(record.wait()).reason) {
        case trace::Reason::Yield:
            return State::Ready;
        case trace::Reason::Sleep:
            return State::Sleeping;
        default:
            return State::Waiting;
        }
    case trace::Kind::Finished:
        return State::Done;
    case trace::Kind::Failed:
        return State::Failed;
    case trace::Kind::Cancelled:
        return State::Cancelled;
    case trace::Kind::CancelRequested:
        return State::Cancelling;
    case trace::Kind::Lost:
        return State::Lost;
    default:
        return State::Ready;
    }
}

} // namespace

TrackModel::TrackModel(std::shared_ptr<const trace::Trace> trace)
    : m_trace(std::move(trace))
    , m_ready(*m_trace)
{
}

bool TrackModel::advance()
{
    const std::size_t begin = records();
    for (auto run = m_trace->records().run(begin); !run.empty();
         run = m_trace->records().run(records())) {
        for (const trace::Record &record : run)
            read(records(), record);
        m_end = std::max(m_end, run.back().time());
    }
    return records() != begin;
}

bool TrackModel::extendTo(trace::Time now)
{
    if (now <= m_end || m_outcome)
        return false;
    m_end = now;
    return true;
}

void TrackModel::read(std::size_t index, const trace::Record &record)
{
    const auto number = static_cast<std::uint32_t>(index);
    const std::uint32_t step = m_steps.steps();
    m_ready.append(record);
    m_steps.append(record.kind() == trace::Kind::Resumed);
    switch (record.kind()) {
    case trace::Kind::Printed:
        break;
    case trace::Kind::Ended:
        m_outcome = record.outcome();
        break;
    case trace::Kind::Depth: {
        const auto object = static_cast<std::size_t>(record.object());
        if (object >= m_depths.size())
            m_depths.resize(object + 1);
        if (m_depths[object].size() == 0)
            m_queues.push_back(record.object());
        m_depths[object].append(number, record.argument);
        break;
    }
    case trace::Kind::CancelRequested: {
        // A request to a task that is on its way already changes nothing to be seen.
        TaskTrack &track = trackOf(record);
        if (!track.empty()
            && (track.state(track.size() - 1) == State::Waiting
                || track.state(track.size() - 1) == State::Sleeping))
            track.append(record.time(), step, number, State::Cancelling);
        break;
    }
    default:
        trackOf(record).append(record.time(), step, number, stateOf(*m_trace, record));
    }
}

TaskTrack &TrackModel::trackOf(const trace::Record &record)
{
    const auto task = static_cast<std::size_t>(record.task());
    while (task >= m_tracks.size()) {
        const trace::TaskId id{static_cast<std::uint32_t>(m_tracks.size())};
        const trace::TaskInfo &info = m_trace->task(id);
        const trace::TextId name = info.loop != trace::TextId::Empty ? info.loop : info.coroutine;
        const auto text = static_cast<std::size_t>(name);
        if (text >= m_groupOfText.size())
            m_groupOfText.resize(text + 1, NoGroup);
        if (m_groupOfText[text] == NoGroup) {
            m_groupOfText[text] = m_groups.size();
            m_groups.push_back({name, {}});
        }
        m_groups[m_groupOfText[text]].tasks.push_back(id);
        m_tracks.emplace_back();
    }
    return m_tracks[task];
}

Units TrackModel::end(AxisKind axis) const noexcept
{
    return axis == AxisKind::Clock ? m_end.count() : Units{m_steps.steps()} * UnitsPerStep;
}

QString TrackModel::name(trace::TaskId task) const
{
    return QString::fromStdString(m_trace->taskName(task));
}

bool TrackModel::isMain(trace::TaskId task) const
{
    const trace::TaskInfo &info = m_trace->task(task);
    return info.creator == trace::TaskId::None && m_trace->text(info.coroutine) == "main";
}

QString TrackModel::label(trace::TaskId task) const
{
    const trace::TaskInfo &info = m_trace->task(task);
    if (info.label != trace::TextId::Empty)
        return QString::fromStdString(m_trace->text(info.label));
    return isMain(task) ? QStringLiteral("main") : name(task);
}

const DepthTrack &TrackModel::depth(trace::ObjectId queue) const
{
    static const DepthTrack none;
    const auto index = static_cast<std::size_t>(queue);
    return index < m_depths.size() ? m_depths[index] : none;
}

std::uint32_t TrackModel::peak(trace::ObjectId queue) const
{
    return queue == trace::ObjectId::None ? m_ready.highest(0, m_ready.records())
                                          : depth(queue).highest(0, depth(queue).size());
}

std::uint32_t TrackModel::depthAfter(trace::ObjectId queue, std::size_t records) const
{
    return queue == trace::ObjectId::None ? m_ready.depthAfter(records)
                                          : depth(queue).depthAfter(records);
}

std::vector<DepthSample> TrackModel::samples(trace::ObjectId queue, const TimeAxis &axis) const
{
    const bool isReady = queue == trace::ObjectId::None;
    const DepthTrack &track = depth(queue);
    const std::size_t size = isReady ? m_ready.records() : track.size();
    const auto place
        = [&](std::size_t i) { return at(isReady ? i : track.record(i), axis.kind()); };

    const auto pastLeft = [&](std::size_t i) { return place(i) >= axis.range().begin; };
    std::size_t i = firstWhere(0, size, pastLeft);
    std::uint32_t settled = isReady ? m_ready.depthAfter(i) : (i > 0 ? track.depth(i - 1) : 0);
    std::vector<DepthSample> samples{{axis.range().begin, settled, settled}};
    while (i < size) {
        const Units first = place(i);
        if (first > axis.range().end)
            break;
        // What happens at one place is one sample, however the pixel's edge is rounded.
        const Units edge = std::max(first + 1, axis.toUnits(std::floor(axis.toX(first)) + 1));
        const std::size_t next
            = nearWhere(i, size, [&](std::size_t j) { return place(j) >= edge && j > i; });
        const std::uint32_t before = settled;
        settled = isReady ? m_ready.depthAfter(next) : track.depth(next - 1);
        const std::uint32_t peak = isReady ? m_ready.highest(i, next) : track.highest(i, next);
        // Records that leave the ready queue alone are no change.
        if (!isReady || settled != before || peak != before)
            samples.push_back({place(next - 1), settled, std::max(peak, settled)});
        i = next;
    }
    return samples;
}

Units TrackModel::at(std::size_t record, AxisKind axis) const noexcept
{
    return axis == AxisKind::Clock ? m_trace->records()[record].time().count()
                                   : Units{m_steps.before(record)} * UnitsPerStep;
}

Units TrackModel::at(const Position &position, AxisKind axis) const noexcept
{
    if (axis == AxisKind::Clock)
        return position.time.count();
    const std::uint32_t step = m_steps.before(position.records);
    return Units{step} * UnitsPerStep;
}

std::size_t TrackModel::recordsUntil(trace::Time time) const noexcept
{
    return firstWhere(0, records(),
                      [&](std::size_t i) { return m_trace->records()[i].time() > time; });
}

Position TrackModel::positionAt(Units at, AxisKind axis) const noexcept
{
    if (axis == AxisKind::Clock) {
        const trace::Time time{std::clamp<Units>(at, 0, m_end.count())};
        return {time, recordsUntil(time)};
    }
    if (m_steps.steps() == 0 || at < 0)
        return {};
    // The nearest boundary between steps: after the step, and before whatever comes next.
    const auto step = static_cast<std::uint32_t>(
        std::min<Units>((at + UnitsPerStep / 2) / UnitsPerStep, m_steps.steps()));
    if (step == m_steps.steps())
        return {m_end, records()};
    const std::size_t record = m_steps.record(step);
    const std::size_t last = record > 0 ? record - 1 : 0;
    return {m_trace->records()[last].time(), record};
}

TimeRange TrackModel::times(const UnitRange &range, AxisKind axis) const noexcept
{
    if (axis == AxisKind::Clock)
        return {trace::Time{range.begin}, trace::Time{range.end}};
    const trace::Time begin = positionAt(range.begin, axis).time;
    const trace::Time end = positionAt(range.end, axis).time;
    return {begin, std::max(end, begin + trace::Time{1})};
}

Units TrackModel::start(const SegmentRef &segment, AxisKind axis) const noexcept
{
    const TaskTrack &t = track(segment.task);
    return axis == AxisKind::Clock ? t.start(segment.index).count()
                                   : at(t.record(segment.index), axis);
}

Units TrackModel::end(const SegmentRef &segment, AxisKind axis) const noexcept
{
    const bool last = segment.index + 1 >= track(segment.task).size();
    return last ? end(axis) : start({segment.task, segment.index + 1}, axis);
}

State TrackModel::state(const SegmentRef &segment) const noexcept
{
    const TaskTrack &t = track(segment.task);
    const State state = t.state(segment.index);
    // Only the next transition settles it in the track.
    if (state == State::Running && segment.index + 1 == t.size()
        && m_end - t.start(segment.index) >= BlockingThreshold)
        return State::Blocking;
    return state;
}

std::optional<SegmentRef> TrackModel::segmentAt(trace::TaskId task, Units where,
                                                AxisKind axis) const noexcept
{
    const TaskTrack &t = track(task);
    if (where < 0)
        return {};
    std::size_t segment = TaskTrack::None;
    if (axis == AxisKind::Clock) {
        segment = t.segmentAt(trace::Time{where});
    } else {
        // What lies at step k or before is what begins with or before the record of step k.
        const Units step = where / UnitsPerStep;
        segment = t.segmentAfter(step < m_steps.steps()
                                     ? m_steps.record(static_cast<std::uint32_t>(step)) + 1
                                     : records());
    }
    if (segment == TaskTrack::None)
        return {};
    return SegmentRef{task, segment};
}

const trace::Wait *TrackModel::wait(const SegmentRef &segment) const noexcept
{
    const TaskTrack &t = track(segment.task);
    switch (t.state(segment.index)) {
    case State::Sleeping:
    case State::Waiting:
    case State::Cancelling:
    case State::Lost:
        break;
    default:
        return nullptr;
    }
    for (std::size_t i = segment.index + 1; i-- > 0;) {
        const trace::Record &record = m_trace->records()[t.record(i)];
        if (record.kind() == trace::Kind::Suspended)
            return &m_trace->wait(record.wait());
        if (record.kind() == trace::Kind::Resumed)
            break;
    }
    return nullptr;
}

Wake TrackModel::wake(const SegmentRef &segment) const noexcept
{
    const TaskTrack &t = track(segment.task);
    std::size_t i = segment.index;
    while (i < t.size() && t.state(i) != State::Ready && !isRunning(t.state(i)))
        ++i;
    if (i >= t.size() || t.state(i) != State::Ready)
        return {};
    const trace::Record &record = m_trace->records()[t.record(i)];
    Wake wake{Wake::By::Nobody, trace::TaskId::None, t.record(i), false};
    if (record.kind() == trace::Kind::Suspended) {
        wake.by = Wake::By::Task;
        wake.task = segment.task;
    } else if (record.argument == static_cast<std::uint32_t>(trace::Waker::Timer)) {
        wake.by = Wake::By::Timer;
    } else if (record.argument == static_cast<std::uint32_t>(trace::Waker::External)) {
        wake.by = Wake::By::External;
    } else if (record.argument != static_cast<std::uint32_t>(trace::Waker::None)) {
        wake.by = Wake::By::Task;
        wake.task = record.byTask();
    }
    if (i > 0 && t.state(i - 1) == State::Cancelling) {
        wake.cancel = true;
        const trace::Record &request = m_trace->records()[t.record(i - 1)];
        if (request.byTask() != trace::TaskId::None) {
            wake.by = Wake::By::Task;
            wake.task = request.byTask();
            wake.record = t.record(i - 1);
        }
    }
    return wake;
}

std::uint32_t TrackModel::stepOf(const SegmentRef &segment) const noexcept
{
    return m_steps.before(track(segment.task).record(segment.index));
}

Mix TrackModel::mix(trace::TaskId task, const UnitRange &range, AxisKind axis) const noexcept
{
    return MixWalker(*this, task, axis, range.begin).advance(range.end).mix;
}

std::size_t TrackModel::stepCount(trace::TaskId task, std::size_t begin,
                                  std::size_t stop) const noexcept
{
    const TaskTrack &t = track(task);
    const auto count = [&](std::size_t segment) -> std::size_t {
        if (t.empty())
            return 0;
        const std::size_t last = std::min(segment, t.size() - 1);
        const Mix mix = t.stepsBefore(last, m_steps);
        const Units own = mix[static_cast<std::size_t>(State::Running)]
            + mix[static_cast<std::size_t>(State::Blocking)];
        return static_cast<std::size_t>(own) + (segment > last && isRunning(t.state(last)) ? 1 : 0);
    };
    return count(stop) - count(begin);
}

} // namespace views
