// What the panels beside the timeline ask of a run: by the clock of the wall where threads work
// together, else by the processor's.

#include "app/largepages.h"
#include "app/session/runsession.h"
#include "engine/workloads/registry.h"
#include "tests/bench/support/bigrun.h"
#include "tests/bench/support/frames.h"
#include "tests/bench/support/screen.h"
#include "views/analysis/comparison.h"
#include "views/analysis/criticalpath.h"
#include "views/analysis/findings.h"
#include "views/analysis/slack.h"
#include "views/analysis/world.h"
#include "views/inspector/inspectorpanel.h"
#include "views/timeline/overview.h"

#include <QApplication>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <random>

namespace {

using benchsupport::Frames;
using benchsupport::Screen;

const std::size_t transitions = benchsupport::wantedTransitions();
constexpr int Tasks = 1000;

int frameCount()
{
    return static_cast<int>(std::clamp<std::size_t>(transitions / 50'000, 20, 200));
}

std::shared_ptr<const trace::Trace> makeTrace()
{
    benchsupport::BigRun run(Tasks);
    run.runTo(transitions);
    return run.trace();
}

const std::shared_ptr<const trace::Trace> &bigTrace()
{
    static const auto trace = makeTrace();
    return trace;
}

views::RunModel modelOf(std::shared_ptr<const trace::Trace> trace)
{
    views::RunModel model(std::move(trace));
    model.advance();
    return model;
}

const views::RunModel &bigModel()
{
    static const views::RunModel model = modelOf(bigTrace());
    return model;
}

/// Places in the run, the same in every round.
class Places
{
public:
    std::size_t record() { return m_any(m_random) % bigTrace()->records().size(); }
    trace::TaskId task()
    {
        return trace::TaskId{static_cast<std::uint32_t>(1 + m_any(m_random) % Tasks)};
    }

private:
    std::mt19937_64 m_random{20261129};
    std::uniform_int_distribution<std::size_t> m_any;
};

void world(benchmark::State &state)
{
    const views::RunModel &model = bigModel();
    for (auto _ : state) {
        Frames frames;
        Places places;
        for (int i = 0; i < frameCount(); ++i) {
            const std::size_t records = places.record();
            frames.time([&] { benchmark::DoNotOptimize(views::worldAt(model, records)); });
        }
        frames.report(state);
    }
}

/// Another task is selected at another moment, as by a link: until timeline and inspector are
/// painted. What rows are not exact then become so in the next frames, as after a zoom.
void select(benchmark::State &state)
{
    Screen screen(bigTrace(), 20);
    screen.settle();
    views::InspectorPanel panel(&screen.state(), &screen.view()); // as in a small window
    panel.setGeometry(screen.view().width() - 360, 0, 360, screen.view().height());
    panel.setDocument(screen.document());
    panel.show();
    for (std::size_t tasks = 0; tasks < Tasks; tasks += views::Overview::LeastTasks)
        screen.view().repaint(); // the overview comes bit by bit
    for (auto _ : state) {
        Frames frames;
        Places places;
        for (int i = 0; i < frameCount(); ++i) {
            QApplication::processEvents();
            const trace::TaskId task = places.task();
            const auto record = places.record();
            frames.time([&] {
                const trace::Time time = bigTrace()->records()[record].time();
                {
                    const views::ViewState::OneMove click(&screen.state());
                    screen.state().setCursor({time, record + 1});
                    screen.state().setSelectedSegment(
                        screen.model().segmentAt(task, time.count(), views::AxisKind::Clock));
                }
                QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
                screen.view().repaint();
            });
        }
        frames.report(state);
    }
}

void path(benchmark::State &state)
{
    const views::RunModel &model = bigModel();
    for (auto _ : state) {
        Frames frames;
        frames.time([&] {
            benchmark::DoNotOptimize(views::criticalPath(model, bigTrace()->records().size()));
            benchmark::DoNotOptimize(views::slackOf(model, bigTrace()->records().size()));
        });
        frames.report(state);
    }
}

/// Two runs that are equal: nothing ends before the last step.
void compare(benchmark::State &state)
{
    const views::RunModel &model = bigModel();
    const views::RunModel other = modelOf(makeTrace());
    for (auto _ : state) {
        Frames frames;
        const auto begin = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(views::compare(model, other));
        const std::chrono::duration<double, std::milli> took
            = std::chrono::steady_clock::now() - begin;
        frames.add(took.count());
        frames.report(state);
    }
}

void findings(benchmark::State &state)
{
    const views::RunModel &model = bigModel();
    for (auto _ : state) {
        Frames frames;
        frames.time([&] { benchmark::DoNotOptimize(views::findings(model)); });
        frames.report(state);
    }
}

scenario::Arguments queueOf(int producers, int consumers)
{
    scenario::Arguments arguments(*engine::findScenario("queue"));
    arguments.set("producers", std::to_string(producers));
    arguments.set("consumers", std::to_string(consumers));
    return arguments;
}

/// A slider is moved by one: from the new arguments to the picture of the new run.
void slider(benchmark::State &state)
{
    views::ViewState view;
    app::RunSession session(&view, queueOf(20, 20));
    views::TimelineView timeline(&view);
    timeline.resize(1600, 1000);
    timeline.show();
    QObject::connect(&session, &app::RunSession::shownChanged, &timeline,
                     [&] { timeline.setDocument(session.shown().document); });
    const auto settle = [&session] {
        while (!session.outcome() || session.shown().arguments != session.arguments())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    };
    session.begin();
    settle();
    for (auto _ : state) {
        Frames frames;
        for (int i = 0; i < frameCount(); ++i) {
            const auto begin = std::chrono::steady_clock::now();
            session.setArguments(queueOf(20, i % 2 == 0 ? 19 : 20));
            settle();
            timeline.repaint();
            const std::chrono::duration<double, std::milli> took
                = std::chrono::steady_clock::now() - begin;
            frames.add(took.count());
        }
        frames.report(state);
    }
}

} // namespace

int main(int argc, char **argv)
{
    app::useLargePages();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::RegisterBenchmark("panels/world", world)->Iterations(1);
    benchmark::RegisterBenchmark("panels/select", select)->Iterations(1);
    benchmark::RegisterBenchmark("panels/path", path)->Iterations(1);
    benchmark::RegisterBenchmark("panels/compare", compare)->Iterations(1);
    benchmark::RegisterBenchmark("panels/findings", findings)->Iterations(1);
    benchmark::RegisterBenchmark("panels/slider", slider)->Iterations(1);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
