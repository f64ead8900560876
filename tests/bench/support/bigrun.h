#pragma once

#include "engine/core/clock.h"
#include "engine/run/run.h"
#include "engine/trace/recorder.h"

#include <cstddef>
#include <memory>

namespace benchsupport {

/// Of the big traces: ten million, fewer in a smoke run.
std::size_t wantedTransitions();

/// A run of the real engine that can be made as long as one likes: half of its tasks sleep and put
/// into one queue, half get and sleep, for random times. On the virtual clock, always the same.
class BigRun
{
public:
    /// \a skew true: one task makes nine tenths of the transitions.
    explicit BigRun(int tasks, bool skew = false);

    /// Runs until the trace has at least \a records transitions.
    void runTo(std::size_t records);

    std::shared_ptr<const trace::Trace> trace() const { return m_trace; }

private:
    engine::VirtualClock m_clock;
    std::shared_ptr<trace::Recorder> m_trace = std::make_shared<trace::Recorder>();
    std::unique_ptr<engine::Run> m_run;
};

} // namespace benchsupport
