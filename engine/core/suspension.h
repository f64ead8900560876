#pragma once

#include "engine/core/childawaiter.h"
#include "engine/core/promisebase.h"
#include "engine/core/scheduledtask.h"
#include "engine/core/sourcesite.h"

#include <coroutine>

namespace engine {

/// What a suspended task waits on: the base of the awaiters but that of Yield, which live in the
/// frame of the coroutine that awaits. Plays the part of the future that an asyncio task awaits.
class Suspension
{
public:
    Suspension(const Suspension &) = delete;
    Suspension &operator=(const Suspension &) = delete;

    /// Cancels what is awaited. True: the task is or will be woken with CancelledError. False: it
    /// has been woken already, so that the cancellation must be thrown in by its next step.
    virtual bool cancel() = 0;

    /// Called at the beginning of the step that follows a wake-up. False: this waits on, having
    /// called suspendAgain(), and the coroutine is not resumed.
    virtual bool proceed() { return true; }

    /// What the task waits for, its chain not set: what suspend() is given.
    virtual trace::Wait what() = 0;
    /// Where it waits.
    const SourceSite &site() const noexcept { return m_site; }

protected:
    explicit Suspension(const SourceSite &site) noexcept
        : m_site(site)
    {
    }
    virtual ~Suspension() = default;

    /// Suspends the running task here. To be called last in await_suspend(): a cancellation that
    /// the task has asked of itself takes effect at once.
    template <class Promise>
    void suspend(std::coroutine_handle<Promise> coroutine, const trace::Wait &what)
    {
        suspend(coroutine, coroutine.promise(), what);
    }
    /// Lets all other ready tasks run first, with nothing to wait for. To be called last in
    /// await_suspend().
    template <class Promise>
    void yield(std::coroutine_handle<Promise> coroutine) noexcept
    {
        m_task = &coroutine.promise().task();
        ScheduledTask::yield(coroutine, coroutine.promise(), m_site.where);
    }
    /// Suspends the task that proceed() was called for once more, perhaps for another reason.
    void suspendAgain(const trace::Wait &what) { m_task->suspend(*this, what, m_site); }

    /// Throws what has been thrown into the task. To be called first in await_resume().
    void deliver()
    {
        if (m_task != nullptr)
            m_task->deliver();
    }

    /// Null unless the task was suspended here.
    ScheduledTask *task() const noexcept { return m_task; }

private:
    // Neither inline nor throwing: at each resumption a coroutine saves and restores every register
    // that any part of its body needs.
    void suspend(std::coroutine_handle<> coroutine, PromiseBase &promise,
                 const trace::Wait &what) noexcept;

    ScheduledTask *m_task = nullptr;
    SourceSite m_site;
};

inline void ScheduledTask::suspend(Suspension &wait, const trace::Wait &what,
                                   const SourceSite &site)
{
    if (m_loop.trace().isRecording())
        recordSuspension(m_loop, *m_leafPromise, what, site.where, site.function);
    m_wait = &wait;
    if (isPending(MustCancel)) [[unlikely]]
        cancelWait();
}

inline void ScheduledTask::recordSuspension(EventLoop &loop, const PromiseBase &leaf,
                                            const trace::Wait &what, std::source_location where,
                                            const char *function) noexcept
{
    const ChildAwaiterBase *owner = leaf.owner();
    const trace::ChainId parent = owner == nullptr ? trace::ChainId::None : owner->chain();
    if (const trace::WaitId *known = loop.trace().recall(what, parent, where))
        recordSuspension(loop, *known);
    else
        recordNewSuspension(what.reason, what.what, what.amount, {where, function});
}

} // namespace engine
