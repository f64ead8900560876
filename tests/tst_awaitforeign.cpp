#include "engine/run/print.h"
#include "engine/sync/sleep.h"
#include "engine/task/future.h"
#include "tests/support/driven.h"
#include "tests/support/qtawaits.h"

#include <QCoroSignal>

#include <QCoreApplication>
#include <QTest>
#include <QThreadPool>
#include <QtConcurrentRun>

using namespace support;
using engine::createTask;
using engine::print;
using engine::TaskHandle;
using engine::qt::forQCoro;
using engine::qt::qtAwait;
using engine::qt::qtSignal;
using trace::Outcome;

namespace {

Task<> awaitVoidFuture(QFuture<void> future)
{
    co_await qtAwait(std::move(future));
    print("done");
}

QCoro::Task<> foreignNothing()
{
    co_return;
}

Task<> awaitForeignNothing()
{
    co_await qtAwait(foreignNothing());
    print("nothing");
}

/// Keeps \a held while it awaits a count.
QCoro::AsyncGenerator<int> holdAndCount(Emitter &emitter, std::shared_ptr<int> held)
{
    const int value = co_await qCoro(&emitter, &Emitter::counted);
    co_yield value + *held;
}

Task<int> sleepAndReturn(double seconds, int value)
{
    co_await engine::sleep(seconds);
    if (value < 0)
        throw engine::ValueError("negative");
    co_return value;
}

} // namespace

class tst_AwaitForeign : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // QFuture.

    void aQFutureIsAwaited()
    {
        Driven run([] { return awaitFuture(QtConcurrent::run([] { return 42; })); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"42"}));
    }

    void aFinishedQFutureIsNotAwaited()
    {
        QFuture<int> value = QtConcurrent::run([] { return 42; });
        QFuture<void> nothing = QtConcurrent::run([] {});
        value.waitForFinished();
        nothing.waitForFinished();
        Driven run([&] { return together(awaitFuture(value), awaitVoidFuture(nothing)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"42", "done"}));
        QCOMPARE(run.waits().size(), 1); // of gather
    }

    void whatTheWorkThrowsIsUnwrapped()
    {
        const auto fail = []() -> int { throw engine::ValueError("from a thread"); };
        Driven run([&] { return printError(awaitFuture(QtConcurrent::run(fail))); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"ValueError: from a thread"}));
    }

    void aCancelledQFutureCancelsTheTask()
    {
        QPromise<int> promise;
        promise.start();
        Driven run([&] { return printError(awaitFuture(promise.future())); });
        QVERIFY(run.toWaitFor(trace::Reason::Executor));
        promise.future().cancel();
        promise.finish();
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"CancelledError: "}));
    }

    void aQFutureThatWasCancelledBeforeCancelsTheTask()
    {
        QPromise<int> promise;
        promise.start();
        promise.future().cancel();
        promise.finish();
        Driven run([&]() -> Task<> {
            co_await printError(awaitFuture(promise.future()));
            co_await printError(awaitFuture(QFuture<int>())); // of nobody
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"CancelledError: ", "CancelledError: "}));
    }

    void aCancelledWaitCancelsTheQFuture()
    {
        Fixture fixture;
        Driven run([&] { return cancelled(awaitFuture(fixture.promise.future())); });
        QVERIFY(run.toEnd());
        QVERIFY(fixture.promise.isCanceled());
    }

    void aQFutureOfAMoveOnlyValueIsAwaited()
    {
        QPromise<std::unique_ptr<int>> promise;
        promise.start();
        promise.addResult(std::make_unique<int>(5));
        promise.finish();
        Driven run([&]() -> Task<> {
            const std::unique_ptr<int> value = co_await qtAwait(promise.future());
            print("{}", *value);
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"5"}));
    }

    // QCoro::Task.

    void aQCoroTaskIsAwaited()
    {
        Emitter emitter;
        Driven run([&] { return awaitForeign(foreignCount(emitter)); });
        QVERIFY(run.toWaitFor(trace::Reason::Future));
        Q_EMIT emitter.counted(21);
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"42"}));
    }

    void whatAQCoroTaskThrowsIsThrown()
    {
        Emitter emitter;
        Driven run([&] { return printError(awaitForeign(foreignCount(emitter))); });
        QVERIFY(run.toWaitFor(trace::Reason::Future));
        Q_EMIT emitter.counted(-1);
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"ValueError: negative"}));
    }

    void aFinishedQCoroTaskIsNotAwaited()
    {
        Driven run([] { return awaitForeignNothing(); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"nothing"}));
        QCOMPARE(run.waits(), QStringList());
    }

    // QCoro::AsyncGenerator.

    void aGeneratorIsAwaited()
    {
        Emitter emitter;
        Driven run([&] { return awaitValuesOf(foreignValues(emitter)); });
        QVERIFY(run.toWaitFor(trace::Reason::Generator));
        QCOMPARE(run.lines(), list({"1", "2"}));
        QCOMPARE(run.waits().size(), 1); // values that are there cost no hop
        Q_EMIT emitter.counted(3);
        QTRY_COMPARE(run.lines().size(), 3);
        Q_EMIT emitter.counted(0);
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1", "2", "3", "end"}));
    }

    void whatAGeneratorThrowsIsThrown()
    {
        Emitter emitter;
        Driven run([&]() -> Task<> {
            Values values(foreignValues(emitter));
            co_await printError(awaitValues(values));
            co_await printError(awaitValues(values)); // is over
        });
        QVERIFY(run.toWaitFor(trace::Reason::Generator));
        Q_EMIT emitter.counted(-1);
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1", "2", "ValueError: negative", "end", "no error"}));
    }

    void aCancelledNextLosesNoValue()
    {
        Emitter emitter;
        Driven run([&]() -> Task<> {
            Values values(foreignValues(emitter));
            const TaskHandle<> task = createTask(printError(awaitValues(values)));
            co_await engine::sleep(0);
            Q_EMIT emitter.counted(3);
            task.cancel();
            co_await task;
            co_await awaitValues(values);
        });
        QVERIFY(run.toWaitFor(trace::Reason::Generator));
        QTRY_COMPARE(run.lines().size(), 4);
        Q_EMIT emitter.counted(0);
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1", "2", "CancelledError: ", "3", "end"}));
    }

    void aGeneratorThatNobodyAsksIsDestroyed()
    {
        Emitter emitter;
        Driven run([&]() -> Task<> {
            const Values never(foreignValues(emitter));
            Values once(foreignValues(emitter));
            const auto value = co_await once.next();
            print("{}", *value);
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1"}));
    }

    void aGeneratorThatAwaitsSomethingGoesOnceThatHasCome()
    {
        Emitter emitter;
        auto held = std::make_shared<int>(1);
        const std::weak_ptr<int> watched = held;
        Driven run([&]() -> Task<> {
            Values values(holdAndCount(emitter, std::move(held)));
            const TaskHandle<> task = createTask(printError(awaitValues(values)));
            co_await engine::sleep(0);
            task.cancel();
            co_await task;
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"CancelledError: "}));
        QVERIFY(!watched.expired());
        Q_EMIT emitter.counted(3);
        QTRY_VERIFY(watched.expired());
    }

    void anErrorThatComesWithACancellationIsThrownByTheNextOne()
    {
        Emitter emitter;
        Driven run([&]() -> Task<> {
            Values values(foreignValues(emitter));
            const TaskHandle<> task = createTask(printError(awaitValues(values)));
            co_await engine::sleep(0);
            Q_EMIT emitter.counted(-1);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
            task.cancel();
            co_await task;
            co_await printError(awaitValues(values));
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1", "2", "CancelledError: ", "ValueError: negative"}));
    }

    // And the other way.

    void aQCoroTaskAwaitsATask()
    {
        QStringList said;
        const auto foreign = [&](TaskHandle<int> task) -> QCoro::Task<> {
            const int value = co_await forQCoro(std::move(task));
            said.append(QString::number(value));
        };
        Driven run([&]() -> Task<> {
            const TaskHandle<int> task = createTask(sleepAndReturn(1, 5));
            co_await qtAwait(foreign(task));
            co_await qtAwait(foreign(task)); // is done already
        });
        QVERIFY(run.toEnd());
        QCOMPARE(said, list({"5", "5"}));
        QCOMPARE(run.outcome(), Outcome::Done);
    }

    void aQCoroTaskGetsWhatTheTaskThrows()
    {
        QStringList said;
        const auto foreign = [&](TaskHandle<int> task) -> QCoro::Task<> {
            std::exception_ptr error;
            try {
                co_await forQCoro(std::move(task));
            } catch (...) {
                error = std::current_exception();
            }
            said.append(QString::fromStdString(engine::errorName(error)));
        };
        Driven run([&]() -> Task<> {
            const TaskHandle<int> failing = createTask(sleepAndReturn(1, -1));
            co_await qtAwait(foreign(failing));
            const TaskHandle<int> sleeping = createTask(sleepAndReturn(9, 1));
            QCoro::Task<> waiting = foreign(sleeping);
            co_await engine::sleep(1);
            sleeping.cancel();
            co_await qtAwait(std::move(waiting));
        });
        QVERIFY(run.toEnd());
        QCOMPARE(said, list({"ValueError", "CancelledError"}));
    }

    void aQCoroTaskIsToldWhenTheRunEndsFirst()
    {
        QStringList said;
        const auto foreign = [&](TaskHandle<int> task) -> QCoro::Task<> {
            std::exception_ptr error;
            try {
                co_await forQCoro(std::move(task));
            } catch (...) {
                error = std::current_exception();
            }
            said.append(QString::fromStdString(engine::errorText(error)));
        };
        Emitter emitter;
        Driven run([&]() -> Task<> {
            const TaskHandle<int> task = createTask(sleepAndReturn(1e6, 5));
            const QCoro::Task<> waiting = foreign(task);
            co_await qtSignal(&emitter, &Emitter::rang);
        });
        QVERIFY(run.toWaitFor(trace::Reason::Signal));
        run.stop();
        QCOMPARE(said, list({"The run ended before the task that was awaited."}));
    }
};

QTEST_GUILESS_MAIN(tst_AwaitForeign)
#include "tst_awaitforeign.moc"
