// The memory of tasks that sleep, in processes of their own: what other benchmarks had used and
// given back would be used again.

#include "tests/bench/support/benchrun.h"
#include "tests/bench/support/residentbytes.h"
#include "tests/bench/support/sleepers.h"

#include <benchmark/benchmark.h>

namespace {

using namespace benchsupport;

/// Resident bytes a task once all of them sleep.
double bytesOfSleepers(std::int64_t tasks, Recording recording)
{
    return inFreshProcess([&](const Growth &growth) {
        engine::VirtualClock clock;
        trace::Recorder trace;
        trace.setRecording(recording == Recording::On);
        engine::Run run(programOf([&] { return sleepers(tasks, std::chrono::hours(1)); }), clock,
                        trace);
        while (clock.now() == trace::Time{0})
            run.step();
        return growth() / static_cast<double>(tasks);
    });
}

void memory(benchmark::State &state, Recording recording)
{
    double bytes = 0;
    for (auto _ : state)
        bytes = bytesOfSleepers(state.range(0), recording);
    state.counters["bytes"] = bytes;
}

BENCHMARK_CAPTURE(memory, untraced, Recording::Off)
    ->Name("sleepers/untraced")
    ->Iterations(1)
    ->Arg(1'000'000);
BENCHMARK_CAPTURE(memory, traced, Recording::On)
    ->Name("sleepers/traced")
    ->Iterations(1)
    ->RangeMultiplier(10)
    ->Range(1000, 1'000'000);

} // namespace
