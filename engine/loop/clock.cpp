#include "engine/loop/clock.h"

#include <algorithm>
#include <thread>

namespace engine {

using std::chrono::steady_clock;

bool VirtualClock::skipTo(Time time)
{
    advanceTo(time);
    return true;
}

steady_clock::time_point VirtualClock::wallTime(Time time) const
{
    return steady_clock::now() + (time - now());
}

void VirtualClock::waitBegins()
{
    m_waitBegan = steady_clock::now();
}

void VirtualClock::waitEnds()
{
    advanceTo(now() + (steady_clock::now() - m_waitBegan));
}

void VirtualClock::completeAt(Time time, std::function<void()> completion)
{
    m_completions.push({time, m_sequence++, std::move(completion)});
    setHasCompletions(true);
}

std::optional<Time> VirtualClock::nextCompletion() const
{
    if (m_completions.empty())
        return std::nullopt;
    return m_completions.top().time;
}

void VirtualClock::advanceTo(Time time)
{
    while (!m_completions.empty() && m_completions.top().time <= time) {
        // A completion may let a waiting job begin, and so add another.
        const Completion completion = m_completions.top();
        m_completions.pop();
        setHasCompletions(!m_completions.empty());
        standAt(std::max(now(), completion.time));
        completion.call();
    }
    standAt(std::max(now(), time));
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
    return m_wallBase + wallDuration(time - m_base);
}

std::chrono::nanoseconds RealClock::wallDuration(Time duration) const
{
    // Rounded up: woken a nanosecond early, the loop would find nothing due and wait again.
    const std::chrono::duration<double, std::nano> wall(static_cast<double>(duration.count())
                                                        / m_speed);
    return std::chrono::ceil<std::chrono::nanoseconds>(wall);
}

Time RealClock::read() const
{
    const std::chrono::duration<double, std::nano> wall = steady_clock::now() - m_wallBase;
    return m_base + std::chrono::floor<Time>(wall * m_speed);
}

} // namespace engine
