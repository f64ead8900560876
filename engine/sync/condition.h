#pragma once

#include "engine/sync/lock.h"
#include "engine/task/task.h"

#include <cstddef>

namespace engine {

/// Lets tasks that hold a lock wait for each other's news: asyncio.Condition, with a lock of its
/// own. Outlives the tasks that use it.
class Condition : public TracedObject
{
public:
    explicit Condition(const std::string &name, const SourceSite &site = SourceSite::here());

    bool locked() const noexcept { return m_lock.locked(); }
    Lock::Acquire acquire() noexcept { return m_lock.acquire(); }
    void release() { m_lock.release(); }

    /// Releases the lock, waits until notified, and takes the lock again, also when it is
    /// cancelled. The caller holds the lock; else throws RuntimeError.
    Task<> wait(SourceSite site = SourceSite::here());

    /// Wakes up to \a count tasks that wait, first come first. The caller holds the lock; else
    /// throws RuntimeError.
    void notify(std::size_t count = 1);
    void notifyAll();

private:
    class Notified;

    Lock m_lock;
    WaiterList m_waiters;
};

} // namespace engine
