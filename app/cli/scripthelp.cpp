#include "app/cli/scripthelp.h"

#include "app/cli/commandline.h"
#include "app/session/scripttext.h"
#include "engine/scenario/parameter.h"
#include "engine/workloads/script/scriptexamples.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

namespace app {

namespace {

constexpr std::string_view Options = R"(
  --example NAME          print an example: {}
  --schema                print the JSON Schema of scripts, for other editors
)";

} // namespace

std::string scriptHelp()
{
    std::vector<std::string_view> names;
    for (const engine::ScriptExample &example : engine::scriptExamples())
        names.push_back(example.name);
    std::string lines;
    std::size_t width = 18; // that "print an example: " takes
    for (const std::string_view name : names) {
        const bool breaks = width > 0 && width + name.size() + 2 > 54;
        if (breaks)
            width = 0;
        lines += fmt::format("{}{}",
                             lines.empty() ? ""
                                 : breaks  ? ",\n                          "
                                           : ", ",
                             name);
        width += name.size() + 2;
    }
    const std::size_t place = Options.rfind("{}");
    return fmt::format("\n{}{}{}{}", scriptFormat().toStdString(), Options.substr(0, place), lines,
                       Options.substr(place + 2));
}

std::string scriptExample(std::string_view name)
{
    std::vector<std::string> names;
    for (const engine::ScriptExample &example : engine::scriptExamples()) {
        if (example.name == name)
            return std::string(example.text);
        names.emplace_back(example.name);
    }
    const std::string near = scenario::suggestion(name, names);
    throw CommandLineError(
        near.empty()
            ? fmt::format("There is no example \"{}\"; there are {}.", name, fmt::join(names, ", "))
            : fmt::format("There is no example \"{}\"; did you mean {}?", name, near));
}

} // namespace app
