#pragma once

#include "engine/trace/vocabulary.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

// FORMAT.md in numbers.
namespace trace::fileformat {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::array<unsigned char, 8> Magic{0x89, 'C', 'R', 'S', '\r', '\n', 0x1A, '\n'};
inline constexpr std::uint16_t MajorVersion = 1;
inline constexpr std::uint16_t MinorVersion = 1;

/// The beginning of a file. Table entries follow, up to HeaderBytes.
struct Header
{
    std::array<unsigned char, 8> magic = Magic;
    std::uint16_t major = MajorVersion;
    std::uint16_t minor = MinorVersion;
    std::uint32_t clock = 0; ///< 0: virtual
    std::uint64_t origin = 0;
    std::int64_t wallTime = 0;
    std::int64_t process = 0;
    std::array<std::uint64_t, 3> reserved{};
};
static_assert(sizeof(Header) == 64);

inline constexpr std::size_t HeaderBytes = 65'536;
inline constexpr std::size_t ChunkBytes = 65'536;
inline constexpr std::size_t SmallestChunk = 32;
inline constexpr std::size_t MostUnbegun = 1'024; ///< chunks in a row

inline constexpr std::uint32_t RecordsChunk = 0x5343'4552; // "RECS"
inline constexpr std::uint32_t TableChunk = 0x4C42'4154; // "TABL"

/// The beginning of a chunk.
struct ChunkHeader
{
    std::uint32_t type = 0;
    std::uint32_t writer = 0;
    std::uint32_t bytes = 0;
    std::uint32_t seal = 0;
};
static_assert(sizeof(ChunkHeader) == 16);

constexpr bool isChunkSize(std::uint32_t bytes) noexcept
{
    return bytes % 16 == 0 && bytes >= SmallestChunk && bytes <= ChunkBytes;
}

/// The type of a table entry, and with it the kind of id that it gives.
enum class Entry : std::uint32_t {
    Unwritten,
    Text,
    Site,
    Task,
    Object,
    WaitKind,
    Wait,
    Chain,
    Cause,
    Line,
    Property,
    Failure,
    Awaited,
};
inline constexpr std::size_t TablesEnd = static_cast<std::size_t>(Entry::Awaited) + 1;

/// The table of what a wait of such a kind is for, which is not Nothing.
constexpr Entry tableOf(WaitsOn what) noexcept
{
    return what == WaitsOn::Task ? Entry::Task
        : what == WaitsOn::Tasks ? Entry::Awaited
                                 : Entry::Object;
}

inline constexpr std::size_t EntryHeaderBytes = 8;
/// Of a payload, in a chunk of its own.
inline constexpr std::size_t LargestPayload = ChunkBytes - sizeof(ChunkHeader) - EntryHeaderBytes;
/// Of a text or a line: there is more in another entry.
inline constexpr std::uint32_t GoesOn = 1;

inline constexpr std::uint32_t None = 0xFFFF'FFFF;

/// How an exception that is an Entry::Failure left the program.
enum class HowFailed : std::uint32_t {
    MainTask,
    Run,
    Outcome,
    Callback,
    Shutdown,
    Outgrown,
};

} // namespace trace::fileformat
