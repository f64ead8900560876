#pragma once

#include "engine/core/futurebase.h"

#include <span>

namespace engine {

/// trace::Wait::what of a wait for \a futures together: the tasks among them, which the current
/// loop's trace keeps.
std::uint32_t awaitedTasks(std::span<const FutureRef<FutureBase>> futures);
/// The same for one alone.
std::uint32_t awaitedTask(const FutureRef<FutureBase> &future);

} // namespace engine
