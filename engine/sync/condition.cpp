#include "engine/sync/condition.h"

#include "engine/core/error.h"
#include "engine/sync/at.h"

#include <limits>

namespace engine {

/// The wait for a notification.
class Condition::Notified
{
public:
    explicit Notified(Condition &condition) noexcept
        : m_condition(condition)
    {
    }

    class Awaiter : public Waiter
    {
    public:
        Awaiter(const Notified &notified, const SourceSite &site) noexcept
            : Waiter(site)
            , m_condition(notified.m_condition)
        {
        }
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> coroutine)
        {
            m_condition.m_waiters.append(*this);
            suspend(coroutine, Awaiter::what());
        }
        void await_resume()
        {
            leaveList();
            deliver();
        }

    private:
        trace::Wait what() override
        {
            return m_condition.TracedObject::wait(trace::Reason::Condition);
        }

        Condition &m_condition;
    };

private:
    Condition &m_condition;
};

Condition::Condition(const std::string &name, const SourceSite &site)
    : TracedObject("condition", name, 0, site)
    , m_lock(name, site)
{
}

// Condition.wait() of asyncio/locks.py.
Task<> Condition::wait(SourceSite site)
{
    if (!locked())
        throw RuntimeError("cannot wait on un-acquired lock");
    m_lock.release();
    bool cancelled = false;
    try {
        co_await at(site, Notified(*this));
    } catch (const CancelledError &) {
        cancelled = true;
    }
    for (bool held = false; !held;) {
        try {
            co_await at(site, m_lock.acquire());
            held = true;
        } catch (const CancelledError &) {
            cancelled = true;
        }
    }
    if (cancelled)
        throw CancelledError();
}

void Condition::notify(std::size_t count)
{
    if (!locked())
        throw RuntimeError("cannot notify on un-acquired lock");
    for (Waiter &waiter : m_waiters) {
        if (count == 0)
            return;
        if (waiter.isPending()) {
            --count;
            waiter.complete();
        }
    }
}

void Condition::notifyAll()
{
    notify(std::numeric_limits<std::size_t>::max());
}

} // namespace engine
