#pragma once

#include "engine/sync/tracedobject.h"
#include "engine/sync/waiter.h"

#include <optional>

namespace engine {

/// Admits a number of tasks at a time, first come, first served: asyncio.Semaphore. Outlives the
/// tasks that use it.
class Semaphore : public TracedObject
{
public:
    enum class Kind : std::uint8_t {
        Counting, ///< release() may be called more often than acquire()
        Bounded, ///< it throws ValueError then: asyncio.BoundedSemaphore
    };

    explicit Semaphore(std::string name, std::size_t value = 1, Kind kind = Kind::Counting,
                       const SourceSite &site = SourceSite::here());

    /// An acquire() would have to wait.
    bool locked() const noexcept;

    /// What acquire() gives; await it until the caller is admitted.
    class Acquire
    {
    public:
        explicit Acquire(Semaphore &semaphore) noexcept
            : m_semaphore(semaphore)
        {
        }

        class Awaiter : public Waiter
        {
        public:
            Awaiter(const Acquire &acquire, const SourceSite &site) noexcept
                : Waiter(site)
                , m_semaphore(acquire.m_semaphore)
            {
            }
            bool await_ready() const noexcept { return !m_semaphore.locked(); }
            template <class Promise>
            void await_suspend(std::coroutine_handle<Promise> coroutine)
            {
                m_semaphore.m_waiters.append(*this);
                suspend(coroutine, Awaiter::what());
            }
            void await_resume();

        private:
            trace::Wait what() override { return m_semaphore.wait(trace::Reason::Semaphore); }

            Semaphore &m_semaphore;
        };

    private:
        Semaphore &m_semaphore;
    };
    Acquire acquire() noexcept { return Acquire(*this); }

    void release();

private:
    void wakeNext();

    WaiterList m_waiters;
    std::size_t m_value;
    std::optional<std::size_t> m_bound;
};

} // namespace engine
