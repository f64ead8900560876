#include "engine/core/promisebase.h"

#include "engine/core/childawaiter.h"

namespace engine {

void PromiseBase::returnToOwner(std::coroutine_handle<> self) const noexcept
{
    m_task->transferTo(m_owner != nullptr ? m_owner->m_parentCoroutine : self);
}

} // namespace engine
