#pragma once

#include "engine/workloads/workload.h"

namespace engine {

/// The same greeting several times at once, with a sleep in it that blocks or does not.
Workload helloWorkload();

} // namespace engine
