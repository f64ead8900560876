#pragma once

#include "engine/run/program.h"
#include "engine/scenario/scenario.h"
#include "engine/workloads/workload.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace engine {

/// Every scenario, in the order of the gallery.
const std::vector<scenario::Scenario> &scenarios();

/// The one called \a name, or nullptr.
const scenario::Scenario *findScenario(std::string_view name);

/// Adds a workload that this library does not know, in the place of the one with its name if there
/// is one. Before anybody asks for the scenarios.
void addWorkload(Workload workload);

/// A program for one run of \a arguments' scenario, which is one of scenarios().
std::unique_ptr<Program> makeProgram(const scenario::Arguments &arguments);
/// The same for each run of them.
ProgramMaker programMaker(const scenario::Arguments &arguments);
/// How many lines a run of \a arguments prints when it comes to its end, where that can be
/// foreseen: so that one can say how far it is.
std::optional<std::int64_t> linesOf(const scenario::Arguments &arguments);

} // namespace engine
