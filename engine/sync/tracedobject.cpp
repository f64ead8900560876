#include "engine/sync/tracedobject.h"

#include "engine/core/eventloop.h"

namespace engine {

TracedObject::TracedObject(trace::Reason kind, std::string name, std::size_t capacity)
    : m_name(std::move(name))
    , m_capacity(static_cast<std::uint32_t>(capacity))
    , m_kind(kind)
{
}

trace::Wait TracedObject::wait(trace::Reason reason)
{
    trace::Wait wait;
    wait.reason = reason;
    wait.what = static_cast<std::uint32_t>(objectId());
    return wait;
}

void TracedObject::recordHold(trace::Kind kind, trace::TaskId task)
{
    EventLoop &loop = EventLoop::current();
    if (loop.trace().isRecording())
        loop.trace().append(loop.now(), kind, static_cast<std::uint32_t>(objectId()),
                            static_cast<std::uint32_t>(task));
}

void TracedObject::addToTrace()
{
    m_id = EventLoop::current().trace().addObject(m_kind, m_name, m_capacity);
}

} // namespace engine
