#include "engine/sync/sleep.h"

namespace engine {

trace::Wait Sleep::Awaiter::what() const
{
    trace::Wait wait;
    wait.reason = trace::Reason::Sleep;
    wait.amount = m_delay.count();
    return wait;
}

void Sleep::Awaiter::Alarm::run()
{
    m_awaiter.task()->loop().setWaker(trace::Waker::Timer);
    // _set_result_unless_cancelled() of asyncio/futures.py
    if (m_awaiter.isPending())
        m_awaiter.complete();
}

} // namespace engine
