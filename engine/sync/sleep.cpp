#include "engine/sync/sleep.h"

namespace engine {

void Sleep::Awaiter::leaveLoop() noexcept
{
    task()->loop().cancel(*this);
}

bool Sleep::Awaiter::cancel()
{
    if (!end())
        return false;
    task()->wakeCancelled();
    return true;
}

void Sleep::Awaiter::run()
{
    task()->loop().beginCallback(trace::Waker::Timer);
    // _set_result_unless_cancelled() of asyncio/futures.py
    if (end())
        task()->wake();
}

} // namespace engine
