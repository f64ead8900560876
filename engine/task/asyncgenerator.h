#pragma once

#include "engine/task/task.h"

#include <optional>
#include <utility>
#include <vector>

namespace engine {

template <class T>
class AsyncGenerator;

template <class T>
class GeneratorPromise final : public PromiseBase
{
    static_assert(alignof(T) <= FramePool::Alignment);

public:
    GeneratorPromise(CoroutineName name = CoroutineName::here()) noexcept
        : PromiseBase(name)
    {
    }
    AsyncGenerator<T> get_return_object() noexcept;
    ReturnToOwner yield_value(T value)
    {
        m_value.emplace(std::move(value));
        return {};
    }
    void return_void() const noexcept {}
    std::optional<T> takeValue() { return std::exchange(m_value, std::nullopt); }

private:
    std::optional<T> m_value;
};

/// A coroutine that yields values and may await between them: an `async def` function with
/// `yield`. It runs within the step of the task that asks for the next value, without a hop.
///
///     for (auto value = co_await values.next(); value; value = co_await values.next())
///
/// is `async for`. Owns the frame; one task at a time.
template <class T>
class [[nodiscard]] AsyncGenerator
{
public:
    using promise_type = GeneratorPromise<T>;
    using Handle = std::coroutine_handle<promise_type>;

    AsyncGenerator(AsyncGenerator &&other) noexcept
        : m_handle(std::exchange(other.m_handle, nullptr))
    {
    }
    AsyncGenerator &operator=(AsyncGenerator &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~AsyncGenerator()
    {
        if (m_handle)
            m_handle.destroy();
    }

    /// What next() gives; await it for a value, or for nullopt when the generator has returned.
    class Next
    {
    public:
        explicit Next(Handle handle) noexcept
            : m_handle(handle)
        {
        }

        class Awaiter : public ChildAwaiterBase
        {
        public:
            Awaiter(const Next &next, const SourceSite &site) noexcept
                : ChildAwaiterBase(next.m_handle, next.m_handle.promise(), site.where,
                                   Ownership::Borrowed)
                , m_generator(next.m_handle)
            {
            }
            bool await_ready() const noexcept { return m_generator.done(); }
            std::optional<T> await_resume()
            {
                rethrow();
                return m_generator.promise().takeValue();
            }

        private:
            Handle m_generator;
        };

    private:
        Handle m_handle;
    };
    Next next() const noexcept { return Next(m_handle); }

private:
    friend promise_type;
    explicit AsyncGenerator(Handle handle) noexcept
        : m_handle(handle)
    {
    }

    Handle m_handle;
};

template <class T>
AsyncGenerator<T> GeneratorPromise<T>::get_return_object() noexcept
{
    return AsyncGenerator<T>(std::coroutine_handle<GeneratorPromise>::from_promise(*this));
}

/// `[value async for value in values if keep(value)]`
template <class T, class Predicate>
Task<std::vector<T>> collect(AsyncGenerator<T> values, Predicate keep)
{
    std::vector<T> all;
    for (auto value = co_await values.next(); value; value = co_await values.next()) {
        if (keep(*value))
            all.push_back(std::move(*value));
    }
    co_return all;
}

/// `[value async for value in values]`
template <class T>
Task<std::vector<T>> collect(AsyncGenerator<T> values)
{
    return collect(std::move(values), [](const T &) { return true; });
}

} // namespace engine
