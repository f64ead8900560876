#include "engine/run/run.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/paintingtest.h"
#include "views/loop/loopview.h"
#include "views/model/rundocument.h"

#include <QScrollBar>
#include <QTest>

using namespace views;

namespace {

/// The queue program, run to its end.
std::shared_ptr<RunDocument> queueRun()
{
    engine::VirtualClock clock;
    auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(scenario::Arguments(*engine::findScenario("queue"))), clock,
                    *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return std::make_shared<RunDocument>(trace);
}

struct Shown
{
    std::shared_ptr<RunDocument> document = queueRun();
    const RunModel *model = &document->model();
    ViewState state;
    LoopView view{&state};

    explicit Shown(const QSize &size = {1100, 420})
    {
        view.setDocument(document);
        view.resize(size);
        view.show();
        goTo(61);
    }
    /// After \a steps steps.
    void goTo(std::uint32_t steps)
    {
        const std::size_t begin = model->steps().record(steps - 1);
        const trace::TaskId task = model->trace().records()[begin].task();
        const TaskTrack &track = model->track(task);
        const std::size_t last = track.record(track.segmentAfter(begin + 1) + 1);
        state.setCursor({model->trace().records()[last].time(), last + 1});
    }
};

} // namespace

class tst_LoopView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCursorSaysWhichMomentIsShown()
    {
        Shown shown;
        const QString before = shown.view.text().step->number;
        QCOMPARE(before, QStringLiteral("Step 61"));
        shown.goTo(62);
        QCOMPARE(shown.view.text().step->number, QStringLiteral("Step 62"));
    }
    void aClickOnATaskSelectsIt()
    {
        Shown shown;
        QVERIFY(!shown.view.text().timers.empty());
        const trace::TaskId wanted = shown.view.text().timers.front().entries.front().task;
        bool found = false;
        for (int y = 0; y < shown.view.viewport()->height() && !found; y += 4) {
            for (int x = 0; x < shown.view.viewport()->width() && !found; x += 8) {
                if (shown.view.taskAt({x, y}) != wanted)
                    continue;
                QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, {x, y});
                found = true;
            }
        }
        QVERIFY(found);
        QCOMPARE(shown.state.selectedTask(), std::optional(wanted));
    }
    void aClickOnWhatTheyWaitForSelectsIt()
    {
        Shown shown({1100, 900});
        for (int y = 0; y < shown.view.viewport()->height(); y += 4) {
            if (shown.view.objectAt({40, y}) == trace::ObjectId::None)
                continue;
            QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, {40, y});
            QCOMPARE(shown.state.selectedObject(), std::optional(trace::ObjectId{0}));
            return;
        }
        QFAIL("nobody waits for the queue");
    }
    void allOfItIsThereToBeRead()
    {
        const Shown shown;
        const QString read = shown.view.accessibleDescription();
        QVERIFY(read.startsWith(QStringLiteral("Step 61, ")));
        QVERIFY(read.contains(QStringLiteral("Timers at ")));
    }
    void aNarrowViewPutsTheTimersBelowAndScrolls()
    {
        const Shown wide({1100, 420});
        const Shown narrow({640, 240});
        QVERIFY(narrow.view.verticalScrollBar()->maximum() > 0);
        QVERIFY(narrow.view.viewport()->width() < 900);
    }
    void aHiddenViewDoesNoWork()
    {
        Shown shown;
        shown.view.hide();
        shown.goTo(70);
        QCOMPARE(shown.view.text().step->number, QStringLiteral("Step 61"));
        shown.view.show();
        QCOMPARE(shown.view.text().step->number, QStringLiteral("Step 70"));
    }
    void withoutARunItIsEmpty()
    {
        ViewState state;
        LoopView view(&state);
        view.show();
        QCOMPARE(view.taskAt({10, 10}), trace::TaskId::None);
        QVERIFY(!view.text().step);
    }
};

PAINTING_TEST_MAIN(tst_LoopView)

#include "tst_loopview.moc"
