#pragma once

#include "engine/qt/awaitqt.h"
#include "engine/sync/gather.h"
#include "engine/task/task.h"

#include <QCoroAsyncGenerator>
#include <QCoroTask>

#include <QFuture>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QPromise>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <initializer_list>
#include <memory>
#include <vector>

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

namespace support {

using engine::Task;

/// A server that answers every connection with the same bytes, if any.
class CannedServer : public QTcpServer
{
public:
    explicit CannedServer(QByteArray answer = {});

    QUrl url() const { return {QStringLiteral("http://127.0.0.1:%1/").arg(serverPort())}; }

private:
    QByteArray m_answer;
};

QByteArray okAnswer(const QByteArray &body);
/// A port on which nobody listens.
quint16 closedPort();

/// Prints what \a body throws, as "Name: text".
Task<> printError(Task<> body);
/// Calls \a function and waits for nothing.
Task<> call(std::function<void()> function);
/// Cancels \a body once it waits.
Task<> cancelled(Task<> body);

template <class... Tasks>
Task<> together(Tasks... tasks)
{
    std::vector<Task<>> all;
    (all.push_back(std::move(tasks)), ...);
    co_await engine::gather(std::move(all));
}

QStringList list(std::initializer_list<const char *> lines);

// What a task can wait for, and prints.

Task<> awaitRing(Emitter &emitter, int name);
Task<> awaitTimer(QTimer &timer);
Task<> awaitReply(QNetworkReply *reply);
Task<> awaitBytes(QNetworkReply *reply);
Task<> awaitSocket(QTcpSocket &socket);
Task<> awaitProcess(QProcess &process);
Task<> awaitFuture(QFuture<int> future);

/// Twice what the next count is; throws when that is negative.
QCoro::Task<int> foreignCount(Emitter &emitter);
Task<> awaitForeign(QCoro::Task<int> task);
/// 1, 2 and what is counted, until that is 0; throws when it is negative.
QCoro::AsyncGenerator<int> foreignValues(Emitter &emitter);

using Values = engine::qt::ForeignGenerator<int>;
Task<> awaitValues(Values &values);
Task<> awaitValuesOf(QCoro::AsyncGenerator<int> generator);

/// Everything that there is to wait for, under way and not finished.
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

    Fixture();
    ~Fixture();

    /// QCoro's wait for a signal queues what is emitted, and does not survive two emissions at
    /// once.
    void count(int value);
    /// Lets come what can: whoever still listens and is dead shows.
    void finishAll();
};

} // namespace support
