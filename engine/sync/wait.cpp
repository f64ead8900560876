#include "engine/sync/wait.h"

#include "engine/core/awaitedtasks.h"
#include "engine/core/error.h"
#include "engine/sync/at.h"
#include "engine/sync/release.h"

#include <algorithm>
#include <memory>
#include <span>

namespace engine {

namespace {

/// What the callbacks of one wait() share.
struct Countdown
{
    Future<> waiter;
    ReturnWhen when = ReturnWhen::AllCompleted;
    std::size_t left = 0;
};

/// _on_completion() of asyncio's _wait().
class OnCompletion final : public QueuedCallback
{
public:
    OnCompletion(Countdown &countdown, FutureRef<FutureBase> future)
        : m_countdown(countdown)
        , m_future(std::move(future))
    {
        watch(*m_future);
    }

private:
    void called() override
    {
        --m_countdown.left;
        const bool over = m_countdown.left == 0 || m_countdown.when == ReturnWhen::FirstCompleted
            || (m_countdown.when == ReturnWhen::FirstException && m_future->exception());
        if (over && !m_countdown.waiter.done())
            m_countdown.waiter.setResult();
    }

    Countdown &m_countdown;
    FutureRef<FutureBase> m_future;
};

} // namespace

Task<> waitForFutures(std::vector<FutureRef<FutureBase>> futures, ReturnWhen when,
                      std::optional<Time> limit, SourceSite site)
{
    if (futures.empty())
        throw ValueError("Set of Tasks/Futures is empty.");
    // Who waits again and again for what is left would have all told each time.
    constexpr std::size_t MostTold = 256;
    const auto told = std::span(futures).first(std::min(futures.size(), MostTold));
    const auto count = static_cast<std::uint32_t>(futures.size());
    Countdown countdown{Future<>(trace::Reason::Wait, awaitedTasks(told), count), when, count};
    ReleaseWhenDue due(countdown.waiter);
    EventLoop &loop = EventLoop::current();
    if (limit)
        loop.callAt(due, loop.now() + *limit);
    std::vector<std::unique_ptr<OnCompletion>> callbacks;
    callbacks.reserve(futures.size());
    for (FutureRef<FutureBase> &future : futures)
        callbacks.push_back(std::make_unique<OnCompletion>(countdown, std::move(future)));
    co_await at(site, countdown.waiter);
}

} // namespace engine
