#pragma once

#include "engine/core/suspension.h"

namespace engine {

class WaiterList;

/// A wait that somebody ends with complete(): the plain future that asyncio's sleep(), queues and
/// locks make for each caller that has to wait, often in a WaiterList.
class Waiter : public Suspension
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
    ~Waiter() override { leave(); }

    /// Back to pending, before suspendAgain().
    void rearm() noexcept { m_state = State::Pending; }
    /// Leaves its list, if it is in one.
    void leave() noexcept
    {
        if (m_list != nullptr)
            leaveList();
    }

private:
    friend class WaiterList;
    enum class State : std::uint8_t { Pending, Completed, Cancelled };

    void leaveList() noexcept;

    WaiterList *m_list = nullptr;
    Waiter *m_previous = nullptr;
    Waiter *m_next = nullptr;
    State m_state = State::Pending;
};

/// Waiters in the order of their arrival; the deque of futures in asyncio's queues and locks.
class WaiterList
{
public:
    WaiterList() = default;
    WaiterList(const WaiterList &) = delete;
    WaiterList &operator=(const WaiterList &) = delete;
    /// Forgets the waiters, which stay pending for ever.
    ~WaiterList();

    bool empty() const noexcept { return m_first == nullptr; }
    Waiter *first() const noexcept { return m_first; }
    Waiter *next(const Waiter &waiter) const noexcept { return waiter.m_next; }
    void append(Waiter &waiter) noexcept;
    void remove(Waiter &waiter) noexcept;
    /// Takes waiters out up to the first that is pending, and completes that one; returns whether
    /// there was one. _wakeup_next() of asyncio/queues.py.
    bool completeFirst();
    void completeAll();

private:
    Waiter *m_first = nullptr;
    Waiter *m_last = nullptr;
};

} // namespace engine
