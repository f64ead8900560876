#pragma once

#include "engine/workloads/script/scriptvalue.h"

#include <string>

namespace engine {

/// \a json for a message: short, and without what a terminal would not show.
std::string excerpt(const ScriptValue &json);

} // namespace engine
