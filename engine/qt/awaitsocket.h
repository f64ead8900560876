#pragma once

#include "engine/qt/externalwait.h"
#include "engine/qt/objectfuture.h"

#include <QAbstractSocket>
#include <QPointer>

namespace engine::qt {

/// A socket could not connect. what() is the socket's own sentence.
class ConnectionError : public Error
{
public:
    explicit ConnectionError(const QString &text)
        : Error("ConnectionError", text.toStdString())
    {
    }
};

/// Waits until a socket is connected, or has failed to.
class ConnectedFuture final : public ObjectFuture
{
public:
    using Source = QAbstractSocket *;

    explicit ConnectedFuture(QAbstractSocket *socket);
    void result() const noexcept {}

private:
    void abort() override;

    QPointer<QAbstractSocket> m_socket;
};

/// Waits until a socket has something to read or is no longer connected.
class SocketReadableFuture final : public ObjectFuture
{
public:
    using Source = QAbstractSocket *;

    explicit SocketReadableFuture(QAbstractSocket *socket);
    bool result() const;

private:
    QPointer<QAbstractSocket> m_socket;
};

/// Waits until a socket is no longer connected.
class DisconnectedFuture final : public ObjectFuture
{
public:
    using Source = const QAbstractSocket *;

    explicit DisconnectedFuture(const QAbstractSocket *socket);
    void result() const noexcept {}
};

/// Awaits the connection of \a socket, which has been told to connect. Throws ConnectionError when
/// that fails. Cancelling the wait aborts the attempt.
inline ExternalWait<ConnectedFuture> qtConnected(QAbstractSocket &socket)
{
    return ExternalWait<ConnectedFuture>(&socket);
}

/// Awaits bytes to read: false when \a socket is disconnected and none are left.
inline ExternalWait<SocketReadableFuture> qtReadable(QAbstractSocket &socket)
{
    return ExternalWait<SocketReadableFuture>(&socket);
}

/// Awaits the end of \a socket's connection, whoever ends it.
inline ExternalWait<DisconnectedFuture> qtDisconnected(const QAbstractSocket &socket)
{
    return ExternalWait<DisconnectedFuture>(&socket);
}

} // namespace engine::qt
