#pragma once

#include "engine/sync/at.h"
#include "engine/task/createtask.h"

#include <optional>

namespace engine {

/// The part of waitFor() that does not depend on the result: waits until \a future is done
/// or \a limit seconds have passed; then cancels it, waits until it has really ended and, if it
/// ended cancelled, throws TimeoutError. Cancelled itself, cancels the future and throws
/// CancelledError. asyncio.wait_for() of CPython 3.11.
Task<> waitUntilDone(FutureRef<FutureBase> future, double limit, SourceSite site);

/// Awaits \a task for at most \a limit seconds (no limit: nullopt); see waitUntilDone().
template <class T>
Task<T> waitFor(TaskHandle<T> task, std::optional<double> limit,
                SourceSite site = SourceSite::here())
{
    if (limit)
        co_await waitUntilDone(FutureRef<FutureBase>(&task.task()), *limit, site);
    else
        co_await at(site, task);
    co_return task.result();
}

/// Schedules \a coroutine as a task and awaits that for at most \a limit seconds; without a limit
/// awaits the coroutine directly.
template <class T>
Task<T> waitFor(Task<T> coroutine, std::optional<double> limit,
                SourceSite site = SourceSite::here())
{
    if (!limit)
        co_return co_await std::move(coroutine);
    const TaskHandle<T> task = createTask(std::move(coroutine), {}, site);
    co_await waitUntilDone(FutureRef<FutureBase>(&task.task()), *limit, site);
    co_return task.result();
}

} // namespace engine
