#pragma once

#include "views/model/runmodel.h"

#include <optional>
#include <vector>

namespace views {

/// A task that could not run, though it was ready or its timer was due, because a step held its
/// loop.
struct Delay
{
    trace::TaskId task = trace::TaskId::None;
    /// When it was ready or due, or when the step began, if that was later.
    trace::Time since{0};
    bool timer = false; ///< its timer was due; else it stood in the ready queue
    trace::Time length{0}; ///< from then to the end of the step

    bool operator==(const Delay &) const = default;
};

/// Whom \a step, a running or blocking segment, provably delayed, the longest delay first: the
/// tasks of its loop that stood in the ready queue or came into it, and those that slept and were
/// due. Of what waited for data on a socket or for another thread a record cannot say when it would
/// have run, so that no delay is claimed for it.
std::vector<Delay> delaysBy(const RunModel &model, const SegmentRef &step);

/// The last step on the loop of \a task that began before record \a index.
std::optional<SegmentRef> stepBefore(const RunModel &model, trace::TaskId task, std::size_t index);
/// When \a step, a running or blocking segment, was over, as far as is known.
trace::Time endOfStep(const RunModel &model, const SegmentRef &step);
/// Whether the loop of \a task had a step in hand at some time after \a since and before record
/// \a index. Else it had nothing to do then: what came late was late by the machine's clock.
bool wasHeld(const RunModel &model, trace::TaskId task, trace::Time since, std::size_t index);

/// Whether the wait before \a ready, a ready segment, ended because of a request to cancel that no task
/// and nothing outside made: asyncio.run() cancels so what its main task has left behind.
bool isCancelledByLoop(const RunModel &model, const SegmentRef &ready);

/// A step that held the loop while a task could have run, and for how long of that.
struct Hold
{
    SegmentRef step;
    trace::Time length{0};

    bool operator==(const Hold &) const = default;
};

/// Why a task ran later than it could have.
struct Lateness
{
    trace::Time due{0}; ///< when it was ready, or its timer due
    trace::Time ran{0};
    bool timer = false;
    std::vector<Hold> holds; ///< what held the loop meanwhile, in the order of time
};

/// For the step \a step of a task, how late it was; nothing when it was not late.
std::optional<Lateness> lateness(const RunModel &model, const SegmentRef &step);

/// A step that blocked its loop and what that cost others.
struct Culprit
{
    SegmentRef step;
    trace::Time length{0};
    trace::Time cost{0}; ///< the sum of the delays
    std::size_t delayed = 0; ///< tasks
    /// Of those the ones that were delayed longest, MostNamed at most.
    std::vector<trace::TaskId> longest;

    static constexpr std::size_t MostNamed = 4;

    bool operator==(const Culprit &) const = default;
};

/// The steps that lasted for BlockingThreshold or longer, the costliest first, equal ones in the
/// order of time. Looks at every segment of \a model.
std::vector<Culprit> culprits(const RunModel &model);

} // namespace views
