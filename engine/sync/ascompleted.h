#pragma once

#include "engine/task/createtask.h"

#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// The order in which futures are done: the part of AsCompleted that does not depend on results.
class CompletionOrder
{
public:
    /// No future is given twice. \a limit counts from now.
    CompletionOrder(const std::vector<FutureRef<FutureBase>> &futures, std::optional<Time> limit);
    ~CompletionOrder();
    CompletionOrder(const CompletionOrder &) = delete;
    CompletionOrder &operator=(const CompletionOrder &) = delete;

    /// There are outcomes that next() has not been asked for.
    bool hasNext() const noexcept { return m_left > 0; }
    /// Awaits the next future to be done; gives its index. Throws TimeoutError, once for each
    /// future that is left, when the limit has passed.
    Task<std::size_t> next();

private:
    class State;

    std::shared_ptr<State> m_state;
    std::size_t m_left;
};

/// Hands out tasks' outcomes in the order in which they come: asyncio.as_completed().
///
///     AsCompleted<int> completed(tasks);
///     while (completed.hasNext()) { const int value = co_await completed.next(); … }
template <class T>
class AsCompleted
{
public:
    /// No task is given twice. Waits for at most \a limit seconds.
    explicit AsCompleted(std::vector<TaskHandle<T>> tasks,
                         std::optional<double> limit = std::nullopt)
        : m_tasks(std::move(tasks))
        , m_order(futuresOf(m_tasks), limit ? std::optional(toTime(*limit)) : std::nullopt)
    {
    }

    /// There are outcomes that next() has not been asked for.
    bool hasNext() const noexcept { return m_order.hasNext(); }
    /// Awaits the next task to be done; gives its result or throws what it threw, or TimeoutError.
    Task<T> next()
    {
        const std::size_t index = co_await m_order.next();
        co_return m_tasks[index].result();
    }

private:
    static std::vector<FutureRef<FutureBase>> futuresOf(const std::vector<TaskHandle<T>> &tasks)
    {
        std::vector<FutureRef<FutureBase>> futures;
        for (const TaskHandle<T> &task : tasks)
            futures.emplace_back(&task.task());
        return futures;
    }

    std::vector<TaskHandle<T>> m_tasks;
    CompletionOrder m_order;
};

} // namespace engine
