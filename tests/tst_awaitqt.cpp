#include "engine/loop/print.h"
#include "engine/qt/awaitqt.h"
#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/sync/waitfor.h"
#include "engine/task/future.h"
#include "tests/support/qtrun.h"

#include <QCoroSignal>
#include <QCoroTimer>

#include <QNetworkAccessManager>
#include <QPromise>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <array>

using engine::createTask;
using engine::print;
using engine::Task;
using engine::TaskHandle;
using engine::qt::forQCoro;
using engine::qt::qtAwait;
using engine::qt::qtConnected;
using engine::qt::qtDisconnected;
using engine::qt::qtFinished;
using engine::qt::qtReadable;
using engine::qt::qtSignal;
using engine::qt::qtStarted;
using support::QtRun;
using trace::Outcome;

/// Emits what a test wants.
class Emitter : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void rang();
    // moc has other names for the parameters.
    // NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
    void counted(int value);
    void measured(const QString &what, double value);
    // NOLINTEND(readability-inconsistent-declaration-parameter-name)
};

namespace {

/// A server that answers every connection with the same bytes, if any.
class CannedServer : public QTcpServer
{
public:
    explicit CannedServer(QByteArray answer = {})
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                if (m_answer.isEmpty())
                    continue;
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    socket->readAll();
                    socket->write(m_answer);
                    socket->disconnectFromHost();
                });
            }
        });
    }

    QUrl url() const { return {QStringLiteral("http://127.0.0.1:%1/").arg(serverPort())}; }

private:
    QByteArray m_answer;
};

QByteArray okAnswer(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}

/// A port on which nobody listens.
quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// Prints what \a body throws, as "Name: text".
Task<> printError(Task<> body)
{
    std::exception_ptr error;
    try {
        co_await std::move(body);
        print("no error");
    } catch (...) {
        error = std::current_exception();
    }
    if (error)
        print("{}: {}", engine::errorName(error), engine::errorText(error));
}

/// Calls \a function and waits for nothing.
Task<> call(std::function<void()> function)
{
    function();
    co_return;
}

/// Cancels \a body once it waits.
Task<> cancelled(Task<> body)
{
    const TaskHandle<> task = createTask(printError(std::move(body)));
    co_await engine::sleep(0);
    print("cancel: {}", task.cancel());
    co_await task;
}

template <class... Tasks>
Task<> together(Tasks... tasks)
{
    std::vector<Task<>> all;
    (all.push_back(std::move(tasks)), ...);
    co_await engine::gather(std::move(all));
}

QStringList list(std::initializer_list<const char *> lines)
{
    QStringList strings;
    for (const char *line : lines)
        strings.append(QString::fromUtf8(line));
    return strings;
}

// What a task can wait for.

Task<> awaitRing(Emitter &emitter, int name)
{
    co_await qtSignal(&emitter, &Emitter::rang);
    print("{} rang", name);
}

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

Task<> awaitTimer(QTimer &timer)
{
    co_await qtAwait(timer);
    print("timeout");
}

Task<> awaitReply(QNetworkReply *reply)
{
    QNetworkReply *const finished = co_await qtAwait(reply);
    print("{} {}", static_cast<int>(finished->error()), finished->readAll().toStdString());
}

Task<> awaitBytes(QNetworkReply *reply)
{
    std::size_t bytes = 0;
    for (;;) {
        const bool readable = co_await qtReadable(reply);
        if (!readable)
            break;
        bytes += static_cast<std::size_t>(reply->readAll().size());
    }
    print("{} bytes", bytes);
}

Task<> awaitConnection(QTcpSocket &socket)
{
    co_await qtConnected(socket);
    print("connected");
}

Task<> awaitSocket(QTcpSocket &socket)
{
    const bool readable = co_await qtReadable(socket);
    print("{}", readable ? socket.readAll().toStdString() : "end");
}

Task<> awaitDisconnection(QTcpSocket &socket)
{
    co_await qtDisconnected(socket);
    print("disconnected");
}

Task<> awaitStart(QProcess &process)
{
    co_await qtStarted(process);
    print("started");
}

Task<> awaitProcess(QProcess &process)
{
    const engine::qt::ProcessEnd end = co_await qtFinished(process);
    print("{} {}", end.exitCode, end.status == QProcess::NormalExit ? "exited" : "crashed");
}

Task<> awaitFuture(QFuture<int> future)
{
    const int value = co_await qtAwait(std::move(future));
    print("{}", value);
}

Task<> awaitVoidFuture(QFuture<void> future)
{
    co_await qtAwait(std::move(future));
    print("done");
}

QCoro::Task<int> foreignCount(Emitter &emitter)
{
    const int value = co_await qCoro(&emitter, &Emitter::counted);
    if (value < 0)
        throw engine::ValueError("negative");
    co_return value * 2;
}

QCoro::Task<> foreignNothing()
{
    co_return;
}

Task<> awaitForeign(QCoro::Task<int> task)
{
    const int value = co_await qtAwait(std::move(task));
    print("{}", value);
}

Task<> awaitForeignNothing()
{
    co_await qtAwait(foreignNothing());
    print("nothing");
}

QCoro::AsyncGenerator<int> foreignValues(Emitter &emitter)
{
    co_yield 1;
    co_yield 2;
    for (;;) {
        int value = co_await qCoro(&emitter, &Emitter::counted);
        if (value == 0)
            break;
        if (value < 0)
            throw engine::ValueError("negative");
        co_yield value;
    }
}

using Values = engine::qt::ForeignGenerator<int>;

Task<> awaitValues(Values &values)
{
    for (auto value = co_await values.next(); value; value = co_await values.next())
        print("{}", *value);
    print("end");
}

Task<> awaitValuesOf(QCoro::AsyncGenerator<int> generator)
{
    Values values(std::move(generator));
    co_await awaitValues(values);
}

Task<int> sleepAndReturn(double seconds, int value)
{
    co_await engine::sleep(seconds);
    if (value < 0)
        throw engine::ValueError("negative");
    co_return value;
}

/// Everything that the table of awaitables needs, under way and not finished.
struct Fixture
{
    Emitter emitter;
    std::unique_ptr<QTimer> timer = std::make_unique<QTimer>();
    CannedServer silent;
    QNetworkAccessManager manager;
    std::unique_ptr<QNetworkReply> reply;
    std::unique_ptr<QTcpSocket> socket = std::make_unique<QTcpSocket>();
    std::unique_ptr<QProcess> process = std::make_unique<QProcess>();
    QPromise<int> promise;
    std::unique_ptr<Emitter> mortal = std::make_unique<Emitter>();

    Fixture()
    {
        timer->start(std::chrono::hours(1));
        reply.reset(manager.get(QNetworkRequest(silent.url())));
        socket->connectToHost(silent.serverAddress(), silent.serverPort());
        socket->waitForConnected();
        process->start(QStringLiteral("/bin/sleep"), {QStringLiteral("3600")});
        promise.start();
    }
    ~Fixture()
    {
        finishAll();
        if (process)
            process->waitForFinished();
    }

    /// QCoro's wait for a signal queues what is emitted, and does not survive two emissions at once.
    void count(int value)
    {
        Q_EMIT emitter.counted(value);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
    }

    /// Lets come what can: whoever still listens and is dead shows.
    void finishAll()
    {
        Q_EMIT emitter.rang();
        count(0);
        count(0);
        if (mortal)
            Q_EMIT mortal->rang();
        if (timer)
            timer->start(0);
        if (reply)
            reply->abort();
        if (socket)
            socket->abort();
        if (process)
            process->kill();
        promise.finish();
        QTest::qWait(1);
    }
};

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
        QtRun run([&] { return cancelled(Cases[index].await(fixture)); });
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
        QtRun run([&] { return Cases[index].await(fixture); });
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
        auto run = std::make_unique<QtRun>([&] { return Cases[index].await(fixture); });
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
        QtRun run([&] { return printError(c.await(fixture)); });
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
        QtRun run([&] { return printError(engine::waitFor(Cases[index].await(fixture), 0.001)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().last(), QStringLiteral("TimeoutError: "));
    }

    // Signals.

    void aSignalBringsWhatItCarries()
    {
        Emitter emitter;
        QtRun run([&] {
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
        QtRun run(
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
        QtRun run([&]() -> Task<> {
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
        QtRun run([&]() -> Task<> {
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
        QtRun run([&]() -> Task<> {
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
        QtRun run([&] { return awaitCount(emitter); });
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
        QtRun run([&] { return awaitRing(emitter, 1); });
        QVERIFY(run.toWaitFor(trace::Reason::Signal));
        QTest::qWait(5);
        QVERIFY(!run.ended());
        Q_EMIT emitter.rang();
        QVERIFY(run.toEnd());
    }

    void afterASignalADeadlockIsFoundAgain()
    {
        Emitter emitter;
        QtRun run([&]() -> Task<> {
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
        QtRun run([&] { return awaitTimer(timer); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"timeout"}));
    }

    void aTimerThatDoesNotRunIsNotAwaited()
    {
        QTimer timer;
        QtRun run([&] { return awaitTimer(timer); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.waits(), QStringList());
    }

    // Network.

    void aReplyIsAwaited()
    {
        CannedServer server(okAnswer("hello"));
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(server.url())));
        QtRun run([&] { return awaitReply(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"0 hello"}));
        QVERIFY(run.waits().at(0).startsWith(QStringLiteral("network ")));
    }

    void aFinishedReplyIsNotAwaited()
    {
        CannedServer server(okAnswer("hello"));
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(server.url())));
        QTRY_VERIFY(reply->isFinished());
        QtRun run([&] { return awaitReply(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"0 hello"}));
        QCOMPARE(run.waits(), QStringList());
    }

    void aFailedReplyIsAReplyToo()
    {
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(
            QNetworkRequest(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(closedPort())))));
        QtRun run([&] { return awaitReply(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1 "}));
    }

    void aCancelledReplyIsAborted()
    {
        Fixture fixture;
        QtRun run([&] { return cancelled(awaitReply(fixture.reply.get())); });
        QVERIFY(run.toEnd());
        QCOMPARE(fixture.reply->error(), QNetworkReply::OperationCanceledError);
    }

    void theBytesOfAReplyAreAwaited()
    {
        CannedServer server(okAnswer(QByteArray(1'000'000, 'x')));
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(server.url())));
        reply->setReadBufferSize(10'000);
        QtRun run([&] { return awaitBytes(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1000000 bytes"}));
        QVERIFY(run.waits().size() > 10);
    }

    void aManagerThatDiesTakesItsRepliesAlong()
    {
        CannedServer silent;
        auto manager = std::make_unique<QNetworkAccessManager>();
        QNetworkReply *reply = manager->get(QNetworkRequest(silent.url()));
        QtRun run([&] { return printError(awaitReply(reply)); });
        QVERIFY(run.toWaitFor(trace::Reason::Network));
        manager.reset();
        QVERIFY(run.toEnd());
        QVERIFY(run.lines().at(0).startsWith(QStringLiteral("SenderDestroyed")));
    }

    // Sockets.

    void aSocketConnectsReadsAndEnds()
    {
        CannedServer server("hello");
        QTcpSocket socket;
        socket.connectToHost(server.serverAddress(), server.serverPort());
        QtRun run([&]() -> Task<> {
            co_await awaitConnection(socket);
            co_await awaitConnection(socket); // is connected already
            socket.write("?");
            co_await awaitSocket(socket);
            co_await awaitSocket(socket);
            co_await awaitDisconnection(socket);
            co_await printError(awaitConnection(socket));
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().mid(0, 5),
                 list({"connected", "connected", "hello", "end", "disconnected"}));
        QVERIFY(run.lines().at(5).startsWith(QStringLiteral("ConnectionError: ")));
        QVERIFY(run.waits().at(0).startsWith(QStringLiteral("socket ")));
    }

    void aRefusedConnectionIsAnError()
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), closedPort());
        QtRun run([&] { return printError(awaitConnection(socket)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"ConnectionError: Connection refused"}));
    }

    void aCancelledConnectionIsAborted()
    {
        CannedServer silent;
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("localhost"),
                             silent.serverPort()); // is looked up first
        QtRun run([&] { return cancelled(awaitConnection(socket)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"cancel: true", "CancelledError: "}));
        QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }

    void aConnectingSocketThatDiesIsAnError()
    {
        CannedServer silent;
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QStringLiteral("localhost"), silent.serverPort());
        QtRun run([&] { return printError(awaitConnection(*socket)); });
        QVERIFY(run.toWaitFor(trace::Reason::Socket));
        socket.reset();
        QVERIFY(run.toEnd());
        QVERIFY(run.lines().at(0).startsWith(QStringLiteral("SenderDestroyed")));
    }

    void theEndOfAConnectionIsAwaited()
    {
        CannedServer server("bye");
        QTcpSocket socket;
        socket.connectToHost(server.serverAddress(), server.serverPort());
        QtRun run([&]() -> Task<> {
            co_await awaitConnection(socket);
            socket.write("?");
            co_await awaitDisconnection(socket);
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"connected", "disconnected"}));
    }

    // Processes.

    void aProcessStartsAndEnds()
    {
        QProcess process;
        process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("exit 3")});
        QtRun run([&]() -> Task<> {
            co_await awaitStart(process);
            co_await awaitProcess(process);
            co_await awaitProcess(process); // has ended already
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"started", "3 exited", "3 exited"}));
    }

    void aProcessThatDoesNotStartIsAnError()
    {
        QProcess process;
        process.start(QStringLiteral("/no/such/program"), QStringList());
        QtRun run([&]() -> Task<> {
            co_await printError(awaitStart(process));
            co_await printError(awaitProcess(process));
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().size(), 2);
        for (const QString &line : run.lines())
            QVERIFY(line.startsWith(QStringLiteral("OSError: ")));
    }

    void aKilledProcessHasCrashed()
    {
        Fixture fixture;
        QtRun run([&] { return awaitProcess(*fixture.process); });
        QVERIFY(run.toWaitFor(trace::Reason::Process));
        fixture.process->waitForStarted();
        fixture.process->kill();
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"9 crashed"}));
    }

    void aCancelledWaitLeavesTheProcessRunning()
    {
        Fixture fixture;
        fixture.process->waitForStarted();
        QtRun run([&] { return cancelled(awaitProcess(*fixture.process)); });
        QVERIFY(run.toEnd());
        QCOMPARE(fixture.process->state(), QProcess::Running);
    }

    // QFuture.

    void aQFutureIsAwaited()
    {
        QtRun run([] { return awaitFuture(QtConcurrent::run([] { return 42; })); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"42"}));
    }

    void aFinishedQFutureIsNotAwaited()
    {
        QtRun run([] {
            return together(awaitFuture(QtFuture::makeReadyFuture(42)),
                            awaitVoidFuture(QtFuture::makeReadyFuture()));
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"42", "done"}));
        QCOMPARE(run.waits().size(), 1); // of gather
    }

    void whatTheWorkThrowsIsUnwrapped()
    {
        const auto fail = []() -> int { throw engine::ValueError("from a thread"); };
        QtRun run([&] { return printError(awaitFuture(QtConcurrent::run(fail))); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"ValueError: from a thread"}));
    }

    void aCancelledQFutureCancelsTheTask()
    {
        QPromise<int> promise;
        promise.start();
        QtRun run([&] { return printError(awaitFuture(promise.future())); });
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
        QtRun run([&]() -> Task<> {
            co_await printError(awaitFuture(promise.future()));
            co_await printError(awaitFuture(QFuture<int>())); // of nobody
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"CancelledError: ", "CancelledError: "}));
    }

    void aCancelledWaitCancelsTheQFuture()
    {
        Fixture fixture;
        QtRun run([&] { return cancelled(awaitFuture(fixture.promise.future())); });
        QVERIFY(run.toEnd());
        QVERIFY(fixture.promise.isCanceled());
    }

    void aQFutureOfAMoveOnlyValueIsAwaited()
    {
        QPromise<std::unique_ptr<int>> promise;
        promise.start();
        promise.addResult(std::make_unique<int>(5));
        promise.finish();
        QtRun run([&]() -> Task<> {
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
        QtRun run([&] { return awaitForeign(foreignCount(emitter)); });
        QVERIFY(run.toWaitFor(trace::Reason::Future));
        Q_EMIT emitter.counted(21);
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"42"}));
    }

    void whatAQCoroTaskThrowsIsThrown()
    {
        Emitter emitter;
        QtRun run([&] { return printError(awaitForeign(foreignCount(emitter))); });
        QVERIFY(run.toWaitFor(trace::Reason::Future));
        Q_EMIT emitter.counted(-1);
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"ValueError: negative"}));
    }

    void aFinishedQCoroTaskIsNotAwaited()
    {
        QtRun run([] { return awaitForeignNothing(); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"nothing"}));
        QCOMPARE(run.waits(), QStringList());
    }

    // QCoro::AsyncGenerator.

    void aGeneratorIsAwaited()
    {
        Emitter emitter;
        QtRun run([&] { return awaitValuesOf(foreignValues(emitter)); });
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
        QtRun run([&]() -> Task<> {
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
        QtRun run([&]() -> Task<> {
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
        QtRun run([&]() -> Task<> {
            const Values never(foreignValues(emitter));
            Values once(foreignValues(emitter));
            const auto value = co_await once.next();
            print("{}", *value);
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1"}));
    }

    // And the other way.

    void aQCoroTaskAwaitsATask()
    {
        QStringList said;
        const auto foreign = [&](TaskHandle<int> task) -> QCoro::Task<> {
            const int value = co_await forQCoro(std::move(task));
            said.append(QString::number(value));
        };
        QtRun run([&]() -> Task<> {
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
        QtRun run([&]() -> Task<> {
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
        QtRun run([&]() -> Task<> {
            const TaskHandle<int> task = createTask(sleepAndReturn(1e6, 5));
            const QCoro::Task<> waiting = foreign(task);
            co_await qtSignal(&emitter, &Emitter::rang);
        });
        QVERIFY(run.toWaitFor(trace::Reason::Signal));
        run.stop();
        QCOMPARE(said, list({"The run ended before the task that was awaited."}));
    }
};

QTEST_GUILESS_MAIN(tst_AwaitQt)
#include "tst_awaitqt.moc"
