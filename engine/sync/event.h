#pragma once

#include "engine/sync/tracedobject.h"
#include "engine/sync/waiter.h"

namespace engine {

/// A flag that tasks wait for: asyncio.Event. Outlives the tasks that wait.
class Event : public TracedObject
{
public:
    explicit Event(std::string name, const SourceSite &site = SourceSite::here());

    bool isSet() const noexcept { return m_set; }
    /// Wakes everybody who waits.
    void set();
    void clear() noexcept { m_set = false; }

    /// What wait() gives; await it until the flag is set. Once woken, the waiting task goes on
    /// even if the flag has been cleared again.
    class WaitSet
    {
    public:
        explicit WaitSet(Event &event) noexcept
            : m_event(event)
        {
        }

        class Awaiter : public Waiter
        {
        public:
            Awaiter(const WaitSet &wait, const SourceSite &site) noexcept
                : Waiter(site)
                , m_event(wait.m_event)
            {
            }
            bool await_ready() const noexcept { return m_event.m_set; }
            template <class Promise>
            void await_suspend(std::coroutine_handle<Promise> coroutine)
            {
                m_event.m_waiters.append(*this);
                suspend(coroutine, Awaiter::what());
            }
            void await_resume() { deliver(); }

        private:
            trace::Wait what() override { return m_event.TracedObject::wait(trace::Reason::Event); }

            Event &m_event;
        };

    private:
        Event &m_event;
    };
    WaitSet wait() noexcept { return WaitSet(*this); }

private:
    WaiterList m_waiters;
    bool m_set = false;
};

} // namespace engine
