#pragma once

#include "engine/run/run.h"
#include "tests/support/functionprogram.h"

#include <cstdint>

namespace benchsupport {

using support::Main;
using support::programOf;

/// What is measured: the engine alone, or with each transition in the trace.
enum class Recording : std::uint8_t { Off, On };

/// Runs a main task to its end as asyncio.run() does, without a pause. Throws when it ends
/// otherwise than done: what has failed must not be measured.
void runToEnd(Main main, engine::Clock &clock, trace::Recorder &trace);
/// The same with a trace of its own, on a virtual clock.
void runToEnd(Main main, Recording recording);

} // namespace benchsupport
