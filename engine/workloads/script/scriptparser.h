#pragma once

#include "engine/workloads/script/scriptmodel.h"

#include <string>
#include <string_view>

namespace engine {

/// Reads the script that \a text says. \a source is what messages call it. Throws ScriptMistake,
/// one sentence that says what is wrong and where: line and column of a syntax error, or task and
/// place of an operation ("main.3.t.0") and what should be there.
Script parseScript(std::string_view text, const std::string &source);

} // namespace engine
