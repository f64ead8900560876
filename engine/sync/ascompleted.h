#pragma once

#include "engine/core/queuedcallback.h"
#include "engine/sync/queue.h"
#include "engine/task/createtask.h"

#include <memory>
#include <vector>

namespace engine {

/// Hands out tasks' outcomes in the order in which they come: asyncio.as_completed().
///
///     AsCompleted<int> completed(tasks);
///     while (completed.hasNext()) { const int value = co_await completed.next(); … }
template <class T>
class AsCompleted
{
public:
    explicit AsCompleted(std::vector<TaskHandle<T>> tasks)
        : m_left(tasks.size())
    {
        for (TaskHandle<T> &task : tasks)
            m_callbacks.push_back(std::make_unique<OnCompletion>(m_done, std::move(task)));
    }

    /// There are outcomes that next() has not been asked for.
    bool hasNext() const noexcept { return m_left > 0; }
    /// Awaits the next task to be done; gives its result or throws what it threw.
    Task<T> next()
    {
        --m_left;
        const TaskHandle<T> task = co_await m_done.get();
        co_return task.result();
    }

private:
    class OnCompletion final : public QueuedCallback
    {
    public:
        OnCompletion(Queue<TaskHandle<T>> &done, TaskHandle<T> task)
            : m_done(done)
            , m_task(std::move(task))
        {
            watch(m_task.task());
        }

    private:
        void called() override { m_done.putNowait(m_task); }

        Queue<TaskHandle<T>> &m_done;
        TaskHandle<T> m_task;
    };

    Queue<TaskHandle<T>> m_done{"completed"};
    std::vector<std::unique_ptr<OnCompletion>> m_callbacks;
    std::size_t m_left;
};

} // namespace engine
