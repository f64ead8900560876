#pragma once

#include "views/model/runmodel.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace views {

/// What all waits of one kind of one task add up to.
struct WaitSum
{
    std::size_t kind = 0;
    trace::Time time{0};

    bool operator==(const WaitSum &) const = default;
};

/// Where the time of one task went.
struct TaskTimes
{
    trace::Time running{0};
    trace::Time ready{0}; ///< in the ready queue
    std::vector<WaitSum> waits; ///< that lasted, the kind of the first wait first
    std::size_t steps = 0;
    trace::Time end{0}; ///< of the task, or of what is known of the run
    std::optional<State> how; ///< Done, Failed or Cancelled; nothing: it had not ended

    bool operator==(const TaskTimes &) const = default;
};

/// How often tasks were made ready, with the wakes that deliver a cancellation, without births and
/// yields.
struct WakeCounts
{
    std::size_t byTasks = 0;
    std::size_t byTimers = 0;
    std::size_t byOthers = 0;

    std::size_t all() const noexcept { return byTasks + byTimers + byOthers; }
    bool operator==(const WakeCounts &) const = default;
};

/// What a run adds up to, read from its log in one go.
///
/// A wait lasts from suspension until its task stands in the ready queue or ends, or to the end of
/// the run: what is being cancelled still waits.
class RunTotals
{
public:
    /// Sums over all tasks; see sumOf().
    struct Sum
    {
        trace::Time time{0};
        std::size_t count = 0;
    };

    /// The waits of trace::Reason r count as kind \a kinds[r], for every one that the trace of \a
    /// model has. \a model must outlive the totals.
    RunTotals(const RunModel &model, std::vector<std::size_t> kinds);

    /// Reads the records that the model has. \a goOn is told every some milliseconds how many have
    /// been read; when it says no, the rest is left out and false returned.
    bool read(const std::function<bool(std::size_t records)> &goOn);

    trace::Time running() const noexcept { return m_running; }
    trace::Time ready() const noexcept { return m_ready; }
    trace::Time longestStep() const noexcept { return m_longestStep; }
    const WakeCounts &wakes() const noexcept { return m_wakes; }
    /// By kind; those behind the last have had no wait.
    std::span<const Sum> waits() const noexcept { return m_waits; }
    TaskTimes timesOf(trace::TaskId task) const;

private:
    static constexpr std::uint32_t NoEntry = 0xFFFF'FFFF;

    enum class Doing : std::uint8_t { Nothing, Ready, Running, Waiting };

    struct Task
    {
        trace::Time since{0};
        trace::Time running{0};
        trace::Time ready{0};
        std::uint32_t steps = 0;
        std::uint32_t firstWait = NoEntry;
        std::uint32_t kind = 0; ///< of what it waits for
        Doing doing = Doing::Nothing;
    };

    /// One kind of wait of one task, and the next of them.
    struct Entry
    {
        trace::Time time{0};
        std::uint32_t kind = 0;
        std::uint32_t next = NoEntry;
    };

    void read(const trace::Record &record);
    void turnTo(Task &task, Doing doing, trace::Time now);
    void addWait(Task &task, trace::Time time);

    const RunModel &m_model;
    std::vector<std::size_t> m_kinds;
    std::vector<Task> m_tasks;
    std::vector<Entry> m_entries;
    std::vector<Sum> m_waits;
    trace::Time m_running{0};
    trace::Time m_ready{0};
    trace::Time m_longestStep{0};
    WakeCounts m_wakes;
};

} // namespace views
