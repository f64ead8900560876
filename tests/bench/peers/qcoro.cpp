// QCoro's coroutines on a Qt event loop.

#include <QCoroTask>
#include <QCoroTimer>

#include <QCoreApplication>
#include <QEventLoop>

#include <benchmark/benchmark.h>

namespace {

using std::chrono::milliseconds;

QCoro::Task<> switcher(std::int64_t switches, std::int64_t &running, QEventLoop &events)
{
    while (switches-- > 0)
        co_await QCoro::sleepFor(milliseconds(0));
    if (--running == 0)
        events.quit();
}

void switches(benchmark::State &state)
{
    constexpr std::int64_t Switches = 50'000;
    for (auto _ : state) {
        QEventLoop events;
        std::int64_t running = state.range(0);
        for (std::int64_t task = 0; task < state.range(0); ++task)
            switcher(Switches / state.range(0), running, events);
        events.exec();
    }
    state.SetItemsProcessed(state.iterations() * Switches);
}

BENCHMARK(switches)->Name("switch/qcoro")->Arg(1)->Arg(1000);

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
