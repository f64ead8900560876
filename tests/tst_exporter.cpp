#include "app/session/exporter.h"
#include "app/workspace/workprogress.h"
#include "tests/support/sampletraces.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using app::Exporter;
using app::WorkProgress;

namespace {

Exporter::Subject subject(std::shared_ptr<const trace::Trace> trace)
{
    return {std::make_shared<views::RunDocument>(std::move(trace)), nullptr, {}, {}, {}};
}

} // namespace

class tst_exporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresAreWrittenOneAfterTheOther()
    {
        Exporter exporter;
        QSignalSpy written(&exporter, &Exporter::written);
        const QStringList paths{m_folder.filePath(QStringLiteral("first.svg")),
                                m_folder.filePath(QStringLiteral("second.png"))};
        for (const QString &path : paths)
            exporter.write(path, subject(support::queueTrace(2, 2)));
        QTRY_COMPARE(written.size(), 2);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(written[i][0].toString(), paths[i]);
            QVERIFY(QFileInfo::exists(paths[i]));
        }
    }

    void aPaintedFigureIsTheOneThatIsWritten()
    {
        Exporter exporter;
        QSignalSpy written(&exporter, &Exporter::written);
        QSignalSpy painted(&exporter, &Exporter::painted);
        const QString path = m_folder.filePath(QStringLiteral("same.png"));
        const auto trace = support::queueTrace(2, 2);
        exporter.write(path, subject(trace));
        exporter.paint(subject(trace));
        QTRY_COMPARE(painted.size(), 1);
        QCOMPARE(written.size(), 1);
        const auto figure = painted[0][0].value<QImage>();
        const QImage file(path);
        QCOMPARE(figure.convertToFormat(file.format()), file);
    }

    void cancellingGivesUpAllThatHasBeenStarted()
    {
        const auto trace = support::randomTrace(1, 500, 400'000, true);
        Exporter exporter;
        QSignalSpy cancelled(&exporter, &Exporter::cancelled);
        QSignalSpy written(&exporter, &Exporter::written);
        const QString first = m_folder.filePath(QStringLiteral("given-up.png"));
        const QString second = m_folder.filePath(QStringLiteral("given-up.svg"));
        exporter.write(first, subject(trace));
        exporter.write(second, subject(trace));
        exporter.cancel();
        QTRY_COMPARE(cancelled.size(), 2);
        QVERIFY(!QFileInfo::exists(first) && !QFileInfo::exists(second));

        exporter.write(second, subject(support::queueTrace(1, 1)));
        QTRY_COMPARE(written.size(), 1);
        QVERIFY(QFileInfo::exists(second));
    }

    void closingGivesUpWhatIsUnderWay()
    {
        const auto trace = support::randomTrace(1, 2'000, 3'000'000, true);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("closed.png"));
        QElapsedTimer whole;
        whole.start();
        views::exportTimeline(trace, path, {});
        const qint64 asLongAsItTakes = whole.elapsed();
        QVERIFY(QFile::remove(path));
        QElapsedTimer closing;
        {
            Exporter exporter;
            QSignalSpy progressed(&exporter, &Exporter::progressed);
            exporter.write(path, subject(trace));
            QTRY_VERIFY(!progressed.isEmpty());
            closing.start();
        }
        QVERIFY2(
            closing.elapsed() < asLongAsItTakes / 3,
            qPrintable(QStringLiteral("%1 of %2 ms").arg(closing.elapsed()).arg(asLongAsItTakes)));
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
    }

    void aFileThatCannotBeWrittenIsNamed()
    {
        Exporter exporter;
        QSignalSpy failed(&exporter, &Exporter::failed);
        const QString path = m_folder.filePath(QStringLiteral("none/figure.png"));
        exporter.write(path, subject(support::queueTrace(1, 1)));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains(path));
    }

    void progressIsSeenOnlyWhileWorkIsUnderWay()
    {
        WorkProgress progress(QStringLiteral("Progress"), QStringLiteral("Cancel"));
        QSignalSpy cancelled(&progress, &WorkProgress::cancelRequested);
        progress.setShare(0.5); // told late by work that is over
        QVERIFY(progress.isHidden());
        progress.begin();
        QVERIFY(progress.isHidden());
        QTRY_VERIFY((progress.setShare(0.25), !progress.isHidden()));
        QCOMPARE(progress.findChild<QProgressBar *>()->value(), 25);
        QTest::mouseClick(progress.findChild<QWidget *>(QStringLiteral("cancelWork")),
                          Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        progress.end();
        QVERIFY(progress.isHidden());
        progress.begin(WorkProgress::Kind::Busy);
        QTRY_VERIFY((progress.setBusy(), !progress.isHidden()));
        QCOMPARE(progress.findChild<QProgressBar *>()->maximum(), 0);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(tst_exporter)
#include "tst_exporter.moc"
