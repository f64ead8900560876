#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/modelrun.h"
#include "views/analysis/loopmoves.h"

#include <QTest>

using namespace views;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::ModelRun;

namespace {

using engine::sleep;

using Queue = engine::Queue<int>;

Task<> getter(Queue &queue)
{
    co_await queue.get();
}

Task<> putter(Queue &queue)
{
    co_await sleep(1);
    queue.putNowait(1);
    co_await sleep(1);
}

/// Steps: 1 main, 2 getter waits, 3 putter sleeps; at 1 s: 4 putter wakes getter and sleeps again,
/// 5 getter ends, 6 main waits for putter; at 2 s: 7 putter ends, 8 main.
Task<> handOver()
{
    Queue queue("q", 0);
    const TaskHandle<> get = createTask(getter(queue), {"getter", {}});
    const TaskHandle<> put = createTask(putter(queue), {"putter", {}});
    co_await get;
    co_await put;
}

QString placeName(LoopMove::Place place)
{
    switch (place) {
    case LoopMove::Place::Nowhere:
        return QStringLiteral("nowhere");
    case LoopMove::Place::Ready:
        return QStringLiteral("ready");
    case LoopMove::Place::Timers:
        return QStringLiteral("timers");
    case LoopMove::Place::Waiting:
        return QStringLiteral("waiting");
    case LoopMove::Place::Running:
        break;
    }
    return QStringLiteral("running");
}

/// "putter timers>running, getter waiting>ready*": with a star, what the step did.
QString movesBetween(const ModelRun &run, std::uint32_t from, std::uint32_t to)
{
    const auto world = [&](std::uint32_t steps) {
        return worldAt(run.model, run.model.positionAfterStep(steps).records);
    };
    QStringList all;
    for (const LoopMove &move : loopMoves(run.model, world(from), world(to)))
        all += QStringLiteral("%1 %2>%3%4")
                   .arg(run.model.label(move.task), placeName(move.from), placeName(move.to),
                        move.byStep ? QStringLiteral("*") : QString());
    return all.join(QStringLiteral(", "));
}

} // namespace

/// What moves in the event loop from one moment to the next.
class tst_LoopMoves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStepMovesItsTaskAndWhomItConcerns_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("moves");
        QTest::newRow("the head runs, and waits")
            << 1 << 2 << QStringLiteral("getter ready>running, getter running>waiting*");
        QTest::newRow("the head runs, and sleeps")
            << 2 << 3 << QStringLiteral("putter ready>running, putter running>timers*");
        QTest::newRow("a timer rings, and a waiter is woken")
            << 3 << 4
            << QStringLiteral(
                   "putter timers>running, getter waiting>ready*, putter running>timers*");
        QTest::newRow("a task ends, and moves nowhere")
            << 4 << 5 << QStringLiteral("getter ready>running");
        QTest::newRow("who waited for it runs, and waits for the next")
            << 5 << 6 << QStringLiteral("Task-1 waiting>running, Task-1 running>waiting*");
        QTest::newRow("two steps, of which the last is seen to run")
            << 1 << 3
            << QStringLiteral("getter ready>waiting, putter ready>running, putter running>timers*");
        QTest::newRow("nothing") << 4 << 4 << QString();
    }
    void aStepMovesItsTaskAndWhomItConcerns()
    {
        QFETCH(const int, from);
        QFETCH(const int, to);
        QFETCH(const QString, moves);
        const ModelRun run(handOver);
        QCOMPARE(
            movesBetween(run, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)),
            moves);
    }
    void whatIsCreatedComesFromNowhere()
    {
        const ModelRun run(handOver);
        const QString moves = movesBetween(run, 0, 1);
        QVERIFY2(moves.contains(QStringLiteral("getter nowhere>ready*, putter nowhere>ready*")),
                 qPrintable(moves));
    }
    void aStepThatGoesOnOnlyBeginsToRun()
    {
        const ModelRun run(handOver);
        const std::size_t begin = run.model.steps().record(3);
        const auto moves
            = loopMoves(run.model, worldAt(run.model, begin), worldAt(run.model, begin + 1));
        QCOMPARE(moves.back().task, run.task(QStringLiteral("putter")));
        QCOMPARE(moves.back().to, LoopMove::Place::Running);
        QCOMPARE(moves.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(tst_LoopMoves)

#include "tst_loopmoves.moc"
