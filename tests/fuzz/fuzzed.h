#pragma once

#include "engine/trace/trace.h"

#include <cstddef>
#include <memory>
#include <vector>

/// What the targets have in common. What does not hold ends the program.
namespace fuzzed {

void require(bool holds, const char *what);

/// Follows a trace file that shows itself in \a parts parts; null: it cannot be opened.
std::shared_ptr<const trace::Trace> traceOf(const std::vector<std::byte> &bytes, std::size_t parts);

/// Its records follow each other in time and are of known kinds.
void check(const trace::Trace &trace);
/// What is saved of it comes back.
void checkSaved(const trace::Trace &trace);

} // namespace fuzzed
