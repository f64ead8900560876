#include "engine/core/suspension.h"

namespace engine {

void Suspension::suspend(std::coroutine_handle<> coroutine, PromiseBase &promise,
                         const trace::Wait &what) noexcept
{
    m_task = &promise.task();
    m_task->setLeaf(coroutine, promise);
    suspendAgain(what);
}

} // namespace engine
