#pragma once

#include "engine/run/program.h"
#include "engine/scenario/scenario.h"
#include "engine/scenario/seed.h"

#include <memory>

namespace engine {

/// A scenario and how to make its program.
struct Workload
{
    scenario::Scenario scenario;
    /// Throws scenario::ArgumentError when values that are fine each by itself cannot be run.
    std::unique_ptr<Program> (*make)(const scenario::Arguments &arguments) = nullptr;
    /// How many lines it prints when it comes to its end; null where that does not follow from its
    /// arguments.
    std::int64_t (*lines)(const scenario::Arguments &arguments) = nullptr;
};

/// The maker of a program that is constructed from its arguments.
template <class ProgramType>
std::unique_ptr<Program> makeProgramOf(const scenario::Arguments &arguments)
{
    return std::make_unique<ProgramType>(arguments);
}

/// The `--seed` of every scenario that draws random numbers: the notes' random.seed(444).
inline scenario::Parameter seedParameter()
{
    return scenario::Parameter::integer("seed", scenario::SeedTitle, 444, INT64_MIN, INT64_MAX,
                                        "What random.seed() is given.");
}

/// The most of a thing that a program may be told to make.
constexpr std::int64_t LargestCount = 1000;
/// The longest time, in seconds, that it may be told to take over one.
constexpr double LongestSeconds = 1e6;

} // namespace engine
