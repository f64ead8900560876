#pragma once

#include "engine/task/task.h"
#include "engine/trace/record.h"

#include <cstdint>

namespace benchsupport {

/// Spawns \a tasks tasks that sleep for \a delay, and ends 2 ns later.
engine::Task<> sleepers(std::int64_t tasks, trace::Time delay);

} // namespace benchsupport
