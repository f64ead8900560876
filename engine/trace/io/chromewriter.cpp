#include "engine/trace/io/exportbuffer.h"
#include "engine/trace/io/traceexports.h"
#include "engine/trace/schema.h"
#include "engine/trace/steps.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace trace {

namespace {

/// The length of the UTF-8 character that \a text begins with, or 0 when it is none.
std::size_t characterLength(std::string_view text)
{
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80 ? 1
        : first >= 0xC2 && first < 0xE0     ? 2
        : first >= 0xE0 && first < 0xF0     ? 3
        : first >= 0xF0 && first < 0xF5     ? 4
                                            : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    }
    // Overlong forms, surrogates and what is beyond the last plane.
    const bool wrong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) >= 0xA0)
        || (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) >= 0x90);
    return wrong ? 0 : length;
}

/// Appends \a text as a JSON string; what is no UTF-8 in it becomes U+FFFD.
void appendString(std::string &json, std::string_view text)
{
    json += '"';
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        const char c = text.front();
        if (length == 0)
            json += "\\ufffd";
        else if (c == '"' || c == '\\')
            json.append(1, '\\').append(1, c);
        else if (static_cast<unsigned char>(c) < 0x20)
            fmt::format_to(std::back_inserter(json), "\\u{:04x}", static_cast<unsigned>(c));
        else
            json += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    json += '"';
}

/// Threads are numbered from 1; 0 is what belongs to no task.
std::uint64_t threadOf(TaskId task)
{
    return task == TaskId::None ? 0 : std::uint64_t{static_cast<std::uint32_t>(task)} + 1;
}

/// Who but a task has made one ready; empty: a task, or nobody who is known.
std::string_view wakerWord(std::uint32_t waker)
{
    const Record record = Record::of({}, Kind::Ready, 0, waker);
    return waker == static_cast<std::uint32_t>(Waker::Timer) ? TimerWord
        : waker == static_cast<std::uint32_t>(Waker::External) || record.byCause() != CauseId::None
        ? OutsideWord
        : std::string_view();
}

/// Goes through a trace and writes what each task has done as soon as that has an end.
class ChromeWriter
{
public:
    ChromeWriter(const Trace &trace, const ByteSink &sink)
        : m_trace(trace)
        , m_buffer(sink)
        , m_tasks(trace.tasks().size())
    {
    }

    void write();

private:
    enum class State : std::uint8_t { Absent, Ready, Running, Waiting, Lost };
    struct Wake
    {
        TaskId by = TaskId::None;
        Time at{};
    };
    /// What is to be written behind the slice that it leaves.
    struct Flow
    {
        Time at{};
        std::uint64_t id = 0;
    };
    struct Task
    {
        State state = State::Absent;
        Time since{};
        std::size_t record = 0; ///< that began it
        WaitId wait = WaitId::None;
        std::uint32_t by = static_cast<std::uint32_t>(Waker::None); ///< Ready
        TextId throws = TextId::Empty; ///< Running
        std::uint64_t turn = 0; ///< Running
        std::optional<Time> ranUntil;
        std::optional<Wake> wake; ///< that leads to its present step, or its next
        std::vector<Flow> flows; ///< that leave its present step
    };

    void begin(std::string_view phase, Time at, TaskId thread);
    void end();
    void beginArgument(std::string_view key);
    void argument(std::string_view key, std::uint64_t number);
    void argument(std::string_view key, std::string_view text);
    void argumentBy(std::uint32_t waker);
    void endArguments();
    void metadata(std::string_view name, TaskId task, std::string_view text);
    void names();
    void change(const Record &record, State state, std::string_view how = {});
    void leave(TaskId id, Time at, std::string_view how);
    void arguments(const Task &task, std::string_view how);
    void flow(std::string_view phase, TaskId task, Flow flow);
    void flows(TaskId id);
    void wake(const Record &record);
    void instant(const Record &record, TaskId task, std::string_view category,
                 std::string_view name);
    void read(const Record &record);
    void readOther(const Record &record);
    void depth(const Record &record);
    Task &task(TaskId id) { return m_tasks[static_cast<std::size_t>(id)]; }
    std::string labelOf(TaskId id) const;

    const Trace &m_trace;
    ExportBuffer m_buffer;
    std::vector<Task> m_tasks;
    std::size_t m_record = 0; ///< that is read
    bool m_isOver = false; ///< all have been read
    std::uint64_t m_turn = 0;
    std::uint64_t m_flows = 0;
    bool m_first = true;
    bool m_hasArguments = false; ///< the event has some so far
};

std::string ChromeWriter::labelOf(TaskId id) const
{
    const TaskInfo &info = m_trace.task(id);
    std::string label
        = info.label != TextId::Empty ? m_trace.text(info.label) : m_trace.taskName(id);
    if (info.loop != TextId::Empty)
        label += " (" + m_trace.text(info.loop) + ")";
    return label;
}

/// An event up to its own fields.
void ChromeWriter::begin(std::string_view phase, Time at, TaskId thread)
{
    const std::int64_t process = m_trace.metadata().process != 0 ? m_trace.metadata().process : 1;
    fmt::format_to(std::back_inserter(m_buffer.text()),
                   "{}{{\"ph\":\"{}\",\"pid\":{},\"tid\":{},\"ts\":{}.{:03}",
                   m_first ? "\n" : ",\n", phase, process, threadOf(thread), at.count() / 1'000,
                   at.count() % 1'000);
    m_first = false;
}

void ChromeWriter::end()
{
    m_buffer.text() += '}';
    m_buffer.flushIfLarge();
}

void ChromeWriter::beginArgument(std::string_view key)
{
    m_buffer.text() += m_hasArguments ? "," : ",\"args\":{";
    m_hasArguments = true;
    fmt::format_to(std::back_inserter(m_buffer.text()), "\"{}\":", key);
}

void ChromeWriter::argument(std::string_view key, std::uint64_t number)
{
    beginArgument(key);
    fmt::format_to(std::back_inserter(m_buffer.text()), "{}", number);
}

void ChromeWriter::argument(std::string_view key, std::string_view text)
{
    if (text.empty())
        return;
    beginArgument(key);
    appendString(m_buffer.text(), text);
}

void ChromeWriter::argumentBy(std::uint32_t waker)
{
    if (waker < Record::FirstCause)
        argument("by", threadOf(TaskId{waker}));
    else
        argument("by", wakerWord(waker));
}

void ChromeWriter::endArguments()
{
    if (std::exchange(m_hasArguments, false))
        m_buffer.text() += '}';
}

void ChromeWriter::metadata(std::string_view name, TaskId task, std::string_view text)
{
    begin("M", Time{0}, task);
    fmt::format_to(std::back_inserter(m_buffer.text()), ",\"name\":\"{}\"", name);
    argument("name", text);
    if (task != TaskId::None) {
        argument("task", m_trace.taskName(task));
        argument("coroutine", m_trace.text(m_trace.task(task).coroutine));
    }
    endArguments();
    end();
}

void ChromeWriter::names()
{
    const Metadata &metadata = m_trace.metadata();
    this->metadata(ChromeMark, TaskId::None, ClockWords[static_cast<std::size_t>(metadata.clock)]);
    const std::string &title = metadata.title.empty() ? metadata.commandLine : metadata.title;
    this->metadata("process_name", TaskId::None, title.empty() ? "coroscope" : title);
    for (std::uint32_t i = 0; i < m_tasks.size(); ++i) {
        this->metadata("thread_name", TaskId{i}, labelOf(TaskId{i}));
        // In the order of their creation.
        begin("M", Time{0}, TaskId{i});
        fmt::format_to(std::back_inserter(m_buffer.text()),
                       ",\"name\":\"thread_sort_index\",\"args\":{{\"sort_index\":{}}}", i);
        end();
    }
}

/// The task of \a record is in another state from now on. \a how tells how the one before ended.
void ChromeWriter::change(const Record &record, State state, std::string_view how)
{
    leave(record.task(), record.time(), how);
    Task &task = this->task(record.task());
    task.state = state;
    task.since = record.time();
    task.record = m_record;
    task.wait = WaitId::None;
    task.by = static_cast<std::uint32_t>(Waker::None);
}

/// What the task was in until now is a slice.
void ChromeWriter::leave(TaskId id, Time at, std::string_view how)
{
    Task &task = this->task(id);
    if (task.state == State::Absent)
        return;
    begin("X", task.since, id);
    const std::int64_t took = (at - task.since).count();
    std::string &json = m_buffer.text();
    fmt::format_to(std::back_inserter(json), ",\"dur\":{}.{:03},\"cat\":", took / 1'000,
                   took % 1'000);
    switch (task.state) {
    case State::Running:
        json += "\"running\",\"name\":";
        appendString(json, m_trace.text(m_trace.task(id).coroutine));
        break;
    case State::Waiting:
        json += "\"waiting\",\"name\":";
        appendString(json, waitText(m_trace, task.wait));
        break;
    case State::Ready:
        json += "\"ready\",\"name\":\"ready\"";
        break;
    default:
        json += "\"lost\",\"name\":\"nothing can wake it\"";
        break;
    }
    arguments(task, how);
    end();
    const bool hasRun = task.state == State::Running;
    task.state = State::Absent;
    if (hasRun) {
        task.ranUntil = at;
        flows(id);
    }
}

void ChromeWriter::arguments(const Task &task, std::string_view how)
{
    argument("record", task.record);
    if (!m_isOver)
        argument("until", m_record);
    argument("ends", how);
    if (task.state == State::Running) {
        argument("turn", task.turn);
        argument("throws", m_trace.text(task.throws));
    }
    argumentBy(task.by);
    if (task.wait != WaitId::None) {
        const Wait &wait = m_trace.wait(task.wait);
        const WaitKind &kind = m_trace.waitKind(wait.reason);
        argument("kind", kind.word);
        if (kind.amount != Amount::Nothing)
            argument("amount", static_cast<std::uint64_t>(wait.amount));
        if (kind.what == WaitsOn::Task && wait.task() != TaskId::None)
            argument("of", threadOf(wait.task()));
    }
    endArguments();
}

void ChromeWriter::flow(std::string_view phase, TaskId task, Flow flow)
{
    begin(phase, flow.at, task);
    fmt::format_to(std::back_inserter(m_buffer.text()),
                   "{},\"cat\":\"wake\",\"name\":\"wake\",\"id\":{}",
                   phase == "f" ? ",\"bp\":\"e\"" : "", flow.id);
    end();
}

/// Those that leave and enter the step which the task \a id has just ended: viewers bind them to
/// the slice before them.
void ChromeWriter::flows(TaskId id)
{
    Task &task = this->task(id);
    for (const Flow &leaving : std::exchange(task.flows, {}))
        flow("s", id, leaving);
    const auto wake = std::exchange(task.wake, {});
    if (!wake)
        return;
    const Flow leaving{wake->at, m_flows++};
    Task &waker = this->task(wake->by);
    if (waker.state == State::Running && waker.since <= wake->at)
        waker.flows.push_back(leaving);
    else
        flow("s", wake->by, leaving);
    flow("f", id, {task.since, leaving.id});
}

void ChromeWriter::wake(const Record &record)
{
    task(record.task()).by = record.argument;
    if (!record.isByTask() || record.byTask() == record.task())
        return;
    // What calls back may have been left behind by a step that is over.
    const Task &waker = task(record.byTask());
    if (waker.state == State::Running)
        task(record.task()).wake = Wake{record.byTask(), record.time()};
    else if (waker.ranUntil)
        task(record.task()).wake = Wake{record.byTask(), *waker.ranUntil};
}

void ChromeWriter::instant(const Record &record, TaskId task, std::string_view category,
                           std::string_view name)
{
    begin("i", record.time(), task);
    fmt::format_to(std::back_inserter(m_buffer.text()),
                   ",\"s\":\"{}\",\"cat\":\"{}\",\"name\":", task == TaskId::None ? 'p' : 't',
                   category);
    appendString(m_buffer.text(), name);
    argument("record", m_record);
    if (record.kind() == Kind::CancelRequested)
        argumentBy(record.argument);
    endArguments();
    end();
}

void ChromeWriter::read(const Record &record)
{
    switch (record.kind()) {
    case Kind::Created:
    case Kind::Ready:
        change(record, State::Ready, wakerWord(record.argument));
        wake(record);
        break;
    case Kind::Resumed: {
        change(record, State::Running);
        m_turn += record.firstOfTurn() ? 1 : 0;
        Task &task = this->task(record.task());
        task.turn = m_turn;
        task.throws = record.exception();
        break;
    }
    case Kind::Suspended: {
        const bool turn = m_trace.waitKind(record.wait()).shape == Shape::Turn;
        change(record, turn ? State::Ready : State::Waiting);
        task(record.task()).wait = record.wait();
        break;
    }
    case Kind::Finished:
        change(record, State::Absent, "finished");
        break;
    case Kind::Failed: {
        const std::string &name = m_trace.text(record.exception());
        change(record, State::Absent, name.empty() ? "?" : name);
        break;
    }
    case Kind::Cancelled:
        change(record, State::Absent, "cancelled");
        break;
    case Kind::Lost:
        change(record, State::Lost);
        break;
    default:
        readOther(record);
        break;
    }
}

void ChromeWriter::depth(const Record &record)
{
    const Object &object = m_trace.object(record.object());
    const std::string &kind = m_trace.text(object.kind);
    const std::string &name = m_trace.text(object.name);
    std::string &json = m_buffer.text();
    begin("C", record.time(), TaskId::None);
    json += ",\"cat\":";
    appendString(json,
                 object.capacity != 0 ? fmt::format("{}{}{}", kind, CapacityWord, object.capacity)
                                      : kind);
    json += ",\"name\":";
    appendString(json, fmt::format("{} {}", name.empty() ? kind : name, record.subject));
    fmt::format_to(std::back_inserter(json), ",\"record\":{}", m_record);
    argument("items", record.argument);
    endArguments();
    end();
}

void ChromeWriter::readOther(const Record &record)
{
    switch (record.kind()) {
    case Kind::Depth:
        depth(record);
        break;
    case Kind::Printed:
        instant(record, record.task(), "output", m_trace.lines()[record.argument].text);
        break;
    case Kind::Marked:
        instant(record, record.task(), "mark", m_trace.text(TextId{record.argument}));
        break;
    case Kind::CancelRequested:
        instant(record, record.task(), "cancel", "cancel requested");
        break;
    case Kind::Ended:
        instant(record, TaskId::None, "end",
                OutcomeWords[static_cast<std::size_t>(record.outcome())]);
        break;
    case Kind::Blocked:
        instant(record, record.task(), "blocked", "holds the loop for long");
        break;
    default:
        break;
    }
}

void ChromeWriter::write()
{
    m_buffer.text() += "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[";
    names();
    const auto &records = m_trace.records();
    Time last{0};
    for (std::size_t begin = 0; begin < records.size();) {
        const auto run = records.run(begin);
        for (const Record &record : run) {
            read(record);
            ++m_record;
        }
        begin += run.size();
        last = run.back().time();
    }
    // What still is so when the recording ends.
    m_isOver = true;
    for (std::uint32_t i = 0; i < m_tasks.size(); ++i)
        leave(TaskId{i}, last, {});
    m_buffer.text() += "\n]}\n";
    m_buffer.flush();
}

} // namespace

void writeChromeTrace(const Trace &trace, const ByteSink &sink)
{
    ChromeWriter(trace, sink).write();
}

} // namespace trace
