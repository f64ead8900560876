#include "engine/sync/queuebase.h"

namespace engine {

QueueBase::QueueBase(std::string name, std::size_t maxsize, const SourceSite &site)
    : TracedObject("queue", std::move(name), maxsize, site)
    , m_maxsize(maxsize)
{
}

void QueueBase::taskDone()
{
    if (m_unfinished == 0)
        throw ValueError("task_done() called too many times");
    if (--m_unfinished == 0)
        m_joiners.completeAll();
}

void QueueBase::LineAwaiter::lineUpAgain()
{
    rearm();
    m_line.append(*this);
    suspendAgain(what());
}

bool QueueBase::GetAwaiter::proceed()
{
    if (task()->hasDelivery() || !queue().empty())
        return true;
    lineUpAgain();
    return false;
}

void QueueBase::GetAwaiter::throwDelivery()
{
    // Woken for an item, but cancelled before it could take it: the next in line gets the call.
    if (!queue().empty() && !wasCancelled())
        queue().m_getters.completeFirst();
    deliver();
}

bool QueueBase::PutAwaiter::proceed()
{
    if (task()->hasDelivery() || !queue().full())
        return true;
    lineUpAgain();
    return false;
}

void QueueBase::PutAwaiter::throwDelivery()
{
    if (!queue().full() && !wasCancelled())
        queue().m_putters.completeFirst();
    deliver();
}

void QueueBase::itemPut()
{
    ++m_size;
    ++m_unfinished;
    recordDepth();
    if (!m_getters.empty())
        m_getters.completeFirst();
}

void QueueBase::itemTaken()
{
    --m_size;
    recordDepth();
    if (!m_putters.empty())
        m_putters.completeFirst();
}

void QueueBase::itemsLeft(std::size_t count)
{
    m_size = count;
    recordDepth();
}

void QueueBase::recordDepth()
{
    const trace::ObjectId id = objectId();
    EventLoop &loop = EventLoop::current();
    if (loop.trace().isRecording())
        loop.trace().append(loop.now(), trace::Kind::Depth, static_cast<std::uint32_t>(id),
                            static_cast<std::uint32_t>(m_size));
}

} // namespace engine
