#include "engine/task/futureawaiter.h"

#include "engine/task/error.h"

namespace engine {

void FutureAwaiter::throwIfFailed()
{
    deliver();
    if (m_awaited->cancelled())
        throw CancelledError();
    if (m_awaited->exception())
        std::rethrow_exception(m_awaited->exception());
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
