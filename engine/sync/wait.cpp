#include "engine/sync/wait.h"

#include "engine/core/error.h"
#include "engine/sync/at.h"
#include "engine/sync/release.h"

#include <memory>

namespace engine {

namespace {

/// What the callbacks of one wait() share.
struct Countdown
{
    Future<> waiter{trace::Reason::Wait};
    ReturnWhen when = ReturnWhen::AllCompleted;
    std::size_t left = 0;
};

/// _on_completion() of asyncio's _wait().
class OnCompletion final : public QueuedCallback
{
public:
    OnCompletion(Countdown &countdown, FutureRef<ScheduledTask> task)
        : m_countdown(countdown)
        , m_task(std::move(task))
    {
        watch(*m_task);
    }

private:
    void called() override
    {
        --m_countdown.left;
        const bool over = m_countdown.left == 0 || m_countdown.when == ReturnWhen::FirstCompleted
            || (m_countdown.when == ReturnWhen::FirstException && m_task->exception());
        if (over && !m_countdown.waiter.done())
            m_countdown.waiter.setResult();
    }

    Countdown &m_countdown;
    FutureRef<ScheduledTask> m_task;
};

} // namespace

Task<> waitForTasks(std::vector<FutureRef<ScheduledTask>> tasks, ReturnWhen when,
                    std::optional<Time> limit, SourceSite site)
{
    if (tasks.empty())
        throw ValueError("There is no task to wait for.");
    Countdown countdown;
    countdown.when = when;
    countdown.left = tasks.size();
    ReleaseWhenDue due(countdown.waiter);
    EventLoop &loop = EventLoop::current();
    if (limit)
        loop.callAt(due, loop.now() + *limit);
    std::vector<std::unique_ptr<OnCompletion>> callbacks;
    callbacks.reserve(tasks.size());
    for (FutureRef<ScheduledTask> &task : tasks)
        callbacks.push_back(std::make_unique<OnCompletion>(countdown, std::move(task)));
    co_await at(site, countdown.waiter);
}

} // namespace engine
