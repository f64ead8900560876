#pragma once

#include "views/analysis/counterparts.h"
#include "views/analysis/runtotals.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace views {

/// The same thing of two runs: of the one in hand and of the one that it is compared with.
template <class T>
struct Both
{
    T now{};
    T reference{};

    bool areEqual() const { return now == reference; }
    bool operator==(const Both &) const = default;
};
// For clang before 17, which deduces nothing of an aggregate.
template <class T>
Both(T, T) -> Both<T>;

/// A task that is not the same in both runs, is only in one of them, or has been matched by hand.
struct TaskDifference
{
    Both<trace::TaskId> task{trace::TaskId::None, trace::TaskId::None};
    bool isByHand = false;
    Both<TaskTimes> times; ///< kinds are indices of Comparison::waits

    bool isMatched() const noexcept
    {
        return task.now != trace::TaskId::None && task.reference != trace::TaskId::None;
    }
};

/// How two runs differ.
struct Comparison
{
    /// All waits of one kind.
    struct Waits
    {
        std::string word; ///< trace::WaitKind::word
        Both<trace::Time> time;
        Both<std::size_t> count;
    };

    struct Queue
    {
        /// None: a run has no such queue.
        Both<trace::ObjectId> object{trace::ObjectId::None, trace::ObjectId::None};
        Both<std::uint32_t> peak;
    };

    /// The first step that is not the same in both runs.
    struct Parting
    {
        /// The first that differs of what is compared, in this order.
        enum class In : std::uint8_t {
            Over, ///< one of the runs has no such step any more
            Task, ///< whose step it is
            Begin, ///< when it begins
            Thrown, ///< the exception that is thrown into it
            What, ///< what the task does in the end: for what it waits, or how it ends
            End, ///< when it ends
        };

        Both<std::uint32_t> step; ///< its number, from 0
        In in = In::Over;

        bool operator==(const Parting &) const = default;
    };

    Both<trace::Time> length;
    Both<std::optional<trace::Outcome>> outcome;
    Both<std::size_t> steps;
    Both<std::size_t> turns; ///< 0 where a run does not tell them
    Both<std::size_t> tasks;
    Both<trace::Time> running; ///< of all tasks together
    Both<trace::Time> ready;
    Both<trace::Time> longestStep;
    Both<std::uint32_t> readyPeak; ///< of the ready queue
    Both<WakeCounts> wakes;
    Both<std::size_t> lines; ///< printed
    std::optional<std::size_t> otherLine; ///< the first, from 0, that is not the same in both

    std::vector<Waits> waits; ///< by kind: those that either trace can name, had or not
    std::vector<Queue>
        queues; ///< in the order of the run in hand, then those of the reference alone
    /// Those of the run in hand in the order of their creation, then those of the reference alone.
    std::vector<TaskDifference> tasksThatDiffer;
    std::size_t matchedTasks = 0;

    /// Both have a virtual clock. On a real one no two runs have the same times: what happens when
    /// makes no difference between steps and tasks then.
    bool hasTimes = true;
    std::optional<Parting> parting; ///< nothing: the steps are the same
    Counterparts counterparts; ///< in the reference

    /// The same tasks took the same steps at the same times to the same outcome, queues were as
    /// deep, and the same lines were printed. What only one of the runs tells, as the depths of
    /// queues, does not count.
    bool isEqual() const;
};

/// Compares two runs as far as both models have been read. \a goOn is told every some milliseconds
/// how far this has come, from 0 to 1; when it says no, there is no result.
///
/// Which task and which object is which says counterpartsOf(), with \a byHand. What asyncio.run()
/// does at its end is left out where only one of the runs tells of it.
///
/// Steps are compared one by one in the order in which they began, as Parting tells. Of what a task
/// waits for, the kind, the object or task and the amount are compared, each as far as both runs
/// tell it; lines of source are not looked at.
std::optional<Comparison> compare(
    const RunModel &now, const RunModel &reference,
    const std::function<bool(double share)> &goOn = [](double) { return true; },
    std::span<const TaskMatch> byHand = {});

} // namespace views
