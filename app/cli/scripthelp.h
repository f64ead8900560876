#pragma once

#include <string>
#include <string_view>

namespace app {

/// How a script is written, for `coroscope run script --help`.
std::string scriptHelp();

/// The text of the example \a name. Throws CommandLineError when there is none.
std::string scriptExample(std::string_view name);

} // namespace app
