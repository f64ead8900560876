#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// Tasks that give way after every turn.
Workload roundsWorkload();

} // namespace engine
