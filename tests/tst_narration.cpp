#include "engine/core/blocking.h"
#include "engine/run/run.h"
#include "engine/sync/lock.h"
#include "engine/sync/sleep.h"
#include "engine/sync/wait.h"
#include "engine/task/createtask.h"
#include "engine/trace/recorder.h"
#include "engine/trace/tracebuilder.h"
#include "engine/workloads/registry.h"
#include "tests/support/drawn.h"
#include "tests/support/growingtrace.h"
#include "tests/support/modelrun.h"
#include "views/model/rundocument.h"
#include "views/narration/narrationmodel.h"
#include "views/narration/narrationpanel.h"
#include "views/narration/narrationview.h"
#include "views/narration/predictionpanel.h"
#include "views/words/durationtext.h"
#include "views/words/narrationtext.h"
#include "views/words/numbertext.h"

#include <QAbstractItemModelTester>
#include <QLayout>
#include <QSignalSpy>
#include <QTest>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::Drawn;
using support::ModelRun;

namespace {

using engine::sleep;

std::shared_ptr<RunDocument> queueRun()
{
    engine::VirtualClock clock;
    auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(scenario::Arguments(*engine::findScenario("queue"))), clock,
                    *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return std::make_shared<RunDocument>(trace);
}

Task<> guarded(engine::Lock &lock)
{
    co_await lock.acquire();
    co_await sleep(1);
    lock.release();
}

Task<> stubborn()
{
    co_await sleep(10);
}

Task<> cancelAndBlock()
{
    engine::Lock lock("door");
    const TaskHandle<> one = createTask(guarded(lock), {"one", {}});
    const TaskHandle<> two = createTask(guarded(lock), {"two", {}});
    const TaskHandle<> victim = createTask(stubborn(), {"victim", {}});
    co_await sleep(0.5);
    engine::burn(0.2);
    victim.cancel();
    co_await two;
    co_await one;
}

QStringList narration(const RunModel &model)
{
    QStringList lines;
    for (std::uint32_t step = 0; step < model.steps().steps(); ++step)
        lines += narrationText(model, step);
    return lines;
}

/// The queue program's narration in a window, wide enough for its sentences.
struct Shown
{
    std::shared_ptr<RunDocument> document = queueRun();
    ViewState state;
    NarrationView view{&state};

    Shown()
    {
        view.setTheme(Theme::light());
        view.setDocument(document);
        view.resize(1400, 200);
        view.show();
    }
    const NarrationModel &model() const { return *view.narration(); }
    /// After \a steps steps.
    void goTo(std::uint32_t steps) { state.setCursor(document->model().positionAfterStep(steps)); }
    QRect lineOf(int row) const { return view.visualRect(model().index(row)); }
    /// The rows of which all is in sight.
    std::vector<int> rows() const
    {
        std::vector<int> all;
        for (int row = 0; row < model().rowCount(); ++row) {
            if (view.viewport()->rect().contains(lineOf(row)))
                all.push_back(row);
        }
        return all;
    }
    Drawn drawn() { return Drawn::by(*view.viewport()); }
};

} // namespace

class tst_Narration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStepIsOneSentence()
    {
        const auto document = queueRun();
        const QStringList lines = narration(document->model());
        QCOMPARE(lines.size(), 96);
        QCOMPARE(lines[0],
                 QStringLiteral("main begins and creates Producer 0, Producer 1, Producer 2 and 12 "
                                "more; then it waits for 5 tasks."));
        for (const QString &line : lines) {
            QVERIFY2(line.endsWith(u'.') && !line.contains(u'%'), qPrintable(line));
        }
        QVERIFY(std::any_of(lines.begin(), lines.end(), [](const QString &line) {
            return line.contains(QStringLiteral("puts an item into q"));
        }));
        QVERIFY(std::any_of(lines.begin(), lines.end(), [](const QString &line) {
            return line.contains(QStringLiteral("takes an item from q"));
        }));
        QCOMPARE(lines.last(),
                 QStringLiteral("Consumer 9 is thrown CancelledError; then it ends, cancelled."));
    }
    void locksCancellationsAndBlockingAreSaid()
    {
        const ModelRun run(cancelAndBlock);
        const QString all = narration(run.model).join(u'\n');
        for (const char *part :
             {"one begins and acquires door; then it sleeps for 1.0 s.",
              "two begins; then it waits to acquire door.", "holds the loop for 200 ms",
              "cancels victim", "victim is thrown CancelledError; then it ends, cancelled.",
              "releases door"})
            QVERIFY2(all.contains(QLatin1String(part)), qPrintable(all));
    }
    void ofAWaitForSomeItIsSaidHowManyTheyAre()
    {
        const ModelRun run([]() -> Task<> {
            std::vector<TaskHandle<>> tasks;
            for (int i = 0; i < 3; ++i)
                tasks.push_back(createTask(stubborn()));
            co_await engine::wait(std::move(tasks));
        });
        const QString first = narration(run.model).first();
        QVERIFY2(first.endsWith(QStringLiteral("; then it waits for 3 tasks.")), qPrintable(first));
    }
    void theModelIsProperAndKeepsNothing()
    {
        NarrationModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(queueRun());
        QCOMPARE(model.rowCount(), 96);
        QVERIFY(model.index(60)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(QStringLiteral("Step 61, 7.000 s: ")));
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.rowAt(model.positionOf(row).records), row);
        model.setDocument(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
    void theViewMarksTheStepAtTheCursorAndGoesWhereOneClicks()
    {
        const auto document = queueRun();
        ViewState state;
        NarrationView view(&state);
        view.setDocument(document);
        view.resize(700, 200);
        view.show();
        state.setCursor(document->model().positionAfterStep(61));
        QCOMPARE(view.present(), 60);
        QCOMPARE(view.currentIndex().row(), 60);
        const QModelIndex other = view.narration()->index(58);
        view.scrollTo(other);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(other).center());
        QCOMPARE(view.present(), 58);
        QCOMPARE(state.selectedTask(), std::optional(view.narration()->taskOf(58)));
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(view.present(), 59);
        state.setCursor({});
        QCOMPARE(view.present(), -1);
    }
    void theFirstStepIsOneTo()
    {
        Shown shown;
        shown.goTo(1);
        QCOMPARE(shown.view.present(), 0);
        QCOMPARE(shown.view.currentIndex().row(), 0);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(shown.state.cursor(), shown.document->model().positionAfterStep(1));
    }
    void aLineHasItsNumberItsSentenceAndOnceAnInstantItsTime_data()
    {
        QTest::addColumn<int>("top");
        QTest::newRow("from the first step") << 0;
        // Several steps at one instant: the first in sight says when, whoever came before it.
        QTest::newRow("from the middle of an instant") << 30;
    }
    void aLineHasItsNumberItsSentenceAndOnceAnInstantItsTime()
    {
        QFETCH(const int, top);
        Shown shown;
        if (top > 0)
            QCOMPARE(shown.model().timeOf(top), shown.model().timeOf(top - 1));
        shown.view.scrollTo(shown.model().index(top), QAbstractItemView::PositionAtTop);
        const Drawn drawn = shown.drawn();
        QCOMPARE(shown.rows().front(), top);
        QVERIFY(shown.rows().size() > 5);
        QString before;
        for (const int row : shown.rows()) {
            const QString time = bareTimeText(shown.model().timeOf(row));
            QStringList expected{numberText(qint64{row} + 1),
                                 shown.model().index(row).data().toString()};
            if (time != before)
                expected.prepend(time);
            before = time;
            QCOMPARE(drawn.textsIn(shown.lineOf(row)), expected);
        }
    }
    void everyNewInstantHasItsTime()
    {
        Shown shown;
        shown.view.resize(1400, 4000); // all of them
        const Drawn drawn = shown.drawn();
        QStringList expected;
        QStringList times;
        for (int row = 0; row < shown.model().rowCount(); ++row) {
            const QString time = bareTimeText(shown.model().timeOf(row));
            if (times.isEmpty() || times.last() != time) {
                times += time;
                expected += time;
            }
            expected += numberText(qint64{row} + 1);
        }
        QVERIFY(times.size() > 5);
        QStringList lines;
        for (const int row : shown.rows()) {
            const auto words = drawn.wordsIn(shown.lineOf(row));
            QVERIFY(words.front().box.left() > 15); // the widest time has its room
            lines += drawn.textsIn(shown.lineOf(row));
            lines.removeLast(); // the sentence
        }
        QCOMPARE(lines, expected);
    }
    void timesAndNumbersStandUnderEachOther()
    {
        Shown shown;
        shown.view.resize(1400, 4000); // all of them
        const Drawn drawn = shown.drawn();
        const auto words = [&](int row) { return drawn.wordsIn(shown.lineOf(row)); };
        const QRectF number = words(0)[1].box;
        const QRectF sentence = words(0)[2].box;
        for (const int row : shown.rows()) {
            const auto line = words(row);
            const auto last = line.size() - 1;
            QVERIFY(qAbs(line[last].box.left() - sentence.left()) < 1);
            QVERIFY(qAbs(line[last - 1].box.right() - number.right()) < 1);
            QVERIFY(line[last - 1].box.right() < sentence.left());
            QVERIFY(last == 1 || line[0].box.right() < line[1].box.left());
            QVERIFY(line[0].box.left() > 0);
        }
        QCOMPARE(shown.rows().size(), std::size_t(shown.model().rowCount()));
    }
    void theStepAtTheCursorStandsOutAndWhatIsToComeIsPale()
    {
        Shown shown;
        const Theme &theme = Theme::light();
        shown.goTo(31);
        shown.view.scrollTo(shown.model().index(30), QAbstractItemView::PositionAtCenter);
        const Drawn drawn = shown.drawn();
        const auto rows = shown.rows();
        QVERIFY(rows.front() < 30 && rows.back() > 30);
        for (const int row : rows) {
            const auto line = drawn.wordsIn(shown.lineOf(row));
            const Drawn::Words &sentence = line.back();
            QCOMPARE(sentence.font.bold(), row == 30);
            QCOMPARE(sentence.colour, row > 30 ? theme.text3 : theme.text1);
            QCOMPARE(line[line.size() - 2].colour, row == 30 ? theme.text2 : theme.text3);
        }
        const auto bars = drawn.filled(theme.accent);
        QCOMPARE(bars.size(), 1);
        QCOMPARE(bars.front().box.top(), double(shown.lineOf(30).top()));
        QVERIFY(bars.front().box.width() < 10);
    }
    void allStepsOfTheSelectedTaskAreTinted()
    {
        Shown shown;
        shown.view.resize(1400, 4000);
        const Theme &theme = Theme::light();
        shown.goTo(31);
        const trace::TaskId chosen = shown.model().taskOf(60);
        QVERIFY(shown.model().taskOf(30) != chosen);
        shown.state.setSelectedTask(chosen);
        const Drawn drawn = shown.drawn();
        int steps = 0;
        for (const int row : shown.rows()) {
            const QRect line = shown.lineOf(row);
            const bool tinted = std::any_of(
                drawn.shapes().begin(), drawn.shapes().end(), [&](const Drawn::Shape &shape) {
                    return shape.fill.rgb() == theme.accent.rgb() && shape.box == QRectF(line);
                });
            const bool own = shown.model().taskOf(row) == chosen;
            QCOMPARE(tinted, own || row == 30);
            const auto words = drawn.wordsIn(line);
            // Never the palest tone on a tint.
            QCOMPARE(words[words.size() - 2].colour, tinted ? theme.text2 : theme.text3);
            if (own && row > 30)
                QCOMPARE(words.back().colour, theme.text2);
            steps += own ? 1 : 0;
        }
        QVERIFY(steps > 1);
    }
    void onlyTheCurrentLineOfAFocusedViewIsFramed()
    {
        Shown shown;
        shown.goTo(3);
        shown.view.clearFocus();
        QVERIFY(shown.drawn().outlined(Theme::light().accent).isEmpty());
        shown.view.activateWindow();
        shown.view.setFocus();
        QTRY_VERIFY(shown.view.hasFocus());
        const auto frames = shown.drawn().outlined(Theme::light().accent);
        QCOMPARE(frames.size(), 1);
        QVERIFY(shown.lineOf(2).contains(frames.front().box.toRect()));
    }
    void aRunWithoutStepsSaysSo()
    {
        ViewState state;
        NarrationView view(&state);
        view.setDocument(std::make_shared<RunDocument>(std::make_shared<trace::Recorder>()));
        view.resize(500, 100);
        view.show();
        const Drawn drawn = Drawn::by(*view.viewport());
        QCOMPARE(drawn.texts(), QStringList{QStringLiteral("Nothing has happened yet.")});
        QVERIFY(drawn.cutOff().isEmpty());
    }
    void aStepThatComesIsAddedAndTheOneBeforeItIsToldAnew()
    {
        support::GrowingTrace growing(queueRun()->sharedTrace());
        growing.growTo(20);
        const auto document = std::make_shared<RunDocument>(growing.trace());
        NarrationModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(document);
        const int before = model.rowCount();
        QVERIFY(before > 0);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        growing.growTo(60);
        document->refresh();
        QVERIFY(model.rowCount() > before);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted[0][1].toInt(), before);
        QCOMPARE(inserted[0][2].toInt(), model.rowCount() - 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), before - 1);
        QCOMPARE(changed[0][1].toModelIndex().row(), before - 1);
    }
    void whatIsNoStepAddsNoLine()
    {
        support::GrowingTrace growing(queueRun()->sharedTrace());
        const auto document = std::make_shared<RunDocument>(growing.trace());
        NarrationModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(document);
        QCOMPARE(model.rowCount(), 0);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        int quiet = 0;
        for (std::size_t records = 1; records <= 60; ++records) {
            const int before = model.rowCount();
            inserted.clear();
            growing.growTo(records);
            document->refresh();
            const bool more = model.rowCount() > before;
            QCOMPARE(inserted.size(), more ? 1 : 0);
            if (before == 0)
                QVERIFY(changed.isEmpty()); // there is no line that would be told anew
            quiet += more ? 0 : 1;
        }
        QVERIFY(quiet > 0 && quiet < 60);
    }
    void whatIsAskedStandsBesideTheNarrationWhereThereIsRoom()
    {
        ViewState state;
        NarrationPanel panel(&state);
        panel.prediction()->show();
        panel.resize(640, 400);
        panel.show();
        panel.layout()->activate();
        QVERIFY(panel.prediction()->x() >= panel.view()->geometry().right());
        QCOMPARE(panel.prediction()->y(), panel.view()->y());
        panel.resize(639, 400);
        panel.layout()->activate();
        QVERIFY(panel.view()->y() >= panel.prediction()->geometry().bottom());
        QCOMPARE(panel.prediction()->x(), panel.view()->x());
    }
};

QTEST_MAIN(tst_Narration)

#include "tst_narration.moc"
