#include "engine/core/futureawaiter.h"

#include "engine/core/error.h"

#include <fmt/format.h>

namespace engine {

void FutureAwaiter::throwIfFailed()
{
    deliver();
    m_awaited->throwIfFailed();
}

// Task.__step() and Task.__repr__() of asyncio/tasks.py.
void FutureAwaiter::refuseItself(ScheduledTask &task, const SourceSite &site)
{
    const std::string name = task.loop().trace().taskName(task.id());
    const char quote = name.find('\'') == std::string::npos ? '\'' : '"';
    task.throwAtNextStep(std::make_exception_ptr(RuntimeError(fmt::format(
        "Task cannot await on itself: <Task pending name={0}{1}{0} "
        "coro=<{2}() running at {3}:{4}>>",
        quote, name, task.promise().name(), site.where.file_name(), site.where.line()))));
}

void FutureAwaiter::futureDone(FutureBase &future)
{
    if (future.cancelled())
        task()->wakeCancelled();
    else if (future.exception())
        task()->wakeWith(future.exception());
    else
        task()->wake();
}

} // namespace engine
