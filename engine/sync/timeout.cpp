#include "engine/sync/timeout.h"

#include "engine/core/blocking.h"

namespace engine {

TimeoutLimit::TimeoutLimit(double seconds)
    : m_task(EventLoop::current().currentTask())
    , m_alarm(*this)
{
    // Timeout.reschedule(): a deadline in seconds as a double, then rounded to ns by the clock.
    EventLoop &loop = m_task->loop();
    const double now = perfCounter();
    const double when = now + seconds;
    if (when <= now)
        loop.callSoon(m_alarm);
    else
        loop.callAt(m_alarm, toTime(when));
}

TimeoutLimit::~TimeoutLimit()
{
    m_task->loop().cancel(m_alarm);
}

bool TimeoutLimit::end(bool withCancelledError)
{
    m_task->loop().cancel(m_alarm);
    return m_expired && m_task->uncancel() == 0 && withCancelledError;
}

void TimeoutLimit::Alarm::run()
{
    m_limit.m_task->loop().beginCallback(trace::Waker::Timer);
    m_limit.m_task->cancel(); // when that fails, the limit has not been reached
    m_limit.m_expired = true;
}

} // namespace engine
