#include "engine/core/queuedcallback.h"

#include "engine/core/scheduledtask.h"

namespace engine {

void QueuedCallback::futureDone(FutureBase &future)
{
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
