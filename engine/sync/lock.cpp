#include "engine/sync/lock.h"

#include "engine/core/error.h"

#include <algorithm>

namespace engine {

Lock::Lock(std::string name, const SourceSite &site)
    : TracedObject("lock", std::move(name), 1, site)
{
}

void Lock::release()
{
    if (!m_locked)
        throw RuntimeError("Lock is not acquired.");
    m_locked = false;
    recordHold(trace::Kind::Released, m_holder);
    wakeFirst();
}

// Lock._wake_up_first() of asyncio/locks.py: only the first, even when that one was cancelled and
// has not run yet; it passes the call on when it runs.
void Lock::wakeFirst()
{
    if (!m_waiters.empty() && m_waiters.first().isPending())
        m_waiters.first().complete();
}

bool Lock::Acquire::Awaiter::await_ready() const noexcept
{
    if (m_lock.m_locked)
        return false;
    return std::all_of(m_lock.m_waiters.begin(), m_lock.m_waiters.end(),
                       [](const Waiter &waiter) { return waiter.wasCancelled(); });
}

void Lock::Acquire::Awaiter::await_resume()
{
    leaveList();
    if (task() != nullptr && task()->hasDelivery() && !m_lock.m_locked)
        m_lock.wakeFirst();
    deliver();
    m_lock.m_locked = true;
    m_lock.m_holder = EventLoop::current().currentTaskId();
    m_lock.recordHold(trace::Kind::Acquired, m_lock.m_holder);
}

} // namespace engine
