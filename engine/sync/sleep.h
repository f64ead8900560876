#pragma once

#include "engine/core/suspension.h"
#include "engine/core/timerheap.h"

#include <coroutine>
#include <utility>

namespace engine {

/// Waits for a time; with none to wait, lets everything that is ready run once, for which yield()
/// is the shorter way. asyncio.sleep().
class Sleep
{
public:
    /// Without a timer, as sleep(0), when \a delay is negative.
    explicit Sleep(Time delay) noexcept
        : m_delay(delay)
    {
    }

    class Awaiter final : private Timer, public Suspension
    {
    public:
        Awaiter(const Sleep &sleep, const SourceSite &site) noexcept
            : Suspension(site)
            , m_delay(sleep.m_delay)
        {
        }
        ~Awaiter() override
        {
            if (isPending())
                leaveLoop();
        }

        bool await_ready() const noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> coroutine)
        {
            if (m_delay < Time{0})
                return yield(coroutine);
            EventLoop &loop = coroutine.promise().task().loop();
            loop.callAt(*this, loop.now() + m_delay);
            suspend(coroutine, what());
        }
        void await_resume() { deliver(); }

        bool cancel() override;
        trace::Wait what() override
        {
            trace::Wait wait;
            wait.reason = trace::Reason::Sleep;
            wait.amount = m_delay.count();
            return wait;
        }

    private:
        /// The timer's callback ends the sleep, one hop before the task's step.
        void run() override;
        void leaveLoop() noexcept;

        /// False when the sleep is over already.
        bool end() noexcept { return std::exchange(m_delay, None) >= Time{0}; }

        Time m_delay; ///< None once the task has been woken
    };

    static constexpr Time None{-1};

private:
    Time m_delay;
};

/// See Sleep. \a seconds is rounded to ns, half to even; above 0 it takes a timer however little it
/// is.
inline Sleep sleep(double seconds)
{
    return Sleep(seconds <= 0 ? Sleep::None : toTime(seconds));
}

} // namespace engine
