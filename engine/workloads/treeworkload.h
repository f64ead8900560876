#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Tasks that create tasks and await them.
Workload treeWorkload();

} // namespace engine
