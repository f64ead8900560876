#pragma once

#include <cstdint>

namespace benchsupport {

/// How often this program has called operator new. Linking this in replaces that operator.
std::uint64_t allocations() noexcept;

} // namespace benchsupport
