#include "engine/core/clock.h"

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
    m_wall->setSpeed(speed);
}

void RealClock::pause()
{
    m_wall->pause();
    standAt(m_wall->now());
}

void RealClock::resume()
{
    m_wall->resume();
    move();
}

void RealClock::burn(Time duration)
{
    if (isPaused())
        skipTo(now() + duration);
    else
        std::this_thread::sleep_until(wallTime(now() + duration));
}

bool RealClock::skipTo(Time time)
{
    if (!isPaused())
        return false;
    m_wall->skipTo(time);
    standAt(m_wall->now());
    return true;
}

steady_clock::time_point RealClock::wallTime(Time time) const
{
    return m_wall->wallTime(time);
}

} // namespace engine
