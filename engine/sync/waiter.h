#pragma once

#include "engine/task/wait.h"

namespace engine {

class WaiterList;

/// A wait that somebody ends with complete(): the plain future that asyncio's sleep(), queues and
/// locks make for each caller that has to wait, often in a WaiterList.
class Waiter : public Wait
{
public:
    bool isPending() const noexcept { return m_state == State::Pending; }
    bool wasCancelled() const noexcept { return m_state == State::Cancelled; }

    /// Wakes the task. The waiter is pending and in no list.
    void complete();
    bool cancel() final;

protected:
    explicit Waiter(const SourceSite &site) noexcept
        : Wait(site)
    {
    }
    ~Waiter() override;

    /// Back to pending, before suspendAgain().
    void rearm() noexcept { m_state = State::Pending; }

private:
    friend class WaiterList;
    enum class State : std::uint8_t { Pending, Completed, Cancelled };

    WaiterList *m_list = nullptr;
    Waiter *m_previous = nullptr;
    Waiter *m_next = nullptr;
    State m_state = State::Pending;
};

/// Waiters in the order of their arrival; the deque of futures in asyncio's queues and locks.
/// A waiter that is cancelled leaves at once, which nobody can tell from asyncio's skipping it.
class WaiterList
{
public:
    WaiterList() = default;
    WaiterList(const WaiterList &) = delete;
    WaiterList &operator=(const WaiterList &) = delete;
    /// Forgets the waiters, which stay pending for ever.
    ~WaiterList();

    bool empty() const noexcept { return m_first == nullptr; }
    void append(Waiter &waiter) noexcept;
    void remove(Waiter &waiter) noexcept;
    /// Takes the first waiter out and completes it, if there is one.
    void completeFirst();
    void completeAll();

private:
    Waiter *m_first = nullptr;
    Waiter *m_last = nullptr;
};

} // namespace engine
