#include "engine/run/print.h"
#include "tests/support/driven.h"
#include "tests/support/qtawaits.h"

#include <QTest>

using namespace support;
using engine::createTask;
using engine::print;
using engine::TaskHandle;
using engine::qt::qtConnected;
using engine::qt::qtDisconnected;
using engine::qt::qtHeaders;
using engine::qt::qtStarted;
using trace::Outcome;

namespace {

Task<> awaitConnection(QTcpSocket &socket)
{
    co_await qtConnected(socket);
    print("connected");
}

Task<> awaitDisconnection(QTcpSocket &socket)
{
    co_await qtDisconnected(socket);
    print("disconnected");
}

Task<> awaitHeaders(QNetworkReply *reply)
{
    co_await qtHeaders(reply);
    print("headers");
}

Task<> awaitStart(QProcess &process)
{
    co_await qtStarted(process);
    print("started");
}

} // namespace

class tst_AwaitNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Network.

    void aReplyIsAwaited()
    {
        CannedServer server(okAnswer("hello"));
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(server.url())));
        Driven run([&] { return awaitReply(reply.get()); });
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
        Driven run([&] { return awaitReply(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"0 hello"}));
        QCOMPARE(run.waits(), QStringList());
    }

    void aFailedReplyIsAReplyToo()
    {
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(
            QNetworkRequest(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(closedPort())))));
        Driven run([&] { return awaitReply(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1 "}));
    }

    void aCancelledReplyIsAborted()
    {
        Fixture fixture;
        Driven run([&] { return cancelled(awaitReply(fixture.reply.get())); });
        QVERIFY(run.toEnd());
        QCOMPARE(fixture.reply->error(), QNetworkReply::OperationCanceledError);
    }

    void theBytesOfAReplyAreAwaited()
    {
        CannedServer server(okAnswer(QByteArray(1'000'000, 'x')));
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(server.url())));
        reply->setReadBufferSize(10'000);
        Driven run([&] { return awaitBytes(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"1000000 bytes"}));
        QVERIFY(run.waits().size() > 10);
    }

    void theBytesOfAFinishedReplyAreNotAwaited()
    {
        CannedServer server(okAnswer("hello"));
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(server.url())));
        QTRY_VERIFY(reply->isFinished());
        Driven run([&] { return awaitBytes(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"5 bytes"}));
        QCOMPARE(run.waits(), QStringList());
    }

    void headersThatAreThereAreNotAwaited()
    {
        CannedServer server(okAnswer(QByteArray(1'000'000, 'x')));
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(server.url())));
        reply->setReadBufferSize(10'000); // so that it does not finish while nobody reads
        QTRY_VERIFY(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid());
        QVERIFY(!reply->isFinished());
        Driven run([&] { return awaitHeaders(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"headers"}));
        QCOMPARE(run.waits(), QStringList());
    }

    void theHeadersOfAReplyThatFailedAreNotAwaited()
    {
        QNetworkAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(manager.get(
            QNetworkRequest(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(closedPort())))));
        QTRY_VERIFY(reply->isFinished());
        Driven run([&] { return awaitHeaders(reply.get()); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"headers"}));
        QCOMPARE(run.waits(), QStringList());
    }

    void aManagerThatDiesTakesItsRepliesAlong()
    {
        CannedServer silent;
        auto manager = std::make_unique<QNetworkAccessManager>();
        QNetworkReply *reply = manager->get(QNetworkRequest(silent.url()));
        Driven run([&] { return printError(awaitReply(reply)); });
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
        Driven run([&]() -> Task<> {
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

    void aSocketThatIsNotConnectedHasNothingToRead()
    {
        QTcpSocket socket;
        Driven run([&] { return awaitSocket(socket); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"end"}));
        QCOMPARE(run.waits(), QStringList());
    }

    void bytesThatHaveComeAreNotAwaited()
    {
        CannedServer server("hello");
        QTcpSocket socket;
        socket.connectToHost(server.serverAddress(), server.serverPort());
        QVERIFY(socket.waitForConnected());
        socket.write("?");
        QTRY_COMPARE(socket.bytesAvailable(), 5);
        Driven run([&] { return awaitSocket(socket); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"hello"}));
        QCOMPARE(run.waits(), QStringList());
    }

    void aRefusedConnectionIsAnError()
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), closedPort());
        Driven run([&] { return printError(awaitConnection(socket)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"ConnectionError: Connection refused"}));
    }

    void aCancelledConnectionIsAborted()
    {
        CannedServer silent;
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("localhost"),
                             silent.serverPort()); // is looked up first
        Driven run([&] { return cancelled(awaitConnection(socket)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(), list({"cancel: true", "CancelledError: "}));
        QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }

    void aConnectingSocketThatDiesIsAnError()
    {
        CannedServer silent;
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QStringLiteral("localhost"), silent.serverPort());
        Driven run([&] { return printError(awaitConnection(*socket)); });
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
        Driven run([&]() -> Task<> {
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
        Driven run([&]() -> Task<> {
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
        Driven run([&]() -> Task<> {
            co_await printError(awaitStart(process));
            co_await printError(awaitProcess(process));
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().size(), 2);
        for (const QString &line : run.lines())
            QVERIFY(line.startsWith(QStringLiteral("OSError: ")));
    }

    void aProcessThatDoesNotStartHasNoEnd()
    {
        QProcess process;
        process.start(QStringLiteral("/no/such/program"), QStringList());
        Driven run([&] { return printError(awaitProcess(process)); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().size(), 1);
        QVERIFY(run.lines().at(0).startsWith(QStringLiteral("OSError: ")));
    }

    void aKilledProcessHasCrashed()
    {
        Fixture fixture;
        Driven run([&] { return awaitProcess(*fixture.process); });
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
        Driven run([&] { return cancelled(awaitProcess(*fixture.process)); });
        QVERIFY(run.toEnd());
        QCOMPARE(fixture.process->state(), QProcess::Running);
    }
};

QTEST_GUILESS_MAIN(tst_AwaitNetwork)
#include "tst_awaitnetwork.moc"
