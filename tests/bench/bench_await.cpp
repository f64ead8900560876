// Awaiting a coroutine directly, in one step: a call, as far as a program is concerned.

#include "engine/sync/yield.h"
#include "tests/bench/support/benchrun.h"

#include <benchmark/benchmark.h>

namespace {

using namespace benchsupport;

constexpr std::int64_t Calls = 1'000'000;

engine::Task<> ready()
{
    co_return;
}

engine::Task<> suspending()
{
    co_await engine::yield();
}

engine::Task<> awaitReady()
{
    for (std::int64_t i = 0; i < Calls; ++i)
        co_await ready();
}

engine::Task<> awaitSuspending()
{
    for (std::int64_t i = 0; i < Calls; ++i)
        co_await suspending();
}

void await(benchmark::State &state, engine::Task<> (*main)(), Recording recording)
{
    for (auto _ : state)
        runToEnd(main, recording);
    state.SetItemsProcessed(state.iterations() * Calls);
}

BENCHMARK_CAPTURE(await, ready_untraced, awaitReady, Recording::Off)->Name("await/untraced");
BENCHMARK_CAPTURE(await, ready_traced, awaitReady, Recording::On)->Name("await/traced");
BENCHMARK_CAPTURE(await, suspending_traced, awaitSuspending, Recording::On)
    ->Name("await/suspending");

} // namespace
