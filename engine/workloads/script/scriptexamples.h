#pragma once

#include <span>
#include <string_view>

namespace engine {

/// A script of resources/scripts/, which is part of the program.
struct ScriptExample
{
    std::string_view name;
    std::string_view text;
};

/// The first is what runs when no file is given.
std::span<const ScriptExample> scriptExamples();

/// The JSON Schema (draft 7) of scripts, resources/script.schema.json: what can be said of one
/// without knowing which names there are.
std::string_view scriptSchema();

} // namespace engine
