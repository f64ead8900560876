#pragma once

#include "engine/workloads/script/scriptmodel.h"

#include <string>

namespace engine {

/// Reads the script in the file at \a path; the first example when that is empty. Throws as
/// parseScript().
Script readScript(const std::string &path);

} // namespace engine
