#include "app/dialogs/exportdialog.h"
#include "app/dialogs/exportpreview.h"
#include "engine/workloads/registry.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "tests/support/sampletraces.h"
#include "views/words/segmenttext.h"

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

#include <algorithm>

using app::ExportDialog;
using app::InSight;
using app::PictureChoice;
using views::AxisKind;
using views::WakesShown;

namespace {

/// A task that fills queues q0, q1, … one after the other.
std::shared_ptr<trace::Recorder> queuesTrace(int count)
{
    auto trace = std::make_shared<trace::Recorder>();
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
    void choose(const char *segment) const { find<QToolButton>(segment)->click(); }
    void press(const QString &button) const
    {
        for (auto *candidate : dialog->findChildren<QPushButton *>()) {
            if (candidate->text() == button)
                candidate->click();
        }
    }
};

/// The dialog for what is \a inSight of a run of \a queues queues, without a reference.
class Asked
{
public:
    explicit Asked(const InSight &inSight, int queues = 0)
        : m_document(std::make_shared<views::RunDocument>(queuesTrace(queues)))
        , m_dialog(
              {m_document, nullptr, scenario::Arguments(*engine::findScenario("queue")), {}, {}},
              inSight)
    {
    }

    PictureChoice choice() const { return m_dialog.choice(); }
    void choose(const char *segment) const { find<QToolButton>(segment)->click(); }
    QString note() const { return find<QLabel>("exportNote")->text(); }
    template <class Widget>
    Widget *find(const char *name) const
    {
        return m_dialog.findChild<Widget *>(QLatin1String(name));
    }

private:
    std::shared_ptr<views::RunDocument> m_document;
    ExportDialog m_dialog;
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

    void atFirstItIsTheWholeRunWithEverythingButTheHand()
    {
        const Shown shown;
        QVERIFY(shown.dialog->choice() == PictureChoice());
        QVERIFY(app::lastChoice(shown.inSight) == PictureChoice());
        QCOMPARE(shown.find<QLabel>("exportNote")->text(),
                 QStringLiteral("The whole run, with all its tasks."));
        QVERIFY(!shown.find<QWidget>("exportTasks")->isEnabled()); // nothing is filtered
        QVERIFY(!shown.find<QWidget>("exportWidth")->isEnabled());
        QVERIFY(!shown.find<QWidget>("exportHeight")->isEnabled());
        shown.choose("exportFit1");
        QVERIFY(shown.find<QWidget>("exportWidth")->isEnabled());
        QVERIFY(shown.find<QWidget>("exportHeight")->isEnabled());
    }

    void enterExportsAndNothingElse()
    {
        const Shown shown;
        for (const auto *button : shown.dialog->findChildren<QPushButton *>()) {
            const bool go = button->objectName() == QStringLiteral("exportGo");
            QVERIFY2(button->isDefault() == go, qPrintable(button->text()));
            QVERIFY2(go || !button->autoDefault(), qPrintable(button->text()));
        }
    }

    void itsTextsAreWrappedItsOptionsFillTheirColumnAndTheCommandIsOnlyRead()
    {
        const Shown shown;
        QVERIFY(shown.find<QLineEdit>("exportCommand")->isReadOnly());
        QVERIFY(shown.find<QLabel>("exportNote")->wordWrap());
        for (const auto *area : shown.dialog->findChildren<QScrollArea *>())
            QCOMPARE(area->widgetResizable(),
                     area->objectName() != QStringLiteral("exportPreview"));
        bool isFramed = false;
        for (const auto *button : shown.dialog->findChildren<QToolButton *>()) {
            if (button->text() == QStringLiteral("Choose…"))
                isFramed = button->property("framed").toBool();
        }
        QVERIFY(isFramed);
    }

    void noCommandMakesThePictureOfARunThatWasChangedMeanwhile()
    {
        const auto dialogOf = [](bool changed) {
            const auto trace = queuesTrace(1);
            if (changed)
                trace->record(trace::Time{1'000'000'000}, trace::Kind::Marked,
                              static_cast<std::uint32_t>(trace::TaskId::None),
                              static_cast<std::uint32_t>(trace->intern("Consumers 3 → 5")));
            return std::make_unique<ExportDialog>(
                app::Exporter::Subject{std::make_shared<views::RunDocument>(trace),
                                       nullptr,
                                       scenario::Arguments(*engine::findScenario("queue")),
                                       {},
                                       {}},
                InSight{});
        };
        const auto isOffered = [](const std::unique_ptr<ExportDialog> &dialog) {
            return !dialog->findChild<QLineEdit *>(QStringLiteral("exportCommand"))->isHidden();
        };
        QVERIFY(isOffered(dialogOf(false)));
        QVERIFY(!isOffered(dialogOf(true)));
    }

    void aRangeThatAPersonHasChosenIsOfItsAxis()
    {
        InSight inSight;
        inSight.whole = false;
        inSight.range = {10, 20};
        QVERIFY(app::lastChoice(inSight).axis == AxisKind::Clock);
        QVERIFY(app::lastChoice(inSight).range == inSight.range);
        const Asked asked(inSight);
        QVERIFY(asked.choice().axis == AxisKind::Clock);
        QVERIFY(asked.choice().range == inSight.range);
        QCOMPARE(asked.note(), QStringLiteral("Only what is in sight of the run is shown."));
        asked.choose("exportAxis1");
        QVERIFY(asked.choice().axis == AxisKind::Steps);
        QVERIFY(!asked.choice().range);
        QVERIFY2(asked.note().contains(QStringLiteral("a range of the other axis")),
                 qPrintable(asked.note()));
        asked.choose("exportAxis0");
        asked.choose("exportTime0");
        QVERIFY(!asked.choice().range);
        QCOMPARE(asked.note(), QStringLiteral("The whole run, with all its tasks."));
    }

    void theAxisInSightIsTheOneOfThePicture()
    {
        InSight inSight;
        inSight.axis = AxisKind::Steps;
        QVERIFY(app::lastChoice(inSight).axis == AxisKind::Steps);
        QVERIFY(!app::lastChoice(inSight).range);
        const Asked asked(inSight);
        QVERIFY(asked.choice().axis == AxisKind::Steps);
        QVERIFY(!asked.choice().range);
        asked.choose("exportAxis0");
        QVERIFY(asked.choice().axis == AxisKind::Clock);
    }

    void whatIsFilteredOrFoldedIsSoInThePictureToo()
    {
        InSight filtered;
        filtered.filter = QStringLiteral("er 1");
        const Asked one(filtered);
        QVERIFY(one.find<QWidget>("exportTasks")->isEnabled());
        QCOMPARE(one.choice().filter, filtered.filter);
        one.choose("exportTasks0");
        QCOMPARE(one.choice().filter, QString());
        InSight folded;
        folded.folded = QStringList{QStringLiteral("Producers")};
        const Asked other(folded);
        QVERIFY(other.find<QWidget>("exportTasks")->isEnabled());
        QCOMPARE(other.choice().folded, folded.folded);
        other.choose("exportTasks0");
        QCOMPARE(other.choice().folded, QStringList());
        InSight unfolded;
        unfolded.unfolded = QStringList{QStringLiteral("main")};
        const Asked third(unfolded);
        QCOMPARE(third.choice().unfolded, unfolded.unfolded);
        QVERIFY(third.note().contains(QLatin1String("With what these await: main.")));
        third.choose("exportTasks0");
        QCOMPARE(third.choice().unfolded, QStringList());
    }

    void arrowsAreThoseOfTheSelectionOrAll()
    {
        {
            const Shown shown;
            shown.choose("exportWakes1");
            QVERIFY(shown.dialog->choice().wakes == WakesShown::All);
            shown.copy();
        }
        QVERIFY(Asked(InSight{}).choice().wakes == WakesShown::All);
        InSight inSight;
        inSight.selection = PictureChoice::Selection{QStringLiteral("main"), {}};
        const Asked asked(inSight);
        QVERIFY(asked.choice().wakes == WakesShown::All);
        QVERIFY(!asked.choice().selection);
        asked.choose("exportWakes1");
        QVERIFY(asked.choice().wakes == WakesShown::OfSelection);
        QVERIFY(asked.choice().selection == inSight.selection);
        QVERIFY(!asked.choice().cursor);
        asked.choose("exportWakes0");
        QVERIFY(asked.choice().wakes == WakesShown::None);
        QVERIFY(!asked.choice().selection);
        asked.find<QCheckBox>("exportHand")->setChecked(true);
        QVERIFY(asked.choice().selection == inSight.selection);
        QVERIFY(asked.choice().cursor);
    }

    void tracksAreThereUnlessTheyAreLeftOut()
    {
        const Asked none(InSight{});
        QVERIFY(!none.find<QCheckBox>("exportDepths")->isChecked());
        QVERIFY(!none.find<QCheckBox>("exportDepths")->isEnabled());
        QVERIFY(none.choice().depths);
        for (const int queues : {1, 3}) {
            const Shown shown(queues);
            QVERIFY(shown.dialog->choice().depths);
            shown.find<QCheckBox>("exportDepths")->setChecked(false);
            QVERIFY(!shown.dialog->choice().depths);
        }
    }

    void ofManyQueuesAFewAreInSight()
    {
        const auto height
            = [](int queues) { return Shown(queues).find<QListWidget>("exportQueues")->height(); };
        QVERIFY(height(6) > 2 * height(2));
        QCOMPARE(height(9), height(6));
    }

    void theFormatAndTheNameOfTheFileGoTogether()
    {
        QString svg;
        {
            const Shown shown;
            auto *file = shown.find<QLineEdit>("fileNameEdit");
            QVERIFY2(file->text().endsWith(QStringLiteral(".png")), qPrintable(file->text()));
            svg = file->text().chopped(4) + QStringLiteral(".svg");
            shown.choose("exportFormat1");
            QCOMPARE(file->text(), svg);
            for (const auto &[name, format] :
                 {std::pair("a.pdf", "exportFormat2"), std::pair("a.png", "exportFormat0"),
                  std::pair("a.SVG", "exportFormat1")}) {
                file->setText(QLatin1String(name));
                QVERIFY2(shown.find<QToolButton>(format)->isChecked(), name);
            }
            file->setText(m_folder.filePath(QStringLiteral("a.pdf")));
            shown.copy();
        }
        const Shown again;
        QVERIFY(again.find<QLineEdit>("fileNameEdit")->text().endsWith(QStringLiteral(".pdf")));
        QVERIFY(again.find<QToolButton>("exportFormat2")->isChecked());
    }

    void aFileThatIsThereIsReplacedOnlyAfterAQuestion()
    {
        const QString path = m_folder.filePath(QStringLiteral("there.png"));
        const Shown shown;
        QSignalSpy wanted(shown.dialog.get(), &ExportDialog::exportRequested);
        shown.find<QLineEdit>("fileNameEdit")->setText(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        shown.find<QPushButton>("exportGo")->click();
        auto *box = shown.find<QMessageBox>("exportReplace");
        QVERIFY(box != nullptr);
        QVERIFY(wanted.isEmpty());
        QVERIFY(shown.dialog->isVisible());
        for (auto *button : box->buttons()) {
            if (button->text() == QStringLiteral("&Replace"))
                button->click();
        }
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toString(), path);
        QVERIFY(!shown.dialog->isVisible());

        const Shown other;
        QSignalSpy unasked(other.dialog.get(), &ExportDialog::exportRequested);
        other.find<QLineEdit>("fileNameEdit")
            ->setText(m_folder.filePath(QStringLiteral("new.png")));
        other.find<QPushButton>("exportGo")->click();
        QVERIFY(other.find<QMessageBox>("exportReplace") == nullptr);
        QCOMPARE(unasked.size(), 1);
    }

    void thePreviewIsBusyUntilItsPictureIsThere()
    {
        const Shown shown;
        const auto *bar = shown.dialog->findChild<QProgressBar *>();
        const auto hint = [&shown] {
            for (const auto *label : shown.dialog->findChildren<QLabel *>()) {
                if (label->text().contains(QStringLiteral(" × "))
                    && label->text() != QStringLiteral("Width × height"))
                    return label->text();
            }
            return QString();
        };
        QTRY_VERIFY(!bar->isVisible());
        QVERIFY(hint().contains(QStringLiteral("at 2× in a PNG")));
        shown.choose("exportFormat1");
        QVERIFY(bar->isVisible());
        QTRY_VERIFY(!bar->isVisible());
        QVERIFY(!hint().isEmpty() && !hint().contains(QStringLiteral("PNG")));
        shown.choose("exportFit1");
        QVERIFY(bar->isVisible());
        QTRY_VERIFY(!bar->isVisible());
        QVERIFY(hint().isEmpty());
    }

    void thePreviewIsFittedOrAsLargeAsItself()
    {
        const Shown shown;
        shown.choose("exportFit1");
        shown.find<QSpinBox>("exportWidth")->setValue(3000);
        shown.find<QSpinBox>("exportHeight")->setValue(2000);
        const auto *preview = shown.find<app::ExportPreview>("exportPreview");
        QTRY_VERIFY(preview->scale() > 0 && preview->scale() < 90);
        const int fitted = preview->scale();
        shown.press(QStringLiteral("100 %"));
        QCOMPARE(preview->scale(), 100);
        shown.press(QStringLiteral("Fit"));
        QCOMPARE(preview->scale(), fitted);
    }

    void rulesStandBetweenTheGroups()
    {
        const Shown shown;
        const auto rules = [&shown] {
            QList<int> all;
            for (const auto *rule :
                 shown.dialog->findChildren<QFrame *>(QStringLiteral("panelRule"))) {
                if (rule->parentWidget() != shown.dialog.get())
                    all += rule->mapTo(shown.dialog.get(), QPoint()).y();
            }
            std::sort(all.begin(), all.end());
            return all;
        };
        const auto isBetween = [&shown](int y, const char *above, const char *below) {
            return shown.placeOf(above).bottom() < y && y < shown.placeOf(below).top();
        };
        QCOMPARE(rules().size(), 3);
        QTRY_VERIFY(isBetween(rules().at(0), "exportTasks", "exportTheme"));
        QTRY_VERIFY(isBetween(rules().at(1), "exportHeight", "exportTitle"));
        QTRY_VERIFY(isBetween(rules().at(2), "exportWakes", "exportFormat"));
    }

    void inAWindowOfTheRightWidthTheyStandBesideEachOther()
    {
        const Shown shown(3, {1100, 700});
        QCOMPARE(shown.dialog->width(), 1100);
        QTRY_VERIFY(shown.placeOf("exportPreview").left() > shown.placeOf("exportTime").right());
    }

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

    void theTracksInSightAreThoseOfThePicture()
    {
        using Kind = views::TrackId::Kind;
        Shown shown(3);
        QVERIFY(shown.dialog->choice().load.empty() && shown.dialog->choice().ready);
        InSight other = shown.inSight;
        other.tracks.kinds = {Kind::Queue, Kind::Alive, Kind::Lag};
        other.tracks.hiddenQueues = {QStringLiteral("q1")};
        const app::PictureChoice last = app::lastChoice(other);
        QCOMPARE(last.load, (std::set<Kind>{Kind::Alive, Kind::Lag}));
        QVERIFY(!last.ready && last.depths);
        QCOMPARE(last.queues, QStringList({QStringLiteral("q0"), QStringLiteral("q2")}));
        {
            ExportDialog dialog(
                app::Exporter::Subject{shown.document,
                                       nullptr,
                                       scenario::Arguments(*engine::findScenario("queue")),
                                       {},
                                       {}},
                other);
            QCOMPARE(dialog.choice().load, last.load);
            dialog.findChild<QCheckBox *>(QStringLiteral("exportBusy"))->setChecked(true);
            QVERIFY(dialog.findChild<QLineEdit *>(QStringLiteral("exportCommand"))
                        ->text()
                        .contains(QStringLiteral("--with alive,busy,lag")));
            QTest::mouseClick(dialog.findChild<QWidget *>(QStringLiteral("exportCopy")),
                              Qt::LeftButton);
        }
        // What the timeline hides is not what the dialog leaves out from then on.
        QVERIFY(app::lastChoice(shown.inSight).ready);
        QCOMPARE(app::lastChoice(shown.inSight).queues, QStringList());
        // But what it does not show and was asked for comes again.
        QCOMPARE(app::lastChoice(shown.inSight).load, std::set<Kind>{Kind::Busy});
        QCOMPARE(app::lastChoice(other).load, (std::set<Kind>{Kind::Alive, Kind::Busy, Kind::Lag}));
    }

    void aRunThatTakesNoTimeIsShownOnTheAxisThatIsInSight()
    {
        Shown shown(1);
        InSight seen = shown.inSight;
        seen.takesNoTime = true;
        for (const auto axis : {views::AxisKind::Clock, views::AxisKind::Steps}) {
            seen.axis = axis;
            QCOMPARE(app::lastChoice(seen).axis, std::optional(axis));
            const ExportDialog dialog(
                app::Exporter::Subject{shown.document,
                                       nullptr,
                                       scenario::Arguments(*engine::findScenario("queue")),
                                       {},
                                       {}},
                seen);
            QCOMPARE(dialog.choice().axis, std::optional(axis));
        }
    }

    void queuesThatAreAllHiddenAreNotInThePicture()
    {
        for (const int queues : {1, 3}) {
            const Shown shown(queues);
            InSight hidden = shown.inSight;
            for (const QString &queue : hidden.queues)
                hidden.tracks.hiddenQueues.insert(queue);
            QVERIFY(!app::lastChoice(hidden).depths);
            const scenario::Arguments arguments(*engine::findScenario("queue"));
            ExportDialog dialog(app::Exporter::Subject{shown.document, nullptr, arguments, {}, {}},
                                hidden);
            QVERIFY(!dialog.choice().depths);
            QTest::mouseClick(dialog.findChild<QWidget *>(QStringLiteral("exportCopy")),
                              Qt::LeftButton);
            QVERIFY(app::lastChoice(shown.inSight).depths);
            QCOMPARE(app::lastChoice(shown.inSight).queues, QStringList());
        }
    }

    void whatWasLeftOutBringsNothingHiddenBack()
    {
        {
            const Shown shown(3);
            shown.uncheck(0);
            shown.copy();
        }
        InSight hidden = Shown(2).inSight;
        hidden.tracks.hiddenQueues = {QStringLiteral("q1")};
        QVERIFY(app::lastChoice(hidden).depths);
        QCOMPARE(app::lastChoice(hidden).queues, QStringList{QStringLiteral("q0")});
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
