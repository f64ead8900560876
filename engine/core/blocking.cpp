#include "engine/core/blocking.h"

#include "engine/core/error.h"
#include "engine/core/eventloop.h"

namespace engine {

namespace {

constinit thread_local JobTime *currentJob = nullptr;

Clock &currentClock()
{
    return currentJob != nullptr ? currentJob->clock() : EventLoop::current().clock();
}

/// \a duration if that does not lead beyond what a record can say. A loop's run is over there; the
/// end of a job on another thread is the same whenever it is later.
Time withinReach(const Clock &clock, Time duration)
{
    const Time left = Clock::Latest - clock.now();
    if (duration <= left)
        return duration;
    if (EventLoop *loop = EventLoop::currentOn(clock)) {
        loop->outgrow();
        throw OutOfTime();
    }
    return left + Time{1};
}

void recordBlocked(Time duration, const SourceSite &site)
{
    constexpr Time Slow = std::chrono::milliseconds(100);
    if (duration < Slow || currentJob != nullptr)
        return;
    EventLoop &loop = EventLoop::current();
    const trace::TaskId task = loop.currentTaskId();
    if (task == trace::TaskId::None)
        return;
    trace::Recorder &trace = loop.trace();
    const trace::ChainId here = trace.awaitAt(trace::ChainId::None, site.where, site.function);
    trace.record(loop.now(), trace::Kind::Blocked, static_cast<std::uint32_t>(task),
                 static_cast<std::uint32_t>(here));
}

} // namespace

JobTime::JobTime(Clock &clock, const std::atomic<bool> &interrupted) noexcept
    : m_clock(clock)
    , m_interrupted(interrupted)
    , m_outer(std::exchange(currentJob, this))
{
}

JobTime::~JobTime()
{
    currentJob = m_outer;
}

JobTime *JobTime::current() noexcept
{
    return currentJob;
}

double perfCounter()
{
    return static_cast<double>(currentClock().now().count()) / 1e9;
}

void burn(double seconds, const SourceSite &site)
{
    Clock &clock = currentClock();
    recordBlocked(toTime(seconds), site);
    clock.burn(withinReach(clock, toTime(seconds)));
}

void compute(double seconds, const SourceSite &site)
{
    Clock &clock = currentClock();
    recordBlocked(toTime(seconds), site);
    clock.compute(withinReach(clock, toTime(seconds)));
}

} // namespace engine
