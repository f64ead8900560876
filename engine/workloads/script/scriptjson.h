#pragma once

#include "engine/workloads/script/scriptvalue.h"

#include <string>
#include <string_view>

namespace engine {

/// The JSON of a script from \a source, the name of the file, as Python's json reads it: integers
/// of any size, NaN and Infinity, numbers beyond a float, lone surrogates. Throws
/// scenario::ArgumentError with one sentence when it is none, is nested too deep, or gives a name
/// twice in one object, of which Python would keep only the last.
ScriptValue parseScriptJson(std::string_view text, const std::string &source);

} // namespace engine
