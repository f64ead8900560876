#include "engine/sync/waiter.h"

#include <cassert>

namespace engine {

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

bool WaiterList::completeFirst()
{
    while (Waiter *waiter = takeFirst()) {
        if (waiter->isPending()) {
            waiter->complete();
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
