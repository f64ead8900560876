#include "engine/workloads/script/scriptfile.h"

#include "engine/scenario/parameter.h"
#include "engine/workloads/script/scriptexamples.h"
#include "engine/workloads/script/scriptparser.h"

#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <system_error>

namespace engine {

namespace {

constexpr std::size_t LargestFile = 16U << 20;

[[noreturn]] void cannotRead(const std::string &path, const std::string &why)
{
    throw scenario::ArgumentError(fmt::format("Cannot read the script {}: {}.", path, why));
}

} // namespace

Script readScript(const std::string &path, const std::string &program)
{
    const std::string text = scriptText(path, program);
    return parseScript(text,
                       !path.empty()          ? path
                           : !program.empty() ? "the program"
                                              : std::string(scriptExamples().front().name));
}

std::string scriptText(const std::string &path, const std::string &program)
{
    if (!path.empty() && !program.empty())
        throw scenario::ArgumentError("--file and --program are two scripts; give one of them.");
    if (path.empty())
        return program.empty() ? std::string(scriptExamples().front().text) : program;
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        cannotRead(path, "it is a folder; name a file");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        cannotRead(path, std::generic_category().message(errno));
    std::string text(LargestFile + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad())
        cannotRead(path, std::generic_category().message(errno));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > LargestFile)
        cannotRead(path, fmt::format("it is larger than {} MiB", LargestFile >> 20));
    return text;
}

} // namespace engine
