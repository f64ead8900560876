#pragma once

#include "engine/scenario/scenario.h"

#include <vector>

namespace engine {

/// Every scenario, in the order of the gallery.
const std::vector<scenario::Scenario> &scenarios();

/// The one called \a name, or nullptr.
const scenario::Scenario *findScenario(std::string_view name);

} // namespace engine
