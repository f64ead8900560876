#include "engine/trace/io/chromeevents.h"
#include "engine/trace/io/chromeimport.h"
#include "tests/support/chromerun.h"

#include <QTest>

#include <algorithm>

using support::import;
using support::rows;
using support::strings;
using support::TextBytes;
using trace::ChromeImport;

namespace {

/// Makes events those of a file of our own.
const char *const Mark = R"({"ph":"M","name":"coroscope","args":{"name":"virtual clock"}},)";

/// The rows of what tasks wait for and how they end.
QStringList waitsAndEnds(const trace::Trace &trace)
{
    static const QStringList words = strings({" waits ", " done", " failed ", " cancelled"});
    QStringList found;
    for (const QString &row : rows(trace)) {
        if (std::any_of(words.begin(), words.end(),
                        [&row](const QString &word) { return row.contains(word); }))
            found += row;
    }
    return found;
}

} // namespace

// What other programs write of their runs.
class tst_ChromeImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThreadIsATaskThatRunsInItsSlices()
    {
        // As VizTracer writes it with --log_async: a call within a step, and not in order.
        const std::string fetch = "\"name\": \"fetch (a/s.py:12)\", \"cat\": \"FEE\"}, ";
        const std::string thread = "\"pid\": 1, \"tid\": 7, ";
        const std::string slice = "{\"ph\": \"X\", \"x\": \"{[\", " + thread;
        const ChromeImport run = import(
            R"({"version": "1", "traceEvents": [
            {"ph": "M", "pid": 1, "name": "process_name", "args": {"name": "server.py"}},
            {"ph": "M", "pid": 1, "tid": 7, "name": "thread_name", "args": {"name": "fetch"}},)"
            + slice + R"("ts": 1003.5, "dur": 1, "name": "len"}, )" + slice
            + R"("ts": 1003, "dur": 2, )" + fetch + slice + R"("ts": 1000, "dur": 1, )" + fetch
            + R"({"ph": "C", "ts": 1000, "name": "n", "args": {"x": [1, {"y": true}]}}], "more": 1})");
        QCOMPARE(rows(*run.trace),
                 (QStringList{QStringLiteral("0 fetch created"), QStringLiteral("0 fetch runs"),
                              QStringLiteral("1 fetch waits not recorded"),
                              QStringLiteral("3 fetch ready"), QStringLiteral("3 fetch runs"),
                              QStringLiteral("5 fetch done")}));
        QCOMPARE(run.title, std::string("server.py"));
        QVERIFY(run.hasSteps && !run.hasSpans && !run.cut);
        QCOMPARE(run.calls, 1U);
        QCOMPARE(run.leftOut, 1U);
        const trace::TaskInfo &info = run.trace->task(trace::TaskId{0});
        QCOMPARE(run.trace->text(info.coroutine), std::string("fetch"));
        QCOMPARE(run.trace->text(run.trace->site(info.site).file), std::string("a/s.py"));
        QCOMPARE(run.trace->site(info.site).line, 12U);
    }

    void nestingAsyncSlicesAreWhatATaskIsIn()
    {
        const ChromeImport run = import(R"([
            {"ph": "b", "cat": "req", "id": "0x1", "pid": 1, "tid": 1, "ts": 0, "name": "request"},
            {"ph": "b", "cat": "req", "id": "0x1", "pid": 1, "tid": 2, "ts": 10, "name": "query"},
            {"ph": "b", "cat": "req", "id2": {"local": 4}, "pid": 1, "tid": 2, "ts": 15, "name": "other"},
            {"ph": "e", "cat": "req", "id": "0x1", "pid": 1, "tid": 1, "ts": 20, "name": "query"},
            {"ph": "e", "cat": "req", "id2": {"local": 4}, "pid": 1, "tid": 2, "ts": 25, "name": "other"},
            {"ph": "e", "cat": "req", "id": "0x1", "pid": 1, "tid": 1, "ts": 30, "name": "request"}])");
        QStringList waits;
        for (const QString &row : rows(*run.trace)) {
            if (row.contains(QStringLiteral("waits")) || row.contains(QStringLiteral("done")))
                waits += row;
        }
        QCOMPARE(waits,
                 (QStringList{QStringLiteral("0 request 0x1 waits request"),
                              QStringLiteral("10 request 0x1 waits query"),
                              QStringLiteral("15 other local 4 waits other"),
                              QStringLiteral("20 request 0x1 waits request"),
                              QStringLiteral("25 other local 4 done"),
                              QStringLiteral("30 request 0x1 done")}));
        QVERIFY(run.hasSpans && !run.hasSteps);
    }

    void asyncSlicesEndByTheirNames()
    {
        QCOMPARE(waitsAndEnds(*import(R"([
            {"ph": "b", "id": 1, "ts": 0, "name": "A"}, {"ph": "b", "id": 1, "ts": 10, "name": "B"},
            {"ph": "e", "id": 1, "ts": 20, "name": "A"}, {"ph": "e", "id": 1, "ts": 30, "name": "B"}])")
                                   .trace),
                 strings({"0 A 1 waits A", "10 A 1 waits B", "30 A 1 waits A", "30 A 1 done"}));
        QCOMPARE(
            waitsAndEnds(*import(R"([
            {"ph": "b", "id": 1, "ts": 0, "name": "A"}, {"ph": "e", "id": 1, "ts": 5, "name": "A"},
            {"ph": "b", "id": 1, "ts": 5, "name": "B"}, {"ph": "e", "id": 1, "ts": 8, "name": "B"}])")
                              .trace),
            strings({"0 A 1 waits A", "5 A 1 waits not recorded", "5 A 1 waits B", "8 A 1 done"}));
    }

    void asyncSlicesOfTheOldFormAreReadToo()
    {
        const ChromeImport run = import(R"([
            {"ph": "S", "id": 1, "ts": 0, "name": "a"}, {"ph": "F", "id": 1, "ts": 5, "name": "a"}])");
        QCOMPARE(rows(*run.trace),
                 strings({"0 a 1 created", "0 a 1 runs", "0 a 1 waits a", "5 a 1 ready",
                          "5 a 1 runs", "5 a 1 done"}));
        QVERIFY(run.hasSpans && !run.hasSteps);
    }

    void slicesOfAThreadNest()
    {
        // The innermost ends, whatever the end is called.
        const ChromeImport nested = import(R"([
            {"ph":"B","tid":1,"ts":0,"name":"a"}, {"ph":"B","tid":1,"ts":1,"name":"b"},
            {"ph":"E","tid":1,"ts":2,"name":"a"}, {"ph":"E","tid":1,"ts":4,"name":"b"}])");
        QCOMPARE(rows(*nested.trace),
                 strings({"0 thread 1 created", "0 thread 1 runs", "4 thread 1 done"}));
        QCOMPARE(nested.calls, 1U);
        // Of two that begin together the longer one is around the other.
        const ChromeImport together = import(R"([{"ph":"X","tid":1,"ts":0,"dur":2,"name":"inner"},
            {"ph":"X","tid":1,"ts":0,"dur":5,"name":"outer"}])");
        QCOMPARE(rows(*together.trace),
                 strings({"0 thread 1 created", "0 thread 1 runs", "5 thread 1 done"}));
        QCOMPARE(together.calls, 1U);
        QCOMPARE(together.trace->text(together.trace->task(trace::TaskId{0}).coroutine),
                 std::string("outer"));
        // What follows at once is not within what was before, and nothing is between them.
        const ChromeImport adjacent = import(R"([{"ph":"X","tid":1,"ts":0,"dur":2,"name":"a"},
            {"ph":"X","tid":1,"ts":2,"dur":1,"name":"b"}])");
        QCOMPARE(rows(*adjacent.trace),
                 strings({"0 thread 1 created", "0 thread 1 runs", "3 thread 1 done"}));
        QCOMPARE(adjacent.calls, 0U);
    }

    void whatHasNoEndEndsWithTheLastOfAll()
    {
        QCOMPARE(rows(*import(R"([{"ph":"B","tid":1,"ts":1,"name":"a"},
            {"ph":"B","tid":2,"ts":2,"name":"b"}, {"ph":"E","tid":2,"ts":7,"name":"b"}])")
                           .trace),
                 strings({"0 thread 1 created", "0 thread 1 runs", "1 thread 2 created",
                          "1 thread 2 runs", "6 thread 1 done", "6 thread 2 done"}));
        // No end is before its beginning.
        QCOMPARE(rows(*import(R"([{"ph":"B","tid":1,"ts":5,"name":"a"},
            {"ph":"E","tid":1,"ts":3,"name":"a"}])")
                           .trace),
                 strings({"0 thread 1 created", "0 thread 1 runs", "0 thread 1 done"}));
    }

    void categoriesSayWhatATaskDoes()
    {
        QCOMPARE(rows(*import(std::string("[") + Mark
                              + R"({"ph":"X","tid":1,"cat":"ready","ts":0,"dur":2,"name":"r"},
            {"ph":"X","tid":1,"cat":"running","ts":2,"dur":2,"name":"f"},
            {"ph":"X","tid":1,"cat":"ready","ts":4,"dur":2,"name":"r"},
            {"ph":"X","tid":1,"cat":"running","ts":6,"dur":1,"name":"f","args":{"ends":"finished"}}])")
                           .trace),
                 strings({"0 thread 1 created", "2 thread 1 runs", "4 thread 1 waits yield",
                          "6 thread 1 runs", "7 thread 1 done"}));
        QCOMPARE(rows(*import(std::string("[") + Mark
                              + R"({"ph":"X","tid":1,"cat":"running","ts":0,"dur":1,"name":"f"},
            {"ph":"X","tid":1,"cat":"waiting","ts":1,"dur":2,"name":"w"},
            {"ph":"X","tid":1,"cat":"lost","ts":3,"dur":2,"name":"l"}])")
                           .trace),
                 strings({"0 thread 1 created", "0 thread 1 runs", "1 thread 1 waits w",
                          "3 thread 1 ?"})); // lost
    }

    void slicesSayHowATaskEnds()
    {
        QCOMPARE(waitsAndEnds(*import(std::string("[") + Mark + R"(
            {"ph":"X","tid":1,"ts":0,"dur":1,"name":"f","args":{"ends":"finished"}},
            {"ph":"X","tid":2,"ts":0,"dur":1,"name":"f","args":{"ends":"cancelled"}},
            {"ph":"X","tid":3,"ts":0,"dur":1,"name":"f","args":{"ends":"KeyError"}},
            {"ph":"B","tid":4,"ts":0,"name":"f"},
            {"ph":"E","tid":4,"ts":1,"name":"f","args":{"ends":"cancelled"}}])")
                                   .trace),
                 strings({"1 thread 1 done", "1 thread 2 cancelled", "1 thread 3 failed KeyError",
                          "1 thread 4 cancelled"}));
    }

    void timesAreReadToTheNanosecond()
    {
        const ChromeImport run = import(R"([
            {"ph":"X","tid":1,"ts":1700000000000000.123,"dur":1,"name":"a"},
            {"ph":"X","tid":1,"ts":1700000000000002.456,"dur":0.5,"name":"a"}])");
        QList<std::uint64_t> times;
        for (std::size_t i = 0; i < run.trace->records().size(); ++i)
            times += std::uint64_t{run.trace->records()[i].timeNs};
        QCOMPARE(times, (QList<std::uint64_t>{0, 0, 1000, 2333, 2333, 2833}));
    }

    void aNameMayTellAPlace_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("function");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<quint32>("line");
        QTest::newRow("place") << QByteArray("f (a:b.py:1)") << QByteArray("f")
                               << QByteArray("a:b.py") << 1U;
        QTest::newRow("method") << QByteArray("A.g (x) (a.py:123)") << QByteArray("A.g (x)")
                                << QByteArray("a.py") << 123U;
        for (const char *none : {"f", "f (a.py:0)", "f (a.py:12x)", "f (a.py:)", "f (a.py:12",
                                 "f a.py:12)", "f:12 (a.py)", "f (a.py)"})
            QTest::newRow(none) << QByteArray(none) << QByteArray(none) << QByteArray() << 0U;
    }
    void aNameMayTellAPlace()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, function);
        QFETCH(QByteArray, file);
        QFETCH(quint32, line);
        const ChromeImport run = import("[{\"ph\":\"X\",\"tid\":1,\"ts\":0,\"dur\":1,\"name\":\""
                                        + name.toStdString() + "\"}]");
        const trace::TaskInfo &task = run.trace->task(trace::TaskId{0});
        QCOMPARE(run.trace->text(task.coroutine), function.toStdString());
        QCOMPARE(task.site != trace::SiteId::None, line > 0);
        if (line > 0) {
            QCOMPARE(run.trace->text(run.trace->site(task.site).file), file.toStdString());
            QCOMPARE(run.trace->site(task.site).line, std::uint32_t{line});
        }
    }

    void fieldsAreReadAndOthersPassedOver()
    {
        // moc takes quotes within a raw string for its end.
        TextBytes bytes("{\"other\": [[1], {\"a\": [2]}], \"traceEvents\": ["
                        "{\"ph\":\"X\",\"pid\":1,\"tid\":\"t\",\"cat\":\"c\",\"id2\":5,\"args\":6,"
                        "\"x\":{\"name\":\"no\",\"ends\":\"no\",\"k\":[1,{\"z\":\"}\"},[]],\"e\":{}"
                        "},\"dur\":2,\"ts\":1.5},"
                        "{\"id2\":{\"local\":\"0x4\"},\"ph\":\"XX\",\"args\":{\"name\":\"n\",\"y\":"
                        "[{}],\"ends\":\"e\"}}]}");
        trace::ChromeEvents events(bytes);
        trace::ChromeEvent event;
        QVERIFY(events.next(event));
        QCOMPARE(event.phase, 'X');
        QCOMPARE(event.process, std::string("1"));
        QCOMPARE(event.thread, std::string("t"));
        QCOMPARE(event.category, std::string("c"));
        QVERIFY(event.id.empty() && event.argument.empty() && event.ends.empty());
        QVERIFY(event.at == 1'500 && event.took == 2'000);
        QVERIFY(events.next(event));
        QCOMPARE(event.phase, '\0');
        QCOMPARE(event.id, std::string("local 0x4"));
        QCOMPARE(event.argument, std::string("n"));
        QCOMPARE(event.ends, std::string("e"));
        QVERIFY(!event.at && !event.took);
        QVERIFY(!events.next(event));
        QVERIFY(!events.isCut());
    }

    void escapesInTextAreRead()
    {
        TextBytes bytes(
            "[{\"name\":\"\\u007f\\u0080\\u07ff\\u0800\\ud7ff\\udfff\\ud800\\ue000\\ud83d\\ude00"
            "\\ud800\\u12g4\\b\\f\\n\\r\\t\\/\\\"\\\\\"}]");
        trace::ChromeEvents events(bytes);
        trace::ChromeEvent event;
        QVERIFY(events.next(event));
        const std::string unknown = "\xef\xbf\xbd";
        QCOMPARE(event.name,
                 "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf" + unknown + unknown + "\xee\x80\x80"
                     + "\xf0\x9f\x98\x80" + unknown + unknown + "\b\f\n\r\t/\"\\");
    }

    void whatBeginsAsJsonIsTakenForIt_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("is");
        QTest::newRow("object") << QByteArray("{") << true;
        QTest::newRow("list") << QByteArray("[") << true;
        QTest::newRow("behind blanks") << QByteArray(" \t\r\n {") << true;
        QTest::newRow("behind a mark") << QByteArray("\xef\xbb\xbf [") << true;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("blanks") << QByteArray("  \n") << false;
        QTest::newRow("word") << QByteArray("x{") << false;
        QTest::newRow("trace file") << QByteArray("\x89"
                                                  "CRS{")
                                    << false;
        QTest::newRow("two marks") << QByteArray("\xef\xbb\xbf\xef{") << false;
    }
    void whatBeginsAsJsonIsTakenForIt()
    {
        QFETCH(QByteArray, text);
        TextBytes bytes(text.toStdString());
        QTEST(trace::ChromeEvents::areIn(bytes), "is");
    }

    void aMarkOfTheByteOrderIsPassedOver()
    {
        const ChromeImport run
            = import("\xef\xbb\xbf [{\"ph\":\"X\",\"tid\":1,\"ts\":0,\"dur\":1,\"name\":\"a\"}]");
        QCOMPARE(run.trace->tasks().size(), std::size_t{1});
    }

    void readingEndsWhenItIsToldTo()
    {
        std::string text = "[";
        for (int i = 0; i < 40'000; ++i)
            text += (i > 0 ? ",{\"ph\":\"X\",\"tid\":1,\"ts\":" : "{\"ph\":\"X\",\"tid\":1,\"ts\":")
                + std::to_string(2 * i) + R"(,"dur":1,"name":"a"})";
        TextBytes bytes(text + "]");
        QList<double> shares;
        int most = 1;
        const auto goOn = [&](double share) {
            shares += share;
            return shares.size() < most;
        };
        QVERIFY(!trace::readChromeTrace(bytes, goOn));
        QCOMPARE(shares.size(), 1);
        QVERIFY(shares[0] > 0.2 && shares[0] < 0.9); // a mebibyte of two
        // It is asked while the run is made of them, too: four times in reading, then for each
        // change, of which an event is two.
        for (most = 5; most <= 12; ++most) {
            shares.clear();
            TextBytes again(text + "]");
            QVERIFY2(!trace::readChromeTrace(again, goOn), qPrintable(QString::number(most)));
            QCOMPARE(shares.size(), most);
        }
    }

    void theWordsOfOthersAreNotOurs()
    {
        const ChromeImport run = import(R"([
            {"ph":"M","name":"coroscope","args":{"name":"coroscope"}},
            {"ph":"X","tid":1,"cat":"ready","ts":0,"dur":1,"name":"a","args":{"record":1,"by":2}},
            {"ph":"X","tid":1,"cat":"waiting","ts":2,"dur":2,"name":"b","args":{"record":9,"ends":"x"}},
            {"ph":"i","tid":1,"cat":"output","ts":1,"name":"o","s":"t","args":{"record":2}},
            {"ph":"i","tid":1,"cat":"end","ts":1,"name":"failed","s":"t","args":{"record":3}},
            {"ph":"i","tid":1,"cat":"cancel","ts":1,"name":"c","s":"t"},
            {"ph":"C","tid":1,"ts":1,"name":"n","args":{"items":4,"record":2}},
            {"ph":"s","tid":1,"cat":"wake","ts":1,"name":"w","id":1},
            {"ph":"f","tid":1,"cat":"wake","ts":2,"name":"w","id":1}])");
        QCOMPARE(rows(*run.trace),
                 strings({"0 thread 1 created", "0 thread 1 runs", "1 thread 1 waits not recorded",
                          "2 thread 1 ready", "2 thread 1 runs", "4 thread 1 done"}));
        QCOMPARE(run.leftOut, 6U);
        QVERIFY(!run.ending);
    }

    void whatIsCutOffIsReadToTheCut()
    {
        // As it is when the program is killed: Chrome's form allows it.
        const std::string whole = R"([{"ph":"B","tid":1,"ts":1,"name":"a"},
            {"ph":"E","tid":1,"ts":2,"name":"a"},
            {"ph":"B","tid":2,"ts":3,"name":"b"})";
        const ChromeImport run = import(whole);
        QVERIFY(run.cut);
        QCOMPARE(run.trace->tasks().size(), std::size_t{2});
        for (std::size_t length = 1; length < whole.size(); ++length)
            QVERIFY(import(whole.substr(0, length)).trace != nullptr);
        QVERIFY(!import(whole + "]").cut);
    }

    void whatCannotBeIsLeftOut()
    {
        const ChromeImport run = import(R"([
            {"ph":"E","tid":1,"ts":2,"name":"a"}, {"ph":"X","tid":1,"name":"no time"},
            {"ph":"X","tid":1,"ts":5,"dur":-1,"name":"back"}, {"ph":"X","tid":1,"ts":"x","name":"t"},
            {"ph":"X","tid":1,"ts":1e300,"dur":1,"name":"far"}, {}, {"ph":7},
            {"ph":"X","tid":1,"ts":1e2,"dur":1,"name":"good"}])");
        QCOMPARE(run.wrong, 5U);
        QCOMPARE(run.leftOut, 2U);
        QCOMPARE(run.trace->tasks().size(), std::size_t{1});
    }

    void whatHasNoTimeOrEndsNeverIsLeftOut()
    {
        const ChromeImport run = import(R"([{"ph":"E","tid":1,"name":"a"},
            {"ph":"X","tid":1,"ts":12abc,"dur":1,"name":"a"},
            {"ph":"X","tid":1,"ts":0,"dur":3e15,"name":"a"},
            {"ph":"X","tid":1,"ts":3e15,"dur":1,"name":"a"},
            {"ph":"X","tid":1,"ts":-3e15,"dur":1,"name":"a"}])");
        QCOMPARE(run.wrong, 5U);
        QCOMPARE(run.leftOut, 0U);
        QVERIFY(run.trace->tasks().empty());
    }

    void otherJsonIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("script") << QByteArray(R"({"tasks": {"main": []}})");
        QTest::newRow("word") << QByteArray("true");
        QTest::newRow("open") << QByteArray(R"({"traceEvents")");
        QTest::newRow("deep") << QByteArray(100'000, '[');
    }
    void otherJsonIsNone()
    {
        QFETCH(QByteArray, text);
        TextBytes bytes(text.toStdString());
        try {
            trace::ChromeEvents events(bytes);
            trace::ChromeEvent event;
            QVERIFY(!events.next(event));
            QVERIFY(events.isCut());
        } catch (const trace::ChromeEventsError &) {
            return;
        }
    }
};

QTEST_APPLESS_MAIN(tst_ChromeImport)
#include "tst_chromeimport.moc"
