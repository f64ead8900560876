#include "engine/qt/threadclock.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <thread>

namespace engine::qt {

namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

// How long an interruption, a pause or a change of the speed may go unnoticed.
constexpr auto LongestNap = std::chrono::milliseconds(5);
constexpr int RoundsBetweenLooks = 10'000;

/// The time that a processor has spent on this thread.
nanoseconds processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

void computeALittle()
{
    volatile double x = 0.5;
    for (int i = 0; i < RoundsBetweenLooks; ++i)
        x = std::cos(x);
}

} // namespace

ThreadClock::ThreadClock(std::shared_ptr<const WallTime> wall, const std::atomic<bool> &interrupted)
    : m_wall(std::move(wall))
    , m_interrupted(interrupted)
{
    move();
}

void ThreadClock::compute(Time duration)
{
    const nanoseconds end = processorTime() + m_wall->wallDuration(duration);
    while (!interrupted() && processorTime() < end) {
        if (m_wall->stands())
            std::this_thread::sleep_for(LongestNap);
        else
            computeALittle();
    }
}

bool ThreadClock::skipTo(Time time)
{
    waitUntil(time);
    return true;
}

steady_clock::time_point ThreadClock::wallTime(Time time) const
{
    return m_wall->wallTime(time);
}

void ThreadClock::waitUntil(Time time) const
{
    while (!interrupted() && now() < time) {
        const steady_clock::time_point longest = steady_clock::now() + LongestNap;
        std::this_thread::sleep_until(m_wall->stands() ? longest
                                                       : std::min(longest, m_wall->wallTime(time)));
    }
}

} // namespace engine::qt
