#include "app/dialogs/keyshelp.h"
#include "app/workspace/style.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "views/model/rundocument.h"
#include "views/scenario/integerspinbox.h"
#include "views/scenario/parametereditor.h"
#include "views/scenario/parameterpanel.h"
#include "views/scenario/realspinbox.h"
#include "views/style/elidedlabel.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <QWindow>

#include <set>

using namespace std::chrono_literals;
using support::Program;
using views::ParameterSlider;
using views::RealSpinBox;

namespace {

scenario::Arguments argumentsOf(const char *name)
{
    return scenario::Arguments(*engine::findScenario(name));
}

/// Through the window system, so that shortcuts have their say first.
void type(QWidget *field, const QString &text)
{
    QTest::keyClicks(field, text);
}

void turnWheelOver(QWidget *widget, int notches)
{
    const QPoint middle = widget->rect().center();
    QWheelEvent event(middle, widget->mapToGlobal(middle), {}, {0, 120 * notches}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

bool isInSight(const QWidget *widget)
{
    return widget->isVisible() && widget->visibleRegion().boundingRect() == widget->rect();
}

} // namespace

/// What hands do to the window, and what it says the first time.
class tst_Hand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_hand"));
    }

    void init()
    {
        QSettings().clear();
        // A screen of the offscreen platform is small, where the legend is closed at first.
        QSettings().setValue(QStringLiteral("legend"), true);
        QLocale::setDefault(QLocale::c());
    }

    void aClickIntoADecimalFieldIsWhereTheNextKeysGo()
    {
        Program program;
        program.session().setArguments(argumentsOf("lock"));
        QTRY_VERIFY(program.settled());
        program.find<views::IntegerSpinBox>("tasks")->setFocus();
        auto *hold = program.find<RealSpinBox>("hold");
        QTest::mouseClick(hold, Qt::LeftButton, {}, {10, hold->height() / 2});
        QVERIFY(hold->hasFocus());
        hold->selectAll();
        type(hold, QStringLiteral("1.5"));
        QCOMPARE(program.session().arguments().real("hold"), 1.5);
        QCOMPARE(program.session().arguments().integer("tasks"), 3);
    }

    void bothPointAndCommaPartDecimalsInEveryLocale_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("point") << QStringLiteral("1.5");
        QTest::newRow("comma") << QStringLiteral("1,5");
    }

    void bothPointAndCommaPartDecimalsInEveryLocale()
    {
        QFETCH(const QString, typed);
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        Program program;
        program.session().setArguments(argumentsOf("lock"));
        QTRY_VERIFY(program.settled());
        auto *hold = program.find<RealSpinBox>("hold");
        QCOMPARE(hold->text(), QStringLiteral("0.5"));
        hold->setFocus();
        hold->selectAll();
        type(hold, typed);
        QCOMPARE(program.session().arguments().real("hold"), 1.5);
    }

    void everyNumberHasOneStyleInEveryLocale()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        Program program;
        scenario::Arguments many(*engine::findScenario("queue"));
        many.set("producers", "400");
        program.session().setArguments(many);
        program.session().setSpeed(0.5);
        QTRY_VERIFY(program.settled());
        static const QRegularExpression german(QStringLiteral("\\d,\\d|\\d\\.\\d{3}[^\\d]*\\."));
        for (const auto *label : program.window.findChildren<QLabel *>())
            QVERIFY2(!label->text().contains(german), qPrintable(label->text()));
    }

    void theWheelChangesOnlyWhatHasTheFocus()
    {
        Program program;
        program.session().setArguments(argumentsOf("lock"));
        QTRY_VERIFY(program.settled());
        const scenario::Arguments before = program.session().arguments();
        program.window.timeline()->setFocus();
        for (QWidget *widget :
             {static_cast<QWidget *>(program.find<RealSpinBox>("hold")),
              static_cast<QWidget *>(program.find<views::IntegerSpinBox>("tasks")),
              static_cast<QWidget *>(program.find<ParameterSlider>("tasksSlider"))})
            turnWheelOver(widget, 1);
        QVERIFY(program.session().arguments() == before);
        program.session().setArguments(argumentsOf("chess"));
        QTRY_VERIFY(program.settled());
        turnWheelOver(program.find<QComboBox>("mode"), -1);
        QVERIFY(program.session().arguments() == argumentsOf("chess"));
        auto *opponents = program.find<views::IntegerSpinBox>("opponents");
        opponents->setFocus();
        turnWheelOver(opponents, 1);
        QCOMPARE(program.session().arguments().integer("opponents"),
                 argumentsOf("chess").integer("opponents") + 1);
    }

    void altLeftGoesBackAlsoWithASliderFocused()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const views::UnitRange whole = program.window.viewState()->visibleRange();
        program.window.timeline()->setFocus();
        program.press(Qt::Key_W);
        const views::UnitRange zoomed = program.window.viewState()->visibleRange();
        QVERIFY(zoomed != whole);
        auto *slider = program.find<ParameterSlider>("producersSlider");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(program.window.viewState()->visibleRange(), whole);
        QCOMPARE(slider->value(), 5);
        QTest::keyClick(slider, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(program.window.viewState()->visibleRange(), zoomed);
    }

    void fields_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("tasks") << QByteArray("taskFilter");
        QTest::newRow("output") << QByteArray("outputFilter");
    }

    void controlEExportsAlsoFromAFilter_data() { fields_data(); }
    void controlEExportsAlsoFromAFilter()
    {
        QFETCH(const QByteArray, field);
        Program program;
        QTRY_VERIFY(program.settled());
        auto *filter = program.find<QLineEdit>(field.constData());
        filter->setFocus();
        QSignalSpy exports(program.find<QAction>("exportPicture"), &QAction::triggered);
        QTest::keyClick(filter, Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(exports.size(), 1);
    }

    void enterAndEscLeaveAFilter_data() { fields_data(); }
    void enterAndEscLeaveAFilter()
    {
        QFETCH(const QByteArray, field);
        Program program;
        QTRY_VERIFY(program.settled());
        auto *filter = program.find<QLineEdit>(field.constData());
        filter->setFocus();
        type(filter, QStringLiteral("er 1"));
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(!filter->hasFocus());
        QCOMPARE(filter->text(), QStringLiteral("er 1"));
        filter->setFocus();
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(!filter->hasFocus());
        QVERIFY(filter->text().isEmpty());
    }

    void signsTypedIntoAFieldAreTheFields_data() { fields_data(); }
    void signsTypedIntoAFieldAreTheFields()
    {
        QFETCH(const QByteArray, field);
        Program program;
        QTRY_VERIFY(program.settled());
        auto *filter = program.find<QLineEdit>(field.constData());
        filter->setFocus();
        const QString signs = QStringLiteral("?n/0+<L w");
        for (const QChar sign : signs) {
            // Some layouts reach ? with other modifiers than Shift.
            const bool question = sign == QLatin1Char('?');
            QTest::sendKeyEvent(
                QTest::Click, filter, static_cast<Qt::Key>(sign.toUpper().unicode()), sign,
                question ? Qt::ShiftModifier | Qt::GroupSwitchModifier : Qt::NoModifier);
        }
        QCOMPARE(filter->text(), signs);
        QVERIFY(program.find<QWidget>("keysHelp") == nullptr);
    }

    void everyParameterIsInReachInASmallWindow_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const scenario::Scenario &s : engine::scenarios())
            QTest::newRow(s.name.c_str()) << QByteArray::fromStdString(s.name);
    }

    void everyParameterIsInReachInASmallWindow()
    {
        QFETCH(const QByteArray, name);
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        program.session().setClock(engine::qt::ClockKind::Real); // only the panel is of interest
        program.session().setArguments(argumentsOf(name.constData()));
        auto parameters = engine::findScenario(name.toStdString())->parameters;
        std::erase_if(parameters, [](const scenario::Parameter &p) { return !p.inPanel; });
        QTRY_VERIFY(parameters.empty() || program.find<QWidget>(parameters.front().name.c_str()));
        auto *further = program.find<QToolButton>("furtherParameters");
        const auto control = [&](const scenario::Parameter &parameter) {
            return program.find<QWidget>(parameter.name.c_str());
        };
        // By mouse.
        for (const scenario::Parameter &parameter : parameters) {
            QTRY_VERIFY(control(parameter)->isVisible() && control(parameter)->y() > 0);
            for (int i = 0; i < 60 && !isInSight(control(parameter)); ++i) {
                if (further->isVisible() && further->isEnabled())
                    QTest::mouseClick(further, Qt::LeftButton);
                QTest::qWait(10); // the panel lays itself out when it comes to it
            }
            QVERIFY2(isInSight(control(parameter)), parameter.name.c_str());
        }
        // By Tab, from the one before the first.
        std::set<const QWidget *> reached;
        program.find<QToolButton>("stripScenario")->setFocus();
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            if (isInSight(QApplication::focusWidget()))
                reached.insert(QApplication::focusWidget());
        }
        for (const scenario::Parameter &parameter : parameters)
            QVERIFY2(reached.contains(control(parameter)), parameter.name.c_str());
    }

    void theFirstWindowFitsTheScreenWithItsFrame()
    {
        app::MainWindow window;
        window.show();
        QTest::qWait(400);
        const QRect room = window.screen()->availableGeometry();
        QVERIFY(window.frameGeometry().height() <= room.height());
        QVERIFY(window.height() < room.height()); // a title bar has room
        if (room.width() > window.minimumWidth() + 20)
            QVERIFY(room.contains(window.frameGeometry()));
        window.close();
    }

    void aFirstWindowBeyondTheScreenComesIntoSightOnce()
    {
        app::MainWindow window;
        const QRect room = window.screen()->availableGeometry();
        if (room.height() <= 1000) // a title bar has room, however large its font
            QVERIFY(room.height() - window.height() >= 2 * window.fontMetrics().height());
        const QPoint beyond = room.bottomRight() - QPoint(100, 100);
        window.move(beyond);
        window.show();
        QTRY_COMPARE(window.frameGeometry().bottomRight(), room.bottomRight());
        // From then on it stays where a person puts it.
        window.hide();
        window.move(beyond);
        window.show();
        QTest::qWait(400);
        QVERIFY(window.frameGeometry().bottomRight() != room.bottomRight());
        window.close();
    }

    void nothingInTheBarMovesWhileARunGoesOn()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto places = [&] {
            QList<int> xs;
            for (const char *name : {"toggleButton", "toEndButton", "timeReadOut", "clockVirtual",
                                     "axisClock", "exportPictureButton"})
                xs += program.find<QWidget>(name)->mapTo(&program.window, QPoint()).x();
            for (const auto *cap :
                 program.window.findChildren<QLabel *>(QStringLiteral("keyCap"))) {
                if (cap->parentWidget() == program.window.statusBar())
                    xs += cap->mapTo(&program.window, QPoint()).x();
            }
            return xs;
        };
        QCoreApplication::processEvents();
        const QList<int> before = places();
        program.press(Qt::Key_R);
        program.press(Qt::Key_Space);
        QVERIFY(program.session().isMoving());
        QCoreApplication::processEvents();
        QCOMPARE(places(), before);
        program.press(Qt::Key_Space);
        scenario::Arguments chess(*engine::findScenario("chess"));
        program.session().setArguments(chess);
        QTRY_VERIFY(program.settled());
        QCoreApplication::processEvents();
        QCOMPARE(places(), before);
    }

    void anotherRunUnderTheTitleSaysWhoseItIs()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto *veil = program.find<QWidget>("lastRunVeil");
        QVERIFY(veil->isHidden());
        program.click("clockReal");
        program.session().setArguments(argumentsOf("lock"));
        QVERIFY(veil->isVisible());
        QCOMPARE(program.text("lastRunNote"),
                 QStringLiteral("The last run (Producers and consumers); Run starts the new one"));
        QVERIFY(program.window.windowTitle().startsWith(QLatin1String("Lost additions")));
        program.session().setArguments(argumentsOf("queue"));
        QCOMPARE(program.text("lastRunNote"),
                 QStringLiteral("The simulated run; Run starts it on the real clock"));
        program.click("clockVirtual");
        QVERIFY(veil->isHidden());
        program.click("clockReal");
        scenario::Arguments more = argumentsOf("queue");
        more.set("producers", "7");
        program.session().setArguments(more);
        QCOMPARE(program.text("lastRunNote"),
                 QStringLiteral("The last run (producers 5); Run starts the new one"));
        program.session().setSpeed(1000);
        program.click("toggleButton");
        QVERIFY(veil->isHidden());
    }

    void howTheLastRunEndedIsVeiledWithIt()
    {
        Program program;
        scenario::Arguments arguments = argumentsOf("philosophers");
        arguments.set("polite", "false");
        program.session().setArguments(arguments);
        const auto *bar = program.find<QWidget>("outcomeBar");
        QTRY_VERIFY(bar->isVisible());
        const auto *veil = program.find<QWidget>("lastRunVeil");
        QVERIFY(veil->isHidden());
        program.click("clockReal");
        arguments.set("philosophers", "7");
        program.session().setArguments(arguments);
        QVERIFY(veil->isVisible());
        QTRY_VERIFY(veil->geometry().contains(
            QRect(bar->mapTo(veil->parentWidget(), QPoint()), bar->size())));
    }

    void thePointOfAScenarioIsOneClickAway_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("endsWell"); // without the click; with it, the other way round
        QTest::newRow("philosophers") << QByteArray("philosophers") << true;
        QTest::newRow("condition") << QByteArray("condition") << false;
    }

    void thePointOfAScenarioIsOneClickAway()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const bool, endsWell);
        using trace::Outcome;
        Program program;
        program.session().setArguments(argumentsOf(name.constData()));
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.session().outcome(),
                 std::optional(endsWell ? Outcome::Done : Outcome::Deadlocked));
        const QString offered = program.find<QToolButton>("variation")->text();
        program.click("variation");
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.session().outcome(),
                 std::optional(endsWell ? Outcome::Deadlocked : Outcome::Done));
        QVERIFY(program.find<QToolButton>("variation")->text() != offered);
        program.click("variation");
        QVERIFY(program.session().arguments() == argumentsOf(name.constData()));
    }

    void theLegendClosesAndComesBackByKey()
    {
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        const auto *legend = program.find<QWidget>("legendCard");
        QTRY_VERIFY(legend->isVisible());
        program.press(Qt::Key_L);
        QVERIFY(!legend->isVisible());
        program.press(Qt::Key_L);
        QVERIFY(legend->isVisible());
        QVERIFY(legend->accessibleDescription().contains(QStringLiteral("runs a step")));
        QVERIFY(!legend->accessibleDescription().contains(QStringLiteral("ready,")));
        // What the hand does is explained while it is there.
        QVERIFY(!legend->accessibleDescription().contains(QStringLiteral("selected")));
        const views::RunModel &run = program.session().shown().document->model();
        views::SegmentRef waiting{trace::TaskId{7}, 0}; // a consumer: a producer wakes it
        while (run.state(waiting) != views::State::Waiting)
            ++waiting.index;
        program.window.viewState()->setSelectedSegment(waiting);
        QVERIFY(legend->accessibleDescription().contains(QStringLiteral("selected")));
        QVERIFY(legend->accessibleDescription().contains(QStringLiteral("wakes")));
        program.window.viewState()->setSelectedSegment(std::nullopt);
        QVERIFY(!legend->accessibleDescription().contains(QStringLiteral("selected")));
        program.find<QAction>("axisStepsAction")->trigger();
        QVERIFY(legend->isVisible());
        QVERIFY(!legend->accessibleDescription().contains(QStringLiteral("runs a step")));
        QVERIFY(legend->accessibleDescription().contains(QStringLiteral("ready,")));
        program.find<QAction>("axisClockAction")->trigger();
        program.window.timeline()->setFocus();
        QTest::keyClick(program.window.timeline(), Qt::Key_Escape); // the hints
        QTest::keyClick(program.window.timeline(), Qt::Key_Escape);
        QVERIFY(!legend->isVisible());
        // Never over rows or tracks.
        program.press(Qt::Key_L);
        const auto *timeline = program.window.timeline();
        const QRect rows = rectangle(program, timeline);
        const QRect card = rectangle(program, legend);
        QVERIFY(!rows.intersects(card));
    }

    void theLegendIsOfTheRunThatIsShownAlsoWhereOneIsAsLongAsTheOther()
    {
        const auto ending = [](trace::Kind how) {
            const auto trace = std::make_shared<trace::Recorder>();
            trace->addTask({.number = 1});
            trace->record(0s, trace::Kind::Created, 0,
                          static_cast<std::uint32_t>(trace::Waker::None));
            trace->record(0s, trace::Kind::Resumed, 0);
            trace->record(1s, how, 0);
            trace->record(1s, trace::Kind::Ended, 0);
            return std::make_shared<views::RunDocument>(trace);
        };
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        const auto *legend = program.find<QWidget>("legendCard");
        program.session().open(ending(trace::Kind::Finished));
        QTRY_VERIFY(legend->accessibleDescription().contains(QStringLiteral("done")));
        program.session().open(ending(trace::Kind::Cancelled));
        QTRY_VERIFY(legend->accessibleDescription().contains(QStringLiteral("cancelled")));
        QVERIFY(!legend->accessibleDescription().contains(QStringLiteral("done")));
    }

    void theLegendGrowsWithALiveRun()
    {
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        const auto *legend = program.find<QWidget>("legendCard");
        program.session().setClock(engine::qt::ClockKind::Real);
        program.session().setSpeed(100);
        program.session().run();
        QVERIFY(program.session().isLive());
        QVERIFY(!legend->accessibleDescription().contains(QStringLiteral("done")));
        QTRY_VERIFY(program.session().outcome().has_value());
        QTRY_VERIFY(legend->accessibleDescription().contains(QStringLiteral("done")));
    }

    void eachHintGoesForGoodWhenItsThingIsDone()
    {
        const auto shown = [](const Program &program) {
            qsizetype count = 0;
            for (const auto *card :
                 program.window.findChildren<QWidget *>(QStringLiteral("hintCard")))
                count += card->isVisible() ? 1 : 0;
            return count;
        };
        {
            Program program({1600, 1000});
            QTRY_VERIFY(program.settled());
            QTRY_COMPARE(shown(program), 3);
            program.press(Qt::Key_N);
            QCOMPARE(shown(program), 2);
            program.drag("producersSlider", 6);
            QTRY_VERIFY(program.settled());
            QTRY_COMPARE(shown(program), 1);
            program.window.close();
        }
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        QTRY_COMPARE(shown(program), 1);
        program.window.timeline()->setFocus();
        QTest::keyClick(program.window.timeline(), Qt::Key_Escape);
        QCOMPARE(shown(program), 0);
    }

    void aSmallWindowShowsOneHintAtATime()
    {
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        QList<const QWidget *> shown;
        for (const auto *card :
             program.window.findChildren<QWidget *>(QStringLiteral("hintCard"))) {
            if (card->isVisible())
                shown.append(card);
        }
        QCOMPARE(shown.size(), 1);
        const QRect card = rectangle(program, shown.front());
        for (const auto *tool : program.window.findChildren<QAbstractButton *>()) {
            if (tool->isVisible() && !shown.front()->isAncestorOf(tool))
                QVERIFY2(!card.intersects(rectangle(program, tool)),
                         qPrintable(tool->objectName() + tool->accessibleName()));
        }
    }

    void escClosesNoHintThatHasNotBeenInSight()
    {
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        QVERIFY(hints(program).value(0).startsWith(QLatin1String("Space runs, ")));
        program.window.timeline()->setFocus();
        QTest::keyClick(program.window.timeline(), Qt::Key_Escape);
        QVERIFY(hints(program).value(0).startsWith(QLatin1String("Change something: ")));
    }

    void noHintStandsInRowsThatAFilterHasTakenAway()
    {
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        program.session().setArguments(scenario::Arguments(*engine::findScenario("hello")));
        QTRY_VERIFY(program.settled());
        const auto inTimeline = [&program] {
            const auto cards
                = program.window.timeline()->findChildren<QWidget *>(QStringLiteral("hintCard"));
            return std::count_if(cards.begin(), cards.end(),
                                 [](const QWidget *card) { return card->isVisible(); });
        };
        QTRY_COMPARE(inTimeline(), 1); // there is room under so few rows
        program.window.timeline()->setFilter(QStringLiteral("nobody is called so"));
        QTRY_COMPARE(inTimeline(), 0);
    }

    void inASmallWindowAHintComesInOneLineWhenTheOneBeforeIsDone()
    {
        Program program({1280, 720});
        QTRY_VERIFY(program.settled());
        QCOMPARE(hints(program).size(), qsizetype{1});
        QVERIFY(hints(program)[0].startsWith(QLatin1String("Space runs, ")));
        program.press(Qt::Key_N);
        QCOMPARE(
            hints(program),
            QStringList{QStringLiteral("Change something: Drag a slider: on the virtual clock the "
                                       "run follows.")});
        program.drag("consumersSlider", 4);
        QTRY_VERIFY(program.settled());
        const QStringList last{QStringLiteral("Point at a bar: It says what the task waits for and "
                                              "who wakes it.")};
        QTRY_COMPARE(hints(program), last);
        program.press(Qt::Key_Escape);
        QCOMPARE(hints(program), QStringList());
    }

    void aHintGoesOnlyOnceTheSliderIsLetGo()
    {
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        QCOMPARE(hints(program).size(), qsizetype{3});
        const auto *slider = program.find<views::ParameterSlider>("consumersSlider");
        QWindow *window = program.window.windowHandle();
        const auto at = [&](int value) {
            return slider->mapTo(&program.window,
                                 QPoint(qRound(slider->handleX(value)), slider->height() / 2));
        };
        const int value = slider->value();
        const QPoint place = at(value);
        QTest::mousePress(window, Qt::LeftButton, {}, place);
        QTest::mouseMove(window, at(value + 2));
        QTRY_COMPARE(slider->value(), value + 2);
        QTRY_VERIFY(program.settled());
        QCOMPARE(hints(program).size(), qsizetype{3});
        QCOMPARE(at(value), place);
        QTest::mouseRelease(window, Qt::LeftButton, {}, at(value + 2));
        QTRY_COMPARE(hints(program).size(), qsizetype{2});
    }

    void whereTheRowsHaveNoRoomTheHintStandsAtTheFootInOneLine()
    {
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        QTRY_COMPARE(hints(program).size(), qsizetype{3});
        scenario::Arguments many(*engine::findScenario("queue"));
        many.set("producers", "1");
        many.set("consumers", "400");
        program.session().setArguments(many);
        QTRY_VERIFY(program.settled());
        const QString point = QStringLiteral("Point at a bar: It says what the task waits for and "
                                             "who wakes it.");
        QTRY_VERIFY(hints(program).contains(point));
        QCOMPARE(hints(program).size(), qsizetype{3});
    }

    void aLongSentenceEndsInDots()
    {
        Program program({1600, 1000});
        QTRY_VERIFY(program.settled());
        auto *sentence = program.find<views::ElidedLabel>("sentence");
        QCOMPARE(sentence->shownText(), sentence->text());
        sentence->setText(QString(500, QLatin1Char('w')));
        QVERIFY(sentence->shownText().endsWith(QChar(0x2026)));
        QVERIFY(sentence->fontMetrics().horizontalAdvance(sentence->shownText())
                <= sentence->width());
    }

    void theHelpHasEveryKeyOfEveryAction()
    {
        Program program;
        program.find<QAction>("keys")->trigger();
        auto *help = program.find<QDialog>("keysHelp");
        QTRY_VERIFY(help->isVisible());
        QStringList words;
        for (const auto *label : help->findChildren<QLabel *>())
            words += label->text();
        for (const auto *action : program.window.findChildren<QAction *>()) {
            if (action->shortcut().isEmpty() || action->objectName().isEmpty())
                continue;
            if (action->associatedObjects().size() < 2) // in no menu
                continue;
            const QString what = action->text().remove(QLatin1Char('&'));
            const QString key = action->shortcut().toString(QKeySequence::NativeText);
            bool listed = false;
            for (qsizetype i = 0; i + 1 < words.size(); ++i)
                listed = listed || (words.at(i) == what && words.at(i + 1).contains(key));
            QVERIFY2(listed, qPrintable(what));
        }
        QVERIFY(words.contains(QStringLiteral("Next Segment")));
        help->close();
    }

    void noTwoActionsShareAKey()
    {
        Program program;
        std::set<QString> seen;
        for (const auto *action : program.window.findChildren<QAction *>()) {
            if (action->shortcutContext() != Qt::WindowShortcut)
                continue;
            for (const QKeySequence &key : action->shortcuts())
                QVERIFY2(seen.insert(key.toString()).second, qPrintable(key.toString()));
        }
    }

private:
    /// The titles of the hints in sight.
    static QStringList hints(const Program &program)
    {
        QStringList shown;
        for (const auto *card :
             program.window.findChildren<QWidget *>(QStringLiteral("hintCard"))) {
            for (const auto *label : card->findChildren<QLabel *>()) {
                const bool isTitle = label->objectName().isEmpty() && !label->wordWrap();
                if (isTitle && label->isVisible())
                    shown += label->text();
            }
        }
        return shown;
    }
    static QRect rectangle(const Program &program, const QWidget *widget)
    {
        return {widget->mapTo(&program.window, QPoint()), widget->size()};
    }

    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_Hand)
#include "tst_hand.moc"
