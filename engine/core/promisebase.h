#pragma once

#include "engine/core/framepool.h"
#include "engine/core/sourcesite.h"

#include <coroutine>
#include <exception>
#include <utility>

namespace engine {

class ScheduledTask;
class ChildAwaiterBase;

/// The name of the coroutine whose promise is constructed with it by default. A type of its own,
/// so that no coroutine's first parameter is ever taken for it.
struct CoroutineName
{
    const char *text;
    static constexpr CoroutineName here(const char *function = __builtin_FUNCTION()) noexcept
    {
        return {function};
    }
};

/// The part of a Task's promise that does not depend on its result.
class PromiseBase
{
public:
    explicit PromiseBase(CoroutineName name) noexcept
        : m_name(name.text)
    {
    }
    PromiseBase(const PromiseBase &) = delete;
    PromiseBase &operator=(const PromiseBase &) = delete;

    /// A task is lazy: it runs when it is awaited, or scheduled by createTask().
    std::suspend_always initial_suspend() const noexcept { return {}; }

    /// Hands control back to the awaiting coroutine, or ends the scheduled task's step.
    struct ReturnToOwner
    {
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> coroutine) const noexcept
        {
            coroutine.promise().returnToOwner(coroutine);
        }
        void await_resume() const noexcept {}
    };
    ReturnToOwner final_suspend() const noexcept { return {}; }

    void unhandled_exception() noexcept { m_exception = std::current_exception(); }

    /// What `co_await operation` means: Operation::Awaiter, made where it will live, with the place
    /// of the co_await. g++ 12 copies an awaiter that await_transform returns by reference, and
    /// would keep a whole SourceSite passed to it in the frame.
    template <class Operation>
    auto await_transform(Operation &&operation, const char *function = __builtin_FUNCTION(),
                         std::source_location where = std::source_location::current())
    {
        using Awaiter = typename std::remove_cvref_t<Operation>::Awaiter;
        return Awaiter(std::forward<Operation>(operation), SourceSite::here(function, where));
    }

    /// The scheduled task that runs this coroutine; valid from its first resumption on.
    ScheduledTask &task() const noexcept { return *m_task; }
    /// Name of the coroutine function; a static string.
    const char *name() const noexcept { return m_name; }
    /// The awaiter in the awaiting coroutine's frame; null at the root.
    ChildAwaiterBase *owner() const noexcept { return m_owner; }
    const std::exception_ptr &exception() const noexcept { return m_exception; }

    void setTask(ScheduledTask &task) noexcept { m_task = &task; }
    void setOwner(ChildAwaiterBase &owner, ScheduledTask &task) noexcept
    {
        m_owner = &owner;
        m_task = &task;
    }

    // NOLINTNEXTLINE(misc-new-delete-overloads): it does not see the delete that takes a size.
    static void *operator new(std::size_t size) { return FramePool::allocate(size); }
    static void operator delete(void *frame, std::size_t size) noexcept
    {
        FramePool::release(frame, size);
    }

protected:
    ~PromiseBase() = default;

private:
    void returnToOwner(std::coroutine_handle<> self) const noexcept;

    ScheduledTask *m_task = nullptr;
    ChildAwaiterBase *m_owner = nullptr;
    const char *m_name;
    std::exception_ptr m_exception;
};

} // namespace engine
