#pragma once

#include "engine/workloads/script/scriptvalue.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// The JSON of a script from \a source, the name of the file, as Python's json reads it: integers
/// of any size, NaN and Infinity, numbers beyond a float, lone surrogates; of a key that comes
/// twice the last value. Throws ScriptMistake with one sentence when it is none, is nested too
/// deep, or names one of the script's objects or tasks twice, of which Python would keep only the
/// last. \a begins, where it is not null, becomes the offsets in \a text at which the values begin,
/// in that order: a list before its elements.
ScriptValue parseScriptJson(std::string_view text, const std::string &source,
                            std::vector<std::size_t> *begins = nullptr);

} // namespace engine
