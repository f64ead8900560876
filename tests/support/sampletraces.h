#pragma once

#include "engine/trace/recorder.h"

#include <cstdint>
#include <memory>

/// Traces for tests of views, written through the trace's own interface by tiny programs that
/// need no engine. Equal arguments give equal traces.
namespace support {

/// Producers put items into a queue and sleep, consumers get and sleep, main gathers the
/// producers, joins the queue and cancels the consumers; in virtual time, seconds of sleep.
std::shared_ptr<trace::Recorder> queueTrace(int producers = 5, int consumers = 10,
                                            std::uint32_t seed = 444, std::uint32_t maxsize = 0);

/// \a tasks tasks that go through \a records transitions in an order that the rules of a
/// scheduler allow, some at one instant, some a long time apart; steps take time when
/// \a stepsTakeTime. Some tasks end, fail, are cancelled or lost.
std::shared_ptr<trace::Recorder> randomTrace(std::uint32_t seed, std::uint32_t tasks,
                                             std::size_t records, bool stepsTakeTime);

/// Task-2 sleeps 0.4 s and then blocks the loop for 0.8 s, while two others become ready.
std::shared_ptr<trace::Recorder> blockedTrace();

} // namespace support
