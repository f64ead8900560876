#include "engine/sync/sleep.h"

#include <utility>

namespace engine {

void Sleep::Awaiter::leaveLoop() noexcept
{
    task()->loop().cancel(*this);
}

bool Sleep::Awaiter::cancel()
{
    if (std::exchange(m_over, true))
        return false;
    task()->wakeCancelled();
    return true;
}

void Sleep::Awaiter::run()
{
    task()->loop().beginCallback(trace::Waker::Timer);
    // _set_result_unless_cancelled() of asyncio/futures.py
    if (!std::exchange(m_over, true))
        task()->wake();
}

} // namespace engine
