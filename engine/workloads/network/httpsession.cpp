#include "engine/workloads/network/httpsession.h"

#include "engine/qt/awaitreply.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>

#include <algorithm>

namespace engine::qt {

namespace {

// aiohttp's connector.
constexpr std::size_t MostConnections = 100;
// A QNetworkAccessManager lets more requests to one host wait, so that there are several.
constexpr int RequestsPerManager = 6;
constexpr int MostRedirections = 9;
constexpr qint64 LongestBody = qint64{16} * 1024 * 1024;
// What Qt may hold of a body that nobody reads.
constexpr qint64 ReadBuffer = qint64{256} * 1024;

bool isRedirection(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isWeb(const QUrl &url)
{
    return url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QNetworkRequest requestFor(const QUrl &url)
{
    QNetworkRequest request(url.adjusted(QUrl::NormalizePathSegments | QUrl::RemoveFragment));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // One answer per connection, whose buffer can be limited.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Coroscope"));
    return request;
}

} // namespace

/// A manager and how many of its requests are under way.
struct HttpSession::Client
{
    std::unique_ptr<QNetworkAccessManager> manager = std::make_unique<QNetworkAccessManager>();
    int requests = 0;
    bool gaveUp = false; ///< on a server before it had sent its headers
};

HttpSession::Connection::Connection(HttpSession &session)
    : m_session(&session)
{
    auto &clients = session.m_clients;
    auto free = std::find_if(clients.begin(), clients.end(), [](const auto &client) {
        return client->requests < RequestsPerManager;
    });
    if (free == clients.end()) {
        clients.push_back(std::make_unique<Client>());
        clients.back()->manager->setProxy(QNetworkProxy::NoProxy);
        free = clients.end() - 1;
    }
    m_client = free->get();
    ++m_client->requests;
}

HttpSession::Connection::Connection(Connection &&other) noexcept
    : m_session(std::exchange(other.m_session, nullptr))
    , m_client(other.m_client)
    , m_reply(std::move(other.m_reply))
{
}

HttpSession::Connection::~Connection()
{
    if (m_session == nullptr)
        return;
    if (m_reply && !m_reply->isFinished() && statusOf(*m_reply) == 0)
        m_client->gaveUp = true;
    m_reply.reset();
    --m_client->requests;
    m_session->m_connections.release();
}

void HttpSession::Connection::send(const QUrl &url)
{
    m_reply.reset();
    m_reply.reset(m_client->manager->get(requestFor(url)));
    m_reply->setReadBufferSize(ReadBuffer);
}

HttpSession::HttpSession()
    : m_connections("connections", MostConnections)
{
}

HttpSession::~HttpSession()
{
    // A manager's destructor waits for its thread, up to five seconds when that is reading headers
    // without end; the run does not.
    for (const auto &client : m_clients) {
        if (client->gaveUp)
            client->manager.release()->deleteLater();
    }
}

Task<HttpSession::Response> HttpSession::get(QUrl url)
{
    co_await m_connections.acquire();
    Connection connection(*this);
    for (int redirections = 0;; ++redirections) {
        connection.send(url);
        co_await qtHeaders(&connection.reply());
        const QNetworkReply &reply = connection.reply();
        const int status = statusOf(reply);
        if (status == 0) {
            const bool closed = reply.error() == QNetworkReply::RemoteHostClosedError;
            throw ClientError({}, closed ? "Server disconnected" : "",
                              closed ? "" : reply.errorString().toStdString());
        }
        const QByteArray location = reply.rawHeader("Location");
        if (!isRedirection(status) || location.isEmpty())
            break;
        if (redirections == MostRedirections)
            throw ClientError({}, {}, "too many redirects");
        url = url.resolved(QUrl::fromEncoded(location));
        if (!isWeb(url))
            throw ValueError("Can redirect only to http or https");
    }
    co_return Response(std::move(connection));
}

int HttpSession::Response::status() const
{
    return statusOf(m_connection.reply());
}

std::string HttpSession::Response::reason() const
{
    return m_connection.reply()
        .attribute(QNetworkRequest::HttpReasonPhraseAttribute)
        .toString()
        .toStdString();
}

QByteArray HttpSession::Response::contentType() const
{
    return m_connection.reply().rawHeader("Content-Type");
}

Task<QByteArray> HttpSession::Response::body()
{
    QNetworkReply &reply = m_connection.reply();
    QByteArray body;
    for (;;) {
        const bool more = co_await qtReadable(&reply);
        if (!more)
            break;
        body += reply.readAll();
        if (body.size() > LongestBody)
            throw ClientError({}, {}, "the page is too long");
    }
    // Statuses that count as errors come with a body, too.
    if (reply.error() != QNetworkReply::NoError && statusOf(reply) < 400)
        throw ClientError({}, {}, "the page was cut off");
    co_return body;
}

} // namespace engine::qt
