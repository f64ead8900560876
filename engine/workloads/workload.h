#pragma once

#include "engine/scenario/scenario.h"
#include "engine/workloads/program.h"

#include <memory>

namespace engine {

/// A scenario and how to make its program.
struct Workload
{
    scenario::Scenario scenario;
    std::unique_ptr<Program> (*make)(const scenario::Arguments &arguments);
};

/// The `--seed` of every scenario that draws random numbers: the notes' random.seed(444).
inline scenario::Parameter seedParameter()
{
    return scenario::Parameter::integer("seed", "Seed", 444, INT64_MIN, INT64_MAX,
                                        "What random.seed() is given.");
}

} // namespace engine
