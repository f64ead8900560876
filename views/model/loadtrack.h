#pragma once

#include "engine/trace/trace.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

namespace views {

/// For how long steps have run, summed over the loops of a run: three quarters of a byte a record
/// say which of them begin and end that, and what it came to before every BlockSize.
class BusyTrack
{
public:
    static constexpr std::size_t BlockSize = 32;

    /// \a log must outlive the track.
    explicit BusyTrack(const trace::Trace &log);

    /// There is one more task, of \a loop.
    void addTask(trace::TextId loop);
    /// Tells of the next record of the log, at \a time, with which \a begun steps of \a task begin;
    /// -1: one ends.
    void append(trace::Time time, trace::TaskId task, int begun)
    {
        m_busy += m_running * (time.count() - m_last);
        m_last = time.count();
        if (m_records % BlockSize == 0)
            m_blocks.push_back({m_busy, m_running, 0, 0});
        if (begun != 0)
            count(task, begun);
        ++m_records;
    }

    /// How many loops there are.
    std::size_t loops() const noexcept { return m_loops.size(); }
    /// The time in which steps run, from the beginning to \a time, added up over the loops; a step
    /// that is begun within another of the same loop counts once. Of the log's records the first
    /// \a records are not after \a time, and the others not before it.
    trace::Time until(trace::Time time, std::size_t records) const noexcept;

private:
    struct Loop
    {
        trace::TextId name;
        std::uint32_t running; ///< its steps that have begun and not ended
    };
    struct Block
    {
        std::int64_t busy; ///< until its first record
        std::uint32_t running; ///< loops, before it
        std::uint32_t begins; ///< the records with which one more loop runs, a bit each
        std::uint32_t ends;
    };

    void count(trace::TaskId task, int begun);

    const trace::Trace *m_log;
    std::vector<Loop> m_loops;
    std::vector<std::uint32_t> m_loopOfTask;
    std::deque<Block> m_blocks;
    std::size_t m_records = 0;
    std::uint32_t m_running = 0;
    std::int64_t m_busy = 0; ///< until the last record
    std::int64_t m_last = 0; ///< when that was
};

/// How late steps began: how long after their task was ready, or its timer due.
class LagTrack
{
public:
    /// Tells of the next task, and what it does: those that wait for their turn, and the steps.
    void addTask() { m_since.push_back(Nothing); }
    /// \a task goes to sleep until \a deadline.
    void sleeps(trace::TaskId task, trace::Time deadline) { since(task) = deadline.count(); }
    /// \a task is ready at \a time, or was due earlier when it has \a slept until then.
    void readies(trace::TaskId task, trace::Time time, bool slept)
    {
        since(task) = slept ? std::min(since(task), time.count()) : time.count();
    }
    /// \a task does not wait for its turn, nor for a timer.
    void leaves(trace::TaskId task) { since(task) = Nothing; }
    /// The next step of the run is one of \a task, and begins at \a time.
    void begins(trace::TaskId task, trace::Time time, bool wasReady);
    /// To be called when so much has been told that somebody may ask. Looks at all tasks.
    void settle();

    std::uint32_t steps() const noexcept { return m_steps; }
    /// How late step number \a step < steps() began, from 0; 0 when that is not known.
    trace::Time late(std::uint32_t step) const noexcept;
    /// The latest of all.
    trace::Time latest() const noexcept { return trace::Time{m_latest}; }
    /// The latest of the steps [begin, end); 0 when there is none.
    trace::Time latest(std::uint32_t begin, std::uint32_t end) const noexcept;

    static constexpr trace::Time Never{std::numeric_limits<std::int64_t>::max()};
    /// Since when the one of the steps from \a step on, a multiple of BlockSize, has been ready or
    /// due that has been so first, and begins late; Never when none does.
    trace::Time earliestFrom(std::uint32_t step) const noexcept;
    /// The same for the steps of block number \a block.
    trace::Time earliestIn(std::uint32_t block) const noexcept
    {
        return trace::Time{sum(0, block).earliest};
    }
    /// The same for the tasks that have not begun their step: what is after the time in question is
    /// a timer that is not due then. As of the last settle().
    trace::Time earliestWaiting() const noexcept { return trace::Time{m_earliestWaiting}; }

    static constexpr std::uint32_t BlockSize = 32;

private:
    static constexpr std::int64_t Nothing = Never.count();
    static constexpr std::uint32_t Far = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::uint32_t None = Far;
    /// Of a block, of BlockSize blocks, and so on.
    struct Sum
    {
        std::int64_t earliest = Nothing;
        std::int64_t latest = 0;
    };
    struct FarStep
    {
        std::uint32_t step;
        std::int64_t late;
    };

    void open(std::uint32_t step);
    const Sum &sum(std::size_t level, std::size_t place) const noexcept
    {
        return place < m_levels[level].size() ? m_levels[level][place] : m_open[level];
    }
    std::int64_t &since(trace::TaskId task) { return m_since[static_cast<std::size_t>(task)]; }

    std::uint32_t m_steps = 0;
    std::int64_t m_latest = 0;
    std::vector<std::int64_t> m_since; ///< by task: ready or, when asleep, due; else Nothing
    std::int64_t m_earliestWaiting = Nothing; ///< of those
    std::uint32_t m_openFirst = None; ///< of the last block: where its steps are in m_late
    std::deque<std::uint32_t> m_first; ///< of those before it; None: all have begun on time
    std::deque<std::uint32_t> m_late; ///< ns; Far: in m_far
    std::vector<FarStep> m_far;
    static constexpr std::size_t Levels = 4;
    std::array<std::deque<Sum>, Levels> m_levels; ///< without the last of each
    std::array<Sum, Levels> m_open; ///< those
};

} // namespace views
