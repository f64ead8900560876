#include "engine/run/print.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/embrace.h"
#include "tests/support/modelrun.h"
#include "tests/support/textlines.h"
#include "views/words/looptext.h"

#include <QLocale>
#include <QScopeGuard>
#include <QTest>

using namespace views;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::embrace;
using support::ModelRun;
using support::textLines;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

using Queue = engine::Queue<int>;

Task<> produce(Queue &queue)
{
    co_await sleep(2);
    queue.putNowait(1);
    engine::print("put");
    co_await sleep(3);
}

Task<> consume(Queue &queue)
{
    co_await queue.get();
}

Task<> producerAndConsumers()
{
    Queue queue("q", 0);
    const TaskHandle<> producer = createTask(produce(queue), {"producer", {}});
    const TaskHandle<> first = createTask(consume(queue), {"first", {}});
    const TaskHandle<> second = createTask(consume(queue), {"second", {}});
    co_await producer;
    co_await first;
}

Task<> sleepOne()
{
    co_await sleep(1);
}

Task<> fiveSleepers()
{
    std::vector<TaskHandle<>> all;
    for (int i = 0; i < 5; ++i)
        all.push_back(createTask(sleepOne()));
    co_await all.front();
}

Task<> nothing()
{
    co_return;
}

/// What is said after step number \a step, from 1, has ended.
QStringList after(const ModelRun &run, std::uint32_t step)
{
    const std::size_t begin = run.model.steps().record(step - 1);
    const trace::TaskId task = run.run.trace().records()[begin].task();
    const TaskTrack &track = run.model.track(task);
    const std::size_t records = track.record(track.segmentAfter(begin + 1) + 1) + 1;
    return loopText(run.model, worldAt(run.model, records),
                    run.run.trace().records()[records - 1].time())
        .read();
}

} // namespace

class tst_LoopText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAStepDidAndWhoIsReadyIsSaid()
    {
        QCOMPARE(after(ModelRun(producerAndConsumers), 1), textLines(R"(
            Step 1, Task-1; created producer, first, second; Waiting for producer to end
            Ready, next turn: producer (created by Task-1), first (created by Task-1), second (created by Task-1)
            Waiting for producer to end: Task-1
            Next: a new turn begins, and producer runs first.
        )"));
    }
    void numbersHaveOneStyleInEveryLocale()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
        const auto back = qScopeGuard([&before] { QLocale::setDefault(before); });
        const ModelRun run([]() -> Task<> {
            for (int i = 0; i < 10'000; ++i)
                co_await engine::sleep(0);
        });
        QVERIFY(after(run, 10'000).front().startsWith(QStringLiteral("Step 10\u202f000, Task-1")));
    }
    void timersAndLinesAreSaid()
    {
        QCOMPARE(after(ModelRun(producerAndConsumers), 4), textLines(R"(
            Step 4, second; Waiting for an item in q
            Timers at 2.000 s: producer (in 2.0 s)
            Waiting for producer to end: Task-1
            Waiting for an item in q: first, second
            Nothing is ready. The loop sleeps until 2.000 s, when a timer rings.
        )"));
    }
    void aWakeIsSaid()
    {
        QCOMPARE(after(ModelRun(producerAndConsumers), 5), textLines(R"(
            Step 5, producer; q holds 1 item now; woke first, to the end of the line; printed a line; Sleeping for 3.0 s
            Ready, next turn: first (woken by producer)
            Timers at 5.000 s: producer (in 3.0 s)
            Waiting for producer to end: Task-1
            Waiting for an item in q: second
            Next: a new turn begins, and first runs first.
        )"));
    }
    void aDeadlockIsSaid()
    {
        const ModelRun run(embrace);
        QCOMPARE(run.run.outcome(), trace::Outcome::Deadlocked);
        const QStringList lines
            = loopText(run.model, worldAt(run.model, run.model.records()), run.model.end()).read();
        QVERIFY(lines.last().startsWith(QStringLiteral("Nothing is ready, no timer is set")));
        QVERIFY(lines.join(u'\n').contains(QStringLiteral("Waiting to acquire b, for ever: one")));
    }
    void beforeTheFirstStepTheRunBegins()
    {
        const ModelRun run(producerAndConsumers);
        QCOMPARE(loopText(run.model, worldAt(run.model, 0), trace::Time{0}).read(),
                 QStringList{QStringLiteral("Next: the run begins.")});
    }
    void theEndIsSaid()
    {
        const ModelRun done(nothing);
        QCOMPARE(loopText(done.model, worldAt(done.model, done.model.records()), {}).read().last(),
                 QStringLiteral("Nobody is left: the run is over."));
    }
    void manyNamesAreCounted()
    {
        const QStringList lines = after(ModelRun(fiveSleepers), 1);
        QVERIFY(
            lines.first().contains(QStringLiteral("created Task-2, Task-3, Task-4 and 2 more")));
    }
};

QTEST_APPLESS_MAIN(tst_LoopText)

#include "tst_looptext.moc"
