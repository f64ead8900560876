#pragma once

#include "engine/core/error.h"
#include "engine/core/futureawaiter.h"

#include <optional>
#include <type_traits>

namespace engine {

/// A future that somebody completes by hand; its result is beside it, in Future<T>.
class PlainFuture : public FutureBase
{
public:
    /// \a reason, \a what and \a amount: what a task that awaits this is shown to wait for, see
    /// trace::Wait.
    explicit PlainFuture(trace::Reason reason, std::uint32_t what = trace::Wait().what,
                         std::uint32_t amount = 0) noexcept
        : m_reason(reason)
        , m_what(what)
        , m_amount(amount)
    {
    }

    bool cancel() override
    {
        if (done()) {
            static_cast<void>(exception()); // taken notice of, as by Future.cancel() of asyncio
            return false;
        }
        setCancelled();
        return true;
    }
    trace::Wait wait() const override
    {
        trace::Wait wait;
        wait.reason = m_reason;
        wait.what = m_what;
        wait.amount = m_amount;
        return wait;
    }
    /// With a result when \a exception is null, else with that in its place.
    void setDone(std::exception_ptr exception = {})
    {
        const FutureRef<PlainFuture> self(this);
        FutureBase::setDone(std::move(exception));
        EventLoop::keepFailed(*this);
    }

private:
    trace::Reason m_reason;
    std::uint32_t m_what;
    std::uint32_t m_amount;
};

/// A share in a future whose result is a T: asyncio.Future. Await it for the result, or for the
/// exception that it was given.
template <class T = void>
class Future
{
public:
    /// See PlainFuture.
    explicit Future(trace::Reason reason = trace::Reason::Future,
                    std::uint32_t what = trace::Wait().what, std::uint32_t amount = 0)
        : m_state(new State(reason, what, amount))
    {
    }

    bool done() const noexcept { return m_state->done(); }
    bool cancelled() const noexcept { return m_state->cancelled(); }
    /// See FutureBase::cancel().
    bool cancel() const { return m_state->cancel(); }
    PlainFuture &state() const noexcept { return *m_state; }

    // Throw InvalidStateError when it is done.
    template <class... Value>
    void setResult(Value &&...value) const
    {
        requirePending();
        if constexpr (!std::is_void_v<T>)
            m_state->result.emplace(std::forward<Value>(value)...);
        m_state->setDone();
    }
    void setException(std::exception_ptr exception) const
    {
        requirePending();
        m_state->setDone(std::move(exception));
    }

    /// It is done; throws when it ended otherwise than with a result.
    T result() const
    {
        m_state->throwIfFailed();
        if constexpr (!std::is_void_v<T>)
            return *m_state->result;
    }

    class Awaiter : public FutureAwaiter
    {
    public:
        Awaiter(const Future &future, const SourceSite &site) noexcept
            : FutureAwaiter(*future.m_state, site)
            , m_future(future)
        {
        }
        T await_resume()
        {
            throwIfFailed();
            return m_future.result();
        }

    private:
        Future m_future;
    };

private:
    struct Nothing
    {
    };
    struct State final : PlainFuture
    {
        using PlainFuture::PlainFuture;
        std::optional<std::conditional_t<std::is_void_v<T>, Nothing, T>> result;
    };

    void requirePending() const;

    FutureRef<State> m_state;
};

template <class T>
void Future<T>::requirePending() const
{
    if (done())
        throw InvalidStateError();
}

} // namespace engine
