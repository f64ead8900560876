#include "views/analysis/runtotals.h"

#include "engine/trace/schema.h"
#include "views/analysis/timesum.h"

#include <algorithm>
#include <utility>

namespace views {

namespace {

constexpr std::size_t RecordsInSlice = 200'000;

} // namespace

RunTotals::RunTotals(const RunModel &model, std::vector<std::size_t> kinds)
    : m_model(model)
    , m_kinds(std::move(kinds))
    , m_tasks(model.taskCount())
    , m_waits(m_kinds.empty() ? 0 : *std::max_element(m_kinds.begin(), m_kinds.end()) + 1)
{
}

bool RunTotals::read(const std::function<bool(std::size_t)> &goOn)
{
    const auto &log = m_model.trace().records();
    for (std::size_t begin = 0; begin < m_model.records();) {
        const auto run = log.run(begin);
        const std::size_t some = std::min({run.size(), RecordsInSlice, m_model.records() - begin});
        for (const trace::Record &record : run.first(some))
            read(record);
        begin += some;
        if (!goOn(begin))
            return false;
    }
    for (Task &task : m_tasks)
        turnTo(task, Doing::Nothing, m_model.end());
    return true;
}

void RunTotals::read(const trace::Record &record)
{
    if (!trace::isTransition(record.kind()) || record.subject >= m_tasks.size())
        return;
    Task &task = m_tasks[record.subject];
    const trace::Time now = record.time();
    switch (record.kind()) {
    case trace::Kind::Created:
        turnTo(task, Doing::Ready, now);
        break;
    case trace::Kind::Ready:
        if (record.isByTask())
            ++m_wakes.byTasks;
        else if (record.argument == static_cast<std::uint32_t>(trace::Waker::Timer))
            ++m_wakes.byTimers;
        else
            ++m_wakes.byOthers;
        turnTo(task, Doing::Ready, now);
        break;
    case trace::Kind::Resumed:
        turnTo(task, Doing::Running, now);
        ++task.steps;
        break;
    case trace::Kind::Suspended: {
        const trace::Reason reason = m_model.trace().wait(record.wait()).reason;
        task.kind = static_cast<std::uint32_t>(m_kinds[static_cast<std::size_t>(reason)]);
        ++m_waits[task.kind].count;
        const bool yields = m_model.trace().waitKind(reason).shape == trace::Shape::Turn;
        turnTo(task, yields ? Doing::Ready : Doing::Waiting, now);
        break;
    }
    case trace::Kind::Lost: // it waits on
        break;
    default:
        turnTo(task, Doing::Nothing, now);
    }
}

void RunTotals::turnTo(Task &task, Doing doing, trace::Time now)
{
    const trace::Time lasted = now - task.since;
    switch (std::exchange(task.doing, doing)) {
    case Doing::Nothing:
        break;
    case Doing::Ready:
        task.ready += lasted;
        m_ready = sumOf(m_ready, lasted);
        break;
    case Doing::Running:
        task.running += lasted;
        m_running = sumOf(m_running, lasted);
        m_longestStep = std::max(m_longestStep, lasted);
        break;
    case Doing::Waiting:
        if (lasted > trace::Time{0})
            addWait(task, lasted);
        break;
    }
    task.since = now;
}

void RunTotals::addWait(Task &task, trace::Time time)
{
    m_waits[task.kind].time = sumOf(m_waits[task.kind].time, time);
    std::uint32_t last = NoEntry;
    for (std::uint32_t i = task.firstWait; i != NoEntry; i = m_entries[i].next) {
        if (m_entries[i].kind == task.kind) {
            m_entries[i].time += time;
            return;
        }
        last = i;
    }
    (last == NoEntry ? task.firstWait : m_entries[last].next)
        = static_cast<std::uint32_t>(m_entries.size());
    m_entries.push_back({time, task.kind, NoEntry});
}

TaskTimes RunTotals::timesOf(trace::TaskId id) const
{
    const Task &task = m_tasks[static_cast<std::size_t>(id)];
    const TaskTrack &track = m_model.track(id);
    TaskTimes times;
    times.running = task.running;
    times.ready = task.ready;
    for (std::uint32_t i = task.firstWait; i != NoEntry; i = m_entries[i].next)
        times.waits.push_back({m_entries[i].kind, m_entries[i].time});
    times.steps = task.steps;
    times.end = m_model.end();
    if (track.hasEnded()) {
        times.end = track.start(track.size() - 1);
        times.how = track.state(track.size() - 1);
    }
    return times;
}

} // namespace views
