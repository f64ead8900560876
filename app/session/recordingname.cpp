#include "app/session/recordingname.h"

#include <filesystem>
#include <fmt/format.h>

namespace app {

std::string recordingName(std::span<const std::string> command, const std::string &folder)
{
    namespace fs = std::filesystem;
    constexpr std::string_view Suffix = ".coroscope";
    // "python3 -X dev server.py --port 80" is called after its program.
    fs::path name = fs::path(command.front()).filename();
    for (const std::string &word : command) {
        if (fs::path(word).extension() == ".py") {
            name = fs::path(word).stem();
            break;
        }
    }
    std::error_code error;
    std::string file = name.string() + std::string(Suffix);
    for (int number = 2; fs::exists(fs::path(folder) / file, error); ++number)
        file = fmt::format("{}-{}{}", name.string(), number, Suffix);
    return file;
}

} // namespace app
