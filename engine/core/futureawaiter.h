#pragma once

#include "engine/core/futurebase.h"
#include "engine/core/suspension.h"

namespace engine {

/// Awaits a future: the task's wake-up is a done-callback. Keeps the future alive meanwhile.
class FutureAwaiter : public Suspension, private DoneCallback
{
public:
    FutureAwaiter(FutureBase &future, const SourceSite &site) noexcept
        : Suspension(site)
        , m_awaited(&future)
    {
    }

    bool await_ready() const noexcept { return m_awaited->done(); }

    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> coroutine)
    {
        ScheduledTask &task = coroutine.promise().task();
        if (m_awaited.get() == &task) [[unlikely]] {
            refuseItself(task, site());
            yield(coroutine);
            return;
        }
        m_awaited->addDoneCallback(*this);
        suspend(coroutine, FutureAwaiter::what());
    }

protected:
    /// Throws what was thrown into the task or what the future ended with in place of a result.
    void throwIfFailed();

private:
    static void refuseItself(ScheduledTask &task, const SourceSite &site);

    bool cancel() override { return m_awaited->cancel(); }
    trace::Wait what() final { return m_awaited->wait(); }
    void futureDone(FutureBase &future) override;

    FutureRef<FutureBase> m_awaited;
};

} // namespace engine
