#pragma once

#include "engine/sync/waiter.h"

namespace engine {

/// Waits for a time; with none to wait, lets everything that is ready run once. asyncio.sleep().
class Sleep
{
public:
    explicit Sleep(Time delay) noexcept
        : m_delay(delay)
    {
    }

    class Awaiter : public Waiter
    {
    public:
        Awaiter(const Sleep &sleep, const SourceSite &site) noexcept
            : Waiter(site)
            , m_delay(sleep.m_delay)
            , m_alarm(*this)
        {
        }
        ~Awaiter() override
        {
            if (m_alarm.isPending() || m_alarm.isQueued())
                task()->loop().cancel(m_alarm);
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
            loop.callAt(m_alarm, loop.now() + m_delay);
            suspend(coroutine, what());
        }

        void await_resume() { deliver(); }

    private:
        /// The timer whose callback ends the sleep, one hop before the task's step.
        class Alarm final : public Timer
        {
        public:
            explicit Alarm(Awaiter &awaiter) noexcept
                : m_awaiter(awaiter)
            {
            }
            void run() override;

        private:
            Awaiter &m_awaiter;
        };

        trace::Wait what() const;

        Time m_delay;
        Alarm m_alarm;
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
