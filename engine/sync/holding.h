#pragma once

#include "engine/sync/at.h"
#include "engine/task/task.h"

#include <exception>
#include <optional>
#include <type_traits>

namespace engine {

/// Runs \a body within the awaiting task while it holds \a lockable, a lock, semaphore or condition
/// that outlives the task: `async with lockable`. What the release throws, because another task has
/// released it meanwhile, takes the place of what the body ended with.
template <class Lockable, class T>
Task<T> holding(Lockable &lockable, Task<T> body, SourceSite site = SourceSite::here())
{
    co_await at(site, lockable.acquire());
    std::exception_ptr error;
    std::optional<std::conditional_t<std::is_void_v<T>, bool, T>> result;
    try {
        if constexpr (std::is_void_v<T>)
            co_await std::move(body);
        else
            result = co_await std::move(body);
    } catch (...) {
        error = std::current_exception();
    }
    // A frame that goes at the end of a loop does not come here, holding the lock or not.
    lockable.release();
    if (error)
        std::rethrow_exception(error);
    if constexpr (!std::is_void_v<T>)
        co_return std::move(*result);
}

} // namespace engine
