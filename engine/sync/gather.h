#pragma once

#include "engine/task/createtask.h"
#include "engine/task/queuedcallback.h"

#include <memory>
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

    GatherFuture(std::vector<FutureRef<ScheduledTask>> children, Exceptions exceptions);

    /// Cancels every child that is not done; false when there is none.
    bool cancel() override;
    trace::Wait wait() const override;

private:
    /// The done-callback of one child: _done_callback() of asyncio/tasks.py.
    class Child final : public QueuedCallback
    {
    public:
        void watch(FutureRef<GatherFuture> gather, ScheduledTask &child);

    private:
        void called() override;
        void dropped() override { m_gather = FutureRef<GatherFuture>(); }

        FutureRef<GatherFuture> m_gather; // while the child may still call
        ScheduledTask *m_child = nullptr;
    };

    void childDone(const ScheduledTask &child);

    std::vector<FutureRef<ScheduledTask>> m_children;
    std::unique_ptr<Child[]> m_callbacks;
    std::size_t m_finished = 0;
    Exceptions m_exceptions;
    bool m_cancelRequested = false;
};

/// What gather() gives; await it for the results in the order of the arguments, or for the first
/// exception.
template <class T>
class Gather
{
public:
    explicit Gather(std::vector<TaskHandle<T>> children)
        : m_children(std::move(children))
    {
        std::vector<FutureRef<ScheduledTask>> tasks;
        tasks.reserve(m_children.size());
        for (const TaskHandle<T> &child : m_children)
            tasks.emplace_back(&child.task());
        m_future = FutureRef<GatherFuture>(
            new GatherFuture(std::move(tasks), GatherFuture::Exceptions::Raise));
    }

    class Awaiter final : public FutureAwaiter
    {
    public:
        Awaiter(const Gather &gather, const SourceSite &site)
            : FutureAwaiter(*gather.m_future, site)
            , m_children(gather.m_children)
        {
        }
        auto await_resume()
        {
            throwIfFailed();
            if constexpr (!std::is_void_v<T>) {
                std::vector<T> results;
                results.reserve(m_children.size());
                for (const TaskHandle<T> &child : m_children)
                    results.push_back(child.result());
                return results;
            }
        }

    private:
        std::vector<TaskHandle<T>> m_children;
    };

private:
    std::vector<TaskHandle<T>> m_children;
    FutureRef<GatherFuture> m_future;
};

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
