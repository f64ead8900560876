#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Ways to cancel a sleeping task, and ways for it to take that.
Workload cancelWorkload();

} // namespace engine
