#pragma once

#include "engine/trace/tracebuilder.h"

#include <memory>
#include <string_view>

namespace support {

/// A run of CPython's own asyncio on a virtual clock, as the golden data tells it: its task steps
/// from \a steps, the text of a file that --steps writes, and what it printed, \a lines. Labels,
/// objects, amounts but those of sleeps, and who woke whom are not told there.
std::shared_ptr<const trace::Trace> goldenRun(std::string_view steps, std::string_view lines,
                                              trace::Outcome outcome);

} // namespace support
