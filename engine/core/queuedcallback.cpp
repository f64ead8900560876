#include "engine/core/queuedcallback.h"

#include "engine/core/scheduledtask.h"

namespace engine {

void QueuedCallback::watch(FutureBase &future)
{
    // A foreign coroutine may watch a task from outside of its loop, which gives it up itself.
    if (EventLoop::s_current != nullptr)
        EventLoop::s_current->m_watching.append(*this);
    future.addDoneCallback(*this);
}

void QueuedCallback::stopWatching() noexcept
{
    engine::ListLinks<QueuedCallback>::leaveList();
    DoneCallback::stopWatching();
}

void QueuedCallback::drop()
{
    stopWatching();
    dropped();
}

void QueuedCallback::futureDone(FutureBase &future)
{
    engine::ListLinks<QueuedCallback>::leaveList();
    m_cancelled = future.cancelled();
    EventLoop &loop = EventLoop::current();
    m_waker = loop.waker();
    loop.callSoon(*this);
}

void QueuedCallback::run()
{
    EventLoop::current().beginCallback(m_waker);
    called();
}

} // namespace engine
