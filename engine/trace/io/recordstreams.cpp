#include "engine/trace/io/recordstreams.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <span>
#include <zlib.h>

namespace trace {

namespace {

using namespace fileformat;

// A chunk that is still written is looked into a page at a time.
constexpr std::size_t Page = 4'096;

} // namespace

void RecordStreams::add(const FileChunk &chunk)
{
    const auto [entry, added] = m_indexes.try_emplace(chunk.header.writer, m_writers.size());
    if (added) {
        m_writers.emplace_back();
        m_dry.push_back(entry->second);
    }
    m_writers[entry->second].chunks.push_back(chunk);
    ++m_chunks;
}

void RecordStreams::refill(bool grows)
{
    m_grows = grows;
    std::vector<std::size_t> dry;
    dry.swap(m_dry);
    for (const std::size_t index : dry)
        push(index);
}

/// Puts a writer where it belongs: among those who have a record, or those who have not.
void RecordStreams::push(std::size_t index)
{
    Writer &writer = m_writers[index];
    if (writer.next == writer.words.size() && !fill(writer)) {
        m_dry.push_back(index);
        return;
    }
    m_heads.emplace_back(std::max(writer.words[writer.next] >> 6, writer.time), index);
    std::push_heap(m_heads.begin(), m_heads.end(), std::greater<>());
}

std::pair<Record, std::uint64_t> RecordStreams::take()
{
    const auto [time, index] = m_heads.front();
    Writer &writer = m_writers[index];
    const Record record = std::bit_cast<Record>(
        std::array{writer.words[writer.next], writer.words[writer.next + 1]});
    writer.next += 2;
    writer.time = time;
    if (m_heads.size() == 1 && writer.next < writer.words.size()) {
        m_heads.front().first = std::max(writer.words[writer.next] >> 6, time);
    } else {
        std::pop_heap(m_heads.begin(), m_heads.end(), std::greater<>());
        m_heads.pop_back();
        push(index);
    }
    return {record, time};
}

/// Reads on what a writer has written; false when there is nothing.
bool RecordStreams::fill(Writer &writer)
{
    writer.words.clear();
    writer.next = 0;
    while (!writer.chunks.empty()) {
        // Whether it has been left is known before it is read: what comes until then is read, too.
        const bool isLeft = writer.chunks.size() > 1;
        const FileChunk &chunk = writer.chunks.front();
        if (fillFromChunk(writer)) {
            ++m_loads;
            m_latest = std::max(m_latest, writer.words[writer.words.size() - 2] >> 6);
            m_position = std::max(m_position, chunk.offset + writer.read);
            return true;
        }
        if (!isLeft && writer.read < chunk.header.bytes)
            return false;
        writer.chunks.pop_front();
        writer.read = 0;
        --m_chunks;
    }
    writer.words.shrink_to_fit();
    return false;
}

bool RecordStreams::fillFromChunk(Writer &writer)
{
    const FileChunk &chunk = writer.chunks.front();
    const std::size_t bytes = chunk.header.bytes;
    if (writer.read >= bytes)
        return false;
    if (writer.read == 0) {
        // It may have been sealed since it was found.
        ChunkHeader header;
        const auto into = std::as_writable_bytes(std::span(&header, 1));
        if (m_bytes.read(chunk.offset, into) < into.size())
            return false;
        const std::size_t rest = bytes - sizeof(header);
        if (header.seal != 0) {
            writer.words.resize(rest / 8);
            const std::size_t got = m_bytes.read(chunk.offset + sizeof(header),
                                                 std::as_writable_bytes(std::span(writer.words)));
            if (got < rest && m_grows) {
                writer.words.clear();
                return false;
            }
            writer.read = bytes;
            writer.words.resize(got / 16 * 2);
            if (got == rest
                && crc32(0, reinterpret_cast<const Bytef *>(writer.words.data()),
                         static_cast<uInt>(rest))
                    != header.seal) {
                m_scanner.noteDamage(chunk.offset);
                writer.words.clear();
                return false;
            }
        } else {
            writer.read = sizeof(header);
        }
    }
    if (writer.words.empty()) {
        const std::size_t rest
            = m_grows ? std::min(bytes - writer.read, Page) : bytes - writer.read;
        writer.words.resize(rest / 8);
        const std::size_t got = m_bytes.read(chunk.offset + writer.read,
                                             std::as_writable_bytes(std::span(writer.words)));
        writer.words.resize(got / 16 * 2);
    }
    // Up to the first that has not been written.
    std::size_t written = 0;
    while (written < writer.words.size() && writer.words[written] != 0)
        written += 2;
    if (written < writer.words.size()) {
        // Of a sealed chunk the rest stays empty.
        writer.words.resize(written);
    }
    if (writer.read < bytes)
        writer.read += written * 8;
    return written > 0;
}

} // namespace trace
