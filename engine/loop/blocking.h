#pragma once

#include "engine/trace/record.h"

namespace engine {

using trace::Time;

/// The time of a job that runs on a worker: while one is current on a thread, burn() and
/// perfCounter() there mean the job's time and not the loop's.
class JobTime
{
public:
    JobTime(const JobTime &) = delete;
    JobTime &operator=(const JobTime &) = delete;

    /// A blocking call in the job takes \a duration of the run's time.
    virtual void burn(Time duration) = 0;
    virtual Time now() const = 0;

    /// The innermost of this thread, or null.
    static JobTime *current() noexcept;

protected:
    /// Becomes the current one of this thread.
    JobTime() noexcept;
    virtual ~JobTime();

private:
    JobTime *m_outer;
};

/// The number of seconds that time.perf_counter() would return: since the run began.
double perfCounter();

/// Blocks for \a seconds as time.sleep() does: the current loop, or the worker in whose job this
/// is called. Not negative.
void burn(double seconds);

} // namespace engine
