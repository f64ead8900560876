// What it costs to be driven by a Qt event loop, and how long that loop is held.

#include "engine/qt/rundriver.h"
#include "tests/bench/support/benchrun.h"
#include "tests/bench/support/switchers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <benchmark/benchmark.h>

namespace {

using namespace benchsupport;

constexpr std::int64_t Tasks = 1000;
constexpr std::int64_t Switches = 3'000'000;

engine::Task<> work()
{
    return switchers(Tasks, Switches);
}

void undriven(benchmark::State &state)
{
    for (auto _ : state)
        runToEnd(work, Recording::On);
    state.SetItemsProcessed(state.iterations() * Switches);
}

void drive(QEventLoop &events)
{
    engine::qt::RunDriver driver([] { return programOf(work); }, {},
                                 std::make_shared<trace::Recorder>());
    QObject::connect(&driver, &engine::qt::RunDriver::ended, &events, &QEventLoop::quit);
    QTimer::singleShot(0, &driver, &engine::qt::RunDriver::start);
    events.exec();
}

void driven(benchmark::State &state)
{
    for (auto _ : state) {
        QEventLoop events;
        drive(events);
    }
    state.SetItemsProcessed(state.iterations() * Switches);
}

/// The longest time for which an event of the same thread had to wait.
void held(benchmark::State &state)
{
    qint64 longest = 0;
    for (auto _ : state) {
        QEventLoop events;
        QTimer timer;
        QElapsedTimer since;
        since.start();
        QObject::connect(&timer, &QTimer::timeout, &events,
                         [&] { longest = std::max(longest, since.nsecsElapsed()), since.start(); });
        timer.start(0);
        drive(events);
    }
    state.counters["longest_ms"] = static_cast<double>(longest) / 1e6;
}

BENCHMARK(undriven)->Name("driver/without");
BENCHMARK(driven)->Name("driver/qt");
BENCHMARK(held)->Name("driver/held")->Iterations(1);

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
