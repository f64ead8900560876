#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Work that may take too long, with a limit that ends it.
Workload timeoutWorkload();

} // namespace engine
