#pragma once

#include "engine/task/task.h"

#include <cstdint>

namespace benchsupport {

/// The workload of the switch benchmarks: \a tasks tasks that hand control on with sleep(0),
/// \a switches times in all.
engine::Task<> switchers(std::int64_t tasks, std::int64_t switches);

} // namespace benchsupport
