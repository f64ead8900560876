#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// A program that somebody wrote as JSON.
Workload scriptWorkload();

} // namespace engine
