#pragma once

#include "engine/task/createtask.h"

#include <optional>
#include <unordered_set>
#include <vector>

namespace engine {

/// When wait() returns.
enum class ReturnWhen : std::uint8_t { FirstCompleted, FirstException, AllCompleted };

/// What wait() returns: the tasks that are done and those that are not, each once, in the order of
/// the argument.
template <class T>
struct WaitResult
{
    std::vector<TaskHandle<T>> done;
    std::vector<TaskHandle<T>> pending;
};

/// The part of wait() that does not depend on the result. No future is given twice.
Task<> waitForFutures(std::vector<FutureRef<FutureBase>> futures, ReturnWhen when,
                      std::optional<Time> limit, SourceSite site);

/// Waits for some or all of \a tasks, for at most \a limit seconds, without cancelling any or
/// throwing what they threw: asyncio.wait(). Throws ValueError when there is none.
template <class T>
Task<WaitResult<T>>
wait(std::vector<TaskHandle<T>> tasks, ReturnWhen when = ReturnWhen::AllCompleted,
     std::optional<double> limit = std::nullopt, SourceSite site = SourceSite::here())
{
    std::vector<FutureRef<FutureBase>> futures;
    std::unordered_set<const ScheduledTask *> seen;
    std::erase_if(tasks,
                  [&](const TaskHandle<T> &task) { return !seen.insert(&task.task()).second; });
    futures.reserve(tasks.size());
    for (const TaskHandle<T> &task : tasks)
        futures.emplace_back(&task.task());
    std::optional<Time> time;
    if (limit)
        time = toTime(*limit);
    co_await waitForFutures(std::move(futures), when, time, site);
    WaitResult<T> result;
    for (const TaskHandle<T> &task : tasks)
        (task.done() ? result.done : result.pending).push_back(task);
    co_return result;
}

} // namespace engine
