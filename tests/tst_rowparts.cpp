#include "tests/support/drawn.h"
#include "tests/support/sampletraces.h"
#include "tests/support/writtenrun.h"
#include "views/model/groupname.h"
#include "views/rows/delayband.h"
#include "views/rows/ghostpainter.h"
#include "views/rows/legend.h"
#include "views/rows/overlaypainter.h"
#include "views/rows/pathpainter.h"
#include "views/rows/rowroom.h"
#include "views/rows/rowsband.h"
#include "views/rows/rowspainter.h"

#include <QRegularExpression>
#include <QTest>

#include <array>
#include <cmath>

using namespace views;
using namespace std::chrono_literals;
using support::Drawn;
using support::WrittenRun;
using trace::Kind;
using trace::Reason;
using trace::TaskId;
using trace::Waker;

namespace {

constexpr Units Second = 1'000'000'000;

const Theme &theme()
{
    return Theme::light();
}

std::int64_t ns(int seconds)
{
    return seconds * Second;
}

/// One task: ready for 10 s, asleep for 50, running for 20, and done.
RunModel oneLife()
{
    WrittenRun run;
    const TaskId task = run.task("one");
    run.now = 10s;
    run.step(task, run.wait(Reason::Sleep, ns(50)));
    run.now = 60s;
    run.say(Kind::Ready, task, Waker::Timer).say(Kind::Resumed, task);
    run.now = 80s;
    run.say(Kind::Finished, task);
    return run.model();
}

/// While the first blocks the loop for 50 s, the second is ready and the third should have been
/// woken after 10 s.
RunModel blockedLoop(bool ends = true)
{
    WrittenRun run;
    const TaskId sleeper = run.task("sleeper");
    const TaskId blocks = run.task("blocks");
    const TaskId waits = run.task("waits");
    run.step(sleeper, run.wait(Reason::Sleep, ns(10)));
    run.say(Kind::Resumed, blocks);
    run.now = 50s;
    run.say(Kind::Finished, blocks);
    run.say(Kind::Resumed, waits).say(Kind::Finished, waits);
    run.say(Kind::Ready, sleeper, Waker::Timer).say(Kind::Resumed, sleeper);
    run.say(Kind::Finished, sleeper);
    run.now = 60s;
    if (ends)
        run.say(Kind::Ended, trace::Outcome::Done);
    return run.model();
}

/// A second is a pixel wide.
TimeAxis seconds(int from, int to)
{
    return {AxisKind::Clock, {ns(from), ns(to)}, static_cast<double>(to - from)};
}

TimelineLayout::Options rowsOf(int height)
{
    TimelineLayout::Options options;
    options.rowHeight = height;
    options.headerHeight = 0;
    return options;
}

QList<QRectF> boxesOf(const QList<Drawn::Shape> &shapes)
{
    QList<QRectF> boxes;
    for (const Drawn::Shape &shape : shapes)
        boxes += shape.box;
    return boxes;
}

Drawn barOf(int rowHeight, SegmentStyle style, double x1 = 50, BarPainter::Cut cut = {})
{
    return Drawn::on({200, 50}, [&](QPainter &painter) {
        BarPainter(theme(), RowMetrics(rowHeight)).draw(painter, style, 10, x1, 0, cut);
    });
}

/// The rows of \a model on 400 pixels for 100 s.
Drawn rowsOn(const RunModel &model, const TimelineLayout &layout,
             const std::function<void(RowsScene &)> &change = {})
{
    RowsScene scene;
    scene.model = &model;
    scene.layout = &layout;
    scene.axis = {AxisKind::Clock, {0, ns(100)}, 400};
    if (change)
        change(scene);
    scene.ruler = Ruler::along(scene.axis, 80);
    return Drawn::on({400, layout.height()}, [&](QPainter &painter) {
        RowsPainter(theme(), Fonts(QFont()))
            .draw(painter, scene, QRectF(0, 0, 400, layout.height()));
    });
}

} // namespace

/// What the rows of a timeline are made of, piece by piece.
class tst_RowParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyHeightOfRowsHasItsMeasures_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QList<int>>("measures");
        const auto row = [](int height, const QList<int> &measures) {
            QTest::addRow("%d", height) << height << measures;
        };
        // Bar, width and height of a tick, cap, patterns, words
        row(40, {24, 3, 28, 20, 1, 1});
        row(36, {20, 3, 24, 20, 1, 1});
        row(32, {16, 3, 20, 16, 1, 1});
        row(28, {16, 3, 20, 16, 1, 1});
        row(24, {16, 3, 20, 16, 1, 1});
        row(20, {14, 3, 18, 14, 1, 1});
        row(16, {12, 3, 16, 14, 1, 1});
        row(12, {8, 3, 12, 8, 1, 0});
        row(8, {6, 2, 8, 6, 1, 0});
        row(4, {3, 2, 4, 4, 0, 0});
        row(2, {2, 1, 2, 4, 0, 0});
        row(1, {1, 1, 1, 2, 0, 0});
    }
    void everyHeightOfRowsHasItsMeasures()
    {
        QFETCH(const int, row);
        QFETCH(const QList<int>, measures);
        const RowMetrics metrics(row);
        QCOMPARE((QList<int>{metrics.bar, metrics.tickWidth, metrics.tickHeight, metrics.capWidth,
                             metrics.hatched ? 1 : 0, metrics.labelled ? 1 : 0}),
                 measures);
    }
    void aHeaderIsAsHighAsItsWordsNeed()
    {
        QCOMPARE(headerHeightFor(40), 40);
        QCOMPARE(headerHeightFor(20), 20);
        QCOMPARE(headerHeightFor(16), 20);
        QCOMPARE(headerHeightFor(12), 16);
        QCOMPARE(headerHeightFor(1), 16);
    }

    void aTickIsAsLargeAsItsNeighboursLetIt()
    {
        using Tick = RowPieces::Tick;
        const auto marks = [](std::size_t steps, Tick::Size size, int rowHeight, double ratio) {
            QList<double> all;
            for (const TickMark &mark : tickMarks({10, steps, size}, RowMetrics(rowHeight), ratio))
                all << mark.x0 << mark.x1 << (mark.band ? 1.0 : 0.0) << mark.strength;
            return all;
        };
        using Marks = QList<double>;
        QCOMPARE(marks(1, Tick::Size::Full, 24, 1), (Marks{9, 12, 0, 1}));
        QCOMPARE(marks(2, Tick::Size::Full, 24, 1), (Marks{6, 9, 0, 1, 11, 14, 0, 1}));
        QCOMPARE(marks(2, Tick::Size::Full, 8, 1), (Marks{10, 12, 0, 1}));
        QCOMPARE(marks(1, Tick::Size::Full, 24, 2), (Marks{8, 14, 0, 1}));
        QCOMPARE(marks(3, Tick::Size::Full, 24, 2), (Marks{2, 8, 0, 1, 12, 18, 0, 1}));
        QCOMPARE(marks(1, Tick::Size::Full, 24, 0.4), (Marks{9, 12, 0, 1}));
        QCOMPARE(marks(2, Tick::Size::Thin, 24, 2), (Marks{10, 12, 0, 1}));
        QCOMPARE(marks(1, Tick::Size::Dense, 24, 1), (Marks{10, 11, 1, 0.4}));
        QCOMPARE(marks(16, Tick::Size::Dense, 24, 1), (Marks{10, 11, 1, 1}));
        QCOMPARE(marks(999, Tick::Size::Dense, 24, 1), (Marks{10, 11, 1, 1}));
    }
    void theCapStandsBehindTheLastTick()
    {
        RowPieces pieces;
        pieces.end = RowPieces::End{State::Done, 10, 0s, false};
        const RowMetrics metrics(24);
        QCOMPARE(capLeft(pieces, metrics, 1), 11.0);
        QCOMPARE(capLeft(pieces, metrics, 2), 12.0);
        pieces.ticks.push_back({9});
        QCOMPARE(capLeft(pieces, metrics, 1), 11.0);
        pieces.ticks.push_back({10});
        QCOMPARE(capLeft(pieces, metrics, 1), 12.0);
        pieces.ticks.back().steps = 2;
        QCOMPARE(capLeft(pieces, metrics, 1), 14.0);
        pieces.ticks.back().size = RowPieces::Tick::Size::Thin;
        QCOMPARE(capLeft(pieces, metrics, 1), 11.0);
    }

    void aLifeIsCutIntoItsPieces()
    {
        const RunModel model = oneLife();
        const RowPieces all = cutRow(model, TaskId{0}, {seconds(0, 100), RowMetrics(24)});
        QVERIFY(all.columns.empty());
        QCOMPARE(all.runs.size(), std::size_t{3});
        const auto said = [](const RowPieces::Run &run) {
            return QList<int>{run.begin,
                              run.end,
                              run.origin,
                              static_cast<int>(run.style),
                              run.cutLeft ? 1 : 0,
                              run.cutRight ? 1 : 0,
                              static_cast<int>(run.steps)};
        };
        QCOMPARE(said(all.runs[0]),
                 (QList<int>{0, 10, 0, static_cast<int>(SegmentStyle::Ready), 0, 0, 0}));
        QCOMPARE(said(all.runs[1]),
                 (QList<int>{10, 60, 10, static_cast<int>(SegmentStyle::Timer), 0, 0, 1}));
        QCOMPARE(said(all.runs[2]),
                 (QList<int>{60, 80, 60, static_cast<int>(SegmentStyle::Blocking), 0, 0, 0}));
        QCOMPARE(all.ticks.size(), std::size_t{1}); // that of 20 s has a width
        QCOMPARE(all.ticks[0].x, 10);
        QVERIFY(!all.ticks[0].blocking);
        QCOMPARE(all.end->x, 80);
        QCOMPARE(all.end->time, trace::Time(80s));
        QVERIFY(!all.end->atOnce);
        QCOMPARE(all.end->steps, std::size_t{0});

        const RowPieces part = cutRow(model, TaskId{0}, {seconds(20, 70), RowMetrics(24)});
        QCOMPARE(part.runs.size(), std::size_t{2});
        QCOMPARE(said(part.runs[0]),
                 (QList<int>{0, 40, -10, static_cast<int>(SegmentStyle::Timer), 1, 0, 0}));
        QCOMPARE(said(part.runs[1]),
                 (QList<int>{40, 50, 40, static_cast<int>(SegmentStyle::Blocking), 0, 1, 0}));
        QVERIFY(part.ticks.empty());
        QCOMPARE(part.end->x, 60);

        const RowPieces exact = cutRow(model, TaskId{0}, {seconds(10, 60), RowMetrics(24)});
        QCOMPARE(exact.runs.size(), std::size_t{1});
        QCOMPARE(said(exact.runs[0]),
                 (QList<int>{0, 50, 0, static_cast<int>(SegmentStyle::Timer), 0, 0, 1}));
    }
    void stepsOfNoWidthAreTicksAsNearAsTheyStand()
    {
        WrittenRun run;
        const TaskId task = run.task("one");
        const trace::WaitId sleeps = run.wait(Reason::Sleep, ns(1));
        for (const int at : {10, 16, 30, 33, 50, 52, 70, 70, 78, 90, 90, 99}) {
            run.now = std::chrono::seconds(at);
            if (at > 10)
                run.say(Kind::Ready, task, Waker::Timer);
            run.step(task, sleeps);
        }
        const RunModel model = run.model();
        const RowPieces pieces = cutRow(model, task, {seconds(0, 100), RowMetrics(24)});
        using Size = RowPieces::Tick::Size;
        const std::array sizes{Size::Full,  Size::Full, Size::Thin, Size::Thin, Size::Dense,
                               Size::Dense, Size::Thin, Size::Thin, Size::Full, Size::Full};
        const std::array places{10, 16, 30, 33, 50, 52, 70, 78, 90, 99};
        QCOMPARE(pieces.ticks.size(), sizes.size());
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            QCOMPARE(pieces.ticks[i].x, places[i]);
            QVERIFY2(pieces.ticks[i].size == sizes[i], qPrintable(QString::number(places[i])));
            QCOMPARE(pieces.ticks[i].steps,
                     std::size_t(places[i] == 70 || places[i] == 90 ? 2 : 1));
        }
    }
    void whatBeginsAndEndsAtOnceIsKnown()
    {
        WrittenRun run;
        const TaskId task = run.task("one");
        run.now = 10s;
        const TaskId other = run.task("other");
        run.say(Kind::Resumed, other).say(Kind::Finished, other);
        run.now = 20s;
        run.say(Kind::Resumed, task).say(Kind::Finished, task);
        const RunModel model = run.model();
        const RowPieces at = cutRow(model, other, {seconds(0, 100), RowMetrics(24)});
        QVERIFY(at.end->atOnce);
        QCOMPARE(at.end->steps, std::size_t{1});
        QVERIFY(at.runs.empty());
        const RowPieces later = cutRow(model, task, {seconds(0, 100), RowMetrics(24)});
        QVERIFY(!later.end->atOnce);
        QCOMPARE(later.end->steps, std::size_t{1});
    }

    void groupsWithoutHeadersStandApart()
    {
        RunModel model(support::queueTrace(2, 3));
        model.advance();
        TimelineLayout::Options options = rowsOf(24);
        options.gap = 6;
        const TimelineLayout layout(model, options);
        QList<int> tops;
        for (const TimelineLayout::Row &row : layout.rows()) {
            tops += row.top;
            QVERIFY(!row.nested);
        }
        QCOMPARE(tops, (QList<int>{0, 30, 54, 84, 108, 132}));
        QCOMPARE(layout.height(), 156);
        QCOMPARE(layout.firstBelow(23.9), std::size_t{0});
        QCOMPARE(layout.firstBelow(24), std::size_t{1});
        QCOMPARE(layout.firstBelow(156), std::size_t{6});
        QVERIFY(!layout.rowAt(29.9)); // in the gap
        QCOMPARE(layout.rowAt(30), std::optional<std::size_t>(1));
        options.collapsed = {groupName(model, model.groups()[2])};
        QCOMPARE(TimelineLayout(model, options).rows().size(), std::size_t{3});
        QCOMPARE(TimelineLayout(model, options).taskCount(), std::size_t{3});
        options.headerHeight = 24;
        const TimelineLayout folded(model, options);
        QCOMPARE(folded.taskCount(), std::size_t{6});
        QCOMPARE(folded.height(), 5 * 24); // headers need no gap
        QVERIFY(!folded.rows()[0].nested && folded.rows()[2].nested);
    }
    void aFilterInQuotesIsAWholeName()
    {
        RunModel model(support::queueTrace(2, 12));
        model.advance();
        const auto found = [&](const char *filter) {
            TimelineLayout::Options options = rowsOf(24);
            options.filter = QLatin1String(filter);
            return TimelineLayout(model, options).taskCount();
        };
        QCOMPARE(found("consumer 1"), std::size_t{3});
        QCOMPARE(found("\"CONSUMER 1\""), std::size_t{1});
        QCOMPARE(found("\"task-2\""), std::size_t{1});
        QCOMPARE(found("task-2"), std::size_t{1});
        QCOMPARE(found("\"consumer 1"), std::size_t{0});
        QCOMPARE(found("consumer 1\""), std::size_t{0});
        QCOMPARE(found("\"\""), std::size_t{0});
        QCOMPARE(found(""), std::size_t{15});
    }
    void theStripsOfCounterpartsStandAtTheFeetOfTheirRows()
    {
        RunModel model(support::queueTrace(1, 1));
        model.advance();
        TimelineLayout::Options options = rowsOf(24);
        const TimelineLayout layout(model, options);
        const TimelineLayout strips = layout.strips(4, 1, {TaskId{2}, TaskId::None});
        QCOMPARE(strips.rows().size(), std::size_t{1});
        QCOMPARE(strips.rows()[0].top, 24 - 1 - 4);
        QCOMPARE(strips.rows()[0].height, 4);
        QVERIFY(strips.rows()[0].task == TaskId{2});
        QCOMPARE(strips.options().rowHeight, 4);
        QCOMPARE(strips.taskCount(), std::size_t{1});
    }
    void theTallestRowsThatFitToThePixelAreTaken()
    {
        RunModel model(support::queueTrace(2, 3));
        model.advance();
        const auto fitting = [&](int header, int height, int tallest, int lowest) {
            TimelineLayout::Options options;
            options.headerHeight = header;
            return TimelineLayout::fittingRowHeight(model, options, height, tallest, lowest);
        };
        QCOMPARE(fitting(24, 8 * 24, 24, 16), 24);
        QCOMPARE(fitting(24, 8 * 24 - 1, 24, 16), 20);
        QCOMPARE(fitting(0, 6 * 24, 24, 16), 24);
        QCOMPARE(fitting(0, 6 * 24 - 1, 24, 16), 20);
        QCOMPARE(fitting(24, 10'000, 40, 16), 40);
        QCOMPARE(fitting(24, 0, 24, 8), 8);
        QCOMPARE(fitting(24, 0, 24, 24), 24);
    }

    void roomIsTakenAsFarAsSomethingStandsInARow()
    {
        WrittenRun run;
        const TaskId goesOn = run.task("goes on");
        const TaskId ends = run.task("ends");
        const TaskId once = run.task("once");
        run.say(Kind::Resumed, once).say(Kind::Finished, once);
        run.now = 30s;
        run.say(Kind::Resumed, ends).say(Kind::Finished, ends);
        const RunModel model = run.model();
        const auto taken = [&](TaskId task, const TimeAxis &axis) {
            TimelineLayout::Row row;
            row.task = task;
            return takenUntil(model, row, axis);
        };
        QCOMPARE(taken(goesOn, seconds(0, 100)), 100.0);
        QCOMPARE(taken(ends, seconds(0, 100)), 30.0 + 44);
        QCOMPARE(taken(once, seconds(0, 100)), 44.0 + 260);
        QCOMPARE(taken(ends, seconds(40, 100)), 260.0);
        QCOMPARE(taken(ends, seconds(30, 100)), 44.0);
        TimelineLayout::Row header;
        header.kind = TimelineLayout::Row::Kind::Header;
        QCOMPARE(takenUntil(model, header, seconds(0, 100)), 0.0);
    }
    void allThatAreSelectedAreKnown()
    {
        const std::array also{TaskId{2}, TaskId{5}};
        RowsScene scene;
        QVERIFY(!scene.isSelected(TaskId{2}));
        scene.selectedTask = TaskId{9};
        scene.alsoSelected = also;
        QVERIFY(scene.isSelected(TaskId{9}));
        QVERIFY(scene.isSelected(TaskId{5}));
        QVERIFY(!scene.isSelected(TaskId{3}));
    }

    void aWaitHasAnOutlineExceptWhereThePictureCutsIt()
    {
        const QColor outline = BarPainter(theme(), RowMetrics(24)).outline();
        const QRectF top(10, 4, 40, 1);
        const QRectF bottom(10, 19, 40, 1);
        const QRectF left(10, 4, 1, 16);
        const QRectF right(49, 4, 1, 16);
        const Drawn whole = barOf(24, SegmentStyle::Timer);
        QCOMPARE(boxesOf(whole.filled(theme().waiting)), QList<QRectF>{QRectF(10, 4, 40, 16)});
        QCOMPARE(boxesOf(whole.filled(outline)), (QList<QRectF>{top, bottom, left, right}));
        QCOMPARE(boxesOf(barOf(24, SegmentStyle::Timer, 50, {true, false}).filled(outline)),
                 (QList<QRectF>{top, bottom, right}));
        QCOMPARE(boxesOf(barOf(24, SegmentStyle::Timer, 50, {false, true}).filled(outline)),
                 (QList<QRectF>{top, bottom, left}));
        QCOMPARE(barOf(24, SegmentStyle::Cancelling).filled(theme().cancelled).size(), 4);
        QCOMPARE(BarPainter(Theme::printing(), RowMetrics(24)).outline().rgb(),
                 Theme::printing().hatch.rgb());
        QCOMPARE(BarPainter(Theme::printing(), RowMetrics(24)).pattern().rgb(),
                 Theme::printing().hatch.rgb());
    }
    void whatRunsIsHigherThanWhatWaits()
    {
        QCOMPARE(boxesOf(barOf(24, SegmentStyle::Running).filled(theme().running)),
                 QList<QRectF>{QRectF(10, 2, 40, 20)});
        const Drawn blocking = barOf(24, SegmentStyle::Blocking);
        QCOMPARE(boxesOf(blocking.filled(theme().failed)), QList<QRectF>{QRectF(10, 2, 40, 20)});
        QCOMPARE(boxesOf(blocking.filled(theme().canvas)),
                 (QList<QRectF>{QRectF(10, 4, 40, 1), QRectF(10, 19, 40, 1)}));
    }
    void whoIsReadyHasTheLowerHalfWithDotsWhereTheyHaveRoom()
    {
        const Drawn high = barOf(24, SegmentStyle::Ready);
        QCOMPARE(boxesOf(high.filled(theme().ready)), QList<QRectF>{QRectF(10, 12, 40, 8)});
        QCOMPARE(boxesOf(high.filled(theme().canvas)), QList<QRectF>{QRectF(12, 13, 38, 6)});
        QCOMPARE(barOf(12, SegmentStyle::Ready).filled(theme().canvas).size(), 1);
        QCOMPARE(barOf(8, SegmentStyle::Ready).filled(theme().canvas).size(), 0);
        QCOMPARE(boxesOf(barOf(4, SegmentStyle::Ready).filled(theme().ready)),
                 QList<QRectF>{QRectF(10, 1, 40, 2)});
        QCOMPARE(boxesOf(barOf(1, SegmentStyle::Ready).filled(theme().ready)),
                 QList<QRectF>{QRectF(10, 0, 40, 1)});
    }
    void whatIsLostIsDashed()
    {
        const QList<Drawn::Shape> dashes = barOf(24, SegmentStyle::Lost).filled(theme().hatch);
        QCOMPARE(dashes.size(), 6 + 6 + 3 + 3);
        QCOMPARE(dashes[5].box, QRectF(45, 4, 4, 1));
        QCOMPARE(dashes[14].box, QRectF(10, 18, 1, 2));
        QCOMPARE(barOf(24, SegmentStyle::Lost, 50, {true, true}).filled(theme().hatch).size(), 12);
        const QList<Drawn::Shape> flat = barOf(4, SegmentStyle::Lost).filled(theme().flatWait);
        QCOMPARE(flat.size(), 6);
        QCOMPARE(flat[0].box, QRectF(10, 1, 4, 1));
        const QList<Drawn::Shape> shorter
            = barOf(4, SegmentStyle::Lost, 47).filled(theme().flatWait);
        QCOMPARE(shorter.size(), 6);
        QCOMPARE(shorter[5].box, QRectF(45, 1, 2, 1));
        QCOMPARE(barOf(4, SegmentStyle::Lost, 45).filled(theme().flatWait).size(), 5);
        QCOMPARE(barOf(4, SegmentStyle::Timer).filled(theme().flatTimer).size(), 1);
        QCOMPARE(barOf(4, SegmentStyle::QueueGet).filled(theme().flatWait).size(), 1);
    }
    void anEndHasASignWhereItHasRoom()
    {
        const auto cap = [](int rowHeight, State end) {
            return Drawn::on({200, 50}, [&](QPainter &painter) {
                BarPainter(theme(), RowMetrics(rowHeight)).drawCap(painter, end, 10, 0);
            });
        };
        const QColor done = colorOf(State::Done, theme());
        QCOMPARE(boxesOf(cap(24, State::Done).filled(done)), QList<QRectF>{QRectF(10, 4, 16, 16)});
        const Theme &dark = Theme::darkTheme(); // there they differ
        const auto sign = [&dark](State end) {
            const Drawn drawn = Drawn::on({200, 50}, [&](QPainter &painter) {
                BarPainter(dark, RowMetrics(24)).drawCap(painter, end, 10, 0);
            });
            const Drawn::Shape &last = drawn.shapes().back();
            return last.line.isValid() ? last.line : last.fill;
        };
        QCOMPARE(sign(State::Done), dark.onDone);
        QCOMPARE(sign(State::Failed), dark.onFailed);
        QCOMPARE(sign(State::Cancelled), dark.onCancelled);
        QVERIFY(cap(12, State::Done).shapes().size() > 1);
        QCOMPARE(cap(8, State::Done).shapes().size(), 1);
        const auto cancel = [](int rowHeight) {
            return Drawn::on({200, 50}, [&](QPainter &painter) {
                BarPainter(theme(), RowMetrics(rowHeight)).drawCancel(painter, 10, 0);
            });
        };
        QCOMPARE(cancel(24).filled(theme().cancelled).size(), 2);
        QCOMPARE(cancel(24).filled(theme().cancelled)[0].box, QRectF(9, 2, 3, 20));
        QCOMPARE(cancel(4).shapes().size(), 1);
    }
    void aDelayIsABandBetweenDashes()
    {
        const auto dashes = [](double width) {
            return Drawn::on({200, 50},
                             [&](QPainter &painter) {
                                 drawDelayBand(painter, theme(), QRectF(10, 0, width, 24));
                             })
                .filled(theme().failed)
                .size();
        };
        QCOMPARE(dashes(9), 4);
        QCOMPARE(dashes(10), 6);
        QCOMPARE(dashes(11), 6);
    }

    void whatADelayCostStandsOnNoLabel()
    {
        const RunModel model = blockedLoop();
        const TimelineLayout layout(model, rowsOf(24));
        const Drawn drawn = rowsOn(model, layout);
        const QStringList texts = drawn.texts();
        QCOMPARE(texts.filter(QRegularExpression(QStringLiteral("^\\+"))).size(), 2);
        QVERIFY2(drawn.overlapping().isEmpty(), qPrintable(drawn.overlapping().join(u'|')));
    }

    void whatIsSelectedHasAFrame()
    {
        const RunModel model = oneLife();
        const Fonts fonts{QFont()};
        const auto frames = [&](int rowHeight, const TimeAxis &axis, std::size_t segment) {
            const TimelineLayout layout(model, rowsOf(rowHeight));
            return boxesOf(Drawn::on({200, 50}, [&](QPainter &painter) {
                               OverlayPainter(theme(), fonts, model, layout, axis, 0)
                                   .drawSelection(painter, {TaskId{0}, segment});
                           }).outlined(theme().accent));
        };
        QCOMPARE(frames(24, seconds(0, 100), 2), QList<QRectF>{QRectF(7, 1, 57, 22)});
        QCOMPARE(frames(40, seconds(0, 100), 2), QList<QRectF>{QRectF(7, 9, 57, 22)});
        QCOMPARE(frames(4, seconds(0, 100), 2), QList<QRectF>{QRectF(7, -1, 57, 6)});
        QCOMPARE(frames(24, seconds(40, 50), 2),
                 QList<QRectF>{QRectF(QPointF(-20, 1), QPointF(24, 23))});
        QVERIFY(frames(24, seconds(0, 100), 5).isEmpty()); // it has ended
        TimelineLayout::Options options = rowsOf(24);
        options.filter = QStringLiteral("nobody");
        const TimelineLayout none(model, options);
        QVERIFY(Drawn::on({200, 50},
                          [&](QPainter &painter) {
                              OverlayPainter(theme(), fonts, model, none, seconds(0, 100), 0)
                                  .drawSelection(painter, {TaskId{0}, 2});
                          })
                    .shapes()
                    .isEmpty());
    }
    void anArrowIsDrawnWhereSomethingOfItIsInSight()
    {
        WrittenRun run;
        run.task("a");
        run.task("b");
        const RunModel model = run.model();
        const Fonts fonts{QFont()};
        const TimelineLayout layout(model, rowsOf(24));
        const auto arrow = [&](Units tail, Units head, AxisKind kind = AxisKind::Clock) {
            const TimeAxis axis(kind, {0, 100}, 100);
            return Drawn::on({200, 50}, [&](QPainter &painter) {
                OverlayPainter(theme(), fonts, model, layout, axis, 0)
                    .drawArrows(painter, {{TaskId{0}, TaskId{1}, tail, head, false, true}});
            });
        };
        const auto isDrawn
            = [&](Units tail, Units head) { return !arrow(tail, head).shapes().isEmpty(); };
        QVERIFY(isDrawn(10, 30));
        QVERIFY(isDrawn(-50, 30));
        QVERIFY(isDrawn(-50, -20));
        QVERIFY(!isDrawn(-50, -21));
        QVERIFY(isDrawn(120, 150));
        QVERIFY(!isDrawn(121, 150));
        // The head, and the path to it: out to the left only within an instant.
        QCOMPARE(arrow(10, 30).filled(theme().accent)[0].box, QRectF(22.5, 31, 7, 10));
        QVERIFY(arrow(10, 14).outlined(theme().accent)[0].box.left() > 5);
        QCOMPARE(arrow(50, 53).outlined(theme().accent)[0].box.left(), 40.5);
        QCOMPARE(arrow(10, 13).outlined(theme().accent)[0].box.left(), 1.0); // not beyond the rows
        QVERIFY(arrow(10, 13, AxisKind::Steps).outlined(theme().accent)[0].box.left() > 3);
    }
    void pinnedRowsHaveABandOfTheirOwnUnlessTheyTakeTooMuch()
    {
        WrittenRun run;
        for (const char *name : {"a", "b", "c", "d", "e"})
            run.task(name);
        const RunModel model = run.model();
        const QRect rows(100, 50, 400, 90);
        TimelineLayout::Options options = rowsOf(20);
        const auto staying = [&](std::set<QString> pinned) {
            options.pinned = std::move(pinned);
            const auto bands = bandsOf(TimelineLayout(model, options), rows, 7);
            return bands.size() > 1 ? bands.front().place.height() : 0;
        };
        QCOMPARE(staying({}), 0);
        QCOMPARE(staying({QStringLiteral("e")}), 20);
        QCOMPARE(staying({QStringLiteral("c"), QStringLiteral("e")}), 40);
        QCOMPARE(staying({QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("e")}), 60);
        QCOMPARE(staying({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
                          QStringLiteral("e")}),
                 60);
        const auto bands = bandsOf(TimelineLayout(model, options), rows, 7);
        QCOMPARE(bands[0].place, QRect(100, 50, 400, 60));
        QCOMPARE(bands[0].scroll, 0.0);
        QCOMPARE(bands[1].place, QRect(100, 110, 400, 30));
        QCOMPARE(bands[1].scroll, 67.0);
    }
    void anArrowToAPinnedRowDoesNotScrollAtThatEnd()
    {
        WrittenRun run;
        for (const char *name : {"a", "b", "c", "d"})
            run.task(name);
        const RunModel model = run.model();
        const Fonts fonts{QFont()};
        TimelineLayout::Options options = rowsOf(20);
        options.pinned = {QStringLiteral("d")};
        const TimelineLayout layout(model, options); // d, then a, b, c
        const TimeAxis axis(AxisKind::Clock, {0, 100}, 100);
        const auto arrow = [&](TaskId from, TaskId to, double scroll) {
            return Drawn::on({200, 100}, [&](QPainter &painter) {
                OverlayPainter(theme(), fonts, model, layout, axis, scroll, 20)
                    .drawArrows(painter, {{from, to, 10, 30, false, true}});
            });
        };
        // The head of an arrow points to the middle of a row.
        const auto headOf = [&](TaskId from, TaskId to, double scroll) {
            return arrow(from, to, scroll).filled(theme().accent)[0].box.center().y();
        };
        QCOMPARE(headOf(TaskId{0}, TaskId{3}, 0), 10.0);
        QCOMPARE(headOf(TaskId{0}, TaskId{3}, 15), 10.0);
        QCOMPARE(headOf(TaskId{3}, TaskId{2}, 15), 55.0);
        // One that is hidden is behind the pinned ones.
        QCOMPARE(headOf(TaskId{3}, TaskId{0}, 30), 20.0);
    }
    void aMeasureSaysItsLengthAndPointsToItsEndsWhereItHasRoom()
    {
        const RunModel model = oneLife();
        const TimelineLayout layout(model, rowsOf(24));
        const Fonts fonts{QFont()};
        const auto measure = [&](const TimeAxis &axis, const UnitRange &range) {
            return Drawn::on({1000, 50}, [&](QPainter &painter) {
                OverlayPainter(theme(), fonts, model, layout, axis, 0)
                    .drawMeasure(painter, range, 50, 5);
            });
        };
        const TimeAxis clock(AxisKind::Clock, {0, ns(100)}, 1000);
        const Drawn wide = measure(clock, {ns(10), ns(90)});
        QVERIFY(wide.has(QStringLiteral("1:20.000")));
        QCOMPARE(wide.outlined(theme().accent).size(), 6);
        QCOMPARE(wide.filled(theme().accent)[0].box, QRectF(99.25, 0, 1.5, 50));
        QCOMPARE(wide.filled(theme().accent)[1].box, QRectF(899.25, 0, 1.5, 50));
        QVERIFY(measure(clock, {ns(10), ns(11)}).has(QStringLiteral("1.000 s")));
        const TimeAxis steps(AxisKind::Steps, {0, 10 * UnitsPerStep}, 1000);
        QVERIFY(measure(steps, {UnitsPerStep, 4 * UnitsPerStep}).has(QStringLiteral("3 steps")));
        QVERIFY(measure(steps, {0, UnitsPerStep * 5 / 2}).has(QStringLiteral("3 steps")));
    }

    void aPathStaysWithATaskUntilItGoesOverToAnother()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        run.step(a, run.wait(Reason::Sleep, ns(10))); // 2, 3
        run.now = 10s;
        run.say(Kind::Ready, a, Waker::Timer).say(Kind::Resumed, a); // 5
        run.say(Kind::Suspended, a, run.wait(Reason::Future)).say(Kind::Resumed, b); // 7
        run.now = 30s;
        run.say(Kind::Finished, b);
        const RunModel model = run.model();
        using Part = PathPart::Kind;
        const std::vector<PathPart> parts{{Part::Step, a, 2, {0s, 0s}},
                                          {Part::Timer, a, 3, {0s, 10s}},
                                          {Part::Step, a, 5, {10s, 10s}},
                                          {Part::Step, b, 7, {10s, 30s}}};
        const std::vector<PathSpan> spans = pathSpans(model, parts);
        QCOMPARE(spans.size(), std::size_t{2});
        QVERIFY(spans[0].task == a && spans[0].first.index == 1 && spans[0].last.index == 4);
        QVERIFY(spans[1].task == b && spans[1].first == spans[1].last);
        QVERIFY(pathSpans(model, {}).empty());
        const TimelineLayout layout(model, rowsOf(24));
        const auto drawn = [&](const TimeAxis &axis) {
            return Drawn::on({200, 48}, [&](QPainter &painter) {
                PathPainter(theme(), model, layout, axis, 0).draw(painter, spans, {200, 48});
            });
        };
        const Drawn all = drawn(seconds(0, 100));
        QCOMPARE(boxesOf(all.outlined(theme().accent)),
                 (QList<QRectF>{QRectF(QPointF(10, 12), QPointF(10, 36)),
                                QRectF(QPointF(-3, 1), QPointF(14, 23)),
                                QRectF(QPointF(7, 25), QPointF(34, 47))}));
        QCOMPARE(all.filled(theme().accent).size(), 2); // where it begins, and its head
        QCOMPARE(drawn(seconds(35, 100)).outlined(theme().accent).size(), 1);
        QCOMPARE(drawn(seconds(60, 100)).outlined(theme().accent).size(), 0);
    }

    void theRunsPartInSight()
    {
        const RunModel model = oneLife(); // steps at 10 s and at 60 s
        Comparison comparison = *compare(model, model);
        const TimelineLayout layout(model, rowsOf(24));
        const Fonts fonts{QFont()};
        const auto signs = [&](const TimeAxis &axis) {
            const GhostScene scene{&model, &model, &comparison, &layout, axis, 0, {}};
            return Drawn::on({200, 50},
                             [&](QPainter &painter) {
                                 GhostPainter(theme(), fonts, scene)
                                     .drawPartingOnRuler(painter, QRectF(5, 0, 100, 30));
                             })
                .filled(theme().text1);
        };
        QVERIFY(signs(seconds(0, 100)).isEmpty());
        comparison.parting = Comparison::Parting{{1, 1}, Comparison::Parting::In::What};
        QCOMPARE(boxesOf(signs(seconds(0, 100))), QList<QRectF>{QRectF(58.5, 15, 14, 14)});
        QCOMPARE(signs(seconds(60, 100)).size(), 1);
        QVERIFY(signs(seconds(61, 100)).isEmpty());
        QVERIFY(signs(seconds(0, 60)).isEmpty());
        QCOMPARE(signs(seconds(0, 61)).size(), 1);
        const TimeAxis steps(AxisKind::Steps, {0, 2 * UnitsPerStep}, 100);
        QCOMPARE(boxesOf(signs(steps)), QList<QRectF>{QRectF(48.5, 15, 14, 14)});
        // Where this run has no more steps, at its end.
        comparison.parting->step.now = 2;
        QCOMPARE(boxesOf(signs(seconds(0, 100))), QList<QRectF>{QRectF(78.5, 15, 14, 14)});
    }
    void rowsThatAreTooLowHaveNoStrips()
    {
        QVERIFY(GhostPainter::hasStrips(40, AxisKind::Clock));
        QVERIFY(GhostPainter::hasStrips(20, AxisKind::Clock));
        QVERIFY(GhostPainter::hasStrips(12, AxisKind::Clock));
        QVERIFY(!GhostPainter::hasStrips(8, AxisKind::Clock));
    }

    void whatABlockedLoopCostsIsSaidInEveryRow()
    {
        const RunModel model = blockedLoop();
        const TimelineLayout high(model, rowsOf(24));
        const Drawn rows = rowsOn(model, high);
        QVERIFY(rows.has(QStringLiteral("+50.0 s")));
        QVERIFY(rows.has(QStringLiteral("+40.0 s")));
        QColor tint = theme().failed;
        tint.setAlphaF(0.14F);
        QList<QRectF> bands = boxesOf(rows.filled(tint));
        QCOMPARE(bands, (QList<QRectF>{QRectF(40, 0, 160, 24), QRectF(0, 48, 200, 24)}));
        // Lower rows have no words for it, and very low ones nothing at all.
        const TimelineLayout low(model, rowsOf(16));
        QCOMPARE(rowsOn(model, low).filled(tint).size(), 2);
        QVERIFY(!rowsOn(model, low).has(QStringLiteral("+50.0 s")));
        const TimelineLayout lower(model, rowsOf(12));
        QVERIFY(rowsOn(model, lower).filled(tint).isEmpty());
        const auto onSteps = [](RowsScene &scene) {
            scene.axis = {AxisKind::Steps, {0, 4 * UnitsPerStep}, 400};
        };
        QVERIFY(rowsOn(model, high, onSteps).filled(tint).isEmpty());
        // 50 s that are narrower than 24 pixels are not told.
        const auto lasting = [](Units length) {
            return [length](RowsScene &scene) { scene.axis = {AxisKind::Clock, {0, length}, 400}; };
        };
        QVERIFY(rowsOn(model, high, lasting(ns(900))).filled(tint).isEmpty());
    }
    void behindTheEndOfARunTheGroundIsAnother()
    {
        const RunModel ended = blockedLoop();
        const RunModel goesOn = blockedLoop(false);
        const TimelineLayout layout(ended, rowsOf(24));
        const QList<QRectF> behind{QRectF(240, 0, 160, 72)};
        QCOMPARE(boxesOf(rowsOn(ended, layout).filled(theme().afterEnd)), behind);
        QVERIFY(rowsOn(ended, layout, [](RowsScene &scene) { scene.afterEnd = false; })
                    .filled(theme().afterEnd)
                    .isEmpty());
        const TimelineLayout live(goesOn, rowsOf(24));
        QVERIFY(rowsOn(goesOn, live).filled(theme().afterEnd).isEmpty());
        QCOMPARE(rowsOn(goesOn, live, [](RowsScene &scene) { scene.keptBack = true; })
                     .filled(theme().afterEnd)
                     .size(),
                 1);
    }
    void theGridTheCursorAndTheSelectionStandInTheRows()
    {
        const RunModel model = blockedLoop();
        const TimelineLayout layout(model, rowsOf(24));
        const Drawn plain = rowsOn(model, layout);
        QCOMPARE(boxesOf(plain.filled(theme().grid)),
                 (QList<QRectF>{QRectF(0, 0, 1, 72), QRectF(120, 0, 1, 72), QRectF(240, 0, 1, 72),
                                QRectF(360, 0, 1, 72)}));
        QVERIFY(plain.filled(theme().accent).isEmpty());
        const Drawn chosen = rowsOn(model, layout, [](RowsScene &scene) {
            scene.cursor = Position{50s, 7};
            scene.selectedTask = TaskId{1};
        });
        QCOMPARE(boxesOf(chosen.filled(theme().accent)), QList<QRectF>{QRectF(200, 0, 1, 72)});
        QColor tint = theme().accent;
        tint.setAlphaF(0.07F);
        QCOMPARE(boxesOf(chosen.filled(tint)), QList<QRectF>{QRectF(0, 24, 400, 24)});
    }
    void aRowSaysHowItsTaskEnded()
    {
        WrittenRun run;
        const TaskId once = run.task("once");
        run.say(Kind::Resumed, once).say(Kind::Finished, once);
        const TaskId twice = run.task("twice");
        run.step(twice, run.wait(Reason::Yield));
        run.say(Kind::Resumed, twice).say(Kind::Finished, twice);
        run.now = 100s;
        run.say(Kind::Ended, trace::Outcome::Done);
        const RunModel model = run.model();
        const TimelineLayout layout(model, rowsOf(40));
        QCOMPARE(rowsOn(model, layout).texts(),
                 (QStringList{QStringLiteral("ends at 0 s, in its first step"),
                              QStringLiteral("ends at 0 s, in 2 steps")}));
        const auto later = [](RowsScene &scene) {
            scene.axis = {AxisKind::Clock, {ns(1), ns(100)}, 400};
        };
        QCOMPARE(rowsOn(model, layout, later).texts(),
                 (QStringList{QStringLiteral("finished at 0.000 s, before this range"),
                              QStringLiteral("finished at 0.000 s, before this range")}));
        const TimelineLayout low(model, rowsOf(12));
        QVERIFY(rowsOn(model, low).texts().isEmpty());
    }

    void theLegendOfARangeNamesWhatOccursInIt()
    {
        WrittenRun run;
        const TaskId early = run.task("early");
        const TaskId late = run.task("late");
        run.say(Kind::Resumed, early);
        run.now = 10s;
        run.say(Kind::Finished, early).say(Kind::Resumed, late);
        run.say(Kind::Suspended, late, run.wait(Reason::Future));
        run.now = 20s;
        run.say(Kind::CancelRequested, late, Waker::None).say(Kind::Ready, late, Waker::None);
        run.say(Kind::Resumed, late, run.builder.text("CancelledError"));
        run.say(Kind::Suspended, late, run.wait(Reason::Future));
        run.now = 40s;
        run.say(Kind::Ready, late, Waker::External).say(Kind::Resumed, late);
        run.say(Kind::Failed, late, run.builder.text("OSError"));
        run.now = 50s;
        run.say(Kind::Ended, trace::Outcome::Done);
        const RunModel model = run.model();
        const auto legend = [&](int from, int to) { return Legend(model, {ns(from), ns(to)}); };
        QVERIFY(legend(0, 50).occurs(State::Done) && legend(0, 50).occurs(State::Failed));
        QVERIFY(legend(10, 50).occurs(State::Done));
        QVERIFY(!Legend(model, {ns(10) + 1, ns(50)}).occurs(State::Done));
        QVERIFY(legend(0, 40).occurs(State::Failed));
        QVERIFY(!Legend(model, {0, ns(40) - 1}).occurs(State::Failed));
        QVERIFY(legend(20, 30).hasCancels() && legend(15, 20).hasCancels());
        QVERIFY(!Legend(model, {ns(20) + 1, ns(30)}).hasCancels());
        QVERIFY(!Legend(model, {ns(15), ns(20) - 1}).hasCancels());
        QVERIFY(legend(0, 50).occurs(SegmentStyle::Blocking));
        QVERIFY(!legend(12, 50).occurs(SegmentStyle::Blocking));
        TimelineLayout::Options options = rowsOf(24);
        options.filter = QStringLiteral("late");
        const TimelineLayout rows(model, options);
        const Legend ofLate(model, {0, ns(50)}, AxisKind::Clock, &rows);
        QVERIFY(ofLate.occurs(State::Failed) && !ofLate.occurs(State::Done));
        QVERIFY(!legend(0, 50).meanings().contains(QStringLiteral("most items at an instant")));
        QVERIFY(legend(0, 50).meanings().contains(QStringLiteral("runs a step")));
    }
    void theLegendTellsOfDelaysThatCanBeSeen()
    {
        const RunModel model = blockedLoop();
        QVERIFY(Legend(model, {0, ns(60)}).hasDelays());
        QVERIFY(!Legend(model, {0, ns(50) * 40}).hasDelays());
        QVERIFY(Legend(model, {0, ns(50) * 40 - 40}).hasDelays());
        TimelineLayout::Options options = rowsOf(24);
        for (const auto &[filter, delays] : {std::pair("s", true), std::pair("\"blocks\"", false),
                                             std::pair("\"waits\"", false)}) {
            options.filter = QLatin1String(filter);
            const TimelineLayout rows(model, options);
            QCOMPARE(Legend(model, {0, ns(60)}, AxisKind::Clock, &rows).hasDelays(), delays);
        }
    }
    void theLegendTellsOfTheLoadThatThereIs()
    {
        const auto load = [](const RunModel &model) {
            Legend legend(model, {0, ns(60)});
            const qsizetype without = legend.meanings().size();
            Legend::Beside beside;
            beside.busy = true;
            beside.lag = true;
            legend.setBeside(beside);
            return legend.meanings().size() - without;
        };
        QCOMPARE(load(blockedLoop()), 3);
        WrittenRun run;
        const TaskId task = run.task("at once");
        run.say(Kind::Resumed, task).say(Kind::Finished, task);
        run.say(Kind::Ended, trace::Outcome::Done);
        QCOMPARE(load(run.model()), 0);
    }
    void theLegendTakesAsManyLinesAsItNeeds()
    {
        const RunModel model = blockedLoop();
        const Legend legend(model, {0, ns(60)});
        const Fonts fonts{QFont()};
        const auto signs = static_cast<double>(legend.meanings().size());
        const auto height = [&](double width) {
            return legend.draw(nullptr, QRectF(0, 0, width, 1000), theme(), fonts);
        };
        const auto columns = [&](double width, int most) {
            return legend.drawColumns(nullptr, QRectF(0, 0, width, 1000), most, theme(), fonts);
        };
        QCOMPARE(height(100'000), 24.0);
        QCOMPARE(height(10), (signs - 1) * 24); // without the pins of the tracks
        QCOMPARE(columns(10, 5), signs * 24);
        QCOMPARE(columns(100'000, 1), signs * 24);
        QCOMPARE(columns(100'000, 100), 24.0);
        QCOMPARE(columns(100'000, 2), std::ceil(signs / 2) * 24);
        const Drawn drawn = Drawn::on({2000, 500}, [&](QPainter &painter) {
            legend.drawColumns(&painter, QRectF(0, 0, 2000, 500), 3, theme(), fonts);
        });
        QCOMPARE(drawn.overlapping(), QStringList());
        QVERIFY(drawn.has(QStringLiteral("late: a step holds the loop")));
        const RunModel nothing = WrittenRun().model();
        QCOMPARE(Legend(nothing, {0, 1}).draw(nullptr, QRectF(0, 0, 100, 100), theme(), fonts),
                 0.0);
    }

    void aCapIsPaintedWithinItsWindow()
    {
        const RowRaster raster(theme(), RowMetrics(4), 1);
        RowPieces pieces;
        const auto painted = [&](const RowRaster::Window &window, int y) {
            QImage image(20, 4, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            raster.paintCap(image, window, pieces);
            QList<int> columns;
            for (int x = 0; x < 20; ++x) {
                if (qAlpha(image.pixel(x, y)) > 0)
                    columns += x;
            }
            return columns;
        };
        QVERIFY(painted({}, 0).isEmpty());
        pieces.end = RowPieces::End{State::Done, 10, 0s, false};
        QCOMPARE(painted({}, 0), (QList<int>{11, 12, 13, 14}));
        QCOMPARE(painted({}, 2), (QList<int>{11, 12, 13, 14}));
        QVERIFY(painted({}, 3).isEmpty());
        QCOMPARE(painted({0, 0, 13}, 0), (QList<int>{13, 14}));
        QCOMPARE(painted({0, 0, 0, 12}, 0), QList<int>{11});
        QVERIFY(painted({0, 0, 0, 11}, 0).isEmpty());
        QCOMPARE(painted({-5, 0, 0, 20, 2}, 1), (QList<int>{6, 7, 8, 9}));
        QVERIFY(painted({-5, 0, 0, 20, 2}, 2).isEmpty());
        QVERIFY(painted({0, 1}, 0).isEmpty());
        QCOMPARE(painted({0, 1}, 1).size(), 4);
        const auto colour = [&](State state) {
            pieces.end->state = state;
            QImage image(20, 4, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            raster.paintCap(image, {}, pieces);
            return image.pixel(12, 1);
        };
        for (const State state : {State::Done, State::Failed, State::Cancelled})
            QCOMPARE(colour(state), colorOf(state, theme()).rgb());
    }
    void aWindowIsClearedAndNothingBesideIt()
    {
        const RowRaster raster(theme(), RowMetrics(4), 1);
        QImage image(20, 10, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        raster.clear(image, {0, 3, 5, 8, 6});
        for (int y = 0; y < 10; ++y) {
            for (int x = 0; x < 20; ++x)
                QCOMPARE(qAlpha(image.pixel(x, y)) == 0, x >= 5 && x < 8 && y >= 3 && y < 6);
        }
    }
    void crowdedTicksAreABandWherePatternsHaveRoom()
    {
        RowPieces pieces;
        pieces.ticks.push_back({10, 16, RowPieces::Tick::Size::Dense, false});
        pieces.ticks.push_back({15, 1, RowPieces::Tick::Size::Full, true});
        const auto painted = [&](int rowHeight) {
            QImage image(20, rowHeight, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            RowRaster(theme(), RowMetrics(rowHeight), 1).paintTicks(image, {}, pieces);
            return image;
        };
        const QImage high = painted(24);
        QCOMPARE(high.pixel(10, 2), theme().running.rgb());
        QCOMPARE(high.pixel(10, 4), theme().running.rgb());
        QCOMPARE(qAlpha(high.pixel(10, 5)), 0);
        QCOMPARE(qAlpha(high.pixel(11, 3)), 0);
        QCOMPARE(high.pixel(15, 10), theme().failed.rgb());
        QCOMPARE(qAlpha(high.pixel(15, 1)), 0);
        QCOMPARE(qAlpha(high.pixel(15, 22)), 0);
        QCOMPARE(qAlpha(high.pixel(13, 10)), 0);
        QCOMPARE(high.pixel(16, 21), theme().failed.rgb());
        QCOMPARE(qAlpha(high.pixel(17, 10)), 0);
        QCOMPARE(qAlpha(painted(4).pixel(10, 0)), 0);
    }
};

QTEST_MAIN(tst_RowParts)
#include "tst_rowparts.moc"
