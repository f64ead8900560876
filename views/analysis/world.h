#pragma once

#include "views/model/runmodel.h"

#include <optional>
#include <vector>

namespace views {

/// A run at one moment: what the event loop runs, what stands in its ready queue, which timers it
/// holds and who waits for what. Made by worldAt().
struct World
{
    /// A task in the ready queue.
    struct Queued
    {
        trace::TaskId task = trace::TaskId::None;
        std::size_t record = 0; ///< that put it there
        /// It has come into the queue since the present turn of its loop began, and so has to wait
        /// for the next one.
        bool nextTurn = false;

        bool operator==(const Queued &) const = default;
    };
    /// A task that sleeps.
    struct Timer
    {
        /// When it is due; the loop may come to it later. Nothing where that was not recorded.
        std::optional<trace::Time> deadline;
        trace::TaskId task = trace::TaskId::None;
        std::size_t record = 0; ///< that began the sleep

        bool operator==(const Timer &) const = default;
    };
    /// A task that waits for something that is not a timer.
    struct Waiting
    {
        trace::TaskId task = trace::TaskId::None;
        trace::WaitId wait = trace::WaitId::None;
        std::size_t record = 0; ///< that suspended it
        bool cancelling = false; ///< asked to cancel, and not yet woken by that
        bool lost = false; ///< nothing can wake it any more

        bool operator==(const Waiting &) const = default;
    };

    std::size_t records = 0; ///< how many of the trace's have happened
    /// The tasks whose steps are going on: one a loop at most, in the order in which they began.
    std::vector<trace::TaskId> running;
    std::vector<Queued> ready; ///< front first
    std::vector<Timer>
        timers; ///< next due first, what is not known last; equal ones as they were set
    std::vector<Waiting> waiting; ///< longest waiting first

    /// Those of them that wait for \a object, in the order of their arrival: the lines of getters,
    /// putters, acquirers.
    std::vector<Waiting> lineFor(const RunModel &model, trace::ObjectId object) const;
    /// The place of \a task in the ready queue, from 0.
    std::optional<std::size_t> placeInReadyQueue(trace::TaskId task) const;
};

/// The run of \a model after its first \a records records, at most those that it has read. A search
/// in each task's track that is alive then or has ended before; nothing is replayed.
World worldAt(const RunModel &model, std::size_t records);

} // namespace views
