#pragma once

#include "engine/core/futureawaiter.h"
#include "engine/qt/externalfuture.h"

#include <utility>

namespace engine::qt {

/// What the functions qt…() give: await it for the result of an F, an ExternalFuture that is made
/// when it is awaited, from an F::Source. Nothing is under way before that, and nothing when
/// the outcome is there already: then the task is not suspended.
///
/// The awaiting frame owns the F; F::result() is called at most once, by the resumed task.
template <class F>
class [[nodiscard]] ExternalWait
{
public:
    using Source = typename F::Source;

    explicit ExternalWait(Source source)
        : m_source(std::move(source))
    {
    }

    class Awaiter : public FutureAwaiter
    {
    public:
        Awaiter(ExternalWait &&wait, const SourceSite &site)
            : Awaiter(*new F(std::move(wait.m_source)), site)
        {
        }
        decltype(auto) await_resume()
        {
            throwIfFailed();
            return m_future.result();
        }

    private:
        // The base shares the ownership.
        Awaiter(F &future, const SourceSite &site) noexcept
            : FutureAwaiter(future, site)
            , m_future(future)
        {
        }

        F &m_future;
    };

private:
    Source m_source;
};

} // namespace engine::qt
