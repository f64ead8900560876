#include "engine/sync/tracedobject.h"

#include "engine/core/eventloop.h"

namespace engine {

TracedObject::TracedObject(const char *kind, std::string name, std::size_t capacity,
                           const SourceSite &site)
    : m_name(std::move(name))
    , m_capacity(static_cast<std::uint32_t>(capacity))
    , m_kind(kind)
    , m_site(site)
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
    trace::Recorder &trace = EventLoop::current().trace();
    const std::source_location &where = m_site.where;
    m_id = trace.addObject({trace.internStatic(m_kind), trace.intern(m_name), m_capacity,
                            trace.intern(where.file_name(), m_site.function, where.line())});
}

} // namespace engine
