// A task switch: sleep(0), asyncio's way of letting the others run.

#include "tests/bench/support/allocations.h"
#include "tests/bench/support/benchrun.h"
#include "tests/bench/support/switchers.h"

#include <benchmark/benchmark.h>
#include <coroutine>
#include <exception>
#include <vector>

namespace {

using namespace benchsupport;

constexpr std::int64_t Switches = 1'000'000;

/// The floor under any scheduler: coroutine handles that go round in a ring.
class RawRing
{
public:
    void push(std::coroutine_handle<> coroutine) { m_slots[m_tail++ & Mask] = coroutine; }
    void resumeFirst() { m_slots[m_head++ & Mask].resume(); }

private:
    static constexpr std::size_t Mask = 131'071;

    std::vector<std::coroutine_handle<>> m_slots{Mask + 1};
    std::size_t m_head = 0;
    std::size_t m_tail = 0;
};

struct RawCoroutine
{
    struct promise_type
    {
        RawCoroutine get_return_object()
        {
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void unhandled_exception() const { std::terminate(); }
        void return_void() const {}
    };
    std::coroutine_handle<promise_type> handle;
};

class ToTheEndOf
{
public:
    explicit ToTheEndOf(RawRing &ring) noexcept
        : m_ring(ring)
    {
    }
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> coroutine) const { m_ring.push(coroutine); }
    void await_resume() const noexcept {}

private:
    RawRing &m_ring;
};

RawCoroutine goRound(RawRing &ring)
{
    for (;;)
        co_await ToTheEndOf(ring);
}

void raw(benchmark::State &state)
{
    RawRing ring;
    std::vector<RawCoroutine> coroutines;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        coroutines.push_back(goRound(ring));
        ring.push(coroutines.back().handle);
    }
    for (auto _ : state) {
        for (std::int64_t i = 0; i < Switches; ++i)
            ring.resumeFirst();
    }
    for (const RawCoroutine &coroutine : coroutines)
        coroutine.handle.destroy();
    state.SetItemsProcessed(state.iterations() * Switches);
}

void engineOnVirtualClock(benchmark::State &state, Recording recording)
{
    for (auto _ : state)
        runToEnd([&] { return switchers(state.range(0), Switches); }, recording);
    state.SetItemsProcessed(state.iterations() * Switches);
}

void engineOnRealClock(benchmark::State &state)
{
    for (auto _ : state) {
        engine::RealClock clock(1.0);
        clock.resume();
        trace::Recorder trace;
        runToEnd([&] { return switchers(state.range(0), Switches); }, clock, trace);
    }
    state.SetItemsProcessed(state.iterations() * Switches);
}

/// How time grows with the length of a run: a switch makes two transitions.
void engineTransitions(benchmark::State &state)
{
    const std::int64_t switches = state.range(0) / 2;
    for (auto _ : state)
        runToEnd([&] { return switchers(1000, switches); }, Recording::On);
    state.SetItemsProcessed(state.iterations() * switches);
}

/// What a longer run allocates that a shorter one does not.
void engineAllocations(benchmark::State &state)
{
    const auto allocationsOf = [](std::int64_t switches) {
        const std::uint64_t before = allocations();
        runToEnd([&] { return switchers(1000, switches); }, Recording::On);
        return static_cast<double>(allocations() - before);
    };
    double more = 0;
    for (auto _ : state)
        more = allocationsOf(2 * Switches) - allocationsOf(Switches);
    state.counters["per_million"] = more;
}

BENCHMARK(raw)->Name("switch/raw")->Arg(1)->Arg(1000)->Arg(100'000);
BENCHMARK_CAPTURE(engineOnVirtualClock, untraced, Recording::Off)
    ->Name("switch/untraced")
    ->Arg(1)
    ->Arg(1000);
BENCHMARK_CAPTURE(engineOnVirtualClock, traced, Recording::On)
    ->Name("switch/traced")
    ->RangeMultiplier(10)
    ->Range(1, 100'000);
BENCHMARK(engineOnRealClock)->Name("switch/traced-real-clock")->Arg(1)->Arg(1000);
BENCHMARK(engineTransitions)
    ->Name("switch/transitions")
    ->RangeMultiplier(10)
    ->Range(10'000, 10'000'000);
BENCHMARK(engineAllocations)->Name("switch/allocations")->Iterations(1);

} // namespace
