#include "engine/sync/waitfor.h"

#include "engine/core/awaitedtasks.h"
#include "engine/core/error.h"
#include "engine/sync/release.h"

namespace engine {

namespace {

// _cancel_and_wait() of asyncio/tasks.py.
Task<> cancelAndWait(FutureRef<FutureBase> future, SourceSite site)
{
    const Future<> waiter(trace::Reason::CancelAndWait, awaitedTask(future));
    ReleaseWhenDone release(waiter);
    release.watch(*future);
    future->cancel();
    co_await at(site, waiter);
}

} // namespace

Task<> waitUntilDone(FutureRef<FutureBase> future, double limit, SourceSite site)
{
    bool cancelled = false;
    if (!(limit <= 0)) { // a limit is one even if it rounds to no time at all
        const Future<> waiter(trace::Reason::WaitFor, awaitedTask(future));
        ReleaseWhenDue due(waiter);
        EventLoop &loop = EventLoop::current();
        loop.callAt(due, loop.now() + toTime(limit));
        ReleaseWhenDone done(waiter);
        done.watch(*future);
        try {
            co_await at(site, waiter);
        } catch (const CancelledError &) {
            cancelled = true;
        }
        // A result that is there is returned, even to a task that is being cancelled.
        if (future->done())
            co_return;
        done.stopWatching();
        co_await cancelAndWait(future, site);
    } else {
        if (future->done())
            co_return;
        co_await cancelAndWait(future, site);
    }
    if (cancelled)
        throw CancelledError();
    if (future->cancelled())
        throw TimeoutError();
}

} // namespace engine
