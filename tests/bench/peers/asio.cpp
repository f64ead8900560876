// Boost.Asio's coroutines on an io_context in one thread.

// Boost 1.74 uses std::exchange() without including it.
#include <benchmark/benchmark.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace {

namespace asio = boost::asio;

asio::awaitable<void> switcher(std::int64_t switches)
{
    while (switches-- > 0)
        co_await asio::post(asio::use_awaitable);
}

asio::awaitable<void> nothing()
{
    co_return;
}

void switches(benchmark::State &state)
{
    constexpr std::int64_t Switches = 500'000;
    for (auto _ : state) {
        asio::io_context context(1);
        for (std::int64_t task = 0; task < state.range(0); ++task)
            asio::co_spawn(context, switcher(Switches / state.range(0)), asio::detached);
        context.run();
    }
    state.SetItemsProcessed(state.iterations() * Switches);
}

void spawn(benchmark::State &state)
{
    constexpr std::int64_t Tasks = 100'000;
    constexpr std::int64_t Batch = 1000;
    for (auto _ : state) {
        asio::io_context context(1);
        for (std::int64_t left = Tasks; left > 0; left -= Batch) {
            for (std::int64_t i = 0; i < Batch; ++i)
                asio::co_spawn(context, nothing(), asio::detached);
            context.restart();
            context.run();
        }
    }
    state.SetItemsProcessed(state.iterations() * Tasks);
}

BENCHMARK(switches)->Name("switch/asio")->Arg(1)->Arg(1000);
BENCHMARK(spawn)->Name("spawn/asio");

} // namespace
