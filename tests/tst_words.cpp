#include "tests/support/scenariorun.h"
#include "views/model/rundocument.h"
#include "views/words/durationtext.h"
#include "views/words/linktext.h"
#include "views/words/namelist.h"
#include "views/words/numbertext.h"
#include "views/words/runtext.h"
#include "views/words/valuetext.h"
#include "views/words/waitwords.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace views;

namespace {

/// The words of a run that began thus.
QString runWords(const trace::Metadata &metadata, const QString &title = {})
{
    auto trace = std::make_shared<trace::Recorder>();
    trace->setMetadata(metadata);
    RunInfo info;
    info.title = title;
    return runText(RunDocument(trace, info));
}

} // namespace

/// The small words that all the others are made of.
class tst_Words : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDurationIsAsRoughAsItIsLong_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 ns, const char *text) {
            QTest::addRow("%lld ns", static_cast<long long>(ns)) << ns << QString::fromUtf8(text);
        };
        row(0, "0 s");
        row(1, "1 ns");
        row(999, "999 ns");
        row(1'000, "1.0 µs");
        row(9'949, "9.9 µs");
        row(10'000, "10 µs");
        row(999'499, "999 µs");
        row(999'950, "1.0 ms");
        row(9'940'000, "9.9 ms");
        row(10'000'000, "10 ms");
        row(999'499'999, "999 ms");
        row(999'500'000, "1.0 s");
        row(59'949'000'000, "59.9 s");
        row(59'950'000'000, "1 min 00 s");
        row(60'499'999'999, "1 min 00 s");
        row(60'500'000'000, "1 min 01 s");
        row(3'599'499'999'999, "59 min 59 s");
        row(3'599'500'000'000, "1 h 00 min");
        row(3'630'000'000'000, "1 h 01 min");
        row(3'629'000'000'000, "1 h 00 min");
        row(90'000'000'000'000, "25 h 00 min");
    }
    void aDurationIsAsRoughAsItIsLong()
    {
        QFETCH(const qint64, ns);
        QTEST(durationText(trace::Time{ns}), "text");
    }

    void anExactDurationHasThreeDecimals()
    {
        QCOMPARE(exactDurationText(0s), QStringLiteral("0 s"));
        QCOMPARE(exactDurationText(1ns), QStringLiteral("1 ns"));
        QCOMPARE(exactDurationText(9'999ns), QStringLiteral("9.999 µs"));
        QCOMPARE(exactDurationText(10us), QStringLiteral("10.000 µs"));
        QCOMPARE(exactDurationText(999'999ns), QStringLiteral("999.999 µs"));
        QCOMPARE(exactDurationText(9'999us), QStringLiteral("9.999 ms"));
        QCOMPARE(exactDurationText(29ms), QStringLiteral("29.000 ms"));
        QCOMPARE(exactDurationText(1s), QStringLiteral("1.000 s"));
        QCOMPARE(exactDurationText(59'999ms), QStringLiteral("59.999 s"));
        QCOMPARE(exactDurationText(60s), QStringLiteral("1:00.000"));
    }

    void anInstantHasAsManyDecimalsAsCanBeToldApart()
    {
        const trace::Time at = 7s + 1'234'567ns;
        QCOMPARE(instantText(at, 1s), QStringLiteral("7.001 s"));
        QCOMPARE(instantText(at, 1ms), QStringLiteral("7.001 s"));
        QCOMPARE(instantText(at, 999us), QStringLiteral("7.001234 s"));
        QCOMPARE(instantText(at, 1us), QStringLiteral("7.001234 s"));
        QCOMPARE(instantText(at, 999ns), QStringLiteral("7.001234567 s"));
        QCOMPARE(instantText(59'999ms), QStringLiteral("59.999 s"));
        QCOMPARE(instantText(60s), QStringLiteral("1:00.000"));
        QCOMPARE(instantText(3'599s), QStringLiteral("59:59.000"));
        QCOMPARE(instantText(1h), QStringLiteral("1:00:00.000"));
        QCOMPARE(wholeInstantText(1s + 1ns), QStringLiteral("1.000000001 s"));
        QCOMPARE(wholeInstantText(1s + 1us), QStringLiteral("1.000001 s"));
        QCOMPARE(wholeInstantText(1s + 1ms), QStringLiteral("1.001 s"));
    }

    void numbersOfFiveDigitsAreParted()
    {
        QCOMPARE(numberText(qint64{0}), QStringLiteral("0"));
        QCOMPARE(numberText(qint64{9'999}), QStringLiteral("9999"));
        QCOMPARE(numberText(qint64{-9'999}), QStringLiteral("-9999"));
        QCOMPARE(numberText(qint64{10'000}), QStringLiteral("10\u202F000"));
        QCOMPARE(numberText(qint64{-10'000}), QStringLiteral("-10\u202F000"));
        QCOMPARE(numberText(qint64{100'000}), QStringLiteral("100\u202F000"));
        QCOMPARE(numberText(qint64{-123'456'789}), QStringLiteral("-123\u202F456\u202F789"));
        QCOMPARE(numberText(0.5), QStringLiteral("0.5"));
    }

    void oneIsOneAndTwoAreTwo()
    {
        QCOMPARE(stepCountText(1), QStringLiteral("1 step"));
        QCOMPARE(stepCountText(0), QStringLiteral("0 steps"));
        QCOMPARE(taskCountText(1), QStringLiteral("1 task"));
        QCOMPARE(taskCountText(2), QStringLiteral("2 tasks"));
        QCOMPARE(lineCountText(1), QStringLiteral("1 line"));
        QCOMPARE(lineCountText(1'000'000).remove(QChar(0x202F)), QStringLiteral("1000000 lines"));
    }

    void ofManyNamesThreeAreSaidOrAllOfFour()
    {
        QStringList names{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        QCOMPARE(nameList(names), QStringLiteral("a, b, c"));
        names += QStringLiteral("d");
        QCOMPARE(nameList(names), QStringLiteral("a, b, c, d"));
        names += QStringLiteral("e");
        QCOMPARE(nameList(names), QStringLiteral("a, b, c and 2 more"));
        // Also of those that are only counted.
        QCOMPARE(nameList(names.first(2), 7), QStringLiteral("a, b and 5 more"));
        QCOMPARE(nameList({}, 0), QString());
    }

    void aLinkLeadsBackToWhatItNames()
    {
        const RunModel model = support::scenarioRun("queue");
        const QString task = linkTo(model, trace::TaskId{3});
        QCOMPARE(task, QStringLiteral("<a href=\"task:3\">Producer 2</a>"));
        QCOMPARE(linkTarget(QStringLiteral("task:3")), trace::TaskId{3});
        QCOMPARE(linkTarget(QStringLiteral("object:3")), trace::TaskId::None);
        QCOMPARE(linkTarget(QStringLiteral("task:x")), trace::TaskId::None);
        QCOMPARE(linkTarget(QString()), trace::TaskId::None);
        QCOMPARE(linkTo(model, trace::ObjectId{0}), QStringLiteral("<a href=\"object:0\">q</a>"));
        QCOMPARE(linkedObject(QStringLiteral("object:0")), trace::ObjectId{0});
        QCOMPARE(linkedObject(QStringLiteral("task:0")), trace::ObjectId::None);
    }

    void aPlaceLeadsBackToItsLine()
    {
        const RunModel model = support::scenarioRun("queue");
        const trace::SiteId site = model.trace().task(trace::TaskId{1}).site;
        const auto line = lineOf(model.trace(), site);
        QVERIFY(line);
        const QString link = linkToPlace(model, site);
        QVERIFY2(link.endsWith(QStringLiteral(">queueworkload.cpp:%1</a>").arg(line->line)),
                 qPrintable(link));
        QCOMPARE(linkedPlace(link.section(QLatin1Char('"'), 1, 1)), line);
        QCOMPARE(linkToPlace(model, trace::SiteId::None), QString());
        for (const char *other :
             {"task:3", "place:", "place:3", "place:3:0", "place:x:4", "place:3:4:5", "place:3:x"})
            QVERIFY2(!linkedPlace(QLatin1String(other)), other);
    }

    void wordsOfOthersAreTheirOwn()
    {
        QCOMPARE(waitWords("queue.get").label, QStringLiteral("get"));
        QCOMPARE(waitWords("queue.get").unnamed, QStringLiteral("a queue"));
        QVERIFY(waitWords("task").label.isEmpty()); // the task's name says it
        QVERIFY(waitWords("executor").deed.isEmpty());
        QCOMPARE(waitWords("pool.acquire").label, QStringLiteral("pool.acquire"));
        QVERIFY(waitWords("pool.acquire").sentence.isEmpty());
        QCOMPARE(objectWord("lock"), QStringLiteral("the lock"));
        QCOMPARE(objectWord("pool"), QStringLiteral("the pool"));
        QCOMPARE(causeText("descriptor", {}, 8), QStringLiteral("descriptor 8"));
        QCOMPARE(causeText("callback", QStringLiteral("f"), 8), QStringLiteral("the callback f"));
        QCOMPARE(causeText("kafka", {}, 3), QStringLiteral("kafka 3"));
    }

    void aValueIsSaidAsPeopleDo()
    {
        using scenario::Parameter;
        using scenario::Value;
        const Parameter flag = Parameter::flag("polite", "Polite", true, "");
        QCOMPARE(valueText(flag, Value(true)), QStringLiteral("on"));
        QCOMPARE(valueText(flag, Value(false)), QStringLiteral("off"));
        Parameter count = Parameter::integer("maxsize", "Queue size", 0, 0, 9, "");
        QCOMPARE(valueText(count, Value(std::int64_t{0})), QStringLiteral("0"));
        count.withZero("unbounded");
        QCOMPARE(valueText(count, Value(std::int64_t{0})), QStringLiteral("unbounded"));
        QCOMPARE(valueText(count, Value(std::int64_t{3})), QStringLiteral("3"));
    }

    void aRunSaysWhatItIsKnownToBe()
    {
        trace::Metadata metadata;
        metadata.clock = trace::Metadata::Clock::Virtual;
        QCOMPARE(runWords(metadata), QStringLiteral("Clock: virtual"));
        QCOMPARE(runWords(metadata, QStringLiteral("Queue")),
                 QStringLiteral("Queue\nClock: virtual"));
        metadata.clock = trace::Metadata::Clock::Real;
        QCOMPARE(runWords(metadata), QStringLiteral("Clock: the real one"));
        metadata.process = 42;
        metadata.commandLine = "python3 a.py";
        QCOMPARE(runWords(metadata),
                 QStringLiteral("Command: python3 a.py\nProcess: 42\nClock: the real one"));
        metadata.wallTime = 1'700'000'000s;
        QVERIFY(runWords(metadata).contains(QStringLiteral("Clock: the real one, from 2023-11-1")));
    }
};

QTEST_APPLESS_MAIN(tst_Words)
#include "tst_words.moc"
