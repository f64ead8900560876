#pragma once

#include "engine/trace/record.h"

#include <chrono>

namespace engine {

using trace::Time;

/// Gives a loop its time, from 0 at the beginning of the run. Used by the loop's thread only.
class Clock
{
public:
    virtual ~Clock() = default;

    Time now() const { return m_stands ? m_now : read(); }

    /// What a blocking call does (time.sleep): \a duration passes while the caller holds the
    /// loop. Not negative.
    virtual void burn(Time duration) = 0;

    /// Jumps to \a time when this clock may, which is when it stands still by itself; returns
    /// whether it did. Else the driver has to wait until wallTime().
    virtual bool skipTo(Time time) = 0;

    /// When \a time will be reached. Only for clocks that move by themselves.
    virtual std::chrono::steady_clock::time_point wallTime(Time time) const = 0;

protected:
    Clock() = default;

    void standAt(Time time)
    {
        m_now = time;
        m_stands = true;
    }
    void move() { m_stands = false; }
    bool stands() const { return m_stands; }

private:
    virtual Time read() const = 0;

    // Read inline: the virtual clock is asked several times a switch.
    Time m_now{0};
    bool m_stands = true;
};

/// Time stands still during a step and jumps to the next deadline when nothing is ready.
class VirtualClock final : public Clock
{
public:
    void burn(Time duration) override { standAt(now() + duration); }
    bool skipTo(Time time) override;
    std::chrono::steady_clock::time_point wallTime(Time time) const override;

private:
    Time read() const override { return now(); }
};

/// The wall clock times a speed, from the first resume() on. It can be stopped.
class RealClock final : public Clock
{
public:
    /// \a speed: seconds of the run per second of the wall, above 0.
    explicit RealClock(double speed)
        : m_speed(speed)
    {
    }

    void setSpeed(double speed);
    void pause();
    void resume();
    bool isPaused() const { return stands(); }

    /// Blocks the calling thread.
    void burn(Time duration) override;
    /// Jumps while paused.
    bool skipTo(Time time) override;
    std::chrono::steady_clock::time_point wallTime(Time time) const override;

private:
    Time read() const override;

    double m_speed;
    // The run's time m_base was the wall's time m_wallBase.
    Time m_base{0};
    std::chrono::steady_clock::time_point m_wallBase;
};

} // namespace engine
