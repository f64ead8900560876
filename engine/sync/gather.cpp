#include "engine/sync/gather.h"

#include "engine/core/awaitedtasks.h"
#include "engine/core/cancellevel.h"
#include "engine/core/error.h"

#include <unordered_set>

namespace engine {

GatherFuture::GatherFuture(const std::vector<FutureRef<FutureBase>> &children,
                           Exceptions exceptions)
    : GatherFuture(
        children.size(), [&](std::size_t i) { return children[i]; }, exceptions)
{
}

GatherFuture::GatherFuture(std::size_t count,
                           const std::function<FutureRef<FutureBase>(std::size_t)> &makeChild,
                           Exceptions exceptions)
    // NOLINTNEXTLINE(modernize-avoid-c-arrays): on the heap
    : m_callbacks(std::make_unique<Child[]>(count))
    , m_exceptions(exceptions)
{
    if (count == 0)
        setDone();
    m_children.reserve(count);
    std::unordered_set<const FutureBase *> watched;
    for (std::size_t i = 0; i < count; ++i) {
        const FutureRef<FutureBase> &child = m_children.emplace_back(makeChild(i));
        if (watched.insert(child.get()).second)
            m_callbacks[m_watched++].watch(FutureRef<GatherFuture>(this), *child);
    }
}

bool GatherFuture::cancel()
{
    if (done())
        return false;
    const CancelLevel level;
    bool accepted = false;
    for (const auto &child : m_children)
        accepted |= child->cancel();
    m_cancelRequested |= accepted;
    return accepted;
}

trace::Wait GatherFuture::wait() const
{
    trace::Wait wait;
    wait.reason = trace::Reason::Gather;
    if (!m_tasks)
        m_tasks = awaitedTasks(m_children);
    wait.what = *m_tasks;
    wait.amount = static_cast<std::int64_t>(m_children.size());
    return wait;
}

void GatherFuture::childDone(const FutureBase &child)
{
    ++m_finished;
    if (done()) {
        static_cast<void>(child.exception()); // taken notice of, as asyncio does
        return;
    }
    if (m_exceptions == Exceptions::Raise) {
        if (child.cancelled())
            return fail(std::make_exception_ptr(CancelledError()));
        if (const std::exception_ptr &error = child.exception())
            return fail(error);
    }
    if (m_finished < m_watched)
        return;
    for (const auto &each : m_children)
        static_cast<void>(each->exception()); // taken notice of, as a result
    if (m_cancelRequested)
        fail(std::make_exception_ptr(CancelledError()));
    else
        setDone();
}

void GatherFuture::fail(const std::exception_ptr &error)
{
    setDone(error);
    EventLoop::keepFailed(*this);
}

void GatherFuture::Child::watch(FutureRef<GatherFuture> gather, FutureBase &child)
{
    m_gather = std::move(gather);
    m_child = &child;
    QueuedCallback::watch(child);
}

void GatherFuture::Child::called()
{
    // The last reference may be this one: childDone() must be over when it is dropped.
    const FutureRef<GatherFuture> gather = std::exchange(m_gather, FutureRef<GatherFuture>());
    gather->childDone(*m_child);
}

} // namespace engine
