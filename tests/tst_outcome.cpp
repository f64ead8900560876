#include "app/session/activitytext.h"
#include "app/session/tracefeed.h"
#include "engine/workloads/registry.h"
#include "tests/support/crosswise.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "views/inspector/waitcircle.h"
#include "views/words/segmenttext.h"

#include <QAction>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QTemporaryDir>
#include <QTextDocumentFragment>
#include <QThread>

#include <sys/file.h>

using support::Program;

/// What the window says and offers when a run has not ended as its program would.
class tst_Outcome : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { support::keepSettingsIn(m_folder.path(), QStringLiteral("outcome")); }
    void init() { QSettings().clear(); }

    void theBannerOfADeadlockNamesWhoHoldsWhat()
    {
        Program program;
        dine(program);
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        QCOMPARE(
            said(program),
            QStringLiteral("Deadlock at step 11. Philosopher 0 waits for fork 1, which "
                           "Philosopher 1 holds, who waits for fork 2, and so on in a circle of "
                           "5 tasks back to Philosopher 0. main waits for Philosopher 0 and 4 "
                           "others. Nothing is ready and no timer runs."));
        QVERIFY(program.find<QToolButton>("outcomeCircle")->isVisible());
        QCOMPARE(program.find<QToolButton>("outcomeSelect")->text(),
                 QStringLiteral("Select the 6 (Shift+J)"));
    }

    void ofARunThatTakesNoTimeThePlaceIsAStep()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.session().setArguments(scenario::Arguments(*engine::findScenario("rounds")));
        QTRY_VERIFY(program.settled());
        const QString steps = QString::number(program.session().steps());
        const auto *turn = program.find<QLabel>("stepReadOut");
        QCOMPARE(program.text("timeReadOut"), QStringLiteral("step %1").arg(steps));
        QVERIFY2(turn->text().startsWith(QStringLiteral("of %1 · turn ").arg(steps)),
                 qPrintable(turn->text()));
        QCOMPARE(app::activityText(program.session()),
                 QStringLiteral("The run ended at step %1.").arg(steps));
        program.find<QAction>("toTime")->trigger();
        auto *dialog = program.find<QInputDialog>("goToStep");
        QCOMPARE(dialog->labelText(), QStringLiteral("&Step, up to %1").arg(steps));
        QCOMPARE(dialog->intMaximum(), static_cast<int>(program.session().steps()));
        dialog->setIntValue(3);
        dialog->accept();
        QCOMPARE(program.session().stepsDone(), std::uint32_t{3});
        QCOMPARE(program.text("timeReadOut"), QStringLiteral("step 3"));
        QCOMPARE(app::activityText(program.session()),
                 QStringLiteral("Paused after step 3 of %1.").arg(steps));
    }

    void inASmallWindowTheBannerTakesOneLineUntilMoreIsWanted()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Negative sizes")));
        Program program;
        program.window.resize(1280, 720);
        dine(program);
        const auto *banner = program.find<QWidget>("outcomeBar");
        auto *more = program.find<QToolButton>("outcomeMore");
        QTRY_VERIFY(banner->isVisible());
        QTRY_VERIFY(more->isVisible());
        QVERIFY(said(program).startsWith(QStringLiteral("Deadlock at step 11. Philosopher 0")));
        QVERIFY(said(program).endsWith(QStringLiteral("…")));
        const int low = banner->height();
        more->click();
        QVERIFY(said(program).endsWith(QStringLiteral("no timer runs.")));
        QTRY_VERIFY(banner->height() > low);
        more->click();
        QTRY_COMPARE(banner->height(), low);
        program.window.resize(1600, 1000);
        QTRY_VERIFY(said(program).endsWith(QStringLiteral("no timer runs.")));
        QVERIFY(!more->isVisible());
    }

    void ofARunThatWasStoppedInACircleItIsShown()
    {
        support::Crosswise run;
        run.cancel(9, 0, trace::Waker::External);
        run.cancel(9, 1, trace::Waker::External);
        run.end(9, 0);
        run.end(9, 1);
        run.over(9, trace::Outcome::Stopped);
        Program program;
        program.session().open(std::make_shared<views::RunDocument>(run.trace()));
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        QCOMPARE(
            said(program),
            QStringLiteral("Stopped in a circle of waits. A waits for lock 1, which B holds, and B "
                           "waits for lock 0, which A holds. So it was from 1.000 s until the "
                           "run was stopped."));
        program.press(Qt::Key_J);
        QVERIFY(program.find<views::WaitCircle>("waitCircle")->isVisible());
        program.session().setArguments(scenario::Arguments(*engine::findScenario("hello")));
        QTRY_VERIFY(program.settled());
        QVERIFY(!program.find<QWidget>("outcomeBar")->isVisible());
    }

    void ofARecordingThatBreaksOffInACircleItIsShown()
    {
        const support::Crosswise run;
        auto document = std::make_shared<views::RunDocument>(run.trace());
        document->setOver();
        Program program;
        program.session().open(document);
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        QVERIFY2(said(program).startsWith(
                     QStringLiteral("Breaks off in a circle of waits. A waits for lock 1")),
                 qPrintable(said(program)));
        program.press(Qt::Key_J);
        QVERIFY(program.find<views::WaitCircle>("waitCircle")->isVisible());
    }

    void whatIsReadInFullBeforeItIsKnownHowItEndedIsToldWhenThatIs()
    {
        const QString whole = m_folder.filePath(QStringLiteral("whole.coroscope"));
        {
            Program program;
            dine(program);
            const auto &document = program.session().shown().document;
            app::saveRun(document->trace(), document->info(), document->ending(), whole, {});
        }
        QFile file(whole);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(flock(file.handle(), LOCK_EX), 0); // as who still writes it
        Program program;
        const auto feed = std::make_shared<app::TraceFeed>(whole);
        QCOMPARE(feed->state(), app::TraceFeed::State::Reading);
        const auto &records = feed->trace()->records();
        file.close();
        // Its own thread reads to the end; this one does not hear of it before its events.
        while (records.empty() || records[records.size() - 1].kind() != trace::Kind::Ended)
            QThread::yieldCurrentThread();
        program.session().open(feed);
        QVERIFY(!program.find<QWidget>("outcomeBar")->isVisible());
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        QVERIFY2(said(program).startsWith(QStringLiteral("Deadlock at step 11.")),
                 qPrintable(said(program)));
    }

    void whatHasNotRunHasNoEndToGoTo()
    {
        Program program;
        scenario::Arguments arguments(*engine::findScenario("script"));
        arguments.set("file", "/nowhere/at-all.json");
        program.session().setArguments(arguments);
        const auto *banner = program.find<QWidget>("outcomeBar");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(said(program).startsWith(QStringLiteral("Nothing has run: ")),
                 qPrintable(said(program)));
        for (const auto *button : banner->findChildren<QToolButton *>())
            QVERIFY(button->text() != QStringLiteral("Go to the end") || !button->isVisible());
        // Nor has it taken no time: the axis is as it was chosen.
        QCOMPARE(program.window.viewState()->axis(), views::AxisKind::Clock);
        QVERIFY(program.window.timeline()->note().isEmpty());
    }

    void theCircleOpensByItsKeyAndEscClosesItBeforeTheBanner()
    {
        Program program;
        dine(program);
        const auto *banner = program.find<QWidget>("outcomeBar");
        const auto *card = program.find<QWidget>("circleCard");
        QTRY_VERIFY(banner->isVisible());
        closeHints(program);
        program.press(Qt::Key_J);
        QVERIFY(card->isVisible());
        QCOMPARE(selectedLabel(program), QStringLiteral("Philosopher 0"));
        auto *circle = program.find<views::WaitCircle>("waitCircle");
        QVERIFY(circle->accessibleDescription().contains(
            QStringLiteral("Philosopher 4 waits for fork 0, which Philosopher 0 holds")));
        QTest::keyClick(circle, Qt::Key_Left);
        QCOMPARE(selectedLabel(program), QStringLiteral("Philosopher 4"));

        program.window.viewState()->setSelectedTask({});
        program.press(Qt::Key_Escape);
        QVERIFY(!card->isVisible());
        QTRY_VERIFY(banner->isVisible());
        program.press(Qt::Key_Escape);
        QVERIFY(!banner->isVisible());
    }

    void escClosesOneAfterTheOtherAndSelectsNothing()
    {
        QSettings().setValue(QStringLiteral("legend"), true);
        Program program;
        dine(program);
        const auto *banner = program.find<QWidget>("outcomeBar");
        QTRY_VERIFY(banner->isVisible());
        closeHints(program);
        program.press(Qt::Key_J);
        QVERIFY(program.find<QWidget>("circleCard")->isVisible());
        program.window.viewState()->setSelectedTask({});
        program.press(Qt::Key_Escape);
        QVERIFY(!program.find<QWidget>("circleCard")->isVisible());
        QVERIFY(!program.window.viewState()->selectedTask());
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(program.find<QAction>("legend")->isChecked());
        program.press(Qt::Key_Escape);
        QVERIFY(!banner->isVisible());
        QVERIFY(program.find<QAction>("legend")->isChecked());
        program.press(Qt::Key_Escape);
        QVERIFY(!program.find<QAction>("legend")->isChecked());
    }

    void theCircleIsNotPressedIntoAFewLinesOfOutput_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("large") << QSize(1600, 1000);
        QTest::newRow("small") << QSize(1280, 720);
    }
    void theCircleIsNotPressedIntoAFewLinesOfOutput()
    {
        QFETCH(QSize, size);
        QSettings().setValue(QStringLiteral("legend"), true);
        Program program;
        program.window.resize(size);
        dine(program);
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        program.press(Qt::Key_J);
        const auto *card = program.find<QWidget>("circleCard");
        QTRY_VERIFY(card->isVisible());
        QTRY_COMPARE(card->size().expandedTo(card->sizeHint()), card->size());
    }

    void aCircleOfManyIsAListThatKeysGoThrough()
    {
        Program program;
        dine(program, "100");
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        program.press(Qt::Key_J);
        auto *circle = program.find<views::WaitCircle>("waitCircle");
        QVERIFY(circle->isVisible());
        QTest::mouseClick(circle, Qt::LeftButton, {}, {100, 3 * 20 + 10});
        QCOMPARE(selectedLabel(program), QStringLiteral("Philosopher 3"));
        QTest::keyClick(circle, Qt::Key_Up);
        QCOMPARE(selectedLabel(program), QStringLiteral("Philosopher 2"));
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(circle, Qt::Key_Up);
        QCOMPARE(selectedLabel(program), QStringLiteral("Philosopher 98"));
        // The end of the list is in sight now.
        const QPoint last(100, (circle->height() / 20 - 1) * 20 + 10);
        QTest::mouseClick(circle, Qt::LeftButton, {}, last);
        QCOMPARE(selectedLabel(program), QStringLiteral("Philosopher 99"));
    }

    void allThatWaitForEverAreSelectedAtOnceUntilSomethingElseIs()
    {
        Program program;
        dine(program);
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        program.press(Qt::Key_J, Qt::ShiftModifier);
        const views::ViewState &state = *program.window.viewState();
        for (std::uint32_t task = 0; task < 6; ++task)
            QVERIFY2(state.isSelected(trace::TaskId{task}), qPrintable(QString::number(task)));
        program.window.viewState()->setSelectedSegment(views::SegmentRef{trace::TaskId{3}, 0});
        QVERIFY(state.isSelected(trace::TaskId{3}));
        QVERIFY(!state.isSelected(trace::TaskId{1}));
        QVERIFY(state.alsoSelected().empty());
    }

    void ofSeveralCirclesTheSelectedTasksIsShownAndAButtonGoesToTheNext()
    {
        Program program;
        follow(program, R"({"tasks": {
            "main": [["spawn", "A"], ["spawn", "B"], ["spawn", "C"], ["spawn", "D"], ["await", "A"]],
            "A": [["await", "B"]], "B": [["await", "A"]],
            "C": [["await", "D"]], "D": [["await", "C"]]}})");
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        program.press(Qt::Key_J);
        const auto *circle = program.find<views::WaitCircle>("waitCircle");
        QCOMPARE(circle->accessibleDescription(), QStringLiteral("A waits for B; B waits for A"));
        auto *next = program.find<QToolButton>("nextCircle");
        QVERIFY(next->isVisible());
        next->click();
        QCOMPARE(selectedLabel(program), QStringLiteral("C"));
        QCOMPARE(circle->accessibleDescription(), QStringLiteral("C waits for D; D waits for C"));
        next->click();
        QCOMPARE(selectedLabel(program), QStringLiteral("A"));
        QCOMPARE(circle->accessibleDescription(), QStringLiteral("A waits for B; B waits for A"));
    }

    void anotherRunTakesBannerCircleAndOffersAway()
    {
        Program program;
        dine(program);
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        program.press(Qt::Key_J);
        scenario::Arguments polite = program.session().arguments();
        polite.set("polite", "true");
        program.session().setArguments(polite);
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(!program.find<QWidget>("outcomeBar")->isVisible());
        QVERIFY(!program.find<QWidget>("circleCard")->isVisible());
        QVERIFY(!program.find<QAction>("circle")->isEnabled());
        QVERIFY(!program.find<QAction>("selectLost")->isEnabled());
    }

    void whereNoCircleIsNoneIsOffered()
    {
        Program program;
        scenario::Arguments arguments(*engine::findScenario("queue"));
        arguments.set("consumers", "0");
        program.session().setArguments(arguments);
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        QVERIFY(said(program).endsWith(QStringLiteral(
            "main waits until all items of q are done. Nothing is ready and no timer "
            "runs.")));
        QVERIFY(!program.find<QToolButton>("outcomeCircle")->isVisible());
        QCOMPARE(program.find<QToolButton>("outcomeSelect")->text(),
                 QStringLiteral("Select it (Shift+J)"));
    }

    void ofAFailureTheBannerSaysOnceThatItFailed()
    {
        Program program;
        follow(program, R"({"tasks": {
            "main": [["spawn", "A"], ["spawn", "B"], ["sleep", 1], ["cancel", "A"]],
            "A": [["await", "B"]], "B": [["await", "A"]]}})");
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        QVERIFY2(said(program).startsWith(
                     QStringLiteral("Failure at 0.001 s: The run failed with RecursionError: ")),
                 qPrintable(said(program)));
    }

    void whatNobodyRetrievedIsTold()
    {
        Program program;
        follow(program, R"({"objects": {}, "tasks": {
            "main": [["spawn", "Worker"], ["sleep", 10]], "Worker": [["raise"]]}})");
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
        QCOMPARE(said(program),
                 QStringLiteral("Unnoticed by the program. Task exception was never retrieved: "
                                "Worker failed with ValueError."));
        QVERIFY(!program.find<QToolButton>("outcomeSelect")->isVisible());
    }

private:
    /// Runs \a script.
    void follow(Program &program, const char *script) const
    {
        QFile file(m_folder.filePath(QStringLiteral("script.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(script);
        file.close();
        scenario::Arguments arguments(*engine::findScenario("script"));
        arguments.set("file", file.fileName().toStdString());
        program.session().setArguments(arguments);
        QTRY_VERIFY(program.settled());
    }
    static void dine(Program &program, const char *philosophers = "5")
    {
        scenario::Arguments arguments(*engine::findScenario("philosophers"));
        arguments.set("polite", "false");
        arguments.set("philosophers", philosophers);
        program.session().setArguments(arguments);
        QTRY_VERIFY(program.settled());
    }
    static void closeHints(Program &program)
    {
        for (const auto *close : program.window.findChildren<QToolButton *>())
            if (close->parentWidget()->objectName() == QLatin1String("hintCard"))
                const_cast<QToolButton *>(close)->click();
    }
    static QString said(const Program &program)
    {
        return QTextDocumentFragment::fromHtml(program.text("outcomeReason")).toPlainText();
    }
    static QString selectedLabel(Program &program)
    {
        return program.rows().label(*program.window.viewState()->selectedTask());
    }
};

PAINTING_TEST_MAIN(tst_Outcome)
#include "tst_outcome.moc"
