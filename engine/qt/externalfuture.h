#pragma once

#include "engine/core/eventloop.h"
#include "engine/core/futurebase.h"

#include <memory>

namespace engine::qt {

/// An outcome that something outside the loop brings, on the loop's own thread: a signal, a
/// reply, a foreign coroutine. While it is pending the loop waits instead of being deadlocked.
///
/// Whoever brings the outcome calls arrive(), at any time; the loop takes it from its inbox and
/// wakes the task that awaits this, two hops as with loop.call_soon_threadsafe(). When the loop
/// ends first, what arrives later goes nowhere.
class ExternalFuture : public FutureBase
{
public:
    /// The outcome is there: a result, or \a error in its place. Only the first one counts, and
    /// none after a cancellation.
    void arrive(std::exception_ptr error = {});
    /// What was awaited has itself been cancelled: the task gets a CancelledError.
    void arriveCancelled();

    bool cancel() final;
    trace::Wait wait() const final;

protected:
    /// For the current loop. \a reason: what a task that awaits this is shown to wait for.
    explicit ExternalFuture(trace::Reason reason);

    /// To be called by a constructor when the outcome is not there yet; else it calls setDone().
    void begin();
    /// The awaiting task was cancelled: stops what is under way, where that makes sense. What it
    /// brings by that does not count.
    virtual void abort() {}

private:
    enum class Outcome : std::uint8_t { Result, Cancelled };

    void put(Outcome outcome, std::exception_ptr error);
    void take(Outcome outcome, std::exception_ptr error);
    void end();

    EventLoop &m_loop; ///< used from within the loop only, when it must still be there
    std::shared_ptr<Inbox> m_inbox;
    trace::Reason m_reason;
    bool m_underWay = false; ///< announced to the loop
    bool m_arrived = false;
};

} // namespace engine::qt
