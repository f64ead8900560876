#include "engine/core/walltime.h"

#include "engine/core/clock.h"

#include <algorithm>

namespace engine {

using std::chrono::steady_clock;

namespace {

std::chrono::nanoseconds onTheWall(Time duration, double speed)
{
    // Rounded up: woken a nanosecond early, the loop would find nothing due and wait again.
    const std::chrono::duration<double, std::nano> wall(static_cast<double>(duration.count())
                                                        / speed);
    // Nobody waits for a century, which added to a time point does not overflow.
    constexpr std::chrono::duration<double, std::nano> Longest = std::chrono::hours(24) * 36'525;
    return std::chrono::ceil<std::chrono::nanoseconds>(std::min(wall, Longest));
}

} // namespace

Time WallTime::now() const
{
    const std::lock_guard lock(m_mutex);
    return read();
}

bool WallTime::stands() const
{
    const std::lock_guard lock(m_mutex);
    return m_stands;
}

steady_clock::time_point WallTime::wallTime(Time time) const
{
    const std::lock_guard lock(m_mutex);
    return m_wallBase + onTheWall(time - m_base, m_speed);
}

std::chrono::nanoseconds WallTime::wallDuration(Time duration) const
{
    const std::lock_guard lock(m_mutex);
    return onTheWall(duration, m_speed);
}

void WallTime::setSpeed(double speed)
{
    const std::lock_guard lock(m_mutex);
    m_base = read();
    m_wallBase = steady_clock::now();
    m_speed = speed;
}

void WallTime::pause()
{
    const std::lock_guard lock(m_mutex);
    m_base = read();
    m_stands = true;
}

void WallTime::resume()
{
    const std::lock_guard lock(m_mutex);
    if (!m_stands)
        return;
    m_wallBase = steady_clock::now();
    m_stands = false;
}

void WallTime::skipTo(Time time)
{
    const std::lock_guard lock(m_mutex);
    if (m_stands)
        m_base = std::max(m_base, time);
}

Time WallTime::read() const
{
    if (m_stands)
        return m_base;
    const std::chrono::duration<double, std::nano> wall = steady_clock::now() - m_wallBase;
    const std::chrono::duration<double, std::nano> left = Clock::Latest - m_base;
    const auto passed = wall * m_speed;
    return passed < left ? m_base + std::chrono::floor<Time>(passed) : Clock::Latest;
}

} // namespace engine
