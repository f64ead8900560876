#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Tasks that draw numbers until one is high enough.
Workload randomWorkload();

} // namespace engine
