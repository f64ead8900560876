#pragma once

#include "engine/core/clock.h"

#include <atomic>
#include <memory>

namespace engine::qt {

/// The clock of a thread beside a run's own: it follows the run's, and waits by itself. While the
/// run is paused, whoever burns, computes or waits here is held until it goes on.
class ThreadClock final : public Clock
{
public:
    /// Nothing is waited for, nor computed, once \a interrupted is set, which outlives the clock.
    ThreadClock(std::shared_ptr<const WallTime> wall, const std::atomic<bool> &interrupted);

    /// Blocks the thread.
    void burn(Time duration) override { waitUntil(now() + duration); }
    /// Computes until the thread has had \a duration, at the run's speed, of a processor.
    void compute(Time duration) override;
    /// Waits for \a time.
    bool skipTo(Time time) override;
    std::chrono::steady_clock::time_point wallTime(Time time) const override;

private:
    Time read() const override { return m_wall->now(); }
    void waitUntil(Time time) const;
    bool interrupted() const { return m_interrupted.load(std::memory_order_relaxed); }

    std::shared_ptr<const WallTime> m_wall;
    const std::atomic<bool> &m_interrupted;
};

} // namespace engine::qt
