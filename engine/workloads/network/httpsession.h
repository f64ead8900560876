#pragma once

#include "engine/core/error.h"
#include "engine/sync/semaphore.h"
#include "engine/task/task.h"

#include <QByteArray>
#include <QUrl>

#include <memory>
#include <optional>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;

namespace engine::qt {

/// A request that brought no page: aiohttp.ClientError. what() is its `message` where aiohttp's
/// has one, else empty, and cause() what has happened then.
class ClientError : public Error
{
public:
    explicit ClientError(std::optional<int> status, const std::string &message = {},
                         std::string cause = {})
        : Error("ClientError", message)
        , m_status(status)
        , m_cause(std::move(cause))
    {
    }

    /// Of the answer, when there was one.
    std::optional<int> status() const noexcept { return m_status; }
    const std::string &cause() const noexcept { return m_cause; }

private:
    std::optional<int> m_status;
    std::string m_cause;
};

/// Fetches pages over HTTP, up to a hundred at a time: the part of aiohttp.ClientSession that
/// the crawler uses. Made and used in the run's thread; outlives its responses.
class HttpSession
{
public:
    class Response;

    HttpSession();
    ~HttpSession();
    HttpSession(const HttpSession &) = delete;
    HttpSession &operator=(const HttpSession &) = delete;

    /// Sends a GET request and waits for the headers, following up to nine redirections. Throws
    /// ClientError when there are none, ValueError when one leads elsewhere than to the web.
    /// Cancelled, drops the connection.
    Task<Response> get(QUrl url);

private:
    class Connection;
    struct Client;

    Semaphore m_connections;
    std::vector<std::unique_ptr<Client>> m_clients;
};

/// One of the session's connections while somebody uses it, and the reply that comes through it.
class HttpSession::Connection
{
public:
    /// Once Semaphore::acquire() has admitted the caller.
    explicit Connection(HttpSession &session);
    Connection(Connection &&other) noexcept;
    ~Connection();

    QNetworkReply &reply() const noexcept { return *m_reply; }
    /// Replaces a reply, which it aborts.
    void send(const QUrl &url);

private:
    HttpSession *m_session;
    Client *m_client;
    std::unique_ptr<QNetworkReply> m_reply;
};

/// An answer whose headers are there. Destroying it drops the rest.
class HttpSession::Response
{
public:
    /// Of the last answer.
    int status() const;
    /// The words behind the status: "Not Found".
    std::string reason() const;
    QByteArray contentType() const;
    /// Waits for the whole body. Throws ClientError when it breaks off, or is longer than 16 MiB.
    Task<QByteArray> body();

private:
    friend class HttpSession;
    explicit Response(Connection connection) noexcept
        : m_connection(std::move(connection))
    {
    }

    Connection m_connection;
};

} // namespace engine::qt
