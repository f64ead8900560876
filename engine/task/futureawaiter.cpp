#include "engine/task/futureawaiter.h"

namespace engine {

void FutureAwaiter::throwIfFailed()
{
    deliver();
    m_awaited->throwIfFailed();
}

void FutureAwaiter::futureDone(FutureBase &future)
{
    if (future.cancelled())
        task()->wakeCancelled();
    else if (future.exception())
        task()->wakeWith(future.exception());
    else
        task()->wake();
}

} // namespace engine
