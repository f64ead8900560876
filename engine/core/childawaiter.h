#pragma once

#include "engine/core/promisebase.h"
#include "engine/core/scheduledtask.h"

#include <coroutine>

namespace engine {

/// Awaits a coroutine directly: it runs within the awaiting task's step, without a hop through
/// the loop. Lives in the awaiting frame.
class ChildAwaiterBase
{
public:
    ChildAwaiterBase(const ChildAwaiterBase &) = delete;
    ChildAwaiterBase &operator=(const ChildAwaiterBase &) = delete;

    /// The awaiting coroutine.
    PromiseBase &parent() const noexcept { return *m_parent; }
    /// The node of this co_await in its task's chain. Unknown until a suspension within it has been
    /// recorded, now or lately: what does not suspend leaves nothing in a trace.
    trace::ChainId chain() const noexcept { return m_chain; }
    static constexpr trace::ChainId UnknownChain{0xFFFF'FFFE};
    /// The same, found out now where it is unknown.
    trace::ChainId findChain(trace::Recorder &trace) noexcept;
    /// Destroys the awaited frame, if this owns it.
    void destroyChild() noexcept
    {
        const std::coroutine_handle<> child = std::exchange(m_child, nullptr);
        if (child && m_ownership == Ownership::Owned)
            child.destroy();
    }

    bool await_ready() const noexcept { return false; }

    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> parent) noexcept
    {
        m_parent = &parent.promise();
        m_parentCoroutine = parent;
        ScheduledTask &task = m_parent->task();
        m_childPromise->setOwner(*this, task);
        task.transferTo(m_child);
        const trace::Recorder &trace = task.loop().trace();
        if (trace.isRecording())
            recallChain(trace);
    }

protected:
    enum class Ownership : std::uint8_t { Owned, Borrowed };

    ChildAwaiterBase(std::coroutine_handle<> child, PromiseBase &promise,
                     std::source_location where, Ownership ownership) noexcept
        : m_child(child)
        , m_childPromise(&promise)
        , m_where(where)
        , m_ownership(ownership)
    {
    }
    ~ChildAwaiterBase() { destroyChild(); }

    void rethrow() const
    {
        if (m_childPromise->exception())
            std::rethrow_exception(m_childPromise->exception());
    }

private:
    friend class PromiseBase;

    void recallChain(const trace::Recorder &trace) noexcept;

    std::coroutine_handle<> m_child;
    PromiseBase *m_childPromise;
    PromiseBase *m_parent = nullptr;
    std::coroutine_handle<> m_parentCoroutine;
    std::source_location m_where;
    trace::ChainId m_chain = UnknownChain;
    Ownership m_ownership;
};

} // namespace engine
