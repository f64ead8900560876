#include "engine/sync/event.h"

namespace engine {

Event::Event(std::string name, const SourceSite &site)
    : TracedObject("event", std::move(name), 0, site)
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
