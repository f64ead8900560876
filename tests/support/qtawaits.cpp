#include "tests/support/qtawaits.h"

#include "engine/core/error.h"
#include "engine/run/print.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"

#include <QCoroSignal>

#include <QCoreApplication>
#include <QTest>

using engine::createTask;
using engine::print;
using engine::TaskHandle;
using engine::qt::qtAwait;
using engine::qt::qtFinished;
using engine::qt::qtReadable;
using engine::qt::qtSignal;

namespace support {

CannedServer::CannedServer(QByteArray answer)
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

QByteArray okAnswer(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}

quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

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

Task<> call(std::function<void()> function)
{
    function();
    co_return;
}

Task<> cancelled(Task<> body)
{
    const TaskHandle<> task = createTask(printError(std::move(body)));
    co_await engine::sleep(0);
    print("cancel: {}", task.cancel());
    co_await task;
}

QStringList list(std::initializer_list<const char *> lines)
{
    QStringList strings;
    for (const char *line : lines)
        strings.append(QString::fromUtf8(line));
    return strings;
}

Task<> awaitRing(Emitter &emitter, int name)
{
    co_await qtSignal(&emitter, &Emitter::rang);
    print("{} rang", name);
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

Task<> awaitSocket(QTcpSocket &socket)
{
    const bool readable = co_await qtReadable(socket);
    print("{}", readable ? socket.readAll().toStdString() : "end");
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

QCoro::Task<int> foreignCount(Emitter &emitter)
{
    const int value = co_await qCoro(&emitter, &Emitter::counted);
    if (value < 0)
        throw engine::ValueError("negative");
    co_return value * 2;
}

Task<> awaitForeign(QCoro::Task<int> task)
{
    const int value = co_await qtAwait(std::move(task));
    print("{}", value);
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

Fixture::Fixture()
{
    timer->start(std::chrono::hours(1));
    reply.reset(manager.get(QNetworkRequest(silent.url())));
    socket->connectToHost(silent.serverAddress(), silent.serverPort());
    socket->waitForConnected();
    process->start(QStringLiteral("/bin/sleep"), {QStringLiteral("3600")});
    promise.start();
}

Fixture::~Fixture()
{
    finishAll();
    if (process)
        process->waitForFinished();
}

void Fixture::count(int value)
{
    Q_EMIT emitter.counted(value);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
}

void Fixture::finishAll()
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

} // namespace support
