#include "engine/run/run.h"
#include "engine/trace/io/tracefilewriter.h"
#include "engine/trace/steps.h"
#include "engine/workloads/registry.h"
#include "tests/support/openedtrace.h"

#include <QTest>

using namespace std::chrono_literals;
using support::OpenedTrace;
using trace::Kind;
using trace::Recorder;

namespace {

std::vector<std::byte> saved(const trace::Trace &trace, const trace::TraceFileExtras &extras = {})
{
    std::vector<std::byte> bytes;
    trace::writeTraceFile(trace, extras, [&bytes](std::span<const std::byte> more) {
        bytes.insert(bytes.end(), more.begin(), more.end());
    });
    return bytes;
}

std::uint32_t index(auto id)
{
    return static_cast<std::uint32_t>(id);
}

/// What a trace has of marks: "MILLISECONDS TEXT SUBJECT".
QStringList marksOf(const trace::Trace &trace)
{
    QStringList marks;
    for (std::size_t i = 0; i < trace.records().size(); ++i) {
        const trace::Record &record = trace.records()[i];
        if (record.kind() == Kind::Marked)
            marks += QStringLiteral("%1 %2 %3")
                         .arg(record.time().count() / 1'000'000)
                         .arg(QString::fromStdString(trace.text(trace::TextId{record.argument})))
                         .arg(static_cast<std::int32_t>(record.subject));
    }
    return marks;
}

} // namespace

// What is saved comes back.
class tst_TraceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyScenarioComesBackIdForId_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const scenario::Scenario &s : engine::scenarios())
            QTest::addRow("%s", s.name.c_str()) << QString::fromStdString(s.name);
    }

    void everyScenarioComesBackIdForId()
    {
        QFETCH(const QString, scenario);
        engine::VirtualClock clock;
        Recorder recorded;
        engine::Run run(
            engine::makeProgram(scenario::Arguments(*engine::findScenario(scenario.toStdString()))),
            clock, recorded);
        while (run.step() != engine::Run::Status::Ended) {}
        const OpenedTrace again(saved(recorded, {&run.ending(), {}}));
        QCOMPARE(support::traceText(again.trace()), support::traceText(recorded));
        QCOMPARE(QString::fromStdString(trace::stepsText(again.trace())),
                 QString::fromStdString(trace::stepsText(recorded)));
        trace::TraceFileReport expected;
        expected.bytes = again.reader.report().bytes;
        expected.writers = 1;
        expected.ended = true;
        QVERIFY(again.reader.report() == expected);
    }

    void aRunOfManyChunksComesBack()
    {
        Recorder recorded;
        for (std::uint32_t i = 0; i < 20'000; ++i) {
            const auto time = std::chrono::seconds(i);
            recorded.addTask({.number = i + 1, .coroutine = recorded.intern("work")});
            recorded.record(time, Kind::Created, i, index(trace::TaskId::None));
            recorded.record(time, Kind::Resumed, i);
            recorded.print(time, trace::TaskId{i}, "line " + std::to_string(i));
            recorded.record(time, Kind::Finished, i);
        }
        recorded.record(20'000s, Kind::Ended, index(trace::Outcome::Done));
        const std::vector<std::byte> bytes = saved(recorded);
        const OpenedTrace again(bytes);
        QCOMPARE(support::traceText(again.trace()), support::traceText(recorded));
        QVERIFY(bytes.size() > 20 * trace::fileformat::ChunkBytes);
    }

    void aTextLongerThanAChunkComesBack()
    {
        Recorder recorded;
        std::string text;
        for (int i = 0; i < 50'000; ++i)
            text += std::to_string(i);
        recorded.addTask({.number = 0, .name = recorded.intern(text)});
        recorded.record(0s, Kind::Created, 0, index(trace::TaskId::None));
        recorded.print(0s, trace::TaskId{0}, text);
        const std::string exact(trace::fileformat::LargestPayload - 8, 'x');
        recorded.print(0s, trace::TaskId{0}, exact);
        recorded.print(0s, trace::TaskId{0}, exact + "y");
        recorded.print(0s, trace::TaskId{0}, "");
        const OpenedTrace again(saved(recorded));
        QCOMPARE(support::traceText(again.trace()), support::traceText(recorded));
    }

    void wordsOfOtherProgramsComeBack()
    {
        Recorder recorded;
        recorded.intern("before");
        const trace::WaitKind kind{"socket.recv", trace::Shape::Network, trace::WaitsOn::Object,
                                   trace::Amount::Count, true};
        const trace::Reason reason = recorded.intern(kind);
        recorded.intern("after");
        recorded.addTask({.number = 1});
        const trace::ObjectId object = recorded.addObject({.kind = recorded.intern("socket")});
        const trace::CauseId cause
            = recorded.intern(trace::Cause{recorded.intern("descriptor"), trace::TextId::Empty, 7});
        recorded.record(1s, Kind::Created, 0, index(trace::TaskId::None));
        recorded.record(
            1s, Kind::Suspended, 0,
            index(recorded.intern(trace::Wait{reason, index(object), trace::ChainId::None, 3})));
        recorded.record(2s, Kind::Ready, 0, trace::Record::waker(cause));
        recorded.record(3s, Kind::Depth, index(object), 0xFFFF'FFFF);
        const OpenedTrace again(saved(recorded));
        QCOMPARE(support::traceText(again.trace()), support::traceText(recorded));
    }

    void whatIsKnownOfTheRunComesBack()
    {
        Recorder recorded;
        trace::Metadata metadata;
        metadata.title = "Grüße";
        metadata.commandLine = "python3 server.py";
        metadata.sourceRoot = "/srv";
        metadata.process = 4711;
        metadata.clock = trace::Metadata::Clock::Real;
        metadata.speed = 0.1;
        metadata.wallTime = 1'700'000'000s;
        recorded.setMetadata(metadata);
        const OpenedTrace again(saved(recorded, {nullptr, {{"host", "a"}, {"title", "another"}}}));
        const trace::Metadata &back = again.trace().metadata();
        QCOMPARE(back.title, metadata.title);
        QCOMPARE(back.commandLine, metadata.commandLine);
        QCOMPARE(back.sourceRoot, metadata.sourceRoot);
        QCOMPARE(back.process, metadata.process);
        QVERIFY(back.clock == metadata.clock);
        QCOMPARE(back.speed, metadata.speed);
        QVERIFY(back.wallTime == metadata.wallTime);
        QCOMPARE(again.reader.report().properties.at("host"), std::string("a"));
    }

    void anEndingComesBackWithWhatItsExceptionsSaid()
    {
        Recorder recorded;
        recorded.addTask({.number = 1});
        recorded.record(0s, Kind::Created, 0, index(trace::TaskId::None));
        recorded.record(1s, Kind::Failed, 0, index(recorded.intern("ValueError")));
        recorded.record(1s, Kind::Ended, index(trace::Outcome::Failed));
        trace::Ending ending{.outcome = trace::Outcome::Failed, .time = 1s};
        ending.failure = {"ValueError", "no number", false};
        ending.unnoticed = {{trace::TaskId{0}, {"KeyError", "'a'"}, trace::Notice::Outcome},
                            {trace::TaskId::None, {"OSError", ""}, trace::Notice::Callback},
                            {trace::TaskId{0}, {"E", "e"}, trace::Notice::Shutdown}};
        const OpenedTrace again(saved(recorded, {&ending, {}}));
        QVERIFY(again.reader.ending() == ending);

        ending.failure.ofRun = true;
        ending.outgrown = true;
        ending.unnoticed.clear();
        QVERIFY(OpenedTrace(saved(recorded, {&ending, {}})).reader.ending() == ending);
    }

    void aDeadlockComesBackWithItsTasks()
    {
        Recorder recorded;
        recorded.addTask({.number = 1});
        recorded.addTask({.number = 2});
        const trace::WaitId wait = recorded.intern(trace::Wait{.reason = trace::Reason::Event});
        recorded.record(0s, Kind::Created, 0, index(trace::TaskId::None));
        recorded.record(0s, Kind::Created, 1, 0);
        recorded.record(1s, Kind::Suspended, 0, index(wait));
        recorded.record(1s, Kind::Finished, 1);
        recorded.record(2s, Kind::Lost, 0);
        recorded.record(2s, Kind::Ended, index(trace::Outcome::Deadlocked));
        trace::Ending ending{.outcome = trace::Outcome::Deadlocked, .time = 2s};
        ending.lost = {{trace::TaskId{0}, wait}};
        QVERIFY(OpenedTrace(saved(recorded, {&ending, {}})).reader.ending() == ending);
    }

    void marksStandInPlaceOfThoseOfTheTrace()
    {
        Recorder recorded;
        recorded.addTask({.number = 1});
        recorded.record(0s, Kind::Created, 0, index(trace::TaskId::None));
        recorded.record(1s, Kind::Marked, 0, index(recorded.intern("old")));
        recorded.record(2s, Kind::Resumed, 0);
        recorded.record(3s, Kind::Finished, 0);
        const QStringList old{QStringLiteral("1000 old 0")};
        QCOMPARE(marksOf(OpenedTrace(saved(recorded)).trace()), old);
        const std::vector<trace::FileMark> none;
        QCOMPARE(marksOf(OpenedTrace(saved(recorded, {nullptr, {}, &none})).trace()),
                 QStringList());

        // None is earlier or later than the records around it.
        std::vector<trace::FileMark> marks{
            {0, 5s, trace::TaskId::None, "first"},
            {2, 1'500ms, trace::TaskId{0}, "second"},
            {4, 10s, trace::TaskId{0}, "last"},
        };
        QStringList expected{QStringLiteral("0 first -1"), QStringLiteral("1500 second 0"),
                             QStringLiteral("10000 last 0")};
        const OpenedTrace going(saved(recorded, {nullptr, {}, &marks}));
        QCOMPARE(marksOf(going.trace()), expected);
        QCOMPARE(going.trace().records().size(), std::size_t{6});

        // Nor behind the end.
        recorded.record(3s, Kind::Ended, index(trace::Outcome::Done));
        marks.back().records = 5;
        expected.back() = QStringLiteral("3000 last 0");
        const OpenedTrace ended(saved(recorded, {nullptr, {}, &marks}));
        QCOMPARE(marksOf(ended.trace()), expected);
        QVERIFY(ended.reader.report().ended);
        QCOMPARE(ended.reader.report().leftOut, std::uint64_t{0});
    }

    void aPropertyThatDoesNotFitIsLeftOut()
    {
        const Recorder recorded;
        // The beginning, the entry's, its name with a null character, and room behind it.
        const std::size_t most = trace::fileformat::HeaderBytes - sizeof(trace::fileformat::Header)
            - trace::fileformat::EntryHeaderBytes - 2 - 8;
        for (const std::size_t size : {most, most + 1}) {
            const std::string value(size, 'x');
            const OpenedTrace again(saved(recorded, {nullptr, {{"a", value}, {"b", "c"}}}));
            const auto properties = again.reader.report().properties;
            QCOMPARE(properties.count("a"), std::size_t{size == most ? 1U : 0U});
            QCOMPARE(properties.count("b"), std::size_t{size == most ? 0U : 1U});
        }
    }

    void theLatestTimeOfAllComesBack()
    {
        Recorder recorded;
        recorded.addTask({.number = 1});
        recorded.record(0s, Kind::Created, 0, index(trace::TaskId::None));
        recorded.record(trace::Time{static_cast<std::int64_t>(trace::Record::MaxTimeNs)},
                        Kind::Ready, 0, index(trace::Waker::Timer));
        const OpenedTrace again(saved(recorded));
        QCOMPARE(again.trace().records()[1].timeNs + 1, std::uint64_t{trace::Record::MaxTimeNs});
    }

    void aRunWithNothingInItComesBack()
    {
        const Recorder recorded;
        QCOMPARE(support::traceText(OpenedTrace(saved(recorded)).trace()),
                 support::traceText(recorded));
    }

    void aRunThatStillGrowsIsSavedAsFarAsItHasCome()
    {
        Recorder recorded;
        recorded.addTask({.number = 1});
        recorded.record(0s, Kind::Created, 0, index(trace::TaskId::None));
        const std::vector<std::byte> bytes = saved(recorded);
        recorded.record(1s, Kind::Finished, 0);
        const OpenedTrace again(bytes);
        QCOMPARE(again.trace().records().size(), std::size_t{1});
        QVERIFY(!again.reader.report().ended);
        QVERIFY(!again.reader.ending());
    }

    void aSavedFileIsAsLargeAsWhatIsInIt()
    {
        Recorder recorded;
        recorded.addTask({.number = 1});
        recorded.record(0s, Kind::Created, 0, index(trace::TaskId::None));
        QVERIFY(saved(recorded).size() < trace::fileformat::HeaderBytes + 200);
    }
};

QTEST_APPLESS_MAIN(tst_TraceFile)
#include "tst_tracefile.moc"
