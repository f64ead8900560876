#include "engine/core/blocking.h"

#include "engine/core/eventloop.h"

namespace engine {

namespace {

constinit thread_local JobTime *currentJob = nullptr;

Clock &currentClock()
{
    return currentJob != nullptr ? currentJob->clock() : EventLoop::current().clock();
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
    currentClock().burn(toTime(seconds));
}

void compute(double seconds)
{
    currentClock().compute(toTime(seconds));
}

} // namespace engine
