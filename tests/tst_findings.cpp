#include "engine/core/blocking.h"
#include "engine/run/run.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/drawn.h"
#include "tests/support/embrace.h"
#include "tests/support/foreignrun.h"
#include "tests/support/growingtrace.h"
#include "tests/support/modelrun.h"
#include "tests/support/sampletraces.h"
#include "tests/support/smallprograms.h"
#include "tests/support/writtenrun.h"
#include "views/findings/findingspanel.h"
#include "views/model/rundocument.h"
#include "views/words/findingtext.h"
#include "views/words/segmenttext.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QFocusEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::embrace;
using support::ModelRun;
using support::moreThanAreTaken;

namespace {

using engine::sleep;

using Queue = engine::Queue<int>;

Task<> waitForNothing()
{
    Queue queue("q", 0);
    co_await queue.get();
}

Task<> beat()
{
    co_await sleep(0.1);
}

constexpr int BlockingLine = __LINE__ + 3;
Task<> block()
{
    engine::burn(0.5);
    co_return;
}

Task<> blockedHeart()
{
    const TaskHandle<> heart = createTask(beat(), {"heart", {}});
    const TaskHandle<> job = createTask(block(), {"job", {}});
    co_await heart;
    co_await job;
}

/// What is found in the run of blockedHeart().
QString heldSentence()
{
    return QStringLiteral(
               "job held the loop for 500 ms, seen at tst_findings.cpp:%1, and delayed heart")
        .arg(BlockingLine);
}

Task<> blockAndWaitForNothing()
{
    co_await blockedHeart();
    co_await waitForNothing();
}

QString kindName(Finding::Kind kind)
{
    switch (kind) {
    case Finding::Kind::LostWaits:
        return QStringLiteral("lost");
    case Finding::Kind::StoppedCircle:
        return QStringLiteral("stopped in a circle");
    case Finding::Kind::BlockedLoop:
        return QStringLiteral("blocked");
    case Finding::Kind::Unretrieved:
        return QStringLiteral("unretrieved");
    case Finding::Kind::SwallowedCancel:
        return QStringLiteral("swallowed");
    case Finding::Kind::GrowingQueue:
        return QStringLiteral("growing");
    case Finding::Kind::StillWaiting:
        break;
    }
    return QStringLiteral("waiting");
}

QString kindsOf(const RunModel &model)
{
    QStringList kinds;
    for (const Finding &finding : findings(model))
        kinds += kindName(finding.kind);
    return kinds.join(u' ');
}

QString sentenceOf(const ModelRun &run)
{
    const auto found = findings(run.model);
    return found.empty() ? QString() : findingText(run.model, found.front()).sentence;
}

std::shared_ptr<RunDocument> documentOf(const QString &scenario, const QString &parameters)
{
    scenario::Arguments arguments(*engine::findScenario(scenario.toStdString()));
    const QStringList words = parameters.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i + 1 < words.size(); i += 2)
        arguments.set(words[i].mid(2).toStdString(), words[i + 1].toStdString());
    engine::VirtualClock clock;
    auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(arguments), clock, *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return std::make_shared<RunDocument>(trace);
}

/// The findings of a run that stays, in a panel in a window.
struct Shown
{
    ModelRun run;
    ViewState state;
    FindingsPanel panel{&state};
    QTreeView *tree = panel.findChild<QTreeView *>(QStringLiteral("findingsTree"));

    explicit Shown(support::Main program)
        : run(std::move(program))
    {
        panel.setTheme(Theme::light());
        panel.resize(800, 300);
        panel.show();
        panel.setDocument(std::make_shared<RunDocument>(run.model.sharedTrace()));
    }
    bool hasFound(std::size_t count)
    {
        return QTest::qWaitFor([&] { return panel.found().size() == count && tree->isVisible(); });
    }
    QModelIndex at(int finding, int column = 0) const
    {
        return tree->model()->index(finding, column);
    }
    int rowAtCursor() const { return tree->currentIndex().row(); }
};

/// Whether \a color is among the pixels of the icon of \a index.
bool iconHas(const QModelIndex &index, const QColor &color)
{
    const QImage image = index.data(Qt::DecorationRole).value<QIcon>().pixmap(16).toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

Task<> blockFor(double seconds)
{
    engine::burn(seconds);
    co_return;
}

Task<> blockTwice()
{
    co_await blockFor(0.3);
    co_await sleep(1);
    co_await blockFor(0.2);
}

Task<> theLaterBlockCostsMore()
{
    const TaskHandle<> heart = createTask(beat(), {"heart", {}});
    const TaskHandle<> first = createTask(blockFor(0.2), {"first", {}});
    const TaskHandle<> second = createTask(blockFor(0.5), {"second", {}});
    co_await heart;
    co_await first;
    co_await second;
}

/// A run of four tasks, written by hand: the second is never born, main ends, the others wait.
RunModel othersWait(trace::Outcome outcome, bool lastIsLost)
{
    trace::TraceBuilder builder;
    std::array<trace::TaskId, 4> tasks{};
    for (trace::TaskId &task : tasks)
        task = builder.add(trace::TaskInfo{});
    trace::Wait wait;
    wait.reason = trace::Reason::Future;
    const trace::WaitId waits = builder.add(wait);
    const trace::Time now{0};
    using support::append;
    using trace::Kind;
    for (const std::size_t i : {0U, 2U, 3U})
        append(builder, now, Kind::Created, tasks[i], trace::Waker::None);
    append(builder, now, Kind::Resumed, tasks[3]);
    append(builder, now, Kind::Suspended, tasks[3], waits); // 4
    append(builder, now, Kind::Resumed, tasks[2]);
    append(builder, now, Kind::Suspended, tasks[2], waits); // 6
    append(builder, now, Kind::Resumed, tasks[0]);
    append(builder, now, Kind::Finished, tasks[0]);
    if (lastIsLost)
        append(builder, now, Kind::Lost, tasks[3]);
    append(builder, now, Kind::Ended, outcome);
    RunModel model(builder.trace());
    model.advance();
    return model;
}

/// A queue with these depths, one after the other.
RunModel depthsOf(const std::vector<std::uint32_t> &depths)
{
    trace::TraceBuilder builder;
    const trace::ObjectId queue
        = builder.add(trace::Object{builder.text("queue"), builder.text("q")});
    const trace::Time now{0};
    for (const std::uint32_t depth : depths)
        support::append(builder, now, trace::Kind::Depth, queue, depth);
    support::append(builder, now, trace::Kind::Ended, trace::Outcome::Done);
    RunModel model(builder.trace());
    model.advance();
    return model;
}

engine::Task<> blockedForNobody()
{
    engine::burn(0.5);
    co_return;
}

} // namespace

class tst_Findings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCircleOfLocksIsFound()
    {
        const ModelRun run(embrace);
        QCOMPARE(kindsOf(run.model), QStringLiteral("lost"));
        const Finding finding = findings(run.model).front();
        QCOMPARE(finding.tasks.size(), std::size_t(3));
        const FindingText text = findingText(run.model, finding);
        QCOMPARE(text.sentence,
                 QStringLiteral("Deadlock: 2 tasks wait for each other in a circle"));
        QCOMPARE(text.cost, QStringLiteral("3 tasks never end"));
        QCOMPARE(text.details.size(), std::size_t(3));
        QVERIFY2(text.details[0].what.startsWith(
                     QStringLiteral("one waits for b, which two holds, at embrace.cpp:")),
                 qPrintable(text.details[0].what));
        QVERIFY(finding.isFault());
    }
    void ofSeveralCirclesEachIsFound()
    {
        support::TwoCircles run;
        for (const trace::TaskId task : run.tasks)
            run.say(trace::Kind::Lost, task);
        run.say(trace::Kind::Ended, trace::Outcome::Deadlocked);
        const RunModel model = run.model();
        const Finding finding = findings(model).front();
        QCOMPARE(finding.deadlock.circleTasks(), run.tasks);
        const FindingText text = findingText(model, finding);
        QCOMPARE(text.sentence, QStringLiteral("Deadlock: 4 tasks wait in 2 circles"));
        QCOMPARE(text.details.size(), std::size_t(4));
    }
    void aWaitThatNothingCanEndIsFound()
    {
        const ModelRun run(waitForNothing);
        QCOMPARE(kindsOf(run.model), QStringLiteral("lost"));
        QCOMPARE(sentenceOf(run), QStringLiteral("Deadlock: Task-1 waits for ever"));
    }
    void aStepThatHeldTheLoopIsFoundWithWhatItCost()
    {
        const ModelRun run(blockedHeart);
        QCOMPARE(kindsOf(run.model), QStringLiteral("blocked"));
        const FindingText text = findingText(run.model, findings(run.model).front());
        QCOMPARE(text.sentence, heldSentence());
        QCOMPARE(text.cost, QStringLiteral("400 ms of delay for others"));
        QCOMPARE(text.details.size(), std::size_t(1));
        QCOMPARE(text.details[0].cost, QStringLiteral("1 task late, by 400 ms"));
    }
    void ofAStepOfWhichNobodySawWhereItBlockedItIsToldWhatEndedItOrItsTasksOwnLine()
    {
        support::WrittenRun run;
        trace::Site site;
        site.file = run.builder.text("/src/server.py");
        site.line = 12;
        trace::TaskInfo info;
        info.name = run.builder.text("job");
        info.site = run.builder.add(site);
        const trace::TaskId job = run.builder.add(info);
        site.line = 34;
        trace::Wait wait;
        wait.reason = trace::Reason::Sleep;
        wait.what = 0xFFFF'FFFF;
        wait.chain = run.builder.add(trace::ChainNode{trace::ChainId::None, run.builder.add(site)});
        const trace::WaitId sleep = run.builder.add(wait);
        run.say(trace::Kind::Created, job, trace::TaskId::None);
        const auto blocks = [&](trace::Kind end, auto argument) {
            run.say(trace::Kind::Resumed, job);
            run.now += std::chrono::milliseconds(500);
            run.say(end, job, argument);
        };
        blocks(trace::Kind::Suspended, sleep);
        run.say(trace::Kind::Ready, job, trace::Waker::Timer);
        blocks(trace::Kind::Finished, 0);
        run.say(trace::Kind::Ended, trace::Outcome::Done);
        const RunModel model = run.model();
        const FindingText text = findingText(model, findings(model).front());
        QCOMPARE(text.details.size(), std::size_t(2));
        QCOMPARE(text.details[0].what,
                 QStringLiteral("job held it for 500 ms, until server.py:34"));
        QCOMPARE(text.details[1].what,
                 QStringLiteral("job held it for 500 ms; created at server.py:12"));
    }
    void ofAStepThatHeldTheLoopAndDelayedNobodyNoCostIsTold()
    {
        const ModelRun run(blockedForNobody);
        QCOMPARE(kindsOf(run.model), QStringLiteral("blocked"));
        const FindingText text = findingText(run.model, findings(run.model).front());
        QCOMPARE(text.cost, QStringLiteral("nobody else was delayed"));
        QCOMPARE(text.details[0].cost, QString());
    }
    void aQueueThatOnlyGrowsIsFound()
    {
        const ModelRun run(moreThanAreTaken);
        QCOMPARE(kindsOf(run.model), QStringLiteral("growing"));
        QVERIFY(sentenceOf(run).startsWith(QStringLiteral("q only grows")));
    }

    void whoIsCancelledByAChildThatHasFailedSwallowsNothing()
    {
        for (const bool hasEnded : {false, true}) {
            support::WrittenRun run;
            const trace::TaskId main = run.task("main");
            const trace::TaskId child = run.task("child", main);
            run.step(main, run.wait(trace::Reason::Future)).say(trace::Kind::Resumed, child);
            if (hasEnded)
                run.say(trace::Kind::Failed, child, run.builder.text("ValueError"));
            run.say(trace::Kind::CancelRequested, main, child)
                .say(trace::Kind::Ready, main, child)
                .say(trace::Kind::Resumed, main, run.builder.text("CancelledError"))
                .say(trace::Kind::Finished, main);
            QStringList kinds;
            for (const Finding &finding : findings(run.model()))
                kinds += QString::number(int(finding.kind));
            QCOMPARE(kinds.contains(QString::number(int(Finding::Kind::SwallowedCancel))),
                     !hasEnded);
        }
    }

    // Looked at by hand: chess thinks, hello-blocking, executor-inline and rounds-work block the
    // loop on purpose; the golden outcome of those that lose somebody is a deadlock.
    void theGoldenProgramsHaveNoOther()
    {
        const auto map = [](std::initializer_list<const char *> names, const char *kinds) {
            QMap<QString, QString> all;
            for (const char *name : names)
                all.insert(QLatin1String(name), QLatin1String(kinds));
            return all;
        };
        QMap<QString, QString> expected
            = map({"chess-default", "chess-small", "chess-small-sequential", "chess-small-sync",
                   "hello-blocking", "executor-inline", "rounds-work"},
                  "blocked");
        expected.insert(map({"cancel-swallow", "timeout-swallow"}, "swallowed"));
        expected.insert(map({"condition-default", "condition-notify-one", "philosophers-deadlock",
                             "queue-no-consumers"},
                            "lost"));
        QMap<QString, QString> found;
        int programs = 0;
        const QDir golden(QStringLiteral(COROSCOPE_GOLDEN));
        for (const QString &file : golden.entryList({QStringLiteral("*-index.tsv")})) {
            const QString scenario = file.section(u'-', 0, 0);
            if (scenario == QStringLiteral("script")
                || engine::findScenario(scenario.toStdString()) == nullptr)
                continue;
            QFile in(golden.filePath(file));
            QVERIFY(in.open(QIODevice::ReadOnly));
            QStringList rows = QString::fromUtf8(in.readAll()).split(u'\n', Qt::SkipEmptyParts);
            rows.removeFirst();
            for (const QString &row : rows) {
                const QStringList fields = row.split(u'\t');
                const auto document = documentOf(scenario, fields[1]);
                const QString kinds = kindsOf(document->model());
                if (!kinds.isEmpty())
                    found.insert(fields[0], kinds);
                ++programs;
            }
        }
        QVERIFY(programs > 40);
        QStringList other;
        for (const QString &name : found.keys() + expected.keys()) {
            if (found.value(name) != expected.value(name))
                other += QStringLiteral("%1: %2").arg(name, found.value(name));
        }
        QVERIFY2(other.isEmpty(), qPrintable(other.join(u'\n')));
    }

    void thePanelListsThemAndLeadsThere()
    {
        ViewState state;
        FindingsPanel panel(&state);
        QSignalSpy changed(&panel, &FindingsPanel::foundChanged);
        panel.resize(800, 300);
        panel.show();
        const auto document
            = documentOf(QStringLiteral("executor"), QStringLiteral("--mode inline"));
        panel.setDocument(document);
        QTRY_COMPARE(panel.found().size(), std::size_t(1));
        QCOMPARE(changed.last().at(0).toInt(), 1);
        QCOMPARE(changed.last().at(1).toBool(), true);
        auto *tree = panel.findChild<QTreeView *>(QStringLiteral("findingsTree"));
        QVERIFY(tree->isVisible());
        const QModelIndex top = tree->model()->index(0, 0);
        QCOMPARE(tree->model()->rowCount(top), 4);
        panel.next();
        QVERIFY(state.selectedTask().has_value());
        // A line below leads to the step that it tells of.
        const QModelIndex third = tree->model()->index(2, 0, top);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(third).center());
        QCOMPARE(document->model().label(*state.selectedTask()), QStringLiteral("Job 2"));
        QCOMPARE(state.cursor().time, trace::Time(500ms));
    }
    void theMenuOfALineAsksForThePlaceThatItNames()
    {
        Shown shown(embrace);
        QVERIFY(shown.hasFound(1));
        std::vector<SourceLine> wanted;
        connect(&shown.panel, &FindingsPanel::placeRequested,
                [&](const SourceLine &place) { wanted.push_back(place); });
        const auto *action = shown.tree->findChild<QAction *>(QStringLiteral("showLineOfRow"));
        const QModelIndex top = shown.at(0);
        shown.tree->setCurrentIndex(top);
        QVERIFY(!action->isEnabled()); // it is about several
        const QModelIndex first = shown.tree->model()->index(0, 0, top);
        shown.tree->setCurrentIndex(first);
        QVERIFY(action->isEnabled());
        shown.tree->findChild<QAction *>(QStringLiteral("showLineOfRow"))->trigger();
        QCOMPARE(wanted.size(), std::size_t(1));
        const QString text = first.data().toString();
        QVERIFY2(text.endsWith(QStringLiteral("embrace.cpp:%1").arg(wanted.front().line)),
                 qPrintable(text));
    }
    void aRunThatGoesOnIsLookedThroughNowAndThen()
    {
        const ModelRun run(blockAndWaitForNothing);
        support::GrowingTrace growing(run.model.sharedTrace());
        const std::size_t all = run.model.records();
        growing.growTo(2);
        const auto document = std::make_shared<RunDocument>(growing.trace());
        ViewState state;
        FindingsPanel panel(&state);
        panel.setPause(0ms);
        panel.show();
        panel.setDocument(document);
        const auto *label = panel.findChild<QLabel *>(QStringLiteral("noFindings"));
        QTRY_VERIFY(label->text().contains(QStringLiteral("so far")));
        QVERIFY(label->text().contains(QStringLiteral("The rest only its end can tell.")));
        // All has happened but that it is over: the deadlock is not proven.
        growing.growTo(all - 1);
        document->refresh();
        QTRY_COMPARE(panel.found().size(), std::size_t(1));
        QCOMPARE(panel.found().front().kind, Finding::Kind::BlockedLoop);
        QVERIFY(!document->completeModel());
        growing.growTo(all);
        document->refresh();
        QTRY_COMPARE(panel.found().size(), std::size_t(2));
        QCOMPARE(panel.found().front().kind, Finding::Kind::LostWaits);
    }
    void whatIsChosenStaysSoWhileMoreIsFound()
    {
        const ModelRun run(blockAndWaitForNothing);
        support::GrowingTrace growing(run.model.sharedTrace());
        growing.growTo(run.model.records() - 1);
        const auto document = std::make_shared<RunDocument>(growing.trace());
        ViewState state;
        FindingsPanel panel(&state);
        panel.setPause(0ms);
        panel.show();
        panel.setDocument(document);
        auto *tree = panel.findChild<QTreeView *>(QStringLiteral("findingsTree"));
        QTRY_COMPARE(panel.found().size(), std::size_t(1));
        panel.next();
        tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
        const QString line = tree->currentIndex().data().toString();
        growing.growTo(run.model.records());
        document->refresh();
        QTRY_COMPARE(panel.found().size(), std::size_t(2));
        QCOMPARE(tree->currentIndex().data().toString(), line);
        QCOMPARE(tree->currentIndex().parent().row(), 1);
        QVERIFY(tree->isExpanded(tree->model()->index(1, 0)));
    }
    void aLookThatFindsNothingNewLeavesTheListAlone()
    {
        support::WrittenRun written;
        const trace::TaskId task = written.task("holder");
        const auto hold = [&] {
            written.say(trace::Kind::Resumed, task);
            written.now += 200ms;
            written.say(trace::Kind::Suspended, task, written.wait(trace::Reason::Yield));
        };
        for (int i = 0; i < 30; ++i)
            hold();
        const auto document = std::make_shared<RunDocument>(written.builder.trace());
        ViewState state;
        FindingsPanel panel(&state);
        panel.setPause(0ms);
        panel.resize(600, 200);
        panel.show();
        QSignalSpy changed(&panel, &FindingsPanel::foundChanged);
        panel.setDocument(document);
        auto *tree = panel.findChild<QTreeView *>(QStringLiteral("findingsTree"));
        QTRY_COMPARE(panel.found().size(), std::size_t(1));
        QVERIFY(tree->isExpanded(tree->model()->index(0, 0)));
        tree->verticalScrollBar()->setValue(5);
        const int scrolled = tree->verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        const QPersistentModelIndex kept(tree->model()->index(7, 0, tree->model()->index(0, 0)));
        const auto looks = changed.size();
        // Something happens, but nothing that is wrong.
        written.say(trace::Kind::Resumed, task);
        written.say(trace::Kind::Suspended, task, written.wait(trace::Reason::Yield));
        document->refresh();
        QTest::qWait(200);
        QVERIFY(kept.isValid());
        QCOMPARE(changed.size(), looks);
        // And then something that is.
        hold();
        document->refresh();
        QTRY_COMPARE(panel.found().front().culprits.size(), std::size_t(31));
        QCOMPARE(tree->verticalScrollBar()->value(), scrolled);
        tree->setExpanded(tree->model()->index(0, 0), false);
        hold();
        document->refresh();
        QTRY_COMPARE(panel.found().front().culprits.size(), std::size_t(32));
        QVERIFY(!tree->isExpanded(tree->model()->index(0, 0)));
    }
    void aSignBeyondTheLinesLeadsToItsOwnPlace()
    {
        support::WrittenRun written;
        const trace::TaskId task = written.task("holder");
        for (int i = 0; i < 203; ++i) {
            written.say(trace::Kind::Resumed, task);
            written.now += 200ms;
            written.say(trace::Kind::Suspended, task, written.wait(trace::Reason::Yield));
        }
        ViewState state;
        FindingsPanel panel(&state);
        panel.show();
        panel.setDocument(std::make_shared<RunDocument>(written.builder.trace()));
        QTRY_COMPARE(panel.found().size(), std::size_t(1));
        for (const int part : {3, 201}) {
            panel.goToPlace(0, static_cast<std::size_t>(part));
            QCOMPARE(state.cursor().time, trace::Time(200ms) * part);
        }
    }
    void aLongRunThatIsReadIsLookedThrough()
    {
        const auto document
            = std::make_shared<RunDocument>(support::randomTrace(2, 20, 2'000'000, true));
        QVERIFY(document->isReading());
        ViewState state;
        FindingsPanel panel(&state);
        panel.show();
        panel.setDocument(document);
        const auto *label = panel.findChild<QLabel *>(QStringLiteral("noFindings"));
        QVERIFY(label->isVisible());
        QVERIFY2(label->text().contains(QStringLiteral("Looking through the run")),
                 qPrintable(label->text()));
    }
    void aRecordingThatBreaksOffIsLookedThroughToItsEnd()
    {
        const ModelRun run(moreThanAreTaken);
        support::GrowingTrace growing(run.model.sharedTrace());
        growing.growTo(run.model.records() - 1);
        const auto document = std::make_shared<RunDocument>(growing.trace());
        ViewState state;
        FindingsPanel panel(&state);
        panel.setPause(0ms);
        panel.show();
        panel.setDocument(document);
        const auto *label = panel.findChild<QLabel *>(QStringLiteral("noFindings"));
        QTRY_VERIFY(label->text().contains(QStringLiteral("so far")));
        document->setOver();
        QTRY_COMPARE(panel.found().size(), std::size_t(1));
        QCOMPARE(panel.found().front().kind, Finding::Kind::GrowingQueue);
    }
    void aPlaceLeadsToItsLine()
    {
        Shown shown(embrace);
        QVERIFY(shown.hasFound(1));
        const auto &waiters = shown.panel.found().front().deadlock.waiters;
        for (std::size_t part = 0; part < waiters.size(); ++part) {
            shown.panel.goToPlace(0, part);
            QCOMPARE(shown.state.selectedTask(), std::optional(waiters[part].task));
            QVERIFY(shown.tree->currentIndex().parent().isValid());
            QVERIFY(shown.tree->currentIndex().data().toString().startsWith(
                shown.run.model.label(waiters[part].task)));
        }
        shown.panel.goToPlace(1, 0); // there is none
        QVERIFY(shown.tree->currentIndex().parent().isValid());
    }
    void nothingFoundIsSaidWithWhatWasLookedFor()
    {
        ViewState state;
        FindingsPanel panel(&state);
        panel.show();
        panel.setDocument(documentOf(QStringLiteral("queue"), QString()));
        auto *label = panel.findChild<QLabel *>(QStringLiteral("noFindings"));
        QTRY_VERIFY(label->text().contains(QStringLiteral("Nothing found in 96 steps")));
        QVERIFY(label->text().contains(QStringLiteral("deadlocks")));
        panel.next(); // leads nowhere
        QVERIFY(!state.selectedTask());
    }
    void whereThereIsNothingToShowAllOfTheReasonIsInSight_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 900;
        QTest::newRow("narrow") << 220;
    }
    void whereThereIsNothingToShowAllOfTheReasonIsInSight()
    {
        QFETCH(const int, width);
        ViewState state;
        FindingsPanel panel(&state);
        panel.resize(width, 300);
        panel.show();
        QCOMPARE(panel.width(), width);
        auto *label = panel.findChild<QLabel *>(QStringLiteral("noFindings"));
        QVERIFY(label->text().contains(QStringLiteral("There is no run yet")));
        support::Drawn drawn = support::Drawn::by(panel);
        QVERIFY(!drawn.texts().isEmpty());
        QCOMPARE(drawn.cutOff(), QStringList());
        panel.setDocument(documentOf(QStringLiteral("queue"), QString()));
        QTRY_VERIFY(label->text().contains(QStringLiteral("Nothing found")));
        drawn = support::Drawn::by(panel);
        QCOMPARE(drawn.cutOff(), QStringList());
    }
    void aSingleFindingIsOpenAndSeveralAreNot()
    {
        Shown one(blockedHeart);
        QVERIFY(one.hasFound(1));
        QVERIFY(one.tree->isExpanded(one.at(0)));
        Shown two(blockAndWaitForNothing);
        QVERIFY(two.hasFound(2));
        QVERIFY(!two.tree->isExpanded(two.at(0)));
        QVERIFY(!two.tree->isExpanded(two.at(1)));
        // By the sign before it.
        const QRect row = two.tree->visualRect(two.at(0));
        QTest::mouseClick(two.tree->viewport(), Qt::LeftButton, {},
                          {row.left() / 2, row.center().y()});
        QVERIFY(two.tree->isExpanded(two.at(0)));
    }
    void oneGoesThroughThemInACircle()
    {
        Shown shown(blockAndWaitForNothing);
        QVERIFY(shown.hasFound(2));
        shown.panel.next();
        QCOMPARE(shown.rowAtCursor(), 0);
        shown.panel.next();
        QCOMPARE(shown.rowAtCursor(), 1);
        shown.panel.next();
        QCOMPARE(shown.rowAtCursor(), 0);
        shown.panel.previous();
        QCOMPARE(shown.rowAtCursor(), 1);
        // From a line of one, to the one after it.
        shown.tree->setCurrentIndex(shown.tree->model()->index(0, 0, shown.at(0)));
        shown.panel.next();
        QCOMPARE(shown.rowAtCursor(), 1);
        QVERIFY(!shown.tree->currentIndex().parent().isValid());
    }
    void theFocusAloneIsNotHavingGoneToTheFirst()
    {
        Shown shown(blockAndWaitForNothing);
        QVERIFY(shown.hasFound(2));
        QFocusEvent focus(QEvent::FocusIn, Qt::TabFocusReason);
        QCoreApplication::sendEvent(shown.tree, &focus);
        QVERIFY(shown.tree->currentIndex().isValid());
        shown.panel.next();
        QCOMPARE(shown.rowAtCursor(), 0);
    }
    void backwardsTheLastIsTheFirst()
    {
        Shown shown(blockAndWaitForNothing);
        QVERIFY(shown.hasFound(2));
        shown.panel.previous();
        QCOMPARE(shown.rowAtCursor(), 1);
    }
    void theCursorStandsBehindWhatWasFound()
    {
        Shown shown(blockedHeart);
        QVERIFY(shown.hasFound(1));
        shown.panel.next();
        const std::size_t record = shown.panel.found().front().record;
        QCOMPARE(shown.state.cursor().records, record + 1);
        QCOMPARE(shown.state.cursor().time, shown.run.run.trace().records()[record].time());
    }
    void ofADeadlockTheTasksOfItsCircleAreSelected()
    {
        Shown shown(embrace);
        QVERIFY(shown.hasFound(1));
        const Finding &finding = shown.panel.found().front();
        const trace::TaskId main{0};
        QCOMPARE(finding.tasks.front(), main);
        QTest::mouseClick(shown.tree->viewport(), Qt::LeftButton, {},
                          shown.tree->visualRect(shown.at(0)).center());
        QCOMPARE(shown.state.selectedTask(), std::optional(trace::TaskId{1}));
        QVERIFY(shown.state.isSelected(trace::TaskId{2}));
        QVERIFY(!shown.state.isSelected(main));
        // A line below is about one.
        QTest::mouseClick(
            shown.tree->viewport(), Qt::LeftButton, {},
            shown.tree->visualRect(shown.tree->model()->index(2, 0, shown.at(0))).center());
        QVERIFY(shown.state.alsoSelected().empty());
    }
    void aQueueThatGrowsIsSelected()
    {
        Shown shown(moreThanAreTaken);
        QVERIFY(shown.hasFound(1));
        shown.panel.next();
        QCOMPARE(shown.state.selectedObject(), std::optional(trace::ObjectId{0}));
        QVERIFY(!shown.state.selectedTask());
    }
    void aFindingStandsOutFromItsLines()
    {
        Shown shown(blockedHeart);
        QVERIFY(shown.hasFound(1));
        const QModelIndex finding = shown.at(0);
        const QModelIndex line = shown.tree->model()->index(0, 0, finding);
        const auto bold = [](const QModelIndex &index) {
            return index.data(Qt::FontRole).value<QFont>().bold();
        };
        QVERIFY(bold(finding));
        QVERIFY(!bold(finding.siblingAtColumn(1)));
        QVERIFY(!bold(finding.siblingAtColumn(2)));
        QVERIFY(!bold(line));
        QVERIFY(shown.tree->visualRect(finding).height() > shown.tree->visualRect(line).height());
        QVERIFY(shown.tree->visualRect(finding).height() >= 40); // more than its words need
        QVERIFY(shown.tree->allColumnsShowFocus());
        QVERIFY(!(finding.flags() & Qt::ItemIsEditable));
        QVERIFY(!(line.flags() & Qt::ItemIsEditable));
    }
    void theCostStandsAtTheRightAndNothingIsCutOff()
    {
        Shown shown(blockedHeart);
        QVERIFY(shown.hasFound(1));
        const support::Drawn drawn = support::Drawn::by(*shown.tree->viewport());
        QCOMPARE(drawn.cutOff(), QStringList());
        const QString sentence = heldSentence();
        const QString cost = QStringLiteral("400 ms of delay for others");
        const QString detail = QStringLiteral("1 task late, by 400 ms");
        QVERIFY(drawn.has(sentence) && drawn.has(cost) && drawn.has(detail));
        QVERIFY(qAbs(drawn.find(cost)->box.right() - drawn.find(detail)->box.right()) < 1);
        // The sentence has the room that the others do not need.
        const QHeaderView *header = shown.tree->header();
        QVERIFY(!header->isVisible());
        QVERIFY(header->sectionSize(0) > header->sectionSize(1) + header->sectionSize(2));
        QVERIFY(shown.tree->viewport()->width() - drawn.find(cost)->box.right() < 30);
    }
    void aFaultHasTheColourOfFailureInEveryTheme()
    {
        Shown shown(waitForNothing);
        QVERIFY(shown.hasFound(1));
        QVERIFY(shown.panel.found().front().isFault());
        QVERIFY(iconHas(shown.at(0), Theme::light().failed));
        shown.panel.setTheme(Theme::darkTheme());
        QVERIFY(iconHas(shown.at(0), Theme::darkTheme().failed));
        QVERIFY(!iconHas(shown.at(0), Theme::light().failed));
    }
    void everyFindingTakesTheColoursOfANewTheme()
    {
        Shown shown(blockAndWaitForNothing);
        QVERIFY(shown.hasFound(2));
        shown.panel.setTheme(Theme::darkTheme());
        for (int row = 0; row < 2; ++row) {
            QVERIFY(shown.panel.found()[static_cast<std::size_t>(row)].isFault());
            QVERIFY(iconHas(shown.at(row), Theme::darkTheme().failed));
            QVERIFY(!iconHas(shown.at(row), Theme::light().failed));
        }
    }
    void anIconKeepsOffTheEdgesOfItsRoom()
    {
        Shown shown(blockedHeart);
        QVERIFY(shown.hasFound(1));
        QCOMPARE(kindName(shown.panel.found().front().kind), QStringLiteral("blocked"));
        const QImage icon
            = shown.at(0).data(Qt::DecorationRole).value<QIcon>().pixmap(16).toImage();
        QCOMPARE(icon.size(), QSize(16, 16));
        // An octagon: its sides are faint in the second pixel and full in the third.
        for (const QPoint out : {QPoint(0, -1), QPoint(0, 1), QPoint(-1, 0), QPoint(1, 0)}) {
            const QPoint middle(out.x() > 0 ? 7 : 8, out.y() > 0 ? 7 : 8);
            QVERIFY(icon.pixelColor(middle + 7 * out).alpha() < 100);
            QVERIFY(icon.pixelColor(middle + 6 * out).alpha() > 200);
        }
    }
    void whileItLooksNothingCountsAsFound()
    {
        Shown shown(blockedHeart);
        QVERIFY(shown.hasFound(1));
        QSignalSpy changed(&shown.panel, &FindingsPanel::foundChanged);
        shown.panel.setDocument(nullptr);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0], (QVariantList{0, false}));
        QVERIFY(!shown.tree->isVisible());
        QCOMPARE(shown.tree->model()->rowCount(), 0);
    }
    void whoBlocksTheLoopAloneDoesNoHarm()
    {
        const ModelRun run(blockTwice);
        const auto found = findings(run.model);
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].kind, Finding::Kind::BlockedLoop);
        QCOMPARE(found[0].culprits.size(), std::size_t(2));
        QCOMPARE(found[0].tasks.size(), std::size_t(1)); // though it did so twice
        QCOMPARE(found[0].cost, trace::Time(0));
        QVERIFY(!found[0].isFault());
    }
    void whatHeldTheLoopStandsInTheOrderOfTime()
    {
        const ModelRun run(theLaterBlockCostsMore);
        const auto found = findings(run.model);
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY(found[0].isFault());
        QCOMPARE(found[0].culprits.size(), std::size_t(2));
        QCOMPARE(run.model.label(found[0].culprits[0].step.task), QStringLiteral("first"));
        QCOMPARE(run.model.label(found[0].culprits[1].step.task), QStringLiteral("second"));
        QVERIFY(found[0].culprits[1].cost > found[0].culprits[0].cost);
        QCOMPARE(found[0].cost, found[0].culprits[0].cost + found[0].culprits[1].cost);
        const SegmentRef first = run.step(QStringLiteral("first"), 0);
        QCOMPARE(found[0].record, std::size_t(run.model.track(first.task).record(first.index)));
    }
    void whoStillWaitsWhenTheRunEndsIsFoundSinceTheFirstOfThem()
    {
        for (const trace::Outcome outcome : {trace::Outcome::Done, trace::Outcome::Failed}) {
            const auto found = findings(othersWait(outcome, false));
            QCOMPARE(found.size(), std::size_t(1));
            QCOMPARE(found[0].kind, Finding::Kind::StillWaiting);
            QVERIFY(found[0].tasks == (std::vector{trace::TaskId{2}, trace::TaskId{3}}));
            QCOMPARE(found[0].record, std::size_t(4));
            QVERIFY(!found[0].isFault());
        }
        QVERIFY(findings(othersWait(trace::Outcome::Stopped, false)).empty());
        QVERIFY(findings(othersWait(trace::Outcome::Deadlocked, false)).empty());
    }
    void whoWaitsForEverIsNotAmongThoseThatStillWait()
    {
        const auto found = findings(othersWait(trace::Outcome::Done, true));
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0].kind, Finding::Kind::LostWaits);
        QVERIFY(found[0].tasks == std::vector{trace::TaskId{3}});
        QCOMPARE(found[0].record, std::size_t(4));
        QCOMPARE(found[1].kind, Finding::Kind::StillWaiting);
        QVERIFY(found[1].tasks == std::vector{trace::TaskId{2}});
        QCOMPARE(found[1].record, std::size_t(6));
    }
    void aQueueOnlyGrowsIfTheLeastOfEveryQuarterIsMoreThanThatBefore()
    {
        std::vector<std::uint32_t> depths;
        for (std::uint32_t depth = 1; depth < 16; ++depth)
            depths.push_back(depth);
        QVERIFY(findings(depthsOf(depths)).empty()); // too few to tell
        depths.push_back(16);
        const auto found = findings(depthsOf(depths));
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].kind, Finding::Kind::GrowingQueue);
        QCOMPARE(found[0].record, std::size_t(0));
        QVERIFY(!found[0].isFault());
        // In the third quarter it is once as low as in the second.
        depths[10] = depths[4];
        QVERIFY(findings(depthsOf(depths)).empty());
    }
};

QTEST_MAIN(tst_Findings)

#include "tst_findings.moc"
