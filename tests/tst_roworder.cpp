#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/modelrun.h"
#include "tests/support/strings.h"
#include "views/rows/timelinelayout.h"

#include <QTest>

using namespace views;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::ModelRun;
using support::strings;

namespace {

using engine::sleep;

Task<> nap(double seconds)
{
    co_await sleep(seconds);
}

Task<> sleepers()
{
    const TaskHandle<> ten = createTask(nap(2), {"nap 10", {}});
    const TaskHandle<> nine = createTask(nap(3), {"nap 9", {}});
    const TaskHandle<> one = createTask(nap(1), {"nap 1", {}});
    co_await ten;
    co_await nine;
    co_await one;
}

QStringList rowsOf(const RunModel &model, const TimelineLayout::Options &options)
{
    QStringList rows;
    const TimelineLayout layout(model, options);
    for (const TimelineLayout::Row &row : layout.rows()) {
        rows += row.kind == TimelineLayout::Row::Kind::Header
            ? QStringLiteral("-")
            : model.label(row.task) + (row.pinned ? QStringLiteral("*") : QString());
    }
    return rows;
}

} // namespace

class tst_RowOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksAreSortedWithinTheirGroup_data()
    {
        QTest::addColumn<int>("order");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("creation") << int(RowOrder::Creation)
                                  << strings({"Task-1", "-", "nap 10", "nap 9", "nap 1"});
        QTest::newRow("first run")
            << int(RowOrder::FirstRun) << strings({"Task-1", "-", "nap 10", "nap 9", "nap 1"});
        QTest::newRow("time waiting")
            << int(RowOrder::TimeWaiting) << strings({"Task-1", "-", "nap 9", "nap 10", "nap 1"});
        QTest::newRow("name") << int(RowOrder::Name)
                              << strings({"Task-1", "-", "nap 1", "nap 9", "nap 10"});
    }
    void tasksAreSortedWithinTheirGroup()
    {
        QFETCH(const int, order);
        QFETCH(const QStringList, rows);
        const ModelRun run(sleepers);
        TimelineLayout::Options options;
        options.order = static_cast<RowOrder>(order);
        QCOMPARE(rowsOf(run.model, options), rows);
    }
    void whoHasNotRunComesLast()
    {
        const ModelRun run(sleepers);
        std::vector<trace::TaskId> tasks{trace::TaskId{3}, trace::TaskId{1}};
        RunModel early(run.model.sharedTrace());
        // As far as the second task's first step.
        early.advance(run.model.steps().record(1) + 1);
        sortTasks(early, RowOrder::FirstRun, tasks);
        QCOMPARE(tasks.front(), trace::TaskId{1});
    }
    void pinnedOnesStandAboveAllWhateverIsFoldedOrFiltered()
    {
        const ModelRun run(sleepers);
        TimelineLayout::Options options;
        options.pinned = {QStringLiteral("nap 9")};
        QCOMPARE(rowsOf(run.model, options), strings({"nap 9*", "Task-1", "-", "nap 10", "nap 1"}));
        options.filter = QStringLiteral("nap 1");
        QCOMPARE(rowsOf(run.model, options), strings({"nap 9*", "-", "nap 10", "nap 1"}));
        options.filter = QStringLiteral("\"nap 1\"");
        QCOMPARE(rowsOf(run.model, options), strings({"nap 9*", "-", "nap 1"}));
    }
};

QTEST_GUILESS_MAIN(tst_RowOrder)

#include "tst_roworder.moc"
