#include "engine/trace/io/tracefilewriter.h"

#include "engine/trace/io/fileformat.h"
#include "engine/trace/schema.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <string_view>
#include <unordered_map>
#include <vector>
#include <zlib.h>

namespace trace {

namespace {

using namespace fileformat;

// On a virtual clock a run begins at 0, and word 0 of a record is never 0.
constexpr std::uint64_t Origin = 1;

/// Numbers and texts one after the other.
class Payload
{
public:
    template <class... Numbers>
    explicit Payload(Numbers... numbers)
    {
        (add(numbers), ...);
    }
    template <class Number>
    void add(Number number)
    {
        const auto *bytes = reinterpret_cast<const std::byte *>(&number);
        m_bytes.insert(m_bytes.end(), bytes, bytes + sizeof(number));
    }
    void add(std::string_view text)
    {
        const auto *bytes = reinterpret_cast<const std::byte *>(text.data());
        m_bytes.insert(m_bytes.end(), bytes, bytes + text.size());
    }
    std::span<const std::byte> bytes() const noexcept { return m_bytes; }

private:
    std::vector<std::byte> m_bytes;
};

void appendEntry(std::vector<std::byte> &into, Entry type, const Payload &payload)
{
    const std::array head{static_cast<std::uint32_t>(type),
                          static_cast<std::uint32_t>(payload.bytes().size())};
    const auto bytes = std::as_bytes(std::span(head));
    into.insert(into.end(), bytes.begin(), bytes.end());
    into.insert(into.end(), payload.bytes().begin(), payload.bytes().end());
    into.resize((into.size() + 7) / 8 * 8);
}

/// A chunk on its way into the file.
class ChunkBuffer
{
public:
    explicit ChunkBuffer(std::uint32_t type)
        : m_type(type)
    {
        m_bytes.reserve(ChunkBytes);
        clear();
    }

    std::size_t room() const noexcept { return ChunkBytes - m_bytes.size(); }
    void append(std::span<const std::byte> bytes)
    {
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }
    void append(Entry type, const Payload &payload) { appendEntry(m_bytes, type, payload); }
    void writeTo(const ByteSink &sink)
    {
        if (m_bytes.size() == sizeof(ChunkHeader))
            return;
        m_bytes.resize((m_bytes.size() + 15) / 16 * 16);
        const auto rest = std::span(m_bytes).subspan(sizeof(ChunkHeader));
        const ChunkHeader header{
            m_type, 0, static_cast<std::uint32_t>(m_bytes.size()),
            static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef *>(rest.data()),
                                             static_cast<uInt>(rest.size())))};
        std::memcpy(m_bytes.data(), &header, sizeof(header));
        sink(m_bytes);
        clear();
    }

private:
    void clear() { m_bytes.assign(sizeof(ChunkHeader), std::byte{0}); }

    std::uint32_t m_type;
    std::vector<std::byte> m_bytes;
};

template <class Id>
std::uint32_t number(Id id) noexcept
{
    return static_cast<std::uint32_t>(id);
}

/// How much of a trace there was at one moment; it may grow. What an entry refers to is published
/// before it: so texts, to which all may refer, are counted last.
struct Sizes
{
    explicit Sizes(const Trace &trace)
        : records(trace.records().size())
        , lines(trace.lines().size())
        , waits(trace.waits().size())
        , waitKinds(trace.waitKindCount())
        , causes(trace.causes().size())
        , awaited(trace.awaited().size())
        , chains(trace.chains().size())
        , tasks(trace.tasks().size())
        , objects(trace.objects().size())
        , sites(trace.sites().size())
        , texts(trace.texts().size())
    {
    }

    std::size_t records;
    std::size_t lines;
    std::size_t waits;
    std::size_t waitKinds;
    std::size_t causes;
    std::size_t awaited;
    std::size_t chains;
    std::size_t tasks;
    std::size_t objects;
    std::size_t sites;
    std::size_t texts;
};

/// Writes every entry before what refers to it, those of a table in the order of their ids.
class Writer
{
public:
    Writer(const Trace &trace, const ByteSink &sink)
        : m_trace(trace)
        , m_sink(sink)
        , m_sizes(trace)
    {
    }

    void writeHeader(const TraceFileExtras &extras);
    void writeRecords(const std::vector<FileMark> *marks);
    void writeRest(const Ending *ending);

private:
    template <class Id>
    void need(Entry table, Id id);
    void needOf(Field field, std::uint32_t value);
    void writeEntry(Entry table, std::uint32_t id);
    void writeRecord(const Record &record);
    void writeText(Entry table, std::uint32_t id, std::string_view text);
    void writeWait(std::uint32_t id);
    void writeWaitKind(std::uint32_t id);
    void append(Entry type, const Payload &payload);
    void writeFailure(HowFailed how, const UnnoticedFailure &failure);
    void needAllTexts();
    std::uint32_t newText(std::string_view text);

    const Trace &m_trace;
    const ByteSink &m_sink;
    const Sizes m_sizes; ///< what is written of the trace
    ChunkBuffer m_table{TableChunk};
    ChunkBuffer m_records{RecordsChunk};
    std::array<std::uint32_t, TablesEnd> m_written{}; ///< of each table, those below
    std::uint32_t m_texts = 0; ///< with those that the trace does not have
};

void Writer::writeHeader(const TraceFileExtras &extras)
{
    const Metadata &metadata = m_trace.metadata();
    Header header;
    header.clock = metadata.clock == Metadata::Clock::Real ? 1 : 0;
    header.origin = Origin;
    header.wallTime = metadata.wallTime ? metadata.wallTime->count() : 0;
    header.process = metadata.process;
    std::vector<std::byte> bytes(sizeof(Header));
    std::memcpy(bytes.data(), &header, sizeof(Header));

    auto properties = extras.properties;
    const auto set = [&properties](const char *key, const std::string &value) {
        if (!value.empty())
            properties.insert_or_assign(key, value);
    };
    set("title", metadata.title);
    set("command", metadata.commandLine);
    set("source-root", metadata.sourceRoot);
    if (metadata.speed != 1)
        set("speed", fmt::format("{}", metadata.speed));
    for (const auto &[key, value] : properties) {
        Payload payload;
        payload.add(std::string_view(key.c_str(), key.size() + 1));
        payload.add(std::string_view(value));
        // One that is longer than any command line is left out.
        if (bytes.size() + EntryHeaderBytes + payload.bytes().size() + 8 <= HeaderBytes)
            appendEntry(bytes, Entry::Property, payload);
    }
    bytes.resize(HeaderBytes);
    m_sink(bytes);
    m_written[static_cast<std::size_t>(Entry::Text)] = 1; // the empty one
}

void Writer::writeRecords(const std::vector<FileMark> *marks)
{
    std::vector<std::uint32_t> texts;
    if (marks != nullptr && !marks->empty()) {
        // Behind those of the trace, which keep their places.
        needAllTexts();
        for (const FileMark &mark : *marks)
            texts.push_back(newText(mark.text));
    }
    std::size_t mark = 0;
    Time before{0};
    const auto writeMarks = [&](std::size_t records, Time until) {
        for (; mark < texts.size() && (*marks)[mark].records <= records; ++mark)
            writeRecord(Record::of(std::clamp((*marks)[mark].time, before, until), Kind::Marked,
                                   number((*marks)[mark].task), texts[mark]));
    };
    for (std::size_t begin = 0; begin < m_sizes.records;) {
        auto run = m_trace.records().run(begin);
        run = run.first(std::min(run.size(), m_sizes.records - begin));
        for (std::size_t i = 0; i < run.size(); ++i) {
            const Record &record = run[i];
            // Nothing comes after the end.
            const bool last = record.kind() == Kind::Ended;
            writeMarks(last ? m_sizes.records : begin + i, record.time());
            if (marks == nullptr || record.kind() != Kind::Marked)
                writeRecord(record);
            before = record.time();
        }
        begin += run.size();
    }
    writeMarks(m_sizes.records, Time{static_cast<std::int64_t>(Record::MaxTimeNs)});
}

void Writer::writeRecord(const Record &record)
{
    if (const KindSchema *schema = schemaOf(record.kind())) {
        needOf(schema->subject, record.subject);
        if (record.kind() != Kind::Marked || record.argument < m_sizes.texts)
            needOf(schema->argument, record.argument);
    }
    const std::uint64_t time = std::min(record.timeNs + Origin, Record::MaxTimeNs);
    const Record written = Record::of(Time{static_cast<std::int64_t>(time)}, record.kind(),
                                      record.subject, record.argument);
    m_records.append(std::as_bytes(std::span(&written, 1)));
    if (m_records.room() < sizeof(Record)) {
        m_table.writeTo(m_sink);
        m_records.writeTo(m_sink);
    }
}

/// Writes the entries up to \a id's, which may be None.
template <class Id>
void Writer::need(Entry table, Id id)
{
    if (number(id) == None)
        return;
    std::uint32_t &written = m_written[static_cast<std::size_t>(table)];
    while (written <= number(id))
        writeEntry(table, written++);
}

void Writer::needOf(Field field, std::uint32_t value)
{
    switch (field) {
    case Field::Task:
    case Field::TaskOrNone:
        return need(Entry::Task, value);
    case Field::Waker:
        if (value < Record::FirstCause)
            return need(Entry::Task, value);
        if (value < number(Waker::Timer))
            return need(Entry::Cause, value - Record::FirstCause);
        return;
    case Field::Wait:
        return need(Entry::Wait, value);
    case Field::Object:
        return need(Entry::Object, value);
    case Field::Chain:
        return need(Entry::Chain, value);
    case Field::Text:
        return need(Entry::Text, value);
    case Field::TextOfStep:
        return need(Entry::Text, value & ~Record::FirstOfTurn);
    case Field::Line:
        return need(Entry::Line, value);
    case Field::Nothing:
    case Field::Number:
    case Field::Outcome:
        return;
    }
}

void Writer::writeEntry(Entry table, std::uint32_t id)
{
    switch (table) {
    case Entry::Text:
        return writeText(table, id, m_trace.text(TextId{id}));
    case Entry::Line:
        return writeText(table, id, m_trace.lines()[id].text);
    case Entry::Site: {
        const Site &site = m_trace.site(SiteId{id});
        need(Entry::Text, site.file);
        need(Entry::Text, site.function);
        return append(table, Payload(id, site.file, site.function, site.line));
    }
    case Entry::Task: {
        const TaskInfo &task = m_trace.task(TaskId{id});
        for (const TextId text : {task.name, task.label, task.coroutine, task.loop})
            need(Entry::Text, text);
        need(Entry::Site, task.site);
        return append(table,
                      Payload(id, task.number, task.name, task.label, task.coroutine, task.loop,
                              task.creator, task.site));
    }
    case Entry::Object: {
        const Object &object = m_trace.object(ObjectId{id});
        need(Entry::Text, object.kind);
        need(Entry::Text, object.name);
        need(Entry::Site, object.site);
        return append(table, Payload(id, object.kind, object.name, object.capacity, object.site));
    }
    case Entry::WaitKind:
        return writeWaitKind(id);
    case Entry::Wait:
        return writeWait(id);
    case Entry::Chain: {
        const ChainNode &node = m_trace.chain(ChainId{id});
        need(Entry::Site, node.site);
        return append(table, Payload(id, node.parent, node.site));
    }
    case Entry::Awaited: {
        const AwaitedTask &awaited = m_trace.awaited(AwaitedId{id});
        need(Entry::Task, awaited.task);
        return append(table, Payload(id, awaited.rest, awaited.task));
    }
    case Entry::Cause: {
        const Cause &cause = m_trace.cause(CauseId{id});
        need(Entry::Text, cause.kind);
        need(Entry::Text, cause.name);
        return append(table, Payload(id, cause.kind, cause.name, std::uint32_t{0}, cause.number));
    }
    default:
        return;
    }
}

void Writer::writeWaitKind(std::uint32_t id)
{
    const WaitKind &kind = m_trace.waitKind(Reason{static_cast<std::uint16_t>(id)});
    if (id >= BuiltInWaitKinds.size()) {
        // Its word has become a text of the trace with it, and comes back with its place.
        const auto &texts = m_trace.texts();
        std::uint32_t word = 0;
        while (word < m_sizes.texts && texts[word] != kind.word)
            ++word;
        if (word < m_sizes.texts)
            need(Entry::Text, word);
    }
    Payload payload(id, kind.shape, kind.what, kind.amount, kind.inLine);
    payload.add(kind.word);
    append(Entry::WaitKind, payload);
}

void Writer::writeWait(std::uint32_t id)
{
    const Wait &wait = m_trace.wait(WaitId{id});
    const WaitKind &kind = m_trace.waitKind(wait.reason);
    need(Entry::WaitKind, wait.reason);
    if (kind.what != WaitsOn::Nothing)
        need(tableOf(kind.what), wait.what);
    need(Entry::Chain, wait.chain);
    append(Entry::Wait, Payload(id, number(wait.reason), wait.what, wait.chain, wait.amount));
}

/// As one entry, or as several when it is longer than a chunk.
void Writer::writeText(Entry table, std::uint32_t id, std::string_view text)
{
    constexpr std::size_t Most = LargestPayload - 2 * sizeof(std::uint32_t);
    do {
        const std::string_view part = text.substr(0, Most);
        text.remove_prefix(part.size());
        Payload payload(id, text.empty() ? std::uint32_t{0} : GoesOn);
        payload.add(part);
        append(table, payload);
    } while (!text.empty());
}

void Writer::append(Entry type, const Payload &payload)
{
    if (m_table.room() < EntryHeaderBytes + (payload.bytes().size() + 7) / 8 * 8)
        m_table.writeTo(m_sink);
    m_table.append(type, payload);
}

/// So that other texts can have ids behind those of the trace.
void Writer::needAllTexts()
{
    if (m_sizes.texts > 0)
        need(Entry::Text, static_cast<std::uint32_t>(m_sizes.texts) - 1);
    m_texts = std::max(m_texts, m_written[static_cast<std::size_t>(Entry::Text)]);
}

/// The id of a text that the trace may not have.
std::uint32_t Writer::newText(std::string_view text)
{
    if (text.empty())
        return 0;
    writeText(Entry::Text, m_texts, text);
    return m_texts++;
}

void Writer::writeFailure(HowFailed how, const UnnoticedFailure &failure)
{
    const std::uint32_t name = newText(failure.failure.name);
    const std::uint32_t text = newText(failure.failure.text);
    append(Entry::Failure, Payload(failure.task, name, text, how));
}

/// What no record refers to, and what the exceptions said.
void Writer::writeRest(const Ending *ending)
{
    const auto all = [this](Entry table, std::size_t count) {
        if (count > 0)
            need(table, static_cast<std::uint32_t>(count) - 1);
    };
    all(Entry::Site, m_sizes.sites);
    all(Entry::Object, m_sizes.objects);
    all(Entry::Task, m_sizes.tasks);
    all(Entry::Chain, m_sizes.chains);
    all(Entry::Cause, m_sizes.causes);
    all(Entry::Awaited, m_sizes.awaited);
    all(Entry::Wait, m_sizes.waits);
    all(Entry::Line, m_sizes.lines);
    if (m_sizes.waitKinds > BuiltInWaitKinds.size())
        all(Entry::WaitKind, m_sizes.waitKinds);
    needAllTexts();
    if (ending != nullptr) {
        if (ending->outcome == Outcome::Failed)
            writeFailure(ending->failure.ofRun ? HowFailed::Run : HowFailed::MainTask,
                         {TaskId::None, ending->failure});
        if (ending->outgrown)
            writeFailure(HowFailed::Outgrown, {});
        for (const UnnoticedFailure &failure : ending->unnoticed) {
            constexpr std::array How{HowFailed::Outcome, HowFailed::Callback, HowFailed::Shutdown};
            writeFailure(How[static_cast<std::size_t>(failure.notice)], failure);
        }
    }
    m_table.writeTo(m_sink);
    m_records.writeTo(m_sink);
}

} // namespace

void writeTraceFile(const Trace &trace, const TraceFileExtras &extras, const ByteSink &sink)
{
    Writer writer(trace, sink);
    writer.writeHeader(extras);
    writer.writeRecords(extras.marks);
    writer.writeRest(extras.ending);
}

} // namespace trace
