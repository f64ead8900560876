#pragma once

#include "engine/core/childawaiter.h"
#include "engine/core/promisebase.h"

#include <optional>
#include <utility>

namespace engine {

template <class T>
class Task;

template <class T>
class Promise final : public PromiseBase
{
    static_assert(alignof(T) <= FramePool::Alignment);

public:
    Promise(CoroutineName name = CoroutineName::here()) noexcept
        : PromiseBase(name)
    {
    }
    Task<T> get_return_object() noexcept;
    template <class U>
    void return_value(U &&value)
    {
        m_result.emplace(std::forward<U>(value));
    }
    /// The coroutine has returned.
    T &result() noexcept { return *m_result; }

private:
    std::optional<T> m_result;
};

template <>
class Promise<void> final : public PromiseBase
{
public:
    Promise(CoroutineName name = CoroutineName::here()) noexcept
        : PromiseBase(name)
    {
    }
    Task<void> get_return_object() noexcept;
    void return_void() const noexcept {}
};

/// A lazy coroutine, as a call of an `async def` function: nothing runs until it is awaited,
/// which runs it within the awaiting task's step, or scheduled with createTask(). Owns the frame.
template <class T = void>
class [[nodiscard]] Task
{
public:
    using promise_type = Promise<T>;
    using Handle = std::coroutine_handle<promise_type>;

    Task(Task &&other) noexcept
        : m_handle(std::exchange(other.m_handle, nullptr))
    {
    }
    Task &operator=(Task &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~Task()
    {
        if (m_handle)
            m_handle.destroy();
    }

    /// Gives up the frame, which the caller then owns.
    Handle take() noexcept { return std::exchange(m_handle, nullptr); }

    class Awaiter : public ChildAwaiterBase
    {
    public:
        Awaiter(Task &&task, const SourceSite &site) noexcept
            : Awaiter(task.take(), site)
        {
        }
        T await_resume()
        {
            rethrow();
            if constexpr (!std::is_void_v<T>)
                return std::move(m_promise->result());
        }

    private:
        Awaiter(Handle handle, const SourceSite &site) noexcept
            : ChildAwaiterBase(handle, handle.promise(), site.where, Ownership::Owned)
            , m_promise(&handle.promise())
        {
        }
        promise_type *m_promise;
    };

private:
    friend promise_type;
    explicit Task(Handle handle) noexcept
        : m_handle(handle)
    {
    }

    Handle m_handle;
};

template <class T>
Task<T> Promise<T>::get_return_object() noexcept
{
    return Task<T>(std::coroutine_handle<Promise>::from_promise(*this));
}

inline Task<void> Promise<void>::get_return_object() noexcept
{
    return Task<void>(std::coroutine_handle<Promise>::from_promise(*this));
}

} // namespace engine
