#include "tests/support/drawn.h"
#include "tests/support/strings.h"
#include "tests/support/writtenrun.h"
#include "views/timeline/emptyplace.h"
#include "views/timeline/gutterpainter.h"
#include "views/timeline/markpainter.h"
#include "views/timeline/overview.h"
#include "views/timeline/rulerpainter.h"
#include "views/timeline/selectionmoves.h"
#include "views/timeline/timelinegeometry.h"
#include "views/timeline/timelinekeys.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QTest>

#include <array>

using namespace views;
using namespace std::chrono_literals;
using support::Drawn;
using support::strings;
using support::WrittenRun;
using trace::Kind;
using trace::Reason;
using trace::TaskId;
using trace::Waker;

namespace {

constexpr Units Second = 1'000'000'000;

/// Ready for 10 s, asleep for 50, running for 20, and done for as long.
RunModel oneLife()
{
    WrittenRun run;
    const TaskId task = run.task("one");
    run.now = 10s;
    run.step(task, run.wait(Reason::Sleep, 50 * Second));
    run.now = 60s;
    run.say(Kind::Ready, task, Waker::Timer).say(Kind::Resumed, task);
    run.now = 80s;
    run.say(Kind::Finished, task);
    run.now = 100s;
    run.say(Kind::Ended, trace::Outcome::Done);
    return run.model();
}

/// The first task goes on, the others end at 10 s.
RunModel oneGoesOn()
{
    WrittenRun run;
    const TaskId first = run.task("first");
    const std::array others{run.task("second"), run.task("third")};
    run.step(first, run.wait(Reason::Future));
    run.now = 10s;
    for (const TaskId task : others)
        run.say(Kind::Resumed, task).say(Kind::Finished, task);
    run.now = 100s;
    run.say(Kind::Ended, trace::Outcome::Done);
    return run.model();
}

TimelineLayout::Options plainRows()
{
    TimelineLayout::Options options;
    options.headerHeight = 0;
    return options;
}

} // namespace

/// What the timeline is made of beside its rows, piece by piece.
class tst_TimelineParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theViewIsSharedOutToThePixel()
    {
        const TimelineGeometry one({1280, 720}, 1);
        QVERIFY(!one.compact);
        QCOMPARE(one.gutter, 192);
        QCOMPARE(one.overview, QRect(192, 0, 1088, 60));
        QCOMPARE(one.ruler, QRect(192, 60, 1088, 30));
        QCOMPARE(one.rows, QRect(192, 90, 1088, 494));
        QCOMPARE(one.queues, QRect(192, 584, 1088, 80));
        QCOMPARE(one.hidden, 0);
        QCOMPARE(one.tracks.size(), std::size_t{2});
        QCOMPARE(one.tracks[0], QRect(192, 584, 1088, 80));
        QCOMPARE(one.tracks[1], QRect(192, 664, 1088, 56));
        QCOMPARE(one.plots(), QRect(192, 90, 1088, 630));
        QVERIFY(!TimelineGeometry({900, 560}, 1).compact);
        QVERIFY(TimelineGeometry({899, 560}, 1).compact);
        QVERIFY(TimelineGeometry({900, 559}, 1).compact);
    }
    void tracksForWhichThereIsNoRoomAreHidden()
    {
        const TimelineGeometry many({1280, 720}, 10);
        QCOMPARE(many.queues, QRect(192, 344, 1088, 320));
        QCOMPARE(many.hidden, 480);
        QCOMPARE(many.tracks.size(), std::size_t{11});
        QCOMPARE(many.sightOf(0), QRect(192, 344, 1088, 80));
        QVERIFY(many.sightOf(9).isEmpty());
        QCOMPARE(many.sightOf(10), QRect(192, 664, 1088, 56));
        QCOMPARE(TimelineGeometry({1280, 720}, 10, {0, 0, 1000}).tracks[0].top(), 344 - 480);
        QCOMPARE(TimelineGeometry({1280, 720}, 10, {0, 0, 100}).tracks[0].top(), 344 - 100);
        const TimelineGeometry wished({1280, 720}, 10, {0, 100, 0});
        QCOMPARE(wished.queues.height(), 100);
        QCOMPARE(wished.hidden, 700);
    }
    void wishesAreHeldWithinReason()
    {
        const auto gutter = [](int wish) {
            return TimelineGeometry({1280, 720}, 1, {wish, 0, 0}).gutter;
        };
        QCOMPARE(gutter(10), 72);
        QCOMPARE(gutter(300), 300);
        QCOMPARE(gutter(10'000), 640);
        const auto queues = [](int wish) {
            return TimelineGeometry({1280, 720}, 1, {0, wish, 0}).queues.height();
        };
        QCOMPARE(queues(100), 100);
        QCOMPARE(queues(10), 10);
        QCOMPARE(queues(1'000), 478);
    }
    void aLowViewHasLowTracksOrNone()
    {
        QCOMPARE(TimelineGeometry({1000, 420}, 1).tracks[0].height(), 56);
        QCOMPARE(TimelineGeometry({1000, 419}, 1).tracks[0].height(), 42);
        const TimelineGeometry lowest({1000, 156}, 1);
        QCOMPARE(lowest.tracks.size(), std::size_t{2});
        QCOMPARE(lowest.queues.height(), 0);
        const TimelineGeometry none({1000, 155}, 1);
        QVERIFY(none.tracks.empty());
        QCOMPARE(none.rows, QRect(164, 66, 836, 89));
        QCOMPARE(none.plots(), none.rows);
    }
    void anEdgeIsTakenWithinThreePixels()
    {
        using Edge = TimelineGeometry::Edge;
        const TimelineGeometry geometry({1280, 720}, 1);
        const auto edge = [&](int x, int y) { return geometry.edgeAt({x, y}); };
        QVERIFY(edge(189, 300) == Edge::Gutter && edge(195, 300) == Edge::Gutter);
        QVERIFY(edge(188, 300) == Edge::None && edge(196, 300) == Edge::None);
        QVERIFY(edge(192, 30) == Edge::None); // the overview's own
        QVERIFY(edge(600, 580) == Edge::Tracks && edge(600, 586) == Edge::Tracks);
        QVERIFY(edge(600, 579) == Edge::None && edge(600, 587) == Edge::None);
        QVERIFY(TimelineGeometry({1280, 720}, 0).edgeAt({600, 663}) == Edge::None);
    }

    void theSelectionGoesToWhatHasAWidth()
    {
        const RunModel model = oneLife();
        const auto next = [&](std::size_t from) {
            const auto found = selection::next(model, {TaskId{0}, from}, AxisKind::Clock);
            return found ? static_cast<int>(found->index) : -1;
        };
        const auto previous = [&](std::size_t from) {
            const auto found = selection::previous(model, {TaskId{0}, from}, AxisKind::Clock);
            return found ? static_cast<int>(found->index) : -1;
        };
        QCOMPARE(next(0), 2);
        QCOMPARE(next(1), 2);
        QCOMPARE(next(2), 4);
        QCOMPARE(next(4), -1); // the end has none
        QCOMPARE(previous(5), 4);
        QCOMPARE(previous(4), 2);
        QCOMPARE(previous(2), 0);
        QCOMPARE(previous(0), -1);
    }
    void theSelectionGoesFromRowToRow()
    {
        const RunModel model = oneGoesOn();
        const TimelineLayout layout(model, {}); // under a header
        const auto there = [&](std::uint32_t from, int rows, Units where = 5 * Second) {
            const auto found
                = selection::inRow(model, layout, TaskId{from}, rows, where, AxisKind::Clock);
            return found ? static_cast<int>(found->task) * 10 + static_cast<int>(found->index) : -1;
        };
        QCOMPARE(there(0, 1), 10);
        QCOMPARE(there(0, 2), 20);
        QCOMPARE(there(0, 3), -1);
        QCOMPARE(there(2, 1), -1);
        QCOMPARE(there(2, -2), 2);
        QCOMPARE(there(0, -1), -1); // a header alone
        QCOMPARE(there(0, 1, 20 * Second), 12);
        QCOMPARE(there(0, 1, -1), 10); // as it begins
        TimelineLayout::Options options;
        options.filter = QStringLiteral("second");
        const TimelineLayout filtered(model, options);
        QVERIFY(!selection::inRow(model, filtered, TaskId{0}, 1, 0, AxisKind::Clock));
    }
    void theSelectionGoesToWakersAndTheWoken()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        const TaskId c = run.task("c");
        const trace::WaitId future = run.wait(Reason::Future);
        run.step(b, future).step(c, future).say(Kind::Resumed, a);
        run.say(Kind::Ready, c, a).say(Kind::Ready, b, a);
        const RunModel model = run.model();
        QVERIFY((selection::woken(model, {a, 1}) == SegmentRef{c, 2}));
        QVERIFY((selection::woken(model, {a, 0}) == SegmentRef{c, 2}));
        QVERIFY(!selection::woken(model, {b, 1}));
        QVERIFY((selection::waker(model, {c, 2}) == SegmentRef{a, 1}));
        QVERIFY((selection::waker(model, {b, 3}) == SegmentRef{a, 1}));
        QVERIFY(!selection::waker(model, {a, 0}));
    }

    void aKeyMeansWhatIsPrintedOnIt()
    {
        using Command = TimelineCommand;
        const auto command = [](int key, Qt::KeyboardModifiers modifiers = {}, quint32 scan = 0) {
            return commandOf(QKeyEvent(QEvent::KeyPress, key, modifiers, scan, 0, 0));
        };
        QVERIFY(command(Qt::Key_W) == Command::ZoomIn);
        QVERIFY(command(Qt::Key_W, Qt::ShiftModifier) == Command::ZoomInFast);
        QVERIFY(!command(Qt::Key_W, Qt::ControlModifier));
        QVERIFY(command(Qt::Key_A, Qt::ShiftModifier) == Command::PanLeftFast);
        QVERIFY(command(Qt::Key_Z) == Command::FoldGroup);
        QVERIFY(command(Qt::Key_Z, Qt::ShiftModifier) == Command::UnfoldTask);
        QVERIFY(!command(Qt::Key_F, Qt::ShiftModifier));
        // Shift only reaches a sign, but is a part of what other keys mean.
        QVERIFY(command(Qt::Key_Plus, Qt::ShiftModifier) == Command::ZoomIn);
        QVERIFY(command(Qt::Key_Underscore, Qt::ShiftModifier) == Command::ZoomOut);
        QVERIFY(command(Qt::Key_Left, Qt::ShiftModifier) == Command::PanLeft);
        QVERIFY(!command(Qt::Key_Escape, Qt::ShiftModifier));
        QVERIFY(command(Qt::Key_Plus, Qt::KeypadModifier) == Command::ZoomIn);
        QVERIFY(!command(Qt::Key_X));
        if (QGuiApplication::platformName() == QLatin1String("offscreen")) {
            for (const quint32 scan : {25U, 0x11U})
                QVERIFY(!command(Qt::Key_X, {}, scan)); // it tells no places
        }
        QCOMPARE(keysOf(Command::ZoomIn).size(), 5);
        QCOMPARE(keysOf(Command::Clear), QList<QKeySequence>{QKeySequence(Qt::Key_Escape)});
        QVERIFY(keysOf(Command::SizesAsTheyCome).isEmpty());
    }

    void aCardStandsWhereNothingIsPainted()
    {
        const RunModel model = oneGoesOn();
        const TimelineLayout layout(model, plainRows());
        const TimeAxis axis(AxisKind::Clock, {0, 100 * Second}, 400);
        const auto place = [&](const QSize &size, int height, double scroll = 0) {
            return emptyPlace(model, layout, axis, QRect(100, 50, 400, height), scroll, size);
        };
        const auto beside = place({100, 20}, 240);
        QVERIFY(beside.has_value());
        QCOMPARE(beside->room, QRect(192, 82, 300, 20));
        QCOMPARE(beside->beside, std::optional(86));
        QVERIFY(place({300, 20}, 240)->beside.has_value());
        const auto under = place({301, 20}, 240);
        QVERIFY(under.has_value() && !under->beside);
        QCOMPARE(under->room, QRect(108, 130, 384, 152));
        QVERIFY(place({301, 20}, 72 + 36).has_value());
        QVERIFY(!place({301, 20}, 72 + 35));
        QVERIFY(place({384, 20}, 240).has_value());
        QVERIFY(!place({385, 20}, 240));
        // The card has to stand beside whole rows.
        QVERIFY(place({100, 20}, 60)->beside.has_value());
        QVERIFY(!place({100, 20}, 59));
        QCOMPARE(place({100, 20}, 240, 24)->beside, std::optional(62));
        QCOMPARE(place({100, 20}, 240, 25)->beside, std::optional(50 + 23 + 12));
    }

    void theWholeOfARunHasRoomAtItsEnds()
    {
        const RunModel model = oneLife();
        QCOMPARE(Overview::fitted(model, AxisKind::Clock, 560),
                 (UnitRange{-2 * Second, 110 * Second}));
        QCOMPARE(Overview::fitted(model, AxisKind::Clock, 560, 200 * Second),
                 (UnitRange{-4 * Second, 220 * Second}));
        QCOMPARE(Overview::fitted(model, AxisKind::Steps, 560),
                 (UnitRange{-2 * UnitsPerStep / 50, 2 * UnitsPerStep * 11 / 10}));
        const RunModel nothing = WrittenRun().model();
        QCOMPARE(Overview::fitted(nothing, AxisKind::Clock, 560).end, Second * 11 / 10);
        QCOMPARE(Overview::fitted(nothing, AxisKind::Steps, 560).end, UnitsPerStep * 11 / 10);
    }
    void theBrushIsTakenAtItsEdgesOrInTheMiddle()
    {
        using Grip = Overview::Grip;
        Overview overview;
        overview.setArea(QRect(100, 0, 500, 60));
        const TimeAxis axis(AxisKind::Clock, {0, 100}, 500);
        QCOMPARE(overview.unitsAt(350, axis), Units{50});
        const auto grip = [&](double x, const UnitRange &range = UnitRange{20, 60}) {
            return overview.gripAt(x, axis, range);
        };
        QVERIFY(grip(188.25) == Grip::None && grip(188.5) == Grip::Left);
        QVERIFY(grip(212.5) == Grip::Left && grip(212.75) == Grip::Brush);
        QVERIFY(grip(388.25) == Grip::Brush && grip(388.5) == Grip::Right);
        QVERIFY(grip(412.5) == Grip::Right && grip(412.75) == Grip::None);
        const UnitRange narrow{20, 21};
        QVERIFY(grip(195.25, narrow) == Grip::None && grip(195.5, narrow) == Grip::Left);
        QVERIFY(grip(205.5, narrow) == Grip::Left && grip(205.75, narrow) == Grip::Right);
        QVERIFY(grip(210.5, narrow) == Grip::Right && grip(210.75, narrow) == Grip::None);
        // Out of sight it stays within reach.
        QVERIFY(grip(103.5, {-50, -40}) == Grip::Left);
        QVERIFY(grip(600, {150, 160}) == Grip::Right);
    }

    void theFlagOfTheCursorIsThereAsLongAsTheCursorIsInSight()
    {
        const RunModel model = oneLife();
        const Fonts fonts{QFont()};
        const RulerPainter painter(Theme::light(), fonts);
        const QRectF area(100, 0, 800, 30);
        const auto flag = [&](Units from, trace::Time time) {
            const TimeAxis axis(AxisKind::Clock, {from, from + 100 * Second}, 800);
            return painter.flagRect(model, axis, {time, 0}, area);
        };
        const QRectF middle = flag(0, 50s);
        QCOMPARE(middle.center().x(), 500.5);
        QVERIFY(middle.width() >= 60);
        QCOMPARE(middle.height(), 20.0);
        QCOMPARE(flag(0, 0s).left(), 100.0);
        QCOMPARE(flag(0, 100s).right(), 900.0);
        QVERIFY(!flag(Second / 8, 0s).isEmpty()); // a pixel beyond
        QVERIFY(flag(Second / 8 + Second / 100, 0s).isEmpty());
        QVERIFY(!flag(0, 100s + 125ms).isEmpty());
        QVERIFY(flag(0, 100s + 130ms).isEmpty());
    }
    void theStepsOfAnInstantHaveOnePlate()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        const trace::WaitId yields = run.wait(Reason::Yield);
        run.now = 1s;
        run.step(a, yields).step(b, yields);
        run.now = 2s;
        run.step(a, yields);
        const RunModel model = run.model();
        const Fonts fonts{QFont()};
        const RulerPainter painter(Theme::light(), fonts);
        const auto plates = [&](Units begin, Units end) {
            const TimeAxis axis(AxisKind::Steps, {begin, end}, 300);
            return painter.plates(Ruler::along(axis, 40), model, axis, QRectF(10, 0, 300, 30));
        };
        const auto all = plates(0, 3 * UnitsPerStep);
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[0].place, QRectF(11, 4, 198, 18));
        QCOMPARE(all[0].text, QStringLiteral("1.000 s"));
        QCOMPARE(all[0].rest, QStringLiteral("steps 1 to 2"));
        QCOMPARE(all[1].place, QRectF(211, 4, 98, 18));
        QCOMPARE(all[1].rest, QStringLiteral("step 3"));
        // What begins or ends out of sight reaches to the edge.
        const auto part = plates(UnitsPerStep, 2 * UnitsPerStep);
        QCOMPARE(part.size(), std::size_t{1});
        QCOMPARE(part[0].place, QRectF(11, 4, 298, 18));
        QCOMPARE(part[0].rest, QStringLiteral("steps 1 to 2"));
        QVERIFY(plates(0, 300 * UnitsPerStep).empty());
        const TimeAxis clock(AxisKind::Clock, {0, 100 * Second}, 300);
        QVERIFY(
            painter.plates(Ruler::along(clock, 80), model, clock, QRectF(10, 0, 300, 30)).empty());
    }
    void behindTheEndTheRulerSaysWhatComes()
    {
        const RunModel model = oneLife();
        const Fonts fonts{QFont()};
        const TimeAxis axis(AxisKind::Clock, {0, 200 * Second}, 1000);
        const Ruler ruler = Ruler::along(axis, 100);
        const auto drawn = [&](const QString &after) {
            return Drawn::on({1000, 30}, [&](QPainter &painter) {
                RulerPainter(Theme::light(), fonts)
                    .draw(painter, ruler, model, axis, QRectF(0, 0, 1000, 30), {}, after);
            });
        };
        const QString last = QStringLiteral("3:00 min");
        QVERIFY(drawn({}).has(last));
        const Drawn told = drawn(QStringLiteral("and so on"));
        QVERIFY(told.has(QStringLiteral("and so on")));
        QVERIFY(told.find(QStringLiteral("and so on"))->box.left() >= 500);
        QVERIFY(!told.has(last));
        QVERIFY(told.has(QStringLiteral("0:00 min")));
        QCOMPARE(told.overlapping(), QStringList());
    }

    void marksAreDashedThroughAllThatIsUnderThem()
    {
        const RunModel model = oneLife();
        const Fonts fonts{QFont()};
        const std::vector<RunMark> marks{{{0s, 1}, TaskId::None, {}},
                                         {{50s, 4}, TaskId::None, {}},
                                         {{50s, 4}, TaskId::None, {}},
                                         {{100s, 8}, TaskId::None, {}}};
        const MarkPainter painter(Theme::light(), fonts, model, marks);
        const auto places = [&](Units begin, Units end) {
            const TimeAxis axis(AxisKind::Clock, {begin, end}, 400);
            return painter.places(axis, QRectF(0, 0, 400, 30), {});
        };
        QCOMPARE(places(0, 100 * Second).size(), std::size_t{3}); // the edges too
        QCOMPARE(places(0, 100 * Second)[2].x, 400.0);
        QCOMPARE(places(Second, 99 * Second).size(), std::size_t{1});
        const auto dashes = [&](double height) {
            return Drawn::on({400, 100},
                             [&](QPainter &p) {
                                 painter.drawLines(p, places(Second, 99 * Second),
                                                   QRectF(0, 0, 400, height));
                             })
                .shapes();
        };
        QCOMPARE(dashes(12).size(), 2);
        QCOMPARE(dashes(13).size(), 3);
        QCOMPARE(dashes(13)[2].box.height(), 1.0);
        const Drawn notches = Drawn::on({400, 100}, [&](QPainter &p) {
            painter.drawNotches(p, TimeAxis(AxisKind::Clock, {0, 100 * Second}, 400),
                                QRectF(0, 0, 400, 60));
        });
        QCOMPARE(notches.filled(Theme::light().accent).size(), 3);
        QCOMPARE(notches.shapes()[1].box, QRectF(196.5, 0, 8, 6));
    }

    void namesStandWithTheirNumbersAndChoices()
    {
        const RunModel model = oneGoesOn();
        const TimelineLayout layout(model, {});
        const Fonts fonts{QFont()};
        ViewState state;
        state.setSelectedTask(TaskId{1});
        GutterPainter::Rows rows;
        rows.layout = &layout;
        rows.state = &state;
        const auto drawn = [&] {
            return Drawn::on({240, 200}, [&](QPainter &painter) {
                GutterPainter(Theme::light(), fonts, model)
                    .drawRows(painter, rows, QRectF(0, 0, 240, 200));
            });
        };
        const Drawn plain = drawn();
        for (const char *text : {"3 tasks", "first", "second", "third"})
            QVERIFY2(plain.has(QLatin1String(text)), text);
        QCOMPARE(plain.filled(Theme::light().accent).size(), 1); // before the selected one
        QCOMPARE(plain.filled(Theme::light().accent)[0].box, QRectF(0, 48, 3, 24));
        const std::array choices{TaskId{2}, TaskId{0}};
        rows.choices = choices;
        const Drawn chosen = drawn();
        QVERIFY(chosen.has(QStringLiteral("1")) && chosen.has(QStringLiteral("2")));
        QVERIFY(chosen.find(QStringLiteral("1"))->box.top() > 72);
        QVERIFY(!chosen.has(QStringLiteral("3")));
        QCOMPARE(chosen.overlapping(), QStringList());
    }
    void theTitleOfARunSaysHowMuchOfItHasBeenRead()
    {
        const RunModel model = oneLife();
        const Fonts fonts{QFont()};
        const auto title = [&](double read, const QString &note) {
            return Drawn::on({400, 60},
                             [&](QPainter &painter) {
                                 GutterPainter(Theme::light(), fonts, model)
                                     .drawRunTitle(painter, QRectF(0, 0, 400, 60), read, note);
                             })
                .texts();
        };
        QCOMPARE(title(0.5, QStringLiteral("note")), strings({"Whole run", "reading, 50 %"}));
        QCOMPARE(title(1, QStringLiteral("note")), strings({"Whole run", "note"}));
        QCOMPARE(title(1, {}), strings({"Whole run", "1:40.000 · 1 task"}));
    }
    void theTitleOfATrackSaysItsDepthAsFarAsItHasRoom()
    {
        WrittenRun run;
        const trace::ObjectId queue = run.object("queue", "q");
        trace::Object bounded{run.builder.text("queue"), run.builder.text("b")};
        bounded.capacity = 3;
        const trace::ObjectId other = run.builder.add(bounded);
        run.say(Kind::Depth, queue, 2U).say(Kind::Depth, queue, 1U).say(Kind::Depth, other, 1U);
        const RunModel model = run.model();
        const Fonts fonts{QFont()};
        const auto title = [&](trace::ObjectId of, double height) {
            DepthScene scene;
            scene.model = &model;
            scene.track = of;
            return Drawn::on({300, 200},
                             [&](QPainter &painter) {
                                 GutterPainter(Theme::light(), fonts, model)
                                     .drawTrackTitle(painter, scene, {0s, 2},
                                                     QRectF(0, 0, 300, height));
                             })
                .texts();
        };
        QCOMPARE(title(queue, 200), strings({"Depth of q", "now 1 · peak 2", "unbounded"}));
        QCOMPARE(title(other, 200), strings({"Depth of b", "now 0 · peak 1", "at most 3"}));
        QCOMPARE(title(trace::ObjectId::None, 200), strings({"Ready queue", "now 0 · peak 0"}));
        QCOMPARE(title(queue, 20).size(), 1);
    }

    void ofAReferenceBesideATrackNoNumberIsCut()
    {
        const auto depths = [](std::uint32_t peak) {
            WrittenRun run;
            run.task("main");
            const trace::ObjectId queue = run.object("queue", "q");
            run.say(Kind::Depth, queue, peak).say(Kind::Depth, queue, peak - 1);
            return run.model();
        };
        const RunModel model = depths(2);
        const RunModel other = depths(196);
        const Fonts fonts{QFont()};
        DepthScene scene;
        scene.model = &model;
        scene.reference = &other;
        scene.track = model.queues().front();
        scene.axis = {AxisKind::Clock, {0, 1}, 100};
        for (const double width : {400.0, 220.0, 192.0}) {
            const QStringList texts
                = Drawn::on({400, 200}, [&](QPainter &painter) {
                      GutterPainter(Theme::light(), fonts, model)
                          .drawTrackTitle(painter, scene, {0s, 0}, QRectF(0, 0, width, 200));
                  }).texts();
            QCOMPARE(texts.size(), 4);
            QVERIFY2(texts[2].startsWith(QStringLiteral("ref"))
                         && texts[2].endsWith(QStringLiteral("195 · peak 196")),
                     qPrintable(texts[2]));
        }
    }
};

QTEST_MAIN(tst_TimelineParts)
#include "tst_timelineparts.moc"
