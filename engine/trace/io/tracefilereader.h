#pragma once

#include "engine/trace/ending.h"
#include "engine/trace/io/bytesource.h"
#include "engine/trace/io/chunkscanner.h"
#include "engine/trace/io/recordstreams.h"
#include "engine/trace/io/tracefiletables.h"
#include "engine/trace/tracebuilder.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace trace {

/// Bytes that are no trace file, or not one that can be read here.
class TraceFileError : public std::runtime_error
{
public:
    enum class Problem : std::uint8_t {
        NotATrace,
        Newer, ///< of a version that is not known here
        TooShort, ///< its beginning is cut off, or still to come
    };

    TraceFileError(Problem problem, const std::string &what)
        : std::runtime_error(what)
        , m_problem(problem)
    {
    }
    Problem problem() const noexcept { return m_problem; }

private:
    Problem m_problem;
};

/// What is to be said of a trace file beside its trace.
struct TraceFileReport
{
    std::uint64_t bytes = 0;
    std::size_t writers = 0;
    std::uint64_t damagedPlaces = 0; ///< chunks that are left out, from there on
    std::uint64_t firstDamage = 0; ///< the offset of the first of them
    std::uint64_t missingEntries = 0; ///< that are referred to, or cannot be
    std::uint64_t leftOut = 0; ///< records that cannot be
    std::uint64_t unknown = 0; ///< records of a newer version's kinds
    bool cut = false; ///< it ends within a chunk
    bool ended = false; ///< the recording has come to its own end
    std::map<std::string, std::string, std::less<>> properties;

    bool operator==(const TraceFileReport &) const = default;
};

/// Makes a trace of a trace file, as far as one wants at a time, also while the file is still
/// written. It believes nothing that stands there: what cannot be is left out and reported.
///
/// Used by one thread, except where it says so.
class TraceFileReader
{
public:
    enum class Status : std::uint8_t {
        More, ///< there is more to read
        Waiting, ///< there is nothing to read now, but it may come
        Complete, ///< all has been read, and nobody writes more
    };

    /// Whether the beginning of \a bytes is there, or never will be.
    static bool canBegin(ByteSource &bytes);
    /// Reads the beginning; throws TraceFileError.
    explicit TraceFileReader(std::unique_ptr<ByteSource> bytes);

    /// Grows with advance(); any thread may read it meanwhile.
    std::shared_ptr<const Trace> trace() const noexcept { return m_builder.trace(); }

    /// Reads on, some \a records at most. While the file is written, what has come since the last
    /// time waits for the next: another writer may have recorded something earlier.
    Status advance(std::size_t records);
    /// How far the run has come by now, on a real clock of this machine; else 0. Any thread.
    Time now() const;
    /// The share of the bytes that has been read, from 0 to 1. Any thread.
    double share() const noexcept { return m_share.load(std::memory_order_relaxed); }
    /// What is known by now.
    TraceFileReport report() const;
    /// How the run ended, with what its exceptions said. None as long as the trace has no end.
    std::optional<Ending> ending() const;

private:
    struct OpenTable
    {
        FileChunk chunk;
        std::size_t read = 0; ///< bytes of it, from its beginning
        bool left = false; ///< its writer has another
    };
    enum class Life : std::uint8_t { Unborn, Lives, Over };

    void readHeader();
    void scan(std::size_t chunks);
    void readTables();
    bool readTable(OpenTable &table);
    bool addEntries(OpenTable &table, std::span<const std::byte> bytes);
    std::uint64_t limit();
    void deliver(const Record &record, std::uint64_t time);
    std::optional<std::uint32_t> translated(Field field, std::uint32_t value);
    std::uint32_t find(fileformat::Entry table, std::uint32_t id);
    void append(const Record &record);
    void end();
    std::vector<LostTask> lostTasks() const;

    std::unique_ptr<ByteSource> m_bytes;
    fileformat::Header m_header;
    TraceBuilder m_builder;
    TraceFileTables m_tables{m_builder};
    ChunkScanner m_scanner;
    RecordStreams m_streams;
    std::vector<OpenTable> m_openTables; ///< with more to read
    std::vector<std::byte> m_buffer;
    bool m_grows = true;
    std::uint64_t m_tablesRead = 0; ///< the number of loads of records before the tables were read
    std::uint64_t m_scanned = 0; ///< the first time in the last chunk of records that was found
    std::uint64_t m_before = 0; ///< the latest time that was there at the last advance()
    std::vector<Life> m_lives; ///< by the builder's ids
    std::uint64_t m_time = 0; ///< of the last record
    std::optional<Record> m_end; ///< is appended when nothing comes before it
    bool m_ended = false;
    std::uint64_t m_leftOut = 0;
    std::uint64_t m_unknown = 0;
    std::atomic<double> m_share{0};
};

/// What is read of a file, or, for "-", of standard input. Throws std::system_error.
std::unique_ptr<ByteSource> openBytes(const std::string &path);

} // namespace trace
