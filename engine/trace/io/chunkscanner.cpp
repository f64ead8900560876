#include "engine/trace/io/chunkscanner.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace trace {

namespace {

using namespace fileformat;

bool isOurs(std::uint32_t type) noexcept
{
    return type == RecordsChunk || type == TableChunk;
}

/// Of four capital letters: a newer version's, too.
bool isType(std::uint32_t type) noexcept
{
    for (int i = 0; i < 4; ++i, type >>= 8) {
        if ((type & 0xFF) < 'A' || (type & 0xFF) > 'Z')
            return false;
    }
    return true;
}

} // namespace

void ChunkScanner::poll()
{
    m_size = m_bytes.size();
    m_looked = 0;
    m_atEnd = false;
    if (m_front <= m_size)
        return;
    // A writer that has ended gives back what it had not begun.
    std::erase_if(m_unbegun, [this](std::uint64_t offset) { return offset >= m_size; });
    m_front = m_unbegun.empty() ? m_begunEnd : std::max(m_begunEnd, m_unbegun.back() + ChunkBytes);
}

void ChunkScanner::noteDamage(std::uint64_t offset) noexcept
{
    if (m_damaged++ == 0)
        m_firstDamage = offset;
}

/// What is at \a offset, or nothing when that has not been written.
std::optional<FileChunk> ChunkScanner::begun(std::uint64_t offset)
{
    std::array<std::byte, sizeof(ChunkHeader) + sizeof(std::uint64_t)> bytes{};
    if (m_bytes.read(offset, bytes) < sizeof(ChunkHeader))
        return {};
    FileChunk chunk{offset, {}, 0};
    std::memcpy(&chunk.header, bytes.data(), sizeof(ChunkHeader));
    std::memcpy(&chunk.firstWord, bytes.data() + sizeof(ChunkHeader), sizeof(std::uint64_t));
    return chunk;
}

std::optional<FileChunk> ChunkScanner::next()
{
    for (; m_looked < m_unbegun.size(); ++m_looked) {
        const auto chunk = begun(m_unbegun[m_looked]);
        if (!chunk || chunk->header.type == 0)
            continue;
        m_unbegun.erase(m_unbegun.begin() + static_cast<std::ptrdiff_t>(m_looked));
        m_begunEnd = std::max(m_begunEnd, chunk->offset + ChunkBytes);
        if (isOurs(chunk->header.type) && isChunkSize(chunk->header.bytes))
            return chunk;
        noteDamage(chunk->offset);
        return next();
    }
    for (;;) {
        if ((m_lost && !findNextHeader()) || m_front + sizeof(ChunkHeader) > m_size) {
            m_atEnd = true;
            return {};
        }
        const auto chunk = begun(m_front);
        if (!chunk) { // it has been cut meanwhile
            m_atEnd = true;
            return {};
        }
        const ChunkHeader &header = chunk->header;
        if (header.type == 0) {
            if (m_front >= m_begunEnd + MostUnbegun * ChunkBytes) {
                m_atEnd = true;
                return {};
            }
            m_unbegun.push_back(m_front);
            m_looked = m_unbegun.size();
            m_front += ChunkBytes;
            continue;
        }
        if (!isType(header.type) || !isChunkSize(header.bytes)) {
            noteDamage(m_front);
            m_front += 16;
            m_lost = true;
            continue;
        }
        m_front += header.bytes;
        m_begunEnd = std::max(m_begunEnd, m_front);
        if (isOurs(header.type))
            return chunk;
    }
}

/// Moves to the next place from m_front on that looks like a chunk of ours.
bool ChunkScanner::findNextHeader()
{
    std::array<std::byte, ChunkBytes> block;
    while (m_front + sizeof(ChunkHeader) <= m_size) {
        const std::size_t got = m_bytes.read(m_front, block);
        std::size_t at = 0;
        for (; at + sizeof(ChunkHeader) <= got; at += 16) {
            ChunkHeader header;
            std::memcpy(&header, block.data() + at, sizeof(header));
            if (isOurs(header.type) && isChunkSize(header.bytes)) {
                m_front += at;
                m_lost = false;
                return true;
            }
        }
        if (at == 0)
            return false;
        m_front += at;
    }
    return false;
}

} // namespace trace
