#pragma once

#include "engine/trace/ending.h"
#include "engine/trace/io/fileformat.h"
#include "engine/trace/tracebuilder.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {

/// The tables of a trace file, whose entries come in any order, on their way into a builder, which
/// takes an entry only after all that it refers to.
class TraceFileTables
{
public:
    using Table = fileformat::Entry;

    /// \a builder outlives this.
    explicit TraceFileTables(TraceBuilder &builder)
        : m_builder(builder)
    {
    }

    /// Takes an entry that \a writer wrote. One of an unknown type is no matter; false: it cannot
    /// be.
    bool add(std::uint32_t writer, Table type, std::span<const std::byte> payload);

    /// What the builder calls \a id, or None when it has not got it.
    std::uint32_t known(Table table, std::uint32_t id) const noexcept
    {
        const std::uint32_t found = m_ids[static_cast<std::size_t>(table)].find(id);
        return found < Ids::Waiting ? found : fileformat::None;
    }
    /// The same for an entry that waits for others: what of them has not come is missing.
    std::uint32_t require(Table table, std::uint32_t id);
    /// Stands for a wait, a text, a line that is missing.
    std::uint32_t missing(Table table);

    /// Adds what waits for others that have come meanwhile; with \a all, the rest without them.
    void settle(bool all);

    /// Number of entries that are referred to and not there, or cannot be.
    std::uint64_t faults() const noexcept { return m_faults; }
    const std::map<std::string, std::string, std::less<>> &properties() const noexcept
    {
        return m_properties;
    }
    /// Exceptions with what they say; the run's own is of a task None and of no Notice.
    const std::vector<std::pair<fileformat::HowFailed, UnnoticedFailure>> &failures() const noexcept
    {
        return m_failures;
    }

private:
    /// By the id in the file, the builder's.
    class Ids
    {
    public:
        static constexpr std::uint32_t Waiting = 0xFFFF'FFFE; ///< in m_waiting
        static constexpr std::uint32_t Absent = 0xFFFF'FFFF;

        std::uint32_t find(std::uint32_t id) const noexcept
        {
            return id < m_dense.size() && m_dense[id] != Absent ? m_dense[id] : findFar(id);
        }
        void set(std::uint32_t id, std::uint32_t value);

    private:
        std::uint32_t findFar(std::uint32_t id) const noexcept;

        std::vector<std::uint32_t> m_dense;
        std::unordered_map<std::uint32_t, std::uint32_t> m_far; ///< far behind all others
        std::size_t m_count = 0;
    };
    struct Reference
    {
        Table table = Table::Unwritten;
        std::uint32_t id = fileformat::None;
    };
    /// At most as many as a task has.
    using References = std::array<Reference, 6>;
    using Payload = std::vector<std::byte>;

    Ids &ids(Table table) noexcept { return m_ids[static_cast<std::size_t>(table)]; }
    std::uint32_t state(Reference reference) const noexcept;
    bool addText(std::uint32_t writer, Table type, std::span<const std::byte> payload);
    void addProperty(std::span<const std::byte> payload);
    void addFailure(std::span<const std::byte> payload);
    References references(Table type, std::span<const std::byte> payload) const;
    std::uint32_t addNow(Reference reference, bool withoutOthers);
    /// Makes the builder's entry of \a payload, all of whose references it has got or never will.
    std::uint32_t build(Table type, std::span<const std::byte> payload);
    std::uint32_t built(Table type, std::span<const std::byte> payload);
    /// What stands for \a id in the builder's entry.
    std::uint32_t resolved(Table table, std::uint32_t id);

    TraceBuilder &m_builder;
    std::array<Ids, fileformat::TablesEnd> m_ids;
    std::map<std::pair<Table, std::uint32_t>, Payload> m_waiting; ///< for what they refer to
    std::size_t m_settleAt = 64; ///< so many of them
    std::map<std::pair<Table, std::uint32_t>, std::pair<std::uint32_t, std::string>>
        m_begun; ///< texts that go on, by type and writer
    std::array<std::uint32_t, fileformat::TablesEnd> m_missing{};
    std::uint64_t m_faults = 0;
    std::map<std::string, std::string, std::less<>> m_properties;
    std::vector<std::pair<fileformat::HowFailed, UnnoticedFailure>> m_failures;
};

} // namespace trace
