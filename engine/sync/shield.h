#pragma once

#include "engine/task/createtask.h"
#include "engine/task/future.h"

namespace engine {

/// A future that is done when \a inner is, and that can be cancelled without cancelling it; null
/// when that is done already. asyncio.shield().
FutureRef<PlainFuture> shieldFuture(FutureBase &inner);

/// What shield() gives; await it for the task's result.
template <class T>
class Shield
{
public:
    explicit Shield(TaskHandle<T> task)
        : m_task(std::move(task))
        , m_outer(shieldFuture(m_task.task()))
    {
    }

    class Awaiter : public FutureAwaiter
    {
    public:
        Awaiter(const Shield &shield, const SourceSite &site) noexcept
            : FutureAwaiter(shield.m_outer ? static_cast<FutureBase &>(*shield.m_outer)
                                           : shield.m_task.task(),
                            site)
            , m_task(shield.m_task)
        {
        }
        T await_resume()
        {
            throwIfFailed();
            return m_task.result();
        }

    private:
        TaskHandle<T> m_task;
    };

private:
    TaskHandle<T> m_task;
    FutureRef<PlainFuture> m_outer;
};

/// Awaits \a task without passing a cancellation on to it.
template <class T>
Shield<T> shield(TaskHandle<T> task)
{
    return Shield<T>(std::move(task));
}

/// Schedules \a coroutine, at the call, and awaits its task in the same way.
template <class T>
Shield<T> shield(Task<T> coroutine, SourceSite site = SourceSite::here())
{
    return Shield<T>(createTask(std::move(coroutine), {}, site));
}

} // namespace engine
