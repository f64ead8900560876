#pragma once

#include <span>
#include <string>

namespace app {

/// The name of a file in \a folder, or the current one, that is not there yet, after the program
/// that \a command runs: "server.coroscope", "server-2.coroscope", ….
std::string recordingName(std::span<const std::string> command, const std::string &folder = {});

} // namespace app
