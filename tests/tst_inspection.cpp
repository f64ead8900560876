#include "engine/core/blocking.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/embrace.h"
#include "tests/support/modelrun.h"
#include "views/words/inspectiontext.h"

#include <QTest>
#include <QTextDocumentFragment>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::embrace;
using support::ModelRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

using Queue = engine::Queue<int>;

Task<> produce(Queue &queue)
{
    co_await sleep(2);
    queue.putNowait(1);
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
    second.cancel();
}

Task<> heartbeat()
{
    co_await sleep(0.1);
}

Task<> block()
{
    engine::burn(1);
    co_return;
}

Task<> lateHeartbeat()
{
    const TaskHandle<> beat = createTask(heartbeat(), {"beat", {}});
    const TaskHandle<> job = createTask(block(), {"job", {}});
    co_await beat;
}

/// Of the task \a name after everything that happened until \a time.
Inspection at(const ModelRun &run, const char *name, trace::Time time)
{
    const std::size_t records = run.model.recordsUntil(time);
    return inspect(run.model, worldAt(run.model, records), time, run.task(QLatin1String(name)),
                   false);
}

QString plain(const QString &rich)
{
    return QTextDocumentFragment::fromHtml(rich).toPlainText();
}

QString sentence(const ModelRun &run, const char *name, trace::Time time)
{
    return plain(at(run, name, time).sentence);
}

} // namespace

class tst_Inspection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWaitIsSaidWithItsPlaceInLineAndItsEnd()
    {
        const ModelRun run(producerAndConsumers);
        QCOMPARE(sentence(run, "first", 1s),
                 QStringLiteral(
                     "Waiting for an item in q, 1.0 s so far. It is empty. It is first of 2 in "
                     "line. "
                     "producer will wake it at 2.000 s."));
        QCOMPARE(
            sentence(run, "second", 1s),
            QStringLiteral(
                "Waiting for an item in q, 1.0 s so far. It is empty. It is second of 2 in line. "
                "Task-1 will cancel it at 5.000 s."));
    }
    void aSleepNamesItsTimer()
    {
        const ModelRun run(producerAndConsumers);
        QCOMPARE(sentence(run, "producer", 1s),
                 QStringLiteral("Sleeping for 2.0 s, 1.0 s so far. Its timer will wake it at "
                                "2.000 s."));
    }
    void anEndIsSaidWithItsSteps()
    {
        const ModelRun run(producerAndConsumers);
        QCOMPARE(sentence(run, "first", 4s), QStringLiteral("Finished at 2.000 s, after 2 steps."));
    }
    void whoIsReadyHasAWakerAndAPlace()
    {
        const ModelRun run(producerAndConsumers);
        const std::size_t created = 3; // main and two of its tasks
        std::size_t records = 0;
        while (worldAt(run.model, records).ready.size() < created)
            ++records;
        const Inspection ready = inspect(run.model, worldAt(run.model, records), {},
                                         run.task(QStringLiteral("first")), false);
        QCOMPARE(plain(ready.sentence),
                 QStringLiteral("Ready to run. Task-1 created it at 0.000 s. It is second of 3 in "
                                "the ready queue."));
    }
    void whoIsNotYetThereHasACreator()
    {
        const ModelRun run(producerAndConsumers);
        const Inspection early = inspect(run.model, worldAt(run.model, 0), {},
                                         run.task(QStringLiteral("first")), false);
        QCOMPARE(plain(early.sentence),
                 QStringLiteral("Not yet there: Task-1 will create it at 0.000 s."));
    }
    void aLiveRunDoesNotKnowWhatComes()
    {
        const ModelRun run(embrace);
        std::size_t records = 0; // before anybody is known to be lost
        while (run.run.trace().records()[records].kind() != trace::Kind::Lost)
            ++records;
        RunModel live(run.model.sharedTrace());
        live.advance(records);
        const Inspection waiting
            = inspect(live, worldAt(live, records), {}, trace::TaskId{0}, true);
        QVERIFY(plain(waiting.sentence)
                    .endsWith(QStringLiteral("Who will wake it is not known until it happens.")));
    }
    void aLostWaitCanNotEnd()
    {
        const ModelRun run(embrace);
        QVERIFY(sentence(run, "one", run.model.end())
                    .endsWith(QStringLiteral("Nothing can wake it any more.")));
    }
    void aLateStepNamesWhoHeldTheLoop()
    {
        const ModelRun run(lateHeartbeat);
        const SegmentRef step = run.step(QStringLiteral("beat"), 1);
        const std::size_t records = run.model.track(step.task).record(step.index) + 1;
        const Inspection late
            = inspect(run.model, worldAt(run.model, records), 1s, step.task, false);
        QCOMPARE(plain(late.sentence),
                 QStringLiteral("Running step 4. Its timer woke it at 1.000 s. It was due at 0.100 "
                                "s and ran at 1.000 s, "
                                "900 ms late: job held the loop."));
    }
    void aSleepThatAHeldLoopDelaysIsDueAndNamesWhoHoldsIt()
    {
        const ModelRun run(lateHeartbeat);
        QCOMPARE(sentence(run, "beat", 100ms),
                 QStringLiteral("Sleeping for 100 ms, 100 ms so far. Its timer will wake it at "
                                "1.000 s."));
        QCOMPARE(sentence(run, "beat", 600ms),
                 QStringLiteral("It was due at 0.100 s, 500 ms ago, but job, which holds the loop, "
                                "keeps it waiting. Its timer will wake it at 1.000 s."));
    }
    void theChainOfWaitsGoesOnThroughTasks()
    {
        const ModelRun run(producerAndConsumers);
        const Inspection waiting = at(run, "Task-1", 1s);
        QCOMPARE(waiting.waitsOn.size(), std::size_t(2));
        QCOMPARE(plain(waiting.waitsOn[0].what), QStringLiteral("Waiting for producer to end"));
        QCOMPARE(plain(waiting.waitsOn[1].what), QStringLiteral("producer: Sleeping for 2.0 s"));
        QVERIFY(!waiting.circle);
    }
    void theSharesAreAllOfItsLife()
    {
        const ModelRun run(producerAndConsumers);
        const Inspection all = at(run, "producer", 1s);
        QCOMPARE(all.lived, trace::Time(5s));
        QCOMPARE(all.shares.size(), std::size_t(1));
        QCOMPARE(all.shares[0].word, QStringLiteral("sleeping"));
        QCOMPARE(all.shares[0].part, 1.0);
    }
    void aNameIsALinkToItsTask()
    {
        const ModelRun run(producerAndConsumers);
        const QString link = linkTo(run.model, trace::TaskId{2});
        QVERIFY(link.contains(QStringLiteral("href=\"task:2\"")));
        QCOMPARE(linkTarget(QStringLiteral("task:2")), trace::TaskId{2});
        QCOMPARE(linkTarget(QStringLiteral("task:x")), trace::TaskId::None);
        QCOMPARE(linkTarget(QStringLiteral("http://example.com")), trace::TaskId::None);
    }
};

QTEST_APPLESS_MAIN(tst_Inspection)

#include "tst_inspection.moc"
