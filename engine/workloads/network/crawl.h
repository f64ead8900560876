#pragma once

#include "engine/workloads/workload.h"

namespace engine::qt {

/// The notes' full program: fetches pages at the same time, finds their links and writes them to
/// a file.
Workload crawlWorkload();

} // namespace engine::qt
