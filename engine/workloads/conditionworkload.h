#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// A stock that a producer fills in batches and consumers wait for.
Workload conditionWorkload();

} // namespace engine
