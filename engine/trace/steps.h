#pragma once

#include "engine/trace/trace.h"

#include <string>
#include <vector>

namespace trace {

/// The words for a wait: "sleep 3000000000" (ns), "queue.get", "task Task-2", …: the vocabulary
/// in which the conformance tests compare a run with CPython's asyncio.
std::string waitText(const Trace &trace, WaitId wait);

/// What each task waits on, or last waited on, by its TaskId; None where nothing is recorded.
std::vector<WaitId> lastWaits(const Trace &trace);

/// The task steps of \a trace, one tab-separated row each: time in ns, task, one of created,
/// resumed, suspended, finished, failed, cancelled, and a detail: the coroutine's name, the
/// exception thrown in, waitText(), or the exception's name. In the order in which they happened.
/// Tabs and line breaks in names are written \t, \n and \r.
std::string stepsText(const Trace &trace);

} // namespace trace
