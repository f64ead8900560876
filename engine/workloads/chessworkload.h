#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// A chess exhibition on many boards, one after another or all at once.
Workload chessWorkload();

} // namespace engine
