#include "engine/trace/io/exportbuffer.h"
#include "engine/trace/io/traceexports.h"
#include "engine/trace/schema.h"
#include "engine/trace/steps.h"

#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <vector>

namespace trace {

namespace {

/// By Kind.
constexpr std::array<std::string_view, KindSchemas.size()> Events{
    "created",     "ready",     "resumed",          "suspended", "finished",
    "failed",      "cancelled", "cancel requested", "lost",      "depth",
    "printed",     "ended",     "acquired",         "released",  "renamed",
    "unretrieved", "loop runs", "loop stops",       "loop idle", "blocked",
    "marked",
};

void appendField(std::string &row, std::string_view text)
{
    row += ',';
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        row += text;
        return;
    }
    row += '"';
    for (const char c : text)
        row.append(c == '"' ? 2 : 1, c);
    row += '"';
}

/// What a record's field says, in words.
class Fields
{
public:
    explicit Fields(const Trace &trace)
        : m_trace(trace)
        , m_names(trace.tasks().size(), TextId::Empty)
    {
    }

    void rename(TaskId task, TextId name) { m_names[static_cast<std::size_t>(task)] = name; }
    std::string text(Field field, std::uint32_t value) const
    {
        switch (field) {
        case Field::Nothing:
            return {};
        case Field::Task:
        case Field::TaskOrNone:
            return TaskId{value} == TaskId::None ? std::string() : nameOf(TaskId{value});
        case Field::Waker:
            return wakerText(value);
        case Field::Wait:
            return waitText(m_trace, WaitId{value});
        case Field::Object: {
            const Object &object = m_trace.object(ObjectId{value});
            const std::string &name = m_trace.text(object.name);
            return name.empty() ? fmt::format("{} {}", m_trace.text(object.kind), value) : name;
        }
        case Field::Chain:
            return placeText(ChainId{value});
        case Field::Text:
            return m_trace.text(TextId{value});
        case Field::TextOfStep:
            return m_trace.text(TextId{value & ~Record::FirstOfTurn});
        case Field::Line:
            return m_trace.lines()[value].text;
        case Field::Number:
            return std::to_string(value);
        case Field::Outcome:
            return std::string(OutcomeWords[value]);
        }
        return {};
    }

private:
    std::string nameOf(TaskId task) const
    {
        const TextId name = m_names[static_cast<std::size_t>(task)];
        return name != TextId::Empty ? m_trace.text(name) : m_trace.taskName(task);
    }
    std::string wakerText(std::uint32_t waker) const
    {
        if (waker < Record::FirstCause)
            return nameOf(TaskId{waker});
        if (waker < static_cast<std::uint32_t>(Waker::Timer)) {
            const Cause &cause = m_trace.cause(CauseId{waker - Record::FirstCause});
            std::string text = m_trace.text(cause.kind);
            if (cause.name != TextId::Empty)
                text += ' ' + m_trace.text(cause.name);
            if (cause.number != 0)
                text += ' ' + std::to_string(cause.number);
            return text;
        }
        return waker == static_cast<std::uint32_t>(Waker::Timer)   ? "timer"
            : waker == static_cast<std::uint32_t>(Waker::External) ? "external"
                                                                   : "";
    }
    std::string placeText(ChainId chain) const
    {
        const SiteId site = m_trace.chain(chain).site;
        if (site == SiteId::None)
            return {};
        return fmt::format("{}:{}", m_trace.text(m_trace.site(site).file), m_trace.site(site).line);
    }

    const Trace &m_trace;
    std::vector<TextId> m_names; ///< that tasks have got late
};

} // namespace

void writeCsv(const Trace &trace, const ByteSink &sink)
{
    ExportBuffer buffer(sink);
    Fields fields(trace);
    buffer.text() = "time_ns,event,subject,detail\r\n";
    const auto &records = trace.records();
    for (std::size_t i = 0, end = records.size(); i < end; ++i) {
        const Record &record = records[i];
        const KindSchema *schema = schemaOf(record.kind());
        if (schema == nullptr)
            continue;
        if (record.kind() == Kind::Renamed)
            fields.rename(record.task(), TextId{record.argument});
        fmt::format_to(std::back_inserter(buffer.text()), "{}", record.time().count());
        appendField(buffer.text(), Events[static_cast<std::size_t>(record.kind())]);
        appendField(buffer.text(), fields.text(schema->subject, record.subject));
        appendField(buffer.text(), fields.text(schema->argument, record.argument));
        buffer.text() += "\r\n";
        buffer.flushIfLarge();
    }
    buffer.flush();
}

} // namespace trace
