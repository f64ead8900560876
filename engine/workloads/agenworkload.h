#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Asynchronous generators: loops over them interleave, comprehensions do not.
Workload agenWorkload();

} // namespace engine
