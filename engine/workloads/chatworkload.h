#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// A chat room of queues.
Workload chatWorkload();

} // namespace engine
