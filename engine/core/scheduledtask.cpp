#include "engine/core/scheduledtask.h"

#include "engine/core/cancellevel.h"
#include "engine/core/childawaiter.h"
#include "engine/core/error.h"
#include "engine/core/promisebase.h"
#include "engine/core/suspension.h"

#include <cassert>
#include <cstring>

namespace engine {

ScheduledTask::ScheduledTask(EventLoop &loop, std::coroutine_handle<> root, PromiseBase &promise,
                             const TaskNames &names, const SourceSite &site)
    : m_loop(loop)
    , m_root(root)
    , m_rootPromise(&promise)
    , m_leaf(root)
    , m_leafPromise(&promise)
{
    promise.setTask(*this);
    trace::Recorder &trace = loop.trace();
    trace::TaskInfo info;
    // asyncio.create_task() makes the task first and names it then: a name costs a number too.
    const std::uint32_t number = ++loop.m_taskNumber;
    info.number = names.name.empty() ? number : 0;
    info.name = trace.intern(names.name);
    info.label = trace.intern(names.label);
    info.coroutine = trace.internStatic(promise.name());
    info.creator = loop.currentTaskId();
    info.site = trace.intern(site.where.file_name(), site.function, site.where.line());
    m_id = trace.addTask(info);
    record(trace::Kind::Created, static_cast<std::uint32_t>(info.creator));
    loop.m_alive.append(*this);
    retain(); // the loop's share
    loop.callSoon(*this);
}

ScheduledTask::~ScheduledTask()
{
    destroyFrames();
}

bool ScheduledTask::cancel()
{
    const bool abandoned = !m_root; // and its loop may have gone
    if (done()) {
        static_cast<void>(exception()); // taken notice of, as asyncio does
        return false;
    }
    if (abandoned || m_loop.m_closing)
        return false;
    const CancelLevel level;
    record(trace::Kind::CancelRequested, static_cast<std::uint32_t>(m_loop.currentTaskId()));
    ++m_cancelRequests;
    // The wait stays: what is awaited may refuse, and has to be cancelled again later.
    if (m_wait == nullptr || !m_wait->cancel())
        setPending(MustCancel);
    return true;
}

std::uint32_t ScheduledTask::uncancel() noexcept
{
    if (m_cancelRequests > 0)
        --m_cancelRequests;
    return m_cancelRequests;
}

trace::Wait ScheduledTask::wait() const
{
    trace::Wait wait;
    wait.reason = trace::Reason::Task;
    wait.what = static_cast<std::uint32_t>(m_id);
    return wait;
}

void ScheduledTask::yield(std::coroutine_handle<> coroutine, PromiseBase &promise,
                          std::source_location where) noexcept
{
    EventLoop &loop = EventLoop::current();
    // As in run(), what is rare does not come back.
    if (loop.m_ready.mayBeFull()) [[unlikely]]
        return makeRoomAndYield(coroutine, promise, where);
    ScheduledTask &task = *loop.m_currentTask;
    task.setLeaf(coroutine, promise);
    loop.m_ready.push(task);
    if (loop.trace().isRecording())
        task.recordSuspension(loop, promise, trace::Wait(), where, promise.name());
}

void ScheduledTask::makeRoomAndYield(std::coroutine_handle<> coroutine, PromiseBase &promise,
                                     std::source_location where) noexcept
{
    EventLoop::current().m_ready.makeRoom();
    yield(coroutine, promise, where);
}

// As in CPython the task waits on when this fails, is to be cancelled still, and the loop reports
// it.
void ScheduledTask::cancelWait() noexcept
{
    try {
        if (m_wait->cancel())
            clearPending(MustCancel);
    } catch (...) {
        m_loop.report(std::current_exception());
    }
    m_loop.timePasses();
}

void ScheduledTask::wakeCancelled()
{
    clearPending(Error);
    setPending(Cancelled);
    wake();
}

void ScheduledTask::wakeWith(std::exception_ptr error)
{
    throwAtNextStep(std::move(error));
    wake();
}

void ScheduledTask::throwAtNextStep(std::exception_ptr error)
{
    clearPending(Cancelled);
    setPending(Error);
    m_thrown = std::move(error);
}

void ScheduledTask::abandon()
{
    destroyFrames();
    leaveList();
    abandonCallbacks();
    release();
}

// Task.__step() of asyncio/tasks.py. What is rare is done by functions that do not come back here:
// no register has to be saved for them.
void ScheduledTask::run()
{
    EventLoop &loop = EventLoop::current();
    loop.m_currentTask = this;
    if (m_pending != 0) [[unlikely]]
        return runSpecially();
    recordResumption(loop);
    EventLoop::current().m_currentTask->continueStep(); // this, out of no saved register
}

// The first step, or one that throws something into the coroutine.
void ScheduledTask::runSpecially()
{
    const bool first = isPending(Start);
    clearPending(Start);
    if (m_pending == 0) {
        recordResumption(m_loop);
    } else {
        recordResumption(m_loop, takeThrown());
        if (first)
            return end(trace::Kind::Cancelled); // thrown into a coroutine that has not started
    }
    continueStep();
}

inline void ScheduledTask::continueStep()
{
    if (m_wait != nullptr)
        endWait();
    else
        m_leaf.resume();
}

void ScheduledTask::endWait()
{
    if (std::exchange(m_wait, nullptr)->proceed())
        m_leaf.resume();
}

// Transfers between coroutines come back to the loop instead of nesting: no depth of awaits, and no
// build without tail calls, overflows the stack.
void EventLoop::followTransfers()
{
    ScheduledTask &task = *m_currentTask;
    while (m_transfer) {
        const auto next = std::exchange(m_transfer, nullptr);
        if (next == task.m_root && next.done())
            return task.finish();
        next.resume();
    }
}

// Settles what the step throws into the coroutine, and returns its name.
trace::TextId ScheduledTask::takeThrown()
{
    if (isPending(MustCancel)) {
        m_pending = Cancelled;
        m_thrown = nullptr;
    }
    return m_loop.trace().intern(isPending(Cancelled) ? "CancelledError" : errorName(m_thrown));
}

void ScheduledTask::finish()
{
    if (!m_rootPromise->exception()) {
        end(isPending(MustCancel) ? trace::Kind::Cancelled : trace::Kind::Finished);
        return;
    }
    const std::exception_ptr error = m_rootPromise->exception();
    const std::string name = errorName(error);
    if (name == "CancelledError")
        end(trace::Kind::Cancelled);
    else
        end(trace::Kind::Failed, static_cast<std::uint32_t>(m_loop.trace().intern(name)), error);
}

void ScheduledTask::end(trace::Kind kind, std::uint32_t detail, const std::exception_ptr &error)
{
    if (m_loop.trace().isRecording())
        m_loop.recordStepEnd(kind, m_id, detail);
    leaveList();
    if (kind == trace::Kind::Cancelled)
        setCancelled();
    else
        setDone(error);
    if (kind == trace::Kind::Failed)
        EventLoop::keepFailed(*this);
    // What the frame's destructors wake or print is still the task's doing.
    EventLoop &loop = m_loop;
    release();
    loop.timePasses();
    loop.m_currentTask = nullptr;
    loop.m_taskEnded = true;
}

void ScheduledTask::destroyFrames()
{
    if (!m_root)
        return;
    // From the innermost outwards: destroying the root first would recurse through the chain.
    if (!m_root.done()) {
        for (PromiseBase *leaf = m_leafPromise; leaf->owner() != nullptr;) {
            ChildAwaiterBase *owner = leaf->owner();
            leaf = &owner->parent();
            owner->destroyChild();
        }
    }
    std::exchange(m_root, nullptr).destroy();
}

void ScheduledTask::recordNewSuspension(trace::Reason reason, std::uint32_t what,
                                        std::int64_t amount, const SourceSite &site) noexcept
{
    trace::Wait wait;
    wait.reason = reason;
    wait.what = what;
    wait.amount = amount;
    recordSuspension(m_loop, find(wait, site));
}

trace::WaitId ScheduledTask::suspendedFor() const
{
    return m_wait == nullptr ? trace::WaitId::None : find(m_wait->what(), m_wait->site());
}

/// \a what, whose chain is not set, at \a site in the innermost coroutine.
trace::WaitId ScheduledTask::find(const trace::Wait &what, const SourceSite &site) const
{
    trace::Recorder &trace = m_loop.trace();
    ChildAwaiterBase *owner = m_leafPromise->owner();
    const trace::ChainId parent = owner == nullptr ? trace::ChainId::None : owner->findChain(trace);
    // It mostly has been awaited there before.
    if (const trace::WaitId *known = trace.recall(what, parent, site.where))
        return *known;
    const bool atParent = std::strcmp(site.function, m_leafPromise->name()) != 0;
    return trace.intern(what, parent, site.where, site.function, atParent);
}

void ScheduledTask::throwDelivery()
{
    const bool cancelled = isPending(Cancelled);
    clearPending(Cancelled | Error);
    if (cancelled)
        throw CancelledError();
    std::rethrow_exception(std::exchange(m_thrown, nullptr));
}

} // namespace engine
