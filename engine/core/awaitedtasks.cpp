#include "engine/core/awaitedtasks.h"

#include "engine/core/eventloop.h"

#include <algorithm>

namespace engine {

std::uint32_t awaitedTasks(std::span<const FutureRef<FutureBase>> futures)
{
    trace::AwaitedId first = trace::AwaitedId::None;
    std::for_each(futures.rbegin(), futures.rend(), [&](const FutureRef<FutureBase> &future) {
        const trace::Wait wait = future->wait();
        if (wait.reason == trace::Reason::Task)
            first = EventLoop::current().trace().addAwaited({first, wait.task()});
    });
    return static_cast<std::uint32_t>(first);
}

std::uint32_t awaitedTask(const FutureRef<FutureBase> &future)
{
    return awaitedTasks(std::span(&future, 1));
}

} // namespace engine
