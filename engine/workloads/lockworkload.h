#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// A counter that loses additions without a lock.
Workload lockWorkload();

} // namespace engine
