#pragma once

#include "engine/core/queuedcallback.h"
#include "engine/task/createtask.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// The future of asyncio.gather(): done when all children are, or with the first exception, which
/// leaves the others running. Keeps itself and the children alive until the last child is done.
class GatherFuture final : public FutureBase
{
public:
    enum class Exceptions : std::uint8_t {
        Raise, ///< the first one is the outcome
        Return, ///< they count as results
    };

    GatherFuture(const std::vector<FutureRef<FutureBase>> &children, Exceptions exceptions);
    /// Makes its \a count children one by one, each after it has begun to watch the one before:
    /// gather() of tasks and coroutines, where the end of a task that is done already comes ahead
    /// of the first step of a coroutine that follows it.
    GatherFuture(std::size_t count,
                 const std::function<FutureRef<FutureBase>(std::size_t)> &makeChild,
                 Exceptions exceptions);

    /// Cancels every child that is not done; false when there is none.
    bool cancel() override;
    trace::Wait wait() const override;

private:
    /// The done-callback of one child: _done_callback() of asyncio/tasks.py.
    class Child final : public QueuedCallback
    {
    public:
        void watch(FutureRef<GatherFuture> gather, FutureBase &child);

    private:
        void called() override;
        void dropped() override { m_gather = FutureRef<GatherFuture>(); }

        FutureRef<GatherFuture> m_gather; // while the child may still call
        FutureBase *m_child = nullptr;
    };

    void childDone(const FutureBase &child);
    void fail(const std::exception_ptr &error);

    std::vector<FutureRef<FutureBase>> m_children;
    std::unique_ptr<Child[]> m_callbacks; // NOLINT(modernize-avoid-c-arrays): on the heap
    std::size_t m_watched = 0; ///< children, each counted once
    std::size_t m_finished = 0;
    mutable std::optional<std::uint32_t> m_tasks; ///< trace::Wait::what, once somebody waits
    Exceptions m_exceptions;
    bool m_cancelRequested = false;
};

/// The children of \a tasks, for a GatherFuture.
template <class T>
std::vector<FutureRef<FutureBase>> childrenOf(const std::vector<TaskHandle<T>> &tasks)
{
    std::vector<FutureRef<FutureBase>> children;
    children.reserve(tasks.size());
    for (const TaskHandle<T> &task : tasks)
        children.emplace_back(&task.task());
    return children;
}

/// What gather() gives; await it for the results in the order of the arguments, or for the first
/// exception.
template <class T>
class Gather
{
public:
    explicit Gather(std::vector<TaskHandle<T>> tasks)
        : m_tasks(std::move(tasks))
        , m_future(new GatherFuture(childrenOf(m_tasks), GatherFuture::Exceptions::Raise))
    {
    }

    /// See GatherFuture::cancel().
    bool cancel() const { return m_future->cancel(); }

    class Awaiter : public FutureAwaiter
    {
    public:
        Awaiter(const Gather &gather, const SourceSite &site)
            : FutureAwaiter(*gather.m_future, site)
            , m_tasks(gather.m_tasks)
        {
        }
        auto await_resume()
        {
            throwIfFailed();
            if constexpr (!std::is_void_v<T>) {
                std::vector<T> results;
                results.reserve(m_tasks.size());
                for (const TaskHandle<T> &task : m_tasks)
                    results.push_back(task.result());
                return results;
            }
        }

    private:
        std::vector<TaskHandle<T>> m_tasks;
    };

private:
    std::vector<TaskHandle<T>> m_tasks;
    FutureRef<GatherFuture> m_future;
};

/// What gatherAll() gives; await it until every task is done, however it ended.
class GatherAll
{
public:
    explicit GatherAll(const std::vector<FutureRef<FutureBase>> &tasks)
        : m_future(new GatherFuture(tasks, GatherFuture::Exceptions::Return))
    {
    }
    /// To await \a future for nothing but its end, or its exception.
    explicit GatherAll(FutureRef<GatherFuture> future)
        : m_future(std::move(future))
    {
    }

    /// See GatherFuture::cancel().
    bool cancel() const { return m_future->cancel(); }

    class Awaiter : public FutureAwaiter
    {
    public:
        Awaiter(const GatherAll &gather, const SourceSite &site)
            : FutureAwaiter(*gather.m_future, site)
        {
        }
        void await_resume() { throwIfFailed(); }
    };

private:
    FutureRef<GatherFuture> m_future;
};

/// asyncio.gather(*tasks, return_exceptions=True): ask the tasks for what they ended with.
template <class T>
GatherAll gatherAll(const std::vector<TaskHandle<T>> &tasks)
{
    return GatherAll(childrenOf(tasks));
}

/// Awaits tasks that run already.
template <class T>
Gather<T> gather(std::vector<TaskHandle<T>> tasks)
{
    return Gather<T>(std::move(tasks));
}

/// Schedules the coroutines, at the call and not at the await, and awaits them.
template <class T>
Gather<T> gather(std::vector<Task<T>> coroutines, SourceSite site = SourceSite::here())
{
    std::vector<TaskHandle<T>> tasks;
    tasks.reserve(coroutines.size());
    for (Task<T> &coroutine : coroutines)
        tasks.push_back(createTask(std::move(coroutine), {}, site));
    return Gather<T>(std::move(tasks));
}

} // namespace engine
