#include "engine/qt/externalfuture.h"

namespace engine::qt {

ExternalFuture::ExternalFuture(trace::Reason reason)
    : m_loop(EventLoop::current())
    , m_inbox(m_loop.inbox())
    , m_reason(reason)
{
}

void ExternalFuture::arrive(std::exception_ptr error)
{
    put(Outcome::Result, std::move(error));
}

void ExternalFuture::arriveCancelled()
{
    put(Outcome::Cancelled, {});
}

bool ExternalFuture::cancel()
{
    if (done())
        return false;
    m_arrived = true; // abort() may emit the very signal that this waits for
    end();
    abort();
    setCancelled();
    return true;
}

trace::Wait ExternalFuture::wait() const
{
    trace::Wait wait;
    wait.reason = m_reason;
    return wait;
}

void ExternalFuture::begin()
{
    m_underWay = true;
    m_loop.externalBegins();
}

void ExternalFuture::put(Outcome outcome, std::exception_ptr error)
{
    if (std::exchange(m_arrived, true))
        return;
    m_inbox->put([self = FutureRef<ExternalFuture>(this), outcome, error = std::move(error)] {
        self->take(outcome, error);
    });
}

void ExternalFuture::take(Outcome outcome, std::exception_ptr error)
{
    if (done())
        return; // cancelled after the arrival
    end();
    if (outcome == Outcome::Cancelled)
        setCancelled();
    else
        setDone(std::move(error));
}

void ExternalFuture::end()
{
    if (std::exchange(m_underWay, false))
        m_loop.externalEnds();
}

} // namespace engine::qt
