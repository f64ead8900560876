// Tasks from birth to end, and timers.

#include "engine/sync/yield.h"
#include "engine/task/createtask.h"
#include "tests/bench/support/benchrun.h"
#include "tests/bench/support/sleepers.h"

#include <benchmark/benchmark.h>
#include <deque>
#include <numeric>
#include <random>
#include <stdexcept>

namespace {

using namespace benchsupport;
using engine::Task;
using engine::Time;

/// How many tasks live at once in spawn(): as many as a program has that spawns for each request.
constexpr std::int64_t Batch = 1000;

Task<> nothing()
{
    co_return;
}

Task<> spawnBatches(std::int64_t tasks)
{
    for (std::int64_t left = tasks; left > 0; left -= Batch) {
        for (std::int64_t i = 0; i < Batch; ++i)
            engine::createTask(nothing());
        co_await engine::yield();
    }
}

void spawn(benchmark::State &state, Recording recording)
{
    constexpr std::int64_t Tasks = 200'000;
    for (auto _ : state)
        runToEnd([] { return spawnBatches(Tasks); }, recording);
    state.SetItemsProcessed(state.iterations() * Tasks);
}

/// All tasks alive at once, from the first one's birth to the last one's end.
void spawnAtOnce(benchmark::State &state)
{
    const std::int64_t tasks = state.range(0);
    for (auto _ : state)
        runToEnd([=] { return sleepers(tasks, Time{1}); }, Recording::On);
    state.SetItemsProcessed(state.iterations() * tasks);
}

class CountingTimer final : public engine::Timer
{
public:
    explicit CountingTimer(std::int64_t &count) noexcept
        : m_count(count)
    {
    }
    void run() override { ++m_count; }

private:
    std::int64_t &m_count;
};

/// Sets and fires range(0) timers whose deadlines are shuffled.
void timers(benchmark::State &state)
{
    const auto count = static_cast<std::size_t>(state.range(0));
    std::vector<std::int64_t> deadlines(count);
    std::iota(deadlines.begin(), deadlines.end(), 1);
    std::shuffle(deadlines.begin(), deadlines.end(), std::mt19937(1));
    std::int64_t fired = 0;
    std::deque<CountingTimer> pending;
    for (std::size_t i = 0; i < count; ++i)
        pending.emplace_back(fired);
    for (auto _ : state) {
        engine::VirtualClock clock;
        trace::Recorder trace;
        engine::EventLoop loop(clock, trace);
        for (std::size_t i = 0; i < count; ++i)
            loop.callAt(pending[i], Time{deadlines[i]});
        while (const auto next = loop.nextDeadline()) {
            clock.skipTo(*next);
            while (loop.runOne()) {}
        }
    }
    if (fired != state.iterations() * state.range(0))
        throw std::runtime_error("not every timer has fired");
    state.SetItemsProcessed(fired);
}

BENCHMARK_CAPTURE(spawn, untraced, Recording::Off)->Name("spawn/untraced");
BENCHMARK_CAPTURE(spawn, traced, Recording::On)->Name("spawn/traced");
BENCHMARK(spawnAtOnce)->Name("tasks/traced")->RangeMultiplier(10)->Range(10, 1'000'000);
BENCHMARK(timers)->Name("timers")->RangeMultiplier(10)->Range(1000, 1'000'000);

} // namespace
