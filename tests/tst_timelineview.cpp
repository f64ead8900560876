#include "tests/support/drawn.h"
#include "tests/support/growingtrace.h"
#include "tests/support/paintingtest.h"
#include "tests/support/sampletraces.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/comparison.h"
#include "views/model/rundocument.h"
#include "views/model/runmodel.h"
#include "views/timeline/emptyplace.h"
#include "views/timeline/hovercard.h"
#include "views/timeline/timelinegeometry.h"
#include "views/timeline/timelinekeys.h"
#include "views/timeline/timelineplace.h"
#include "views/timeline/timelineview.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using namespace views;
using namespace std::chrono_literals;

namespace {

// At most, in milliseconds: sanitizers take several times as long.
constexpr int ReadingTakes = 60'000;

/// The view in a window of its own, with words for what a hand does to it.
class Fixture
{
public:
    explicit Fixture(std::shared_ptr<const trace::Trace> trace = support::queueTrace())
    {
        view.resize(1280, 720);
        view.show();
        if (trace) {
            show(std::move(trace));
            state.setCursor(model().endPosition());
        }
    }

    void show(std::shared_ptr<const trace::Trace> trace)
    {
        document = trace ? std::make_shared<RunDocument>(std::move(trace)) : nullptr;
        view.setDocument(document);
    }
    const RunModel &model() const { return document->model(); }

    TimelineGeometry geometry() const
    {
        return {view.size(), static_cast<int>(model().queues().size())};
    }
    QRect rows() const { return geometry().rows; }
    TimeRange range() const
    {
        const UnitRange &units = state.visibleRange();
        return {trace::Time{units.begin}, trace::Time{units.end}};
    }

    trace::Time timeAt(int x) const
    {
        const double share = static_cast<double>(x - rows().left()) / rows().width();
        return range().begin
            + trace::Time(std::llround(share * static_cast<double>(range().length().count())));
    }
    int xOf(trace::Time time) const
    {
        const double share = static_cast<double>((time - range().begin).count())
            / static_cast<double>(range().length().count());
        return rows().left() + static_cast<int>(std::lround(share * rows().width()));
    }
    /// The middle of row \a index; headers are rows too.
    int yOf(int index) const { return rows().top() + index * 24 + 12; }

    void wheel(QPoint at, QPoint delta, Qt::KeyboardModifiers modifiers = {})
    {
        QWheelEvent event(at, view.mapToGlobal(at), {}, delta, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &event);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {},
              Qt::MouseButton button = Qt::LeftButton)
    {
        send(QEvent::MouseButtonPress, from, button, button, modifiers);
        for (int i = 1; i <= 4; ++i)
            send(QEvent::MouseMove, from + (to - from) * i / 4, Qt::NoButton, button, modifiers);
        send(QEvent::MouseButtonRelease, to, button, Qt::NoButton, modifiers);
    }
    void click(QPoint at) { QTest::mouseClick(&view, Qt::LeftButton, {}, at); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&view, key, modifiers);
    }

    ViewState state;
    TimelineView view{&state};
    std::shared_ptr<RunDocument> document;

private:
    void send(QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons buttons,
              Qt::KeyboardModifiers modifiers)
    {
        QMouseEvent event(type, at, view.mapToGlobal(QPointF(at)), button, buttons, modifiers);
        QCoreApplication::sendEvent(&view, &event);
    }
};

bool near(trace::Time a, trace::Time b, const Fixture &f)
{
    // One pixel of the picture.
    return std::abs((a - b).count()) <= f.range().length().count() / f.rows().width() + 1;
}

} // namespace

class tst_timelineview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheWholeRunAtFirst()
    {
        Fixture f;
        QVERIFY(f.range().begin < 0s);
        QVERIFY(f.range().end > f.model().end());
        QVERIFY(f.range().length() < f.model().end() * 11 / 10);
    }

    void zoomingByWheelKeepsTheTimeUnderThePointer_data()
    {
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("notches");
        QTest::newRow("in at the left") << 220 << 3;
        QTest::newRow("in at the middle") << 700 << 5;
        QTest::newRow("in and out") << 1000 << -1;
    }
    void zoomingByWheelKeepsTheTimeUnderThePointer()
    {
        QFETCH(int, x);
        QFETCH(int, notches);
        Fixture f;
        f.wheel({x, 300}, {0, 360}, Qt::ControlModifier);
        const trace::Time before = f.timeAt(x);
        const trace::Time length = f.range().length();
        f.wheel({x, 300}, {0, notches * 120}, Qt::ControlModifier);
        QVERIFY(near(f.timeAt(x), before, f));
        QCOMPARE(f.range().length() < length, notches > 0);
    }

    void shiftWheelPansAndPlainWheelScrollsRows()
    {
        Fixture f(support::queueTrace(20, 40));
        f.wheel({700, 300}, {0, 480}, Qt::ControlModifier);
        const TimeRange before = f.range();
        f.wheel({700, 300}, {0, -120}, Qt::ShiftModifier);
        QVERIFY(f.range().begin > before.begin);
        QCOMPARE(f.range().length(), before.length());
        const TimeRange panned = f.range();
        auto *bar = f.view.findChild<QScrollBar *>();
        QCOMPARE(bar->value(), 0);
        f.wheel({700, 300}, {0, -120});
        QVERIFY(bar->value() > 0);
        QCOMPARE(f.range(), panned);
        f.wheel({700, 300}, {-120, 0});
        QVERIFY(f.range().begin > panned.begin);
    }

    void keysZoomPanAndFit()
    {
        Fixture f;
        const TimeRange whole = f.range();
        f.press(Qt::Key_W);
        QVERIFY(f.range().length() < whole.length());
        const TimeRange zoomed = f.range();
        f.press(Qt::Key_D);
        QVERIFY(f.range().begin > zoomed.begin);
        f.press(Qt::Key_A);
        QVERIFY(std::abs((f.range().begin - zoomed.begin).count()) <= 1);
        f.press(Qt::Key_S);
        QVERIFY(std::abs((f.range().length() - whole.length()).count()) <= 2);
        f.press(Qt::Key_Plus);
        f.press(Qt::Key_0);
        QCOMPARE(f.range(), whole);
    }

    void shiftKeysAreFaster()
    {
        Fixture f;
        f.press(Qt::Key_W);
        const trace::Time once = f.range().length();
        f.press(Qt::Key_S);
        f.press(Qt::Key_W, Qt::ShiftModifier);
        QVERIFY(f.range().length() < once * 7 / 10);
    }

    void draggingWithShiftMiddleOrRightPans_data()
    {
        QTest::addColumn<int>("button");
        QTest::addColumn<int>("modifiers");
        QTest::newRow("shift") << int(Qt::LeftButton) << int(Qt::ShiftModifier);
        QTest::newRow("middle") << int(Qt::MiddleButton) << int(Qt::NoModifier);
        QTest::newRow("right") << int(Qt::RightButton) << int(Qt::NoModifier);
    }
    void draggingWithShiftMiddleOrRightPans()
    {
        QFETCH(int, button);
        QFETCH(int, modifiers);
        Fixture f;
        f.wheel({700, 300}, {0, 480}, Qt::ControlModifier);
        const trace::Time grabbed = f.timeAt(700);
        f.drag({700, 300}, {600, 300}, Qt::KeyboardModifiers(modifiers), Qt::MouseButton(button));
        QVERIFY(near(f.timeAt(600), grabbed, f));
    }

    void draggingMeasuresAndFittingZoomsToIt()
    {
        Fixture f;
        f.drag({f.xOf(3s), f.yOf(0)}, {f.xOf(6s), f.yOf(0)});
        f.press(Qt::Key_F);
        QVERIFY(f.range().begin > 2500ms && f.range().begin < 3s);
        QVERIFY(f.range().end > 6s && f.range().end < 6500ms);
        f.press(Qt::Key_Escape);
        f.press(Qt::Key_0);
        f.drag({f.xOf(2s), f.yOf(0)}, {f.xOf(4s), f.yOf(0)}, Qt::ControlModifier);
        QVERIFY(std::abs((f.range().begin - 2s).count()) < 20'000'000);
        QVERIFY(std::abs((f.range().end - 4s).count()) < 20'000'000);
    }

    void aClickSelectsTheSegmentAndPutsTheCursorThere()
    {
        Fixture f;
        f.click({f.xOf(1500ms), f.yOf(8)}); // Consumer 0
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{6}));
        QVERIFY(near(f.state.cursor().time, 1500ms, f));
        QCOMPARE(f.state.cursor().records, f.model().recordsUntil(f.state.cursor().time));
        const auto segment = f.state.selectedSegment();
        QVERIFY(segment && f.model().start(*segment, AxisKind::Clock) <= 1'500'000'000);
        QVERIFY(f.view.accessibleDescription().startsWith(QStringLiteral("Consumer 0: ")));
        f.press(Qt::Key_Escape);
        QVERIFY(!f.state.selectedTask());
    }

    void whereNoTaskHasARowNothingIsSelected()
    {
        Fixture f(support::queueTrace(2, 1));
        const int below = f.rows().bottom() - 12;
        QVERIFY(below > f.yOf(8));
        for (const int y : {below, f.yOf(1)}) { // and in a header
            f.state.setSelectedSegment(SegmentRef{trace::TaskId{0}, 0});
            QTest::mouseMove(&f.view, {f.xOf(1600ms), y});
            f.click({f.xOf(1600ms), y});
            QVERIFY(!f.state.selectedSegment());
            QVERIFY(near(f.state.cursor().time, 1600ms, f));
        }
    }

    void arrowsWalkAlongARowAndBetweenRows()
    {
        Fixture f;
        f.click({f.xOf(1500ms), f.yOf(8)});
        const auto first = f.state.selectedSegment();
        f.press(Qt::Key_Right);
        const auto second = f.state.selectedSegment();
        QVERIFY(second->task == first->task && second->index > first->index);
        QVERIFY(f.model().end(*second, AxisKind::Clock)
                > f.model().start(*second, AxisKind::Clock));
        f.press(Qt::Key_Left);
        QVERIFY(*f.state.selectedSegment() == *first);
        f.press(Qt::Key_Down);
        QCOMPARE(f.state.selectedSegment()->task, trace::TaskId{7});
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Up); // over the group's header
        QCOMPARE(f.state.selectedSegment()->task, trace::TaskId{5});
    }

    void bracketsFollowTheWake()
    {
        Fixture f;
        const RunModel &model = f.model();
        for (std::uint32_t t = 6; t < model.taskCount(); ++t) {
            const auto at = model.segmentAt(trace::TaskId{t}, 4'500'000'000, AxisKind::Clock);
            const Wake wake = model.wake(*at);
            if (wake.by != Wake::By::Task || wake.cancel)
                continue;
            f.state.setSelectedSegment(at);
            f.press(Qt::Key_BracketLeft);
            QCOMPARE(f.state.selectedSegment()->task, wake.task);
            QVERIFY(isRunning(model.state(*f.state.selectedSegment())));
            QVERIFY(f.view.beside().wakes); // the arrow between the two
            return;
        }
        QFAIL("no task is woken by another there");
    }

    void bracketsGoOnThroughATasksOwnTimers()
    {
        support::WrittenRun run;
        const trace::TaskId task = run.task("sleeper");
        const trace::WaitId sleep = run.wait(trace::Reason::Sleep, 1'000'000'000);
        const trace::WaitId yield = run.wait(trace::Reason::Yield, 0);
        run.step(task, sleep);
        run.now = 1s;
        run.say(trace::Kind::Ready, task, trace::Waker::Timer);
        run.step(task, yield);
        run.step(task, sleep);
        run.now = 2s;
        run.say(trace::Kind::Ready, task, trace::Waker::Timer);
        run.say(trace::Kind::Resumed, task).say(trace::Kind::Finished, task);
        Fixture f(run.builder.trace());
        std::vector<std::size_t> steps;
        for (std::size_t i = 0; i < f.model().track(task).size(); ++i) {
            if (isRunning(f.model().state({task, i})))
                steps.push_back(i);
        }
        QCOMPARE(steps.size(), std::size_t{4});
        f.state.setSelectedSegment(SegmentRef{task, steps[0]});
        for (const std::size_t step : {steps[1], steps[2], steps[3], steps[3]}) {
            f.press(Qt::Key_BracketRight);
            QCOMPARE(f.state.selectedSegment()->index, step);
        }
        for (const std::size_t step : {steps[2], steps[1], steps[0], steps[0]}) {
            f.press(Qt::Key_BracketLeft);
            QCOMPARE(f.state.selectedSegment()->index, step);
        }
        // A wait lies between the steps before and after it.
        const SegmentRef wait{task, steps[0] + 1};
        f.state.setSelectedSegment(wait);
        f.press(Qt::Key_BracketRight);
        QCOMPARE(f.state.selectedSegment()->index, steps[1]);
        f.state.setSelectedSegment(wait);
        f.press(Qt::Key_BracketLeft);
        QCOMPARE(f.state.selectedSegment()->index, steps[0]);
    }

    void altArrowsGoBackAndForthThroughTheRanges()
    {
        Fixture f;
        const TimeRange whole = f.range();
        f.press(Qt::Key_W);
        f.press(Qt::Key_W);
        const TimeRange zoomed = f.range();
        f.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(f.range(), whole);
        f.press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(f.range(), zoomed);
    }

    void theCardTellsWhatTheTaskWaitsFor()
    {
        Fixture f;
        const auto segment = f.model().segmentAt(trace::TaskId{6}, 4'500'000'000, AxisKind::Clock);
        const SegmentSummary summary
            = summaryOf(f.model(), *segment, f.state.cursor(), Theme::light());
        QSignalSpy hinted(&f.view, &TimelineView::hinted);
        auto *card = f.view.findChild<HoverCard *>();
        QVERIFY(!card->isVisible());
        QTest::mouseMove(&f.view, {f.xOf(4500ms), f.yOf(8)});
        QTRY_VERIFY(card->isVisible());
        QCOMPARE(card->summary().line(), summary.line());
        QVERIFY(summary.line().contains(QStringLiteral("queueworkload.cpp:")));
        QVERIFY(hinted.last().front().toString().startsWith(QStringLiteral("Consumer 0: ")));
        // Never over the tracks, and gone with the next move of the view.
        QVERIFY(card->geometry().bottom() < f.rows().bottom() + 20);
        f.press(Qt::Key_W);
        QVERIFY(!card->isVisible());
    }

    void aHeaderFoldsItsGroup()
    {
        Fixture f;
        f.click({60, f.yOf(1)});
        f.click({f.xOf(1500ms), f.yOf(3)}); // the first consumer now
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{6}));
        f.click({60, f.yOf(1)});
        f.click({f.xOf(1500ms), f.yOf(2)});
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{1}));
    }

    void theFilterHidesRows()
    {
        Fixture f;
        f.view.findChild<QLineEdit *>()->setText(QStringLiteral("Consumer 7"));
        f.click({f.xOf(1500ms), f.yOf(1)});
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{13}));
        f.press(Qt::Key_Escape); // the selection
        f.press(Qt::Key_Escape); // the filter
        QVERIFY(f.view.findChild<QLineEdit *>()->text().isEmpty());
    }

    void aFilterThatMatchesNothingLeavesNoBars()
    {
        Fixture f;
        f.view.grab();
        f.view.setFilter(QStringLiteral("no such task"));
        const QImage image = f.view.grab().toImage();
        const QColor running = Theme::light().running;
        int left = 0;
        for (int y = f.rows().top(); y < f.rows().bottom(); ++y) {
            for (int x = f.rows().left(); x < f.rows().right(); ++x)
                left += image.pixelColor(x, y) == running ? 1 : 0;
        }
        QCOMPARE(left, 0);
    }

    void aPartThatIsPaintedAloneIsAsInTheWhole()
    {
        Fixture f;
        f.state.setSelectedTask(trace::TaskId{6});
        f.state.setCursor({4s, 0});
        QImage whole;
        while (whole != f.view.grab().toImage()) // the overview comes bit by bit
            whole = f.view.grab().toImage();
        for (int y = 0; y < whole.height(); y += 90) {
            for (int x = 0; x < whole.width(); x += 160) {
                const QRect part(x, y, 160, 90);
                QImage image(part.size(), whole.format());
                f.view.render(&image, {}, part);
                QCOMPARE(image, whole.copy(part));
            }
        }
    }

    void keysOfOthersSelectNothing_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        const auto row = [](const char *name, int key, int modifiers) {
            QTest::newRow(name) << key << modifiers;
        };
        row("Ctrl", Qt::Key_Control, Qt::ControlModifier);
        row("Shift", Qt::Key_Shift, Qt::ShiftModifier);
        row("Alt", Qt::Key_Alt, Qt::AltModifier);
        row("Shift+N", Qt::Key_N, Qt::ShiftModifier);
        row("Ctrl+E", Qt::Key_E, Qt::ControlModifier);
        row("Ctrl+Down", Qt::Key_Down, Qt::ControlModifier);
        row("x", Qt::Key_X, Qt::NoModifier);
    }
    void keysOfOthersSelectNothing()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        Fixture f;
        QKeyEvent press(QEvent::KeyPress, key, Qt::KeyboardModifiers(modifiers));
        QCoreApplication::sendEvent(&f.view, &press);
        QVERIFY(!f.state.selectedSegment());
        QVERIFY(!press.isAccepted());
        f.press(Qt::Key_Down);
        QVERIFY(f.state.selectedSegment());
    }

    void draggingTheEdgeOfTheNamesMakesThemWider()
    {
        Fixture f;
        const int gutter = f.rows().left();
        const TimeRange whole = f.range();
        f.drag({gutter, f.rows().center().y()}, {gutter + 80, f.rows().center().y()});
        // What lay at the new edge is the beginning of the run now: all of it is still in sight.
        f.click({gutter + 80 + 10, f.geometry().ruler.center().y()});
        QVERIFY(f.state.cursor().time < whole.length() / 100);
        QTest::mouseDClick(&f.view, Qt::LeftButton, {}, {gutter + 80, f.rows().center().y()});
        f.click({gutter + 10, f.geometry().ruler.center().y()});
        QVERIFY(f.state.cursor().time < whole.length() / 100);
    }

    void draggingTheEdgeOfTheTracksMakesThemHigher()
    {
        Fixture f;
        const auto geometry = [&f] { return TimelineGeometry(f.view.size(), 1, f.view.wishes()); };
        const int height = geometry().queues.height();
        const auto dragBy = [&](int pixels) {
            const QPoint edge(f.rows().center().x(), geometry().rows.bottom());
            f.drag(edge, edge + QPoint(0, pixels));
        };
        dragBy(-60);
        QVERIFY(std::abs(geometry().queues.height() - height - 60) <= 1);
        dragBy(20);
        QVERIFY(std::abs(geometry().queues.height() - height - 40) <= 2);
        QVERIFY(f.range().begin <= 0s && f.range().end >= f.model().end());
    }

    void aCardFindsRoomBesideTasksThatHaveEnded()
    {
        // The first of seven tasks goes on for ten seconds, the others for two.
        const auto trace = std::make_shared<trace::Recorder>();
        for (std::uint32_t task = 0; task < 7; ++task) {
            trace->addTask({.number = task + 1});
            trace->record(0s, trace::Kind::Created, task, task == 0 ? 0xFFFF'FFFF : 0);
        }
        for (std::uint32_t task = 1; task < 7; ++task)
            trace->record(2s, trace::Kind::Finished, task);
        trace->record(10s, trace::Kind::Finished, 0);
        trace->record(10s, trace::Kind::Ended, 0);
        Fixture f(trace);
        f.state.setCursor({});
        const auto free = f.view.emptyPlace({150, 60});
        QVERIFY(free && free->beside);
        QVERIFY(free->room.left() > f.xOf(2s) && free->room.left() < f.xOf(4s));
        QVERIFY(free->room.width() >= 150 && free->room.height() >= 60);
        QVERIFY(f.rows().contains(free->room));
        // Beside the row whose end is nearest: right of that end, nothing is painted.
        const QImage picture = f.view.grab(free->room).toImage();
        for (int x = 0; x < picture.width(); ++x) {
            for (int y = 0; y < picture.height(); ++y) {
                const QColor color = picture.pixelColor(x, y);
                QVERIFY2(color == Theme::light().canvas || color == Theme::light().grid
                             || color == Theme::light().line || color == Theme::light().afterEnd,
                         qPrintable(color.name()));
            }
        }
        QVERIFY(!f.view.emptyPlace({5'000, 60}));
    }

    void tracksAreAddedAndRemoved()
    {
        using Kind = TrackId::Kind;
        Fixture f;
        const auto names = [&f] {
            QStringList found;
            const QStringList texts = support::Drawn::by(f.view).texts();
            for (const QString &name :
                 {QStringLiteral("Depth of q"), QStringLiteral("Tasks alive"),
                  QStringLiteral("Loop busy"), QStringLiteral("Lag of the loop"),
                  QStringLiteral("Ready queue")}) {
                if (texts.contains(name))
                    found += name;
            }
            return found;
        };
        const QStringList plain{QStringLiteral("Depth of q"), QStringLiteral("Ready queue")};
        QCOMPARE(names(), plain);
        QSignalSpy changes(&f.view, &TimelineView::tracksChanged);
        TrackChoice choice = f.view.tracks();
        choice.kinds = {Kind::Alive, Kind::Busy, Kind::Lag};
        f.view.setTracks(choice);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(names(),
                 QStringList({QStringLiteral("Tasks alive"), QStringLiteral("Loop busy"),
                              QStringLiteral("Lag of the loop")}));
        f.view.setTracks({});
        QCOMPARE(names(), plain);
        f.view.setTracks({{Kind::Queue, Kind::Ready}, {QStringLiteral("q")}});
        QCOMPARE(names(), QStringList{QStringLiteral("Ready queue")});
        // Without any, the rows have the room.
        const QRect before = f.geometry().rows;
        f.view.setTracks({{}, {}});
        QCOMPARE(names(), QStringList());
        QVERIFY(TimelineGeometry(f.view.size(), 0, f.view.wishes(), false).rows.height()
                > before.height());
    }
    void howLittleALoopIsBusyHasRoomBesideItsTrack()
    {
        support::WrittenRun run;
        const trace::TaskId task = run.task("hardly");
        run.say(trace::Kind::Resumed, task);
        run.now = 1ms;
        run.say(trace::Kind::Suspended, task, run.wait(trace::Reason::Sleep, 12'344'000'000));
        run.now = 12'345ms;
        run.say(trace::Kind::Ready, task, trace::Waker::Timer);
        run.say(trace::Kind::Resumed, task).say(trace::Kind::Finished, task);
        Fixture f(run.builder.trace());
        f.view.setTracks({{TrackId::Kind::Busy}, {}});
        TimelineGeometry::Wishes narrow = f.view.wishes();
        narrow.gutter = 180;
        f.view.setWishes(narrow);
        const QStringList texts = support::Drawn::by(f.view).texts();
        QVERIFY2(texts.contains(QStringLiteral("< 0.1 % of 12.345 s")),
                 qPrintable(texts.join(u'\n')));
    }
    void rowsAreTallerWhereTheyMayBeAndThereIsRoom()
    {
        Fixture f;
        f.view.resize(f.view.width(), 1'000);
        const int usual = f.view.layoutOptions().rowHeight;
        f.view.setTallRows(true);
        const int tall = f.view.layoutOptions().rowHeight;
        QVERIFY(tall > usual);
        QVERIFY(TimelineLayout(f.model(), f.view.layoutOptions()).height() <= f.rows().height());
        f.view.resize(f.view.width(), 600);
        QVERIFY(f.view.layoutOptions().rowHeight < tall);
        f.view.setTallRows(false);
        QVERIFY(f.view.layoutOptions().rowHeight <= usual);
    }

    void namesAndTracksGrowAndShrinkByKey()
    {
        Fixture f;
        const auto geometry = [&f] { return TimelineGeometry(f.view.size(), 1, f.view.wishes()); };
        const TimelineGeometry before = geometry();
        f.press(Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(geometry().gutter, before.gutter + 24);
        f.press(Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
        f.press(Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(geometry().gutter, before.gutter - 24);
        f.press(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(geometry().queues.height(), before.queues.height() + 24);
        f.press(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        f.press(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(geometry().queues.height(), before.queues.height() - 24);
        f.view.perform(TimelineCommand::SizesAsTheyCome);
        QCOMPARE(geometry().queues, before.queues);
        // All of the run is still in sight.
        QVERIFY(f.range().begin <= 0s && f.range().end >= f.model().end());
    }

    void theRulerMovesTheCursor()
    {
        Fixture f;
        const QRect ruler = f.geometry().ruler;
        f.drag({f.xOf(2s), ruler.center().y()}, {f.xOf(5s), ruler.center().y()});
        QVERIFY(near(f.state.cursor().time, 5s, f));
        QVERIFY(!f.state.selectedTask());
    }

    void theOverviewMovesTheRange()
    {
        Fixture f;
        f.show(support::queueTrace());
        f.drag({f.xOf(2s), f.yOf(0)}, {f.xOf(4s), f.yOf(0)}, Qt::ControlModifier);
        const TimeRange before = f.range();
        const QRect strip = f.geometry().overview;
        const int x = strip.left() + strip.width() / 3;
        f.drag({x, strip.center().y()}, {x + 200, strip.center().y()});
        QVERIFY(f.range().begin > before.begin);
        QCOMPARE(f.range().length(), before.length());
    }

    void theChosenRangeStaysWhenTheRunIsReplaced()
    {
        Fixture f;
        f.show(support::queueTrace(5, 9));
        QVERIFY(f.range().end > f.model().end());
        f.press(Qt::Key_W);
        const TimeRange chosen = f.range();
        f.show(support::queueTrace(5, 8));
        QCOMPARE(f.range(), chosen);
    }

    void theSelectedTaskStaysWhenTheRunIsReplaced()
    {
        Fixture f;
        f.click({f.xOf(1500ms), f.yOf(8)});
        f.show(support::queueTrace(5, 8));
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{6}));
        f.show(support::queueTrace(1, 1));
        QVERIFY(!f.state.selectedTask());
    }

    void aLiveRunIsFollowedUntilAPersonMovesAway()
    {
        auto trace = std::make_shared<trace::Recorder>();
        Fixture f(trace);
        QSignalSpy followed(&f.view, &TimelineView::followingChanged);
        f.view.setLive(true);
        trace::TaskInfo info;
        info.number = 1;
        trace->addTask(info);
        trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
        for (int second = 1; second < 90; ++second) {
            trace->record(std::chrono::seconds(second), trace::Kind::Printed, 0, 0);
            f.document->refresh();
            QVERIFY(f.range().end > std::chrono::seconds(second));
        }
        f.document->refresh(91s);
        QVERIFY(f.range().end > 91s);
        f.press(Qt::Key_A);
        QCOMPARE(followed.size(), 1);
        QVERIFY(!f.view.isFollowing());
        const TimeRange stays = f.range();
        trace->record(200s, trace::Kind::Printed, 0, 0);
        f.document->refresh();
        QCOMPARE(f.range(), stays);
        f.view.setFollowing(true);
        QVERIFY(f.range().end > 200s);
    }

    void aLongTraceIsReadInAnotherThread()
    {
        const auto trace = support::randomTrace(1, 20, 3'200'000, true);
        Fixture f(trace);
        QVERIFY(f.document->isReading());
        QVERIFY(f.model().records() < trace->records().size());
        QVERIFY(!f.document->completeModel());
        QVERIFY(!f.view.grab().isNull());
        QTRY_VERIFY_WITH_TIMEOUT(!f.document->isReading(), ReadingTakes);
        QCOMPARE(f.model().records(), trace->records().size());
        QVERIFY(f.document->completeModel());
        QVERIFY(f.range().end > f.model().end());
    }

    void aSegmentStaysSelectedWhenTheRestHasBeenRead()
    {
        Fixture f(support::randomTrace(2, 20, 2'000'000, true));
        QVERIFY(f.document->isReading());
        const SegmentRef segment{trace::TaskId{3}, 5};
        f.state.setSelectedSegment(segment);
        const auto range = f.range();
        QTRY_VERIFY_WITH_TIMEOUT(!f.document->isReading(), ReadingTakes);
        QVERIFY(f.state.selectedSegment() == segment);
        QVERIFY(f.range().length() > range.length());
    }

    void aTraceThatIsReplacedWhileItIsReadLeavesNothingBehind()
    {
        const auto replaced = support::randomTrace(1, 20, 2'000'000, true);
        const auto trace = support::queueTrace();
        Fixture f(replaced);
        QVERIFY(f.document->isReading());
        f.show(trace);
        f.view.setReference(nullptr, {});
        QTRY_COMPARE(replaced.use_count(), 1L);
        QCoreApplication::processEvents();
        QVERIFY(&f.model().trace() == trace.get());
        QCOMPARE(f.model().records(), trace->records().size());
    }

    void aRunThatOutpacesItsReaderIsReadToItsEnd()
    {
        support::GrowingTrace growing(support::randomTrace(9, 20, 2'000'000, true));
        growing.growTo(10);
        Fixture f(growing.trace());
        f.view.setLive(true);
        while (growing.growTo(growing.trace()->records().size() + 400'000)) {
            f.document->refresh();
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY_WITH_TIMEOUT(!f.document->isReading(), ReadingTakes);
        QVERIFY(f.model().isComplete());
    }

    void theLegendHearsOfAWakeThatARunInProgressBrings()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({.number = 1});
        trace->addTask({.number = 2});
        trace->record(0ns, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->record(0ns, trace::Kind::Created, 1, 0xFFFF'FFFF);
        trace->record(0ns, trace::Kind::Resumed, 1);
        trace->record(0ns, trace::Kind::Suspended, 1,
                      static_cast<std::uint32_t>(trace->intern({.reason = trace::Reason::Event})));
        Fixture f(trace);
        f.view.setLive(true);
        const auto waiting = f.model().segmentAt(trace::TaskId{1}, 0, AxisKind::Clock);
        f.state.setSelectedSegment(waiting);
        QVERIFY(f.view.beside().selection && !f.view.beside().wakes);
        QSignalSpy changed(&f.view, &TimelineView::besideChanged);
        trace->record(1s, trace::Kind::Resumed, 0);
        trace->record(1s, trace::Kind::Ready, 1, 0);
        trace->record(1s, trace::Kind::Finished, 0);
        trace->record(1s, trace::Kind::Resumed, 1);
        f.document->refresh();
        QVERIFY(f.view.beside().wakes);
        QCOMPARE(changed.size(), 1);
    }

    void aLongReferenceIsShownOnceItHasBeenRead()
    {
        const auto reference
            = std::make_shared<RunDocument>(support::randomTrace(1, 20, 2'000'000, true));
        Fixture f;
        const QRect queue = f.geometry().tracks.front();
        const QImage alone = f.view.grab(queue).toImage();
        f.view.setReference(reference, QStringLiteral("before"));
        QCOMPARE(f.view.grab(queue).toImage(), alone);
        QTRY_VERIFY_WITH_TIMEOUT(f.view.grab(queue).toImage() != alone, ReadingTakes);
    }

    void theReferenceStandsInTheRowsOnlyWhenItIsWanted()
    {
        Fixture f;
        const auto reference = std::make_shared<RunDocument>(support::queueTrace(5, 3));
        f.view.setReference(reference, QStringLiteral("before: consumers 3"));
        const auto rowsOf = [](Fixture &shown) { return shown.view.grab(shown.rows()).toImage(); };
        Fixture plain;
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf(f), rowsOf(plain), ReadingTakes);
        f.view.setComparison(
            std::make_shared<const Comparison>(*compare(f.model(), reference->model())));
        QCOMPARE(rowsOf(f), rowsOf(plain));
        const TimeRange whole = f.range();

        f.view.setGhostShown(true);
        QVERIFY(rowsOf(f) != rowsOf(plain));
        // Both runs are there to their ends.
        QVERIFY(f.range().end >= std::max(f.model().end(), reference->model().end()));
        f.view.setGhostShown(false);
        QCOMPARE(f.range(), whole);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf(f), rowsOf(plain), ReadingTakes);

        // Of another run nothing is known yet.
        f.view.setGhostShown(true);
        f.show(support::queueTrace());
        f.view.setGhostShown(false);
        f.state.setCursor(f.model().endPosition());
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf(f), rowsOf(plain), ReadingTakes);
    }

    void aLongerReferenceIsInSightToItsEnd()
    {
        Fixture f(support::queueTrace(2, 2));
        const auto reference = std::make_shared<RunDocument>(support::queueTrace(20, 2));
        QVERIFY(reference->model().end() > f.model().end());
        f.view.setReference(reference, QStringLiteral("before: producers 20"));
        QVERIFY(f.range().end < reference->model().end());
        f.view.setGhostShown(true);
        QVERIFY(f.range().end > reference->model().end());
        f.press(Qt::Key_W);
        f.press(Qt::Key_0);
        QVERIFY(f.range().end > reference->model().end());
        // The steps of two runs have nothing to do with each other.
        f.state.setAxis(AxisKind::Steps);
        QVERIFY(f.state.visibleRange().end < 2 * f.model().end(AxisKind::Steps));
        f.state.setAxis(AxisKind::Clock);
        f.view.setReference(nullptr, {});
        f.press(Qt::Key_0);
        QVERIFY(f.range().end < reference->model().end());
    }

    void showsWhatOthersPutIntoTheState()
    {
        Fixture f;
        const TimeRange whole = f.range();
        f.state.setVisibleRange({2'000'000'000, 4'000'000'000});
        QVERIFY(near(f.range().begin, 2s, f));
        f.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(f.range(), whole);
        // What takes longer than a frame to paint comes in several.
        Fixture plain;
        QTRY_COMPARE_WITH_TIMEOUT(f.view.grab().toImage(), plain.view.grab().toImage(),
                                  ReadingTakes);
        f.state.setMeasure(UnitRange{1'000'000'000, 3'000'000'000});
        QVERIFY(f.view.grab().toImage() != plain.view.grab().toImage());
        f.state.setMeasure({});
        QTRY_COMPARE_WITH_TIMEOUT(f.view.grab().toImage(), plain.view.grab().toImage(),
                                  ReadingTakes);
        f.state.setSelectedSegment(SegmentRef{trace::TaskId{6}, 3});
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{6}));
        QVERIFY((f.state.selectedSegment() == SegmentRef{trace::TaskId{6}, 3}));
        QVERIFY(f.view.accessibleDescription().startsWith(QStringLiteral("Consumer 0: ")));
        f.state.setSelectedTask(trace::TaskId{7});
        QCOMPARE(f.state.selectedSegment()->task, trace::TaskId{7});
    }

    void theRangeInSightStaysForTheSameProgramAndNoOther()
    {
        Fixture f;
        const UnitRange chosen{2'000'000'000, 4'000'000'000};
        f.state.setVisibleRange(chosen);
        f.show(support::queueTrace(3, 2));
        QVERIFY(f.view.isRangeChosen());
        QVERIFY(f.state.visibleRange().end < f.model().end(AxisKind::Clock));
        RunInfo info;
        info.title = QStringLiteral("other");
        const auto other = std::make_shared<RunDocument>(support::queueTrace(3, 2), info);
        f.view.setDocument(other);
        QVERIFY(!f.view.isRangeChosen());
        QVERIFY(f.state.visibleRange().end >= other->model().end(AxisKind::Clock));
    }

    void whatIsFoldedStaysFoldedForTheSameProgramAndNoOther()
    {
        Fixture f;
        f.state.setSelectedTask(trace::TaskId{7});
        QVERIFY(f.view.perform(TimelineCommand::FoldGroup));
        f.show(support::queueTrace(3, 2));
        QCOMPARE(f.view.layoutOptions().collapsed, std::set{QStringLiteral("consume")});
        RunInfo info;
        info.title = QStringLiteral("other");
        f.view.setDocument(std::make_shared<RunDocument>(support::queueTrace(3, 2), info));
        QVERIFY(f.view.layoutOptions().collapsed.empty());
    }

    void theMeasureGoesWithItsAxis()
    {
        Fixture f;
        f.state.setMeasure(UnitRange{1'000'000'000, 3'000'000'000});
        f.state.setAxis(AxisKind::Steps);
        QVERIFY(!f.state.measure());
        QVERIFY(f.state.visibleRange().end >= f.model().end(AxisKind::Steps));
    }

    void theStepsAxisKeepsTheCursorOnItsStep()
    {
        Fixture f;
        f.click({f.xOf(3s), f.yOf(8)});
        const Position before = f.state.cursor();
        f.state.setAxis(AxisKind::Steps);
        QCOMPARE(f.state.cursor(), before);
        f.click({f.rows().center().x(), f.yOf(8)});
        const RunModel &model = f.model();
        const std::uint32_t step = model.steps().before(f.state.cursor().records);
        QVERIFY(step > 0);
        QCOMPARE(f.state.cursor(), model.positionAfterStep(step));
        f.state.setAxis(AxisKind::Clock);
        QVERIFY(f.state.axis() == AxisKind::Clock);
    }

    void nothingToShowIsSaidInWords()
    {
        Fixture f(nullptr);
        QVERIFY(!f.view.grab().isNull());
        f.press(Qt::Key_W);
        f.wheel({700, 300}, {0, 120}, Qt::ControlModifier);
        f.click({700, 300});
        f.view.fitAll();
        f.view.fitSelection();
        f.show(support::queueTrace());
        f.show(nullptr);
        QVERIFY(!f.view.grab().isNull());
    }

    void paintsInEverySizeAndRowHeight_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("least") << QSize(560, 240);
        QTest::newRow("less than that") << QSize(100, 60);
        QTest::newRow("large") << QSize(2560, 1440);
    }
    void allRowsComeIntoSightOnDemand()
    {
        Fixture f(support::queueTrace(100, 200));
        const auto *bar = f.view.findChild<QScrollBar *>();
        QVERIFY(bar->isVisible());
        f.view.setAllRows(true);
        QVERIFY(!bar->isVisible());
        QCOMPARE(f.view.grab().size(), f.view.size());
        f.view.setAllRows(false);
        QVERIFY(bar->isVisible());
    }

    void theSelectedRowStaysInSightWhenTheRoomShrinks()
    {
        Fixture f(support::queueTrace(20, 40));
        const auto *bar = f.view.findChild<QScrollBar *>();
        f.view.setRowHeight(24);
        const int last = f.rows().height() / 24 - 1; // of the rows that are whole
        f.click({700, f.yOf(last)});
        QVERIFY(f.state.selectedTask());
        QCOMPARE(bar->value(), 0);
        f.view.resize(1280, 420);
        const int shrunk = bar->value();
        QVERIFY(shrunk > 0);
        QVERIFY((last + 1) * 24 - shrunk <= f.rows().height());
        // What one has scrolled away stays there.
        f.view.resize(1280, 720);
        f.press(Qt::Key_PageDown);
        f.press(Qt::Key_PageDown);
        const int away = bar->value();
        f.view.resize(1280, 700);
        QCOMPARE(bar->value(), away);
    }

    void theSelectedRowStaysInSightWhenTracksComeUnderIt()
    {
        Fixture f(support::queueTrace(20, 40));
        f.view.setTracks({{TrackId::Kind::Queue}, {}});
        const auto rows = [&] {
            const auto tracks = static_cast<int>(f.view.tracks().kinds.size());
            return TimelineGeometry(f.view.size(), tracks, f.view.wishes(), false).rows;
        };
        const auto *bar = f.view.findChild<QScrollBar *>();
        f.view.setRowHeight(24);
        const int last = rows().height() / 24 - 1;
        f.click({700, rows().top() + last * 24 + 12});
        QVERIFY(f.state.selectedTask());
        QCOMPARE(bar->value(), 0);
        f.view.setTracks({{TrackId::Kind::Queue, TrackId::Kind::Alive, TrackId::Kind::Busy}, {}});
        QVERIFY(bar->value() > 0);
        QVERIFY((last + 1) * 24 - bar->value() <= rows().height());
    }

    void paintsInEverySizeAndRowHeight()
    {
        QFETCH(QSize, size);
        Fixture f(support::randomTrace(3, 30, 5'000, true));
        f.view.resize(size);
        for (const int height : {0, 24, 20, 16, 12, 8, 4, 2, 1}) {
            f.view.setRowHeight(height);
            QCOMPARE(f.view.grab().size(), size);
        }
        f.state.setAxis(AxisKind::Steps);
        f.view.setTheme(Theme::darkTheme());
        QCOMPARE(f.view.grab().size(), size);
    }

    void theViewTakesPartInWhatAKeyboardAndAMouseDo()
    {
        Fixture f;
        QCOMPARE(f.view.focusPolicy(), Qt::StrongFocus);
        QVERIFY(f.view.hasMouseTracking());
        QCOMPARE(f.view.contextMenuPolicy(), Qt::PreventContextMenu);
        auto *field = f.view.findChild<QLineEdit *>(QStringLiteral("taskFilter"));
        QVERIFY(field->isVisible());
        QCOMPARE(field->focusPolicy(), Qt::ClickFocus);
        QVERIFY(field->isClearButtonEnabled());
        QVERIFY(!field->hasFrame());
        for (const QScrollBar *bar : f.view.findChildren<QScrollBar *>())
            QVERIFY(!bar->isVisible()); // all is in sight
        f.show(nullptr);
        QVERIFY(!field->isVisible());
    }

    void whatIsClearedIsTheMeasureThenTheSelectionThenTheFilter()
    {
        Fixture f;
        f.view.setFilter(QStringLiteral("Consumer"));
        f.state.setSelectedTask(trace::TaskId{7});
        f.state.setMeasure(UnitRange{0, 1'000'000'000});
        QVERIFY(f.view.clearSelection());
        QVERIFY(!f.state.measure() && f.state.selectedTask());
        QVERIFY(f.view.clearSelection());
        QVERIFY(!f.state.selectedTask());
        QVERIFY(!f.view.layoutOptions().filter.isEmpty());
        QVERIFY(f.view.clearSelection());
        QVERIFY(f.view.layoutOptions().filter.isEmpty());
        QVERIFY(!f.view.clearSelection());
    }

    void whatAPictureShowsBesideTheRunIsToldAsItIs()
    {
        Fixture f;
        QVERIFY(f.view.beside().cursor);
        QVERIFY(!f.view.beside().selection && !f.view.beside().wakes);
        QVERIFY(!f.view.beside().reference && !f.view.beside().ghost);
        const auto wait = f.model().segmentAt(trace::TaskId{6}, 1'500'000'000, AxisKind::Clock);
        f.state.setSelectedSegment(wait);
        QVERIFY(f.view.beside().selection);
        const std::size_t last = f.model().track(trace::TaskId{6}).size() - 1;
        f.state.setSelectedSegment(SegmentRef{trace::TaskId{6}, last});
        QVERIFY(!f.view.beside().selection); // an end has no frame
        f.view.setReference(std::make_shared<RunDocument>(support::queueTrace(5, 3)),
                            QStringLiteral("before"));
        QVERIFY(f.view.beside().reference);
        QVERIFY(!f.view.beside().ghost);
        f.show(nullptr);
        QVERIFY(!f.view.beside().cursor);
        QVERIFY(!f.view.perform(TimelineCommand::ZoomIn));
    }

    void aChangeIsToldOnce()
    {
        Fixture f;
        QSignalSpy beside(&f.view, &TimelineView::besideChanged);
        QSignalSpy followed(&f.view, &TimelineView::followingChanged);
        QVERIFY(!f.view.isGhostShown());
        f.view.setGhostShown(true);
        f.view.setGhostShown(true);
        QVERIFY(f.view.isGhostShown());
        QCOMPARE(beside.size(), 1);
        QVERIFY(!f.view.isLive() && f.view.isFollowing());
        f.view.setFollowing(false);
        f.view.setFollowing(false);
        QCOMPARE(followed.size(), 1);
        f.view.setLive(true); // and follows again
        QVERIFY(f.view.isLive() && f.view.isFollowing());
        QCOMPARE(followed.size(), 2);
        f.view.setLive(true);
        QCOMPARE(followed.size(), 2);
    }

    void groupsAreFoldedByCommand()
    {
        Fixture f;
        const auto folded = [&f] { return f.view.layoutOptions().collapsed.size(); };
        QVERIFY(!f.view.perform(TimelineCommand::FoldGroup)); // of whom?
        f.state.setSelectedTask(trace::TaskId{0});
        QVERIFY(!f.view.perform(TimelineCommand::FoldGroup)); // main stands alone
        QCOMPARE(folded(), std::size_t{0});
        f.state.setSelectedTask(trace::TaskId{7});
        QVERIFY(f.view.perform(TimelineCommand::FoldGroup));
        QCOMPARE(folded(), std::size_t{1});
        QVERIFY(f.view.layoutOptions().collapsed.contains(QStringLiteral("consume")));
        QVERIFY(f.view.perform(TimelineCommand::FoldAll));
        QCOMPARE(folded(), std::size_t{2});
        QVERIFY(f.view.perform(TimelineCommand::UnfoldAll));
        QCOMPARE(folded(), std::size_t{0});
    }

    void theCursorGoesWithTheSelectionThatAKeyMoves()
    {
        Fixture f;
        const auto isAtCursor = [&f] {
            const SegmentRef at = *f.state.selectedSegment();
            return f.model().track(at.task).segmentAfter(f.state.cursor().records) == at.index;
        };
        f.state.setCursor(f.model().positionAt(3'300'000'000, AxisKind::Clock));
        const Position before = f.state.cursor();
        f.press(Qt::Key_Down); // nothing was selected
        QVERIFY(isAtCursor());
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Down);
        QVERIFY(isAtCursor());
        QCOMPARE(f.state.cursor(), before);
        f.state.setSelectedTask(trace::TaskId{9});
        f.press(Qt::Key_Left);
        QVERIFY(isAtCursor());
        QVERIFY(f.state.cursor().records < before.records);
        f.press(Qt::Key_BracketLeft);
        QVERIFY(isAtCursor());
    }

    void arrowsAreOfTheSelectionOfAllInSightOrNone()
    {
        Fixture f;
        // Each tail is a disc.
        const auto painted
            = [&f] { return support::Drawn::by(f.view).filled(Theme::light().accent).size(); };
        const qsizetype none = painted();
        QVERIFY(!f.view.beside().wakes);
        f.view.setWakes(WakesShown::All);
        QVERIFY(painted() > none + 20);
        QVERIFY(f.view.beside().wakes);
        f.view.setWakes(WakesShown::None);
        QCOMPARE(painted(), none);
        // Those of rows that are gone go, too: nobody wakes the producers but main.
        f.view.setWakes(WakesShown::All);
        f.view.setFilter(QStringLiteral("Producer"));
        painted();
        f.state.setVisibleRange({1'000'000'000, 2'000'000'000});
        painted();
        QVERIFY(!f.view.beside().wakes);
        f.view.setWakes(WakesShown::None);
        f.view.setFilter(QString());
        std::size_t woken = 0;
        while (arrowsFor(f.model(), {trace::TaskId{9}, woken}, AxisKind::Clock).empty())
            ++woken;
        f.state.setSelectedSegment(SegmentRef{trace::TaskId{9}, woken});
        QVERIFY(!f.view.beside().wakes);
        f.view.setWakes(WakesShown::OfSelection);
        QVERIFY(f.view.beside().wakes);
    }

    void pinnedRowsStayWhileTheOthersScroll()
    {
        Fixture f(support::queueTrace(20, 40));
        const trace::TaskId pinned{30};
        f.view.setPinned({f.model().label(pinned)});
        auto *bar = f.view.findChild<QScrollBar *>();
        const int height = f.view.layoutOptions().rowHeight;
        const QRect band(0, f.rows().top(), f.view.width() - 12, height);
        const QRect under(0, band.bottom() + 2, band.width(), height);
        const auto seen = [&f](const QRect &place) { return f.view.grab(place).toImage(); };
        const QImage before = seen(band);
        const QImage others = seen(under);
        bar->setValue(height * 10 + 3);
        QVERIFY(seen(band) == before);
        QVERIFY(seen(under) != others);

        // What is under the pointer is what one sees.
        const TimelineLayout layout(f.model(), f.view.layoutOptions());
        f.click({40, band.center().y()});
        QCOMPARE(f.state.selectedTask(), std::optional(pinned));
        f.click({f.rows().center().x(), band.center().y()});
        QCOMPARE(f.state.selectedTask(), std::optional(pinned));
        QCOMPARE(bar->value(), height * 10 + 3);
        const QPoint below(40, band.bottom() + height);
        const auto row = layout.rowAt(below.y() - f.rows().top() + bar->value());
        f.click(below);
        QCOMPARE(f.state.selectedTask(), std::optional(layout.rows()[*row].task));
        QVERIFY(*f.state.selectedTask() != pinned);
        QSignalSpy menus(&f.view, &TimelineView::menuRequested);
        QTest::mouseClick(&f.view, Qt::RightButton, {}, {40, band.center().y()});
        QCOMPARE(menus.size(), 1);
        QCOMPARE(f.state.selectedTask(), std::optional(pinned));
        auto *card = f.view.findChild<HoverCard *>();
        QTest::mouseMove(&f.view, {f.rows().center().x(), band.center().y()});
        QTRY_VERIFY(card->isVisible());
        QVERIFY(std::abs(card->geometry().top() - band.bottom()) < 2 * height); // and its shadow
    }

    void aRowIsScrolledOutFromUnderThePinnedOnes()
    {
        Fixture f(support::queueTrace(20, 40));
        f.view.setPinned({f.model().label(trace::TaskId{30}), f.model().label(trace::TaskId{40})});
        auto *bar = f.view.findChild<QScrollBar *>();
        const int height = f.view.layoutOptions().rowHeight;
        const int staying = 2 * height;
        const TimelineLayout layout(f.model(), f.view.layoutOptions());
        const auto isInSight = [&](trace::TaskId task) {
            const TimelineLayout::Row &row = layout.rows()[*layout.rowOf(task)];
            return row.top - bar->value() >= staying
                && row.bottom() - bar->value() <= f.rows().height();
        };
        const trace::TaskId hidden{8};
        bar->setValue(layout.rows()[*layout.rowOf(hidden)].top - height);
        QVERIFY(!isInSight(hidden));
        f.state.setSelectedTask(hidden);
        QVERIFY(isInSight(hidden));
        // One that stays is in sight wherever the others are.
        bar->setValue(bar->maximum());
        f.state.setSelectedTask(trace::TaskId{40});
        QCOMPARE(bar->value(), bar->maximum());
        // What is paged over is what is in sight of the others.
        f.view.perform(TimelineCommand::PageUp);
        QCOMPARE(bar->value(), bar->maximum() - (f.rows().height() - staying));
        // Without a selection the keys begin at the uppermost row.
        f.state.setSelectedTask(std::nullopt);
        f.press(Qt::Key_Down);
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{30}));
    }

    void whatIsSelectedUnderThePinnedRowsDoesNotShowThroughThem()
    {
        Fixture f(support::queueTrace(20, 40));
        f.view.setPinned({f.model().label(trace::TaskId{30}), f.model().label(trace::TaskId{40})});
        auto *bar = f.view.findChild<QScrollBar *>();
        const int height = f.view.layoutOptions().rowHeight;
        const TimelineLayout layout(f.model(), f.view.layoutOptions());
        const QRect band(f.rows().left(), f.rows().top(), f.rows().width() - 12, 2 * height);
        const trace::TaskId hidden{8};
        bar->setValue(layout.rows()[*layout.rowOf(hidden)].top - height);
        const int there = bar->value();
        const QImage before = f.view.grab(band).toImage();
        f.state.setSelectedTask(hidden);
        bar->setValue(there);
        QVERIFY(f.view.grab(band).toImage() == before);
    }

    void commandsForTheSelectionNeedOne()
    {
        Fixture f;
        QSignalSpy activated(&f.view, &TimelineView::taskActivated);
        QSignalSpy pinned(&f.view, &TimelineView::pinnedChanged);
        for (const TimelineCommand command :
             {TimelineCommand::Activate, TimelineCommand::Pin, TimelineCommand::FilterToTask,
              TimelineCommand::MeasureSelection, TimelineCommand::CursorToSelection})
            QVERIFY(!f.view.perform(command));
        f.state.setSelectedSegment(SegmentRef{trace::TaskId{7}, 2});
        QVERIFY(f.view.perform(TimelineCommand::Activate));
        QCOMPARE(activated.size(), 1);
        QVERIFY(f.view.perform(TimelineCommand::Pin));
        QVERIFY(f.view.layoutOptions().pinned.contains(QStringLiteral("Consumer 1")));
        QVERIFY(f.view.perform(TimelineCommand::Pin));
        QVERIFY(f.view.layoutOptions().pinned.empty());
        QCOMPARE(pinned.size(), 2);
        const TaskTrack &track = f.model().track(trace::TaskId{7});
        QVERIFY(f.view.perform(TimelineCommand::CursorToSelection));
        QCOMPARE(f.state.cursor(), (Position{track.start(2), track.record(2) + std::size_t{1}}));
        QVERIFY(f.view.perform(TimelineCommand::MeasureSelection));
        const Units begin = f.model().start({trace::TaskId{7}, 2}, AxisKind::Clock);
        const Units end = f.model().end({trace::TaskId{7}, 2}, AxisKind::Clock);
        QCOMPARE(f.state.measure(), std::optional(UnitRange{begin, std::max(end, begin + 1)}));
        // What takes no time is measured as the least that there is.
        f.state.setSelectedSegment(SegmentRef{trace::TaskId{7}, 1});
        QVERIFY(f.view.perform(TimelineCommand::MeasureSelection));
        QCOMPARE(f.state.measure()->length(), Units{1});
        QVERIFY(f.view.perform(TimelineCommand::FilterToTask));
        QCOMPARE(f.view.layoutOptions().filter, QStringLiteral("\"Consumer 1\""));
    }

    void aMenuIsAskedForWhatIsUnderThePointer()
    {
        using What = TimelinePlace::What;
        Fixture f;
        std::vector<TimelinePlace> places;
        connect(&f.view, &TimelineView::menuRequested, this,
                [&](const TimelinePlace &place) { places.push_back(place); });
        const auto ask = [&](QPoint at) {
            QTest::mouseClick(&f.view, Qt::RightButton, {}, at);
            return places.empty() ? TimelinePlace{} : places.back();
        };
        QVERIFY(ask({f.xOf(1500ms), f.yOf(8)}).what == What::Segment);
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{6}));
        QCOMPARE(places.back().group, std::size_t{2});
        QVERIFY(places.back().position.has_value());
        QVERIFY(ask({60, f.yOf(9)}).what == What::Task);
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{7}));
        QVERIFY(!places.back().position);
        QVERIFY(ask({60, f.yOf(7)}).what == What::Group);
        QVERIFY(f.view.perform(TimelineCommand::FoldGroup));
        QVERIFY(f.view.layoutOptions().collapsed.contains(QStringLiteral("consume")));
        f.view.perform(TimelineCommand::UnfoldAll);
        const TimelineGeometry geometry = f.geometry();
        QVERIFY(ask(geometry.overview.center()).what == What::Overview);
        QVERIFY(ask(geometry.ruler.center()).what == What::Empty);
        QVERIFY(ask(geometry.tracks[0].center()).what == What::Track);
        QCOMPARE(places.back().track, TrackId(f.model().queues()[0]));
        QCOMPARE(f.state.selectedObject(), std::optional(f.model().queues()[0]));
        QVERIFY(ask({60, geometry.tracks[1].center().y()}).what == What::Track);
        QCOMPARE(places.back().track, TrackId(TrackId::Kind::Ready));
        QCOMPARE(places.size(), std::size_t{7});
    }

    void aNameIsActivatedAndAHeaderFoldedByADoubleClick()
    {
        Fixture f;
        QSignalSpy activated(&f.view, &TimelineView::taskActivated);
        QTest::mouseDClick(&f.view, Qt::LeftButton, {}, {60, f.yOf(8)});
        QCOMPARE(activated.size(), 1);
        QTest::mouseDClick(&f.view, Qt::RightButton, {}, {60, f.yOf(8)});
        QCOMPARE(activated.size(), 1);
        f.press(Qt::Key_W);
        QVERIFY(f.view.isRangeChosen());
        QTest::mouseDClick(&f.view, Qt::LeftButton, {}, f.geometry().overview.center());
        QVERIFY(!f.view.isRangeChosen());
        QVERIFY(f.range().begin < 0s && f.range().end > f.model().end());
    }

    void whoIsAmongTheChoicesIsChosenByAClick()
    {
        Fixture f;
        f.view.setChoices({trace::TaskId{7}, trace::TaskId{6}});
        QSignalSpy chosen(&f.view, &TimelineView::taskChosen);
        f.click({60, f.yOf(8)});
        QCOMPARE(chosen.size(), 1);
        f.click({f.xOf(1500ms), f.yOf(9)});
        QCOMPARE(chosen.size(), 2);
        QVERIFY(!f.state.selectedTask());
        f.click({60, f.yOf(10)}); // none of them
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{8}));
        f.view.setChoices({});
        f.click({60, f.yOf(9)});
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(f.state.selectedTask(), std::optional(trace::TaskId{7}));
    }
};

PAINTING_TEST_MAIN(tst_timelineview)
#include "tst_timelineview.moc"
