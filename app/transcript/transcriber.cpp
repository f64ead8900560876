#include "app/transcript/transcriber.h"

#include "app/transcript/transcript.h"
#include "engine/workloads/script/scriptexceptions.h"
#include "views/words/durationtext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace app {

using trace::Kind;
using trace::ObjectId;
using trace::Reason;
using trace::TaskId;

namespace {

constexpr std::size_t MostOperations = 1'000'000;
/// On the real clock every step takes time; what is less than this is not told.
constexpr std::chrono::milliseconds ShortStep{1};
constexpr std::chrono::microseconds Resolution{10};
const std::string Unknown = "RuntimeError";

} // namespace

Transcriber::Transcriber(const views::RunModel &model, const RunReading &reading, TaskId main,
                         TranscriptNames &names, TranscriptNotes &notes)
    : m_model(model)
    , m_trace(model.trace())
    , m_reading(reading)
    , m_main(main)
    , m_names(names)
    , m_notes(notes)
    , m_leastStep(m_trace.metadata().clock == trace::Metadata::Clock::Real ? trace::Time(ShortStep)
                                                                           : trace::Time(1))
    , m_resolution(m_trace.metadata().clock == trace::Metadata::Clock::Real
                       ? trace::Time(Resolution)
                       : trace::Time(1))
    , m_states(reading.tasks(), State(m_resolution))
    , m_running(reading.tasks())
    , m_depths(reading.things())
{
}

std::vector<Transcriber::Written> Transcriber::write(TranscriptProgress &progress)
{
    progress.begin(WritingShare);
    for (std::size_t i = 0; i < m_reading.records(); ++i) {
        progress.tell(i, m_reading.records());
        const trace::Record &record = m_trace.records()[i];
        if (record.kind() == Kind::Ended)
            break;
        read(i, record);
    }
    if (m_leftOut > trace::Time{0})
        m_notes.add(Loss::Computing, TaskId::None, trace::WaitId::None,
                    views::durationText(m_leftOut));
    std::vector<Written> written;
    if (!m_outside.empty()) {
        m_notes.add(Loss::Outside);
        const std::string name = m_names.addTask("outside");
        written.push_back({TaskId::None, name, outside()});
        state(m_main).script.addFirst({fmt::format("\"spawn\", {}", name)});
    }
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const TaskId task{static_cast<std::uint32_t>(i)};
        if (task != m_main && !state(task).isWritten)
            continue;
        finishLocks(task);
        const auto place = task == m_main ? written.begin() : written.end();
        written.insert(place,
                       {task, m_names.task(task), state(task).script.take(), state(task).isCut});
    }
    return written;
}

void Transcriber::read(std::size_t index, const trace::Record &record)
{
    switch (record.kind()) {
    case Kind::Created:
        return readCreated(record);
    case Kind::Ready:
        return readReady(index, record);
    case Kind::Resumed:
        return readResumed(record);
    case Kind::Suspended:
        return readSuspended(record);
    case Kind::Finished:
    case Kind::Failed:
    case Kind::Cancelled:
        return readEnd(record);
    case Kind::CancelRequested:
        return readCancelRequest(index, record);
    case Kind::Lost:
        state(record.task()).isCut = true;
        return;
    case Kind::Depth:
        return readDepth(record);
    case Kind::Acquired:
        return readAcquired(record);
    case Kind::Released:
        return readReleased(index, record);
    case Kind::Printed:
        return readPrinted(record);
    default:
        return;
    }
}

void Transcriber::readCreated(const trace::Record &record)
{
    const TaskId task = record.task();
    if (task == m_main)
        return;
    const std::string &name = m_names.task(task);
    const bool isFromOutside = !record.isByTask() || !m_running.contains(record.byTask());
    if (isFromOutside && m_mainHasEnded) {
        // asyncio.run() closes generators and executors so.
        const std::string &coroutine = m_trace.text(m_trace.task(task).coroutine);
        if (coroutine.find("shutdown_") == std::string::npos)
            m_notes.add(Loss::Afterwards, task);
        return;
    }
    state(task).isWritten = true;
    if (isFromOutside)
        return addOutside(record.time(), fmt::format("\"spawn\", {}", name));
    const TaskId creator = record.byTask();
    const std::size_t number = m_reading.life(task).group;
    if (number == RunReading::NoGroup)
        return add(creator, fmt::format("\"spawn\", {}", name), record.time());
    const std::string &group = m_names.group(number);
    TaskScript &script = state(creator).script;
    if (m_reading.suspensions()[number].task == creator && !script.isInGroup(group)) {
        spend(creator, record.time());
        script.beginGroup(group, record.time());
    }
    add(creator, fmt::format("\"create_task\", {}, {}", group, name), record.time());
}

void Transcriber::readReady(std::size_t index, const trace::Record &record)
{
    const Suspension *suspension = suspensionOf(record.task());
    if (suspension == nullptr || suspension->ready != index || suspension->isCancelled)
        return;
    if (suspension->wokenInStep)
        wake(record.byTask(), *suspension, record.time());
    else
        wakeFromOutside(*suspension, record.time());
}

void Transcriber::readResumed(const trace::Record &record)
{
    const TaskId task = record.task();
    State &now = state(task);
    m_running.begin(task);
    if (task == m_main && !now.hasRun)
        m_mainBegin = record.time();
    now.now = record.time();
    now.computed = trace::Time{0};
    now.deed.clear();
    const bool isThrown = record.exception() != trace::TextId::Empty;
    if (now.suspensions == 0) {
        now.hasRun = !isThrown;
        return;
    }
    if (m_trace.wait(suspensionOf(task)->wait).reason != Reason::TaskGroup)
        now.isInGroup = false;
    resumeFrom(task, *suspensionOf(task),
               isThrown ? exceptionOf(record.exception(), task) : std::string());
    now.limit.reset();
    now.future.clear();
}

void Transcriber::readSuspended(const trace::Record &record)
{
    const TaskId task = record.task();
    spend(task, record.time());
    m_leftOut += state(task).computed;
    m_running.end(task);
    ++state(task).suspensions;
    suspendFor(task, *suspensionOf(task), record.time());
}

void Transcriber::readEnd(const trace::Record &record)
{
    const TaskId task = record.task();
    State &now = state(task);
    m_running.end(task);
    m_mainHasEnded |= task == m_main;
    if (!now.hasRun)
        return;
    spend(task, record.time());
    m_leftOut += now.computed;
    if (!now.script.isInterrupted()) {
        while (!now.undone.empty())
            markDone(task, now.undone.back());
    }
    if (record.kind() == Kind::Finished)
        return now.script.finish();
    if (record.kind() == Kind::Failed) {
        std::string exception = exceptionOf(record.exception(), task);
        if (!now.script.isInterrupted() && !engine::findExceptionType(exception)->canBeRaised) {
            m_notes.add(Loss::Exception, task, trace::WaitId::None,
                        QString::fromStdString(exception));
            exception = Unknown;
        }
        return now.script.fail(exception);
    }
    if (const auto limit = now.script.cancel()) {
        if (task == m_main)
            m_notes.add(Loss::CancelledMain, task);
        else
            addOutside(*limit, fmt::format("\"cancel\", {}", m_names.task(task)));
    }
    now.isCut = now.script.endsInside();
}

void Transcriber::readCancelRequest(std::size_t index, const trace::Record &record)
{
    const TaskId task = record.task();
    if (m_reading.isPassedOn(index) || m_mainHasEnded)
        return;
    const TaskId canceller
        = record.isByTask() && m_running.contains(record.byTask()) ? record.byTask() : TaskId::None;
    if (canceller == TaskId::None && isOfTimer(index)) {
        state(task).limit = record.time();
        return;
    }
    const std::size_t group = m_reading.life(task).group;
    if (canceller == TaskId::None) {
        // What a group does when a task of it fails.
        const bool isOfGroup = group != RunReading::NoGroup
            || (suspensionOf(task) != nullptr
                && m_trace.wait(suspensionOf(task)->wait).reason == Reason::TaskGroup)
            || std::any_of(m_reading.life(task).children.begin(),
                           m_reading.life(task).children.end(), [&](TaskId child) {
                               return m_reading.life(child).group != RunReading::NoGroup;
                           });
        if (isOfGroup)
            return;
        if (task == m_main)
            m_notes.add(Loss::CancelledMain, task);
        else
            addOutside(record.time(), fmt::format("\"cancel\", {}", m_names.task(task)));
        return;
    }
    if (isOfWaitFor(canceller, task))
        return;
    // A group cancels its tasks when its body has ended otherwise than with its end.
    if (group != RunReading::NoGroup && m_reading.suspensions()[group].task == canceller
        && (state(canceller).script.isInterrupted() || isOfAbort(index, canceller, group))) {
        state(canceller).hasFailedInGroup = !state(canceller).script.isInterrupted();
        return;
    }
    if (task == m_main)
        m_notes.add(Loss::CancelledMain, task);
    else
        add(canceller, fmt::format("\"cancel\", {}", m_names.task(task)), record.time());
}

/// A limit has passed: whatever the request has made ready, a timer has.
bool Transcriber::isOfTimer(std::size_t cancelRequest) const
{
    for (std::size_t i = cancelRequest; i < m_reading.records(); ++i) {
        const trace::Record &record = m_trace.records()[i];
        if (record.kind() != Kind::CancelRequested && record.kind() != Kind::Ready)
            return false;
        if (record.argument == static_cast<std::uint32_t>(trace::Waker::Timer))
            return true;
        if (record.kind() == Kind::Ready)
            return false;
    }
    return false;
}

/// wait_for() cancels what it has waited for long enough.
bool Transcriber::isOfWaitFor(TaskId canceller, TaskId task) const
{
    const std::vector<std::size_t> &suspensions = m_reading.life(canceller).suspensions;
    const std::size_t begun = m_states[static_cast<std::size_t>(canceller)].suspensions;
    const auto is = [&](std::size_t number, Reason reason) {
        if (number >= suspensions.size())
            return false;
        const Suspension &one = m_reading.suspensions()[suspensions[number]];
        return m_trace.wait(one.wait).reason == reason
            && std::find(one.awaited.begin(), one.awaited.end(), task) != one.awaited.end();
    };
    return is(begun, Reason::CancelAndWait) || (begun > 0 && is(begun - 1, Reason::WaitFor));
}

/// The body of a group has failed in the step in which \a canceller cancels all of its tasks.
bool Transcriber::isOfAbort(std::size_t cancelRequest, TaskId canceller, std::size_t group) const
{
    if (state(canceller).hasFailedInGroup) // as the first of them has told
        return true;
    const Suspension &waiting = m_reading.suspensions()[group];
    std::size_t cancelled = 0;
    for (std::size_t i = cancelRequest; i < waiting.begin; ++i) {
        const trace::Record &record = m_trace.records()[i];
        if (record.kind() == Kind::Suspended && record.task() == canceller)
            return false;
        cancelled += record.kind() == Kind::CancelRequested && record.byTask() == canceller
            && m_reading.life(record.task()).group == group;
    }
    const auto alive
        = std::count_if(waiting.awaited.begin(), waiting.awaited.end(), [&](TaskId task) {
              const RunReading::Life &life = m_reading.life(task);
              return life.created < cancelRequest && life.ended > cancelRequest;
          });
    return static_cast<std::ptrdiff_t>(cancelled) >= alive;
}

void Transcriber::readDepth(const trace::Record &record)
{
    const ObjectId queue = record.object();
    std::uint32_t &depth = m_depths[record.subject];
    const RunReading::Thing &thing = m_reading.thing(queue);
    const TaskId task = m_running.current();
    const bool isOfCompletions = thing.isOfCompletions && !thing.isFed;
    for (; depth < record.argument && !isOfCompletions; ++depth) {
        const std::string words = fmt::format("\"put\", {}, null", m_names.object(queue));
        m_notes.add(Loss::Items);
        if (task == TaskId::None)
            addOutside(record.time(), words);
        else if (state(task).awaiting == Awaiting{Reason::QueuePut, queue})
            state(task).awaiting.reset();
        else
            add(task, words, record.time());
    }
    for (; depth > record.argument && !isOfCompletions && task != TaskId::None; --depth) {
        State &now = state(task);
        if (now.awaiting == Awaiting{Reason::QueueGet, queue}) {
            now.awaiting.reset();
        } else {
            markDone(task, queue);
            add(task, fmt::format("\"get\", {}", m_names.object(queue)), record.time());
        }
        if (thing.hasJoin)
            now.undone.push_back(queue);
    }
    depth = record.argument;
}

void Transcriber::readAcquired(const trace::Record &record)
{
    const TaskId task = m_reading.isTask(record.byTask()) ? record.byTask() : m_running.current();
    if (task == TaskId::None)
        return;
    State &now = state(task);
    const ObjectId condition = m_reading.thing(record.object()).condition;
    if (condition != ObjectId::None && now.heldAgain == condition) {
        now.heldAgain = ObjectId::None;
        return;
    }
    trace::Time begin = record.time();
    spend(task, begin);
    if (now.awaiting && now.awaiting->object == record.object()) {
        begin = now.awaiting->begin;
        now.awaiting.reset();
    }
    now.script.hold(lockWord(record.object()), m_names.object(record.object()), begin);
    now.deed.clear();
}

void Transcriber::readReleased(std::size_t index, const trace::Record &record)
{
    if (m_reading.isReleasedToWait(index))
        return;
    const std::string &name = m_names.object(record.object());
    const TaskId holder = record.byTask();
    const TaskId task = m_running.current();
    const std::string words = fmt::format("\"release\", {}", name);
    if (m_reading.isTask(holder) && holder != task)
        state(holder).script.lose(name);
    if (task == TaskId::None)
        return addOutside(record.time(), words);
    spend(task, record.time());
    if ((m_reading.isTask(holder) && holder != task) || !state(task).script.release(name))
        add(task, words, record.time());
    state(task).deed.clear();
}

void Transcriber::readPrinted(const trace::Record &record)
{
    const QString line = QString::fromStdString(m_trace.lines()[record.argument].text);
    const TaskId task = record.task();
    if (isOfScript(task, line))
        return;
    if (!m_reading.isTask(task) || !m_running.contains(task))
        m_notes.add(Loss::Lines);
    else
        add(task, fmt::format("\"print\", {}", jsonText(line.toStdString())), record.time());
}

/// Scripts print such lines by themselves.
bool Transcriber::isOfScript(TaskId task, const QString &line)
{
    m_isOfScript |= line == QLatin1String("[0.000] main starts");
    if (!m_isOfScript)
        return false;
    static const QRegularExpression told(QStringLiteral("^\\[\\d+\\.\\d{3}\\] "));
    return !m_reading.isTask(task) || told.match(line).hasMatch();
}

void Transcriber::add(TaskId task, std::string words, trace::Time at)
{
    if (++m_operations > MostOperations)
        throw TranscriptError(QCoreApplication::translate(
                                  "app::Transcript",
                                  "The run is too long for a script: it does more than a million "
                                  "things.")
                                  .toStdString());
    if (m_running.contains(task))
        spend(task, at);
    state(task).deed = words;
    state(task).script.add({std::move(words), {}, {}, at});
}

void Transcriber::addOutside(trace::Time at, std::string words)
{
    if (!m_mainHasEnded) // by which the script has ended, too
        m_outside.emplace_back(at, std::move(words));
}

/// The time since the last thing it did has gone by in its step.
void Transcriber::spend(TaskId task, trace::Time at)
{
    State &now = state(task);
    const trace::Time began = std::exchange(now.now, std::max(now.now, at));
    now.computed += now.now - began;
    if (now.computed < m_leastStep)
        return;
    const trace::Time length = shortened(std::exchange(now.computed, trace::Time{0}));
    now.deed.clear();
    now.script.add({fmt::format("\"burn\", {}", jsonMilliseconds(length)), {}, {}, began});
}

/// \a length as a script has it.
trace::Time Transcriber::shortened(trace::Time length) const
{
    return length / m_resolution * m_resolution;
}

ScriptBlock Transcriber::outside() const
{
    std::vector<std::pair<trace::Time, std::string>> deeds = m_outside;
    std::stable_sort(deeds.begin(), deeds.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    ScriptBlock operations;
    trace::Time now = m_mainBegin;
    for (const auto &[at, words] : deeds) {
        const trace::Time pause = shortened(at - now);
        if (pause > trace::Time{0}) {
            operations.push_back({fmt::format("\"sleep\", {}", jsonMilliseconds(pause))});
            now += pause;
        }
        operations.push_back({words});
    }
    return operations;
}

} // namespace app
