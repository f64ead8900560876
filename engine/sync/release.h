#pragma once

#include "engine/core/queuedcallback.h"
#include "engine/core/timerheap.h"
#include "engine/task/future.h"

namespace engine {

/// A done-callback that completes a future without a result: _release_waiter() of
/// asyncio/tasks.py.
class ReleaseWhenDone final : public QueuedCallback
{
public:
    explicit ReleaseWhenDone(Future<> waiter)
        : m_waiter(std::move(waiter))
    {
    }

private:
    void called() override
    {
        if (!m_waiter.done())
            m_waiter.setResult();
    }

    Future<> m_waiter;
};

/// The same when a time has come.
class ReleaseWhenDue final : public Timer
{
public:
    explicit ReleaseWhenDue(Future<> waiter)
        : m_waiter(std::move(waiter))
    {
    }
    ~ReleaseWhenDue() override { EventLoop::current().cancel(*this); }

    void run() override
    {
        EventLoop::current().beginCallback(trace::Waker::Timer);
        if (!m_waiter.done())
            m_waiter.setResult();
    }

private:
    Future<> m_waiter;
};

} // namespace engine
