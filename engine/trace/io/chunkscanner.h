#pragma once

#include "engine/trace/io/bytesource.h"
#include "engine/trace/io/fileformat.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace trace {

/// A chunk of a trace file, by what its header says.
struct FileChunk
{
    std::uint64_t offset = 0;
    fileformat::ChunkHeader header;
    std::uint64_t firstWord = 0; ///< of what it holds
};

/// Finds the chunks of a trace file, from its beginning on and behind damage, while it grows.
class ChunkScanner
{
public:
    /// \a bytes outlives this.
    explicit ChunkScanner(ByteSource &bytes)
        : m_bytes(bytes)
    {
    }

    /// What comes of next() from now on may be found in what has been written meanwhile.
    void poll();
    /// The next chunk of records or of table entries; none when there is no more by now.
    std::optional<FileChunk> next();
    /// Whether next() has come to the end of the file.
    bool isAtEnd() const noexcept { return m_atEnd; }
    /// The file ends within a chunk's header or before its end.
    bool isCut() const noexcept
    {
        return m_atEnd
            && (m_front > m_size
                || (m_front < m_size && m_size - m_front < sizeof(fileformat::ChunkHeader)));
    }

    std::uint64_t damagedPlaces() const noexcept { return m_damaged; }
    /// Where the first of them is.
    std::uint64_t firstDamage() const noexcept { return m_firstDamage; }
    /// Counts a place that a reader of the chunks has found.
    void noteDamage(std::uint64_t offset) noexcept;

private:
    std::optional<FileChunk> begun(std::uint64_t offset);
    bool findNextHeader();

    ByteSource &m_bytes;
    std::uint64_t m_size = 0;
    std::uint64_t m_front = fileformat::HeaderBytes; ///< the next header is here, or
    bool m_lost = false; ///< the next header is somewhere from m_front on
    bool m_atEnd = false;
    std::uint64_t m_begunEnd = fileformat::HeaderBytes; ///< of the chunks that have been begun
    std::vector<std::uint64_t> m_unbegun; ///< where chunks are that had not been begun
    std::size_t m_looked = 0; ///< at so many of them since poll()
    std::uint64_t m_damaged = 0;
    std::uint64_t m_firstDamage = 0;
};

} // namespace trace
