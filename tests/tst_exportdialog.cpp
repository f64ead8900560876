#include "app/dialogs/exportdialog.h"
#include "engine/workloads/registry.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "tests/support/sampletraces.h"
#include "views/words/segmenttext.h"

#include <QCheckBox>
#include <QListWidget>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using app::ExportDialog;
using app::InSight;

namespace {

/// A task that fills queues q0, q1, … one after the other.
std::shared_ptr<trace::Recorder> queuesTrace(int count)
{
    const auto trace = std::make_shared<trace::Recorder>();
    trace->addTask({.number = 1});
    trace->record(trace::Time{0}, trace::Kind::Created, 0, 0xFFFF'FFFF);
    trace->record(trace::Time{0}, trace::Kind::Resumed, 0);
    for (int i = 0; i < count; ++i) {
        const auto queue
            = trace->addObject({trace->intern("queue"), trace->intern("q" + std::to_string(i))});
        trace->record(trace::Time{0}, trace::Kind::Depth, static_cast<std::uint32_t>(queue), 1);
    }
    trace->record(trace::Time{1'000'000'000}, trace::Kind::Finished, 0);
    trace->record(trace::Time{1'000'000'000}, trace::Kind::Ended, 0);
    return trace;
}

/// The dialog on such a run.
struct Shown
{
    std::shared_ptr<views::RunDocument> document;
    InSight inSight;
    std::unique_ptr<ExportDialog> dialog;

    explicit Shown(int queues = 3, const QSize &size = {1360, 808})
        : document(std::make_shared<views::RunDocument>(queuesTrace(queues)))
    {
        inSight.queues = views::queueNames(document->model());
        inSight.range = {0, 1'000'000'000};
        scenario::Arguments before(*engine::findScenario("queue"));
        inSight.reference = before;
        dialog = std::make_unique<ExportDialog>(
            app::Exporter::Subject{document, document, before, before, {}}, inSight);
        dialog->resize(size);
        dialog->show();
    }

    template <class Widget>
    Widget *find(const char *name) const
    {
        return dialog->findChild<Widget *>(QLatin1String(name));
    }
    void uncheck(int queue) const
    {
        find<QListWidget>("exportQueues")->item(queue)->setCheckState(Qt::Unchecked);
    }
    QRect placeOf(const char *name) const
    {
        const auto *widget = find<QWidget>(name);
        return {widget->mapTo(dialog.get(), QPoint()), widget->size()};
    }
    void copy() const { QTest::mouseClick(find<QWidget>("exportCopy"), Qt::LeftButton); }
};

} // namespace

class tst_ExportDialog : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        support::keepSettingsIn(m_folder.path(), QStringLiteral("exportdialog"));
    }
    void init() { QSettings().clear(); }

    void eachQueueCanBeLeftOutAndIsRemembered()
    {
        {
            const Shown shown(6);
            QVERIFY(shown.dialog->choice().depths);
            QCOMPARE(shown.dialog->choice().queues, QStringList());
            shown.uncheck(1);
            shown.uncheck(5);
            const QStringList left{QStringLiteral("q0"), QStringLiteral("q2"), QStringLiteral("q3"),
                                   QStringLiteral("q4")};
            QCOMPARE(shown.dialog->choice().queues, left);
            QVERIFY(shown.find<QLineEdit>("exportCommand")
                        ->text()
                        .contains(QStringLiteral("--queues q0,q2,q3,q4")));
            shown.copy();
        }
        // Another run, which has no q5.
        QCOMPARE(Shown(3).dialog->choice().queues,
                 QStringList({QStringLiteral("q0"), QStringLiteral("q2")}));
        QCOMPARE(app::lastChoice(Shown(1).inSight).queues, QStringList());
    }

    void withoutAnyQueueThereAreNoTracks()
    {
        const Shown shown(2);
        shown.uncheck(0);
        shown.uncheck(1);
        QVERIFY(!shown.dialog->choice().depths);
        shown.find<QCheckBox>("exportDepths")->setChecked(false);
        QVERIFY(!shown.find<QListWidget>("exportQueues")->isEnabled());
    }

    void aSingleQueueIsNamed()
    {
        const Shown shown(1);
        QCOMPARE(shown.find<QCheckBox>("exportDepths")->text(),
                 QStringLiteral("Track: depth of q0"));
        QVERIFY(shown.find<QListWidget>("exportQueues") == nullptr);
    }

    void sizeAndReferenceAreRemembered()
    {
        {
            const Shown shown;
            QVERIFY(!shown.dialog->choice().reference);
            QTest::mouseClick(shown.find<QWidget>("exportFit1"), Qt::LeftButton);
            shown.find<QSpinBox>("exportWidth")->setValue(1000);
            shown.find<QSpinBox>("exportHeight")->setValue(500);
            shown.find<QCheckBox>("exportReference")->setChecked(true);
            shown.find<QCheckBox>("exportHand")->setChecked(true);
            shown.copy();
        }
        const Shown shown;
        QCOMPARE(shown.dialog->choice().size, QSize(1000, 500));
        QVERIFY(shown.dialog->choice().reference);
        QVERIFY(shown.dialog->choice().cursor);
        // What is exported without the dialog is the same.
        const app::PictureChoice last = app::lastChoice(shown.inSight);
        QVERIFY(last == shown.dialog->choice());
    }

    void copyByKeyIsThePictureUnlessTextIsSelected()
    {
        const Shown shown;
        QSignalSpy copied(shown.dialog.get(), &ExportDialog::copyRequested);
        shown.dialog->activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(shown.dialog.get(), 20'000));
        auto *file = shown.find<QLineEdit>("fileNameEdit");
        QTRY_VERIFY(file->hasFocus());
        QTest::keyClick(file, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.size(), 1);
        QTest::keyClick(shown.dialog.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.size(), 2);
        file->selectAll();
        QTest::keyClick(file, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.size(), 2);
    }

    void inANarrowWindowTheOptionsStandOverThePreview()
    {
        const Shown shown(6, {828, 489});
        QCOMPARE(shown.dialog->size(), QSize(828, 489));
        QTRY_VERIFY(shown.placeOf("exportPreview").width() > 700);
        const QRect preview = shown.placeOf("exportPreview");
        const QRect time = shown.placeOf("exportTime");
        QVERIFY(preview.top() > time.top());
        QVERIFY(preview.left() < 100);
        QVERIFY(preview.height() >= 120);
        QVERIFY(shown.dialog->rect().contains(shown.placeOf("exportGo")));
        // The groups stand beside each other: all fits the width.
        QVERIFY(shown.placeOf("exportFormat").right() <= shown.dialog->width());
        QVERIFY(shown.placeOf("exportTitle").left() > time.left());

        shown.dialog->resize(1360, 808);
        QTRY_VERIFY(shown.placeOf("exportPreview").left() > shown.placeOf("exportTime").right());
    }
};

PAINTING_TEST_MAIN(tst_ExportDialog)
#include "tst_exportdialog.moc"
