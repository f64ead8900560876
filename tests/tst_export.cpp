#include "tests/support/paintingtest.h"
#include "tests/support/sampletraces.h"
#include "views/export/pngwriter.h"
#include "views/export/timelineexport.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

using namespace views;
using namespace std::chrono_literals;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The texts of an SVG, or nothing when it is not well-formed.
QStringList textsOf(const QString &path)
{
    QXmlStreamReader xml(contents(path));
    QStringList texts;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text"))
            texts.push_back(xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed());
    }
    return xml.hasError() ? QStringList() : texts;
}

ExportOptions titled()
{
    ExportOptions options;
    options.title = QStringLiteral("Producers and consumers");
    options.parameters = QStringLiteral("5 producers, 10 consumers, seed 444");
    return options;
}

/// A task that fills queues q0, q1, … one after the other.
std::shared_ptr<trace::Recorder> queuesTrace(int count)
{
    const auto trace = std::make_shared<trace::Recorder>();
    trace->addTask({.number = 1});
    trace->record(0ns, trace::Kind::Created, 0, 0xFFFF'FFFF);
    trace->record(0ns, trace::Kind::Resumed, 0);
    for (int i = 0; i < count; ++i) {
        const auto queue
            = trace->addObject({trace->intern("queue"), trace->intern("q" + std::to_string(i))});
        trace->record(0ns, trace::Kind::Depth, static_cast<std::uint32_t>(queue), 1);
    }
    trace->record(1s, trace::Kind::Finished, 0);
    trace->record(1s, trace::Kind::Ended, 0);
    return trace;
}

/// The sentence with which an export fails.
QString failure(const QString &path, const ExportOptions &options = {})
{
    try {
        exportTimeline(support::queueTrace(1, 1), path, options);
    } catch (const ExportError &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class tst_export : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPngHasTheSizeThatWasAskedFor_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(800, 600);
        QTest::newRow("full HD") << QSize(1920, 1080);
        QTest::newRow("odd") << QSize(1001, 777);
        QTest::newRow("4K") << QSize(3840, 2160);
    }
    void aPngHasTheSizeThatWasAskedFor()
    {
        QFETCH(QSize, size);
        ExportOptions options = titled();
        options.size = size;
        const QString path = m_folder.filePath(QStringLiteral("sized.png"));
        exportTimeline(support::queueTrace(), path, options);
        const QImage image(path);
        QCOMPARE(image.size(), size);
        QCOMPARE(image.pixelColor(0, 0), Theme::light().canvas);
        // A large one is the same figure on a screen with more of them to the inch.
        const int ratio = std::max(1, size.width() / 1200);
        QCOMPARE(image.dotsPerMeterX(), static_cast<int>(96 * ratio / 0.0254));
    }

    void aPngHasThePixelsOfItsImage()
    {
        QImage image(97, 130, QImage::Format_RGB32);
        QRandomGenerator random(444);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                image.setPixel(x, y, random.generate() | 0xff00'0000U);
        }
        image.setDotsPerMeterX(7559);
        image.setDotsPerMeterY(3780);
        QBuffer buffer;
        buffer.open(QIODevice::ReadWrite);
        double share = 0;
        writePng(image, buffer, [&share](double written) { share = written; });
        QVERIFY(share > 0.9);
        const QImage read = QImage::fromData(buffer.data(), "png");
        QCOMPARE(read.convertToFormat(QImage::Format_RGB32), image);
        QCOMPARE(read.dotsPerMeterX(), 7559);
        QCOMPARE(read.dotsPerMeterY(), 3780);
    }

    void aPngTellsNowAndThenHowMuchOfItIsWritten()
    {
        QImage image(50, 128, QImage::Format_RGB32);
        image.fill(Qt::white);
        QBuffer buffer;
        buffer.open(QIODevice::ReadWrite);
        QList<double> shares;
        writePng(image, buffer, [&shares](double written) { shares += written; });
        QCOMPARE(shares, (QList<double>{0, 0.5}));
    }

    void aPngThatHasNoRoomIsAnError()
    {
        QImage image(200, 200, QImage::Format_RGB32);
        image.fill(Qt::white);
        QFile full(QStringLiteral("/dev/full"));
        if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QSKIP("There is no /dev/full here.");
        QVERIFY_THROWS_EXCEPTION(PngError, writePng(image, full, [](double) {}));
    }

    void aNaturalPngIsTwiceTheFigure()
    {
        const QString path = m_folder.filePath(QStringLiteral("natural.png"));
        exportTimeline(support::queueTrace(), path, titled());
        const QImage image(path);
        QCOMPARE(image.width(), 2400);
        QVERIFY(image.height() > 1200 && image.height() < 1800);
        // The states of the tasks are in it.
        int running = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                running += image.pixelColor(x, y) == Theme::light().running ? 1 : 0;
        }
        QVERIFY(running > 1000);
    }

    void anSvgHasItsTextsAsText()
    {
        const QString path = m_folder.filePath(QStringLiteral("figure.svg"));
        exportTimeline(support::queueTrace(), path, titled());
        const QStringList texts = textsOf(path);
        for (const char *text : {"Producers and consumers", "5 producers, 10 consumers, seed 444",
                                 "main", "Producer 4", "Consumer 9", "sleeps", "waits for an item",
                                 "cancelled", "Depth of q", "Ready queue", "Coroscope", "Time (s)"})
            QVERIFY2(texts.contains(QLatin1String(text)), text);
        QVERIFY(!texts.contains(QStringLiteral("holds the loop")));
        QVERIFY(!contents(path).contains("<image"));
    }

    void anSvgIsWellFormedWhateverItSays()
    {
        ExportOptions options;
        for (char16_t c = 0; c < 0x20; ++c)
            options.title += QChar(c);
        options.title += QStringLiteral("<&>\"'") + QChar(0xFFFE) + QChar(0xFFFF) + QChar(0xD800)
            + QStringLiteral("é") + QChar(0x2028);
        options.parameters = QStringLiteral("jobs\u001b[1m");
        const QString path = m_folder.filePath(QStringLiteral("control.svg"));
        exportTimeline(support::queueTrace(1, 1), path, options);
        QVERIFY(textsOf(path).contains(QStringLiteral("jobs␛[1m")));
        QVERIFY(contents(path).contains("<desc>jobs␛[1m</desc>"));
        // What is no character, neither.
        QVERIFY(!contents(path).contains("\xEF\xBF\xBE"));
        QVERIFY(!contents(path).contains("\xEF\xBF\xBF"));
    }

    void aPdfHasFontsAndOnePage()
    {
        const QString path = m_folder.filePath(QStringLiteral("figure.pdf"));
        exportTimeline(support::queueTrace(), path, titled());
        const QByteArray pdf = contents(path);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("/Font"));
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
    }

    void aRangeShowsOnlyWhatOccursInIt()
    {
        ExportOptions options = titled();
        options.range = UnitRange{100'000'000, 900'000'000};
        const QString path = m_folder.filePath(QStringLiteral("range.svg"));
        exportTimeline(support::queueTrace(), path, options);
        const QStringList texts = textsOf(path);
        QVERIFY(texts.contains(QStringLiteral("sleeps")));
        QVERIFY(!texts.contains(QStringLiteral("cancelled")));
    }

    void aRunWithoutDurationIsShownBySteps()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace::TaskInfo info;
        info.number = 1;
        const auto main = static_cast<std::uint32_t>(trace->addTask(info));
        trace->record(0ns, trace::Kind::Created, main);
        trace->record(0ns, trace::Kind::Resumed, main);
        trace->record(0ns, trace::Kind::Finished, main);
        const QString path = m_folder.filePath(QStringLiteral("steps.svg"));
        exportTimeline(trace, path, titled());
        const QString why = QStringLiteral("Steps: the whole run happens at one instant");
        QVERIFY(textsOf(path).contains(why));
        ExportOptions onTheClock = titled();
        onTheClock.axis = AxisKind::Clock;
        exportTimeline(trace, path, onTheClock);
        QVERIFY(!textsOf(path).contains(why));
        QVERIFY(textsOf(path).contains(QStringLiteral("Time (s)")));
    }

    void waitsWithoutEndAreNamedAndSaidInTheTitle()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace::TaskInfo info;
        info.number = 1;
        const auto main = static_cast<std::uint32_t>(trace->addTask(info));
        trace::Wait wait;
        wait.reason = trace::Reason::Lock;
        trace->record(0ns, trace::Kind::Created, main);
        trace->record(0ns, trace::Kind::Resumed, main);
        trace->record(1s, trace::Kind::Suspended, main,
                      static_cast<std::uint32_t>(trace->intern(wait)));
        trace->record(1s, trace::Kind::Lost, main);
        trace->record(1s, trace::Kind::Ended,
                      static_cast<std::uint32_t>(trace::Outcome::Deadlocked));
        const QString path = m_folder.filePath(QStringLiteral("deadlock.svg"));
        exportTimeline(trace, path, titled());
        QVERIFY(textsOf(path).contains(QStringLiteral("nothing can wake it")));
        QVERIFY(textsOf(path).contains(QStringLiteral(": deadlock at 1.000 s")));
    }

    void partsCanBeLeftOut()
    {
        ExportOptions options;
        options.legend = options.depths = options.ready = false;
        options.folded = {QStringLiteral("consume")};
        const QString path = m_folder.filePath(QStringLiteral("bare.svg"));
        exportTimeline(support::queueTrace(), path, options);
        const QStringList texts = textsOf(path);
        QVERIFY(texts.contains(QStringLiteral("Producer 0")));
        for (const char *text : {"Consumer 0", "sleeps", "Depth of q", "Ready queue"})
            QVERIFY2(!texts.contains(QLatin1String(text)), text);
    }

    void everyQueueHasItsTrackUnlessOthersAreNamed()
    {
        const auto trace = queuesTrace(7);
        const QString path = m_folder.filePath(QStringLiteral("queues.svg"));
        exportTimeline(trace, path, titled());
        for (int i = 0; i < 7; ++i)
            QVERIFY(textsOf(path).contains(QStringLiteral("Depth of q%1").arg(i)));
        ExportOptions options = titled();
        options.queues = {QStringLiteral("q5"), QStringLiteral("q0")};
        exportTimeline(trace, path, options);
        QCOMPARE(textsOf(path).filter(QStringLiteral("Depth of")),
                 QStringList({QStringLiteral("Depth of q0"), QStringLiteral("Depth of q5")}));
    }

    void tracksForWhichThereIsNoRoomAreCounted()
    {
        ExportOptions options = titled();
        options.size = QSize(800, 600);
        const QString path = m_folder.filePath(QStringLiteral("many.svg"));
        exportTimeline(queuesTrace(100), path, options);
        const auto shown = textsOf(path).filter(QStringLiteral("Depth of")).size();
        QVERIFY(shown >= 5 && shown < 30);
        QVERIFY2(textsOf(path).contains(
                     QStringLiteral("The last %1 tracks did not fit.").arg(100 - shown)),
                 qPrintable(textsOf(path).join(u'|')));
        options.size = {};
        exportTimeline(queuesTrace(100), path, options);
        QCOMPARE(textsOf(path).filter(QStringLiteral("Depth of")).size(), 100);
    }

    void anImageIsTheFigureAtAnyRatio()
    {
        const auto trace = support::queueTrace();
        const QImage small = timelineImage(trace, QStringLiteral("svg"), titled(), 1);
        QImage large = timelineImage(trace, QStringLiteral("png"), titled(), 2);
        QCOMPARE(small.width(), 1200);
        QCOMPARE(large.size(), small.size() * 2);
        const QString path = m_folder.filePath(QStringLiteral("same.png"));
        exportTimeline(trace, path, titled());
        large.setDevicePixelRatio(1);
        QCOMPARE(QImage(path).convertToFormat(QImage::Format_RGB32),
                 large.convertToFormat(QImage::Format_RGB32));
    }

    void aFilterLeavesTheOtherTasksOut()
    {
        ExportOptions options = titled();
        options.filter = QStringLiteral("Producer");
        const QString path = m_folder.filePath(QStringLiteral("filter.svg"));
        exportTimeline(support::queueTrace(), path, options);
        QVERIFY(textsOf(path).contains(QStringLiteral("Producer 0")));
        QVERIFY(!textsOf(path).contains(QStringLiteral("Consumer 0")));
        // Nor does the legend know what only they do.
        QVERIFY(!textsOf(path).contains(QStringLiteral("cancelled")));
    }

    void aReferenceIsNamed()
    {
        ExportOptions options = titled();
        options.reference = support::queueTrace(8, 1, 3);
        options.referenceLabel = QStringLiteral("one consumer");
        const QString path = m_folder.filePath(QStringLiteral("reference.svg"));
        exportTimeline(support::queueTrace(), path, options);
        const QStringList texts = textsOf(path);
        QVERIFY(std::any_of(texts.begin(), texts.end(), [](const QString &text) {
            return text.startsWith(QStringLiteral("one consumer, up to "));
        }));
    }

    void thousandsOfTasksStaySmall_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"big.svg", "big.pdf", "big.png"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void thousandsOfTasksStaySmall()
    {
        QFETCH(QString, name);
        const QString path = m_folder.filePath(name);
        exportTimeline(support::randomTrace(1, 2'000, 60'000, true), path, titled());
        QVERIFY(QFileInfo(path).size() > 10'000);
        QVERIFY2(QFileInfo(path).size() < 5'000'000,
                 qPrintable(QString::number(QFileInfo(path).size())));
    }

    void anUnknownSuffixIsRefusedWithTheValidOnes()
    {
        const QString sentence = failure(m_folder.filePath(QStringLiteral("figure.gif")));
        QVERIFY(sentence.contains(QStringLiteral("figure.gif")));
        QVERIFY(sentence.contains(QStringLiteral(".png, .svg or .pdf")));
        QVERIFY(!QFileInfo::exists(m_folder.filePath(QStringLiteral("figure.gif"))));
    }

    void aFolderThatDoesNotExistIsNamed()
    {
        for (const char *suffix : {"png", "svg", "pdf"}) {
            const QString path
                = m_folder.filePath(QStringLiteral("none/figure.%1").arg(QLatin1String(suffix)));
            const QString sentence = failure(path);
            QVERIFY2(sentence.contains(path), qPrintable(sentence));
            QVERIFY(sentence.endsWith(QLatin1Char('.')));
        }
    }

    void aFailedExportLeavesTheOldFileAlone()
    {
        const QString path = m_folder.filePath(QStringLiteral("old.png"));
        exportTimeline(support::queueTrace(1, 1), path, titled());
        const QByteArray before = contents(path);
        ExportOptions tooLarge;
        tooLarge.size = QSize(100'000, 100);
        QVERIFY(!failure(path, tooLarge).isEmpty());
        QCOMPARE(contents(path), before);
    }

    void aSideHasAsManyPixelsAsCanBe()
    {
        const QString path = m_folder.filePath(QStringLiteral("wide.svg"));
        ExportOptions options;
        options.size = QSize(16'384, 300);
        QCOMPARE(failure(path, options), QString());
        for (const QSize size : {QSize(16'385, 300), QSize(300, 16'385)}) {
            options.size = size;
            QVERIFY2(failure(path, options).contains(QStringLiteral("at most 16384 pixels")),
                     qPrintable(failure(path, options)));
        }
    }

    void progressRisesFromReadingToWriting()
    {
        std::vector<double> shares;
        ExportOptions options = titled();
        options.progress = [&shares](double share) {
            shares.push_back(share);
            return true;
        };
        exportTimeline(support::randomTrace(1, 500, 400'000, true),
                       m_folder.filePath(QStringLiteral("long.png")), options);
        QVERIFY(shares.size() > 3);
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QVERIFY(shares.front() > 0 && shares.front() < 0.5);
        QVERIFY(shares.back() >= 0.9 && shares.back() <= 1);
    }

    void aCancelledExportLeavesTheOldFileAlone_data() { thousandsOfTasksStaySmall_data(); }
    void aCancelledExportLeavesTheOldFileAlone()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const QString path = folder.filePath(name);
        exportTimeline(support::queueTrace(1, 1), path, titled());
        const QByteArray before = contents(path);
        for (const double patience : {0.1, 0.6}) { // while reading, while painting
            ExportOptions options = titled();
            options.progress = [patience](double share) { return share < patience; };
            QVERIFY_THROWS_EXCEPTION(
                ExportCancelled,
                exportTimeline(support::randomTrace(1, 500, 400'000, true), path, options));
            QCOMPARE(contents(path), before);
            QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
        }
    }

    void aModelThatIsKnownGivesTheSamePicture()
    {
        const auto trace = support::queueTrace();
        const QString read = m_folder.filePath(QStringLiteral("read.png"));
        exportTimeline(trace, read, titled());
        const auto model = std::make_shared<RunModel>(trace);
        model->advance();
        ExportOptions options = titled();
        options.model = model;
        const QString known = m_folder.filePath(QStringLiteral("known.png"));
        exportTimeline(trace, known, options);
        QCOMPARE(contents(known), contents(read));
    }

    void anEmptyTraceIsAnEmptyFigure()
    {
        const QString path = m_folder.filePath(QStringLiteral("empty.png"));
        exportTimeline(std::make_shared<trace::Recorder>(), path, titled());
        QVERIFY(!QImage(path).isNull());
    }

private:
    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_export)
#include "tst_export.moc"
