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

void burn(double seconds)
{
    Clock &clock = currentClock();
    clock.burn(withinReach(clock, toTime(seconds)));
}

void compute(double seconds)
{
    Clock &clock = currentClock();
    clock.compute(withinReach(clock, toTime(seconds)));
}

} // namespace engine
