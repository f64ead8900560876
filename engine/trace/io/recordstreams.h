#pragma once

#include "engine/trace/io/chunkscanner.h"
#include "engine/trace/record.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {

/// The records of a trace file's writers, merged in the order of time. Of each writer one chunk
/// is in memory, and that only while it has something in it.
class RecordStreams
{
public:
    /// \a bytes and \a scanner outlive this.
    RecordStreams(ByteSource &bytes, ChunkScanner &scanner)
        : m_bytes(bytes)
        , m_scanner(scanner)
    {
    }

    /// Appends a chunk of records to what is read.
    void add(const FileChunk &chunk);
    /// Number of chunks that have not been read to their end.
    std::size_t chunks() const noexcept { return m_chunks; }
    /// Number of writers.
    std::size_t writers() const noexcept { return m_writers.size(); }
    /// Looks into what had nothing to read, whether it has now. \a grows: what is not written
    /// may be, and a sealed chunk that is not all there may become so.
    void refill(bool grows);

    /// The time of the next record, not before that of any that was taken; none: ~0.
    std::uint64_t nextTime() const noexcept
    {
        return m_heads.empty() ? ~std::uint64_t{0} : m_heads.front().first;
    }
    /// Takes it. With \a time, since its own may be too early.
    std::pair<Record, std::uint64_t> take();
    /// The latest time that has been read.
    std::uint64_t latest() const noexcept { return m_latest; }
    /// How often something has been read.
    std::uint64_t loads() const noexcept { return m_loads; }
    /// Where in the file the record is that was taken last.
    std::uint64_t position() const noexcept { return m_position; }

private:
    struct Writer
    {
        std::deque<FileChunk> chunks; ///< the first is being read
        std::size_t read = 0; ///< bytes of it, from its beginning
        std::vector<std::uint64_t> words; ///< two a record
        std::size_t next = 0; ///< of the words
        std::uint64_t time = 0; ///< of the last record
    };

    bool fill(Writer &writer);
    bool fillFromChunk(Writer &writer);
    void push(std::size_t index);

    ByteSource &m_bytes;
    ChunkScanner &m_scanner;
    bool m_grows = false;
    std::vector<Writer> m_writers;
    std::unordered_map<std::uint32_t, std::size_t> m_indexes; ///< by the writer's number
    std::vector<std::pair<std::uint64_t, std::size_t>> m_heads; ///< a heap: time, index
    std::vector<std::size_t> m_dry; ///< writers with nothing to read
    std::size_t m_chunks = 0;
    std::uint64_t m_latest = 0;
    std::uint64_t m_loads = 0;
    std::uint64_t m_position = 0;
};

} // namespace trace
