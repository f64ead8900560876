#include "engine/trace/io/tracefilereader.h"

#include "engine/trace/steps.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <ctime>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

namespace trace {

namespace {

using namespace fileformat;

// Chunks that are known before the records of the first of them are taken, so that all writers' are
// merged that are of the same time.
constexpr std::size_t ChunksAhead = 64;
constexpr std::size_t AllChunks = ~std::size_t{0};
constexpr std::uint64_t Never = ~std::uint64_t{0};

/// The table of what a record's field refers to.
Entry tableOf(Field field) noexcept
{
    switch (field) {
    case Field::Task:
    case Field::TaskOrNone:
    case Field::Waker:
        return Entry::Task;
    case Field::Wait:
        return Entry::Wait;
    case Field::Object:
        return Entry::Object;
    case Field::Chain:
        return Entry::Chain;
    case Field::Text:
    case Field::TextOfStep:
        return Entry::Text;
    case Field::Line:
        return Entry::Line;
    case Field::Nothing:
    case Field::Number:
    case Field::Outcome:
        break;
    }
    return Entry::Unwritten;
}

/// The speed of a clock that \a text says; 1 where it says none.
double speedIn(const std::string &text) noexcept
{
    double speed = 0;
    std::from_chars(text.data(), text.data() + text.size(), speed);
    return std::isfinite(speed) && speed > 0 ? speed : 1;
}

} // namespace

bool TraceFileReader::canBegin(ByteSource &bytes)
{
    std::byte first{};
    return (bytes.size() >= HeaderBytes && bytes.read(0, std::span(&first, 1)) == 1
            && first != std::byte{0})
        || !bytes.isBeingWritten();
}

TraceFileReader::TraceFileReader(std::unique_ptr<ByteSource> bytes)
    : m_bytes(std::move(bytes))
    , m_scanner(*m_bytes)
    , m_streams(*m_bytes, m_scanner)
{
    readHeader();
}

void TraceFileReader::readHeader()
{
    using Problem = TraceFileError::Problem;
    m_buffer.resize(HeaderBytes);
    m_bytes->size();
    const std::size_t got = m_bytes->read(0, m_buffer);
    if (got >= sizeof(Header))
        std::memcpy(&m_header, m_buffer.data(), sizeof(Header));
    const std::size_t known = std::min(got, Magic.size());
    const bool begun = std::any_of(m_buffer.begin(), m_buffer.begin() + static_cast<int>(known),
                                   [](std::byte b) { return b != std::byte{0}; });
    if (begun && std::memcmp(m_buffer.data(), Magic.data(), known) != 0)
        throw TraceFileError(Problem::NotATrace, "it is no trace file");
    if (got >= sizeof(Header) && begun && m_header.major > MajorVersion)
        throw TraceFileError(Problem::Newer,
                             fmt::format("it is of version {}.{}", m_header.major, m_header.minor));
    if (!begun || got < (m_bytes->isBeingWritten() ? HeaderBytes : sizeof(Header)))
        throw TraceFileError(Problem::TooShort, "its beginning is missing");
    OpenTable header{{0, {TableChunk, 0, HeaderBytes, 0}, 0}, sizeof(Header), true};
    addEntries(header, std::span(m_buffer).first(got).subspan(sizeof(Header)));

    Metadata metadata;
    const auto property = [this](std::string_view key) {
        const auto found = m_tables.properties().find(key);
        return found != m_tables.properties().end() ? found->second : std::string();
    };
    metadata.title = property("title");
    metadata.commandLine = property("command");
    metadata.sourceRoot = property("source-root");
    metadata.process = m_header.process;
    if (m_header.clock != 0)
        metadata.clock = Metadata::Clock::Real;
    metadata.speed = speedIn(property("speed"));
    if (m_header.wallTime != 0)
        metadata.wallTime = std::chrono::nanoseconds(m_header.wallTime);
    m_builder.setMetadata(std::move(metadata));
}

TraceFileReader::Status TraceFileReader::advance(std::size_t records)
{
    // Asked first: what is written until it is not any more is read below.
    m_grows = m_bytes->isBeingWritten();
    m_scanner.poll();
    scan(m_grows ? AllChunks : ChunksAhead);
    for (; records > 0; --records) {
        const std::uint64_t last = limit();
        if (m_streams.nextTime() == Never || m_streams.nextTime() > last)
            break;
        const auto [record, time] = m_streams.take();
        deliver(record, time);
    }
    m_before = m_streams.latest();
    const std::uint64_t size = std::max<std::uint64_t>(m_bytes->size(), 1);
    m_share.store(
        std::min(1.0, static_cast<double>(m_streams.position()) / static_cast<double>(size)),
        std::memory_order_relaxed);
    if (records == 0)
        return Status::More;
    end();
    if (m_grows)
        return Status::Waiting;
    m_tables.settle(true);
    m_share.store(1, std::memory_order_relaxed);
    return Status::Complete;
}

/// Finds so many more chunks, and reads the tables as far as they go.
void TraceFileReader::scan(std::size_t chunks)
{
    for (; chunks > 0; --chunks) {
        const auto found = m_scanner.next();
        if (!found)
            break;
        if (found->header.type == RecordsChunk) {
            m_streams.add(*found);
            m_scanned = std::max(m_scanned, found->firstWord >> 6);
            continue;
        }
        for (OpenTable &earlier : m_openTables)
            earlier.left = earlier.left || earlier.chunk.header.writer == found->header.writer;
        m_openTables.push_back({*found, 0, false});
    }
    m_streams.refill(m_grows);
    readTables();
}

/// Reads what there is in the chunks that have been found.
void TraceFileReader::readTables()
{
    m_tablesRead = m_streams.loads();
    std::erase_if(m_openTables, [this](OpenTable &table) { return !readTable(table); });
    m_tables.settle(false);
}

/// Returns whether there may be more in it.
bool TraceFileReader::readTable(OpenTable &table)
{
    const std::size_t size = table.chunk.header.bytes;
    std::size_t skipped = 0;
    if (table.read == 0) {
        m_buffer.resize(size);
        const std::size_t got = m_bytes->read(table.chunk.offset, m_buffer);
        m_buffer.resize(got);
        if (got < (m_grows ? size : sizeof(ChunkHeader)))
            return m_grows; // the rest of it is to come
        // It may have been sealed since it was found.
        ChunkHeader header;
        std::memcpy(&header, m_buffer.data(), sizeof(header));
        skipped = sizeof(header);
        if (header.seal != 0 && got == size
            && crc32(0, reinterpret_cast<const Bytef *>(m_buffer.data() + skipped),
                     static_cast<uInt>(size - skipped))
                != header.seal) {
            m_scanner.noteDamage(table.chunk.offset);
            return false;
        }
        table.read = skipped;
    } else {
        m_buffer.resize(size - table.read);
        m_buffer.resize(m_bytes->read(table.chunk.offset + table.read, m_buffer));
    }
    if (!addEntries(table, std::span(m_buffer).subspan(skipped))) {
        m_scanner.noteDamage(table.chunk.offset);
        return false;
    }
    return m_grows && !table.left && table.read + EntryHeaderBytes <= size;
}

/// Takes entries up to the first that has not been written; \a bytes are the chunk's from where it
/// has been read. False: one of them cannot be.
bool TraceFileReader::addEntries(OpenTable &table, std::span<const std::byte> bytes)
{
    while (bytes.size() >= EntryHeaderBytes) {
        std::array<std::uint32_t, 2> head{};
        std::memcpy(head.data(), bytes.data(), EntryHeaderBytes);
        const auto [type, size] = head;
        if (type == 0)
            break;
        const std::size_t padded = EntryHeaderBytes + (std::size_t{size} + 7) / 8 * 8;
        if (padded > table.chunk.header.bytes - table.read)
            return false;
        if (padded > bytes.size()) // the file is cut there
            break;
        if (!m_tables.add(table.chunk.header.writer, Entry{type},
                          bytes.subspan(EntryHeaderBytes, size)))
            return false;
        table.read += padded;
        bytes = bytes.subspan(padded);
    }
    return true;
}

/// The latest time of a record before which, by now, nothing comes.
std::uint64_t TraceFileReader::limit()
{
    while (!m_scanner.isAtEnd()
           && (m_streams.chunks() < ChunksAhead || m_streams.nextTime() > m_scanned))
        scan(ChunksAhead);
    return m_grows ? m_before : Never;
}

void TraceFileReader::deliver(const Record &record, std::uint64_t time)
{
    const KindSchema *schema = schemaOf(record.kind());
    if (schema == nullptr) {
        ++m_unknown;
        return;
    }
    time = std::max(time, m_header.origin) - m_header.origin;
    m_time = std::max(m_time, time);
    const auto subject = translated(schema->subject, record.subject);
    const auto argument = translated(schema->argument, record.argument);
    if (m_ended || !subject || !argument) {
        ++m_leftOut;
        return;
    }
    append(Record::of(Time{static_cast<std::int64_t>(m_time)}, record.kind(), *subject, *argument));
}

/// What a record's field says in the builder's ids; none when that is not there.
std::optional<std::uint32_t> TraceFileReader::translated(Field field, std::uint32_t value)
{
    switch (field) {
    case Field::Nothing:
        return 0;
    case Field::Number:
        return value;
    case Field::Outcome:
        if (value > static_cast<std::uint32_t>(Outcome::Stopped))
            return {};
        return value;
    case Field::TextOfStep: {
        const auto text = translated(Field::Text, value & ~Record::FirstOfTurn);
        return *text | (value & Record::FirstOfTurn);
    }
    case Field::Waker:
        if (value >= static_cast<std::uint32_t>(Waker::Timer))
            return value;
        if (value >= Record::FirstCause) {
            const std::uint32_t cause = find(Entry::Cause, value - Record::FirstCause);
            return cause != None ? Record::waker(CauseId{cause})
                                 : static_cast<std::uint32_t>(Waker::External);
        }
        if (const std::uint32_t task = find(Entry::Task, value); task != None)
            return task;
        return static_cast<std::uint32_t>(Waker::External);
    case Field::TaskOrNone:
        if (value == None)
            return value;
        break;
    case Field::Text:
        if (value == 0)
            return value;
        break;
    default:
        break;
    }
    const Entry table = tableOf(field);
    const std::uint32_t id = find(table, value);
    if (id != None)
        return id;
    if (table == Entry::Wait || table == Entry::Text || table == Entry::Line)
        return m_tables.missing(table);
    return {};
}

/// What the builder calls an entry that a record refers to, or None.
std::uint32_t TraceFileReader::find(Entry table, std::uint32_t id)
{
    const std::uint32_t known = m_tables.known(table, id);
    if (known != None) [[likely]]
        return known;
    // It may have come since the tables were read, or stand behind the chunks that are known.
    if (!m_scanner.isAtEnd() || (m_grows && m_tablesRead != m_streams.loads())) {
        scan(AllChunks);
        if (const std::uint32_t now = m_tables.known(table, id); now != None)
            return now;
    }
    return m_tables.require(table, id);
}

/// Appends what fits what is known of its task.
void TraceFileReader::append(const Record &record)
{
    const Kind kind = record.kind();
    if (kind == Kind::Ended) {
        if (m_end)
            ++m_leftOut;
        else
            m_end = record;
        return;
    }
    if (schemaOf(kind)->isTransition) {
        if (m_lives.size() <= record.subject)
            m_lives.resize(record.subject + 1, Life::Unborn);
        Life &life = m_lives[record.subject];
        if (life == Life::Over || (life == Life::Lives && kind == Kind::Created)) {
            ++m_leftOut;
            return;
        }
        // One that was there before the recording.
        if (life == Life::Unborn && kind != Kind::Created)
            m_builder.append(Record::of(record.time(), Kind::Created, record.subject, None));
        const bool ends = kind == Kind::Finished || kind == Kind::Failed || kind == Kind::Cancelled;
        life = ends ? Life::Over : Life::Lives;
    }
    m_builder.append(record);
}

/// Appends the end, if it has come and nothing else is to be read.
void TraceFileReader::end()
{
    if (!m_end || m_ended || m_streams.nextTime() != Never)
        return;
    m_builder.append(
        Record::of(Time{static_cast<std::int64_t>(m_time)}, Kind::Ended, m_end->subject, 0));
    m_ended = true;
}

Time TraceFileReader::now() const
{
    timespec time{};
    if (m_header.clock == 0 || !m_bytes->isOfThisMachine()
        || clock_gettime(CLOCK_MONOTONIC, &time) != 0)
        return Time{0};
    const Time clock = std::chrono::seconds(time.tv_sec) + Time(time.tv_nsec);
    return std::max(clock - Time{static_cast<std::int64_t>(m_header.origin)}, Time{0});
}

TraceFileReport TraceFileReader::report() const
{
    TraceFileReport report;
    report.bytes = m_bytes->size();
    report.writers = m_streams.writers();
    report.damagedPlaces = m_scanner.damagedPlaces();
    report.firstDamage = m_scanner.firstDamage();
    report.missingEntries = m_tables.faults();
    report.leftOut = m_leftOut;
    report.unknown = m_unknown;
    report.cut = m_scanner.isCut();
    report.ended = m_ended;
    report.properties = m_tables.properties();
    return report;
}

/// Those that nothing woke any more, in the order of creation.
std::vector<LostTask> TraceFileReader::lostTasks() const
{
    std::vector<LostTask> lost;
    if (m_end->outcome() != Outcome::Deadlocked)
        return lost;
    const Trace &trace = *m_builder.trace();
    const std::vector<WaitId> waits = lastWaits(trace);
    std::vector<bool> isLost(trace.tasks().size());
    for (std::size_t i = 0; i < trace.records().size(); ++i) {
        const Record &record = trace.records()[i];
        if (isTransition(record.kind()))
            isLost[record.subject] = record.kind() == Kind::Lost;
    }
    for (std::uint32_t task = 0; task < isLost.size(); ++task) {
        if (isLost[task])
            lost.push_back({TaskId{task}, waits[task]});
    }
    return lost;
}

std::optional<Ending> TraceFileReader::ending() const
{
    if (!m_ended)
        return {};
    Ending ending{.outcome = m_end->outcome(), .time = Time{static_cast<std::int64_t>(m_time)}};
    ending.lost = lostTasks();
    for (const auto &[how, failure] : m_tables.failures()) {
        if (how == HowFailed::MainTask || how == HowFailed::Run)
            ending.failure = failure.failure;
        else if (how == HowFailed::Outgrown)
            ending.outgrown = true;
        else
            ending.unnoticed.push_back(failure);
    }
    return ending;
}

std::unique_ptr<ByteSource> openBytes(const std::string &path)
{
    if (path == "-")
        return std::make_unique<PipeBytes>(STDIN_FILENO);
    return std::make_unique<FileBytes>(path);
}

} // namespace trace
