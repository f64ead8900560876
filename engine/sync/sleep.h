#pragma once

#include "engine/task/wait.h"

namespace engine {

/// Waits for a time; with none to wait, lets everything that is ready run once. asyncio.sleep().
class Sleep
{
public:
    explicit Sleep(Time delay) noexcept
        : m_delay(delay)
    {
    }

    class Awaiter : private Timer, public Wait
    {
    public:
        Awaiter(const Sleep &sleep, const SourceSite &site) noexcept
            : Wait(site)
            , m_delay(sleep.m_delay)
        {
        }
        ~Awaiter() override
        {
            if (isPending())
                task()->loop().cancel(*this);
        }

        bool await_ready() const noexcept { return false; }

        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> coroutine)
        {
            if (m_delay <= Time{0}) {
                yield(coroutine);
                return;
            }
            EventLoop &loop = coroutine.promise().task().loop();
            loop.callAt(*this, loop.now() + m_delay);
            suspend(coroutine, what());
        }

        void await_resume() { task()->deliver(); }

        bool cancel() override;

    private:
        /// The timer's callback ends the sleep, one hop before the task's step.
        void run() override;

        trace::Wait what() const;

        bool m_over = false; ///< the task has been woken
        Time m_delay;
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
