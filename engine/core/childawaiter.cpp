#include "engine/core/childawaiter.h"

#include <vector>

namespace engine {

// Every co_await of a coroutine. A place that is not known stays so until something suspends there:
// most that a recursion comes to never do.
void ChildAwaiterBase::recallChain(const trace::Recorder &trace) noexcept
{
    const ChildAwaiterBase *above = m_parent->owner();
    const trace::ChainId parent = above == nullptr ? trace::ChainId::None : above->m_chain;
    if (const trace::ChainId *known = trace.recallAwait(parent, m_where))
        m_chain = *known;
}

// Without recursion, as coroutines await each other to any depth.
trace::ChainId ChildAwaiterBase::findChain(trace::Recorder &trace) noexcept
{
    if (m_chain != UnknownChain)
        return m_chain;
    static thread_local std::vector<ChildAwaiterBase *> unknown;
    unknown.assign(1, this);
    trace::ChainId chain = trace::ChainId::None;
    for (ChildAwaiterBase *owner = m_parent->owner(); owner != nullptr;
         owner = owner->m_parent->owner()) {
        if (owner->m_chain != UnknownChain) {
            chain = owner->m_chain;
            break;
        }
        unknown.push_back(owner);
    }
    for (auto awaiter = unknown.rbegin(); awaiter != unknown.rend(); ++awaiter) {
        chain = trace.awaitAt(chain, (*awaiter)->m_where, (*awaiter)->m_parent->name());
        (*awaiter)->m_chain = chain;
    }
    return chain;
}

} // namespace engine
