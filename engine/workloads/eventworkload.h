#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// One event that wakes all who wait for it.
Workload eventWorkload();

} // namespace engine
