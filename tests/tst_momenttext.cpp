#include "views/words/durationtext.h"
#include "views/words/momenttext.h"

#include <QTest>

using namespace std::chrono_literals;

class tst_MomentText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatPeopleWriteIsAMoment_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nanoseconds");
        const auto row = [](const char *text, trace::Time time) {
            QTest::newRow(text) << QString::fromUtf8(text) << qint64{time.count()};
        };
        row("7", 7s);
        row(" 7.5 s ", 7500ms);
        row("7,25s", 7250ms);
        row(".5", 500ms);
        row("250 ms", 250ms);
        row("10 us", 10us);
        row("10 µs", 10us);
        row("3 ns", 3ns);
        row("90 min", 90min);
        row("12 h", 12h);
        row("2:05", 125s);
        row("2:05.250", 125'250ms);
        row("1:02:03", 3723s);
        row("100:00:00", 100h);
    }
    void whatPeopleWriteIsAMoment()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, nanoseconds);
        const auto moment = views::momentFrom(text);
        QVERIFY(moment.has_value());
        QCOMPARE(qint64{moment->count()}, nanoseconds);
    }
    void whatTheProgramWritesIsAMoment_data()
    {
        QTest::addColumn<qint64>("nanoseconds");
        for (const trace::Time time : {trace::Time(0), trace::Time(7s), trace::Time(1500ms),
                                       trace::Time(125s), trace::Time(3723s), trace::Time(120h)})
            QTest::addRow("%lld ns", static_cast<long long>(time.count())) << qint64{time.count()};
    }
    void whatTheProgramWritesIsAMoment()
    {
        QFETCH(const qint64, nanoseconds);
        const trace::Time time{nanoseconds};
        QCOMPARE(views::momentFrom(views::instantText(time)), std::optional(time));
        QCOMPARE(views::momentFrom(views::bareTimeText(time)), std::optional(time));
    }
    void anythingElseIsNone_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "s", "-1", "soon", "1:60", "1::2", "2:05 ms", "7 days",
                                 "99999999999", "1e3", "7 s s"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void anythingElseIsNone()
    {
        QFETCH(const QString, text);
        QVERIFY(!views::momentFrom(text));
    }
};

QTEST_APPLESS_MAIN(tst_MomentText)

#include "tst_momenttext.moc"
