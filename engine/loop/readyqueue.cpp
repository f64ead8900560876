#include "engine/loop/readyqueue.h"

namespace engine {

void ReadyQueue::grow()
{
    std::vector<Runnable *> slots(m_slots.size() * 2);
    const std::uint64_t mask = slots.size() - 1;
    for (std::uint64_t place = m_head; place != m_tail; ++place)
        slots[place & mask] = m_slots[place & m_mask];
    m_slots = std::move(slots);
    m_mask = mask;
}

} // namespace engine
