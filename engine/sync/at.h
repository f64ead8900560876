#pragma once

#include "engine/core/sourcesite.h"

#include <utility>

namespace engine {

/// An operation that is shown at another place than that of its co_await: library coroutines show
/// the line of their caller.
template <class Operation>
class At
{
public:
    At(const SourceSite &site, Operation operation)
        : m_site(site)
        , m_operation(std::move(operation))
    {
    }

    class Awaiter : public Operation::Awaiter
    {
    public:
        Awaiter(At &&at, const SourceSite &)
            : Operation::Awaiter(std::move(at.m_operation), at.m_site)
        {
        }
    };

private:
    SourceSite m_site;
    Operation m_operation;
};

template <class Operation>
At<Operation> at(const SourceSite &site, Operation operation)
{
    return At<Operation>(site, std::move(operation));
}

} // namespace engine
