#pragma once

#include "engine/workloads/script/scriptmodel.h"

#include <string>

namespace engine {

/// Reads the script in the file at \a path, or the one whose text \a program is; the first example
/// when both are empty. Throws as parseScript(), and scenario::ArgumentError when there is no such
/// file or neither is empty.
Script readScript(const std::string &path, const std::string &program);
/// What that is written in, which may be no script.
std::string scriptText(const std::string &path, const std::string &program);

} // namespace engine
