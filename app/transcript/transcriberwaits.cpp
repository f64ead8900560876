// What tasks wait for, and what becomes of it.
#include "app/transcript/transcriber.h"
#include "engine/workloads/script/scriptexceptions.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace app {

using trace::Kind;
using trace::ObjectId;
using trace::Reason;
using trace::TaskId;

namespace {

constexpr std::chrono::hours Long{1};
constexpr const char *CancelledError = "CancelledError";

bool isByTimer(const trace::Record &record)
{
    return record.argument == static_cast<std::uint32_t>(trace::Waker::Timer);
}

} // namespace

void Transcriber::suspendFor(TaskId task, const Suspension &suspension, trace::Time at)
{
    const trace::Wait &wait = m_trace.wait(suspension.wait);
    switch (wait.reason) {
    case Reason::Sleep:
        return add(task, fmt::format("\"sleep\", {}", jsonMilliseconds(trace::Time(wait.amount))),
                   at);
    case Reason::Yield:
        return add(task, "\"sleep\", 0", at);
    case Reason::QueueGet:
    case Reason::QueuePut:
    case Reason::QueueJoin:
    case Reason::Lock:
    case Reason::Semaphore:
    case Reason::Event:
    case Reason::Condition:
        if (m_reading.isThing(wait.object()))
            return take(task, suspension, at);
        break;
    case Reason::Task:
        if (m_reading.isTask(wait.task()) && wait.task() != m_main)
            return add(task, fmt::format("\"await\", {}", m_names.task(wait.task())), at);
        break;
    case Reason::Gather:
    case Reason::Wait:
    case Reason::Shield:
        return suspendForTasks(task, suspension, at);
    case Reason::WaitFor:
    case Reason::CancelAndWait:
        return suspendForWaitFor(task, suspension, at);
    case Reason::TaskGroup:
        return suspendForGroup(task, suspension);
    case Reason::Executor:
        if (const auto length = lengthOf(suspension); length && m_reading.mostJobs() <= 2)
            return add(task, fmt::format("\"exec\", {}", jsonMilliseconds(shortened(*length))), at);
        return sleepInstead(task, suspension, Loss::Jobs);
    default:
        break;
    }
    suspendForElse(task, suspension, at);
}

void Transcriber::take(TaskId task, const Suspension &suspension, trace::Time at)
{
    const trace::Wait &wait = m_trace.wait(suspension.wait);
    const ObjectId object = wait.object();
    const RunReading::Thing &thing = m_reading.thing(object);
    State &now = state(task);
    const Awaiting awaiting{wait.reason, object, at};
    if (now.awaiting == awaiting) // woken, and another was faster
        return;
    now.awaiting.reset();
    switch (wait.reason) {
    case Reason::QueueGet:
        if (thing.isOfCompletions && !thing.isFed)
            return takeCompletion(task, suspension, at);
        markDone(task, object);
        now.awaiting = awaiting;
        return add(task, fmt::format("\"get\", {}", m_names.object(object)), at);
    case Reason::QueuePut:
        now.awaiting = awaiting;
        m_notes.add(Loss::Items);
        return add(task, fmt::format("\"put\", {}, null", m_names.object(object)), at);
    case Reason::QueueJoin:
        return add(task, fmt::format("\"join\", {}", m_names.object(object)), at);
    case Reason::Event:
        return add(task, fmt::format("\"wait\", {}", m_names.object(object)), at);
    case Reason::Condition:
        now.heldAgain = object;
        return add(task, fmt::format("\"wait\", {}", m_names.object(object)), at);
    default: // a lock or a semaphore
        if (thing.condition != ObjectId::None && now.heldAgain == thing.condition)
            return; // of Condition.wait()
        if (thing.hasHolds) {
            now.awaiting = awaiting;
            return;
        }
        m_notes.add(Loss::Holds, TaskId::None, trace::WaitId::None,
                    QString::fromStdString(m_names.object(object)));
        return add(task, fmt::format("\"acquire\", {}", m_names.object(object)), at);
    }
}

void Transcriber::takeCompletion(TaskId task, const Suspension &suspension, trace::Time at)
{
    const bool isByTask = suspension.ready != NoRecord && !suspension.isCancelled
        && m_trace.records()[suspension.ready].isByTask()
        && m_trace.records()[suspension.ready].byTask() != task;
    if (!isByTask)
        return sleepInstead(task, suspension, Loss::Completions);
    m_notes.add(Loss::Completions, task, suspension.wait);
    add(task,
        fmt::format("\"wait\", {}, \"ALL_COMPLETED\", null",
                    listOf({m_trace.records()[suspension.ready].byTask()})),
        at);
}

void Transcriber::suspendForTasks(TaskId task, const Suspension &suspension, trace::Time at)
{
    const trace::Wait &wait = m_trace.wait(suspension.wait);
    const std::vector<TaskId> &awaited = suspension.awaited;
    const auto count = static_cast<std::int64_t>(awaited.size());
    if (awaited.empty())
        return suspendForElse(task, suspension, at);
    if (wait.reason == Reason::Shield)
        return add(task, fmt::format("\"shield\", {}", m_names.task(awaited.front())), at);
    if (count < wait.amount)
        m_notes.add(Loss::Awaited, task, suspension.wait, wordOf(suspension.wait));
    const std::string list = listOf(awaited);
    if (wait.reason == Reason::Gather)
        return add(task,
                   fmt::format("\"gather\", {}, {}", list,
                               returnsExceptions(suspension) ? "true" : "false"),
                   at);
    const auto length = lengthOf(suspension);
    const bool isLimited = length && isByTimer(m_trace.records()[suspension.ready]);
    const bool all = !length || isLimited
        || std::all_of(awaited.begin(), awaited.end(),
                       [&](TaskId one) { return m_reading.life(one).ended < suspension.ready; });
    add(task,
        fmt::format("\"wait\", {}, \"{}\", {}", list, all ? "ALL_COMPLETED" : "FIRST_COMPLETED",
                    isLimited ? jsonMilliseconds(shortened(*length)) : "null"),
        at);
}

/// A gather that goes on when one of its tasks has failed returns exceptions.
bool Transcriber::returnsExceptions(const Suspension &suspension) const
{
    if (suspension.resumed == NoRecord)
        return false;
    const bool isThrown = m_trace.records()[suspension.resumed].exception() != trace::TextId::Empty;
    if (isThrown && !suspension.isCancelled && !wasCancelledWith(suspension))
        return false;
    std::size_t firstFailed = NoRecord;
    std::size_t last = 0;
    for (const TaskId task : suspension.awaited) {
        const std::size_t ended = m_reading.life(task).ended;
        last = std::max(last, ended);
        if (ended != NoRecord && m_trace.records()[ended].kind() != Kind::Finished)
            firstFailed = std::min(firstFailed, ended);
    }
    return firstFailed != NoRecord
        && (!isThrown || (last < suspension.ready && firstFailed < last));
}

/// Somebody has asked for its cancellation, which those that it awaits have taken.
bool Transcriber::wasCancelledWith(const Suspension &suspension) const
{
    return m_trace.text(m_trace.records()[suspension.resumed].exception()) == CancelledError;
}

void Transcriber::suspendForWaitFor(TaskId task, const Suspension &suspension, trace::Time at)
{
    if (suspension.awaited.empty())
        return suspendForElse(task, suspension, at);
    const std::string &name = m_names.task(suspension.awaited.front());
    if (m_trace.wait(suspension.wait).reason == Reason::CancelAndWait) {
        if (!state(task).isInWaitFor)
            add(task, fmt::format("\"wait_for\", {}, 0", name), at);
        return;
    }
    state(task).isInWaitFor = true;
    const auto length = lengthOf(suspension);
    const bool isLimited = length && isByTimer(m_trace.records()[suspension.ready]);
    if (!isLimited)
        m_notes.add(Loss::Limit, task, suspension.wait);
    const trace::Time limit
        = isLimited ? shortened(*length) : std::max<trace::Time>(Long, 2 * length.value_or(Long));
    add(task, fmt::format("\"wait_for\", {}, {}", name, jsonMilliseconds(limit)), at);
}

void Transcriber::suspendForGroup(TaskId task, const Suspension &suspension)
{
    const auto number = static_cast<std::size_t>(&suspension - m_reading.suspensions().data());
    if (suspension.awaited.empty()) {
        // Its own task was cancelled while it waited, and it waits again; or nothing is known of
        // it.
        if (!state(task).isInGroup)
            sleepInstead(task, suspension, Loss::Awaited);
        return;
    }
    state(task).isInGroup = true;
    if (std::exchange(state(task).hasFailedInGroup, false))
        state(task).script.add({"\"raise\", \"RuntimeError\""});
    state(task).script.endGroup(m_names.group(number));
}

void Transcriber::suspendForElse(TaskId task, const Suspension &suspension, trace::Time at)
{
    const Reason reason = m_trace.wait(suspension.wait).reason;
    if (!suspension.wokenInStep && lengthOf(suspension))
        return sleepInstead(task, suspension,
                            reason == Reason::Future || reason == Reason::Task ? Loss::OutsideWake
                                                                               : Loss::ForeignWait);
    if (reason != Reason::Future)
        m_notes.add(Loss::ForeignFuture, task, suspension.wait, wordOf(suspension.wait));
    state(task).future = m_names.future();
    add(task, fmt::format("\"await\", {}", state(task).future), at);
}

void Transcriber::sleepInstead(TaskId task, const Suspension &suspension, Loss loss)
{
    m_notes.add(loss, task, suspension.wait, wordOf(suspension.wait));
    add(task,
        fmt::format("\"sleep\", {}",
                    jsonMilliseconds(shortened(lengthOf(suspension).value_or(Long)))),
        timeOf(suspension.begin));
}

void Transcriber::resumeFrom(TaskId task, const Suspension &suspension, const std::string &thrown)
{
    State &now = state(task);
    const Reason reason = m_trace.wait(suspension.wait).reason;
    const auto limit = thrown == CancelledError ? now.limit : std::nullopt;
    if (!thrown.empty())
        finishLocks(task);
    if (reason != Reason::WaitFor)
        now.isInWaitFor = false;
    std::string exception = thrown;
    if (reason == Reason::TaskGroup) {
        if (hasFailed(suspension))
            exception = "ExceptionGroup";
    } else if (reason == Reason::CancelAndWait && thrown.empty()) {
        exception = now.script.isInterrupted() ? std::string() : failureOf(suspension);
        if (exception == CancelledError)
            exception = "TimeoutError";
    } else if (reason == Reason::WaitFor && thrown.empty()) {
        exception = failureOf(suspension);
    }
    if (!exception.empty())
        now.script.interrupt(exception, limit);
}

/// What the one that is awaited has ended with before; empty: a result, or not yet.
std::string Transcriber::failureOf(const Suspension &suspension)
{
    if (suspension.awaited.empty())
        return {};
    const TaskId task = suspension.awaited.front();
    const std::size_t ended = m_reading.life(task).ended;
    if (ended == NoRecord || ended > suspension.resumed)
        return {};
    const trace::Record &end = m_trace.records()[ended];
    if (end.kind() == Kind::Failed)
        return exceptionOf(end.exception(), task);
    return end.kind() == Kind::Cancelled ? CancelledError : std::string();
}

bool Transcriber::hasFailed(const Suspension &group) const
{
    return std::any_of(group.awaited.begin(), group.awaited.end(), [&](TaskId task) {
        const std::size_t ended = m_reading.life(task).ended;
        return ended < group.resumed && m_trace.records()[ended].kind() == Kind::Failed;
    });
}

void Transcriber::wake(TaskId waker, const Suspension &suspension, trace::Time at)
{
    const trace::Wait &wait = m_trace.wait(suspension.wait);
    State &now = state(waker);
    if (const std::string &future = state(suspension.task).future; !future.empty())
        return add(waker, fmt::format("\"set_result\", {}, null", future), at);
    if (!m_reading.isThing(wait.object()))
        return;
    const RunReading::Thing &thing = m_reading.thing(wait.object());
    if (wait.reason == Reason::QueueJoin) {
        wakeJoin(waker, wait.object());
    } else if (wait.reason == Reason::Event) {
        const std::string words = fmt::format("\"set\", {}", m_names.object(wait.object()));
        if (now.deed == words)
            return; // it wakes several
        add(waker, words, at);
        if (thing.isReset) {
            m_notes.add(Loss::Cleared, TaskId::None, trace::WaitId::None,
                        QString::fromStdString(m_names.object(wait.object())));
            add(waker, fmt::format("\"clear\", {}", m_names.object(wait.object())), at);
            now.deed = words;
        }
    } else if (wait.reason == Reason::Condition) {
        const auto words = [&](std::size_t count) {
            return fmt::format("\"notify\", {}, {}", m_names.object(wait.object()), count);
        };
        if (now.deed != words(now.notified)) {
            now.notified = 1;
            return add(waker, words(1), at);
        }
        now.deed = words(++now.notified);
        now.script.last()->words = now.deed;
    } else if ((wait.reason == Reason::Semaphore || wait.reason == Reason::Lock)
               && !thing.hasHolds) {
        add(waker, fmt::format("\"release\", {}", m_names.object(wait.object())), at);
    }
}

/// Every item that has been taken is done by now.
void Transcriber::wakeJoin(TaskId waker, ObjectId queue)
{
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const TaskId task{static_cast<std::uint32_t>(i)};
        std::vector<ObjectId> &undone = state(task).undone;
        const auto count = std::count(undone.begin(), undone.end(), queue);
        if (task == waker) {
            markDone(task, queue);
            continue;
        }
        for (std::ptrdiff_t j = 0; j < count; ++j)
            state(task).script.addBeforeLast({fmt::format("\"done\", {}", m_names.object(queue))});
        std::erase(undone, queue);
    }
}

void Transcriber::wakeFromOutside(const Suspension &suspension, trace::Time at)
{
    const trace::Wait &wait = m_trace.wait(suspension.wait);
    if (!m_reading.isThing(wait.object()))
        return;
    if (wait.reason == Reason::Event) {
        addOutside(at, fmt::format("\"set\", {}", m_names.object(wait.object())));
        if (m_reading.thing(wait.object()).isReset)
            addOutside(at, fmt::format("\"clear\", {}", m_names.object(wait.object())));
    } else if ((wait.reason == Reason::Semaphore || wait.reason == Reason::Lock)
               && !m_reading.thing(wait.object()).hasHolds) {
        addOutside(at, fmt::format("\"release\", {}", m_names.object(wait.object())));
    }
}

/// It has been interrupted, or is for ever, before it could hold what it waits for.
void Transcriber::finishLocks(TaskId task)
{
    const auto awaiting = std::exchange(state(task).awaiting, std::nullopt);
    if (!awaiting || (awaiting->reason != Reason::Lock && awaiting->reason != Reason::Semaphore))
        return;
    state(task).script.add(
        {fmt::format("\"{}\", {}", lockWord(awaiting->object), m_names.object(awaiting->object)),
         {{}},
         {},
         awaiting->begin});
}

/// task_done() of what it has taken from \a queue.
void Transcriber::markDone(TaskId task, ObjectId queue)
{
    std::vector<ObjectId> &undone = state(task).undone;
    const auto count = std::count(undone.begin(), undone.end(), queue);
    std::erase(undone, queue);
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        m_notes.add(Loss::Done);
        add(task, fmt::format("\"done\", {}", m_names.object(queue)), state(task).now);
    }
}

const Suspension *Transcriber::suspensionOf(TaskId task) const
{
    const std::size_t count = m_states[static_cast<std::size_t>(task)].suspensions;
    return count == 0 ? nullptr
                      : &m_reading.suspensions()[m_reading.life(task).suspensions[count - 1]];
}

trace::Time Transcriber::timeOf(std::size_t record) const
{
    return m_trace.records()[record].time();
}

std::optional<trace::Time> Transcriber::lengthOf(const Suspension &suspension) const
{
    if (suspension.ready == NoRecord || suspension.isCancelled)
        return std::nullopt;
    return timeOf(suspension.ready) - timeOf(suspension.begin);
}

std::string Transcriber::exceptionOf(trace::TextId name, TaskId task)
{
    const std::string &text = m_trace.text(name);
    if (engine::findExceptionType(text) != nullptr)
        return text;
    m_notes.add(Loss::Exception, task, trace::WaitId::None, QString::fromStdString(text));
    return "RuntimeError";
}

std::string Transcriber::lockWord(ObjectId object) const
{
    if (m_reading.thing(object).condition != ObjectId::None)
        return "cond";
    return m_trace.text(m_trace.object(object).kind) == "semaphore" ? "sem" : "lock";
}

std::string Transcriber::listOf(const std::vector<TaskId> &tasks) const
{
    std::vector<std::string> names;
    for (const TaskId task : tasks) {
        if (task != m_main)
            names.push_back(m_names.task(task));
    }
    return fmt::format("[{}]", fmt::join(names, ", "));
}

QString Transcriber::wordOf(trace::WaitId wait) const
{
    const std::string_view word = m_trace.waitKind(wait).word;
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

} // namespace app
