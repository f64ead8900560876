#include "app/largepages.h"
#include "tests/bench/support/bigrun.h"
#include "tests/bench/support/frames.h"
#include "tests/bench/support/residentbytes.h"
#include "tests/bench/support/screen.h"
#include "views/export/timelineexport.h"

#include <QApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace {

using benchsupport::Frames;
using benchsupport::Screen;

const std::size_t transitions = benchsupport::wantedTransitions();
constexpr int Tasks = 1000;

/// Fewer in a short run.
int frameCount()
{
    return static_cast<int>(std::clamp<std::size_t>(transitions / 100'000, 10, 100));
}

benchsupport::BigRun &even()
{
    static benchsupport::BigRun run(Tasks);
    run.runTo(transitions);
    return run;
}

benchsupport::BigRun &skewed()
{
    static benchsupport::BigRun run(Tasks, true);
    run.runTo(transitions);
    return run;
}

/// Frames of \a screen at the zoom that \a state asks for; \a input is what a person does before
/// each.
template <class Input>
void measure(benchmark::State &state, Screen &screen, Input input)
{
    for (auto _ : state) {
        Frames frames;
        screen.zoomTo(static_cast<double>(state.range(1)));
        screen.view().repaint();
        for (int i = 0; i < frameCount(); ++i) {
            frames.time([&] {
                input(i);
                screen.view().repaint();
            });
        }
        frames.report(state);
    }
}

void pan(benchmark::State &state, benchsupport::BigRun &(*run)())
{
    Screen screen(run().trace(), static_cast<int>(state.range(0)));
    screen.settle();
    screen.select();
    measure(state, screen, [&screen](int i) {
        screen.wheel({i < frameCount() / 2 ? -40 : 40, 0}, Qt::NoModifier);
    });
}

void zoom(benchmark::State &state, benchsupport::BigRun &(*run)())
{
    Screen screen(run().trace(), static_cast<int>(state.range(0)));
    screen.settle();
    screen.select();
    measure(state, screen, [&screen](int i) {
        screen.wheel({0, i / 20 % 2 == 0 ? 40 : -40}, Qt::ControlModifier);
    });
}

/// A million transitions a second arrive at 60 frames a second, and the view follows the end.
void live(benchmark::State &state)
{
    const auto rowHeight = static_cast<int>(state.range(0));
    benchsupport::BigRun run(Tasks);
    Screen screen(run.trace(), rowHeight);
    screen.view().setLive(true);
    // Half of it has arrived already, bit by bit.
    std::size_t records = 0;
    while (records < transitions / 2) {
        records += 1'000'000 / 60;
        run.runTo(records);
        screen.document()->refresh();
    }
    screen.settle();
    for (auto _ : state) {
        Frames frames;
        screen.zoomTo(static_cast<double>(state.range(1)));
        screen.view().setFollowing(true);
        screen.view().repaint();
        for (int i = 0; i < frameCount(); ++i) {
            records += 1'000'000 / 60;
            run.runTo(records);
            frames.time([&] {
                screen.document()->refresh();
                screen.moveCursorToEnd();
                screen.view().repaint();
            });
        }
        frames.report(state);
    }
}

void firstPicture(benchmark::State &state)
{
    const auto trace = even().trace();
    for (auto _ : state) {
        Frames frames;
        std::optional<Screen> screen;
        frames.time([&] { screen.emplace(trace, 1); });
        frames.report(state);
        // What a person waits for: the other thread reads while this one paints.
        const auto begin = std::chrono::steady_clock::now();
        screen->settle();
        const std::chrono::duration<double, std::milli> took
            = std::chrono::steady_clock::now() - begin;
        state.counters["whole_ms"] = took.count();
    }
}

/// A picture of the whole run in the format \a suffix, with the model that a window has.
void picture(benchmark::State &state, const char *suffix)
{
    const auto trace = even().trace();
    const QTemporaryDir folder;
    const auto model = std::make_shared<views::RunModel>(trace);
    model->advance();
    const QString path = folder.filePath(QStringLiteral("timeline.") + QLatin1String(suffix));
    for (auto _ : state) {
        views::ExportOptions options;
        options.size = QSize(3840, 2160);
        options.model = model;
        Frames frames;
        frames.time([&] { views::exportTimeline(trace, path, options); });
        frames.report(state);
        state.counters["bytes"] = static_cast<double>(QFileInfo(path).size());
    }
}

/// What a process holds for a trace of that many transitions and the views' model of it.
void memory(benchmark::State &state)
{
    for (auto _ : state) {
        state.counters["bytes"]
            = benchsupport::inFreshProcess([](const benchsupport::Growth &growth) {
                  benchsupport::BigRun run(Tasks);
                  run.runTo(transitions);
                  views::RunModel model(run.trace());
                  model.advance();
                  return growth();
              });
    }
}

} // namespace

int main(int argc, char **argv)
{
    app::useLargePages();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const auto ranges = [](benchmark::internal::Benchmark *b) {
        b->Iterations(1);
        for (const int row : {20, 1}) {
            for (const int zoom : {1, 10, 100, 1000, 10000})
                b->Args({row, zoom});
        }
    };
    benchmark::RegisterBenchmark("frames/memory", memory)->Iterations(1);
    benchmark::RegisterBenchmark("frames/first", firstPicture)->Iterations(1);
    for (const char *suffix : {"png", "svg", "pdf"})
        benchmark::RegisterBenchmark(("frames/" + std::string(suffix)).c_str(), picture, suffix)
            ->Iterations(1);
    benchmark::RegisterBenchmark("frames/pan", pan, even)->Apply(ranges);
    benchmark::RegisterBenchmark("frames/zoom", zoom, even)->Apply(ranges);
    benchmark::RegisterBenchmark("frames/live", live)->Apply(ranges);
    benchmark::RegisterBenchmark("frames/pan-skewed", pan, skewed)->Apply(ranges);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
