#include "app/cli/standardoutput.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <stdexcept>

namespace app {

void writeToStandardOutput(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw std::runtime_error(
            fmt::format("Cannot write to standard output: {}.", std::strerror(errno)));
}

} // namespace app
