#include "tests/support/openedtrace.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using support::MemoryBytes;
using support::RawTraceFile;
using support::TwoTasks;
using support::twoTasks;
using trace::Kind;
using trace::TraceFileReader;
using trace::fileformat::None;
using Status = TraceFileReader::Status;

namespace {

constexpr std::uint32_t Nobody = None;

} // namespace

// A file is followed while it is written, and a pipe while it is open.
class tst_TraceFileGrows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileIsFollowedWhileItIsWritten()
    {
        const RawTraceFile file = twoTasks();
        const auto shared = std::make_shared<MemoryBytes::Shared>();
        shared->written = true;
        MemoryBytes before(shared);
        QVERIFY(!TraceFileReader::canBegin(before));
        // As a mapping: the room is there before what is in it.
        shared->bytes.resize(65'536);
        QVERIFY(!TraceFileReader::canBegin(before));
        std::memcpy(shared->bytes.data(), file.bytes.data(), 65'536);
        QVERIFY(TraceFileReader::canBegin(before));
        TraceFileReader reader(std::make_unique<MemoryBytes>(shared));
        QVERIFY(reader.advance(100) == Status::Waiting);

        shared->bytes.resize(4 * 65'536);
        const auto write = [&](std::size_t offset, std::size_t size) {
            std::memcpy(shared->bytes.data() + offset, file.bytes.data() + offset, size);
        };
        // The second chunk is begun before the first one, and each record with its second word.
        write(2 * 65'536, 16);
        QVERIFY(reader.advance(100) == Status::Waiting);
        write(65'536, 65'536);
        for (std::size_t record = 0; record < 4; ++record) {
            const std::size_t at = 2 * 65'536 + 16 + 16 * record;
            write(at + 8, 8);
            QVERIFY(reader.advance(100) == Status::Waiting);
            QVERIFY(reader.advance(100) == Status::Waiting);
            QCOMPARE(reader.trace()->records().size(), record);
            write(at, 8);
            // What has just come waits for what others may have recorded before.
            QVERIFY(reader.advance(100) == Status::Waiting);
            QVERIFY(reader.advance(100) == Status::Waiting);
            QCOMPARE(reader.trace()->records().size(), record + 1);
        }
        QCOMPARE(support::recordsText(*reader.trace()), TwoTasks);
        shared->written = false;
        QVERIFY(reader.advance(100) == Status::Complete);
        QCOMPARE(support::recordsText(*reader.trace()), TwoTasks);
        QCOMPARE(reader.report().missingEntries, std::uint64_t{0});
    }

    void anEntryIsFoundThatCameJustBeforeItsRecord()
    {
        RawTraceFile file;
        file.table().task(0);
        file.records().record(1, Kind::Created, 0, Nobody);
        file.finish();
        const auto shared = std::make_shared<MemoryBytes::Shared>();
        *shared = {file.bytes, true};
        TraceFileReader reader(std::make_unique<MemoryBytes>(shared));
        for (int i = 0; i < 3; ++i)
            QVERIFY(reader.advance(100) == Status::Waiting);
        RawTraceFile grown;
        grown.table().task(0).task(1).text(1, "E");
        grown.records()
            .record(1, Kind::Created, 0, Nobody)
            .record(2, Kind::Created, 1, Nobody)
            .record(3, Kind::Failed, 1, 1);
        shared->bytes = grown.finish().bytes;
        for (int i = 0; i < 3; ++i)
            QVERIFY(reader.advance(100) == Status::Waiting);
        QCOMPARE(reader.trace()->records().size(), std::size_t{3});
        QCOMPARE(reader.report().missingEntries, std::uint64_t{0});
        QCOMPARE(reader.report().leftOut, std::uint64_t{0});
    }

    void tablesOfSeveralWritersGrow()
    {
        const auto fileOf = [](bool grown) {
            RawTraceFile file;
            file.table(1).task(0);
            if (grown)
                file.text(1, "E");
            file.table(2).task(1);
            if (grown)
                file.text(2, "F");
            file.records(1).record(1, Kind::Created, 0, Nobody).record(2, Kind::Created, 1, Nobody);
            if (grown)
                file.record(3, Kind::Failed, 0, 1).record(4, Kind::Failed, 1, 2);
            return file.finish().bytes;
        };
        const auto shared = std::make_shared<MemoryBytes::Shared>();
        *shared = {fileOf(false), true};
        TraceFileReader reader(std::make_unique<MemoryBytes>(shared));
        for (int i = 0; i < 3; ++i)
            QVERIFY(reader.advance(100) == Status::Waiting);
        shared->bytes = fileOf(true);
        for (int i = 0; i < 3; ++i)
            QVERIFY(reader.advance(100) == Status::Waiting);
        const trace::Trace &trace = *reader.trace();
        QCOMPARE(trace.records().size(), std::size_t{4});
        QCOMPARE(trace.text(trace.records()[2].exception()), std::string("E"));
        QCOMPARE(trace.text(trace.records()[3].exception()), std::string("F"));
        QCOMPARE(reader.report().missingEntries, std::uint64_t{0});
    }

    void smallChunksAreReadWhileTheyAreWritten()
    {
        RawTraceFile file;
        file.table().task(0);
        for (int chunk = 0; chunk < 100; ++chunk) {
            file.chunk(trace::fileformat::RecordsChunk, 0, 16 + 16 * 10);
            for (int i = 0; i < 10; ++i)
                file.record(1 + 10 * chunk + i, chunk + i == 0 ? Kind::Created : Kind::Ready, 0,
                            Nobody);
        }
        const auto shared = std::make_shared<MemoryBytes::Shared>();
        *shared = {file.finish().bytes, true};
        TraceFileReader reader(std::make_unique<MemoryBytes>(shared));
        // Each time as far as the latest that had been read.
        for (int i = 0; i < 110; ++i)
            QVERIFY(reader.advance(10'000) == Status::Waiting);
        const auto &records = reader.trace()->records();
        QCOMPARE(records.size(), std::size_t{1'000});
        for (std::size_t i = 0; i < records.size(); ++i)
            QCOMPARE(records[i].timeNs, std::uint64_t{i});
        shared->written = false;
        QVERIFY(reader.advance(10'000) == Status::Complete);
        QCOMPARE(records.size(), std::size_t{1'000});
        QCOMPARE(reader.report().damagedPlaces, std::uint64_t{0});
    }

    void whatOthersRecordedEarlierIsWaitedForWhileTheyWrite()
    {
        RawTraceFile file;
        file.table().task(0).task(1);
        file.records(1).record(1, Kind::Created, 0, Nobody).record(10, Kind::Resumed, 0);
        file.records(2).record(2, Kind::Created, 1, Nobody);
        const auto shared = std::make_shared<MemoryBytes::Shared>();
        *shared = {file.finish().bytes, true};
        TraceFileReader reader(std::make_unique<MemoryBytes>(shared));
        QVERIFY(reader.advance(100) == Status::Waiting);
        QCOMPARE(reader.trace()->records().size(), std::size_t{0});
        // Stored late, as by a thread that was held up.
        const trace::Record late = trace::Record::of(trace::Time{5}, Kind::Resumed, 1, 0);
        std::memcpy(shared->bytes.data() + 3 * 65'536 + 32, &late, sizeof(late));
        QVERIFY(reader.advance(100) == Status::Waiting);
        const QStringList expected{
            QStringLiteral("0 kind 0: 0 -1"),
            QStringLiteral("1 kind 0: 1 -1"),
            QStringLiteral("4 kind 2: 1 0"),
            QStringLiteral("9 kind 2: 0 0"),
        };
        QCOMPARE(support::recordsText(*reader.trace()), expected);
    }

    void aLockTellsThatSomebodyWrites()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.coroscope")).toStdString();
        const std::vector<std::byte> bytes = twoTasks().bytes;
        const int writer = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QVERIFY(writer >= 0);
        QCOMPARE(write(writer, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
        QCOMPARE(flock(writer, LOCK_EX), 0);
        TraceFileReader reader(trace::openBytes(path));
        QVERIFY(reader.advance(100) == Status::Waiting);
        QVERIFY(reader.advance(100) == Status::Waiting);
        QCOMPARE(support::recordsText(*reader.trace()), TwoTasks);
        close(writer);
        QVERIFY(reader.advance(100) == Status::Complete);
    }

    void aFileOfWhichItsWriterGivesBackWhatItHasNotBegunIsNotCut()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.coroscope")).toStdString();
        std::vector<std::byte> bytes = twoTasks().bytes;
        const std::size_t begun = bytes.size();
        QCOMPARE(begun % trace::fileformat::ChunkBytes, std::size_t{0});
        bytes.resize(begun + 3 * trace::fileformat::ChunkBytes);
        const int writer = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QCOMPARE(write(writer, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
        QCOMPARE(flock(writer, LOCK_EX), 0);
        TraceFileReader reader(trace::openBytes(path));
        QVERIFY(reader.advance(100) == Status::Waiting);
        QCOMPARE(ftruncate(writer, static_cast<off_t>(begun)), 0);
        close(writer);
        while (reader.advance(100) != Status::Complete) {}
        QCOMPARE(support::recordsText(*reader.trace()), TwoTasks);
        QVERIFY(!reader.report().cut);
    }

    void aFileThatIsCutShortWhileItIsReadDoesNoHarm()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.coroscope")).toStdString();
        const std::vector<std::byte> bytes = twoTasks().bytes;
        const int writer = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QCOMPARE(write(writer, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
        TraceFileReader reader(trace::openBytes(path));
        QVERIFY(reader.advance(1) == Status::More);
        QCOMPARE(ftruncate(writer, 10), 0);
        while (reader.advance(1) != Status::Complete) {}
        QVERIFY(reader.trace()->records().size() >= 1);
        close(writer);
    }

    void aPipeIsReadAsItComes()
    {
        std::array<int, 2> ends{};
        QCOMPARE(pipe2(ends.data(), O_CLOEXEC), 0);
        const std::vector<std::byte> bytes = twoTasks().bytes;
        auto source = std::make_unique<trace::PipeBytes>(ends[0]);
        QVERIFY(!TraceFileReader::canBegin(*source));
        // A pipe holds 64 KiB.
        std::size_t written = 0;
        const auto writeMore = [&](std::size_t count) {
            const ssize_t done = write(ends[1], bytes.data() + written, count);
            written += static_cast<std::size_t>(std::max<ssize_t>(done, 0));
        };
        writeMore(1'000);
        QVERIFY(!TraceFileReader::canBegin(*source));
        writeMore(60'000);
        source->size();
        writeMore(40'000);
        QVERIFY(TraceFileReader::canBegin(*source));
        TraceFileReader reader(std::move(source));
        while (written < bytes.size()) {
            writeMore(std::min<std::size_t>(30'000, bytes.size() - written));
            QVERIFY(reader.advance(100) == Status::Waiting);
        }
        close(ends[1]);
        while (reader.advance(100) != Status::Complete) {}
        QCOMPARE(support::recordsText(*reader.trace()), TwoTasks);
        close(ends[0]);
    }
};

QTEST_APPLESS_MAIN(tst_TraceFileGrows)
#include "tst_tracefilegrows.moc"
