#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// A room that admits only so many workers at once.
Workload semaphoreWorkload();

} // namespace engine
