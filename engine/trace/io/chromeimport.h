#pragma once

#include "engine/trace/ending.h"
#include "engine/trace/io/bytesource.h"
#include "engine/trace/trace.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace trace {

/// A run as Chrome Trace Event JSON tells it, and what it does not tell, or is not shown.
struct ChromeImport
{
    std::shared_ptr<const Trace> trace;
    std::optional<Ending> ending; ///< how the run ended, if that is told
    std::string title; ///< the name of its process; may be empty
    std::uint64_t leftOut = 0; ///< events that are no slices: counters, flows, instants, …
    std::uint64_t calls = 0; ///< slices within a step: of functions that it calls
    std::uint64_t wrong
        = 0; ///< events that cannot be: an end without a beginning, a time without end
    std::uint64_t foundlings = 0; ///< tasks of which it is not told who has created them
    bool hasSteps = false; ///< some tasks are told to run, and not only what they are in
    bool hasSpans = false; ///< of some it is only told what they are in: nesting async slices
    bool hasWaits = false; ///< of some it is told what for: calls within their steps tell it
    bool isOurs = false; ///< writeChromeTrace() has written it
    bool cut = false; ///< it ends amid an event
};

/// Reads all of \a bytes and makes a run of them; nothing when \a goOn, which is asked now and then
/// and told the share that has been read, from 0 to 1, says no. Throws ChromeEventsError where they
/// are no such JSON.
///
/// A thread of it is a task, which runs in its slices: so VizTracer (`--log_async`) shows
/// asyncio's. One that is seen to call back is that of a loop, and no task, when others do all that
/// they do within its calls: what they do within one such call is a step; between two steps a task
/// waits in the coroutines that it has left and enters again. What they create in one turn of it
/// begins in the next: so it is known who has created whom. Nesting async slices of one id are a
/// task, too, which is in the innermost of them.
///
/// What writeChromeTrace() has written comes back record by record, as far as it tells, in whatever
/// order its events are; a task that goes on when the recording ends does so here, too. Flows are
/// passed over.
std::optional<ChromeImport> readChromeTrace(ByteSource &bytes,
                                            const std::function<bool(double)> &goOn);

} // namespace trace
