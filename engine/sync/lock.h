#pragma once

#include "engine/sync/tracedobject.h"
#include "engine/sync/waiter.h"

#include <exception>
#include <utility>

namespace engine {

/// Mutual exclusion between tasks of one loop, first come, first served: asyncio.Lock. Outlives
/// the tasks that use it.
class Lock : public TracedObject
{
public:
    explicit Lock(std::string name, const SourceSite &site = SourceSite::here());

    bool locked() const noexcept { return m_locked; }

    /// What acquire() gives; await it until the lock is the caller's.
    class Acquire
    {
    public:
        explicit Acquire(Lock &lock) noexcept
            : m_lock(lock)
        {
        }

        class Awaiter : public Waiter
        {
        public:
            Awaiter(const Acquire &acquire, const SourceSite &site) noexcept
                : Waiter(site)
                , m_lock(acquire.m_lock)
            {
            }
            bool await_ready() const noexcept;
            template <class Promise>
            void await_suspend(std::coroutine_handle<Promise> coroutine)
            {
                m_lock.m_waiters.append(*this);
                suspend(coroutine, Awaiter::what());
            }
            void await_resume();

        private:
            trace::Wait what() override { return m_lock.wait(trace::Reason::Lock); }

            Lock &m_lock;
        };

    private:
        Lock &m_lock;
    };
    Acquire acquire() noexcept { return Acquire(*this); }

    /// Wakes the first in line, which nobody can overtake. Throws RuntimeError when it is free.
    void release();

private:
    void wakeFirst();

    WaiterList m_waiters;
    bool m_locked = false;
    trace::TaskId m_holder = trace::TaskId::None;
};

/// Releases a lock or semaphore at the end of a scope: what `async with` does at its end. That
/// throws when another task has released it meanwhile, but where an error is leaving the scope
/// already, which C++ cannot replace: then the loop reports it. holding() replaces it as CPython
/// does.
///
///     co_await lock.acquire();
///     const Held held(lock);
template <class Lockable>
class Held
{
public:
    /// \a lockable has been acquired and outlives this.
    explicit Held(Lockable &lockable) noexcept
        : m_lockable(lockable)
    {
    }
    Held(const Held &) = delete;
    Held &operator=(const Held &) = delete;
    ~Held() noexcept(false)
    {
        // At the end of a loop a frame may go in the middle of Condition::wait(), without the lock.
        if (EventLoop::current().isClosing())
            return;
        if (std::uncaught_exceptions() > 0)
            releaseUnwinding();
        else
            m_lockable.release();
    }

private:
    void releaseUnwinding() noexcept
    {
        try {
            m_lockable.release();
        } catch (...) {
            EventLoop::current().report(std::current_exception());
        }
    }

    Lockable &m_lockable;
};

} // namespace engine
