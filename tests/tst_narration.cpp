#include "engine/core/blocking.h"
#include "engine/run/run.h"
#include "engine/sync/lock.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "engine/trace/recorder.h"
#include "engine/trace/tracebuilder.h"
#include "engine/workloads/registry.h"
#include "tests/support/modelrun.h"
#include "views/model/rundocument.h"
#include "views/narration/narrationmodel.h"
#include "views/narration/narrationview.h"
#include "views/words/narrationtext.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
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
};

QTEST_MAIN(tst_Narration)

#include "tst_narration.moc"
