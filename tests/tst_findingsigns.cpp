#include "engine/core/blocking.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/drawn.h"
#include "tests/support/embrace.h"
#include "tests/support/modelrun.h"
#include "tests/support/paintingtest.h"
#include "tests/support/smallprograms.h"
#include "views/model/rundocument.h"
#include "views/rows/findingpainter.h"
#include "views/rows/legend.h"
#include "views/rows/rowmetrics.h"
#include "views/timeline/timelinegeometry.h"
#include "views/timeline/timelineview.h"
#include "views/words/findingtext.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <algorithm>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::Drawn;
using support::ModelRun;
using support::moreThanAreTaken;

namespace {

using engine::sleep;

using Queue = engine::Queue<int>;

Task<> beat()
{
    co_await sleep(0.1);
}

Task<> hold(double after, double seconds)
{
    co_await sleep(after);
    engine::burn(seconds);
}

/// "early" holds the loop at 0 s while somebody is due, "late" at 2 s when nobody is.
Task<> twoHold()
{
    const TaskHandle<> heart = createTask(beat(), {"heart", {}});
    const TaskHandle<> early = createTask(hold(0, 0.5), {"early", {}});
    const TaskHandle<> late = createTask(hold(2, 0.5), {"late", {}});
    co_await heart;
    co_await early;
    co_await late;
}

Task<> holdsOften(int times)
{
    for (int i = 0; i < times; ++i) {
        engine::burn(0.2);
        co_await sleep(0.05);
    }
}

PlacedFindings placedIn(const RunModel &model)
{
    return placedFindings(model, findings(model));
}

/// A run with its findings in a timeline, in a window.
struct Shown
{
    ModelRun run;
    ViewState state;
    TimelineView view{&state};
    std::shared_ptr<RunDocument> document;

    explicit Shown(support::Main program)
        : run(std::move(program))
        , document(std::make_shared<RunDocument>(run.model.sharedTrace()))
    {
        view.setTheme(Theme::light());
        view.resize(1280, 720);
        view.show();
        view.setDocument(document);
    }
    void mark() { view.setFindings(std::make_shared<PlacedFindings>(placedIn(run.model))); }
    TimelineGeometry geometry() const
    {
        return {view.size(), static_cast<int>(run.model.queues().size())};
    }
    /// The shapes in the colour of failure within \a area.
    QList<Drawn::Shape> faultsIn(const QRectF &area)
    {
        QList<Drawn::Shape> inside;
        for (const Drawn::Shape &shape : Drawn::by(view).filled(Theme::light().failed)) {
            if (area.contains(shape.box.center()) && shape.box.width() < 12)
                inside += shape;
        }
        return inside;
    }
};

} // namespace

/// Where the findings of a run are, and how the timeline marks them.
class tst_FindingSigns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCulpritAndWaiterHasItsPlace()
    {
        const ModelRun held(twoHold);
        const PlacedFindings two = placedIn(held.model);
        QCOMPARE(two.places.size(), std::size_t(2));
        QCOMPARE(two.places[0].segment, held.step(QStringLiteral("early"), 1));
        QCOMPARE(two.places[1].segment, held.step(QStringLiteral("late"), 1));
        QCOMPARE(two.faults, (std::vector<std::uint32_t>{0, 1}));
        QCOMPARE(findingDetail(held.model, two.findings[0], two.places[1].part).what.left(4),
                 QStringLiteral("late"));

        const ModelRun circle(support::embrace);
        const PlacedFindings lost = placedIn(circle.model);
        for (const FindingPlace &place : lost.places) {
            QCOMPARE(circle.model.state(place.segment), State::Lost);
            QCOMPARE(findingDetail(circle.model, lost.findings[place.finding], place.part).task,
                     place.segment.task);
        }
        QCOMPARE(lost.places.size(), lost.findings.front().tasks.size());
    }
    void aQueuesPlaceIsTheLastAndWorthKnowing()
    {
        const ModelRun run(moreThanAreTaken);
        const PlacedFindings grown = placedIn(run.model);
        QCOMPARE(grown.places.back().object, trace::ObjectId{0});
        QCOMPARE(grown.places.back().segment.task, trace::TaskId::None);
        QVERIFY(grown.faults.empty());
        QCOMPARE(grown.others.size(), grown.places.size());
    }
    void aSignStandsInTheGapOverItsBar()
    {
        const ModelRun run(twoHold);
        const PlacedFindings found = placedIn(run.model);
        const FindingPainter painter(Theme::light(), run.model, found);
        const TimeAxis axis(AxisKind::Clock, {0, 3'000'000'000}, 3000);
        for (const int height : {40, 28, 24, 20, 16, 12}) {
            TimelineLayout::Options options;
            options.rowHeight = height;
            const TimelineLayout layout(run.model, options);
            const auto signs = painter.signsInRows(layout, axis, 0, {3000, 1000});
            QCOMPARE(signs.size(), std::size_t(2));
            for (const FindingPainter::Sign &sign : signs) {
                const auto &row = layout.rows()[*layout.rowOf(sign.place->segment.task)];
                // It touches the bar with its tip and stays in its row.
                QVERIFY(sign.tip.y() - sign.height >= row.top);
                QVERIFY(sign.tip.y() <= row.top + RowMetrics(height).barTop() + 1);
                const auto start = run.model.start(sign.place->segment, AxisKind::Clock);
                QVERIFY(std::abs(sign.tip.x() - axis.toX(start)) < 3);
            }
        }
        TimelineLayout::Options low;
        low.rowHeight = 8;
        QVERIFY(painter.signsInRows(TimelineLayout(run.model, low), axis, 0, {3000, 1000}).empty());
    }
    void onlyTheSignsInSightAreMade()
    {
        const ModelRun run(twoHold);
        const PlacedFindings found = placedIn(run.model);
        const FindingPainter painter(Theme::light(), run.model, found);
        const TimelineLayout layout(run.model, {});
        const TimeAxis beginning(AxisKind::Clock, {0, 1'000'000'000}, 1000);
        const auto signs = painter.signsInRows(layout, beginning, 0, {1000, 1000});
        QCOMPARE(signs.size(), std::size_t(1));
        QCOMPARE(run.model.label(signs[0].place->segment.task), QStringLiteral("early"));
        const double below = layout.rows()[*layout.rowOf(signs[0].place->segment.task)].bottom();
        QVERIFY(painter.signsInRows(layout, beginning, below, {1000, 1000}).empty());
    }
    void ofManyInOneRowSoManyAreMadeAsCanBeToldApart()
    {
        const ModelRun run([] { return holdsOften(5000); });
        const PlacedFindings found = placedIn(run.model);
        QCOMPARE(found.places.size(), std::size_t(5000));
        const FindingPainter painter(Theme::light(), run.model, found);
        const TimelineLayout layout(run.model, {});
        const TimeAxis axis(AxisKind::Clock, {0, run.model.end(AxisKind::Clock)}, 700);
        const auto signs = painter.signsInRows(layout, axis, 0, {700, 100});
        QVERIFY2(signs.size() > 80 && signs.size() <= 101,
                 qPrintable(QString::number(signs.size())));
        for (std::size_t i = 1; i < signs.size(); ++i)
            QVERIFY(signs[i].tip.x() - signs[i - 1].tip.x() >= 7);
        // In the picture of all, one for each two pixels.
        const Drawn ticks = Drawn::on(
            {700, 40}, [&](QPainter &p) { painter.drawTicks(p, axis, QRectF(0, 0, 700, 40)); });
        const auto count = ticks.filled(Theme::light().failed).size()
            + ticks.filled(Theme::light().canvas).size();
        QVERIFY2(count > 250 && count <= 351, qPrintable(QString::number(count)));
    }
    void theTimelineMarksRowsAndOverview()
    {
        Shown shown(twoHold);
        const QRectF rows = shown.geometry().rows;
        const QRectF overview = shown.geometry().overview;
        const auto before = shown.faultsIn(rows).size();
        QCOMPARE(shown.faultsIn(overview).size(), 0);
        shown.mark();
        QCOMPARE(shown.faultsIn(rows).size(), before + 2);
        QCOMPARE(shown.faultsIn(overview).size(), 2);
        for (const Drawn::Shape &tick : shown.faultsIn(overview))
            QVERIFY(tick.box.bottom() > overview.bottom() - 2);
        // Of another run nothing is known yet.
        shown.view.setDocument(std::make_shared<RunDocument>(shown.run.model.sharedTrace()));
        QCOMPARE(shown.faultsIn(rows).size(), before);
    }
    void aQueueThatGrowsIsMarkedInItsTrack()
    {
        Shown shown(moreThanAreTaken);
        const QRectF track = shown.geometry().tracks.front();
        const auto hollow = [&] {
            int signs = 0;
            for (const Drawn::Shape &shape : Drawn::by(shown.view).filled(Theme::light().canvas))
                signs += track.contains(shape.box.center()) && shape.box.width() < 12
                        && shape.box.height() < 8
                    ? 1
                    : 0;
            return signs;
        };
        const int before = hollow();
        shown.mark();
        QVERIFY(hollow() > before);
    }
    void aClickOnASignLeadsToItsFinding()
    {
        Shown shown(twoHold);
        shown.mark();
        QSignalSpy activated(&shown.view, &TimelineView::findingActivated);
        const auto signs = shown.faultsIn(shown.geometry().rows);
        const QPoint at = signs.back().box.center().toPoint();
        const Position cursor = shown.state.cursor();
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, at);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].value<std::size_t>(), std::size_t(0));
        QCOMPARE(activated[0][1].value<std::size_t>(), std::size_t(1));
        QCOMPARE(shown.state.cursor(), cursor);
        // Beside it, it is the row.
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, at + QPoint(20, 6));
        QCOMPARE(activated.size(), 1);
    }
    void theSignSaysWhatWasFoundThere()
    {
        Shown shown(twoHold);
        shown.mark();
        const auto signs = shown.faultsIn(shown.geometry().rows);
        // The signs are drawn last, early's before late's.
        const QPoint at = signs[signs.size() - 2].box.center().toPoint();
        QHelpEvent help(QEvent::ToolTip, at, shown.view.mapToGlobal(at));
        QApplication::sendEvent(&shown.view, &help);
        QVERIFY2(QToolTip::text().contains(QStringLiteral("Found: early held it for")),
                 qPrintable(QToolTip::text()));
        QVERIFY(QToolTip::text().contains(QStringLiteral("1 task late, by")));
        QTest::mouseMove(&shown.view, at);
        QCOMPARE(shown.view.cursor().shape(), Qt::PointingHandCursor);
        QToolTip::hideText();
    }
    void theLegendNamesTheSignsThatThereAre()
    {
        Shown fault(twoHold);
        QVERIFY(!fault.view.beside().faults);
        QSignalSpy beside(&fault.view, &TimelineView::besideChanged);
        fault.mark();
        QCOMPARE(beside.size(), 1);
        QVERIFY(fault.view.beside().faults && !fault.view.beside().findings);
        Shown hint(moreThanAreTaken);
        hint.mark();
        QVERIFY(!hint.view.beside().faults && hint.view.beside().findings);
        Legend legend(hint.run.model, {0, hint.run.model.end(AxisKind::Clock)});
        const QStringList plain = legend.meanings();
        legend.setBeside({.faults = true, .findings = true});
        QCOMPARE(legend.meanings(),
                 plain
                     + QStringList({QStringLiteral("found to be wrong"),
                                    QStringLiteral("found, worth knowing")}));
    }
};

PAINTING_TEST_MAIN(tst_FindingSigns)

#include "tst_findingsigns.moc"
