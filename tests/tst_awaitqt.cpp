#include "engine/run/print.h"
#include "engine/sync/sleep.h"
#include "engine/sync/waitfor.h"
#include "engine/task/future.h"
#include "tests/support/driven.h"
#include "tests/support/qtawaits.h"

#include <QTest>
#include <QThread>

#include <array>

using namespace support;
using engine::createTask;
using engine::print;
using engine::TaskHandle;
using engine::qt::qtSignal;
using trace::Outcome;

namespace {

Task<> awaitCount(Emitter &emitter)
{
    const int value = co_await qtSignal(&emitter, &Emitter::counted);
    print("{}", value);
}

Task<> awaitMeasure(Emitter &emitter)
{
    const auto [what, value] = co_await qtSignal(&emitter, &Emitter::measured);
    print("{} {}", what.toStdString(), value);
}

Task<> awaitName(QObject &object)
{
    const QString name = co_await qtSignal(&object, &QObject::objectNameChanged); // a private one
    print("{}", name.toStdString());
}

struct Case
{
    const char *name;
    trace::Reason reason;
    Task<> (*await)(Fixture &);
    /// Destroys the awaited object; null where that is no QObject.
    void (*destroy)(Fixture &);
    const char *destroyedError;
};

const auto Cases = std::to_array<Case>({
    {"signal", trace::Reason::Signal, [](Fixture &f) { return awaitRing(*f.mortal, 1); },
     [](Fixture &f) { f.mortal.reset(); },
     "SenderDestroyed: The Emitter that was awaited has been destroyed."},
    {"timer", trace::Reason::Signal, [](Fixture &f) { return awaitTimer(*f.timer); },
     [](Fixture &f) { f.timer.reset(); },
     "SenderDestroyed: The QTimer that was awaited has been destroyed."},
    {"reply", trace::Reason::Network, [](Fixture &f) { return awaitReply(f.reply.get()); },
     [](Fixture &f) { f.reply.reset(); },
     "SenderDestroyed: The QNetworkReplyHttpImpl that was awaited has been destroyed."},
    {"bytes of a reply", trace::Reason::Network,
     [](Fixture &f) { return awaitBytes(f.reply.get()); }, [](Fixture &f) { f.reply.reset(); },
     "SenderDestroyed: The QNetworkReplyHttpImpl that was awaited has been destroyed."},
    {"socket", trace::Reason::Socket, [](Fixture &f) { return awaitSocket(*f.socket); },
     [](Fixture &f) { f.socket.reset(); },
     "SenderDestroyed: The QAbstractSocket that was awaited has been destroyed."},
    {"process", trace::Reason::Process, [](Fixture &f) { return awaitProcess(*f.process); },
     [](Fixture &f) { f.process.reset(); }, nullptr}, // ends it before it is destroyed
    {"QFuture", trace::Reason::Executor, [](Fixture &f) { return awaitFuture(f.promise.future()); },
     nullptr, nullptr},
    {"QCoro::Task", trace::Reason::Future,
     [](Fixture &f) { return awaitForeign(foreignCount(f.emitter)); }, nullptr, nullptr},
    {"QCoro::AsyncGenerator", trace::Reason::Generator,
     [](Fixture &f) { return awaitValuesOf(foreignValues(f.emitter)); }, nullptr, nullptr},
});

void addCases()
{
    QTest::addColumn<std::size_t>("index");
    std::size_t index = 0;
    for (const Case &c : Cases)
        QTest::newRow(c.name) << index++;
}

void addCasesOfObjects()
{
    QTest::addColumn<std::size_t>("index");
    std::size_t index = 0;
    for (const Case &c : Cases) {
        if (c.destroy != nullptr)
            QTest::newRow(c.name) << index;
        ++index;
    }
}

} // namespace

class tst_AwaitQt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // All of them.

    void aCancelledWaitThrowsAndNothingComesLater_data() { addCases(); }
    void aCancelledWaitThrowsAndNothingComesLater()
    {
        QFETCH(std::size_t, index);
        Fixture fixture;
        Driven run([&] { return cancelled(Cases[index].await(fixture)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().mid(run.lines().size() - 2),
                 list({"cancel: true", "CancelledError: "}));
        QCOMPARE(run.outcome(), Outcome::Done);
        fixture.finishAll();
        QCOMPARE(run.lines().last(), QStringLiteral("CancelledError: "));
    }

    void aRunCanBeStoppedMeanwhile_data() { addCases(); }
    void aRunCanBeStoppedMeanwhile()
    {
        QFETCH(std::size_t, index);
        Fixture fixture;
        Driven run([&] { return Cases[index].await(fixture); });
        QVERIFY(run.toWaitFor(Cases[index].reason));
        QVERIFY(!run.ended());
        run.stop();
        QCOMPARE(run.outcome(), Outcome::Stopped);
        const std::size_t records = run.trace().records().size();
        fixture.finishAll();
        QCOMPARE(run.trace().records().size(), records);
    }

    void aRunCanBeStoppedBetweenTheArrivalAndTheStep_data() { addCases(); }
    void aRunCanBeStoppedBetweenTheArrivalAndTheStep()
    {
        QFETCH(std::size_t, index);
        Fixture fixture;
        auto run = std::make_unique<Driven>([&] { return Cases[index].await(fixture); });
        QVERIFY(run->toWaitFor(Cases[index].reason));
        Q_EMIT fixture.mortal->rang();
        fixture.count(5);
        fixture.reply->abort();
        fixture.socket->abort();
        fixture.promise.finish();
        run.reset(); // with what has arrived in its inbox
        fixture.finishAll();
    }

    void aDestroyedSenderIsAnError_data() { addCasesOfObjects(); }
    void aDestroyedSenderIsAnError()
    {
        QFETCH(std::size_t, index);
        const Case &c = Cases[index];
        Fixture fixture;
        Driven run([&] { return printError(c.await(fixture)); });
        QVERIFY(run.toWaitFor(c.reason));
        c.destroy(fixture);
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        if (c.destroyedError != nullptr)
            QCOMPARE(run.lines(), list({c.destroyedError}));
        else
            QCOMPARE(run.lines().size(), 2);
    }

    void aWaitInWaitForTimesOut_data() { addCases(); }
    void aWaitInWaitForTimesOut()
    {
        QFETCH(std::size_t, index);
        Fixture fixture;
        Driven run([&] { return printError(engine::waitFor(Cases[index].await(fixture), 0.001)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().last(), QStringLiteral("TimeoutError: "));
    }

    // Signals.

    void aSignalBringsWhatItCarries()
    {
        Emitter emitter;
        Driven run([&] {
            return together(awaitRing(emitter, 1), awaitCount(emitter), awaitMeasure(emitter),
                            awaitName(emitter));
        });
        QVERIFY(run.toWaitFor(trace::Reason::Signal));
        emitter.setObjectName(QStringLiteral("new name"));
        Q_EMIT emitter.measured(QStringLiteral("length"), 2.5);
        Q_EMIT emitter.counted(7);
        Q_EMIT emitter.counted(8);
        Q_EMIT emitter.rang();
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"new name", "length 2.5", "7", "1 rang"}));
    }

    void aSignalResumesThroughTheReadyQueue()
    {
        Emitter emitter;
        const auto ring = [&] {
            print("before");
            Q_EMIT emitter.rang();
            print("after");
        };
        Driven run(
            [&] { return together(awaitRing(emitter, 1), awaitRing(emitter, 2), call(ring)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"before", "after", "1 rang", "2 rang"}));
        QCOMPARE(run.steps().mid(1),
                 list({"Task-1 resumed", "Task-2 created awaitRing", "Task-3 created awaitRing",
                       "Task-4 created call", "Task-1 suspended gather", "Task-2 resumed",
                       "Task-2 suspended signal", "Task-3 resumed", "Task-3 suspended signal",
                       "Task-4 resumed", "Task-4 finished", "Task-2 resumed", "Task-2 finished",
                       "Task-3 resumed", "Task-3 finished", "Task-1 resumed", "Task-1 finished"}));
    }

    void aSignalIsTracedWithItsReasonLineAndWaker()
    {
        Emitter emitter;
        int line = 0;
        Driven run([&]() -> Task<> {
            line = __LINE__ + 1;
            co_await qtSignal(&emitter, &Emitter::rang);
        });
        QVERIFY(run.toWaitFor(trace::Reason::Signal));
        Q_EMIT emitter.rang();
        QVERIFY(run.toEnd());
        QCOMPARE(run.waits(), QStringList{QStringLiteral("signal %1").arg(line)});
        bool woken = false;
        for (std::size_t i = 0; i < run.trace().records().size(); ++i) {
            const trace::Record &record = run.trace().records()[i];
            if (record.kind() == trace::Kind::Ready)
                woken = record.argument == static_cast<std::uint32_t>(trace::Waker::External);
        }
        QVERIFY(woken);
    }

    void aCancellationAfterTheSignalWins()
    {
        Emitter emitter;
        Driven run([&]() -> Task<> {
            const TaskHandle<> task = createTask(printError(awaitRing(emitter, 1)));
            co_await engine::sleep(0);
            Q_EMIT emitter.rang(); // has arrived, and nobody knows yet
            task.cancel();
            co_await task;
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"CancelledError: "}));
    }

    void aCancellationAfterTheWakeUpWins()
    {
        Emitter emitter;
        std::optional<TaskHandle<>> task;
        Driven run([&]() -> Task<> {
            task = createTask(printError(awaitRing(emitter, 1)));
            co_await engine::sleep(0);
            Q_EMIT emitter.rang();
            // The arrival is in the next turn, before this.
            co_await engine::sleep(0);
            print("cancel: {}", task->cancel());
            co_await *task;
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"cancel: true", "CancelledError: "}));
        task.reset();
    }

    void aSignalFromAnotherThreadArrives()
    {
        Emitter emitter;
        QThread thread;
        emitter.moveToThread(&thread);
        thread.start();
        Driven run([&] { return awaitCount(emitter); });
        QVERIFY(run.toWaitFor(trace::Reason::Signal));
        QMetaObject::invokeMethod(&emitter, [&] { Q_EMIT emitter.counted(3); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"3"}));
        thread.quit();
        thread.wait();
    }

    void nothingIsDeadlockedWhileASignalIsAwaited()
    {
        Emitter emitter;
        Driven run([&] { return awaitRing(emitter, 1); });
        QVERIFY(run.toWaitFor(trace::Reason::Signal));
        QTest::qWait(5);
        QVERIFY(!run.ended());
        Q_EMIT emitter.rang();
        QVERIFY(run.toEnd());
    }

    void afterASignalADeadlockIsFoundAgain()
    {
        Emitter emitter;
        Driven run([&]() -> Task<> {
            const TaskHandle<> task = createTask(printError(awaitRing(emitter, 1)));
            co_await engine::sleep(0);
            task.cancel();
            co_await task;
            const engine::Future<> never;
            co_await never;
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Deadlocked);
    }

    // Timers.

    void aTimerIsAwaited()
    {
        QTimer timer;
        timer.start(1);
        Driven run([&] { return awaitTimer(timer); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"timeout"}));
    }

    void aTimerThatDoesNotRunIsNotAwaited()
    {
        QTimer timer;
        Driven run([&] { return awaitTimer(timer); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.waits(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_AwaitQt)
#include "tst_awaitqt.moc"
