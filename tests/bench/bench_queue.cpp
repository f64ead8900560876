// Items through a queue, from producers to consumers that do nothing else.

#include "engine/sync/queue.h"
#include "engine/task/createtask.h"
#include "tests/bench/support/benchrun.h"

#include <benchmark/benchmark.h>

namespace {

using namespace benchsupport;
using engine::Queue;
using engine::Task;

constexpr std::int64_t Items = 1'000'000;

Task<> produce(Queue<std::int64_t> &queue, std::int64_t count)
{
    for (std::int64_t item = 0; item < count; ++item)
        co_await queue.put(item);
}

Task<> consume(Queue<std::int64_t> &queue, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        std::int64_t item = co_await queue.get();
        benchmark::DoNotOptimize(item);
    }
}

Task<> transfer(Queue<std::int64_t> &queue, std::int64_t producers, std::int64_t consumers)
{
    std::vector<engine::TaskHandle<>> handles;
    for (std::int64_t i = 0; i < producers; ++i)
        handles.push_back(engine::createTask(produce(queue, Items / producers)));
    for (std::int64_t i = 0; i < consumers; ++i)
        handles.push_back(engine::createTask(consume(queue, Items / consumers)));
    for (const auto &handle : handles)
        co_await handle;
}

void queue(benchmark::State &state, std::size_t maxsize, Recording recording)
{
    for (auto _ : state) {
        Queue<std::int64_t> items("items", maxsize);
        runToEnd([&] { return transfer(items, state.range(0), state.range(1)); }, recording);
    }
    state.SetItemsProcessed(state.iterations() * Items);
}

void oneToOneAndMany(benchmark::internal::Benchmark *benchmark)
{
    benchmark->Args({1, 1})->Args({5, 10});
}

BENCHMARK_CAPTURE(queue, unbounded, 0, Recording::On)
    ->Name("queue/traced/unbounded")
    ->Apply(oneToOneAndMany);
BENCHMARK_CAPTURE(queue, maxsize1, 1, Recording::On)
    ->Name("queue/traced/maxsize-1")
    ->Apply(oneToOneAndMany);
BENCHMARK_CAPTURE(queue, untraced, 0, Recording::Off)
    ->Name("queue/untraced/unbounded")
    ->Apply(oneToOneAndMany);
BENCHMARK_CAPTURE(queue, untracedMaxsize1, 1, Recording::Off)
    ->Name("queue/untraced/maxsize-1")
    ->Apply(oneToOneAndMany);

} // namespace
