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
    const trace::ObjectId queue
        = trace->addObject({.kind = trace->intern("queue"), .name = trace->intern("q")});
    trace->addTask({.number = 1, .coroutine = trace->intern("main")});
    trace->addTask({.number = 0,
                    .name = trace->intern("the \"getter\",\xff"),
                    .coroutine = trace->intern("get"),
                    .creator = trace::TaskId{0}});
    const auto wait = trace->intern(
        trace::Wait{trace::Reason::QueueGet, index(queue), trace::ChainId::None, 0});
    trace->record(0ns, Kind::Created, 0, index(trace::TaskId::None));
    trace->record(1us, Kind::Resumed, 0);
    trace->record(2us, Kind::Created, 1, 0);
    trace->record(3us, Kind::Suspended, 0,
                  index(trace->intern(trace::Wait{trace::Reason::Sleep, 0xFFFF'FFFF,
                                                  trace::ChainId::None, 5'000})));
    trace->record(3us, Kind::Resumed, 1);
    trace->record(4us, Kind::Suspended, 1, index(wait));
    trace->record(8us, Kind::Ready, 0, index(trace::Waker::Timer));
    trace->record(8us, Kind::Resumed, 0);
    trace->record(9us, Kind::Depth, index(queue), 1);
    trace->record(9us, Kind::Ready, 1, 0);
    trace->record(10us, Kind::Finished, 0);
    trace->record(10'500ns, Kind::Resumed, 1);
    trace->print(11us, trace::TaskId{1}, "got\tit");
    trace->record(12us, Kind::Failed, 1, index(trace->intern("ValueError")));
    trace->record(12us, Kind::Ended, index(trace::Outcome::Done));
    return trace;
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
        QStringList rows;
        for (const QJsonValue &value : json[QStringLiteral("traceEvents")].toArray()) {
            const QJsonObject event = value.toObject();
            QString row = event[QLatin1String("ph")].toString() + u' '
                + QString::number(event[QLatin1String("tid")].toInt()) + u' '
                + QString::number(event[QLatin1String("ts")].toDouble());
            if (event.contains(QLatin1String("dur")))
                row += u'+' + QString::number(event[QLatin1String("dur")].toDouble());
            row += u' ' + event[QLatin1String("name")].toString();
            const QJsonObject args = event[QLatin1String("args")].toObject();
            for (const QString &key : args.keys())
                row += QStringLiteral(" %1=%2").arg(key, args[key].toVariant().toString());
            rows += row;
        }
        const QStringList expected{
            QStringLiteral("M 0 0 process_name name=coroscope"),
            QStringLiteral("M 1 0 thread_name name=Task-1"),
            QStringLiteral("M 1 0 thread_sort_index sort_index=0"),
            QStringLiteral("M 2 0 thread_name name=the \"getter\",") + QChar(0xFFFD),
            QStringLiteral("M 2 0 thread_sort_index sort_index=1"),
            QStringLiteral("X 1 0+1 ready"),
            QStringLiteral("s 1 2 wake"),
            QStringLiteral("X 1 1+2 main"),
            QStringLiteral("X 2 2+1 ready"),
            QStringLiteral("f 2 3 wake"),
            QStringLiteral("X 2 3+1 get"),
            QStringLiteral("X 1 3+5 sleep 5000"),
            QStringLiteral("X 1 8+0 ready"),
            QStringLiteral("C 0 9 q 0 items=1"),
            QStringLiteral("X 2 4+5 queue.get"),
            QStringLiteral("s 1 9 wake"),
            QStringLiteral("X 1 8+2 main ends=finished"),
            QStringLiteral("X 2 9+1.5 ready"),
            QStringLiteral("f 2 10.5 wake"),
            QStringLiteral("i 2 11 got\tit"),
            QStringLiteral("X 2 10.5+1.5 get ends=ValueError"),
        };
        QCOMPARE(rows, expected);
    }

    void aChromeTraceOfNothingIsOne()
    {
        const QJsonDocument json
            = QJsonDocument::fromJson(exported(trace::writeChromeTrace, Recorder()));
        QCOMPARE(json[QStringLiteral("traceEvents")].toArray().size(), 1);
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
};

QTEST_APPLESS_MAIN(tst_TraceExports)
#include "tst_traceexports.moc"
