#pragma once

#include <QAbstractHttpServer>
#include <QStringList>
#include <QTcpServer>

#include <chrono>
#include <functional>

namespace engine::qt {

/// A small web site on this machine for the crawler: a library's pages, each with a latency of
/// its own, some of which misbehave as real servers do. Serves as long as it lives, in the
/// thread that made it.
class SampleSite : public QAbstractHttpServer
{
public:
    /// How long some seconds of a run take on the wall.
    using WallTime = std::function<std::chrono::nanoseconds(double seconds)>;

    /// \a wallTime is asked as long as this lives. Throws Error when no port is free.
    explicit SampleSite(WallTime wallTime);

    /// The address of every page, and of one that nobody has.
    QStringList urls() const;

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    QTcpServer *m_server; ///< QAbstractHttpServer owns it
    WallTime m_wallTime;
};

} // namespace engine::qt
