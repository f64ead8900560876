#include "engine/core/readyqueue.h"

namespace engine {

namespace {

class Gap final : public Runnable
{
public:
    void run() override {}
};

} // namespace

Runnable &ReadyQueue::gap() noexcept
{
    static Gap gap;
    return gap;
}

void ReadyQueue::makeRoom()
{
    m_full = m_head + m_slots.size();
    if (m_tail != m_full)
        return;
    std::vector<Runnable *> slots(m_slots.size() * 2);
    const std::uint64_t mask = slots.size() - 1;
    for (std::uint64_t place = m_head; place != m_tail; ++place)
        slots[place & mask] = m_slots[place & m_mask];
    m_slots = std::move(slots);
    m_mask = mask;
    m_full = m_head + m_slots.size();
}

} // namespace engine
