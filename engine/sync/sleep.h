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
            if (m_delay <= Time{0})
                return yield(coroutine);
            EventLoop &loop = coroutine.promise().task().loop();
            loop.callAt(*this, loop.now() + m_delay);
            trace::Wait what;
            what.reason = trace::Reason::Sleep;
            what.amount = m_delay.count();
            suspend(coroutine, what);
        }
        void await_resume() { deliver(); }

        bool cancel() override;

    private:
        /// The timer's callback ends the sleep, one hop before the task's step.
        void run() override;
        void leaveLoop() noexcept;

        /// False when the sleep is over already.
        bool end() noexcept { return std::exchange(m_delay, Time{0}) > Time{0}; }

        Time m_delay; ///< 0 once the task has been woken
    };

private:
    Time m_delay;
};

/// See Sleep. \a seconds is rounded to ns, half to even.
inline Sleep sleep(double seconds)
{
    return Sleep(toTime(seconds));
}

} // namespace engine
