#pragma once

#include <cstdint>
#include <functional>

namespace benchsupport {

/// How much this process's resident memory has grown since it began, in bytes.
using Growth = std::function<double()>;

/// Calls \a measure in a child process, whose memory nothing has used before, and returns what it
/// returns. Throws when the child fails.
double inFreshProcess(const std::function<double(const Growth &)> &measure);

} // namespace benchsupport
