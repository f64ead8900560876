#include "engine/task/promisebase.h"

#include "engine/task/childawaiter.h"

namespace engine {

void PromiseBase::returnToOwner() const noexcept
{
    if (m_owner != nullptr)
        m_task->transferTo(m_owner->m_parentCoroutine);
}

} // namespace engine
