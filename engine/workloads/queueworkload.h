#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Producers and consumers around one queue.
Workload queueWorkload();

} // namespace engine
