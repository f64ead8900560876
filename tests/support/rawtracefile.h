#pragma once

#include "engine/trace/io/bytesource.h"
#include "engine/trace/io/fileformat.h"
#include "engine/trace/record.h"

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace support {

/// The bytes of a trace file as a writer puts them there, right or wrong.
class RawTraceFile
{
public:
    std::vector<std::byte> bytes;

    explicit RawTraceFile(const trace::fileformat::Header &header = {.origin = 1})
    {
        number(header);
        bytes.resize(trace::fileformat::HeaderBytes);
    }

    /// Appends \a value.
    template <class Number>
    RawTraceFile &number(Number value)
    {
        const auto *begin = reinterpret_cast<const std::byte *>(&value);
        bytes.insert(bytes.end(), begin, begin + sizeof(value));
        return *this;
    }
    /// Begins a chunk in the place of whatever is after the last one.
    RawTraceFile &chunk(std::uint32_t type, std::uint32_t writer = 0,
                        std::uint32_t size = trace::fileformat::ChunkBytes)
    {
        finish();
        m_chunk = bytes.size();
        m_size = size;
        return number(trace::fileformat::ChunkHeader{type, writer, size, 0});
    }
    RawTraceFile &records(std::uint32_t writer = 0)
    {
        return chunk(trace::fileformat::RecordsChunk, writer);
    }
    RawTraceFile &table(std::uint32_t writer = 0)
    {
        return chunk(trace::fileformat::TableChunk, writer);
    }
    /// \a time as it stands in the file.
    RawTraceFile &record(std::int64_t time, trace::Kind kind, std::uint32_t subject,
                         std::uint32_t argument = 0)
    {
        return number(trace::Record::of(trace::Time{time}, kind, subject, argument));
    }
    template <class... Numbers>
    RawTraceFile &entry(trace::fileformat::Entry type, Numbers... numbers)
    {
        return entryWithText(type, {}, numbers...);
    }
    template <class... Numbers>
    RawTraceFile &entryWithText(trace::fileformat::Entry type, std::string_view text,
                                Numbers... numbers)
    {
        const std::size_t size = (sizeof(numbers) + ... + text.size());
        number(static_cast<std::uint32_t>(type)).number(static_cast<std::uint32_t>(size));
        (number(numbers), ...);
        for (const char c : text)
            number(c);
        bytes.resize((bytes.size() + 7) / 8 * 8);
        return *this;
    }
    RawTraceFile &text(std::uint32_t id, std::string_view text)
    {
        return entryWithText(trace::fileformat::Entry::Text, text, id, std::uint32_t{0});
    }
    /// A task "Task-N" with nothing else to it.
    RawTraceFile &task(std::uint32_t id, std::uint32_t creator = trace::fileformat::None)
    {
        using namespace trace::fileformat;
        const std::uint32_t empty = 0;
        return entry(Entry::Task, id, id + 1, empty, empty, empty, empty, creator, None);
    }
    /// Fills the last chunk up.
    RawTraceFile &finish()
    {
        if (m_size > 0)
            bytes.resize(m_chunk + m_size);
        m_size = 0;
        return *this;
    }

private:
    std::size_t m_chunk = 0;
    std::size_t m_size = 0;
};

/// Bytes that a test writes while they are read.
class MemoryBytes final : public trace::ByteSource
{
public:
    struct Shared
    {
        std::vector<std::byte> bytes;
        bool written = false; ///< somebody may still write
    };

    explicit MemoryBytes(std::shared_ptr<Shared> shared)
        : m_shared(std::move(shared))
    {
    }
    explicit MemoryBytes(std::vector<std::byte> bytes)
        : m_shared(std::make_shared<Shared>(Shared{std::move(bytes), false}))
    {
    }

    std::uint64_t size() override { return m_shared->bytes.size(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override
    {
        if (offset >= m_shared->bytes.size())
            return 0;
        const std::size_t count
            = std::min<std::size_t>(into.size(), m_shared->bytes.size() - offset);
        std::memcpy(into.data(), m_shared->bytes.data() + offset, count);
        return count;
    }
    bool isBeingWritten() override { return m_shared->written; }

private:
    std::shared_ptr<Shared> m_shared;
};

} // namespace support
