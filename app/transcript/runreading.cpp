#include "app/transcript/runreading.h"

#include <algorithm>
#include <utility>

namespace app {

using trace::Kind;
using trace::ObjectId;
using trace::Reason;
using trace::TaskId;

namespace {

/// So many children of a task, the last before it waits, are looked at for those that it awaits.
constexpr std::size_t MostCandidates = 1000;

bool isOfTasks(Reason reason)
{
    switch (reason) {
    case Reason::Gather:
    case Reason::Wait:
    case Reason::WaitFor:
    case Reason::CancelAndWait:
    case Reason::Shield:
        return true;
    default:
        return false;
    }
}

} // namespace

void RunningTasks::begin(TaskId task)
{
    if (contains(task))
        return;
    m_isRunning[static_cast<std::size_t>(task)] = true;
    m_running.push_back(task);
}

void RunningTasks::end(TaskId task)
{
    if (!contains(task))
        return;
    m_isRunning[static_cast<std::size_t>(task)] = false;
    m_running.erase(std::find(m_running.begin(), m_running.end(), task));
}

bool RunningTasks::contains(TaskId task) const
{
    const auto index = static_cast<std::size_t>(task);
    return index < m_isRunning.size() && m_isRunning[index];
}

RunReading::RunReading(const trace::Trace &trace, TranscriptProgress &progress)
    : m_trace(trace)
    , m_records(trace.records().size())
    , m_lives(trace.tasks().size())
    , m_things(trace.objects().size())
    , m_running(m_lives.size())
    , m_open(m_lives.size(), NoGroup)
    , m_stepBegins(m_lives.size(), NoRecord)
    , m_creators(m_lives.size(), TaskId::None)
    , m_isToBeCancelled(m_lives.size())
    , m_depths(m_things.size())
    , m_wasSet(m_things.size())
    , m_isAwaited(m_lives.size())
    , m_candidateOf(m_lives.size(), NoGroup)
{
    read(progress);
    findAwaited(progress);
}

void RunReading::read(TranscriptProgress &progress)
{
    progress.begin(ReadingShare);
    for (std::size_t i = 0; i < m_records; ++i) {
        progress.tell(i, m_records);
        const trace::Record &record = m_trace.records()[i];
        if (record.kind() == Kind::Ended)
            return;
        if (record.kind() != Kind::Ready && record.kind() != Kind::CancelRequested)
            forgetCancelling();
        read(i, record);
    }
}

void RunReading::read(std::size_t index, const trace::Record &record)
{
    const auto subject = static_cast<std::size_t>(record.subject);
    switch (record.kind()) {
    case Kind::Created:
        m_lives[subject].created = index;
        if (record.isByTask() && m_running.contains(record.byTask())) {
            m_lives[record.argument].children.push_back(record.task());
            m_creators[subject] = record.byTask();
        }
        break;
    case Kind::Ready:
        readReady(index, record);
        break;
    case Kind::Resumed:
        resume(index, record.task());
        break;
    case Kind::Suspended:
        suspend(index, record);
        break;
    case Kind::Finished:
    case Kind::Failed:
    case Kind::Cancelled:
        end(index, record.task());
        if (record.kind() == Kind::Failed)
            m_failed = record.task();
        break;
    case Kind::CancelRequested:
        readCancelRequest(index, record);
        break;
    case Kind::Depth:
        if (record.argument > m_depths[subject] && m_running.current() != TaskId::None)
            m_things[subject].isFed = true;
        m_depths[subject] = record.argument;
        break;
    case Kind::Acquired:
        m_things[subject].hasHolds = true;
        break;
    case Kind::Released:
        findCondition(index, record);
        break;
    default:
        break;
    }
}

void RunReading::readReady(std::size_t index, const trace::Record &record)
{
    const auto woken
        = std::find_if(m_cancelling.begin(), m_cancelling.end(),
                       [&](const Cancelling &one) { return one.task == record.task(); });
    m_cancelling.erase(woken, m_cancelling.end());
    const std::size_t number = m_open[record.subject];
    if (number == NoGroup || m_suspensions[number].ready != NoRecord)
        return;
    Suspension &suspension = m_suspensions[number];
    suspension.ready = index;
    suspension.wokenInStep = record.isByTask() && m_running.contains(record.byTask());
    suspension.isCancelled = m_isToBeCancelled[record.subject];
    const trace::Wait &wait = m_trace.wait(suspension.wait);
    if (suspension.isCancelled || !isThing(wait.object()))
        return;
    Thing &thing = m_things[wait.what];
    if (wait.reason == Reason::QueueJoin)
        thing.hasJoin = true;
    else if (wait.reason == Reason::Event)
        m_wasSet[wait.what] = true;
    else if (wait.reason == Reason::QueueGet && record.isByTask() && !suspension.wokenInStep)
        thing.isOfCompletions = true;
}

// cancel() of a task goes on to what it awaits, and those requests follow the one that was asked
// for.
void RunReading::readCancelRequest(std::size_t index, const trace::Record &record)
{
    const TaskId task = record.task();
    if (record.argument != m_canceller)
        forgetCancelling();
    m_canceller = record.argument;
    if (!record.isByTask() || !m_running.contains(record.byTask()))
        noteAbort(task);
    while (!m_cancelling.empty() && m_cancelling.back().left == 0)
        m_cancelling.pop_back();
    if (!m_cancelling.empty()) {
        Cancelling &top = m_cancelling.back();
        const trace::Wait &wait = m_trace.wait(m_suspensions[top.suspension].wait);
        const auto children = static_cast<std::int64_t>(
            m_lives[static_cast<std::size_t>(top.task)].children.size());
        const bool isAwaited = wait.reason == Reason::Task
            ? wait.task() == task
            : isChild(task, top.task) || children < wait.amount;
        if (isAwaited) {
            --top.left;
            m_passedOn.insert(index);
            m_suspensions[top.suspension].awaited.push_back(task);
        } else {
            m_cancelling.clear();
        }
    }
    m_isToBeCancelled[record.subject] = true;
    const std::size_t number = m_open[record.subject];
    if (number == NoGroup)
        return;
    const trace::Wait &wait = m_trace.wait(m_suspensions[number].wait);
    if (wait.reason == Reason::Task)
        m_cancelling.push_back({task, number, 1});
    else if (wait.reason == Reason::Gather)
        m_cancelling.push_back({task, number, wait.amount});
}

// A group whose task fails cancels the others, and then the one that waits for it or is still in
// its body.
void RunReading::noteAbort(TaskId task)
{
    if (const auto found = m_cancelled.find(task); found != m_cancelled.end()) {
        std::vector<TaskId> &aborted = m_aborted[task];
        aborted.insert(aborted.end(), found->second.begin(), found->second.end());
    }
    if (!m_cancelled.empty() && m_failed != TaskId::None && isChild(m_failed, task))
        m_aborted[task].push_back(m_failed);
    m_cancelled[m_creators[static_cast<std::size_t>(task)]].push_back(task);
}

void RunReading::forgetCancelling()
{
    m_cancelling.clear();
    if (!m_cancelled.empty()) // clear() goes through its buckets
        m_cancelled.clear();
}

void RunReading::suspend(std::size_t index, const trace::Record &record)
{
    Suspension suspension;
    suspension.task = record.task();
    suspension.wait = record.wait();
    suspension.stepBegin = m_stepBegins[record.subject];
    suspension.begin = index;
    if (m_trace.wait(record.wait()).reason == Reason::TaskGroup) {
        suspension.awaited = std::move(m_aborted[record.task()]);
        m_aborted.erase(record.task());
    }
    m_open[record.subject] = m_suspensions.size();
    m_lives[record.subject].suspensions.push_back(m_suspensions.size());
    m_suspensions.push_back(std::move(suspension));
    m_running.end(record.task());
    const trace::Wait &wait = m_trace.wait(record.wait());
    if (wait.reason == Reason::Executor)
        m_mostJobs = std::max(m_mostJobs, ++m_jobs);
    else if (wait.reason == Reason::Event && isThing(wait.object()) && m_wasSet[wait.what])
        m_things[wait.what].isReset = true;
}

void RunReading::resume(std::size_t index, TaskId task)
{
    const auto subject = static_cast<std::size_t>(task);
    const std::size_t number = std::exchange(m_open[subject], NoGroup);
    if (number != NoGroup) {
        Suspension &suspension = m_suspensions[number];
        suspension.resumed = index;
        if (m_trace.wait(suspension.wait).reason == Reason::Executor)
            --m_jobs;
    }
    m_isToBeCancelled[subject] = false;
    m_stepBegins[subject] = index;
    m_running.begin(task);
}

void RunReading::end(std::size_t index, TaskId task)
{
    m_lives[static_cast<std::size_t>(task)].ended = index;
    m_running.end(task);
}

// Condition.wait() releases the lock, whose next waiter that wakes, and waits.
void RunReading::findCondition(std::size_t index, const trace::Record &released)
{
    for (std::size_t i = index + 1; i < m_records; ++i) {
        const trace::Record &next = m_trace.records()[i];
        if (next.kind() == Kind::Ready)
            continue;
        if (next.kind() != Kind::Suspended || next.task() != m_running.current())
            return;
        const trace::Wait &wait = m_trace.wait(next.wait());
        if (wait.reason == Reason::Condition && isThing(wait.object())) {
            m_things[released.subject].condition = wait.object();
            m_releasedToWait.insert(index);
        }
        return;
    }
}

bool RunReading::isChild(TaskId task, TaskId of) const
{
    return m_creators[static_cast<std::size_t>(task)] == of;
}

bool RunReading::isByTimer(const Suspension &suspension) const
{
    return suspension.ready != NoRecord && !suspension.isCancelled
        && m_trace.records()[suspension.ready].argument
        == static_cast<std::uint32_t>(trace::Waker::Timer);
}

bool RunReading::hasEnded(TaskId task, std::size_t before) const
{
    return m_lives[static_cast<std::size_t>(task)].ended < before;
}

TaskId RunReading::wakerOf(const Suspension &suspension) const
{
    if (suspension.ready == NoRecord || suspension.isCancelled)
        return TaskId::None;
    const trace::Record &ready = m_trace.records()[suspension.ready];
    return ready.isByTask() && isTask(ready.byTask()) ? ready.byTask() : TaskId::None;
}

void RunReading::findAwaited(TranscriptProgress &progress)
{
    progress.begin(AwaitedShare);
    for (std::size_t number = 0; number < m_suspensions.size(); ++number) {
        progress.tell(number, m_suspensions.size());
        const Reason reason = m_trace.wait(m_suspensions[number].wait).reason;
        if (reason == Reason::TaskGroup)
            findMembers(number);
        else if (isOfTasks(reason))
            findAwaited(number);
    }
}

// Whoever it is that was cancelled with it, or that woke it; then what the same step created, then
// what it created before and nobody else awaits. Who has not ended when a gather has is not of it.
void RunReading::findAwaited(std::size_t number)
{
    struct Candidate
    {
        TaskId task = TaskId::None;
        int score = 0;
    };
    Suspension &suspension = m_suspensions[number];
    const trace::Wait &wait = m_trace.wait(suspension.wait);
    const bool isSeveral = wait.reason == Reason::Gather || wait.reason == Reason::Wait;
    // Some do not say how many: at least the one that ends the wait is one of them.
    const std::size_t wanted
        = isSeveral ? static_cast<std::size_t>(std::max<std::int64_t>(1, wait.amount)) : 1;
    const std::size_t until = suspension.ready;
    const bool isLate = isByTimer(suspension);
    // What wakes the task is on its way from its own step: all have ended before.
    const bool isDone = until != NoRecord && m_trace.records()[until].byTask() == suspension.task;
    const bool needsAll = wait.reason == Reason::Gather && !suspension.isCancelled
        && suspension.resumed != NoRecord
        && m_trace.records()[suspension.resumed].exception() == trace::TextId::Empty;
    const TaskId waker = wakerOf(suspension);

    std::vector<Candidate> candidates;
    const auto consider = [&](TaskId task, int bonus) {
        const Life &life = m_lives[static_cast<std::size_t>(task)];
        if (task == suspension.task || life.created > suspension.begin
            || (needsAll && life.ended > until) || (isLate && wanted == 1 && life.ended < until)
            || (isDone && life.ended > suspension.begin)
            || m_candidateOf[static_cast<std::size_t>(task)] == number)
            return;
        m_candidateOf[static_cast<std::size_t>(task)] = number;
        int score = bonus;
        if (suspension.stepBegin != NoRecord && life.created > suspension.stepBegin)
            score += 16;
        if (!m_isAwaited[static_cast<std::size_t>(task)])
            score += 8;
        if (life.ended > suspension.begin)
            score += 4;
        if (until != NoRecord && life.ended < until)
            score += 2;
        candidates.push_back({task, score});
    };
    if (waker != TaskId::None && hasEnded(waker, until))
        consider(waker, 64);
    for (const TaskId task : suspension.awaited)
        consider(task, 32);
    const std::vector<TaskId> &children
        = m_lives[static_cast<std::size_t>(suspension.task)].children;
    const auto end = std::partition_point(children.begin(), children.end(), [&](TaskId child) {
        return m_lives[static_cast<std::size_t>(child)].created < suspension.begin;
    });
    const std::size_t most = std::max(MostCandidates, 4 * wanted);
    const auto count = static_cast<std::size_t>(end - children.begin());
    for (std::size_t i = count; i-- > count - std::min(count, most);)
        consider(children[i], 0);

    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate &a, const Candidate &b) { return a.score > b.score; });
    candidates.resize(std::min(candidates.size(), wanted));
    suspension.awaited.clear();
    for (const Candidate &candidate : candidates) {
        suspension.awaited.push_back(candidate.task);
        m_isAwaited[static_cast<std::size_t>(candidate.task)] = true;
    }
    std::sort(suspension.awaited.begin(), suspension.awaited.end());
}

// A group waits for what its task has created in it and still runs; with the first of those it has
// begun, as far as that can be told. Others may have created tasks in it: the last to end was one.
void RunReading::findMembers(std::size_t number)
{
    Suspension &suspension = m_suspensions[number];
    const std::size_t until = suspension.ready;
    const std::vector<TaskId> &children
        = m_lives[static_cast<std::size_t>(suspension.task)].children;
    Ungrouped &ungrouped = m_ungrouped[suspension.task];
    for (; ungrouped.children < children.size(); ++ungrouped.children) {
        const TaskId task = children[ungrouped.children];
        if (m_lives[static_cast<std::size_t>(task)].created > suspension.begin)
            break;
        ungrouped.tasks.push_back(task);
    }
    std::vector<TaskId> known = std::exchange(suspension.awaited, {});
    std::sort(known.begin(), known.end());
    bool hasBegun = false;
    std::vector<TaskId> left;
    for (const TaskId task : ungrouped.tasks) {
        Life &life = m_lives[static_cast<std::size_t>(task)];
        if (life.group != NoGroup || m_isAwaited[static_cast<std::size_t>(task)])
            continue;
        const bool goesOn = until != NoRecord && !suspension.isCancelled && life.ended > until;
        hasBegun |= !goesOn
            && (life.ended > suspension.begin
                || std::binary_search(known.begin(), known.end(), task));
        if (hasBegun && !goesOn) {
            life.group = number;
            suspension.awaited.push_back(task);
        } else if (goesOn || (!left.empty() && left.size() < MostCandidates)) {
            left.push_back(task); // a group around this one has begun with it, or with one before
        }
    }
    ungrouped.tasks = std::move(left);
    const TaskId waker = wakerOf(suspension);
    if (waker != TaskId::None && hasEnded(waker, until)
        && m_lives[static_cast<std::size_t>(waker)].group == NoGroup && hasBegun
        && waker != suspension.task) {
        m_lives[static_cast<std::size_t>(waker)].group = number;
        suspension.awaited.push_back(waker);
    }
}

} // namespace app
