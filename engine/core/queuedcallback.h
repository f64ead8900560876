#pragma once

#include "engine/core/futurebase.h"
#include "engine/core/runnable.h"

namespace engine {

/// A done-callback as asyncio has them: the loop calls it, a hop after its future is done.
class QueuedCallback : private DoneCallback, private ListLinks<QueuedCallback>, private Runnable
{
public:
    /// Calls called() once \a future is done; a hop from now when it is. One future at a time.
    void watch(FutureBase &future);
    /// Future.remove_done_callback(): a call that is queued already still comes.
    void stopWatching() noexcept;

protected:
    /// The future is done. What it wakes is said to be woken by whoever completed the future.
    virtual void called() = 0;
    /// called() will not be called: the loop ends first, or nobody has the future any more.
    virtual void dropped() {}
    /// For called(): the future ended cancelled. It may be gone by then.
    bool wasCancelled() const noexcept { return m_cancelled; }

private:
    friend class EventLoop;
    friend class IntrusiveList<QueuedCallback>;

    void futureDone(FutureBase &future) final;
    void futureAbandoned() final { drop(); }
    void drop();
    void run() final;
    void discard() final { dropped(); }

    std::uint32_t m_waker = 0;
    bool m_cancelled = false;
};

} // namespace engine
