#include "engine/sync/shield.h"

#include "engine/core/awaitedtasks.h"
#include "engine/core/queuedcallback.h"

namespace engine {

namespace {

/// _inner_done_callback() of asyncio's shield(). Owns itself until it is called, dropped or
/// removed.
class InnerDone final : public QueuedCallback
{
public:
    InnerDone(FutureRef<FutureBase> inner, FutureRef<PlainFuture> outer)
        : m_inner(std::move(inner))
        , m_outer(std::move(outer))
    {
        watch(*m_inner);
    }
    void remove() { delete this; }

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

/// _outer_done_callback(): of one that goes on alone nobody takes notice any more. Owns itself
/// until it is called or dropped.
class OuterDone final : public QueuedCallback
{
public:
    /// \a innerDone watches \a inner.
    OuterDone(PlainFuture &outer, FutureBase &inner, InnerDone &innerDone)
        : m_inner(&inner)
        , m_innerDone(innerDone)
    {
        watch(outer);
    }

private:
    void called() override
    {
        if (!m_inner->done())
            m_innerDone.remove();
        delete this;
    }
    void dropped() override { delete this; }

    FutureRef<FutureBase> m_inner;
    InnerDone &m_innerDone; ///< there as long as the inner future is not done
};

} // namespace

FutureRef<PlainFuture> shieldFuture(FutureBase &inner)
{
    if (inner.done())
        return {};
    FutureRef<FutureBase> shielded(&inner);
    FutureRef<PlainFuture> outer(new PlainFuture(trace::Reason::Shield, awaitedTask(shielded)));
    auto *innerDone = new InnerDone(std::move(shielded), outer);
    new OuterDone(*outer, inner, *innerDone);
    return outer;
}

} // namespace engine
