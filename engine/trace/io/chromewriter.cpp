#include "engine/trace/io/exportbuffer.h"
#include "engine/trace/io/traceexports.h"
#include "engine/trace/schema.h"
#include "engine/trace/steps.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <optional>
#include <string_view>
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

/// What but a task ends a wait; empty: a task, or nothing that is known.
std::string_view wakerWord(const Record &record)
{
    return record.argument == static_cast<std::uint32_t>(Waker::Timer) ? "timer"
        : record.argument == static_cast<std::uint32_t>(Waker::External)
            || record.byCause() != CauseId::None
        ? "outside"
        : "";
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
    struct Task
    {
        State state = State::Absent;
        Time since{};
        WaitId wait = WaitId::None;
        std::optional<std::uint64_t> flow; ///< that leads to its next step
    };

    void begin(std::string_view phase, Time at, TaskId thread);
    void end();
    void names();
    void change(TaskId id, Time at, State state, std::string_view how = {});
    void wake(const Record &record);
    void instant(const Record &record, TaskId task, std::string_view category,
                 std::string_view name);
    void read(const Record &record);
    void readOther(const Record &record);
    Task &task(TaskId id) { return m_tasks[static_cast<std::size_t>(id)]; }
    std::string labelOf(TaskId id) const;

    const Trace &m_trace;
    ExportBuffer m_buffer;
    std::vector<Task> m_tasks;
    std::uint64_t m_flows = 0;
    bool m_first = true;
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

/// An event up to its own fields. Threads are numbered from 1; 0 is what belongs to no task.
void ChromeWriter::begin(std::string_view phase, Time at, TaskId thread)
{
    const std::int64_t process = m_trace.metadata().process != 0 ? m_trace.metadata().process : 1;
    const auto number
        = thread == TaskId::None ? 0 : std::uint64_t{static_cast<std::uint32_t>(thread)} + 1;
    fmt::format_to(std::back_inserter(m_buffer.text()),
                   "{}{{\"ph\":\"{}\",\"pid\":{},\"tid\":{},\"ts\":{}.{:03}",
                   m_first ? "\n" : ",\n", phase, process, number, at.count() / 1'000,
                   at.count() % 1'000);
    m_first = false;
}

void ChromeWriter::end()
{
    m_buffer.text() += '}';
    m_buffer.flushIfLarge();
}

void ChromeWriter::names()
{
    const auto name = [this](std::string_view what, TaskId task, std::string_view text) {
        begin("M", Time{0}, task);
        fmt::format_to(std::back_inserter(m_buffer.text()),
                       ",\"name\":\"{}\",\"args\":{{\"name\":", what);
        appendString(m_buffer.text(), text);
        m_buffer.text() += '}';
        end();
    };
    const Metadata &metadata = m_trace.metadata();
    const std::string &title = metadata.title.empty() ? metadata.commandLine : metadata.title;
    name("process_name", TaskId::None, title.empty() ? "coroscope" : title);
    for (std::uint32_t i = 0; i < m_tasks.size(); ++i) {
        name("thread_name", TaskId{i}, labelOf(TaskId{i}));
        // In the order of their creation.
        begin("M", Time{0}, TaskId{i});
        fmt::format_to(std::back_inserter(m_buffer.text()),
                       ",\"name\":\"thread_sort_index\",\"args\":{{\"sort_index\":{}}}", i);
        end();
    }
}

/// The task is in another state from now on: what it was in until then is a slice. \a how tells how
/// it ended.
void ChromeWriter::change(TaskId id, Time at, State state, std::string_view how)
{
    Task &task = this->task(id);
    if (task.state != State::Absent) {
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
        if (!how.empty()) {
            json += ",\"args\":{\"ends\":";
            appendString(json, how);
            json += '}';
        }
        end();
    }
    task.state = state;
    task.since = at;
}

void ChromeWriter::wake(const Record &record)
{
    if (!record.isByTask() || record.byTask() == record.task())
        return;
    // Its end is what wakes those who wait for it.
    const Task &waker = task(record.byTask());
    const bool endsNow = waker.state == State::Absent && waker.since == record.time();
    if (waker.state != State::Running && !endsNow)
        return;
    const std::uint64_t flow = m_flows++;
    task(record.task()).flow = flow;
    begin("s", record.time(), record.byTask());
    fmt::format_to(std::back_inserter(m_buffer.text()),
                   ",\"cat\":\"wake\",\"name\":\"wake\",\"id\":{}", flow);
    end();
}

void ChromeWriter::instant(const Record &record, TaskId task, std::string_view category,
                           std::string_view name)
{
    begin("i", record.time(), task);
    fmt::format_to(std::back_inserter(m_buffer.text()),
                   ",\"s\":\"{}\",\"cat\":\"{}\",\"name\":", task == TaskId::None ? 'p' : 't',
                   category);
    appendString(m_buffer.text(), name);
    end();
}

void ChromeWriter::read(const Record &record)
{
    const Time at = record.time();
    switch (record.kind()) {
    case Kind::Created:
    case Kind::Ready:
        change(record.task(), at, State::Ready, wakerWord(record));
        wake(record);
        break;
    case Kind::Resumed: {
        change(record.task(), at, State::Running);
        Task &task = this->task(record.task());
        if (!task.flow)
            break;
        begin("f", at, record.task());
        fmt::format_to(std::back_inserter(m_buffer.text()),
                       ",\"bp\":\"e\",\"cat\":\"wake\",\"name\":\"wake\",\"id\":{}", *task.flow);
        end();
        task.flow.reset();
        break;
    }
    case Kind::Suspended: {
        const bool turn = m_trace.waitKind(record.wait()).shape == Shape::Turn;
        change(record.task(), at, turn ? State::Ready : State::Waiting);
        task(record.task()).wait = record.wait();
        break;
    }
    case Kind::Finished:
        change(record.task(), at, State::Absent, "finished");
        break;
    case Kind::Failed:
        change(record.task(), at, State::Absent, m_trace.text(record.exception()));
        break;
    case Kind::Cancelled:
        change(record.task(), at, State::Absent, "cancelled");
        break;
    case Kind::Lost:
        change(record.task(), at, State::Lost);
        break;
    default:
        readOther(record);
        break;
    }
}

void ChromeWriter::readOther(const Record &record)
{
    switch (record.kind()) {
    case Kind::Depth: {
        const Object &object = m_trace.object(record.object());
        begin("C", record.time(), TaskId::None);
        m_buffer.text() += ",\"cat\":";
        appendString(m_buffer.text(), m_trace.text(object.kind));
        m_buffer.text() += ",\"name\":";
        const std::string &name = m_trace.text(object.name);
        appendString(
            m_buffer.text(),
            fmt::format("{} {}", name.empty() ? m_trace.text(object.kind) : name, record.subject));
        fmt::format_to(std::back_inserter(m_buffer.text()), ",\"args\":{{\"items\":{}}}",
                       std::uint32_t{record.argument});
        end();
        break;
    }
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
        for (const Record &record : run)
            read(record);
        begin += run.size();
        last = run.back().time();
    }
    // What still is so when the recording ends.
    for (std::uint32_t i = 0; i < m_tasks.size(); ++i)
        change(TaskId{i}, last, State::Absent);
    m_buffer.text() += "\n]}\n";
    m_buffer.flush();
}

} // namespace

void writeChromeTrace(const Trace &trace, const ByteSink &sink)
{
    ChromeWriter(trace, sink).write();
}

} // namespace trace
