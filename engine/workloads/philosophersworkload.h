#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Dining philosophers, polite or deadlocked.
Workload philosophersWorkload();

} // namespace engine
