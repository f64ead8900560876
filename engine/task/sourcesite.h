#pragma once

#include <cstdint>

namespace engine {

/// A place in the source, captured as a default argument. The compilers' builtins and not
/// std::source_location: g++ 12 gives a coroutine's mangled actor there in place of its name.
struct SourceSite
{
    const char *file = "";
    const char *function = "";
    std::uint32_t line = 0;

    static constexpr SourceSite here(const char *file = __builtin_FILE(),
                                     const char *function = __builtin_FUNCTION(),
                                     int line = __builtin_LINE()) noexcept
    {
        return {file, function, static_cast<std::uint32_t>(line)};
    }
};

} // namespace engine
