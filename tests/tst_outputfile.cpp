#include "tests/support/sampletraces.h"
#include "views/export/timelineexport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using views::ExportError;
using views::exportTimeline;
using views::OutputFile;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// While it lives, no file grows beyond a number of bytes: a disk that is full then.
class FullDisk
{
public:
    explicit FullDisk(qint64 bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{static_cast<rlim_t>(bytes), m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

void formats()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"figure.svg", "figure.png", "figure.pdf", "FIGURE.PNG"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Takes so many bytes at a time.
class Sink : public QIODevice
{
public:
    explicit Sink(qint64 most)
        : m_most(most)
    {
        open(WriteOnly | Unbuffered);
    }
    bool isSequential() const override { return true; }

    QByteArray taken;
    int asked = 0;

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override
    {
        if (++asked > 100)
            return -1;
        const qint64 some = std::min(m_most, size);
        taken.append(data, some);
        return some;
    }

private:
    qint64 m_most;
};

/// The sentence with which an export to \a path fails.
QString failure(const QString &path)
{
    try {
        exportTimeline(support::queueTrace(), path, {});
    } catch (const ExportError &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class tst_outputfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormatTellsOfADiskThatFillsUp_data() { formats(); }
    void everyFormatTellsOfADiskThatFillsUp()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const QString path = folder.filePath(name);
        exportTimeline(support::queueTrace(), path, {});
        const qint64 size = QFileInfo(path).size();
        QFile::remove(path);
        // From not a byte to the last one missing: buffers hide the ends of both kinds.
        for (const qint64 room : {qint64{0}, size / 2, size - 1}) {
            const FullDisk disk(room);
            const QString sentence = failure(path);
            QVERIFY2(sentence.contains(path), qPrintable(sentence));
            QVERIFY2(sentence.contains(qt_error_string(EFBIG)), qPrintable(sentence));
            QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
        }
        QCOMPARE(failure(path), QString());
        QCOMPARE(QFileInfo(path).size(), size);
    }

    void whatTakesLittleAtATimeGetsAllAndWhatTakesNothingIsGivenUp()
    {
        Sink slow(2);
        QVERIFY(views::writeAll(slow, "abcde"));
        QCOMPARE(slow.taken, QByteArray("abcde"));
        QCOMPARE(slow.asked, 3);
        Sink full(0);
        QVERIFY(!views::writeAll(full, "abcde"));
        QCOMPARE(full.asked, 1);
    }

    void whatNoDeviceSaysIsSaidByWhoWrites()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("file"));
        const OutputFile out(path);
        QString sentence;
        try {
            out.fail("the writer is tired");
        } catch (const ExportError &error) {
            sentence = QString::fromUtf8(error.what());
        }
        QCOMPARE(sentence, QStringLiteral("Cannot write \"%1\": the writer is tired.").arg(path));
    }

    void aDeviceBehindALinkStaysOne_data() { formats(); }
    void aDeviceBehindALinkStaysOne()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const QString link = folder.filePath(name);
        if (!QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("There is no /dev/full here.");
        QVERIFY(QFile::link(QStringLiteral("/dev/full"), link));
        const QString sentence = failure(link);
        QVERIFY2(sentence.contains(link), qPrintable(sentence));
        struct stat info = {};
        QCOMPARE(stat("/dev/full", &info), 0);
        QVERIFY(S_ISCHR(info.st_mode));
        QCOMPARE(
            QDir(folder.path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot),
            QStringList{name});
    }

    void aPipeIsWrittenInto_data() { formats(); }
    void aPipeIsWrittenInto()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const QString path = folder.filePath(name);
        QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        fcntl(reader, F_SETPIPE_SZ, 1 << 20); // the whole figure, since nobody reads meanwhile
        exportTimeline(support::queueTrace(2, 2), path, {});
        QByteArray read(1 << 20, '\0');
        read.truncate(::read(reader, read.data(), static_cast<std::size_t>(read.size())));
        ::close(reader);
        const QString file = folder.filePath(QStringLiteral("same-") + name);
        exportTimeline(support::queueTrace(2, 2), file, {});
        QCOMPARE(read.size(), contents(file).size());
        QVERIFY(!QFileInfo(path).isFile());
    }

    void aFolderIsRefused()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("figure.svg")));
        QVERIFY(failure(folder.filePath(QStringLiteral("figure.svg")))
                    .contains(QStringLiteral("it is a folder")));
    }

    void whatStandsBehindALinkIsReplacedAndTheLinkStays()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("file"));
        const QString link = folder.filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(file, link));
        for (const char *text : {"new", "newer"}) {
            OutputFile out(link);
            out.write(text);
            out.commit();
            QCOMPARE(contents(file), QByteArray(text));
        }
        QVERIFY(QFileInfo(link).isSymLink());
    }

    void aLinkThatLeadsToItselfIsRefusedAndStays()
    {
        const QTemporaryDir folder;
        const QString link = folder.filePath(QStringLiteral("circle.svg"));
        QVERIFY(QFile::link(link, link));
        const QString sentence = failure(link);
        QVERIFY2(sentence.contains(link), qPrintable(sentence));
        QVERIFY(QFileInfo(link).isSymLink());
    }

    void whatHasAnOpenFileIsWrittenAtItsEnd()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("open")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("lines\n");
        file.flush();
        OutputFile out(QStringLiteral("/dev/fd/%1").arg(file.handle()));
        out.write("rows\n");
        out.commit();
        QCOMPARE(contents(file.fileName()), QByteArray("lines\nrows\n"));
    }

    void whatIsNotCommittedLeavesNothing()
    {
        const QTemporaryDir folder;
        {
            OutputFile out(folder.filePath(QStringLiteral("file")));
            out.write("half");
        }
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
    }
};

QTEST_MAIN(tst_outputfile)
#include "tst_outputfile.moc"
