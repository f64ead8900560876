#include "engine/sync/ascompleted.h"

#include "engine/core/error.h"
#include "engine/core/queuedcallback.h"
#include "engine/sync/queue.h"

namespace engine {

/// What the iterator, the callbacks and the timer of as_completed() share in asyncio/tasks.py: it
/// is there as long as any of them may still come.
class CompletionOrder::State final : public Timer
{
public:
    static constexpr std::size_t LimitPassed = ~std::size_t{0};

    explicit State(std::size_t count)
        : m_todo(count)
    {
    }
    ~State() override { EventLoop::current().cancel(*this); }

    Queue<std::size_t> &done() noexcept { return m_done; }

    /// _on_completion()
    void completed(std::size_t index)
    {
        if (m_todo == 0)
            return; // the limit has passed
        m_done.putNowait(index);
        if (--m_todo == 0)
            EventLoop::current().cancel(*this);
    }

private:
    /// _on_timeout()
    void run() override
    {
        EventLoop::current().beginCallback(trace::Waker::Timer);
        for (; m_todo > 0; --m_todo)
            m_done.putNowait(LimitPassed);
    }

    Queue<std::size_t> m_done{"completed"};
    std::size_t m_todo;
};

namespace {

/// Owns itself until it is called or dropped.
template <class State>
class OnCompletion final : public QueuedCallback
{
public:
    OnCompletion(std::shared_ptr<State> state, FutureBase &future, std::size_t index)
        : m_state(std::move(state))
        , m_index(index)
    {
        watch(future);
    }

private:
    void called() override
    {
        m_state->completed(m_index);
        delete this;
    }
    void dropped() override { delete this; }

    std::shared_ptr<State> m_state;
    std::size_t m_index;
};

} // namespace

CompletionOrder::CompletionOrder(const std::vector<FutureRef<FutureBase>> &futures,
                                 std::optional<Time> limit)
    : m_state(std::make_shared<State>(futures.size()))
    , m_left(futures.size())
{
    for (std::size_t i = 0; i < futures.size(); ++i)
        new OnCompletion<State>(m_state, *futures[i], i);
    EventLoop &loop = EventLoop::current();
    if (limit && !futures.empty())
        loop.callAt(*m_state, loop.now() + *limit);
}

CompletionOrder::~CompletionOrder() = default;

Task<std::size_t> CompletionOrder::next()
{
    --m_left;
    const std::size_t index = co_await m_state->done().get();
    if (index == State::LimitPassed)
        throw TimeoutError();
    co_return index;
}

} // namespace engine
