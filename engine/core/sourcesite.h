#pragma once

#include <source_location>

namespace engine {

/// A place in the source, captured as a default argument. The function is the compilers' builtin
/// and not the location's: g++ 12 gives a coroutine's mangled actor there in place of its name.
struct SourceSite
{
    std::source_location where;
    const char *function = "";

    static constexpr SourceSite here(const char *function = __builtin_FUNCTION(),
                                     std::source_location where
                                     = std::source_location::current()) noexcept
    {
        return {where, function};
    }
};

} // namespace engine
