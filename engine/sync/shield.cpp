#include "engine/sync/shield.h"

#include "engine/core/queuedcallback.h"

namespace engine {

namespace {

/// _inner_done_callback() of asyncio's shield(). Owns itself until it is called or dropped.
class InnerDone final : public QueuedCallback
{
public:
    InnerDone(FutureRef<FutureBase> inner, FutureRef<PlainFuture> outer)
        : m_inner(std::move(inner))
        , m_outer(std::move(outer))
    {
        watch(*m_inner);
    }

private:
    void called() override
    {
        if (m_outer->cancelled())
            static_cast<void>(m_inner->exception()); // taken notice of, as asyncio does
        else if (m_inner->cancelled())
            m_outer->cancel();
        else
            m_outer->setDone(m_inner->exception());
        delete this;
    }
    void dropped() override { delete this; }

    FutureRef<FutureBase> m_inner;
    FutureRef<PlainFuture> m_outer;
};

} // namespace

FutureRef<PlainFuture> shieldFuture(FutureBase &inner)
{
    if (inner.done())
        return {};
    FutureRef<PlainFuture> outer(new PlainFuture(trace::Reason::Shield));
    new InnerDone(FutureRef<FutureBase>(&inner), outer);
    return outer;
}

} // namespace engine
