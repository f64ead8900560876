#pragma once

#include "engine/trace/record.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace views {

/// Which tasks hold a lock or a semaphore, as that changes with the records of a log.
class HolderTrack
{
public:
    /// \a change is record number \a record: Kind::Acquired or Kind::Released.
    void append(std::uint32_t record, const trace::Record &change);

    /// The tasks that hold it after the first \a records records, in the order in which they
    /// acquired it. Whoever releases what it does not hold, as a semaphore allows, ends nobody's
    /// hold.
    std::vector<trace::TaskId> after(std::size_t records) const;

    /// Number of changes.
    std::size_t size() const noexcept { return m_changes.size(); }
    std::uint32_t record(std::size_t change) const noexcept { return m_changes[change].record; }
    trace::TaskId task(std::size_t change) const noexcept { return m_changes[change].task; }
    bool isAcquired(std::size_t change) const noexcept { return m_changes[change].acquired; }
    /// How many changes come with the first \a records records.
    std::size_t before(std::size_t records) const noexcept;

private:
    static constexpr std::size_t BlockSize = 64;

    struct Change
    {
        std::uint32_t record;
        trace::TaskId task;
        bool acquired;
    };

    /// Who held it before change number \a begin.
    struct Block
    {
        std::size_t begin;
        std::vector<trace::TaskId> holders;
    };

    static void apply(const Change &change, std::vector<trace::TaskId> &holders);

    std::vector<Change> m_changes;
    std::vector<Block> m_blocks;
    std::vector<trace::TaskId> m_holders; ///< now
};

} // namespace views
