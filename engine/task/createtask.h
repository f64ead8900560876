#pragma once

#include "engine/core/futureawaiter.h"
#include "engine/core/scheduledtask.h"
#include "engine/task/task.h"

namespace engine {

/// A share in a scheduled task whose coroutine returns a T. Await it for the result, any number
/// of times; dropping it does not stop the task.
template <class T = void>
class TaskHandle
{
public:
    explicit TaskHandle(FutureRef<ScheduledTask> task) noexcept
        : m_task(std::move(task))
    {
    }

    ScheduledTask &task() const noexcept { return *m_task; }
    /// The task is done; throws when it ended otherwise than with a result.
    T result() const
    {
        m_task->throwIfFailed();
        if constexpr (!std::is_void_v<T>)
            return static_cast<Promise<T> &>(m_task->promise()).result();
    }

    bool done() const noexcept { return m_task->done(); }
    bool cancelled() const noexcept { return m_task->cancelled(); }
    /// See ScheduledTask::cancel().
    bool cancel() const { return m_task->cancel(); }

    class Awaiter : public FutureAwaiter
    {
    public:
        Awaiter(const TaskHandle &handle, const SourceSite &site) noexcept
            : FutureAwaiter(handle.task(), site)
            , m_handle(handle)
        {
        }
        T await_resume()
        {
            throwIfFailed();
            return m_handle.result();
        }

    private:
        TaskHandle m_handle;
    };

private:
    FutureRef<ScheduledTask> m_task;
};

/// Schedules \a coroutine on the current loop: its first step goes to the tail of the ready queue.
/// asyncio.create_task().
template <class T>
TaskHandle<T> createTask(Task<T> coroutine, const TaskNames &names = {},
                         SourceSite site = SourceSite::here())
{
    const auto handle = coroutine.take();
    return TaskHandle<T>(FutureRef<ScheduledTask>(
        new ScheduledTask(EventLoop::current(), handle, handle.promise(), names, site)));
}

} // namespace engine
