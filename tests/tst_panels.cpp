#include "app/workspace/bottompanel.h"
#include "app/workspace/inspectorplace.h"
#include "app/workspace/looppanel.h"
#include "app/workspace/workspace.h"
#include "engine/workloads/registry.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "views/findings/findingspanel.h"
#include "views/inspector/inspectorpanel.h"
#include "views/loop/loopview.h"
#include "views/narration/narrationview.h"
#include "views/output/outputpanel.h"
#include "views/source/sourcepanel.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPauseAnimation>
#include <QScrollArea>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>
#include <QVariantAnimation>

using namespace std::chrono_literals;
using support::Program;

namespace {

QTabBar *tabs(const Program &program)
{
    return program.find<QTabBar>("bottomTabs");
}

void clickTab(const Program &program, int index)
{
    QTest::mouseClick(tabs(program), Qt::LeftButton, {}, tabs(program)->tabRect(index).center());
}

/// Chooses the entry \a name of the menu \a menu as a person would who opens it.
bool chooseInMenu(Program &program, const QString &menu, const QString &name)
{
    for (const QAction *entry : program.window.menuBar()->actions()) {
        if (entry->text().remove(QLatin1Char('&')) != menu)
            continue;
        for (QAction *action : entry->menu()->actions()) {
            if (action->objectName() == name) {
                action->trigger();
                return true;
            }
        }
    }
    return false;
}

/// Runs the scenario \a name with \a values.
bool chooseScenario(Program &program, const QString &name,
                    std::initializer_list<std::pair<const char *, const char *>> values)
{
    scenario::Arguments arguments(*engine::findScenario(name.toStdString()));
    for (const auto &[parameter, value] : values)
        arguments.set(parameter, value);
    program.session().setArguments(arguments);
    return QTest::qWaitFor([&] { return program.settled(); }, 20'000);
}

void select(Program &program, const QString &label)
{
    for (std::uint32_t i = 0; i < program.rows().taskCount(); ++i) {
        if (program.rows().label(trace::TaskId{i}) == label)
            program.window.viewState()->setSelectedTask(trace::TaskId{i});
    }
}

} // namespace

/// The panels of the window, by key, click and menu.
class tst_Panels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_panels"));
    }
    void init()
    {
        QSettings().clear();
        // Whether it is there at the first start depends on the screen.
        QSettings().setValue(QStringLiteral("window/inspector"), false);
    }

    void aTabBringsItsPageAndItsTools()
    {
        const Program program;
        const auto *output = program.find<views::OutputPanel>("outputPanel");
        const auto *loop = program.find<app::LoopPanel>("loopPanel");
        QVERIFY(tabs(program)->width() >= tabs(program)->sizeHint().width());
        QVERIFY(output->isVisible());
        QVERIFY(!loop->isVisible());
        QVERIFY(program.find<QLineEdit>("outputFilter")->isVisible());
        clickTab(program, 2);
        QVERIFY(loop->isVisible());
        QVERIFY(!output->isVisible());
        QVERIFY(!program.find<QLineEdit>("outputFilter")->isVisible());
        clickTab(program, 0);
        QVERIFY(output->isVisible());
    }

    void aKeyShowsAPageAndHidesThePanelAgain()
    {
        Program program;
        const auto *loop = program.find<app::LoopPanel>("loopPanel");
        auto *action = program.find<QAction>("loop");
        program.press(Qt::Key_L, Qt::ShiftModifier);
        QVERIFY(loop->isVisible());
        QVERIFY(action->isChecked());
        QVERIFY(!program.find<QAction>("output")->isChecked());
        program.press(Qt::Key_L, Qt::ShiftModifier);
        QVERIFY(!loop->isVisible());
        QVERIFY(!action->isChecked());
        QVERIFY(program.find<QLabel>("newestLine")->isVisible());
        program.press(Qt::Key_F10);
        QVERIFY(program.find<views::OutputPanel>("outputPanel")->isVisible());
    }

    void aClickOnATabOpensACollapsedPanel()
    {
        const Program program;
        program.click("collapsePanel");
        QVERIFY(!program.find<views::OutputPanel>("outputPanel")->isVisible());
        clickTab(program, 2);
        QVERIFY(program.find<app::LoopPanel>("loopPanel")->isVisible());
    }

    void theLoopGoesWithTheCursor()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        QVERIFY(chooseInMenu(program, QStringLiteral("View"), QStringLiteral("loop")));
        const auto *view = program.find<app::LoopPanel>("loopPanel")->view();
        program.press(Qt::Key_R);
        program.press(Qt::Key_N);
        QCOMPARE(view->text().step->number, QStringLiteral("Step 1"));
        program.click("loop_step");
        QCOMPARE(view->text().step->number, QStringLiteral("Step 2"));
        QCOMPARE(program.text("loopPlace"), QStringLiteral("turn 2, step 1 of 15"));
        program.click("loop_stepTurn");
        QCOMPARE(program.text("loopPlace"), QStringLiteral("turn 2, step 15 of 15"));
        program.press(Qt::Key_N, Qt::AltModifier);
        const auto place = program.rows().placeInTurn(program.window.viewState()->cursor().records);
        QCOMPARE(place.turn, 3U);
        QCOMPARE(place.step, place.steps);
        program.click("loop_stepBack");
        QCOMPARE(program.rows().placeInTurn(program.window.viewState()->cursor().records).step,
                 place.step == 1 ? 15U : place.step - 1);
    }

    void oneGoesToATimeByKey()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto ask = [&](const QString &text) {
            program.press(Qt::Key_G, Qt::ControlModifier);
            auto *field = program.find<QLineEdit>("goToTimeField");
            field->setText(text);
            QTest::keyClick(field, Qt::Key_Return);
        };
        ask(QStringLiteral("7 s"));
        QTRY_VERIFY(program.find<QDialog>("goToTime") == nullptr);
        QCOMPARE(program.window.viewState()->cursor().time, trace::Time(7s));
        ask(QStringLiteral("13 s"));
        QVERIFY(program.text("goToTimeError").contains(QStringLiteral("12.000 s")));
        ask(QStringLiteral("soon"));
        QVERIFY(!program.text("goToTimeError").isEmpty());
    }

    void theInspectorOpensByKeyMenuAndClosesByItsButton()
    {
        Program program;
        auto *panel = program.find<views::InspectorPanel>("inspector");
        QVERIFY(!panel->isVisible());
        program.press(Qt::Key_I);
        QVERIFY(panel->isVisible());
        QVERIFY(program.find<QAction>("inspector")->isChecked());
        program.click("closeInspector");
        QVERIFY(!panel->isVisible());
        QVERIFY(!program.find<QAction>("inspector")->isChecked());
        QVERIFY(chooseInMenu(program, QStringLiteral("View"), QStringLiteral("inspector")));
        QVERIFY(panel->isVisible());
        // Beside the timeline, not over it.
        const QRect timeline(program.window.timeline()->mapToGlobal(QPoint()),
                             program.window.timeline()->size());
        QVERIFY(panel->mapToGlobal(QPoint()).x() > timeline.right());
    }

    void theInspectorFollowsCursorAndSelection()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_I);
        select(program, QStringLiteral("Consumer 3"));
        program.session().goTo(6s);
        const auto *panel = program.find<views::InspectorPanel>("inspector");
        QCOMPARE(panel->page().name, QStringLiteral("Consumer 3"));
        program.press(Qt::Key_BracketRight, Qt::ControlModifier);
        QCOMPARE(program.window.viewState()->cursor().time, trace::Time(8s));
        program.session().goTo(6s);
        program.click("inspectorWaker");
        QCOMPARE(panel->page().name, QStringLiteral("Producer 4"));
    }

    void aSmallWindowHasTheSentenceFromWhichTheInspectorOpens()
    {
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        auto *strip = program.find<QWidget>("sentenceStrip");
        QVERIFY(strip->isVisible());
        QVERIFY(!program.find<QToolButton>("stripNextWake")->isVisible());
        select(program, QStringLiteral("Consumer 3"));
        program.session().goTo(6s);
        QVERIFY(program.text("stripSentence").contains(QStringLiteral("Producer 4")));
        program.click("stripNextWake");
        QCOMPARE(program.window.viewState()->cursor().time, trace::Time(8s));
        auto *panel = program.find<views::InspectorPanel>("inspector");
        QVERIFY(!panel->isVisible());
        program.click("openInspector");
        QVERIFY(panel->isVisible());
        const auto *frame = program.find<QScrollArea>("inspectorFrame");
        QVERIFY(QRect(program.window.timeline()->mapToGlobal(QPoint()),
                      program.window.timeline()->size())
                    .contains(QRect(frame->mapToGlobal(QPoint()), frame->size())));
        program.window.timeline()->setFocus();
        program.press(Qt::Key_Escape);
        QTRY_VERIFY(!panel->isVisible());
        // In a large window it stands at its place again.
        program.window.resize(1440, 900);
        QTRY_VERIFY(!strip->isVisible());
        program.press(Qt::Key_I);
        QVERIFY(panel->isVisible());
        QVERIFY(frame->mapToGlobal(QPoint()).x()
                > program.window.timeline()->mapToGlobal(QPoint()).x());
    }

    void theNarrationComesByItsKeyAndFollowsTheCursor()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_T);
        const auto *view = program.find<views::NarrationView>("narrationView");
        QVERIFY(view->isVisible());
        program.press(Qt::Key_R);
        QCOMPARE(view->present(), -1);
        program.press(Qt::Key_N);
        program.press(Qt::Key_N);
        QCOMPARE(view->present(), 1);
    }

    void theFindingsAreCountedOnTheirTabAndKeysGoThroughThem()
    {
        Program program;
        QVERIFY(chooseScenario(program, QStringLiteral("executor"), {{"mode", "inline"}}));
        const auto *panel = program.find<views::FindingsPanel>("findingsPanel");
        QTRY_COMPARE(panel->found().size(), std::size_t(1));
        QVERIFY(tabs(program)->accessibleTabName(4).contains(QLatin1Char('1')));
        program.press(Qt::Key_F8);
        QVERIFY(panel->isVisible());
        QVERIFY(program.window.viewState()->selectedTask().has_value());
        program.press(Qt::Key_F8, Qt::ShiftModifier);
        QVERIFY(panel->isVisible());
        // A run in which nothing is wrong has no count.
        QVERIFY(chooseScenario(program, QStringLiteral("queue"), {}));
        QTRY_VERIFY(panel->found().empty());
        QVERIFY(!tabs(program)->accessibleTabName(4).contains(QLatin1Char('1')));
    }

    void theCriticalPathIsListedAndStandsOutWhileItIsShown()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_I);
        program.press(Qt::Key_C);
        auto *table = program.find<QTableView>("pathTable");
        QTRY_VERIFY(table->isVisible() && table->model()->rowCount() > 0);
        const auto *inspector = program.find<views::InspectorPanel>("inspector");
        QCOMPARE(inspector->page().name, QStringLiteral("Critical path"));
        QVERIFY2(inspector->page().sentence.contains(QStringLiteral("sleeps of")),
                 qPrintable(inspector->page().sentence));
        program.press(Qt::Key_F10); // the output instead
        QCOMPARE(inspector->page().name, QStringLiteral("The run"));
        program.press(Qt::Key_C);
        QTRY_COMPARE(inspector->page().name, QStringLiteral("Critical path"));
        // A click on a part leads there.
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(1, 2)).center());
        QVERIFY(program.window.viewState()->selectedTask().has_value());
        // What is on the path could not take longer; that is told while there is one.
        const auto slack = [&] {
            const auto &sections = inspector->page().sections;
            return !sections.empty()
                    && sections.front().heading
                        == QStringLiteral("How much longer it could have taken")
                ? sections.front().note
                : QString();
        };
        QVERIFY2(slack().startsWith(QStringLiteral("Any longer, and the run would")),
                 qPrintable(slack()));
        program.press(Qt::Key_F10);
        QCOMPARE(slack(), QString());
    }

    void anotherRunWhileThePathIsShownHasItsOwnPath()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_C);
        auto *table = program.find<QTableView>("pathTable");
        QTRY_VERIFY(table->isVisible() && table->model()->rowCount() > 0);
        const int rows = table->model()->rowCount();
        program.drag("producersSlider", 1);
        QTRY_VERIFY(program.settled());
        QTRY_VERIFY(table->isVisible() && table->model()->rowCount() > 0
                    && table->model()->rowCount() != rows);
        QVERIFY(!program.window.timeline()->grab().isNull());
    }

    void tasksMoveInTheLoopUnlessAPersonWantsThemStill()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_L, Qt::ShiftModifier);
        program.window.viewState()->setCursor(program.rows().positionAfterStep(60));
        const auto *view = program.window.findChild<views::LoopView *>();
        QVERIFY(view->isVisible());
        // What comes soon after something else is shown without motion.
        const auto *pause = view->findChild<QPauseAnimation *>();
        QTRY_COMPARE(pause->state(), QAbstractAnimation::Stopped);
        program.press(Qt::Key_N);
        QCOMPARE(view->motion()->state(), QAbstractAnimation::Running);
        QVERIFY(chooseInMenu(program, QStringLiteral("View"), QStringLiteral("loopMotion")));
        QCOMPARE(view->motion()->state(), QAbstractAnimation::Stopped);
        program.press(Qt::Key_N);
        QCOMPARE(view->motion()->state(), QAbstractAnimation::Stopped);
        // It stays so.
        program.window.close();
        Program next;
        QVERIFY(!next.find<QAction>("loopMotion")->isChecked());
    }

    void theArrowsThatOneChoosesAreRemembered()
    {
        {
            Program program;
            QTRY_VERIFY(program.settled());
            QVERIFY(program.find<QAction>("wakesOfSelection")->isChecked());
            program.press(Qt::Key_W, Qt::AltModifier);
            QTRY_VERIFY(program.window.timeline()->beside().wakes);
            program.window.close();
        }
        Program next;
        QTRY_VERIFY(next.settled());
        QVERIFY(next.find<QAction>("wakesAll")->isChecked());
        QTRY_VERIFY(next.window.timeline()->beside().wakes);
        next.find<QAction>("wakesOfSelection")->trigger();
        QVERIFY(!next.window.timeline()->beside().wakes);
    }
    void aSignInTheRowsOpensTheFindingsAtItsLine()
    {
        Program program;
        QVERIFY(chooseScenario(program, QStringLiteral("executor"), {{"mode", "inline"}}));
        auto *panel = program.find<views::FindingsPanel>("findingsPanel");
        QTRY_COMPARE(panel->found().size(), std::size_t(1));
        QVERIFY(!panel->isVisible());
        Q_EMIT program.window.findChild<views::TimelineView *>()->findingActivated(0, 2);
        QVERIFY(panel->isVisible());
        const auto *tree = program.find<QTreeView>("findingsTree");
        QVERIFY(tree->currentIndex().data().toString().startsWith(QStringLiteral("Job 2")));
        QCOMPARE(program.rows().label(*program.window.viewState()->selectedTask()),
                 QStringLiteral("Job 2"));
    }
    void everyCommandIsFoundByItsName()
    {
        Program program;
        program.press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto *field = program.find<QLineEdit>("paletteField");
        QVERIFY(field != nullptr && field->isVisible());
        QTest::keyClicks(field, QStringLiteral("event loop"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(program.find<app::LoopPanel>("loopPanel")->isVisible());
        QTRY_VERIFY(program.find<QDialog>("palette") == nullptr);
    }

    void theNextStartHasThePanelsOfTheLast()
    {
        {
            Program program;
            program.press(Qt::Key_I);
            clickTab(program, 2);
            program.window.close();
        }
        const Program again;
        QVERIFY(again.find<views::InspectorPanel>("inspector")->isVisible());
        QVERIFY(again.find<app::LoopPanel>("loopPanel")->isVisible());
    }

    void theTabsAreReachedByKeys()
    {
        const Program program;
        tabs(program)->setFocus();
        QTest::keyClick(tabs(program), Qt::Key_Right);
        QVERIFY(program.find<views::SourcePanel>("sourcePanel")->isVisible());
        QTest::keyClick(tabs(program), Qt::Key_Right);
        QVERIFY(program.find<app::LoopPanel>("loopPanel")->isVisible());
    }

    void theRunBeforeASliderMovedIsComparedWith()
    {
        Program program;
        QVERIFY(chooseScenario(program, QStringLiteral("queue"), {{"consumers", "3"}}));
        // Another scenario has no run before it that could be compared.
        QVERIFY(chooseScenario(program, QStringLiteral("chess"), {}));
        program.press(Qt::Key_C, Qt::AltModifier);
        const auto *nothing = program.find<QLabel>("noComparison");
        QTRY_VERIFY(nothing->isVisible());
        QVERIFY(nothing->text().startsWith(QStringLiteral("There is nothing to compare with.")));

        QVERIFY(chooseScenario(program, QStringLiteral("queue"), {{"consumers", "3"}}));
        program.drag("consumersSlider", 10);
        QTRY_VERIFY(program.settled());
        const auto *tree = program.find<QTreeView>("comparisonTree");
        QTRY_VERIFY(tree->isVisible());
        QVERIFY(program.text("comparisonVerdict").startsWith(QStringLiteral("<b>They part")));
        program.click("comparisonGoThere");
        QVERIFY(program.step() > 0 && program.step() < program.rows().steps().steps());
    }

    void aRunIsKeptAsReferenceAndEqualsItself()
    {
        Program program;
        QVERIFY(chooseScenario(program, QStringLiteral("queue"), {{"consumers", "3"}}));
        program.press(Qt::Key_R, Qt::ShiftModifier);
        QVERIFY(program.find<QAction>("keepReference")->isChecked());
        QVERIFY(chooseScenario(program, QStringLiteral("queue"), {{"consumers", "4"}}));
        QVERIFY(chooseScenario(program, QStringLiteral("queue"), {{"consumers", "3"}}));
        QVERIFY(chooseInMenu(program, QStringLiteral("View"), QStringLiteral("compare")));
        QTRY_VERIFY(program.text("comparisonVerdict").startsWith(QStringLiteral("<b>Equal")));
        QVERIFY(!program.find<QToolButton>("comparisonGoThere")->isVisible());
    }

    void theRunIsSearchedByKey()
    {
        Program program;
        QVERIFY(chooseScenario(program, QStringLiteral("queue"), {{"producers", "2"}}));
        program.press(Qt::Key_F, Qt::ControlModifier);
        auto *field = program.find<QLineEdit>("searchField");
        QVERIFY(field->isVisible());
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("sleep"));
        QTRY_VERIFY(program.text("searchCount").startsWith(QStringLiteral("1 of ")));
        const QString all = program.text("searchCount").section(QLatin1Char(' '), 2);
        const views::Position first = program.window.viewState()->cursor();
        // What was found, not what the task did before.
        const auto segment = program.window.viewState()->selectedSegment();
        QVERIFY(segment);
        QCOMPARE(segment->index, program.rows().track(segment->task).segmentAfter(first.records));

        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(program.text("searchCount"), QStringLiteral("2 of ") + all);
        QVERIFY(first.records < program.window.viewState()->cursor().records);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(program.window.viewState()->cursor(), first);
        // And around.
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(program.text("searchCount"), all + QStringLiteral(" of ") + all);
        program.press(Qt::Key_F3);
        QCOMPARE(program.text("searchCount"), QStringLiteral("1 of ") + all);

        QTest::keyClicks(field, QStringLiteral(" or nobody"));
        QTRY_COMPARE(program.text("searchCount"), QStringLiteral("Not found"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QTRY_VERIFY(program.window.findChild<views::TimelineView *>()->hasFocus());
    }

private:
    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_Panels)

#include "tst_panels.moc"
