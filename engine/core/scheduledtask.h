#pragma once

#include "engine/core/eventloop.h"
#include "engine/core/framepool.h"
#include "engine/core/futurebase.h"
#include "engine/core/sourcesite.h"

#include <coroutine>
#include <string_view>

namespace engine {

class PromiseBase;
class Suspension;

/// What people and traces call a task, apart from "Task-N".
struct TaskNames
{
    std::string_view name; ///< asyncio's name=…; empty: "Task-N"
    std::string_view label; ///< beside its row: "Consumer 3"; may be empty
};

/// A coroutine that runs on its own on a loop: asyncio's Task, step for step. Made by
/// createTask(); the loop shares its ownership until it is done.
///
/// While it is not done, either its step is queued or it waits in a Suspension that will wake it,
/// never both. A task that has been woken keeps its Suspension until the step: what is awaited may
/// still have to be cancelled.
class ScheduledTask final : private Runnable, private ListLinks<ScheduledTask>, public FutureBase
{
public:
    /// Queues the first step. Owns the frame of \a root, which has not started.
    ScheduledTask(EventLoop &loop, std::coroutine_handle<> root, PromiseBase &promise,
                  const TaskNames &names, const SourceSite &site);

    trace::TaskId id() const noexcept { return m_id; }
    EventLoop &loop() const noexcept { return m_loop; }
    /// Of the root coroutine, which keeps its result there.
    PromiseBase &promise() const noexcept { return *m_rootPromise; }

    /// Task.cancel(): requests that CancelledError be thrown into the coroutine where it is
    /// suspended. Returns false when it is done or the loop ends. The coroutine may clean up, or
    /// refuse. Passed on to what the task waits for; see CancelLevel.
    bool cancel() override;
    /// Task.cancelling(): how many requests have not been taken back.
    std::uint32_t cancelling() const noexcept { return m_cancelRequests; }
    /// Task.uncancel(): takes one request back; returns how many are left.
    std::uint32_t uncancel() noexcept;

    trace::Wait wait() const override;
    /// What it is suspended for, recorded or not; None when it is not, or has only yielded.
    trace::WaitId suspendedFor() const;

    // For awaiters.

    /// The innermost coroutine, to be resumed when the task's wait is over.
    void setLeaf(std::coroutine_handle<> coroutine, PromiseBase &promise) noexcept
    {
        // It mostly is: a comparison costs less than two stores. Where the promise is in a frame
        // does not depend on the coroutine, with FramePool::Alignment.
        if (m_leaf != coroutine) [[unlikely]] {
            m_leaf = coroutine;
            m_leafPromise = &promise;
        }
    }
    /// Records that the task waits on \a wait, and cancels that at once when the task has asked
    /// for its own cancellation.
    inline void suspend(Suspension &wait, const trace::Wait &what, const SourceSite &site);
    /// Suspends the running task in \a coroutine only until everything that is ready has run:
    /// records a sleep(0) and queues the next step.
    // Neither inline nor throwing: at each resumption a coroutine saves and restores every register
    // that any part of its body needs.
    static void yield(std::coroutine_handle<> coroutine, PromiseBase &promise,
                      std::source_location where) noexcept;
    /// The wait is over: queues the next step.
    void wake()
    {
        if (m_loop.isClosing()) [[unlikely]]
            return;
        record(trace::Kind::Ready, m_loop.waker());
        m_loop.m_ready.push(*this);
    }
    /// The same, and throws CancelledError, or \a error, into the coroutine.
    void wakeCancelled();
    void wakeWith(std::exception_ptr error);
    /// Throws \a error into the coroutine once its step, which is or will be queued, runs.
    void throwAtNextStep(std::exception_ptr error);
    /// Throws what has been thrown in; called by the awaiter that resumes.
    void deliver()
    {
        if (hasDelivery()) [[unlikely]]
            throwDelivery();
    }
    bool hasDelivery() const noexcept { return isPending(Cancelled | Error); }
    /// Continues with \a coroutine in this step once the running one has returned; with the root,
    /// once that is done, the task ends.
    void transferTo(std::coroutine_handle<> coroutine) noexcept { m_loop.m_transfer = coroutine; }

    /// Destroys the frames and tells the callbacks: the loop ends.
    void abandon();

    // NOLINTNEXTLINE(misc-new-delete-overloads): it does not see the delete that takes a size.
    static void *operator new(std::size_t size) { return FramePool::allocate(size); }
    static void operator delete(void *block, std::size_t size) noexcept
    {
        FramePool::release(block, size);
    }

private:
    friend class EventLoop;
    friend class IntrusiveList<ScheduledTask>;
    // What the next step has to do besides resuming the coroutine.
    static constexpr unsigned Start = 1; ///< it has not started
    static constexpr unsigned Cancelled = 2; ///< CancelledError is to be thrown into it
    static constexpr unsigned Error = 4; ///< m_thrown is
    static constexpr unsigned MustCancel = 8; ///< a cancellation that no wait has taken on

    ~ScheduledTask() override;

    void run() override;
    bool isPending(unsigned what) const noexcept { return (m_pending & what) != 0; }
    void setPending(unsigned what) noexcept
    {
        m_pending = static_cast<std::uint8_t>(m_pending | what);
    }
    void clearPending(unsigned what) noexcept
    {
        m_pending = static_cast<std::uint8_t>(m_pending & ~what);
    }
    void finish();
    void end(trace::Kind kind, std::uint32_t detail = 0, const std::exception_ptr &error = {});
    void destroyFrames();
    [[noreturn]] void throwDelivery();
    void record(trace::Kind kind, std::uint32_t detail = 0)
    {
        if (m_loop.trace().isRecording())
            m_loop.trace().record(m_loop.now(), kind, static_cast<std::uint32_t>(m_id), detail);
    }
    // What is recorded is asked for by isRecording() before.
    [[gnu::always_inline]] inline void recordSuspension(EventLoop &loop, const PromiseBase &leaf,
                                                        const trace::Wait &what,
                                                        std::source_location where,
                                                        const char *function) noexcept;
    void recordSuspension(EventLoop &loop, trace::WaitId wait) noexcept
    {
        loop.recordStepEnd(trace::Kind::Suspended, m_id, static_cast<std::uint32_t>(wait));
    }
    trace::WaitId find(const trace::Wait &what, const SourceSite &site) const;
    // Takes the wait apart, for it to stay in registers.
    [[gnu::cold]] void recordNewSuspension(trace::Reason reason, std::uint32_t what,
                                           std::int64_t amount, const SourceSite &site) noexcept;
    void recordResumption(EventLoop &loop, trace::TextId thrown = trace::TextId::Empty)
    {
        if (!loop.trace().isRecording())
            return;
        auto argument = static_cast<std::uint32_t>(thrown);
        if (loop.m_firstOfTurn) {
            loop.m_firstOfTurn = false;
            argument |= trace::Record::FirstOfTurn;
        }
        loop.recordStepBegin(m_id, argument);
    }
    [[gnu::noinline]] static void makeRoomAndYield(std::coroutine_handle<> coroutine,
                                                   PromiseBase &promise,
                                                   std::source_location where) noexcept;
    void cancelWait() noexcept;
    void runSpecially();
    void continueStep();
    void endWait();
    trace::TextId takeThrown();

    // There may be a million of these: the small ones first, which fill the last word of the base.
    std::uint8_t m_pending = Start;
    trace::TaskId m_id;
    std::uint32_t m_cancelRequests = 0;
    EventLoop &m_loop;
    std::coroutine_handle<> m_root;
    PromiseBase *m_rootPromise;
    std::coroutine_handle<> m_leaf;
    Suspension *m_wait = nullptr;
    PromiseBase *m_leafPromise;
    std::exception_ptr m_thrown;
};

inline std::uint32_t EventLoop::waker() const noexcept
{
    return m_currentTask == nullptr ? m_waker : static_cast<std::uint32_t>(m_currentTask->m_id);
}

} // namespace engine
