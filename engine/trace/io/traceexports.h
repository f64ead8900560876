#pragma once

#include "engine/trace/io/tracefilewriter.h"

namespace trace {

/// Writes \a trace as Chrome Trace Event JSON, for Perfetto, chrome://tracing and others: a thread
/// for each task, with slices of what it does and waits for; counters of the queues' depths; flows
/// from who wakes to who is woken; instants for printed lines, marks and requests to cancel. Times
/// are microseconds.
void writeChromeTrace(const Trace &trace, const ByteSink &sink);

/// Writes the records of \a trace as CSV (RFC 4180), one a row, with a header: time in ns, what
/// happened, task, by whom or on what, and a detail.
void writeCsv(const Trace &trace, const ByteSink &sink);

} // namespace trace
