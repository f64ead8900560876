#pragma once

#include "engine/trace/ending.h"
#include "views/model/runmodel.h"

#include <vector>

namespace views {

/// Who waits for whom where nothing can go on any more. Made by deadlockOf().
struct Deadlock
{
    /// A task that nothing can wake.
    struct Waiter
    {
        trace::TaskId task = trace::TaskId::None;
        trace::WaitId wait = trace::WaitId::None; ///< None when it is not recorded
        /// See whoCanEnd(); in a circle the next one comes first.
        std::vector<trace::TaskId> others;
        bool isAbandoned = false; ///< the first of them has ended

        bool operator==(const Waiter &) const = default;
    };

    std::vector<Waiter> waiters; ///< in the order of creation
    /// Numbers of waiters of which each waits for the next one and the last for the first, which is
    /// the first created of them.
    using Circle = std::vector<std::size_t>;
    /// In the order of their first ones. Empty: they wait in no circle. Of circles that share a
    /// waiter one is told.
    std::vector<Circle> circles;

    bool operator==(const Deadlock &) const = default;

    /// The numbers of the waiters in circles, one circle after the other.
    std::vector<std::size_t> inCircles() const;
    /// The tasks of the circles, in that order.
    std::vector<trace::TaskId> circleTasks() const;
};

/// After the first \a records records of \a model.
bool hasEnded(const RunModel &model, trace::TaskId task, std::size_t records);

/// Who could end \a wait after the first \a records records of \a model: the holders of the lock or
/// semaphore, or the tasks that are waited for, of several those that have not ended. Empty when
/// that is nobody in particular.
std::vector<trace::TaskId> whoCanEnd(const RunModel &model, const trace::Wait &wait,
                                     std::size_t records);

/// The tasks of \a model that wait for ever, in the order of creation, with what they wait for.
std::vector<trace::LostTask> lostTasks(const RunModel &model);

/// \a model is complete; \a lost are its tasks that wait for ever, in the order of creation.
Deadlock deadlockOf(const RunModel &model, const std::vector<trace::LostTask> &lost);
/// The same of \a lost, which wait after its first \a records records, with what is held then.
Deadlock deadlockOf(const RunModel &model, const std::vector<trace::LostTask> &lost,
                    std::size_t records);

} // namespace views
