#pragma once

#include <QStringList>
#include <QTcpServer>

#include <chrono>
#include <functional>

namespace engine::qt {

/// A small web site on this machine for the crawler: a library's pages, each with a latency of
/// its own, some of which misbehave as real servers do, and as a server library would not let
/// them. Serves as long as it lives, in the thread that made it; one request a connection.
class SampleSite
{
public:
    /// How long some seconds of a run take on the wall.
    using WallTime = std::function<std::chrono::nanoseconds(double seconds)>;

    /// \a wallTime is asked as long as this lives. Throws Error when no port is free.
    explicit SampleSite(WallTime wallTime);

    /// The address of every page, and of one that nobody has.
    QStringList urls() const;

private:
    void take(QTcpSocket &socket);
    void answer(QTcpSocket &socket, const QByteArray &path);

    WallTime m_wallTime;
    QTcpServer m_server;
};

} // namespace engine::qt
