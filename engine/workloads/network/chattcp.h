#pragma once

#include "engine/workloads/workload.h"

namespace engine::qt {

/// The chat room, which can also be one of real sockets on this machine.
Workload chatWorkload();

} // namespace engine::qt
