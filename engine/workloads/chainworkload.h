#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Coroutines that await one another, in several chains at once.
Workload chainWorkload();

} // namespace engine
