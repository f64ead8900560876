#include "engine/core/eventloop.h"

#include "engine/core/error.h"
#include "engine/core/queuedcallback.h"
#include "engine/core/scheduledtask.h"
#include "engine/trace/delay.h"

#include <cmath>

namespace engine {

namespace {

/// A call of a function; owns itself until it is run or discarded.
class FunctionCall final : public Runnable
{
public:
    explicit FunctionCall(std::function<void()> function)
        : m_function(std::move(function))
    {
    }
    void run() override
    {
        const std::unique_ptr<FunctionCall> self(this);
        EventLoop::current().beginCallback(trace::Waker::External);
        m_function();
    }
    void discard() override { delete this; }

private:
    std::function<void()> m_function;
};

} // namespace

void Runnable::withdraw() const noexcept
{
    EventLoop::withdrawFromCurrent(*this);
}

EventLoop::EventLoop(Clock &clock, trace::Recorder &trace)
    : m_clock(clock)
    , m_trace(&trace)
{
}

EventLoop::~EventLoop()
{
    close();
}

void EventLoop::close()
{
    const Scope scope(*this);
    m_inbox->close();
    m_closing = true;
    if (m_unread == nullptr)
        m_unread = std::make_unique<trace::Recorder>();
    m_trace = m_unread.get();
    while (!m_ready.empty())
        m_ready.pop().discard();
    while (!m_alive.empty())
        m_alive.first().abandon();
    while (!m_watching.empty())
        m_watching.first().drop();
    m_failed.clear();
    m_timers.clear();
}

void EventLoop::outgrow()
{
    m_outgrown = true;
    stop();
    if (m_unread == nullptr)
        m_unread = std::make_unique<trace::Recorder>();
    m_unread->setRecording(false);
    m_trace = m_unread.get();
}

void EventLoop::callSoon(std::function<void()> function)
{
    callSoon(*new FunctionCall(std::move(function)));
}

void EventLoop::callAt(Timer &timer, Time deadline)
{
    if (m_closing)
        return;
    m_timers.add(timer, deadline);
    m_attention.store(true, std::memory_order_relaxed);
}

void EventLoop::cancel(Timer &timer) noexcept
{
    if (timer.isPending())
        m_timers.remove(timer);
    else
        m_ready.remove(timer);
}

std::optional<Time> EventLoop::nextDeadline() const
{
    if (m_timers.empty())
        return std::nullopt;
    return m_timers.firstDeadline();
}

trace::TaskId EventLoop::currentTaskId() const noexcept
{
    return m_currentTask == nullptr ? trace::TaskId::None : m_currentTask->id();
}

void EventLoop::entryFailed(const std::exception_ptr &error)
{
    report(error);
    beginCallback(trace::Waker::External);
}

void EventLoop::takeWhatIsDue()
{
    m_currentTask = nullptr;
    // As after select(): what came from outside goes before the timers of the same instant.
    m_clock.poll();
    if (m_inbox->hasCalls()) {
        for (std::function<void()> &call : m_inbox->take())
            callSoon(std::move(call));
    }
    if (!m_timers.empty()) {
        const Time now = this->now();
        while (!m_timers.empty() && m_timers.firstDeadline() <= now)
            m_ready.push(m_timers.pop());
    }
    if (m_timers.empty()) {
        m_attention.store(false, std::memory_order_relaxed);
        // What another thread puts into the inbox meanwhile must not be overlooked: either its
        // store to the flag comes after this one, or its call is seen below.
        std::atomic_thread_fence(std::memory_order_seq_cst);
        if (m_inbox->hasCalls())
            m_attention.store(true, std::memory_order_relaxed);
    }
}

void EventLoop::recordMovingStepEnd(trace::Kind kind, trace::TaskId task,
                                    std::uint32_t argument) noexcept
{
    m_stepEnd = now();
    m_stepAfter = m_ready.head() + 1;
    m_trace->append(m_stepEnd, kind, static_cast<std::uint32_t>(task), argument);
}

void EventLoop::recordMovingStepBegin(trace::TaskId task, std::uint32_t argument) noexcept
{
    m_trace->append(m_ready.head() == m_stepAfter ? m_stepEnd : now(), trace::Kind::Resumed,
                    static_cast<std::uint32_t>(task), argument);
}

std::vector<FutureRef<FutureBase>> EventLoop::takeUnnoticedFailures()
{
    dropNoticedFailures();
    return std::exchange(m_failed, {});
}

void EventLoop::keepFailed(FutureBase &future)
{
    if (!future.failedUnnoticed() || s_current == nullptr || s_current->m_closing)
        return;
    // Kept until the end of the run unless noticed by then; the noticed ones go when room is short.
    std::vector<FutureRef<FutureBase>> &failed = s_current->m_failed;
    if (failed.size() == failed.capacity())
        s_current->dropNoticedFailures();
    failed.emplace_back(&future);
}

void EventLoop::dropNoticedFailures()
{
    std::erase_if(m_failed, [](const auto &future) { return !future->failedUnnoticed(); });
}

Time toTime(double seconds)
{
    // nearbyint() rounds half to even in the default rounding mode.
    return trace::delayOf(std::nearbyint(seconds * 1e9));
}

} // namespace engine
