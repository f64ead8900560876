#include "engine/sync/waiter.h"

#include <cassert>
#include <utility>

namespace engine {

void Waiter::leaveList() noexcept
{
    m_list->remove(*this);
}

void Waiter::complete()
{
    assert(isPending());
    m_state = State::Completed;
    task()->wake();
}

bool Waiter::cancel()
{
    if (!isPending())
        return false;
    m_state = State::Cancelled;
    task()->wakeCancelled();
    return true;
}

WaiterList::~WaiterList()
{
    while (m_first != nullptr)
        remove(*m_first);
}

void WaiterList::append(Waiter &waiter) noexcept
{
    assert(waiter.m_list == nullptr);
    waiter.m_list = this;
    waiter.m_previous = m_last;
    (m_last == nullptr ? m_first : m_last->m_next) = &waiter;
    m_last = &waiter;
}

void WaiterList::remove(Waiter &waiter) noexcept
{
    Waiter *before = std::exchange(waiter.m_previous, nullptr);
    Waiter *after = std::exchange(waiter.m_next, nullptr);
    (before == nullptr ? m_first : before->m_next) = after;
    (after == nullptr ? m_last : after->m_previous) = before;
    waiter.m_list = nullptr;
}

bool WaiterList::completeFirst()
{
    while (m_first != nullptr) {
        Waiter &waiter = *m_first;
        remove(waiter);
        if (waiter.isPending()) {
            waiter.complete();
            return true;
        }
    }
    return false;
}

void WaiterList::completeAll()
{
    while (completeFirst()) {}
}

} // namespace engine
