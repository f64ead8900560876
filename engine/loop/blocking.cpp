#include "engine/loop/blocking.h"

#include "engine/loop/eventloop.h"

namespace engine {

namespace {

constinit thread_local JobTime *currentJob = nullptr;

} // namespace

JobTime::JobTime() noexcept
    : m_outer(std::exchange(currentJob, this))
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
    const Time now = currentJob != nullptr ? currentJob->now() : EventLoop::current().now();
    return static_cast<double>(now.count()) / 1e9;
}

void burn(double seconds)
{
    if (currentJob != nullptr)
        currentJob->burn(toTime(seconds));
    else
        EventLoop::current().clock().burn(toTime(seconds));
}

} // namespace engine
