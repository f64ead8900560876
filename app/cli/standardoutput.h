#pragma once

#include <string_view>

namespace app {

/// Writes \a text to standard output at once. Throws std::runtime_error with a sentence when that
/// cannot be done.
void writeToStandardOutput(std::string_view text);

} // namespace app
