#pragma once

#include "engine/core/sourcesite.h"

#include <atomic>

namespace engine {

class Clock;

/// The time of a job that runs on a worker: while one is current on a thread, burn() and
/// perfCounter() there mean the job's clock and not the loop's.
class JobTime
{
public:
    /// Becomes the current one of this thread. \a interrupted is set, by another thread, when the
    /// job's outcome is not wanted any more. Both outlive this.
    JobTime(Clock &clock, const std::atomic<bool> &interrupted) noexcept;
    ~JobTime();
    JobTime(const JobTime &) = delete;
    JobTime &operator=(const JobTime &) = delete;

    Clock &clock() const noexcept { return m_clock; }
    const std::atomic<bool> &interrupted() const noexcept { return m_interrupted; }

    /// The innermost of this thread, or null.
    static JobTime *current() noexcept;

private:
    Clock &m_clock;
    const std::atomic<bool> &m_interrupted;
    JobTime *m_outer;
};

/// The number of seconds that time.perf_counter() would return: since the run began.
double perfCounter();

/// Blocks for \a seconds as time.sleep() does: the current loop, or the worker in whose job this
/// is called. Not negative. Throws OutOfTime where the loop's run ends by that. Of what holds a
/// loop for 0.1 s or longer, asyncio's slow_callback_duration, \a site is recorded.
void burn(double seconds, const SourceSite &site = SourceSite::here());

/// The same for a computation: see Clock::compute().
void compute(double seconds, const SourceSite &site = SourceSite::here());

} // namespace engine
