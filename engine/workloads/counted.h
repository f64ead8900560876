#pragma once

#include <cstdint>
#include <fmt/format.h>
#include <string>
#include <string_view>

namespace engine {

/// "1 job", "2 jobs": a \a count of what the English \a noun, which takes an s, names.
inline std::string counted(std::int64_t count, std::string_view noun)
{
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

} // namespace engine
