#include "engine/loop/clock.h"

#include <algorithm>
#include <thread>

namespace engine {

using std::chrono::steady_clock;

bool VirtualClock::skipTo(Time time)
{
    standAt(std::max(now(), time));
    return true;
}

steady_clock::time_point VirtualClock::wallTime(Time) const
{
    return steady_clock::now();
}

void RealClock::setSpeed(double speed)
{
    if (!isPaused()) {
        m_base = now();
        m_wallBase = steady_clock::now();
    }
    m_speed = speed;
}

void RealClock::pause()
{
    standAt(now());
}

void RealClock::resume()
{
    if (!isPaused())
        return;
    m_base = now();
    m_wallBase = steady_clock::now();
    move();
}

void RealClock::burn(Time duration)
{
    if (isPaused())
        standAt(now() + duration);
    else
        std::this_thread::sleep_until(wallTime(now() + duration));
}

bool RealClock::skipTo(Time time)
{
    if (!isPaused())
        return false;
    standAt(std::max(now(), time));
    return true;
}

steady_clock::time_point RealClock::wallTime(Time time) const
{
    const std::chrono::duration<double, std::nano> ahead(
        static_cast<double>((time - m_base).count()) / m_speed);
    // Rounded up: woken a nanosecond early, the loop would find nothing due and wait again.
    return m_wallBase + std::chrono::ceil<steady_clock::duration>(ahead);
}

Time RealClock::read() const
{
    const std::chrono::duration<double, std::nano> wall = steady_clock::now() - m_wallBase;
    return m_base + std::chrono::floor<Time>(wall * m_speed);
}

} // namespace engine
