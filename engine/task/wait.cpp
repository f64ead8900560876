#include "engine/task/wait.h"

namespace engine {

void Wait::suspend(std::coroutine_handle<> coroutine, PromiseBase &promise,
                   const trace::Wait &what) noexcept
{
    enter(coroutine, promise);
    suspendAgain(what);
}

void Wait::yield(std::coroutine_handle<> coroutine, PromiseBase &promise) noexcept
{
    enter(coroutine, promise);
    m_task->yield(m_site);
}

} // namespace engine
