#include "engine/workloads/network/charset.h"
#include "engine/workloads/network/crawl.h"
#include "engine/workloads/network/samplesite.h"
#include "tests/support/driven.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using engine::qt::RunSettings;
using support::Driven;
using trace::Outcome;

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

RunSettings realTime()
{
    RunSettings settings;
    settings.clock = engine::qt::ClockKind::Real;
    return settings;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "not there";
}

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
}

/// Answers requests with what a function makes of their path; an empty answer is none.
class Site : public QTcpServer
{
public:
    using Answer = std::function<QByteArray(const QByteArray &path)>;

    explicit Site(Answer answer)
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                m_mostOpen = std::max(m_mostOpen, ++m_open);
                connect(socket, &QTcpSocket::disconnected, this, [this] { --m_open; });
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    const QByteArray path = socket->readAll().split(' ').value(1);
                    const QByteArray text = m_answer(path);
                    if (text.isEmpty())
                        return;
                    socket->write(text);
                    socket->disconnectFromHost();
                });
            }
        });
    }

    QByteArray url(const QByteArray &path) const
    {
        return "http://127.0.0.1:" + QByteArray::number(serverPort()) + path;
    }
    int mostOpen() const noexcept { return m_mostOpen; }

private:
    Answer m_answer;
    int m_open = 0;
    int m_mostOpen = 0;
};

QByteArray page(const QByteArray &body, const QByteArray &type = "text/html; charset=utf-8")
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray redirectTo(const QByteArray &location)
{
    return "HTTP/1.1 302 Found\r\nLocation: " + location
        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
}

QByteArray answerWith(const QByteArray &status, const QByteArray &location)
{
    return "HTTP/1.1 " + status + "\r\nLocation: " + location
        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
}

/// A page of so many bytes, with one link.
QByteArray pageOf(qsizetype size)
{
    QByteArray body("<a href=\"x\">");
    body.append(QByteArray(size - body.size(), ' '));
    return page(body);
}

constexpr qsizetype Longest = qsizetype{16} * 1024 * 1024;

/// What the crawler has to find on its own site, HERE being the site.
const char *const SampleRows = R"(
/ /catalogue.html
/ /authors.html
/ /news/
/ /about.html
/ http://example.org/
/catalogue.html /books/1.html
/catalogue.html /books/2.html
/catalogue.html /books/3.html
/catalogue.html /catalogue.html?page=2
/catalogue.html /catalogue.html#top
/catalogue.html /
/authors.html /authors/austen.html
/authors.html /authors/bront%C3%AB.html
/authors.html /authors/曹雪芹.html
/books/1.html /catalogue.html
/books/1.html /books/2.html
/books/1.html /authors/austen.html
/books/2.html /catalogue.html
/books/2.html /books/1.html
/books/2.html /books/3.html
/books/2.html http://covers.example.org/2.png
/books/3.html /catalogue.html
/books/3.html /books/2.html
/books/3.html /above.html
/news/ /news/2024/
/news/ /news/2023/
/news/ /news/feed.xml
/news/ /
/news/ mailto:desk@library.example
/about.html /
/about.html tel:+123456
/about.html javascript:void(0)
/about.html /about.html
/latin1.html /café
/latin1.html /naïve?q=ü
/chinese.html /路径/文档
/chinese.html /书目.html
/undeclared.html /é
/undeclared.html /文
/malformed.html /good-1
/malformed.html /good-2
/large.html /first
/large.html /last
/moved /catalogue.html
/moved /2.html
/moved /authors/austen.html
/slow.html /slow-but-in-time
)";

/// What it has to log, in some order.
const char *const SampleLog = R"(
ERROR: Error parsing url: http://[::1
ERROR: Error parsing url: http://[bad]/
ERROR: Error parsing url: //]
ERROR: aiohttp exception for HERE/loop: too many redirects
ERROR: aiohttp exception for HERE/teapot [418]: I'm a Teapot
ERROR: aiohttp exception for HERE/error [500]: Internal Server Error
ERROR: aiohttp exception for HERE/late.html: timed out
ERROR: aiohttp exception for HERE/reset: Server disconnected
ERROR: aiohttp exception for HERE/closed: Server disconnected
ERROR: aiohttp exception for HERE/truncated: the page was cut off
ERROR: aiohttp exception for HERE/silent: timed out
ERROR: aiohttp exception for HERE/drip: timed out
ERROR: aiohttp exception for HERE/flood: the page is too long
ERROR: aiohttp exception for HERE/no-such-page.html [404]: Not Found
ERROR: Non-aiohttp exception occurred: {}
UnicodeDecodeError: 'utf-8' codec can't decode the page
ERROR: Non-aiohttp exception occurred: {}
ValueError: Can redirect only to http or https
INFO: Found 0 for HERE/nolinks.html
)";

} // namespace

class tst_Crawl : public QObject
{
    Q_OBJECT

    const engine::Workload m_crawl = engine::qt::crawlWorkload();
    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString listOf(const QByteArrayList &urls) const
    {
        QString list = path("urls.txt");
        writeFile(list, urls.join('\n') + '\n');
        return list;
    }
    scenario::Arguments arguments(const Options &options) const
    {
        scenario::Arguments arguments(m_crawl.scenario);
        for (const auto &[name, value] : options)
            arguments.set(name, value);
        return arguments;
    }
    engine::ProgramMaker maker(const Options &options) const
    {
        return [this, options] { return m_crawl.make(arguments(options)); };
    }
    /// Crawls \a urls; the rows that it wrote, without the header.
    QByteArrayList rowsOf(const QByteArrayList &urls, Options options = {},
                          QStringList *log = nullptr)
    {
        const QString output = path("found.tsv");
        options.emplace_back("urls", listOf(urls).toStdString());
        options.emplace_back("output", output.toStdString());
        Driven run(maker(options), realTime());
        if (!run.toEnd() || run.outcome() != Outcome::Done)
            return {"the run did not end well"};
        if (log != nullptr)
            *log = run.lines();
        QByteArrayList rows = contents(output).split('\n');
        if (rows.value(0) != "source_url\tparsed_url" || !rows.last().isEmpty())
            return {"the file has no header or ends in the middle of a line"};
        rows.removeFirst();
        rows.removeLast();
        return rows;
    }
    /// Why the arguments are refused; empty when they are not.
    QString refusal(const Options &options) const
    {
        try {
            m_crawl.make(arguments(options));
        } catch (const scenario::ArgumentError &e) {
            return QString::fromStdString(e.what());
        }
        return {};
    }

private Q_SLOTS:
    // The program's own site.

    void itsOwnSiteIsCrawled()
    {
        const QString output = path("own.tsv");
        Driven run(maker({{"output", output.toStdString()}}), realTime());
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);

        const QString first = run.lines().at(0);
        QVERIFY(first.startsWith(QStringLiteral("Serving the pages of a library at http://")));
        const QString here = first.mid(first.indexOf(QStringLiteral("http://"))).chopped(1);
        QStringList expected;
        for (const QString &row : QString::fromUtf8(SampleRows).split(u'\n', Qt::SkipEmptyParts)) {
            const QString link = row.section(u' ', 1);
            expected.append(here + row.section(u' ', 0, 0) + u'\t'
                            + (link.startsWith(u'/') ? here + link : link));
        }
        QStringList rows = QString::fromUtf8(contents(output)).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(rows.takeFirst(), QStringLiteral("source_url\tparsed_url"));
        rows.sort();
        expected.sort();
        QCOMPARE(rows, expected);

        const QString log = run.lines().join(u'\n') + u'\n';
        for (QString line : QString::fromUtf8(SampleLog).split(u'\n', Qt::SkipEmptyParts))
            QVERIFY2(log.contains(line.replace(QStringLiteral("HERE"), here) + u'\n'),
                     qPrintable(line));
        // One look at a page each, whether it went well or not.
        QCOMPARE(log.count(QStringLiteral("ERROR: aiohttp"))
                     + log.count(QStringLiteral("ERROR: Non"))
                     + log.count(QStringLiteral("INFO: Found")),
                 29);
        QVERIFY(!run.waits().filter(QStringLiteral("network")).isEmpty());
        QVERIFY(!run.waits().filter(QStringLiteral("executor")).isEmpty());
        QVERIFY(!run.waits().filter(QStringLiteral("gather")).isEmpty());
    }

    void withoutAnOutputTheRowsGoToATemporaryFile()
    {
        Driven run(maker({{"urls", listOf({}).toStdString()}}), realTime());
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().size(), 2); // and an empty line is a URL, too
        const QString line = run.lines().at(0);
        QVERIFY(line.startsWith(QStringLiteral("Rows go to ") + QDir::tempPath()));
        const QString file = line.mid(int(qstrlen("Rows go to ")));
        QCOMPARE(contents(file), QByteArray("source_url\tparsed_url\n"));
        // It is nobody else's: the one that was made there has stayed.
        QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
        QFile::remove(file);
    }

    void itCanBeStoppedWithEverythingPending_data()
    {
        QTest::addColumn<int>("milliseconds");
        for (const int ms : {0, 20, 100, 400, 1000})
            QTest::addRow("after %d ms", ms) << ms;
    }
    void itCanBeStoppedWithEverythingPending()
    {
        QFETCH(int, milliseconds);
        Driven run(maker({{"output", path("stopped.tsv").toStdString()}}), realTime());
        QVERIFY(run.toWaitFor(trace::Reason::Network));
        QTest::qWait(milliseconds);
        run.stop();
        QCOMPARE(run.outcome(), Outcome::Stopped);
        QVERIFY(contents(path("stopped.tsv")).endsWith('\n'));
    }

    void itEndsOnAVirtualClock()
    {
        Site site([](const QByteArray &) { return page("<a href=\"x\">"); });
        const QString output = path("virtual.tsv");
        Driven run(maker({{"urls", listOf({site.url("/a"), site.url("/b")}).toStdString()},
                          {"output", output.toStdString()}}));
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(contents(output).count('\n'), 3);
    }

    void itsOwnSiteAnswersOnAVirtualClockToo()
    {
        Driven run(maker({{"output", path("own-virtual.tsv").toStdString()}}));
        run.start();
        QTRY_VERIFY(!run.lines().filter(QStringLiteral("Got response")).isEmpty());
        run.stop();
        QCOMPARE(run.outcome(), Outcome::Stopped);
    }

    void itsOwnSiteTakesARequestInPieces()
    {
        engine::qt::SampleSite site([](double) { return std::chrono::nanoseconds(0); });
        const QUrl url(site.urls().first());
        QTcpSocket socket;
        socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        QVERIFY(socket.waitForConnected());
        socket.write("GET / HTTP/1.1\r\n");
        QTest::qWait(20);
        socket.write("\r\n");
        QByteArray answer;
        const auto hasAnswered = [&socket, &answer] {
            answer += socket.readAll();
            return answer.contains("</html>");
        };
        QTRY_VERIFY(hasAnswered());
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
    }

    void itsOwnSiteHangsUpOnAHeadWithoutEnd()
    {
        engine::qt::SampleSite site([](double) { return std::chrono::nanoseconds(0); });
        const QUrl url(site.urls().first());
        QTcpSocket socket;
        socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        QVERIFY(socket.waitForConnected());
        socket.write(QByteArray(64 * 1024, 'x'));
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }

    // Concurrency.

    void allAreFetchedAtOnce()
    {
        Site site([](const QByteArray &) { return QByteArray(); }); // never answers
        QByteArrayList urls;
        for (int i = 0; i < 40; ++i)
            urls.append(site.url("/" + QByteArray::number(i)));
        QCOMPARE(rowsOf(urls, {{"timeout", "1"}}), QByteArrayList());
        QCOMPARE(site.mostOpen(), 40);
    }

    void jobsLimitHowManyAreFetchedAtOnce()
    {
        Site site([](const QByteArray &) { return page("<a href=\"x\">"); });
        QByteArrayList urls;
        for (int i = 0; i < 20; ++i)
            urls.append(site.url("/" + QByteArray::number(i)));
        QCOMPARE(rowsOf(urls, {{"jobs", "3"}}).size(), 20);
        QVERIFY(site.mostOpen() <= 3);
    }

    void aPageThatNeverComesHoldsUpNobody()
    {
        Site site([](const QByteArray &path) {
            return path == "/never" ? QByteArray() : page("<a href=\"x\">");
        });
        QCOMPARE(rowsOf({site.url("/never"), site.url("/a")}, {{"timeout", "0.5"}, {"jobs", "1"}}),
                 QByteArrayList{site.url("/a") + '\t' + site.url("/x")});
    }

    // Redirections.

    void nineRedirectionsAreFollowed()
    {
        const auto answer = [](const QByteArray &path) {
            const int left = path.mid(1).toInt();
            return left == 0 ? page("<a href=\"x\">")
                             : redirectTo("/" + QByteArray::number(left - 1));
        };
        Site site(answer);
        QStringList log;
        // The links are seen from the address that was asked for.
        QCOMPARE(rowsOf({site.url("/9"), site.url("/10")}, {}, &log),
                 QByteArrayList{site.url("/9") + '\t' + site.url("/x")});
        QVERIFY(log.contains(QStringLiteral("ERROR: aiohttp exception for %1: too many redirects")
                                 .arg(QString::fromLatin1(site.url("/10")))));
    }

    void onlyARedirectionLeadsElsewhere_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<bool>("leads");
        for (const char *status : {"301 Moved Permanently", "302 Found", "303 See Other",
                                   "307 Temporary Redirect", "308 Permanent Redirect"})
            QTest::newRow(status) << QByteArray(status) << true;
        QTest::newRow("201 Created") << QByteArray("201 Created") << false;
        QTest::newRow("300 Multiple Choices") << QByteArray("300 Multiple Choices") << false;
    }
    void onlyARedirectionLeadsElsewhere()
    {
        QFETCH(QByteArray, status);
        QFETCH(bool, leads);
        Site site([&status](const QByteArray &path) {
            return path == "/there" ? page("<a href=\"x\">") : answerWith(status, "/there");
        });
        const QByteArrayList rows = rowsOf({site.url("/here")});
        QCOMPARE(rows,
                 leads ? QByteArrayList{site.url("/here") + '\t' + site.url("/x")}
                       : QByteArrayList());
    }

    // What is no page.

    void anErrorBeginsWithTheStatus400()
    {
        Site site([](const QByteArray &) {
            return "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 12\r\n\r\n"
                   "<a href=\"x\">";
        });
        QStringList log;
        QCOMPARE(rowsOf({site.url("/a")}, {}, &log), QByteArrayList());
        QVERIFY(log.contains(QStringLiteral("ERROR: aiohttp exception for %1 [400]: Bad Request")
                                 .arg(QString::fromLatin1(site.url("/a")))));
    }

    void aPageMayHave16MiB()
    {
        Site site([](const QByteArray &path) {
            return pageOf(path == "/longest" ? Longest : Longest + 1);
        });
        QStringList log;
        QCOMPARE(rowsOf({site.url("/longest"), site.url("/longer")}, {{"timeout", "60"}}, &log),
                 QByteArrayList{site.url("/longest") + '\t' + site.url("/x")});
        QVERIFY(log.contains(QStringLiteral("ERROR: aiohttp exception for %1: the page is too long")
                                 .arg(QString::fromLatin1(site.url("/longer")))));
    }

    // Text.

    void rowsHoldTheUrlAsItStandsInTheList()
    {
        Site site([](const QByteArray &path) { return page("<a href=\"" + path + "\">"); });
        const QByteArrayList rows
            = rowsOf({"  " + site.url("/ü x#f") + "\t", site.url("/a/../b")}, {{"jobs", "1"}});
        QCOMPARE(rows,
                 QByteArrayList({site.url("/ü x#f") + '\t' + site.url("/%C3%BC%20x"),
                                 site.url("/a/../b") + '\t' + site.url("/b")}));
    }

    void aUrlThatIsListedTwiceIsFetchedOnce()
    {
        Site site([](const QByteArray &) { return page("<a href=\"x\">"); });
        QCOMPARE(rowsOf({site.url("/a"), site.url("/a") + ' ', site.url("/a")}).size(), 1);
    }

    void whatIsNoUrlIsLogged()
    {
        QStringList log;
        QCOMPARE(rowsOf({"not-a-url", "", "http://", "http://127.0.0.1:99999/", "mailto:a@b",
                         "http://[::1", "ftp://127.0.0.1/"},
                        {}, &log),
                 QByteArrayList());
        const QString text = log.join(u'\n');
        QCOMPARE(text.count(QStringLiteral("aiohttp exception for ")), 6);
        QVERIFY(!text.contains(QStringLiteral("None")));
        QVERIFY(text.contains(QStringLiteral("AssertionError")));
    }

    void aPageIsDecodedByItsCharset_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("text"); // null: refused
        const auto row
            = [](const char *name, const char *type, const QByteArray &body, const char *text) {
                  QTest::newRow(name) << QByteArray(type) << body << QString::fromUtf8(text);
              };
        row("UTF-8", "text/html; charset=utf-8", "é", "é");
        row("UTF-8 in capitals and quotes", "TEXT/HTML; CHARSET=\"UTF-8\"", "é", "é");
        row("not UTF-8", "text/html; charset=utf-8", "a\xff", nullptr);
        row("cut UTF-8", "text/html; charset=utf-8", "a\xc3", nullptr);
        row("Latin 1", "text/html; charset=iso-8859-1", "\xe9", "é");
        row("Windows-1252", "text/html; charset=windows-1252", "\x80", "€");
        row("ASCII", "text/html; charset=us-ascii", "a", "a");
        row("not ASCII", "text/html; charset=us-ascii", "\xe9", nullptr);
        row("just not ASCII", "text/html; charset=us-ascii", "\x80", nullptr);
        row("just ASCII", "text/html; charset=us-ascii", "\x7f", "\x7f");
        row("GBK", "text/html; charset=gbk", "\xd6\xd0", "中");
        row("GB2312", "text/html; charset=gb2312", "\xba\xba", "汉");
        row("cut GBK", "text/html; charset=gbk", "a\xd6", nullptr);
        row("not GBK", "text/html; charset=gbk", "a\xff\xff", nullptr);
        row("Big5", "text/html; charset=big5", "\xa4\xa4", "中");
        row("Shift-JIS", "text/html; charset=Shift_JIS", "\x95\x5c", "表");
        row("EUC-JP", "text/html; charset=EUC-JP", "\xc6\xfc", "日");
        row("EUC-KR", "text/html; charset=euc-kr", "\xc7\xd1", "한");
        row("KOI8-R", "text/html; charset=koi8-r", "\xc1", "а");
        row("UTF-16 with a mark", "text/html; charset=utf-16", QByteArray("\xff\xfe\xe9\0", 4),
            "é");
        row("UTF-16LE", "text/html; charset=utf-16le", QByteArray("\xe9\0", 2), "é");
        row("among others", "text/html; odd; version=gbk; charset=iso-8859-1", "\xe9", "é");
        row("undeclared UTF-8", "text/html", "é", "é");
        row("undeclared, not UTF-8", "text/html", "\xe9", "é");
        row("nothing declared", "", "é", "é");
        row("unknown", "text/html; charset=no-such", "é", "é");
    }
    void aPageIsDecodedByItsCharset()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, text);
        QString decoded;
        try {
            decoded = engine::qt::decodedPage(body, type);
        } catch (const engine::qt::UnicodeDecodeError &) {
        }
        QCOMPARE(decoded, text);
    }

    // Files.

    void theListMayHaveAnyLineEnds()
    {
        Site site([](const QByteArray &) { return page("<a href=\"x\">"); });
        writeFile(path("ends.txt"),
                  site.url("/1") + "\r\n" + site.url("/2") + '\r' + site.url("/3"));
        Driven run(maker({{"urls", path("ends.txt").toStdString()},
                          {"output", path("ends.tsv").toStdString()}}),
                   realTime());
        QVERIFY(run.toEnd());
        QCOMPARE(contents(path("ends.tsv")).count('\n'), 4);
    }

    void aBadListIsRefused_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("sentence");
        writeFile(path("binary.txt"), "http://a/\n\xff\xfe");
        QTest::newRow("missing") << path("missing.txt") << QStringLiteral("No such file");
        QTest::newRow("folder") << m_folder.path() << QStringLiteral("it is a folder");
        QTest::newRow("not UTF-8") << path("binary.txt") << QStringLiteral("it is not UTF-8");
        QTest::newRow("endless") << QStringLiteral("/dev/zero") << QStringLiteral("longer than");
    }
    void aBadListIsRefused()
    {
        QFETCH(QString, list);
        QFETCH(QString, sentence);
        const QString output = path("never.tsv");
        const QString why
            = refusal({{"urls", list.toStdString()}, {"output", output.toStdString()}});
        QVERIFY2(why.startsWith(QStringLiteral("--urls \"") + list
                                + QStringLiteral("\" cannot be read: ")),
                 qPrintable(why));
        QVERIFY2(why.contains(sentence), qPrintable(why));
        QVERIFY(why.endsWith(u'.'));
        QVERIFY(!QFileInfo::exists(output));
    }

    void aListMayHave16MiB()
    {
        writeFile(path("long.txt"), QByteArray(Longest, 'x'));
        const Options options{{"urls", path("long.txt").toStdString()}};
        QCOMPARE(refusal(options), QString());
        writeFile(path("long.txt"), QByteArray(Longest + 1, 'x'));
        QVERIFY(refusal(options).contains(QStringLiteral("longer than 16 MiB")));
    }

    void anUnwritableOutputIsRefused_data()
    {
        QTest::addColumn<QString>("output");
        QTest::newRow("folder") << m_folder.path();
        QTest::newRow("in no folder") << path("no/such/folder.tsv");
        QTest::newRow("where files cannot be made") << QStringLiteral("/proc/found.tsv");
    }
    void anUnwritableOutputIsRefused()
    {
        QFETCH(QString, output);
        const QString why = refusal({{"output", output.toStdString()}});
        QVERIFY2(why.startsWith(QStringLiteral("--output \"") + output
                                + QStringLiteral("\" cannot be written: ")),
                 qPrintable(why));
        QVERIFY(why.endsWith(u'.'));
    }

    void whatIsRefusedOrOnlyPreparedChangesNoFile()
    {
        writeFile(path("kept.tsv"), "kept");
        QVERIFY(m_crawl.make(arguments({{"output", path("kept.tsv").toStdString()}})));
        QCOMPARE(contents(path("kept.tsv")), QByteArray("kept"));
        QVERIFY(m_crawl.make(arguments({{"output", path("new.tsv").toStdString()}})));
        QVERIFY(!QFileInfo::exists(path("new.tsv")));

        const std::string list = listOf({"http://a/"}).toStdString();
        QVERIFY(refusal({{"urls", list}, {"output", list}}).contains(QStringLiteral("itself")));
        QCOMPARE(contents(path("urls.txt")), QByteArray("http://a/\n"));
    }

    void anOutputThatFillsUpFailsTheRun()
    {
        if (!QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("no /dev/full");
        Driven run(maker({{"urls", listOf({"x"}).toStdString()}, {"output", "/dev/full"}}),
                   realTime());
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Failed);
        QVERIFY(run.ending().failure.name == "OSError");
        QVERIFY(run.ending().failure.text.find("No space left") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(tst_Crawl)
#include "tst_crawl.moc"
