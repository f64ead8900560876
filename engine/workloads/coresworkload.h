#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// The same computing tasks on one loop, and on several loops in threads of their own.
Workload coresWorkload();

} // namespace engine
