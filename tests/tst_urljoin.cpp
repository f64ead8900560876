#include "engine/core/error.h"
#include "engine/workloads/network/hrefs.h"
#include "engine/workloads/network/urljoin.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUrl>

#include <optional>

using engine::qt::findHrefs;
using engine::qt::urlJoin;

namespace {

/// A base, a link, and what Python makes of them: nothing for a ValueError.
struct Join
{
    QString base;
    QString link;
    std::optional<QString> python;
};

QList<Join> golden()
{
    QFile file(QStringLiteral(COROSCOPE_GOLDEN "/urljoin.jsonl"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Join> joins;
    while (!file.atEnd()) {
        const QJsonArray row = QJsonDocument::fromJson(file.readLine()).array();
        Join join{row[0].toString(), row[1].toString(), std::nullopt};
        if (row[2].isString())
            join.python = row[2].toString();
        joins.append(join);
    }
    return joins;
}

std::optional<QString> ours(const Join &join)
{
    try {
        return urlJoin(join.base, join.link);
    } catch (const engine::ValueError &) {
        return std::nullopt;
    }
}

/// What QUrl makes of them; as the links are ASCII for the most part, in its encoded form.
std::optional<QString> qUrls(const Join &join)
{
    const QUrl link(join.link);
    if (!link.isValid() && !join.link.isEmpty())
        return std::nullopt;
    return QUrl(join.base).resolved(link).toString(QUrl::FullyEncoded);
}

QString shown(const std::optional<QString> &url)
{
    return url ? u'"' + *url + u'"' : QStringLiteral("an error");
}

} // namespace

class tst_UrlJoin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLinkLeadsWherePythonSays()
    {
        const QList<Join> joins = golden();
        QVERIFY(joins.size() > 500);
        QStringList differences;
        for (const Join &join : joins) {
            if (ours(join) != join.python)
                differences.append(
                    QStringLiteral("%1 + %2: %3, in Python %4")
                        .arg(join.base, shown(join.link), shown(ours(join)), shown(join.python)));
        }
        QCOMPARE(differences, QStringList());
    }

    void schemesAndHostsEndWherePythonSays_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("joined");
        const auto row = [](const char *name, const char *link, const char *joined) {
            QTest::newRow(name) << QString::fromUtf8(link) << QString::fromUtf8(joined);
        };
        row("all that may be in a scheme", "zaZA90+-.x:y", "zaZA90+-.x:y");
        row("bracket behind a question mark", "//g?[", "http://g?[");
        row("bracket behind a hash sign", "//g#[", "http://g#[");
        row("user before letters to be composed", "//u@e\u0301/", "http://u@e\u0301/");
        row("port behind such", "//e\u0301:80/", "http://e\u0301:80/");
    }
    void schemesAndHostsEndWherePythonSays()
    {
        QFETCH(QString, link);
        QFETCH(QString, joined);
        QCOMPARE(urlJoin(QStringLiteral("http://h/dir/page.html"), link), joined);
    }

    // Why there is a urlJoin() at all. Lists the differences for one of the bases.
    void qUrlDiffersOnOddLinks()
    {
        int same = 0;
        int errorInOneOnly = 0;
        int otherText = 0;
        for (const Join &join : golden()) {
            const auto url = qUrls(join);
            ++(url == join.python ? same : url && join.python ? otherText : errorInOneOnly);
            if (url != join.python && join.base == QLatin1String("http://h/"))
                qInfo().noquote() << shown(join.link) << "is" << shown(url) << "in QUrl and"
                                  << shown(join.python) << "in Python";
        }
        QCOMPARE(QStringLiteral("%1 same, %2 other, %3 errors")
                     .arg(same)
                     .arg(otherText)
                     .arg(errorInOneOnly),
                 QStringLiteral("449 same, 451 other, 72 errors"));
    }

    void ordinaryLinksAreTheSameInQUrl_data()
    {
        QTest::addColumn<QString>("link");
        for (const char *link : {"page.html", "a/b.html", "/abs", "../up", "?q=1", "#f", "./",
                                 "../", "http://example.org/", "https://example.org/x?y#z",
                                 "//cdn/lib.js", "mailto:a@b", "a%20b"})
            QTest::newRow(link) << QString::fromLatin1(link);
    }
    void ordinaryLinksAreTheSameInQUrl()
    {
        QFETCH(QString, link);
        const QString base = QStringLiteral("http://h/dir/page.html?x=1");
        QCOMPARE(urlJoin(base, link), QUrl(base).resolved(QUrl(link)).toString(QUrl::FullyEncoded));
    }

    void hrefsAreWhatPythonsPatternFinds_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QStringList>("links");
        const auto row = [](const char *name, const char *html, const QStringList &links) {
            QTest::newRow(name) << QString::fromUtf8(html) << links;
        };
        const auto one = [](const char *link) { return QStringList{QString::fromUtf8(link)}; };
        row("plain", "<a href=\"x\">", one("x"));
        row("empty", "<a href=\"\">", one(""));
        row("single quotes", "<a href='x'>", {});
        row("unquoted", "<a href=x>", {});
        row("upper case", "<A HREF=\"x\">", {});
        row("blank before the equals sign", "<a href =\"x\">", {});
        row("blank behind it", "<a href= \"x\">", {});
        row("other attribute", "<a data-href=\"x\">", one("x"));
        row("in a comment", "<!-- <a href=\"x\"> -->", one("x"));
        row("in plain text", "say href=\"x\" here", one("x"));
        row("over two lines", "<a href=\"a\nb\">", {});
        row("over a carriage return", "<a href=\"a\rb\">", one("a\rb"));
        row("over a line separator", "<a href=\"a\u2028b\">", one("a\u2028b"));
        row("unclosed", "<a href=\"a>\n<a href=\"b\">", one("b"));
        row("unclosed on the same line", "<a href=\"a> <a href=\"b\">", one("a> <a href="));
        row("entities stay", "<a href=\"?a&amp;b\">", one("?a&amp;b"));
        row("two in a row", "<a href=\"a\"href=\"b\">", {QStringLiteral("a"), QStringLiteral("b")});
        row("title takes part", "<a title=\"href=\" href=\"x\">", one(" href="));
    }
    void hrefsAreWhatPythonsPatternFinds()
    {
        QFETCH(QString, html);
        QFETCH(QStringList, links);
        QCOMPARE(findHrefs(html), links);
    }

    void aLongPageIsSearchedInOneGo()
    {
        QString html;
        for (int i = 0; i < 50'000; ++i)
            html += QStringLiteral("<a href=\"%1\">").arg(i);
        html += QStringLiteral("href=\"") + QString(5'000'000, u'x'); // never closed
        QCOMPARE(findHrefs(html).size(), 50'000);
    }
};

QTEST_APPLESS_MAIN(tst_UrlJoin)
#include "tst_urljoin.moc"
