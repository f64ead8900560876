#include "engine/core/inbox.h"

#include <utility>

namespace engine {

void Inbox::put(Call call)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        return;
    m_calls.push_back(std::move(call));
    m_hasCalls.store(true, std::memory_order_release);
    // Pairs with that of EventLoop::takeWhatIsDue().
    std::atomic_thread_fence(std::memory_order_seq_cst);
    m_attention.store(true, std::memory_order_release);
    if (m_wakeUp)
        m_wakeUp();
}

void Inbox::setWakeUp(Call wakeUp)
{
    const std::lock_guard lock(m_mutex);
    m_wakeUp = std::move(wakeUp);
}

std::vector<Inbox::Call> Inbox::take()
{
    const std::lock_guard lock(m_mutex);
    m_hasCalls.store(false, std::memory_order_release);
    return std::exchange(m_calls, {});
}

void Inbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_wakeUp = nullptr;
    m_calls.clear();
}

} // namespace engine
