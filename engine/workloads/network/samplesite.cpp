#include "engine/workloads/network/samplesite.h"

#include "engine/core/error.h"

#include <QStringEncoder>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <array>
#include <sys/socket.h>

namespace engine::qt {

namespace {

/// How a page is sent.
enum class Manner : std::uint8_t {
    Plain,
    Reset, ///< not at all: the connection is reset
    Close, ///< not at all: it is closed
    Truncated, ///< closed in the middle of the body
    Silent, ///< never
    Drip, ///< a few bytes now and then, for ever
    Flood, ///< megabytes a second, for ever
};

struct Page
{
    const char *path;
    double latency = 0; ///< in seconds of the run
    const char *links = ""; ///< with blanks between
    const char *status = "200 OK";
    const char *contentType = "text/html; charset=utf-8";
    const char *location = ""; ///< of a redirection
    Manner manner = Manner::Plain;
    int filler = 0; ///< bytes
};

constexpr const char *Html = "text/html; charset=utf-8";
constexpr const char *Ok = "200 OK";

const auto Pages = std::to_array<Page>({
    {"/", 0.1, "/catalogue.html /authors.html /news/ /about.html http://example.org/"},
    {"/catalogue.html", 0.3, "books/1.html books/2.html books/3.html ?page=2 #top /"},
    {"/authors.html", 0.5, "authors/austen.html authors/bront%C3%AB.html authors/曹雪芹.html"},
    {"/books/1.html", 0.7, "../catalogue.html 2.html ../authors/austen.html"},
    {"/books/2.html", 0.9, "../catalogue.html 1.html 3.html //covers.example.org/2.png"},
    {"/books/3.html", 0.9, "../catalogue.html 2.html ../../above.html"},
    {"/news/", 1.2, "2024/ 2023/ feed.xml ../ mailto:desk@library.example"},
    {"/about.html", 0.2, "/ tel:+123456 javascript:void(0) about.html about.html"},
    {"/latin1.html", 0.4, "café naïve?q=ü", Ok, "text/html; charset=iso-8859-1"},
    {"/chinese.html", 0.6, "路径/文档 书目.html", Ok, "text/html; charset=gbk"},
    {"/undeclared.html", 0.4, "é 文", Ok, "text/html"},
    {"/garbage.html", 0.3, "before \xff\xfe after"},
    {"/malformed.html", 0.3, "good-1 http://[::1 http://[bad]/ //] good-2"},
    {"/nolinks.html", 0.2},
    {"/large.html", 0.8, "first last", Ok, Html, "", Manner::Plain, 2 * 1024 * 1024},
    {"/moved", 0.2, "in-redirect", "302 Found", Html, "/books/1.html"},
    {"/loop", 0.05, "", "302 Found", Html, "/loop"},
    {"/to-mail", 0.2, "", "301 Moved Permanently", Html, "mailto:desk@library.example"},
    {"/teapot", 0.4, "in-error", "418 I'm a Teapot"},
    {"/error", 0.5, "in-error", "500 Internal Server Error"},
    {"/slow.html", 2.5, "slow-but-in-time"},
    {"/late.html", 8, "too-late"},
    {"/reset", 0.3, "", Ok, Html, "", Manner::Reset},
    {"/closed", 0.3, "", Ok, Html, "", Manner::Close},
    {"/truncated", 0.3, "lost", Ok, Html, "", Manner::Truncated},
    {"/silent", 0, "", Ok, Html, "", Manner::Silent},
    {"/drip", 0.1, "", Ok, Html, "", Manner::Drip},
    {"/flood", 0.1, "", Ok, Html, "", Manner::Flood},
});
constexpr const char *MissingPage = "/no-such-page.html";

// Of a request, up to the empty line; no crawler sends more.
constexpr qint64 LongestHead = 64 * 1024;

constexpr int DripBytes = 20;
constexpr std::chrono::milliseconds DripInterval(200);
// Much, but not so much that the other pages, on the same thread, feel it.
constexpr int FloodBytes = 128 * 1024;
constexpr std::chrono::milliseconds FloodInterval(20);

QByteArray bodyOf(const Page &page)
{
    QByteArray html = "<!DOCTYPE html>\n<html><head><title>Library</title></head><body>\n";
    for (const QByteArray &link : QByteArray(page.links).split(' ')) {
        if (!link.isEmpty())
            html += "<p><a href=\"" + link + "\">a link</a></p>\n";
    }
    html += QByteArray(page.filler, ' ') + "</body></html>\n";
    const QByteArray type = page.contentType;
    const auto charset = type.indexOf("charset=");
    if (charset < 0 || type.endsWith("utf-8"))
        return html;
    QStringEncoder encoder(type.constData() + charset + qstrlen("charset="));
    return encoder.encode(QString::fromUtf8(html));
}

QByteArray headOf(const Page &page, qint64 length)
{
    QByteArray head = QByteArray("HTTP/1.1 ") + page.status + "\r\nConnection: close\r\n";
    head += QByteArray("Content-Type: ") + page.contentType + "\r\n";
    if (*page.location != '\0')
        head += QByteArray("Location: ") + page.location + "\r\n";
    if (length >= 0)
        head += "Content-Length: " + QByteArray::number(length) + "\r\n";
    return head + "\r\n";
}

void reset(QTcpSocket &socket)
{
    // Without lingering, closing throws the connection away: the other side is told RST.
    const linger none{1, 0};
    setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none,
               sizeof none);
    socket.abort();
}

/// Writes \a piece every \a interval, for ever, as far as it is taken.
void pour(QTcpSocket &socket, const QByteArray &piece, std::chrono::milliseconds interval)
{
    auto *timer = new QTimer(&socket);
    QObject::connect(timer, &QTimer::timeout, &socket, [&socket, piece] {
        if (socket.bytesToWrite() < piece.size())
            socket.write(piece);
    });
    timer->start(interval);
}

void send(QTcpSocket &socket, const Page &page)
{
    const QByteArray body = bodyOf(page);
    switch (page.manner) {
    case Manner::Silent:
        break;
    case Manner::Reset:
        reset(socket);
        break;
    case Manner::Plain:
        socket.write(headOf(page, body.size()) + body);
        [[fallthrough]];
    case Manner::Close:
        socket.disconnectFromHost();
        break;
    case Manner::Truncated:
        socket.write(headOf(page, body.size() + 1000) + body);
        socket.disconnectFromHost();
        break;
    case Manner::Drip:
        socket.write(headOf(page, -1));
        pour(socket, QByteArray(DripBytes, 'x'), DripInterval);
        break;
    case Manner::Flood:
        socket.write(headOf(page, -1));
        pour(socket, QByteArray(FloodBytes, 'x'), FloodInterval);
        break;
    }
}

} // namespace

SampleSite::SampleSite(WallTime wallTime)
    : m_wallTime(std::move(wallTime))
{
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket,
                             [this, socket] { take(*socket); });
        }
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        throw Error("OSError", m_server.errorString().toStdString());
}

QStringList SampleSite::urls() const
{
    const QString site = QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort());
    QStringList urls;
    for (const Page &page : Pages)
        urls.append(site + QString::fromLatin1(page.path));
    urls.append(site + QString::fromLatin1(MissingPage));
    return urls;
}

void SampleSite::take(QTcpSocket &socket)
{
    const QByteArray request = socket.peek(LongestHead);
    if (!request.contains("\r\n\r\n")) {
        if (request.size() == LongestHead)
            socket.abort();
        return;
    }
    // Whatever comes after it: the answer says that the connection closes.
    QObject::disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
    const QByteArray target = request.mid(request.indexOf(' ') + 1).split(' ').front();
    answer(socket, QUrl::fromEncoded(target).path(QUrl::FullyEncoded).toLatin1());
}

void SampleSite::answer(QTcpSocket &socket, const QByteArray &path)
{
    const auto *const page
        = std::find_if(Pages.begin(), Pages.end(), [&](const Page &p) { return path == p.path; });
    if (page == Pages.end()) {
        Page missing{""};
        missing.status = "404 Not Found";
        missing.links = "in-404";
        send(socket, missing);
        return;
    }
    if (page->manner == Manner::Silent)
        return;
    // The socket is the context: whoever hangs up meanwhile is not answered.
    const auto latency = std::chrono::ceil<std::chrono::milliseconds>(m_wallTime(page->latency));
    QTimer::singleShot(latency, &socket, [&socket, page] { send(socket, *page); });
}

} // namespace engine::qt
