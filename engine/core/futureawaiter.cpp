#include "engine/core/futureawaiter.h"

#include "engine/core/error.h"

namespace engine {

void FutureAwaiter::throwIfFailed()
{
    deliver();
    m_awaited->throwIfFailed();
}

// Task.__step() of asyncio/tasks.py.
void FutureAwaiter::refuseItself(ScheduledTask &task)
{
    task.throwAtNextStep(std::make_exception_ptr(RuntimeError("Task cannot await on itself")));
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
