#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace engine {

/// The JSON of a script from \a source, the name of the file. Throws scenario::ArgumentError with
/// one sentence when it is none, is nested too deep, or gives a name twice in one object, of which
/// the library would keep only the last.
nlohmann::ordered_json parseScriptJson(std::string_view text, const std::string &source);

} // namespace engine
