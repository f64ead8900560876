#include "engine/workloads/script/scriptmistake.h"

#include <algorithm>

namespace engine {

TextPlace placeIn(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, offset);
    const auto lineStart = before.rfind('\n') + 1; // 0 after npos
    const auto characters
        = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(lineStart), before.end(),
                        [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
    return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<std::size_t>(characters) + 1};
}

} // namespace engine
