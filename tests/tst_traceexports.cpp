#include "engine/trace/io/traceexports.h"
#include "engine/trace/recorder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>

using namespace std::chrono_literals;
using trace::Kind;
using trace::Recorder;

namespace {

std::uint32_t index(auto id)
{
    return static_cast<std::uint32_t>(id);
}

QByteArray exported(void (*write)(const trace::Trace &, const trace::ByteSink &),
                    const trace::Trace &trace)
{
    QByteArray text;
    write(trace, [&text](std::span<const std::byte> bytes) {
        text.append(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
    });
    return text;
}

/// A task puts something into a queue that another waits for, and prints it.
std::unique_ptr<Recorder> handOver()
{
    auto trace = std::make_unique<Recorder>();
    const trace::ObjectId queue = trace->addObject(
        {.kind = trace->intern("queue"), .name = trace->intern("q"), .capacity = 3});
    trace->addTask(
        {.number = 1, .label = trace->intern("Main"), .coroutine = trace->intern("main")});
    trace->addTask({.number = 0,
                    .name = trace->intern("the \"getter\",\xff"),
                    .coroutine = trace->intern("get"),
                    .creator = trace::TaskId{0}});
    const auto wait = trace->intern(
        trace::Wait{trace::Reason::QueueGet, index(queue), trace::ChainId::None, 0});
    trace->record(0ns, Kind::Created, 0, index(trace::TaskId::None));
    trace->record(1us, Kind::Resumed, 0, trace::Record::FirstOfTurn);
    trace->record(2us, Kind::Created, 1, 0);
    trace->record(3us, Kind::Suspended, 0,
                  index(trace->intern(trace::Wait{trace::Reason::Sleep, 0xFFFF'FFFF,
                                                  trace::ChainId::None, 5'000})));
    trace->record(3us, Kind::Resumed, 1);
    trace->record(4us, Kind::Suspended, 1, index(wait));
    trace->record(8us, Kind::Ready, 0, index(trace::Waker::Timer));
    trace->record(8us, Kind::Resumed, 0, trace::Record::FirstOfTurn);
    trace->record(9us, Kind::Depth, index(queue), 1);
    trace->record(9us, Kind::Ready, 1, 0);
    trace->record(10us, Kind::Finished, 0);
    trace->record(10'500ns, Kind::Resumed, 1, index(trace->intern("KeyError")));
    trace->print(11us, trace::TaskId{1}, "got\tit");
    trace->record(12us, Kind::Failed, 1, index(trace->intern("ValueError")));
    trace->record(12us, Kind::Ended, index(trace::Outcome::Done));
    return trace;
}

/// The events, one a row: phase, thread, times, name, categories of a counter, and arguments.
QStringList rowsOf(const QJsonDocument &json)
{
    QStringList rows;
    const QJsonArray events = json[QStringLiteral("traceEvents")].toArray();
    for (const auto &value : events) {
        const QJsonObject event = value.toObject();
        QString row = event[QLatin1String("ph")].toString() + u' '
            + QString::number(event[QLatin1String("tid")].toInt()) + u' '
            + QString::number(event[QLatin1String("ts")].toDouble());
        if (event.contains(QLatin1String("dur")))
            row += u'+' + QString::number(event[QLatin1String("dur")].toDouble());
        row += u' ' + event[QLatin1String("name")].toString();
        if (event.contains(QLatin1String("record")))
            row += QStringLiteral(" (%1) %2")
                       .arg(event[QLatin1String("cat")].toString())
                       .arg(event[QLatin1String("record")].toInt());
        const QJsonObject args = event[QLatin1String("args")].toObject();
        for (const QString &key : args.keys())
            row += QStringLiteral(" %1=%2").arg(key, args[key].toVariant().toString());
        rows += row;
    }
    return rows;
}

/// The name of the last event of \a trace.
QString lastName(const trace::Trace &trace)
{
    const QJsonDocument json = QJsonDocument::fromJson(exported(trace::writeChromeTrace, trace));
    return json[QStringLiteral("traceEvents")].toArray().last()[QStringLiteral("name")].toString();
}

} // namespace

class tst_TraceExports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chromeTracesHaveSlicesCountersFlowsAndInstants()
    {
        QJsonParseError error;
        const QJsonDocument json
            = QJsonDocument::fromJson(exported(trace::writeChromeTrace, *handOver()), &error);
        QCOMPARE(error.errorString(), QStringLiteral("no error occurred"));
        const QStringList rows = rowsOf(json);
        const QStringList expected{
            QStringLiteral("M 0 0 coroscope name=virtual clock"),
            QStringLiteral("M 0 0 process_name name=coroscope"),
            QStringLiteral("M 1 0 thread_name coroutine=main name=Main task=Task-1"),
            QStringLiteral("M 1 0 thread_sort_index sort_index=0"),
            QStringLiteral("M 2 0 thread_name coroutine=get name=%1 task=%1")
                .arg(QStringLiteral("the \"getter\",") + QChar(0xFFFD)),
            QStringLiteral("M 2 0 thread_sort_index sort_index=1"),
            QStringLiteral("X 1 0+1 ready record=0 until=1"),
            QStringLiteral("X 1 1+2 main record=1 turn=1 until=3"),
            QStringLiteral("X 2 2+1 ready by=1 record=2 until=4"),
            QStringLiteral("X 2 3+1 get record=4 turn=1 until=5"),
            QStringLiteral("s 1 2 wake"),
            QStringLiteral("f 2 3 wake"),
            QStringLiteral("X 1 3+5 sleep 5000 amount=5000 ends=timer kind=sleep record=3 until=6"),
            QStringLiteral("X 1 8+0 ready by=timer record=6 until=7"),
            QStringLiteral("C 0 9 q 0 (queue,capacity 3) 8 items=1"),
            QStringLiteral("X 2 4+5 queue.get kind=queue.get record=5 until=9"),
            QStringLiteral("X 1 8+2 main ends=finished record=7 turn=2 until=10"),
            QStringLiteral("X 2 9+1.5 ready by=1 record=9 until=11"),
            QStringLiteral("i 2 11 got\tit record=12"),
            QStringLiteral("X 2 10.5+1.5 get ends=ValueError record=11 throws=KeyError turn=2 "
                           "until=13"),
            QStringLiteral("s 1 9 wake"),
            QStringLiteral("f 2 10.5 wake"),
            QStringLiteral("i 0 12 done record=14"),
        };
        QCOMPARE(rows, expected);
    }

    void aFlowLeavesTheLastStepOfWhoRunsNoMore()
    {
        Recorder trace;
        for (std::uint32_t number = 1; number <= 3; ++number)
            trace.addTask({.number = number});
        trace.record(0us, Kind::Created, 0, index(trace::TaskId::None));
        trace.record(0us, Kind::Created, 1, index(trace::TaskId::None));
        trace.record(1us, Kind::Resumed, 0);
        trace.record(2us, Kind::Finished, 0);
        trace.record(3us, Kind::Ready, 1, 0);
        trace.record(4us, Kind::CancelRequested, 1, 0);
        trace.record(5us, Kind::Created, 2, 1); // by one that has not run yet
        trace.record(5us, Kind::Resumed, 1);
        trace.record(6us, Kind::Resumed, 2);
        trace.record(8us, Kind::Finished, 2);
        const QJsonDocument json
            = QJsonDocument::fromJson(exported(trace::writeChromeTrace, trace));
        QCOMPARE(rowsOf(json).mid(8),
                 (QStringList{
                     QStringLiteral("X 1 0+1 ready record=0 until=2"),
                     QStringLiteral("X 1 1+1  ends=finished record=2 turn=0 until=3"),
                     QStringLiteral("X 2 0+3 ready record=1 until=4"),
                     QStringLiteral("i 2 4 cancel requested by=1 record=5"),
                     QStringLiteral("X 2 3+2 ready by=1 record=4 until=7"),
                     QStringLiteral("X 3 5+1 ready by=2 record=6 until=8"),
                     QStringLiteral("X 3 6+2  ends=finished record=8 turn=0 until=9"),
                     QStringLiteral("X 2 5+3  record=7 turn=0"),
                     QStringLiteral("s 1 2 wake"),
                     QStringLiteral("f 2 5 wake"),
                 }));
    }

    void textOfAChromeTraceIsUtf8_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("shown");
        const auto same = [](const char *name, const char *text) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(text);
        };
        same("of one byte", "\"\\\x1f \x7f");
        same("of two bytes", "\xc2\x80\xdf\xbf");
        same("of three bytes", "\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80");
        same("of four bytes", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf");
        const auto wrong = [](const char *name, const char *text) {
            QTest::newRow(name) << QByteArray(text)
                                << QString(qsizetype(qstrlen(text)), QChar(0xFFFD));
        };
        wrong("continuation alone", "\x80");
        wrong("overlong of two", "\xc1\xbf");
        wrong("overlong of three", "\xe0\x9f\xbf");
        wrong("overlong of four", "\xf0\x8f\xbf\xbf");
        wrong("half", "\xed\xa0\x80");
        wrong("beyond the last", "\xf4\x90\x80\x80");
        wrong("no beginning", "\xf5\x80\x80\x80");
        wrong("cut of two", "\xc3");
        wrong("cut of three", "\xe2\x82");
        wrong("cut of four", "\xf0\x9f\x98");
        QTest::newRow("gone on as ASCII")
            << QByteArray("\xe2\x82(") << QStringLiteral("\ufffd\ufffd(");
    }
    void textOfAChromeTraceIsUtf8()
    {
        QFETCH(QByteArray, text);
        Recorder trace;
        trace.print(1us, trace::TaskId::None, text.toStdString());
        QTEST(lastName(trace), "shown");
    }

    void aChromeTraceHasWhatIsKnownOfItsTasks()
    {
        Recorder trace;
        trace::Metadata metadata;
        metadata.process = 42;
        trace.setMetadata(metadata);
        trace.addTask({.number = 1,
                       .label = trace.intern("Main"),
                       .coroutine = trace.intern("main"),
                       .loop = trace.intern("Loop 1")});
        trace.addTask({.number = 2});
        const auto yield = trace.intern(trace::Wait{});
        const trace::CauseId cause = trace.intern(trace::Cause{trace.intern("thread")});
        trace.record(0us, Kind::Created, 0, index(trace::TaskId::None));
        trace.record(1us, Kind::Resumed, 0);
        trace.record(2us, Kind::Ready, 0, 0); // by itself
        trace.record(3us, Kind::Suspended, 0, index(yield));
        trace.record(5us, Kind::Created, 1, 0); // by a task that does not run
        trace.record(6us, Kind::Ready, 1, trace::Record::waker(cause));
        trace.record(7us, Kind::Marked, 0, index(trace.intern("of a task")));
        trace.record(8us, Kind::Marked, index(trace::TaskId::None), index(trace.intern("of none")));
        const QByteArray json = exported(trace::writeChromeTrace, trace);
        QVERIFY(json.contains("\"pid\":42,") && !json.contains("\"pid\":1,"));
        QVERIFY(json.contains("\"Main (Loop 1)\""));
        QVERIFY(json.contains("\"Task-2\""));
        QVERIFY(!json.contains("\"wake\""));
        // It stays in the ready queue.
        QVERIFY(json.contains("\"ts\":3.000,\"dur\":5.000,\"cat\":\"ready\""));
        QVERIFY(json.contains("\"s\":\"t\",\"cat\":\"mark\",\"name\":\"of a task\""));
        QVERIFY(json.contains("\"s\":\"p\",\"cat\":\"mark\",\"name\":\"of none\""));
    }

    void aChromeTraceOfNothingIsOne()
    {
        const QJsonDocument json
            = QJsonDocument::fromJson(exported(trace::writeChromeTrace, Recorder()));
        QCOMPARE(json[QStringLiteral("traceEvents")].toArray().size(), 2);
    }

    void whatStillGoesOnEndsWithTheRecording()
    {
        Recorder trace;
        trace.addTask({.number = 1});
        trace.record(0ns, Kind::Created, 0, index(trace::TaskId::None));
        trace.record(5us, Kind::Marked, 0, index(trace.intern("here")));
        const QByteArray json = exported(trace::writeChromeTrace, trace);
        QVERIFY2(json.contains("\"ts\":0.000,\"dur\":5.000,\"cat\":\"ready\""), json.constData());
    }

    void rowsOfACsvSayWhatRecordsDo()
    {
        const QList<QByteArray> rows = exported(trace::writeCsv, *handOver()).split('\n');
        QCOMPARE(rows.size(), 17);
        QCOMPARE(rows[0], QByteArray("time_ns,event,subject,detail\r"));
        QCOMPARE(rows[3], QByteArray("2000,created,\"the \"\"getter\"\",\xff\",Task-1\r"));
        QCOMPARE(rows[4], QByteArray("3000,suspended,Task-1,sleep 5000\r"));
        QCOMPARE(rows[7], QByteArray("8000,ready,Task-1,timer\r"));
        QCOMPARE(rows[9], QByteArray("9000,depth,q,1\r"));
        QCOMPARE(rows[15], QByteArray("12000,ended,done,\r"));
    }

    void rowsOfACsvNameWhateverThereIs()
    {
        Recorder trace;
        trace.addTask({.number = 1});
        trace.addObject({.kind = trace.intern("queue")});
        const trace::CauseId descriptor
            = trace.intern(trace::Cause{trace.intern("descriptor"), trace::TextId::Empty, 7});
        const trace::CauseId thread
            = trace.intern(trace::Cause{trace.intern("thread"), trace.intern("T"), 0});
        const trace::SiteId site = trace.addSite({trace.intern("a.py"), trace.intern("f"), 12});
        const trace::ChainId place = trace.intern(trace::ChainNode{trace::ChainId::None, site});
        const trace::ChainId nowhere = trace.intern(trace::ChainNode{place, trace::SiteId::None});
        const std::uint32_t none = index(trace::TaskId::None);
        trace.record(0ns, Kind::Created, 0, none);
        trace.record(1ns, Kind::Ready, 0, trace::Record::waker(descriptor));
        trace.record(2ns, Kind::Ready, 0, trace::Record::waker(thread));
        trace.record(3ns, Kind::Ready, 0, index(trace::Waker::External));
        trace.record(4ns, Kind::Renamed, 0, index(trace.intern("new")));
        trace.print(5ns, trace::TaskId::None, "a,b");
        trace.record(6ns, Kind::Depth, 0, 3);
        trace.record(7ns, Kind::Blocked, 0, index(place));
        trace.record(8ns, Kind::Blocked, 0, index(nowhere));
        trace.record(9ns, Kind{60}, 1, 2); // which nobody knows
        trace.record(10ns, Kind::Acquired, 0, none);
        trace.record(11ns, Kind::Released, 0, 0);
        const QList<QByteArray> rows = exported(trace::writeCsv, trace).split('\n');
        const QList<QByteArray> expected{
            "time_ns,event,subject,detail\r",
            "0,created,Task-1,\r",
            "1,ready,Task-1,descriptor 7\r",
            "2,ready,Task-1,thread T\r",
            "3,ready,Task-1,external\r",
            "4,renamed,new,new\r",
            "5,printed,,\"a,b\"\r",
            "6,depth,queue 0,3\r",
            "7,blocked,new,a.py:12\r",
            "8,blocked,new,\r",
            "10,acquired,queue 0,\r",
            "11,released,queue 0,new\r",
            "",
        };
        QCOMPARE(rows, expected);
    }
};

QTEST_APPLESS_MAIN(tst_TraceExports)
#include "tst_traceexports.moc"
