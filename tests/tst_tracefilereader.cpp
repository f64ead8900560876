#include "tests/support/openedtrace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using support::OpenedTrace;
using support::RawTraceFile;
using support::TwoTasks;
using support::twoTasks;
using trace::Kind;
using trace::fileformat::Entry;
using trace::fileformat::None;

namespace {

constexpr std::uint32_t Nobody = None;
constexpr std::uint32_t Zero = 0;

/// A file of nothing whose beginning says so of the clock's speed.
std::vector<std::byte> withSpeed(std::string_view speed)
{
    RawTraceFile property;
    property.entryWithText(Entry::Property, std::string("speed") + '\0' + std::string(speed));
    RawTraceFile file({.clock = 1, .origin = 1});
    std::copy(property.bytes.begin() + trace::fileformat::HeaderBytes, property.bytes.end(),
              file.bytes.begin() + sizeof(trace::fileformat::Header));
    return file.bytes;
}

} // namespace

// What others write is read as its page says.
class tst_TraceFileReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileIsReadAsItsPageSays()
    {
        QCOMPARE(OpenedTrace(twoTasks().bytes).records(), TwoTasks);
        QVERIFY(!OpenedTrace(twoTasks().bytes).report().cut);
    }

    void anEntryMayEndWithItsChunk()
    {
        RawTraceFile file;
        file.chunk(trace::fileformat::TableChunk, 0, 16 + 2 * 40).task(0).task(1, 0);
        file.records()
            .record(1, Kind::Created, 0, Nobody)
            .record(2, Kind::Resumed, 0)
            .record(3, Kind::Created, 1, 0)
            .record(4, Kind::Resumed, 1);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.records(), TwoTasks);
        QCOMPARE(opened.report().damagedPlaces, std::uint64_t{0});
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
    }

    void aChunkMayHoldASingleRecord()
    {
        RawTraceFile file;
        file.table().task(0);
        file.chunk(trace::fileformat::RecordsChunk, 0, 32).record(1, Kind::Created, 0, Nobody);
        file.chunk(trace::fileformat::RecordsChunk, 0, 32).record(2, Kind::Finished, 0);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.records().size(), 2);
        QCOMPARE(opened.report().damagedPlaces, std::uint64_t{0});
    }

    void theShareTellsHowMuchHasBeenRead()
    {
        trace::TraceFileReader reader(std::make_unique<support::MemoryBytes>(twoTasks().bytes));
        QVERIFY(reader.advance(1) == trace::TraceFileReader::Status::More);
        QVERIFY(reader.share() > 0.5 && reader.share() < 1);
        QVERIFY(reader.advance(100) == trace::TraceFileReader::Status::Complete);
        QCOMPARE(reader.share(), 1.0);
    }

    void aSpeedIsANumberAboveNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("speed");
        QTest::newRow("fast") << QByteArray("2.5") << 2.5;
        QTest::newRow("slow") << QByteArray("1e-3") << 1e-3;
        for (const char *text : {"0", "-2", "inf", "nan", "x", ""})
            QTest::newRow(text) << QByteArray(text) << 1.0;
    }
    void aSpeedIsANumberAboveNothing()
    {
        QFETCH(QByteArray, text);
        const OpenedTrace opened(withSpeed(text.toStdString()));
        QTEST(opened.trace().metadata().speed, "speed");
    }

    void whereTheRunIsNowIsKnownOnThisMachinesClockOnly()
    {
        const QTemporaryDir folder;
        const auto now = [&folder](const trace::fileformat::Header &header) {
            const QString path = folder.filePath(QStringLiteral("a.coroscope"));
            const std::vector<std::byte> bytes = RawTraceFile(header).bytes;
            QFile file(path);
            if (file.open(QIODevice::WriteOnly))
                file.write(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
            file.close();
            return trace::TraceFileReader(trace::openBytes(path.toStdString())).now();
        };
        QVERIFY(now({.clock = 1, .origin = 1}) > trace::Time{0});
        QCOMPARE(now({.clock = 0, .origin = 1}), trace::Time{0});
        constexpr std::uint64_t Later = std::numeric_limits<std::int64_t>::max();
        QCOMPARE(now({.clock = 1, .origin = Later}), trace::Time{0});
        // From elsewhere, as through a pipe.
        QCOMPARE(OpenedTrace(RawTraceFile({.clock = 1, .origin = 1}).bytes).reader.now(),
                 trace::Time{0});
    }

    void wordsOfOtherProgramsMayWaitForTasks()
    {
        RawTraceFile file;
        file.table()
            .task(0)
            .text(1, "descriptor")
            .entry(Entry::Cause, 0U, 1U, Zero, Zero, std::int64_t{5})
            .entryWithText(Entry::WaitKind, "w", 0U, std::uint8_t{12}, std::uint8_t{2},
                           std::uint8_t{2}, std::uint8_t{1})
            .entry(Entry::Wait, 0U, 0U, 0U, None, std::int64_t{6});
        file.records()
            .record(1, Kind::Created, 0, Nobody)
            .record(2, Kind::Suspended, 0, 0)
            .record(3, Kind::Ready, 0, trace::Record::FirstCause);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
        const auto &records = opened.trace().records();
        const trace::Wait &wait = opened.trace().wait(records[1].wait());
        QVERIFY(opened.trace().waitKind(wait.reason)
                == (trace::WaitKind{"w", trace::Shape::Other, trace::WaitsOn::Task,
                                    trace::Amount::Count, true}));
        QVERIFY(wait.task() == trace::TaskId{0});
        QCOMPARE(wait.amount, std::int64_t{6});
        QVERIFY(records[2].byCause() == trace::CauseId{0});
        QCOMPARE(opened.trace().cause(trace::CauseId{0}).number, std::int64_t{5});
    }

    void tasksThatAreAwaitedTogetherMayComeInAnyOrder()
    {
        RawTraceFile file;
        file.table(1)
            .entryWithText(Entry::WaitKind, "gather", 0U, std::uint8_t{6}, std::uint8_t{3},
                           std::uint8_t{2}, std::uint8_t{0})
            .entry(Entry::Wait, 0U, 0U, 1U, None, std::int64_t{3})
            .entry(Entry::Awaited, 1U, 0U, 1U)
            .entry(Entry::Awaited, 0U, 1U, 0U); // its rest is not smaller
        file.table(2).task(0).task(1);
        file.records(1).record(1, Kind::Created, 0, Nobody).record(2, Kind::Suspended, 0, 0);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
        const trace::Wait &wait = opened.trace().wait(opened.trace().records()[1].wait());
        QVERIFY(wait.reason == trace::Reason::Gather);
        QVERIFY(opened.trace().tasksOf(wait) == (std::vector{trace::TaskId{1}, trace::TaskId{0}}));
    }

    void aGatherOfAnOlderVersionIsOneOfTheEngine()
    {
        RawTraceFile file;
        file.table()
            .task(0)
            .entryWithText(Entry::WaitKind, "gather", 0U, std::uint8_t{6}, std::uint8_t{0},
                           std::uint8_t{2}, std::uint8_t{0})
            .entry(Entry::Wait, 0U, 0U, None, None, std::int64_t{3});
        file.records().record(1, Kind::Created, 0, Nobody).record(2, Kind::Suspended, 0, 0);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
        const trace::Wait &wait = opened.trace().wait(opened.trace().records()[1].wait());
        QVERIFY(wait.reason == trace::Reason::Gather);
        QVERIFY(opened.trace().tasksOf(wait).empty());
        QCOMPARE(wait.amount, std::int64_t{3});
    }

    void aTextMayComeInPiecesBetweenOtherWriters()
    {
        RawTraceFile file;
        file.table(1).task(0).entryWithText(Entry::Text, "ab", 1U, trace::fileformat::GoesOn);
        file.table(2).text(2, "cd");
        file.table(1).entryWithText(Entry::Text, "ef", 1U, Zero);
        file.records()
            .record(1, Kind::Created, 0, Nobody)
            .record(2, Kind::Marked, 0, 1)
            .record(3, Kind::Marked, 0, 2);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
        const trace::Trace &trace = opened.trace();
        QCOMPARE(trace.text(trace::TextId{trace.records()[1].argument}), std::string("abef"));
        QCOMPARE(trace.text(trace::TextId{trace.records()[2].argument}), std::string("cd"));
    }

    void aRunMayHaveBeenStopped()
    {
        RawTraceFile file;
        file.table().task(0);
        file.records().record(1, Kind::Created, 0, Nobody).record(2, Kind::Ended, 3);
        const OpenedTrace opened(file.finish().bytes);
        QVERIFY(opened.report().ended);
        QCOMPARE(opened.report().leftOut, std::uint64_t{0});
        QVERIFY(opened.reader.ending()->outcome == trace::Outcome::Stopped);
    }

    void writersAreMergedByTime()
    {
        RawTraceFile file;
        file.table(1).task(0);
        file.records(1).record(1, Kind::Created, 0, Nobody).record(5, Kind::Resumed, 0);
        file.records(2).record(3, Kind::Created, 1, Nobody).record(5, Kind::Resumed, 1);
        file.table(2).task(1);
        file.records(1).record(9, Kind::Finished, 0);
        file.records(2).record(8, Kind::Finished, 1);
        const OpenedTrace opened(file.finish().bytes);
        const QStringList expected{
            QStringLiteral("0 kind 0: 0 -1"), QStringLiteral("2 kind 0: 1 -1"),
            QStringLiteral("4 kind 2: 0 0"),  QStringLiteral("4 kind 2: 1 0"),
            QStringLiteral("7 kind 4: 1 0"),  QStringLiteral("8 kind 4: 0 0"),
        };
        QCOMPARE(opened.records(), expected);
        QCOMPARE(opened.report().writers, std::size_t{2});
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
    }

    void manyWritersOverManyChunksAreMergedByTime()
    {
        constexpr std::uint32_t Writers = 7;
        RawTraceFile file;
        file.table();
        for (std::uint32_t i = 0; i < Writers; ++i)
            file.task(i);
        std::int64_t time = 0;
        for (int chunk = 0; chunk < 100; ++chunk) {
            // Of small chunks, and so that writers overlap by some.
            const auto writer = static_cast<std::uint32_t>(chunk) % Writers;
            file.chunk(trace::fileformat::RecordsChunk, writer, 16 + 16 * 10);
            for (int i = 0; i < 10; ++i)
                file.record(1 + time + 10 * i, Kind::Ready, writer, Nobody);
            time += 25;
        }
        const OpenedTrace opened(file.finish().bytes);
        const auto &records = opened.trace().records();
        QCOMPARE(records.size(), std::size_t{1'000 + Writers});
        for (std::size_t i = 1; i < records.size(); ++i)
            QVERIFY(records[i - 1].timeNs <= records[i].timeNs);
        // Not one of them has been moved to be in order: their times are the multiples of 5.
        for (std::size_t i = 0; i < records.size(); ++i)
            QCOMPARE(records[i].timeNs % 5, std::uint64_t{0});
        QCOMPARE(records[records.size() - 1].timeNs, std::uint64_t{99 * 25 + 90});
    }

    void idsMayComeInAnyOrder()
    {
        // The first writer's entries refer to the second's, and those to what is later in the
        // first's.
        RawTraceFile file;
        file.records().record(1, Kind::Created, 0, Nobody).record(2, Kind::Suspended, 0, 7);
        file.table(1)
            .entry(Entry::Wait, 7U, 300U, 2U, 5U, std::int64_t{4})
            .entry(Entry::Chain, 5U, 1U, 9U)
            .entry(Entry::Object, 2U, 3U, 3U, 8U, 9U)
            .text(3, "lock");
        file.table(2)
            .entry(Entry::Site, 9U, 4U, 3U, 12U)
            .entry(Entry::Chain, 1U, None, 9U)
            .text(4, "a.py")
            .entryWithText(Entry::WaitKind, "lock", 300U, std::uint8_t{7}, std::uint8_t{1},
                           std::uint8_t{0}, std::uint8_t{1})
            .task(0);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
        const trace::Trace &trace = opened.trace();
        const trace::Wait &wait = trace.wait(trace.records()[1].wait());
        QVERIFY(wait.reason == trace::Reason::Lock);
        QCOMPARE(trace.text(trace.object(wait.object()).name), std::string("lock"));
        const trace::ChainNode &node = trace.chain(wait.chain);
        QCOMPARE(trace.text(trace.site(node.site).file), std::string("a.py"));
        QVERIFY(node.parent != trace::ChainId::None);
        QVERIFY(trace.chain(node.parent).parent == trace::ChainId::None);
    }

    void aLongChainMayComeBackToFront()
    {
        constexpr std::uint32_t Length = 100'000;
        RawTraceFile file;
        for (std::uint32_t i = Length; i-- > 0;) {
            if (i % 2'000 == 1'999)
                file.table();
            file.entry(Entry::Chain, i, i > 0 ? i - 1 : None, None);
        }
        file.table().task(0);
        file.records().record(1, Kind::Created, 0, Nobody).record(2, Kind::Blocked, 0, Length - 1);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.trace().chains().size(), std::size_t{Length});
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
        QCOMPARE(opened.records().size(), 2);
    }

    void equalEntriesOfSeveralWritersAreOne()
    {
        RawTraceFile file;
        file.table(1).text(1, "E").text(2, "E").task(0).task(1);
        file.records()
            .record(1, Kind::Created, 0, Nobody)
            .record(1, Kind::Created, 1, Nobody)
            .record(2, Kind::Failed, 0, 1)
            .record(2, Kind::Failed, 1, 2);
        const OpenedTrace opened(file.finish().bytes);
        const auto &records = opened.trace().records();
        QCOMPARE(records[2].argument, records[3].argument);
    }

    void aTimeThatGoesBackCountsAsTheOneBefore()
    {
        RawTraceFile file({.origin = 100});
        file.table().task(0);
        file.records()
            .record(90, Kind::Created, 0, Nobody) // before the origin
            .record(120, Kind::Resumed, 0)
            .record(110, Kind::Ready, 0, Nobody)
            .record(130, Kind::Finished, 0);
        const QStringList expected{
            QStringLiteral("0 kind 0: 0 -1"),
            QStringLiteral("20 kind 2: 0 0"),
            QStringLiteral("20 kind 1: 0 -1"),
            QStringLiteral("30 kind 4: 0 0"),
        };
        QCOMPARE(OpenedTrace(file.finish().bytes).records(), expected);
    }

    void aTaskThatWasThereBeforeIsCreatedWhenItIsFirstSeen()
    {
        RawTraceFile file;
        file.table().task(0);
        file.records().record(5, Kind::Resumed, 0).record(6, Kind::Finished, 0);
        const QStringList expected{
            QStringLiteral("4 kind 0: 0 -1"),
            QStringLiteral("4 kind 2: 0 0"),
            QStringLiteral("5 kind 4: 0 0"),
        };
        QCOMPARE(OpenedTrace(file.finish().bytes).records(), expected);
    }

    void chunksThatNobodyHasBegunArePassedOver()
    {
        RawTraceFile file;
        file.table().task(0);
        file.chunk(0).number(std::uint64_t{0});
        file.records().record(1, Kind::Created, 0, Nobody);
        file.finish();
        std::memset(file.bytes.data() + 2 * 65'536, 0, 16);
        QCOMPARE(OpenedTrace(file.bytes).records().size(), 1);
    }
};

QTEST_APPLESS_MAIN(tst_TraceFileReader)
#include "tst_tracefilereader.moc"
