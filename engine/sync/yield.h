#pragma once

#include "engine/core/scheduledtask.h"

#include <coroutine>
#include <source_location>

namespace engine {

/// Lets everything that is ready run once: asyncio's sleep(0), for which CPython, too, has a
/// shorter way than for other sleeps, __sleep0() of asyncio/tasks.py. See yield().
class Yield
{
public:
    class Awaiter
    {
    public:
        Awaiter(const Yield &, const SourceSite &site) noexcept
            : m_where(site.where)
        {
        }
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> coroutine) const noexcept
        {
            ScheduledTask::yield(coroutine, coroutine.promise(), m_where);
        }
        void await_resume() const { EventLoop::current().currentTask()->deliver(); }

    private:
        std::source_location m_where;
    };
};

/// `co_await yield();`
inline Yield yield() noexcept
{
    return {};
}

} // namespace engine
