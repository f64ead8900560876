#include "engine/sync/semaphore.h"

#include "engine/core/error.h"

#include <algorithm>

namespace engine {

Semaphore::Semaphore(std::string name, std::size_t value, Kind kind, const SourceSite &site)
    : TracedObject("semaphore", std::move(name), value, site)
    , m_value(value)
{
    if (kind == Kind::Bounded)
        m_bound = value;
}

bool Semaphore::locked() const noexcept
{
    if (m_value == 0)
        return true;
    return std::any_of(m_waiters.begin(), m_waiters.end(),
                       [](const Waiter &waiter) { return !waiter.wasCancelled(); });
}

void Semaphore::release()
{
    if (m_bound && m_value >= *m_bound)
        throw ValueError("BoundedSemaphore released too many times");
    ++m_value;
    recordHold(trace::Kind::Released, EventLoop::current().currentTaskId());
    wakeNext();
}

// Semaphore._wake_up_next() of asyncio/locks.py: the woken one is counted at once and stays in
// line until it runs.
void Semaphore::wakeNext()
{
    for (Waiter &waiter : m_waiters) {
        if (waiter.isPending()) {
            --m_value;
            waiter.complete();
            return;
        }
    }
}

void Semaphore::Acquire::Awaiter::await_resume()
{
    if (task() == nullptr) {
        --m_semaphore.m_value;
        m_semaphore.recordHold(trace::Kind::Acquired, EventLoop::current().currentTaskId());
        return;
    }
    leaveList();
    if (task()->hasDelivery()) {
        if (!wasCancelled()) {
            ++m_semaphore.m_value;
            m_semaphore.wakeNext();
        }
        deliver();
    }
    m_semaphore.recordHold(trace::Kind::Acquired, task()->id());
    if (m_semaphore.m_value > 0)
        m_semaphore.wakeNext();
}

} // namespace engine
