#pragma once

#include "engine/workloads/script/scriptmodel.h"

#include <string>
#include <string_view>

namespace engine {

/// Reads the script in the file at \a path; the first example when that is empty. Throws scenario::ArgumentError, one sentence that says
/// what is wrong and where: line and column of a syntax error, or task and place of an operation
/// ("main.3.t.0") and what should be there.
Script readScript(const std::string &path);

/// The same of a \a text. \a source is what messages call it.
Script parseScript(std::string_view text, const std::string &source);

} // namespace engine
