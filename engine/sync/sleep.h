#pragma once

#include "engine/task/wait.h"

#include <memory>

namespace engine {

/// Waits for a time; with none to wait, lets everything that is ready run once. asyncio.sleep().
class Sleep
{
public:
    explicit Sleep(Time delay) noexcept
        : m_delay(delay)
    {
    }

    class Awaiter;

private:
    class Countdown;

    Time m_delay;
};

/// A sleep of some time.
class Sleep::Countdown final : private Timer, public Wait
{
public:
    explicit Countdown(const SourceSite &site) noexcept
        : Wait(site)
    {
    }
    ~Countdown() override;

    template <class Promise>
    void begin(std::coroutine_handle<Promise> coroutine, Time delay)
    {
        EventLoop &loop = coroutine.promise().task().loop();
        loop.callAt(*this, loop.now() + delay);
        trace::Wait what;
        what.reason = trace::Reason::Sleep;
        what.amount = delay.count();
        suspend(coroutine, what);
    }

    bool cancel() override;

private:
    /// The timer's callback ends the sleep, one hop before the task's step.
    void run() override;

    bool m_over = false; ///< the task has been woken
};

class Sleep::Awaiter
{
public:
    Awaiter(const Sleep &sleep, const SourceSite &site) noexcept
        : m_delay(sleep.m_delay)
    {
        if (takesTime())
            std::construct_at(&m_countdown, site);
        else
            std::construct_at(&m_site, site);
    }
    ~Awaiter()
    {
        if (takesTime())
            std::destroy_at(&m_countdown);
    }
    Awaiter(const Awaiter &) = delete;
    Awaiter &operator=(const Awaiter &) = delete;

    bool await_ready() const noexcept { return false; }

    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine)
    {
        if (takesTime())
            m_countdown.begin(coroutine, m_delay);
        else
            ScheduledTask::yield(coroutine, coroutine.promise(), m_site);
    }

    void await_resume() { EventLoop::current().currentTask()->deliver(); }

private:
    bool takesTime() const noexcept { return m_delay > Time{0}; }

    Time m_delay;
    // A sleep of no time, which every switch of tasks makes, is not to pay for a timer, nor a
    // sleeping task for a mark of which it is.
    union {
        SourceSite m_site; ///< of a sleep of no time
        Countdown m_countdown;
    };
};

/// See Sleep. \a seconds is rounded to ns, half to even.
inline Sleep sleep(double seconds)
{
    return Sleep(toTime(seconds));
}

} // namespace engine
