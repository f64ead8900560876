#include "engine/qt/awaitsocket.h"

namespace engine::qt {

namespace {

bool canStillReceive(const QAbstractSocket &socket)
{
    return socket.state() == QAbstractSocket::ConnectedState
        || socket.state() == QAbstractSocket::ClosingState;
}

} // namespace

ConnectedFuture::ConnectedFuture(QAbstractSocket *socket)
    : ObjectFuture(trace::Reason::Socket)
    , m_socket(socket)
{
    if (socket->state() == QAbstractSocket::ConnectedState) {
        setDone();
        return;
    }
    const auto failed
        = [socket] { return std::make_exception_ptr(ConnectionError(socket->errorString())); };
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        setDone(failed()); // before anybody awaited it
        return;
    }
    QObject::connect(socket, &QAbstractSocket::connected, &context(), [this] { arrive(); });
    QObject::connect(socket, &QAbstractSocket::errorOccurred, &context(),
                     [this, failed] { arrive(failed()); });
    begin(*socket);
}

void ConnectedFuture::abort()
{
    if (m_socket)
        m_socket->abort();
}

SocketReadableFuture::SocketReadableFuture(QAbstractSocket *socket)
    : ObjectFuture(trace::Reason::Socket)
    , m_socket(socket)
{
    if (socket->bytesAvailable() > 0 || !canStillReceive(*socket)) {
        setDone();
        return;
    }
    QObject::connect(socket, &QAbstractSocket::readyRead, &context(), [this] { arrive(); });
    QObject::connect(socket, &QAbstractSocket::disconnected, &context(), [this] { arrive(); });
    begin(*socket);
}

bool SocketReadableFuture::result() const
{
    // It may have died between its signal and the step that learns of it.
    if (!m_socket)
        throw SenderDestroyed("QAbstractSocket");
    return m_socket->bytesAvailable() > 0;
}

DisconnectedFuture::DisconnectedFuture(const QAbstractSocket *socket)
    : ObjectFuture(trace::Reason::Socket)
{
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        setDone();
        return;
    }
    QObject::connect(socket, &QAbstractSocket::disconnected, &context(), [this] { arrive(); });
    begin(*socket);
}

} // namespace engine::qt
