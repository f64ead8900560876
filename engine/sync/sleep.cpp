#include "engine/sync/sleep.h"

#include <utility>

namespace engine {

trace::Wait Sleep::Awaiter::what() const
{
    trace::Wait wait;
    wait.reason = trace::Reason::Sleep;
    wait.amount = m_delay.count();
    return wait;
}

bool Sleep::Awaiter::cancel()
{
    if (std::exchange(m_over, true))
        return false;
    task()->wakeCancelled();
    return true;
}

void Sleep::Awaiter::run()
{
    task()->loop().setWaker(trace::Waker::Timer);
    // _set_result_unless_cancelled() of asyncio/futures.py
    if (!std::exchange(m_over, true))
        task()->wake();
}

} // namespace engine
