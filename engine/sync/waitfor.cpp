#include "engine/sync/waitfor.h"

#include "engine/core/error.h"
#include "engine/sync/release.h"

namespace engine {

namespace {

// _cancel_and_wait() of asyncio/tasks.py.
Task<> cancelAndWait(FutureRef<ScheduledTask> task, SourceSite site)
{
    const Future<> waiter(trace::Reason::CancelAndWait);
    ReleaseWhenDone release(waiter);
    release.watch(*task);
    task->cancel();
    co_await at(site, waiter);
}

} // namespace

Task<> waitUntilDone(FutureRef<ScheduledTask> task, Time limit, SourceSite site)
{
    bool cancelled = false;
    if (limit > Time{0}) {
        const Future<> waiter(trace::Reason::WaitFor);
        ReleaseWhenDue due(waiter);
        EventLoop &loop = EventLoop::current();
        loop.callAt(due, loop.now() + limit);
        ReleaseWhenDone done(waiter);
        done.watch(*task);
        try {
            co_await at(site, waiter);
        } catch (const CancelledError &) {
            cancelled = true;
        }
        // A result that is there is returned, even to a task that is being cancelled.
        if (task->done())
            co_return;
        done.stopWatching();
        co_await cancelAndWait(task, site);
    } else {
        if (task->done())
            co_return;
        co_await cancelAndWait(task, site);
    }
    if (cancelled)
        throw CancelledError();
    if (task->cancelled())
        throw TimeoutError();
}

} // namespace engine
