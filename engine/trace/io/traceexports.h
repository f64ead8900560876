#pragma once

#include "engine/trace/io/tracefilewriter.h"

#include <array>
#include <string_view>

namespace trace {

/// How an export says that a run has ended, by Outcome.
inline constexpr std::array<std::string_view, 4> OutcomeWords{"done", "failed", "deadlocked",
                                                              "stopped"};

/// Writes \a trace as Chrome Trace Event JSON, for Perfetto, chrome://tracing and others: a thread
/// for each task, with slices of what it does and waits for, which say how they end; counters of
/// the queues' depths, with the kind of queue as category; flows from who wakes to who is woken;
/// instants for printed lines, marks, requests to cancel and the end of the run. Times are
/// microseconds.
void writeChromeTrace(const Trace &trace, const ByteSink &sink);

/// Writes the records of \a trace as CSV (RFC 4180), one a row, with a header: time in ns, what
/// happened, task, by whom or on what, and a detail.
void writeCsv(const Trace &trace, const ByteSink &sink);

} // namespace trace
