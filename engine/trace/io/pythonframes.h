#pragma once

#include "engine/trace/vocabulary.h"

#include <cstdint>
#include <string_view>

namespace trace {

/// "function (file.py:12)", as VizTracer names the functions of a Python program: with their
/// classes from Python 3.11 on.
struct PythonFrame
{
    std::string_view function; ///< all of another name
    std::string_view file;
    std::uint32_t line = 0; ///< where the function begins; 0: not told
};

PythonFrame frameOf(std::string_view name);

/// What the functions of asyncio's loops tell: one calls back, and the steps of tasks are within
/// such calls; one does a turn; one creates a task.
enum class LoopFrame : std::uint8_t { Other, Callback, Turn, Creation };
LoopFrame loopFrameOf(const PythonFrame &frame);

/// What a coroutine of asyncio waits for.
struct FrameWait
{
    std::string_view file; ///< of asyncio's
    std::string_view function; ///< empty: any other in it
    std::string_view word; ///< empty: that of the function
    Shape shape = Shape::Other;
};

/// Null: it is none of asyncio's, or of those not known.
const FrameWait *waitOf(const PythonFrame &frame);

} // namespace trace
