#include "views/model/runmodel.h"

#include "engine/trace/schema.h"
#include "views/model/deadline.h"
#include "views/model/mixwalker.h"
#include "views/model/onelinetext.h"
#include "views/model/search.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace views {

namespace {

constexpr std::size_t NoGroup = static_cast<std::size_t>(-1);
// So far ahead of a loop, over records or columns, what it will touch is prefetched.
constexpr std::size_t Ahead = 8;

State stateOf(const trace::Trace &trace, const trace::Record &record)
{
    switch (record.kind()) {
    case trace::Kind::Resumed:
        return State::Running;
    case trace::Kind::Suspended:
        switch (trace.waitKind(record.wait()).shape) {
        case trace::Shape::Turn:
            return State::Ready;
        case trace::Shape::Timer:
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
    default:
        return State::Ready;
    }
}

bool endsStep(trace::Kind kind)
{
    return kind == trace::Kind::Suspended || kind == trace::Kind::Finished
        || kind == trace::Kind::Failed || kind == trace::Kind::Cancelled;
}

} // namespace

RunModel::RunModel(std::shared_ptr<const trace::Trace> trace)
    : m_trace(std::move(trace))
    , m_memory(std::make_unique<TrackMemory>())
    , m_ready(*m_trace)
    , m_busy(*m_trace)
{
}

std::optional<Position> RunModel::advance(std::size_t most)
{
    const std::size_t begin = records();
    m_changed = {m_end, begin};
    const std::size_t end = begin + std::min(most, m_trace->records().size() - begin);
    while (records() < end) {
        const auto run = m_trace->records().run(records());
        const auto wanted = run.first(std::min(run.size(), end - records()));
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (i + Ahead < wanted.size() && wanted[i + Ahead].subject < m_tracks.size())
                m_tracks[wanted[i + Ahead].subject].prefetchEnd();
            read(records(), wanted[i]);
        }
        m_end = std::max(m_end, wanted.back().time());
    }
    if (records() == begin)
        return {};
    m_lag.settle();
    return m_changed;
}

std::optional<Position> RunModel::extendTo(trace::Time now)
{
    if (now <= m_end || m_outcome)
        return {};
    Position changed{m_end, records()};
    const auto after = [this](trace::Time time) {
        return recordFrom((time - BlockingThreshold).count() + 1, AxisKind::Clock);
    };
    const std::size_t last = after(now);
    for (std::size_t i = after(m_end); i < last; ++i) {
        const trace::Record &record = m_trace->records()[i];
        if (record.kind() != trace::Kind::Resumed)
            continue;
        const TaskTrack &t = track(record.task());
        if (t.record(t.size() - 1) == i) {
            changed = {record.time(), i};
            break;
        }
    }
    m_end = now;
    return changed;
}

void RunModel::read(std::size_t index, const trace::Record &record)
{
    const auto number = static_cast<std::uint32_t>(index);
    const std::uint32_t step = m_steps.steps();
    if (index % TimesEvery == 0)
        m_times.push_back(record.time().count());
    m_ready.append(record);
    m_steps.append(record.kind() == trace::Kind::Resumed);
    int begun = 0; // steps
    switch (record.kind()) {
    case trace::Kind::Printed:
        m_printed.push_back(number);
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
        TaskTrack &track = trackOf(record.task());
        if (!track.empty()
            && (track.state(track.size() - 1) == State::Waiting
                || track.state(track.size() - 1) == State::Sleeping)) {
            track.append(record.time(), step, number, State::Cancelling);
            m_lag.leaves(record.task());
        } else {
            m_askedOnTheirWay.insert(record.subject);
        }
        break;
    }
    case trace::Kind::Lost: {
        TaskTrack &track = trackOf(record.task());
        if (track.empty() || track.hasEnded())
            break;
        track.lose();
        m_lag.leaves(record.task());
        m_hasLost = true;
        const std::size_t wait = track.size() - 1;
        if (track.start(wait) < m_changed.time)
            m_changed = {track.start(wait), track.record(wait)};
        break;
    }
    case trace::Kind::Renamed:
        m_names[record.task()] = trace::TextId{record.argument};
        break;
    case trace::Kind::Acquired:
    case trace::Kind::Released: {
        const auto object = static_cast<std::size_t>(record.object());
        if (object >= m_holders.size())
            m_holders.resize(object + 1);
        m_holders[object].append(number, record);
        break;
    }
    case trace::Kind::Resumed:
        m_turns.append(record.firstOfTurn());
        [[fallthrough]];
    default: {
        if (!trace::isTransition(record.kind())) {
            m_notes.append(number, record);
            break;
        }
        TaskTrack &track = trackOf(record.task());
        const State state = stateOf(*m_trace, record);
        begun = readLoad(number, record, track, state);
        if (track.append(record.time(), step, number, state)) {
            const std::size_t blocked = track.size() - 2;
            if (track.start(blocked) < m_changed.time)
                m_changed = {track.start(blocked), track.record(blocked)};
        }
        if (record.kind() == trace::Kind::Cancelled
            || (record.kind() == trace::Kind::Resumed
                && record.exception() != trace::TextId::Empty))
            readThrown(record, track);
    }
    }
    m_busy.append(record.time(), record.task(), begun);
}

/// What it means to the loops that \a track goes on in \a state with \a record: returns how many
/// steps begin, or -1.
int RunModel::readLoad(std::uint32_t number, const trace::Record &record, const TaskTrack &track,
                       State state)
{
    const trace::TaskId task = record.task();
    const std::optional<State> before
        = track.empty() ? std::nullopt : std::optional(track.lastState());
    const int born = int{!isEnd(state)} - int{before && !isEnd(*before)};
    if (born != 0) {
        const std::uint32_t alive = m_alive.size() == 0 ? 0 : m_alive.depth(m_alive.size() - 1);
        m_alive.append(number, alive + static_cast<std::uint32_t>(born));
    }
    if (state == State::Running)
        m_lag.begins(task, record.time(), before == State::Ready);
    else if (state == State::Ready)
        m_lag.readies(task, record.time(), before == State::Sleeping);
    else if (state == State::Sleeping)
        m_lag.sleeps(task,
                     deadlineOf(*m_trace, m_trace->wait(record.wait()), record.time())
                         .value_or(LagTrack::Never));
    else
        m_lag.leaves(task);
    return int{isRunning(state)} - int{before && isRunning(*before)};
}

void RunModel::readThrown(const trace::Record &record, const TaskTrack &track)
{
    const auto segment = static_cast<std::uint32_t>(track.size() - 1);
    if (record.kind() == trace::Kind::Resumed) {
        // What it waits for may have been cancelled instead of itself.
        const bool asked = (segment >= 2 && track.state(segment - 2) == State::Cancelling)
            || m_askedOnTheirWay.erase(record.subject) > 0;
        if (asked && m_trace->text(record.exception()) == "CancelledError")
            m_outlivedCancels[record.subject].push_back(segment);
        return;
    }
    // The step that it was thrown into has ended the task.
    const auto found = m_outlivedCancels.find(record.subject);
    if (found == m_outlivedCancels.end() || found->second.back() + 1 != segment)
        return;
    found->second.pop_back();
    if (found->second.empty())
        m_outlivedCancels.erase(found);
}

std::span<const std::uint32_t> RunModel::outlivedCancels(trace::TaskId task) const
{
    const auto found = m_outlivedCancels.find(static_cast<std::uint32_t>(task));
    if (found == m_outlivedCancels.end())
        return {};
    // What is still in the step may yet end in it.
    const std::span<const std::uint32_t> all = found->second;
    return all.back() + 1 < track(task).size() ? all : all.first(all.size() - 1);
}

TaskTrack &RunModel::trackOf(trace::TaskId wanted)
{
    const auto task = static_cast<std::size_t>(wanted);
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
        m_tracks.emplace_back(*m_memory);
        m_busy.addTask(info.loop);
        m_lag.addTask();
    }
    return m_tracks[task];
}

std::uint32_t RunModel::stepsAtEndOfTurn(std::uint32_t steps) const noexcept
{
    if (steps >= m_steps.steps())
        return m_steps.steps();
    const std::uint32_t turn = m_turns.before(steps + 1);
    return turn < m_turns.steps() ? static_cast<std::uint32_t>(m_turns.record(turn))
                                  : m_steps.steps();
}

RunModel::TurnPlace RunModel::placeInTurn(std::size_t records) const noexcept
{
    const std::uint32_t done = m_steps.before(records);
    const std::uint32_t turn = m_turns.before(done);
    if (turn == 0)
        return {};
    const auto first = static_cast<std::uint32_t>(m_turns.record(turn - 1));
    return {turn, done - first, stepsAtEndOfTurn(done - 1) - first};
}

Position RunModel::positionAfterStep(std::uint32_t step) const noexcept
{
    if (step == 0)
        return {};
    const auto &log = m_trace->records();
    const std::size_t begin = m_steps.record(step - 1);
    // Loops in other threads may take steps before this one has ended.
    const std::size_t next = step < m_steps.steps() ? m_steps.record(step) : records();
    std::size_t last = begin;
    while (last + 1 < next
           && !(endsStep(log[last].kind()) && log[last].subject == log[begin].subject))
        ++last;
    return {log[last].time(), last + 1};
}

Units RunModel::end(AxisKind axis) const noexcept
{
    return axis == AxisKind::Clock ? m_end.count() : Units{m_steps.steps()} * UnitsPerStep;
}

QString RunModel::name(trace::TaskId task) const
{
    const auto late = m_names.find(task);
    return oneLine(QString::fromStdString(late != m_names.end() ? m_trace->text(late->second)
                                                                : m_trace->taskName(task)));
}

std::string_view RunModel::givenName(trace::TaskId task) const
{
    const auto late = m_names.find(task);
    return m_trace->text(late != m_names.end() ? late->second : m_trace->task(task).name);
}

bool RunModel::isMain(trace::TaskId task) const
{
    const trace::TaskInfo &info = m_trace->task(task);
    return info.creator == trace::TaskId::None && m_trace->text(info.coroutine) == "main";
}

QString RunModel::label(trace::TaskId task) const
{
    const trace::TaskInfo &info = m_trace->task(task);
    if (info.label != trace::TextId::Empty)
        return oneLine(QString::fromStdString(m_trace->text(info.label)));
    return isMain(task) ? QStringLiteral("main") : name(task);
}

const DepthTrack &RunModel::depth(trace::ObjectId queue) const
{
    static const DepthTrack none;
    const auto index = static_cast<std::size_t>(queue);
    return index < m_depths.size() ? m_depths[index] : none;
}

const HolderTrack &RunModel::holderTrack(trace::ObjectId object) const noexcept
{
    static const HolderTrack Nobody;
    const auto index = static_cast<std::size_t>(object);
    return index < m_holders.size() ? m_holders[index] : Nobody;
}

std::vector<trace::TaskId> RunModel::holders(trace::ObjectId object, std::size_t records) const
{
    const auto index = static_cast<std::size_t>(object);
    return index < m_holders.size() ? m_holders[index].after(records)
                                    : std::vector<trace::TaskId>();
}

std::size_t RunModel::recordFrom(Units where, AxisKind axis) const noexcept
{
    if (axis == AxisKind::Steps) {
        // The records of place k follow the one that begins step k - 1.
        const Units step = (where + UnitsPerStep - 1) / UnitsPerStep;
        if (step <= 0)
            return 0;
        if (step > m_steps.steps())
            return records();
        return m_steps.record(static_cast<std::uint32_t>(step - 1)) + 1;
    }
    return recordInBlock(
        where, firstWhere(0, m_times.size(), [&](std::size_t b) { return m_times[b] >= where; }));
}

std::size_t RunModel::recordInBlock(Units where, std::size_t block) const noexcept
{
    const std::size_t first = block > 0 ? (block - 1) * TimesEvery : 0;
    return firstWhere(first, std::min(records(), block * TimesEvery),
                      [&](std::size_t i) { return at(i, AxisKind::Clock) >= where; });
}

Units RunModel::at(std::size_t record, AxisKind axis) const noexcept
{
    return axis == AxisKind::Clock ? m_trace->records()[record].time().count()
                                   : Units{m_steps.before(record)} * UnitsPerStep;
}

Units RunModel::at(const Position &position, AxisKind axis) const noexcept
{
    if (axis == AxisKind::Clock)
        return position.time.count();
    const std::uint32_t step = m_steps.before(position.records);
    return Units{step} * UnitsPerStep;
}

std::size_t RunModel::recordsUntil(trace::Time time) const noexcept
{
    return recordFrom(time.count() + 1, AxisKind::Clock);
}

Position RunModel::positionAt(Units at, AxisKind axis) const noexcept
{
    if (axis == AxisKind::Clock) {
        const trace::Time time{std::clamp<Units>(at, 0, m_end.count())};
        return {time, recordsUntil(time)};
    }
    if (at >= end(AxisKind::Steps))
        return endPosition();
    return positionAfterStep(
        static_cast<std::uint32_t>((std::max<Units>(at, 0) + UnitsPerStep / 2) / UnitsPerStep));
}

TimeRange RunModel::times(const UnitRange &range, AxisKind axis) const noexcept
{
    if (axis == AxisKind::Clock)
        return {trace::Time{range.begin}, trace::Time{range.end}};
    const trace::Time begin = positionAt(range.begin, axis).time;
    const trace::Time end = positionAt(range.end, axis).time;
    return {begin, std::max(end, begin + trace::Time{1})};
}

UnitRange RunModel::units(const TimeRange &times, AxisKind axis) const noexcept
{
    if (axis == AxisKind::Clock)
        return {times.begin.count(), times.end.count()};
    const auto step = [this](trace::Time time) {
        return at(Position{time, recordsUntil(time)}, AxisKind::Steps);
    };
    const Units begin = step(times.begin);
    return {begin, std::max(begin + UnitsPerStep, step(times.end))};
}

Units RunModel::start(const SegmentRef &segment, AxisKind axis) const noexcept
{
    const TaskTrack &t = track(segment.task);
    return axis == AxisKind::Clock ? t.start(segment.index).count()
                                   : at(t.record(segment.index), axis);
}

Units RunModel::end(const SegmentRef &segment, AxisKind axis) const noexcept
{
    const bool last = segment.index + 1 >= track(segment.task).size();
    return last ? end(axis) : start({segment.task, segment.index + 1}, axis);
}

State RunModel::state(const SegmentRef &segment) const noexcept
{
    const TaskTrack &t = track(segment.task);
    const State state = t.state(segment.index);
    // Only the next transition settles it in the track.
    if (state == State::Running && segment.index + 1 == t.size()
        && m_end - t.start(segment.index) >= BlockingThreshold)
        return State::Blocking;
    return state;
}

std::optional<SegmentRef> RunModel::segmentAt(trace::TaskId task, Units where,
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

const trace::Wait *RunModel::wait(const SegmentRef &segment) const noexcept
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

Wake RunModel::wake(const SegmentRef &segment) const noexcept
{
    const TaskTrack &t = track(segment.task);
    std::size_t i = segment.index;
    while (i < t.size() && t.state(i) != State::Ready && !isRunning(t.state(i)))
        ++i;
    if (i >= t.size() || t.state(i) != State::Ready)
        return {};
    const trace::Record &record = m_trace->records()[t.record(i)];
    Wake wake;
    wake.record = t.record(i);
    if (record.kind() == trace::Kind::Suspended) {
        wake.by = Wake::By::Task;
        wake.task = segment.task;
    } else if (record.argument == static_cast<std::uint32_t>(trace::Waker::Timer)) {
        wake.by = Wake::By::Timer;
    } else if (record.argument == static_cast<std::uint32_t>(trace::Waker::External)) {
        wake.by = Wake::By::External;
    } else if (record.byCause() != trace::CauseId::None) {
        wake.by = Wake::By::External;
        wake.cause = record.byCause();
    } else if (record.isByTask()) {
        wake.by = Wake::By::Task;
        wake.task = record.byTask();
    }
    if (i > 0 && t.state(i - 1) == State::Cancelling) {
        wake.cancel = true;
        const trace::Record &request = m_trace->records()[t.record(i - 1)];
        if (request.isByTask()) {
            wake.by = Wake::By::Task;
            wake.task = request.byTask();
            wake.record = t.record(i - 1);
        } else if (request.byCause() != trace::CauseId::None) {
            wake.by = Wake::By::External;
            wake.cause = request.byCause();
            wake.record = t.record(i - 1);
        }
    }
    return wake;
}

std::uint32_t RunModel::stepOf(const SegmentRef &segment) const noexcept
{
    return m_steps.before(track(segment.task).record(segment.index));
}

Mix RunModel::mix(trace::TaskId task, const UnitRange &range, AxisKind axis) const noexcept
{
    return MixWalker(*this, task, axis, range.begin).advance(range.end).mix;
}

std::size_t RunModel::stepCount(trace::TaskId task, std::size_t begin,
                                std::size_t end) const noexcept
{
    const TaskTrack &t = track(task);
    const auto count = [&](std::size_t segment) -> std::size_t {
        if (t.empty())
            return 0;
        const std::size_t last = std::min(segment, t.size() - 1);
        return t.ownStepsBefore(last) + (segment > last && isRunning(t.state(last)) ? 1 : 0);
    };
    return count(end) - count(begin);
}

} // namespace views
