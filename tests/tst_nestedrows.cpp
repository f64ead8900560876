#include "tests/support/scenariorun.h"
#include "tests/support/writtenrun.h"
#include "views/export/timelineexport.h"
#include "views/model/rundocument.h"
#include "views/rows/nestedpainter.h"
#include "views/timeline/gutterpainter.h"
#include "views/timeline/hovercard.h"
#include "views/timeline/timelinekeys.h"
#include "views/timeline/timelineview.h"
#include "views/words/coroutinetext.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace views;
using Row = TimelineLayout::Row;

namespace {

/// A run in which "fetch" awaits connect(), which awaits resolve(), and then read() twice.
struct FetchRun : support::WrittenRun
{
    trace::TaskId fetch = task("fetch");
    trace::TaskId other = task("other");

    FetchRun()
    {
        const auto resolving = within(
            within(within(trace::ChainId::None, "fetch", 10), "connect", 20), "resolve", 30);
        const auto reading = within(within(trace::ChainId::None, "fetch", 11), "read", 40);
        const auto readingAgain = within(within(trace::ChainId::None, "fetch", 12), "read", 40);
        waitIn(resolving, 2).waitIn(reading, 3).waitIn(readingAgain, 1);
        step(other, wait(trace::Reason::Sleep, std::int64_t{1}));
    }

    trace::ChainId within(trace::ChainId parent, const char *function, std::uint32_t line)
    {
        trace::Site site;
        site.file = builder.text("/src/client.py");
        site.function = builder.text(function);
        site.line = line;
        return builder.add(trace::ChainNode{parent, builder.add(site)});
    }
    /// A step that ends with a wait at \a chain for so many seconds.
    FetchRun &waitIn(trace::ChainId chain, int seconds)
    {
        trace::Wait wait;
        wait.reason = trace::Reason::Sleep;
        wait.what = 0xFFFF'FFFF;
        wait.chain = chain;
        step(fetch, builder.add(wait));
        now += std::chrono::seconds(seconds);
        say(trace::Kind::Ready, fetch, trace::Waker::Timer);
        return *this;
    }
};

QStringList namesOfLevels(const RunModel &model, trace::TaskId task)
{
    AwaitSpans spans(task);
    spans.advance(model);
    QStringList names;
    for (const auto &level : spans.levels())
        names += coroutineNames(model, level);
    return names;
}

/// A timeline of the run of "chain", whose tasks await part1() and then part2().
struct Timeline
{
    ViewState state;
    TimelineView view{&state};
    std::shared_ptr<RunDocument> document;

    Timeline()
    {
        view.resize(1200, 700);
        view.setRowHeight(24);
        view.show();
        show("chain");
    }
    void show(const char *scenario)
    {
        RunInfo info;
        info.title = QString::fromLatin1(scenario);
        document = std::make_shared<RunDocument>(support::scenarioTrace(scenario), info);
        view.setDocument(document);
    }
    trace::TaskId task(const char *label) const
    {
        for (std::uint32_t i = 0; i < document->model().taskCount(); ++i) {
            if (document->model().label(trace::TaskId{i}) == QLatin1String(label))
                return trace::TaskId{i};
        }
        return trace::TaskId::None;
    }
    TimelineLayout layout() const
    {
        const NestedCoroutines nested(document->model(), view.layoutOptions().unfolded);
        return {document->model(), view.layoutOptions(), &nested};
    }
    QRect rows() const { return TimelineGeometry(view.size(), 0).rows; }
    /// The sign in the gutter that unfolds \a task.
    QPoint signOf(trace::TaskId task) const
    {
        const TimelineLayout all = layout();
        const Row &row = all.rows()[*all.rowOf(task)];
        return {qRound(*GutterPainter::foldSignX(row)), rows().top() + row.top + row.height / 2};
    }
    int coroutineRows() const
    {
        const TimelineLayout all = layout();
        return static_cast<int>(
            std::count_if(all.rows().begin(), all.rows().end(),
                          [](const Row &row) { return row.kind == Row::Kind::Coroutines; }));
    }
};

} // namespace

class tst_NestedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnfoldedTaskHasARowForEveryLevelUnderItsOwn()
    {
        const FetchRun run;
        const RunModel model = run.model();
        const NestedCoroutines nested(model, {QStringLiteral("fetch")});
        const TimelineLayout layout(model, {}, &nested);
        const std::size_t own = *layout.rowOf(run.fetch);
        QVERIFY(layout.rows()[own].kind == Row::Kind::Task);
        for (std::size_t level = 0; level < 2; ++level) {
            const Row &row = layout.rows()[own + 1 + level];
            QVERIFY(row.kind == Row::Kind::Coroutines);
            QCOMPARE(row.task, run.fetch);
            QCOMPARE(row.level, level);
            QCOMPARE(row.top, layout.rows()[own + level].bottom());
        }
        QCOMPARE(layout.rows().size(), TimelineLayout(model, {}).rows().size() + 2);
        QCOMPARE(layout.taskCount(), std::size_t{2});
        QVERIFY(layout.hasCoroutines());
        QVERIFY(hasNested(model, run.fetch));
        QVERIFY(!hasNested(model, run.other));
    }

    void aLevelIsNamedAfterItsFunctions()
    {
        const FetchRun run;
        QCOMPARE(namesOfLevels(run.model(), run.fetch),
                 QStringList({QStringLiteral("connect, read"), QStringLiteral("resolve")}));
    }

    void thePlaceUnderThePointerIsACoroutine()
    {
        const FetchRun run;
        const RunModel model = run.model();
        const NestedCoroutines nested(model, {QStringLiteral("fetch")});
        const TimelineLayout layout(model, {}, &nested);
        const std::size_t own = *layout.rowOf(run.fetch);
        const auto nameAt = [&](std::size_t level, double seconds) {
            const AwaitSpan *span = spanAt(model, nested, layout.rows()[own + 1 + level],
                                           std::llround(seconds * 1e9), AxisKind::Clock);
            return span != nullptr ? coroutineName(model, *span) : QString();
        };
        QCOMPARE(nameAt(0, 1), QStringLiteral("connect"));
        QCOMPARE(nameAt(1, 1), QStringLiteral("resolve"));
        QCOMPARE(nameAt(0, 2.5), QStringLiteral("read"));
        QCOMPARE(nameAt(1, 2.5), QString());
        QCOMPARE(nameAt(0, 100), QString());
    }

    void aCardSaysWhoAwaitsItAndForHowLong()
    {
        const FetchRun run;
        const RunModel model = run.model();
        AwaitSpans spans(run.fetch);
        spans.advance(model);
        const SegmentSummary summary = summaryOf(model, run.fetch, spans.levels()[0][0]);
        QCOMPARE(summary.line(),
                 QStringLiteral(
                     "connect, 2.000 s · 0.000 s to 2.000 s · Awaited at client.py:10 "
                     "in fetch · Shown from its first wait to the end of its last · Waits 1"));
    }

    void theSignInTheGutterUnfoldsAndFolds()
    {
        Timeline timeline;
        const trace::TaskId first = timeline.task("Chain 1");
        QTest::mouseClick(&timeline.view, Qt::LeftButton, {}, timeline.signOf(first));
        QCOMPARE(timeline.coroutineRows(), 1);
        QVERIFY(!timeline.state.selectedTask());
        QTest::mouseClick(&timeline.view, Qt::LeftButton, {}, timeline.signOf(first));
        QCOMPARE(timeline.coroutineRows(), 0);
        // Where a task has no sign its name is clicked on.
        QTest::mouseClick(&timeline.view, Qt::LeftButton, {},
                          timeline.signOf(timeline.task("main")));
        QCOMPARE(timeline.coroutineRows(), 0);
        QCOMPARE(timeline.state.selectedTask(), std::optional(timeline.task("main")));
    }

    void theKeyUnfoldsTheSelectedTask()
    {
        Timeline timeline;
        QTest::keyClick(&timeline.view, Qt::Key_Z, Qt::ShiftModifier);
        QCOMPARE(timeline.coroutineRows(), 0);
        timeline.state.setSelectedTask(timeline.task("Chain 2"));
        QTest::keyClick(&timeline.view, Qt::Key_Z, Qt::ShiftModifier);
        QCOMPARE(timeline.coroutineRows(), 1);
        QVERIFY(timeline.view.beside().nested);
        QTest::keyClick(&timeline.view, Qt::Key_Z, Qt::ShiftModifier);
        QCOMPARE(timeline.coroutineRows(), 0);
        QVERIFY(!timeline.view.beside().nested);
    }

    void aTaskThatAwaitsNothingOfItsOwnSaysSo()
    {
        Timeline timeline;
        timeline.state.setSelectedTask(timeline.task("main"));
        QSignalSpy hints(&timeline.view, &TimelineView::hinted);
        QVERIFY(timeline.view.perform(TimelineCommand::UnfoldTask));
        QVERIFY(timeline.view.layoutOptions().unfolded.empty());
        QVERIFY(!hints.isEmpty());
        QCOMPARE(hints.last()[0].toString(),
                 QStringLiteral("main awaits no coroutine of its own in which it suspends."));
    }

    void aClickOnACoroutineSelectsWhatItsTaskDidThen()
    {
        Timeline timeline;
        const trace::TaskId first = timeline.task("Chain 1");
        QTest::mouseClick(&timeline.view, Qt::LeftButton, {}, timeline.signOf(first));
        const TimelineLayout layout = timeline.layout();
        const Row &row = layout.rows()[*layout.rowOf(first) + 1];
        QVERIFY(row.kind == Row::Kind::Coroutines);
        const QRect rows = timeline.rows();
        QTest::mouseClick(&timeline.view, Qt::LeftButton, {},
                          {rows.center().x(), rows.top() + row.top + row.height / 2});
        QCOMPARE(timeline.state.selectedTask(), std::optional(first));
        QVERIFY(timeline.document->model().state(*timeline.state.selectedSegment())
                == State::Sleeping);
    }

    void whatIsUnfoldedStaysForTheSameProgramOnly()
    {
        Timeline timeline;
        timeline.state.setSelectedTask(timeline.task("Chain 3"));
        timeline.view.perform(TimelineCommand::UnfoldTask);
        timeline.show("chain");
        QCOMPARE(timeline.coroutineRows(), 1);
        timeline.show("queue");
        QVERIFY(timeline.view.layoutOptions().unfolded.empty());
    }

    void coroutinesThatAreTooShortToBeSeenAreStillThere()
    {
        FetchRun run;
        const auto chain = run.within(run.within(trace::ChainId::None, "fetch", 13), "poll", 50);
        const auto idle = run.within(trace::ChainId::None, "fetch", 14);
        for (int i = 0; i < 10'000; ++i)
            run.waitIn(i % 2 == 0 ? chain : idle, 1);
        const RunModel model = run.model();
        const NestedCoroutines nested(model, {QStringLiteral("fetch")});
        const TimelineLayout layout(model, {}, &nested);
        RowsScene scene;
        scene.model = &model;
        scene.layout = &layout;
        scene.axis = TimeAxis(AxisKind::Clock, {0, model.end(AxisKind::Clock)}, 500);
        QImage image(500, layout.height(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        const Fonts fonts{QFont()};
        NestedPainter(Theme::light(), fonts, nested).draw(painter, scene, image.size());
        painter.end();
        const Row &row = layout.rows()[*layout.rowOf(run.fetch) + 1];
        int painted = 0;
        for (int x = 0; x < image.width(); ++x)
            painted += image.pixelColor(x, row.top + row.height / 2) != QColor(Qt::white);
        QVERIFY2(painted > 490, qPrintable(QString::number(painted)));
    }

    void aPictureHasThemToo()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("chain.svg"));
        ExportOptions options;
        options.unfolded = QStringList{QStringLiteral("Chain 1")};
        exportTimeline(support::scenarioTrace("chain"), path, options);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QStringList texts;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::Characters)
                texts += xml.text().trimmed().toString();
        }
        QCOMPARE(texts.count(QStringLiteral("part1")), 1);
        QCOMPARE(texts.count(QStringLiteral("part2")), 1);
        QCOMPARE(texts.count(QStringLiteral("part1, part2")), 1);
        QCOMPARE(texts.count(QStringLiteral("a coroutine that it awaits")), 1);
    }
};

QTEST_MAIN(tst_NestedRows)
#include "tst_nestedrows.moc"
