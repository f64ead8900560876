#pragma once

#include "engine/core/intrusivelist.h"
#include "engine/core/suspension.h"

namespace engine {

/// A wait that somebody ends with complete(): the plain future that asyncio's sleep(), queues and
/// locks make for each caller that has to wait, often in a WaiterList.
class Waiter : public Suspension, public ListLinks<Waiter>
{
public:
    bool isPending() const noexcept { return m_state == State::Pending; }
    bool wasCancelled() const noexcept { return m_state == State::Cancelled; }

    /// Wakes the task. The waiter is pending.
    void complete();
    /// A cancelled waiter keeps its place in the line until its task runs, as in asyncio, where
    /// it can hold up a lock that long.
    bool cancel() final;

protected:
    explicit Waiter(const SourceSite &site) noexcept
        : Suspension(site)
    {
    }

    /// Back to pending, before suspendAgain().
    void rearm() noexcept { m_state = State::Pending; }

private:
    enum class State : std::uint8_t { Pending, Completed, Cancelled };

    State m_state = State::Pending;
};

/// Waiters in the order of their arrival; the deque of futures in asyncio's queues and locks. Those
/// that are left when it goes stay pending for ever.
class WaiterList : public IntrusiveList<Waiter>
{
public:
    /// Takes waiters out up to the first that is pending, and completes that one; returns whether
    /// there was one. _wakeup_next() of asyncio/queues.py.
    bool completeFirst();
    void completeAll();
};

} // namespace engine
