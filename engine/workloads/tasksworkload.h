#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Tasks that run before they are awaited.
Workload tasksWorkload();

} // namespace engine
