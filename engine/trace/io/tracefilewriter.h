#pragma once

#include "engine/trace/ending.h"
#include "engine/trace/trace.h"

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace trace {

/// A mark as it goes into a file.
struct FileMark
{
    std::size_t records = 0; ///< of the trace, which come before it
    Time time{0}; ///< between those of the records around it, or as near to that as can be
    TaskId task = TaskId::None; ///< that it is about; may be None
    std::string text;
};

/// What a saved file says of a run that its trace does not.
struct TraceFileExtras
{
    const Ending *ending = nullptr; ///< how it ended, with what its exceptions said; may be null
    std::map<std::string, std::string, std::less<>>
        properties; ///< see FORMAT.md; before those of the metadata
    /// In place of the marks of the trace, in ascending order of their records. Null: those of the
    /// trace.
    const std::vector<FileMark> *marks = nullptr;
};

/// Takes the next bytes of a file.
using ByteSink = std::function<void(std::span<const std::byte>)>;

/// Writes \a trace as a trace file, from its beginning to what has been published: what a
/// TraceFileReader makes of it is the same trace, id for id, but for marks that are put in. A time
/// that is the latest of all comes back 1 ns earlier. Whatever \a sink throws ends it.
void writeTraceFile(const Trace &trace, const TraceFileExtras &extras, const ByteSink &sink);

} // namespace trace
