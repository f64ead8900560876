#include "app/guides/pictureexport.h"
#include "app/session/runsession.h"
#include "app/window/mainwindow.h"
#include "app/workspace/style.h"
#include "app/workspace/workprogress.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "views/model/runmodel.h"
#include "views/output/outputmodel.h"
#include "views/output/outputpanel.h"
#include "views/scenario/integerspinbox.h"
#include "views/scenario/parametereditor.h"
#include "views/scenario/parameterpanel.h"
#include "views/scenario/parameterslider.h"
#include "views/scenario/scenariogallery.h"
#include "views/timeline/timelineview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPalette>
#include <QProgressBar>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace std::chrono_literals;
using app::MainWindow;
using support::Program;
using views::IntegerSpinBox;
using views::ParameterSlider;

namespace {

QByteArray beginningOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(400) : QByteArray();
}

void forget()
{
    QSettings().clear();
}

} // namespace

class tst_MainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_mainwindow"));
    }

    void init() { forget(); }

    void theQueueProgramIsShownAtOnce()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.rows().taskCount(), std::size_t{16});
        QCOMPARE(program.rows().queues().size(), std::size_t{1});
        QCOMPARE(program.text("timeReadOut"), QStringLiteral("12.000 s"));
        QVERIFY(program.text("stepReadOut").startsWith(QLatin1String("step 96 of 96")));
        QCOMPARE(program.window.windowTitle(),
                 QStringLiteral("Producers and consumers – Coroscope"));
    }

    void draggingTheProducersChangesRowsAndDepth()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const std::uint32_t peak = program.peakDepth();
        program.drag("producersSlider", 18);
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.find<IntegerSpinBox>("producers")->value(), 18);
        QCOMPARE(program.rows().taskCount(), std::size_t{1 + 18 + 10});
        QVERIFY2(program.peakDepth() > peak, qPrintable(QString::number(program.peakDepth())));
        QVERIFY(program.session().reference().has_value());
    }

    void typingConsumersChangesRows()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        auto *box = program.find<IntegerSpinBox>("consumers");
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("40"));
        QTRY_VERIFY(program.settled());
        QTRY_COMPARE(program.rows().taskCount(), std::size_t{1 + 5 + 40});
    }

    void undoTakesAWholeDragBack()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.drag("producersSlider", 9);
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(program.find<ParameterSlider>("producersSlider")->value(), 5);
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.rows().taskCount(), std::size_t{16});
        QVERIFY(!program.find<QAction>("undo")->isEnabled());
        program.press(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(program.find<ParameterSlider>("producersSlider")->value(), 9);
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.rows().taskCount(), std::size_t{20});
    }

    void stepsByKeyAndButton()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_R);
        QCOMPARE(program.step(), 0U);
        QVERIFY(!program.find<QToolButton>("stepBackButton")->isEnabled());
        program.press(Qt::Key_N);
        program.click("stepButton");
        QCOMPARE(program.step(), 2U);
        QVERIFY(program.text("stepReadOut").startsWith(QLatin1String("step 2 of 96")));
        program.press(Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(program.step(), 1U);
        program.press(Qt::Key_E);
        QCOMPARE(program.step(), 96U);
    }

    void spaceRunsAndPauses()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.timeline()->setFocus();
        program.press(Qt::Key_Space);
        QVERIFY(program.session().isMoving());
        QCOMPARE(program.find<QToolButton>("toggleButton")->text(), QStringLiteral("Pause"));
        QTRY_VERIFY(program.window.viewState()->cursor().time > 0s);
        program.press(Qt::Key_Space);
        QVERIFY(!program.session().isMoving());
        const views::Position rest = program.window.viewState()->cursor();
        QVERIFY(rest.time < 12s);
        program.click("toggleButton");
        QVERIFY(program.session().isMoving());
        program.click("toggleButton");
        QVERIFY(!program.session().isMoving());
    }

    void spacePressesTheButtonThatHasTheFocus()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        QVERIFY(QTest::qWaitForWindowActive(&program.window));
        auto *button = program.find<QToolButton>("restartButton");
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(!program.session().isMoving());
        QCOMPARE(program.step(), 0U);
    }

    void aLiveRunGrowsPausesAndStops()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.click("clockReal");
        program.session().setSpeed(10);
        program.click("toggleButton");
        QVERIFY(program.session().isLive());
        QTRY_VERIFY(program.rows().taskCount() == 16);
        QTRY_VERIFY(program.rows().end() > 1s);
        QVERIFY(program.window.timeline()->isFollowing());
        program.press(Qt::Key_Space);
        QTRY_VERIFY(!program.session().isMoving());
        program.press(Qt::Key_Period, Qt::ControlModifier);
        QTRY_VERIFY(!program.session().isLive());
        QVERIFY(program.session().outcome() == trace::Outcome::Stopped);
        program.click("clockVirtual");
        QTRY_COMPARE(program.session().outcome(), std::optional(trace::Outcome::Done));
        QCOMPARE(program.session().shown().document->info().origin,
                 views::RunInfo::Origin::Simulated);
    }

    void theCursorStaysWhereAPersonPutsIt()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const views::Position two
            = program.rows().positionAt(trace::Time(2s).count(), views::AxisKind::Clock);
        program.window.viewState()->setCursor(two);
        program.drag("producersSlider", 9);
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.window.viewState()->cursor().time, two.time);

        program.click("clockReal");
        program.session().setSpeed(5);
        program.click("toggleButton");
        QTRY_VERIFY(program.session().steps() > 20);
        const views::Position early = program.rows().positionAfterStep(3);
        program.window.viewState()->setCursor(early);
        const std::uint32_t then = program.session().steps();
        QTRY_VERIFY(program.session().steps() > then);
        QCOMPARE(program.window.viewState()->cursor(), early);
        program.press(Qt::Key_E);
        QTRY_VERIFY(program.window.viewState()->cursor().time > 2s);
    }

    void theOutputGoesWithTheCursor()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        auto *output = program.window.findChild<views::OutputPanel *>();
        QVERIFY(output->model()->rowCount() > 50);
        program.press(Qt::Key_R);
        QCOMPARE(output->model()->rowsBefore(program.window.viewState()->cursor().records), 0);
    }

    void enterOnATaskOpensTheInspector()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        auto *inspector = program.find<QAction>("inspector");
        inspector->setChecked(false);
        program.window.timeline()->setFocus();
        program.window.viewState()->setSelectedTask(trace::TaskId{1});
        QTest::keyClick(program.window.timeline(), Qt::Key_Return);
        QVERIFY(inspector->isChecked());
    }

    void theStepsAxisIsChosenByASwitch()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.click("axisSteps");
        QCOMPARE(program.window.viewState()->axis(), views::AxisKind::Steps);
        QVERIFY(program.find<QAction>("axisStepsAction")->isChecked());
        program.find<QAction>("axisClockAction")->trigger();
        QCOMPARE(program.window.viewState()->axis(), views::AxisKind::Clock);
        QVERIFY(program.find<QToolButton>("axisClock")->isChecked());
    }

    void aRunThatTakesNoTimeShowsItsStepsByItself()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto choose = [&program](const char *scenario) {
            program.session().setArguments(scenario::Arguments(*engine::findScenario(scenario)));
        };
        const auto axis = [&program] { return program.window.viewState()->axis(); };
        QCOMPARE(axis(), views::AxisKind::Clock);
        choose("rounds");
        QTRY_VERIFY(program.settled());
        QCOMPARE(axis(), views::AxisKind::Steps);
        QVERIFY(program.find<QToolButton>("axisSteps")->isChecked());
        QVERIFY(!program.window.timeline()->note().isEmpty());
        choose("hello");
        QTRY_VERIFY(program.settled());
        QCOMPARE(axis(), views::AxisKind::Clock);
        QVERIFY(program.window.timeline()->note().isEmpty());
        // Who wants the clock gets it.
        choose("rounds");
        QTRY_VERIFY(program.settled());
        program.click("axisClock");
        QCOMPARE(axis(), views::AxisKind::Clock);
        QVERIFY(program.window.timeline()->note().isEmpty());
        // What a person has chosen stays.
        program.click("axisSteps");
        choose("hello");
        QTRY_VERIFY(program.settled());
        QCOMPARE(axis(), views::AxisKind::Steps);
    }

    void aRunThatTakesNoTimeIsByStepsFromTheStart()
    {
        QSettings().setValue(QStringLiteral("scenario"), QStringLiteral("rounds"));
        Program program;
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.session().arguments().scenario().name, std::string("rounds"));
        QCOMPARE(program.window.viewState()->axis(), views::AxisKind::Steps);
        QVERIFY(!program.window.timeline()->note().isEmpty());
    }

    void exportWritesTheFormatOfTheFileName_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("PNG") << QStringLiteral("picture.png") << QByteArray("\x89PNG");
        QTest::newRow("SVG") << QStringLiteral("drawing.svg") << QByteArray("<svg");
        QTest::newRow("PDF") << QStringLiteral("document.pdf") << QByteArray("%PDF");
    }

    void exportWritesTheFormatOfTheFileName()
    {
        QFETCH(const QString, file);
        QFETCH(const QByteArray, signature);
        Program program;
        QTRY_VERIFY(program.settled());
        const QString path = m_folder.filePath(file);
        program.exportAs(path);
        QTRY_VERIFY(QFile::exists(path));
        QVERIFY2(beginningOf(path).contains(signature), beginningOf(path).constData());
        QCOMPARE(QDir(QSettings().value(QStringLiteral("exportFolder")).toString()),
                 QDir(m_folder.path()));
    }

    void theExportDialogNamesTheRun()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.click("exportPictureButton");
        QTRY_VERIFY(program.find<QDialog>("exportDialog") != nullptr);
        auto *dialog = program.find<QDialog>("exportDialog");
        const auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        QCOMPARE(QFileInfo(name->text()).fileName(),
                 QStringLiteral("queue-producers-5-consumers-10-maxsize-0-seed-444.png"));
        dialog->close();
    }

    void aFilterThatMatchesNothingIsNoneForAPicture()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        for (const auto &[filter, matches] : {std::pair(QStringLiteral("Consumer"), true),
                                              std::pair(QStringLiteral("Nobody"), false)}) {
            program.window.timeline()->setFilter(filter);
            program.click("exportPictureButton");
            QTRY_VERIFY(program.find<QDialog>("exportDialog") != nullptr);
            auto *dialog = program.find<QDialog>("exportDialog");
            QCOMPARE(dialog->findChild<QWidget *>(QStringLiteral("exportTasks"))->isEnabled(),
                     matches);
            dialog->close();
            QTRY_VERIFY(program.find<QDialog>("exportDialog") == nullptr);
        }
    }

    void aFailedExportSaysWhatToDo()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.exportTo(m_folder.filePath(QStringLiteral("no/such/folder/a.png")));
        QTRY_VERIFY(program.find<QMessageBox>("exportError") != nullptr);
        auto *box = program.find<QMessageBox>("exportError");
        QVERIFY(box->text().contains(QLatin1String("no/such/folder")));
        QVERIFY(!box->informativeText().isEmpty());
        box->close();
    }

    void afterAFailedExportToAFolderTheNextDialogOpens()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const QString folder = m_folder.filePath(QStringLiteral("folder.png"));
        QVERIFY(QDir().mkpath(folder));
        for (int i = 0; i < 2; ++i) {
            program.exportAs(folder);
            QTRY_VERIFY(program.find<QMessageBox>("exportError") != nullptr);
            auto *box = program.find<QMessageBox>("exportError");
            QVERIFY2(box->text().contains(QStringLiteral("it is a folder")),
                     qPrintable(box->text()));
            box->close();
            QTRY_VERIFY(program.find<QMessageBox>("exportError") == nullptr);
        }
    }

    void thePreviewOfAnExportIsThePictureAndFollowsTheChoice()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.click("exportPictureButton");
        QTRY_VERIFY(program.find<QDialog>("exportDialog") != nullptr);
        auto *dialog = program.find<QDialog>("exportDialog");
        const auto *preview = dialog->findChild<QScrollArea *>(QStringLiteral("exportPreview"));
        const auto *picture = qobject_cast<const QLabel *>(preview->widget());
        QTRY_VERIFY(!picture->pixmap().isNull());
        const auto corner = [picture] { return picture->pixmap().toImage().pixelColor(2, 2); };
        QCOMPARE(corner(), QColor(Qt::white));
        const auto *command = dialog->findChild<QLineEdit *>(QStringLiteral("exportCommand"));
        QVERIFY(!command->text().contains(QStringLiteral("--theme")));
        QTest::mouseClick(dialog->findChild<QWidget *>(QStringLiteral("exportTheme1")),
                          Qt::LeftButton);
        QTRY_VERIFY(corner() != QColor(Qt::white));
        QVERIFY(command->text().endsWith(QStringLiteral("--theme dark")));
        dialog->close();
    }

    void whatIsInSightIsTheRangeOfAnExport()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.window.timeline()->setFocus();
        program.press(Qt::Key_W);
        const views::UnitRange sight = program.window.viewState()->visibleRange();
        QVERIFY(program.window.timeline()->isRangeChosen());
        program.click("exportPictureButton");
        QTRY_VERIFY(program.find<QDialog>("exportDialog") != nullptr);
        auto *dialog = program.find<QDialog>("exportDialog");
        const QString command
            = dialog->findChild<QLineEdit *>(QStringLiteral("exportCommand"))->text();
        const QString range = command.section(QStringLiteral("--range "), 1).section(u' ', 0, 0);
        const double begin = range.section(QStringLiteral(".."), 0, 0).toDouble();
        const double end = range.section(QStringLiteral(".."), 1, 1).toDouble();
        const views::Units seen = sight.end - std::max<views::Units>(0, sight.begin);
        QVERIFY2(qAbs((end - begin) * 1e9 - static_cast<double>(seen)) < 2, qPrintable(command));
        dialog->close();
    }

    void whatBecomesOfAnExportIsToldForAsLongAsItMatters()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        auto *exports = program.window.findChild<app::PictureExport *>();
        QVERIFY(exports != nullptr);
        QSignalSpy told(exports, &app::PictureExport::told);
        const auto sayings = [&told] {
            QStringList all;
            for (const QList<QVariant> &one : told)
                all += one[0].toString()
                    + (one[1].toBool() ? QStringLiteral(" stays") : QStringLiteral(" goes"));
            return all;
        };
        const QString path = m_folder.filePath(QStringLiteral("told.png"));
        program.window.exportTo(path);
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(sayings(),
                 (QStringList{QStringLiteral("Writing told.png … stays"),
                              QStringLiteral("Saved %1 goes").arg(path)}));
        told.clear();
        exports->copy();
        QTRY_COMPARE(told.size(), 1);
        QVERIFY2(sayings()[0].startsWith(QLatin1String("The picture is on the clipboard, "))
                     && sayings()[0].endsWith(QLatin1String(" pixels. goes")),
                 qPrintable(sayings()[0]));
        told.clear();
        // More than can be written before the last of them is given up.
        scenario::Arguments many = program.session().arguments();
        many.set("producers", "300");
        many.set("consumers", "300");
        program.session().setArguments(many);
        QTRY_VERIFY(program.settled());
        for (int i = 0; i < 4; ++i)
            program.window.exportTo(m_folder.filePath(QStringLiteral("given-up-%1.pdf").arg(i)));
        Q_EMIT exports->progress()->cancelRequested();
        QTRY_COMPARE(told.size(), 8);
        QCOMPARE(sayings().last(), QStringLiteral("Export cancelled; nothing was written. goes"));
    }

    void thePictureCanBeCopied()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        QGuiApplication::clipboard()->clear();
        program.press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(!QGuiApplication::clipboard()->image().isNull());
    }

    void aSmallWindowHasARailAndAStrip()
    {
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(program.find<QWidget>("rail")->isVisible());
        const auto *strip = program.find<QWidget>("parameterStrip");
        QVERIFY(strip->isVisible());
        QVERIFY(strip->height() >= 40);
        QVERIFY(strip->height() >= program.find<QToolButton>("stripScenario")->sizeHint().height());
        QVERIFY(!program.find<QWidget>("leftPanel")->isVisible());
        program.drag("consumersSlider", 4);
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.rows().taskCount(), std::size_t{1 + 5 + 4});
        for (const char *name : {"producers", "consumers", "maxsize", "seed"}) {
            auto *box = program.find<IntegerSpinBox>(name);
            const QRect inWindow(box->mapTo(&program.window, QPoint()), box->size());
            QVERIFY2(program.window.rect().contains(inWindow), name);
            QVERIFY2(!box->visibleRegion().isEmpty(), name);
            QCOMPARE(box->visibleRegion().boundingRect(), box->rect());
        }
        program.window.resize(1440, 900);
        QTRY_VERIFY(program.find<QWidget>("leftPanel")->isVisible());
        QVERIFY(!program.find<QWidget>("rail")->isVisible());
    }

    void theThemeFollowsTheDesktopUnlessOneIsChosen()
    {
        const auto canvas = [] { return QApplication::palette().color(QPalette::Base); };
        Program program;
        QPalette desktop;
        desktop.setColor(QPalette::Window, Qt::black);
        desktop.setColor(QPalette::WindowText, Qt::white);
        QApplication::setPalette(desktop);
        QCOMPARE(canvas(), views::Theme::darkTheme().canvas);
        program.find<QAction>("themeLight")->trigger();
        QCOMPARE(canvas(), views::Theme::light().canvas);
        QApplication::setPalette(desktop);
        QCOMPARE(canvas(), views::Theme::light().canvas);
        program.find<QAction>("themeDesktop")->trigger();
        QCOMPARE(canvas(), views::Theme::darkTheme().canvas);
        desktop.setColor(QPalette::Window, Qt::white);
        desktop.setColor(QPalette::WindowText, Qt::black);
        QApplication::setPalette(desktop);
        QCOMPARE(canvas(), views::Theme::light().canvas);
    }

    void theNextStartIsAsTheLastOneWasLeft()
    {
        views::TimelineGeometry::Wishes wishes;
        {
            Program program;
            QTRY_VERIFY(program.settled());
            program.drag("producersSlider", 11);
            QTRY_VERIFY(program.settled());
            program.click("axisSteps");
            program.find<QAction>("themeDark")->trigger();
            program.find<QAction>("allRows")->trigger();
            program.find<QAction>("tallRows")->trigger();
            program.find<QAction>("trackLag")->trigger();
            program.find<QAction>("trackReady")->trigger();
            program.find<QAction>("namesWider")->trigger();
            program.find<QAction>("tracksHigher")->trigger();
            wishes = program.window.timeline()->wishes();
            QVERIFY(wishes.gutter > 0 && wishes.queues > 0);
            program.window.resize(1500, 870);
            program.find<QAction>("output")->trigger();
            program.window.close();
        }
        MainWindow window;
        window.show();
        QCOMPARE(window.session()->arguments().integer("producers"), 11);
        QCOMPARE(window.viewState()->axis(), views::AxisKind::Steps);
        QCOMPARE(window.timeline()->wishes().gutter, wishes.gutter);
        QCOMPARE(window.timeline()->wishes().queues, wishes.queues);
        QVERIFY(window.findChild<QAction *>(QStringLiteral("themeDark"))->isChecked());
        QVERIFY(!window.findChild<QAction *>(QStringLiteral("output"))->isChecked());
        QVERIFY(window.findChild<QAction *>(QStringLiteral("allRows"))->isChecked());
        QVERIFY(window.findChild<QAction *>(QStringLiteral("tallRows"))->isChecked());
        using Kind = views::TrackId::Kind;
        QCOMPARE(window.timeline()->tracks().kinds, (std::set<Kind>{Kind::Queue, Kind::Lag}));
        QVERIFY(!window.findChild<QAction *>(QStringLiteral("trackReady"))->isChecked());
        // Qt restores what fits the screen, from 6.7 on strictly so.
        if (window.screen()->availableSize().width() >= 1500)
            QTRY_COMPARE(window.size(), QSize(1500, 870));
    }

    void theNextStartHasTheClockAndTheScenarioOfTheLast()
    {
        QVERIFY(engine::scenarios().front().name != "chess");
        const auto isReal = [](Program &program) {
            const bool real = program.session().clock() == engine::qt::ClockKind::Real;
            return real && program.find<QAction>("clockRealAction")->isChecked();
        };
        {
            Program program;
            QTRY_VERIFY(program.settled());
            QVERIFY(!isReal(program));
            program.session().setArguments(scenario::Arguments(*engine::findScenario("chess")));
            QTRY_VERIFY(program.settled());
            program.window.close();
        }
        {
            Program program;
            QCOMPARE(program.session().arguments().scenario().name, std::string("chess"));
            QVERIFY(!isReal(program));
            program.click("clockReal");
            program.window.close();
        }
        {
            Program program;
            QVERIFY(isReal(program));
            program.window.close();
        }
        QSettings().setValue(QStringLiteral("scenario"), QStringLiteral("gone"));
        Program program;
        QCOMPARE(program.session().arguments().scenario().name, engine::scenarios().front().name);
    }

    void pinsAreThereAgainWithTheirScenario()
    {
        const auto pins = [](const Program &program) {
            return program.window.timeline()->layoutOptions().pinned;
        };
        const std::set<QString> wanted{QStringLiteral("Consumer 3"), QStringLiteral("Producer 1")};
        {
            Program program;
            QTRY_VERIFY(program.settled());
            for (std::uint32_t task = 0; task < program.rows().taskCount(); ++task) {
                if (!wanted.contains(program.rows().label(trace::TaskId{task})))
                    continue;
                program.window.viewState()->setSelectedTask(trace::TaskId{task});
                program.press(Qt::Key_P, Qt::ShiftModifier);
            }
            QCOMPARE(pins(program), wanted);
            program.session().setArguments(scenario::Arguments(*engine::findScenario("hello")));
            QTRY_VERIFY(program.settled());
            QVERIFY(pins(program).empty());
            program.session().setArguments(scenario::Arguments(*engine::findScenario("queue")));
            QTRY_VERIFY(program.settled());
            QCOMPARE(pins(program), wanted);
        }
        Program program;
        QTRY_VERIFY(program.settled());
        QCOMPARE(pins(program), wanted);
        const views::TimelineLayout layout(program.rows(),
                                           program.window.timeline()->layoutOptions());
        QVERIFY(layout.rows()[0].pinned && layout.rows()[1].pinned && !layout.rows()[2].pinned);
        program.window.viewState()->setSelectedTask(layout.rows()[0].task);
        program.press(Qt::Key_P, Qt::ShiftModifier);
        program.window.viewState()->setSelectedTask(layout.rows()[1].task);
        program.press(Qt::Key_P, Qt::ShiftModifier);
        QVERIFY(QSettings().allKeys().filter(QStringLiteral("pinned")).isEmpty());
    }

    void theFirstStartHasItsStatusBarAndRowsOfFullHeight()
    {
        {
            Program program;
            QVERIFY(program.window.statusBar()->isVisible());
            QVERIFY(program.find<QAction>("statusBarAction")->isChecked());
            QVERIFY(!program.find<QAction>("allRows")->isChecked());
            QVERIFY(program.window.acceptDrops());
            program.window.resize(800, 600);
            QTRY_VERIFY(!program.window.statusBar()->isVisible());
            program.window.close();
        }
        // One that begins small has no status bar from the beginning.
        MainWindow window;
        window.show();
        QVERIFY(window.height() < 800);
        QVERIFY(!window.statusBar()->isVisible());
        QVERIFY(!window.findChild<QAction *>(QStringLiteral("statusBarAction"))->isChecked());
    }

    void aScenarioWithoutFieldsHasNoParameters()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto *parameters = program.window.findChild<views::ParameterPanel *>();
        QVERIFY(parameters->isVisible());
        program.session().setArguments(scenario::Arguments(*engine::findScenario("script")));
        QTRY_VERIFY(program.settled());
        QVERIFY(!parameters->isVisible());
    }

    void aLiveRunIsFollowedAgainWhenThatIsAskedFor()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        auto *follow = program.find<QAction>("follow");
        const auto *button = program.find<QToolButton>("followButton");
        auto *timeline = program.window.timeline();
        QVERIFY(!follow->isEnabled());
        QVERIFY(!button->isVisible());
        program.click("clockReal");
        program.session().setSpeed(5);
        program.click("toggleButton");
        QTRY_VERIFY(program.session().steps() > 20);
        QVERIFY(program.session().isLive());
        QVERIFY(follow->isEnabled());
        QVERIFY(timeline->isFollowing());
        QVERIFY(!button->isVisible());
        timeline->setFollowing(false);
        QVERIFY(button->isVisible());
        follow->trigger();
        QVERIFY(timeline->isFollowing());
        QVERIFY(!button->isVisible());
        program.session().stop();
        QTRY_VERIFY(!program.session().isLive() && !follow->isEnabled());
        timeline->setFollowing(false);
        QVERIFY(!button->isVisible());
    }

    void consumersJoinTheRunningProgramAsItsSliderMoves()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        auto *consumers = program.find<QWidget>("consumers");
        QVERIFY(!consumers->accessibleDescription().contains(QStringLiteral("at once")));
        program.find<QAction>("clockRealAction")->trigger();
        program.find<QAction>("toggle")->trigger();
        QTRY_COMPARE(program.rows().taskCount(), 16U);
        const auto document = program.session().shown().document;
        QVERIFY(consumers->accessibleDescription().contains(QStringLiteral("acts at once")));
        QVERIFY(!program.find<QWidget>("maxsize")->accessibleDescription().contains(
            QStringLiteral("acts at once")));
        program.drag("consumersSlider", 12);
        QTRY_COMPARE(program.rows().taskCount(), 18U);
        QCOMPARE(program.session().shown().document, document);
        // Where the hand has come to rest.
        QTRY_COMPARE(document->marks().size(), 1U);
        QCOMPARE(document->marks().back().note, QStringLiteral("Consumers 10 → 12"));
        // While it stands nothing acts at once.
        program.find<QAction>("toggle")->trigger();
        QTRY_VERIFY(!consumers->accessibleDescription().contains(QStringLiteral("acts at once")));
        program.find<QAction>("toggle")->trigger();
        QTRY_VERIFY(consumers->accessibleDescription().contains(QStringLiteral("acts at once")));
        // Taken back, the last is cancelled.
        program.find<QAction>("undo")->trigger();
        const auto isCancelled = [&](const QString &label) {
            for (std::uint32_t t = 0; t < program.rows().taskCount(); ++t) {
                const views::TaskTrack &track = program.rows().track(trace::TaskId{t});
                if (program.rows().label(trace::TaskId{t}) == label && !track.empty()
                    && track.state(track.size() - 1) == views::State::Cancelled)
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isCancelled(QStringLiteral("Consumer 11")));
        QTRY_VERIFY(isCancelled(QStringLiteral("Consumer 10")));
        QVERIFY(!isCancelled(QStringLiteral("Consumer 9")));
        program.session().stop();
        QTRY_VERIFY(!program.session().isLive());
        QVERIFY(!consumers->accessibleDescription().contains(QStringLiteral("acts at once")));
    }

    void aNumberIsTypedToItsEndBeforeItChangesALiveRun()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.find<QAction>("clockRealAction")->trigger();
        program.find<QAction>("toggle")->trigger();
        QTRY_COMPARE(program.rows().taskCount(), 16U);
        const auto document = program.session().shown().document;
        auto *consumers = program.find<IntegerSpinBox>("consumers");
        consumers->setFocus();
        consumers->selectAll();
        QTest::keyClick(consumers, Qt::Key_1);
        QTest::keyClick(consumers, Qt::Key_2);
        QTRY_COMPARE(program.rows().taskCount(), 18U);
        QTRY_COMPARE(document->marks().size(), 1U);
        QCOMPARE(document->marks().back().note, QStringLiteral("Consumers 10 → 12"));
        QCOMPARE(program.session().shown().document, document);
        program.session().stop();
    }

    void anotherScenarioTakesThePlaceOfALiveRun()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.find<QAction>("clockRealAction")->trigger();
        program.find<QAction>("toggle")->trigger();
        QTRY_COMPARE(program.rows().taskCount(), 16U);
        const auto isLiveWith = [&](const char *scenario) {
            return program.session().isLive() && program.session().shown().arguments
                && program.session().shown().arguments->scenario().name == scenario;
        };
        Q_EMIT program.window.findChild<views::ScenarioGallery *>()->scenarioChosen(
            engine::findScenario("philosophers"));
        QTRY_VERIFY(isLiveWith("philosophers"));
        QTRY_VERIFY(program.session().steps() > 0);
        program.find<QAction>("turnIntoScript")->trigger();
        QTRY_VERIFY(isLiveWith("script"));
    }

    void aLongSimulationShowsThatItGoesOnAndCanBeStopped()
    {
        Program program({1000, 600});
        QTRY_VERIFY(program.settled());
        const auto *progress = program.find<QWidget>("simulationProgress");
        QVERIFY(!program.window.statusBar()->isVisible());
        QVERIFY(progress->isHidden());
        scenario::Arguments meals(*engine::findScenario("philosophers"));
        meals.set("philosophers", "1000");
        meals.set("meals", "1000");
        program.session().setArguments(meals);
        const QRect place = program.window.centralWidget()->geometry();
        QTRY_VERIFY(progress->isVisible());
        QVERIFY(program.session().isSimulating());
        // Nothing has moved for it.
        QVERIFY(!program.window.statusBar()->isVisible());
        QCOMPARE(program.window.centralWidget()->geometry(), place);
        QVERIFY(program.text("sentence").startsWith(QStringLiteral("Simulating, ")));
        // Three lines a meal: how long it takes is known.
        const auto *bar = progress->findChild<QProgressBar *>();
        QCOMPARE(bar->maximum(), 100);
        QTRY_VERIFY(bar->value() > 0);
        QVERIFY(bar->value() < 100);
        QTest::mouseClick(progress->findChild<QToolButton *>(QStringLiteral("cancelWork")),
                          Qt::LeftButton);
        QTRY_COMPARE(program.session().outcome(), std::optional(trace::Outcome::Stopped));
        QVERIFY(!progress->isVisible());
        QTRY_VERIFY(program.rows().isComplete());
        QCOMPARE(program.window.viewState()->cursor().records, program.rows().records());
    }

    void aSimulationOfUnknownLengthHasNoShareOfTheOneBefore()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto *progress = program.find<QWidget>("simulationProgress");
        const auto *bar = progress->findChild<QProgressBar *>();
        scenario::Arguments meals(*engine::findScenario("philosophers"));
        meals.set("philosophers", "1000");
        meals.set("meals", "1000");
        program.session().setArguments(meals);
        QTRY_VERIFY(progress->isVisible());
        QCOMPARE(bar->maximum(), 100);
        scenario::Arguments tree(*engine::findScenario("tree"));
        tree.set("depth", "5");
        tree.set("width", "10");
        QVERIFY(!engine::linesOf(tree));
        program.session().setArguments(tree);
        QTRY_VERIFY(program.session().isSimulating() && program.session().isGrowing()
                    && program.session().shown().arguments == tree);
        QVERIFY(program.session().isSimulating());
        QTRY_COMPARE(bar->maximum(), 0);
        QVERIFY(progress->isVisible());
        program.session().stop();
        QTRY_VERIFY(!progress->isVisible());
    }

    void controlQCloses()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_Q, Qt::ControlModifier);
        QTRY_VERIFY(!program.window.isVisible());
    }

    void closingInALiveRunTakesNoTime()
    {
        QElapsedTimer timer;
        {
            Program program;
            QTRY_VERIFY(program.settled());
            program.click("clockReal");
            program.click("toggleButton");
            QTRY_VERIFY(program.rows().taskCount() == 16);
            timer.start();
            program.window.close();
        }
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

    void everyControlHasAName()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        for (const auto *button : program.window.findChildren<QToolButton *>()) {
            if (button->isVisible() && button->focusPolicy() != Qt::NoFocus)
                QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                         qPrintable(button->objectName()));
        }
    }

private:
    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
