#include "tests/support/openedtrace.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

using support::OpenedTrace;
using support::RawTraceFile;
using support::TwoTasks;
using support::twoTasks;
using trace::Kind;
using trace::TraceFileError;
using trace::TraceFileReader;
using trace::fileformat::Entry;
using trace::fileformat::None;
using Status = TraceFileReader::Status;

namespace {

constexpr std::uint32_t Nobody = None;
constexpr std::uint32_t Zero = 0;

/// With the seal of the chunk of 64 KiB at \a offset.
void seal(std::vector<std::byte> &bytes, std::size_t offset)
{
    const auto crc = static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef *>(bytes.data() + offset + 16), 65'536 - 16));
    std::memcpy(bytes.data() + offset + 12, &crc, sizeof(crc));
}

/// Why \a bytes cannot be opened.
std::optional<TraceFileError::Problem> problemOf(std::vector<std::byte> bytes)
{
    try {
        const OpenedTrace opened(std::move(bytes));
    } catch (const TraceFileError &error) {
        return error.problem();
    }
    return {};
}

} // namespace

// What is wrong in a file is left out and reported, and never believed.
class tst_TraceFileFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeIsLeftOutAndCounted()
    {
        RawTraceFile file;
        file.table().task(0);
        file.records()
            .record(1, Kind::Created, 0, Nobody)
            .record(2, Kind::Created, 0, Nobody) // again
            .record(3, Kind::Resumed, 77) // no such task
            .record(3, Kind::Depth, 5, 1) // no such object
            .record(3, static_cast<Kind>(63), 1, 2) // a newer version's
            .record(4, Kind::Finished, 0)
            .record(5, Kind::Ready, 0, Nobody) // it has ended
            .record(6, Kind::Ended, 9) // no such outcome
            .record(6, Kind::Ended, 0)
            .record(7, Kind::LoopStops, 0);
        const OpenedTrace opened(file.finish().bytes);
        const QStringList expected{
            QStringLiteral("0 kind 0: 0 -1"),
            QStringLiteral("3 kind 4: 0 0"),
            QStringLiteral("6 kind 17: 0 0"),
            QStringLiteral("6 kind 11: 0 0"),
        };
        QCOMPARE(opened.records(), expected);
        QCOMPARE(opened.report().leftOut, std::uint64_t{5});
        QCOMPARE(opened.report().unknown, std::uint64_t{1});
    }

    void whatIsMissingHasSomethingInItsPlace()
    {
        RawTraceFile file;
        file.table().entry(Entry::Task, 0U, 0U, 5U, Zero, 6U, Zero, None, 7U);
        file.records()
            .record(1, Kind::Created, 0, 42) // by whom?
            .record(2, Kind::Suspended, 0, 8)
            .record(3, Kind::Ready, 0, 0x8000'0000 + 3)
            .record(4, Kind::Printed, 0, 9)
            .record(5, Kind::Failed, 0, 10);
        const OpenedTrace opened(file.finish().bytes);
        const trace::Trace &trace = opened.trace();
        QCOMPARE(trace.records().size(), std::size_t{5});
        QCOMPARE(trace.taskName(trace::TaskId{0}), std::string("?"));
        QVERIFY(trace.task(trace::TaskId{0}).site == trace::SiteId::None);
        QCOMPARE(trace.records()[0].argument, static_cast<std::uint32_t>(trace::Waker::External));
        QCOMPARE(trace.waitKind(trace.records()[1].wait()).word, std::string_view("?"));
        QCOMPARE(trace.records()[2].argument, static_cast<std::uint32_t>(trace::Waker::External));
        QCOMPARE(trace.lines()[trace.records()[3].argument].text, std::string("?"));
        QCOMPARE(trace.text(trace.records()[4].exception()), std::string("?"));
        QVERIFY(opened.report().missingEntries > 0);
    }

    void aWaitWithoutAKindIsOfOneThatIsNotKnown()
    {
        RawTraceFile file;
        file.table().task(0).entry(Entry::Wait, 0U, None, None, None, std::int64_t{0});
        file.records().record(1, Kind::Created, 0, Nobody).record(2, Kind::Suspended, 0, 0);
        const OpenedTrace opened(file.finish().bytes);
        const trace::Trace &trace = opened.trace();
        QCOMPARE(trace.waitKind(trace.records()[1].wait()).word, std::string_view("?"));
    }

    void aFileThatIsCutAnywhereIsReadUpToThere()
    {
        const std::vector<std::byte> whole = twoTasks().bytes;
        const QStringList records = OpenedTrace(whole).records();
        qsizetype most = 0;
        for (std::size_t size = 64; size<whole.size(); size += size % 65'536> 300 ? 4'099 : 1) {
            const OpenedTrace opened(
                {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
            QCOMPARE(opened.records(), records.first(opened.records().size()));
            QVERIFY(opened.records().size() >= most);
            most = opened.records().size();
        }
        QCOMPARE(most, records.size());
    }

    void aFileSaysThatItIsCutUnlessAChunkEndsThere()
    {
        const std::vector<std::byte> whole = twoTasks().bytes;
        const auto isCut = [&whole](std::size_t size) {
            return OpenedTrace({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)})
                .report()
                .cut;
        };
        QVERIFY(!isCut(2 * 65'536));
        for (std::size_t more = 1; more <= 17; ++more)
            QVERIFY(isCut(2 * 65'536 + more));
        QVERIFY(!isCut(3 * 65'536));
    }

    void theFixedBeginningAloneIsAFile()
    {
        std::vector<std::byte> bytes = RawTraceFile({.clock = 1, .origin = 1, .process = 5}).bytes;
        bytes.resize(sizeof(trace::fileformat::Header));
        const OpenedTrace opened(bytes);
        QVERIFY(opened.trace().metadata().clock == trace::Metadata::Clock::Real);
        QCOMPARE(opened.trace().metadata().process, std::int64_t{5});
        bytes.resize(bytes.size() - 1);
        QVERIFY(problemOf(bytes) == TraceFileError::Problem::TooShort);
        std::vector<std::byte> newer = RawTraceFile({.major = 2, .origin = 1}).bytes;
        newer.resize(sizeof(trace::fileformat::Header));
        QVERIFY(problemOf(newer) == TraceFileError::Problem::Newer);
    }

    void aSealedFileIsWholeAndReadAsFarAsItGoes()
    {
        std::vector<std::byte> bytes = twoTasks().bytes;
        seal(bytes, 65'536);
        seal(bytes, 2 * 65'536);
        QCOMPARE(OpenedTrace(bytes).records(), TwoTasks);
        QCOMPARE(OpenedTrace(bytes).report().damagedPlaces, std::uint64_t{0});
        // Also while others write.
        const auto shared = std::make_shared<support::MemoryBytes::Shared>();
        *shared = {bytes, true};
        TraceFileReader reader(std::make_unique<support::MemoryBytes>(shared));
        for (int i = 0; i < 3; ++i)
            QVERIFY(reader.advance(100) == Status::Waiting);
        QCOMPARE(support::recordsText(*reader.trace()), TwoTasks);
        // Of one that is cut nobody knows whether it fits.
        bytes.resize(2 * 65'536 + 16 + 2 * 16 + 8);
        const OpenedTrace cut(bytes);
        QCOMPARE(cut.records(), TwoTasks.first(2));
        QCOMPARE(cut.report().damagedPlaces, std::uint64_t{0});
    }

    void chunksOfOtherTypesArePassedOver_data()
    {
        QTest::addColumn<quint32>("type");
        QTest::addColumn<quint32>("size");
        QTest::addColumn<bool>("damage");
        QTest::newRow("a newer version's") << 0x5A41'415AU << 96U << false; // "ZAAZ"
        QTest::newRow("before the letters") << 0x4041'4141U << 96U << true;
        QTest::newRow("behind the letters") << 0x415B'4141U << 96U << true;
        QTest::newRow("not of 16 bytes each") << trace::fileformat::RecordsChunk << 40U << true;
        QTest::newRow("too small") << trace::fileformat::RecordsChunk << 16U << true;
        QTest::newRow("too large") << trace::fileformat::RecordsChunk << 65'552U << true;
    }
    void chunksOfOtherTypesArePassedOver()
    {
        QFETCH(quint32, type);
        QFETCH(quint32, size);
        QFETCH(bool, damage);
        RawTraceFile file;
        file.chunk(type, 0, 96);
        file.table().task(0);
        file.records().record(1, Kind::Created, 0, Nobody);
        file.finish();
        std::memcpy(file.bytes.data() + trace::fileformat::HeaderBytes + 8, &size, sizeof(size));
        const OpenedTrace opened(file.bytes);
        QCOMPARE(opened.records().size(), 1);
        QCOMPARE(opened.report().damagedPlaces, std::uint64_t{damage ? 1U : 0U});
        QCOMPARE(opened.report().firstDamage,
                 std::uint64_t{damage ? trace::fileformat::HeaderBytes : 0U});
    }

    void theFirstOfTwoEqualIdsCounts()
    {
        RawTraceFile file;
        file.table().task(0).entry(Entry::Task, 0U, 7U, Zero, Zero, Zero, Zero, None, None);
        file.table().text(1, "first").text(1, "second");
        file.records().record(1, Kind::Created, 0, Nobody).record(2, Kind::Failed, 0, 1);
        const OpenedTrace opened(file.finish().bytes);
        const trace::Trace &trace = opened.trace();
        QCOMPARE(trace.taskName(trace::TaskId{0}), std::string("Task-1"));
        QCOMPARE(trace.text(trace.records()[1].exception()), std::string("first"));
        QCOMPARE(opened.report().missingEntries, std::uint64_t{2});
    }

    void aTextThatDoesNotGoOnIsLost()
    {
        RawTraceFile file;
        file.table()
            .task(0)
            .entryWithText(Entry::Text, "ab", 1U, trace::fileformat::GoesOn)
            .text(2, "cd");
        file.records().record(1, Kind::Created, 0, Nobody).record(2, Kind::Failed, 0, 2);
        const OpenedTrace opened(file.finish().bytes);
        const trace::Trace &trace = opened.trace();
        QCOMPARE(trace.text(trace.records()[1].exception()), std::string("cd"));
        QCOMPARE(opened.report().missingEntries, std::uint64_t{1});
    }

    void whatNobodyRefersToIsThereWithoutWhatIsMissing()
    {
        RawTraceFile file;
        file.table().entry(Entry::Object, 0U, Zero, Zero, Zero, 9U);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.trace().objects().size(), std::size_t{1});
        QVERIFY(opened.trace().object(trace::ObjectId{0}).site == trace::SiteId::None);
        QCOMPARE(opened.report().missingEntries, std::uint64_t{1});
    }

    void nothingIsKnownOfATaskAfterItsEnd_data()
    {
        QTest::addColumn<int>("end");
        for (const Kind end : {Kind::Finished, Kind::Failed, Kind::Cancelled})
            QTest::addRow("kind %d", static_cast<int>(end)) << static_cast<int>(end);
    }
    void nothingIsKnownOfATaskAfterItsEnd()
    {
        QFETCH(int, end);
        RawTraceFile file;
        file.table().task(0);
        file.records()
            .record(1, Kind::Created, 0, Nobody)
            .record(2, static_cast<Kind>(end), 0)
            .record(3, Kind::Resumed, 0);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.records().size(), 2);
        QCOMPARE(opened.report().leftOut, std::uint64_t{1});
    }

    void aFileThatIsCutSaysSo()
    {
        std::vector<std::byte> bytes = twoTasks().bytes;
        bytes.resize(bytes.size() - 1);
        QVERIFY(OpenedTrace(bytes).report().cut);
    }

    void aDamagedChunkIsLeftOut()
    {
        RawTraceFile file = twoTasks();
        file.records().record(9, Kind::Finished, 0);
        file.finish();
        const std::size_t records = 65'536 * 2;
        seal(file.bytes, records);
        QCOMPARE(OpenedTrace(file.bytes).report().damagedPlaces, std::uint64_t{0});
        file.bytes[records + 40'000] = std::byte{1};
        const OpenedTrace opened(file.bytes);
        QCOMPARE(opened.report().damagedPlaces, std::uint64_t{1});
        QCOMPARE(opened.report().firstDamage, std::uint64_t{records});
        const QStringList expected{QStringLiteral("8 kind 0: 0 -1"),
                                   QStringLiteral("8 kind 4: 0 0")};
        QCOMPARE(opened.records(), expected);
    }

    void aDamagedTableIsLeftOut()
    {
        RawTraceFile file = twoTasks();
        seal(file.bytes, 65'536);
        file.bytes[65'536 + 30'000] = std::byte{1};
        const OpenedTrace opened(file.bytes);
        QCOMPARE(opened.report().damagedPlaces, std::uint64_t{1});
        QCOMPARE(opened.report().leftOut, std::uint64_t{4});
    }

    void anEntryThatDoesNotFitEndsItsChunk()
    {
        RawTraceFile file;
        file.table().task(0).number(static_cast<std::uint32_t>(Entry::Text)).number(65'530U);
        file.records().record(1, Kind::Created, 0, Nobody);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.report().damagedPlaces, std::uint64_t{1});
        QCOMPARE(opened.records().size(), 1);
    }

    void theNextChunkIsFoundBehindOneWithoutAHeader_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("value");
        QTest::newRow("type") << 0 << 3;
        QTest::newRow("size") << 9 << 7;
        QTest::newRow("size of a smaller one") << 9 << 0x80;
    }

    void theNextChunkIsFoundBehindOneWithoutAHeader()
    {
        QFETCH(const int, at);
        QFETCH(const int, value);
        RawTraceFile file = twoTasks();
        file.records().record(9, Kind::Finished, 0);
        file.finish();
        file.bytes[static_cast<std::size_t>(2 * 65'536 + at)] = static_cast<std::byte>(value);
        const OpenedTrace opened(file.bytes);
        QVERIFY(opened.report().damagedPlaces > 0);
        QVERIFY(opened.records().contains(QStringLiteral("8 kind 4: 0 0")));
    }

    void aHugeIdTakesNoRoom()
    {
        RawTraceFile file;
        file.table().task(0x7FFF'FFFE).text(0x7FFF'FFFF, "far").text(None, "nowhere").text(0, "no");
        file.records()
            .record(1, Kind::Created, 0x7FFF'FFFE, Nobody)
            .record(2, Kind::Failed, 0x7FFF'FFFE, 0x7FFF'FFFF);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.records().size(), 2);
        QCOMPARE(opened.trace().text(opened.trace().records()[1].exception()), std::string("far"));
        QCOMPARE(opened.report().missingEntries, std::uint64_t{2});
    }

    void whatANewerMinorVersionAddsIsSkipped()
    {
        RawTraceFile file({.minor = 7, .origin = 1});
        file.chunk(0x4E45'5753, 0, 96).number(std::uint64_t{5}); // "SWEN"
        file.table()
            .entry(static_cast<Entry>(99), 1U, 2U, 3U)
            .entry(Entry::Task, 0U, 1U, Zero, Zero, Zero, Zero, None, None, 12345U)
            .entryWithText(Entry::WaitKind, "new", 0U, std::uint8_t{200}, std::uint8_t{200},
                           std::uint8_t{200}, std::uint8_t{0})
            .entry(Entry::Wait, 0U, 0U, 0U, None, std::int64_t{-5});
        file.records().record(1, Kind::Created, 0, Nobody).record(2, Kind::Suspended, 0, 0);
        const OpenedTrace opened(file.finish().bytes);
        QCOMPARE(opened.records().size(), 2);
        QCOMPARE(opened.report().damagedPlaces, std::uint64_t{0});
        QCOMPARE(opened.report().missingEntries, std::uint64_t{0});
        const trace::Trace &trace = opened.trace();
        QVERIFY(trace.waitKind(trace.records()[1].wait()).shape == trace::Shape::Other);
    }

    void aNewerMajorVersionIsRefused()
    {
        RawTraceFile file({.major = 2, .origin = 1});
        QVERIFY(problemOf(file.bytes) == TraceFileError::Problem::Newer);
    }

    void whatIsNoTraceFileIsRefused()
    {
        const auto bytesOf = [](std::string_view text) {
            std::vector<std::byte> bytes(text.size());
            std::memcpy(bytes.data(), text.data(), text.size());
            return bytes;
        };
        using Problem = TraceFileError::Problem;
        QVERIFY(problemOf({}) == Problem::TooShort);
        QVERIFY(problemOf(bytesOf("\x89"
                                  "CRS"))
                == Problem::TooShort);
        QVERIFY(problemOf(bytesOf("{\"traceEvents\": []}")) == Problem::NotATrace);
        QVERIFY(problemOf(bytesOf("x")) == Problem::NotATrace);
        // Line ends that something has changed on the way.
        std::vector<std::byte> text = twoTasks().bytes;
        text.erase(text.begin() + 4);
        QVERIFY(problemOf(text) == Problem::NotATrace);
    }

    void anEmptyFileOfAnySizeIsReadAtOnce()
    {
        // A hole of a terabyte behind the first chunks.
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.coroscope")).toStdString();
        const std::vector<std::byte> bytes = twoTasks().bytes;
        const int writer = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QCOMPARE(write(writer, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
        if (ftruncate(writer, off_t{1} << 40) != 0)
            QSKIP("The file system has no room for a hole.");
        close(writer);
        TraceFileReader reader(trace::openBytes(path));
        QVERIFY(reader.advance(100) == Status::Complete);
        QCOMPARE(support::recordsText(*reader.trace()), TwoTasks);
    }

    void whatIsNoFileCannotBeOpenedTrace()
    {
        const QTemporaryDir folder;
        const auto failureOf = [](const std::string &path) {
            try {
                trace::openBytes(path);
            } catch (const std::system_error &error) {
                return error.code().value();
            }
            return 0;
        };
        QCOMPARE(failureOf(folder.path().toStdString()), EISDIR);
        QCOMPARE(failureOf(folder.filePath(QStringLiteral("none")).toStdString()), ENOENT);
        QCOMPARE(failureOf("/dev/null"), EINVAL);
    }
};

QTEST_APPLESS_MAIN(tst_TraceFileFaults)
#include "tst_tracefilefaults.moc"
