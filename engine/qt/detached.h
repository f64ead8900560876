#pragma once

#include <coroutine>
#include <exception>

namespace engine::qt {

/// A coroutine that starts when it is called and owns itself: the hull around a foreign awaitable,
/// which must never hold a frame that the engine may destroy. Catches everything itself.
struct Detached
{
    struct promise_type
    {
        Detached get_return_object() const noexcept { return {}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); }
    };
};

} // namespace engine::qt
