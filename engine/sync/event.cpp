#include "engine/sync/event.h"

namespace engine {

Event::Event(std::string name)
    : TracedObject(trace::Reason::Event, std::move(name), 0)
{
}

void Event::set()
{
    if (m_set)
        return;
    m_set = true;
    m_waiters.completeAll();
}

} // namespace engine
