#pragma once

#include "engine/loop/run.h"

#include <cstdint>
#include <functional>

namespace benchsupport {

/// Makes the coroutine of a run's main task; lives as long as the run.
using Main = std::function<engine::Task<>()>;

/// What is measured: the engine alone, or with each transition in the trace.
enum class Recording : std::uint8_t { Off, On };

/// Runs a main task to its end as asyncio.run() does, without a pause. Throws when it ends otherwise
/// than done: what has failed must not be measured.
void runToEnd(Main main, engine::Clock &clock, trace::Trace &trace);
/// The same with a trace of its own, on a virtual clock.
void runToEnd(Main main, Recording recording);

/// The program whose main task is what \a main returns.
std::unique_ptr<engine::Program> programOf(Main main);

} // namespace benchsupport
