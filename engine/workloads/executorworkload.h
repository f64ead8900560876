#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Blocking jobs beside a heartbeat, on the loop or on worker threads.
Workload executorWorkload();

} // namespace engine
