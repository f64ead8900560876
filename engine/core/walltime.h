#pragma once

#include "engine/trace/record.h"

#include <chrono>
#include <mutex>

namespace engine {

using trace::Time;

/// How a run's time follows the wall: the wall clock times a speed, and it can be stopped. What
/// the clocks of several threads have in common; any thread may ask.
class WallTime
{
public:
    /// Stands at 0. \a speed: seconds of the run per second of the wall, above 0.
    explicit WallTime(double speed)
        : m_speed(speed)
    {
    }

    Time now() const;
    bool stands() const;
    /// When \a time will be reached if nobody changes anything.
    std::chrono::steady_clock::time_point wallTime(Time time) const;
    /// How long \a duration of the run takes on the wall.
    std::chrono::nanoseconds wallDuration(Time duration) const;

    void setSpeed(double speed);
    void pause();
    void resume();
    /// Jumps to \a time, unless it is past, while the time stands.
    void skipTo(Time time);

private:
    Time read() const;

    mutable std::mutex m_mutex;
    double m_speed;
    bool m_stands = true;
    // The run's time m_base was, or is while it stands, the wall's time m_wallBase.
    Time m_base{0};
    std::chrono::steady_clock::time_point m_wallBase;
};

} // namespace engine
