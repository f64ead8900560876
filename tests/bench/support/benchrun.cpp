#include "tests/bench/support/benchrun.h"

#include <limits>
#include <stdexcept>

namespace benchsupport {

void runToEnd(Main main, engine::Clock &clock, trace::Recorder &trace)
{
    static constexpr std::atomic<bool> Never{false};
    engine::Run run(programOf(std::move(main)), clock, trace);
    while (run.steps(std::numeric_limits<int>::max(), Never) == engine::Run::Status::Ran) {}
    if (!run.ended() || run.outcome() != trace::Outcome::Done)
        throw std::runtime_error("The run of a benchmark did not end well.");
}

void runToEnd(Main main, Recording recording)
{
    engine::VirtualClock clock;
    trace::Recorder trace;
    trace.setRecording(recording == Recording::On);
    runToEnd(std::move(main), clock, trace);
}

} // namespace benchsupport
