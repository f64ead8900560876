#pragma once

#include "engine/core/walltime.h"

#include <queue>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// Gives a loop its time, from 0 at the beginning of the run. Used by the loop's thread only.
class Clock
{
public:
    virtual ~Clock() = default;

    /// The latest time that a run can reach.
    static constexpr Time Latest{static_cast<std::int64_t>(trace::Record::MaxTimeNs)};

    Time now() const { return m_stands ? m_now : read(); }
    /// Moves only when it is told to.
    bool isStanding() const { return m_stands; }

    /// What a blocking call does (time.sleep): \a duration passes while the caller holds the
    /// loop. Not negative.
    virtual void burn(Time duration) = 0;
    /// The same for a computation, which on a thread of its own keeps a core busy.
    virtual void compute(Time duration) { burn(duration); }

    /// Jumps to \a time when this clock may, which is when it stands still by itself; returns
    /// whether it did. Else the driver has to wait until wallTime().
    virtual bool skipTo(Time time) = 0;

    /// When \a time will be reached if the run waits from now on.
    virtual std::chrono::steady_clock::time_point wallTime(Time time) const = 0;

    /// Delivers what is due by now; see VirtualClock::completeAt().
    void poll()
    {
        if (m_hasCompletions)
            deliver();
    }
    bool hasCompletions() const { return m_hasCompletions; }
    virtual std::optional<Time> nextCompletion() const { return std::nullopt; }

    /// The run begins, or ends, to wait for something outside: a clock that stands still then
    /// follows the wall.
    virtual void waitBegins() {}
    virtual void waitEnds() {}

protected:
    Clock() = default;

    void standAt(Time time)
    {
        m_now = time;
        m_stands = true;
    }
    void move() { m_stands = false; }
    void setHasCompletions(bool has) { m_hasCompletions = has; }
    bool stands() const { return m_stands; }

private:
    virtual Time read() const = 0;
    virtual void deliver() {}

    // Read inline: the virtual clock is asked several times a switch.
    Time m_now{0};
    bool m_stands = true;
    bool m_hasCompletions = false;
};

/// Time stands still during a step and jumps to the next deadline when nothing is ready.
class VirtualClock final : public Clock
{
public:
    /// Delivers the completions that fall due meanwhile, each at its time.
    void burn(Time duration) override { advanceTo(now() + duration); }
    bool skipTo(Time time) override;
    std::chrono::steady_clock::time_point wallTime(Time time) const override;
    void waitBegins() override;
    void waitEnds() override;

    /// Calls \a completion when the clock comes to or past \a time: between two turns of the
    /// loop, or in the middle of a burn. At equal times in the order of the calls.
    void completeAt(Time time, std::function<void()> completion);
    std::optional<Time> nextCompletion() const override;

private:
    struct Completion
    {
        Time time;
        std::uint64_t sequence;
        std::function<void()> call;

        bool operator>(const Completion &other) const
        {
            return time != other.time ? time > other.time : sequence > other.sequence;
        }
    };

    Time read() const override { return now(); }
    void deliver() override { advanceTo(now()); }
    void advanceTo(Time time);

    std::priority_queue<Completion, std::vector<Completion>, std::greater<>> m_completions;
    std::uint64_t m_sequence = 0;
    std::chrono::steady_clock::time_point m_waitBegan;
};

/// The wall clock times a speed, from the first resume() on. It can be stopped.
class RealClock final : public Clock
{
public:
    /// \a speed: seconds of the run per second of the wall, above 0.
    explicit RealClock(double speed)
        : m_wall(std::make_shared<WallTime>(speed))
    {
    }

    /// For clocks of other threads, which follow this one.
    std::shared_ptr<const WallTime> wall() const { return m_wall; }

    void setSpeed(double speed);
    void pause();
    void resume();
    bool isPaused() const { return stands(); }

    /// Blocks the calling thread.
    void burn(Time duration) override;
    /// Jumps while paused.
    bool skipTo(Time time) override;
    std::chrono::steady_clock::time_point wallTime(Time time) const override;

    /// How long \a duration of the run takes on the wall.
    std::chrono::nanoseconds wallDuration(Time duration) const
    {
        return m_wall->wallDuration(duration);
    }

private:
    Time read() const override { return m_wall->now(); }

    std::shared_ptr<WallTime> m_wall;
};

} // namespace engine
