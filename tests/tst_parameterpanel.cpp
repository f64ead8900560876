#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "views/scenario/integerspinbox.h"
#include "views/scenario/parametereditor.h"
#include "views/scenario/parameterpanel.h"
#include "views/scenario/parameterslider.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cstdint>
#include <limits>

using scenario::Arguments;
using scenario::Parameter;
using scenario::Scenario;
using views::IntegerSpinBox;
using views::ParameterPanel;
using views::ParameterSlider;

namespace {

Scenario ferry()
{
    Parameter speed;
    speed.name = "speed";
    speed.title = "Speed";
    speed.type = Parameter::Type::Real;
    speed.initial = 1.5;
    speed.maximum = 10;
    Parameter shore;
    shore.name = "shore";
    shore.title = "Shore";
    shore.type = Parameter::Type::Choice;
    shore.initial = std::string("left");
    shore.choices = {"left", "right"};
    Parameter captain;
    captain.name = "captain";
    captain.title = "Captain";
    captain.type = Parameter::Type::Text;
    captain.initial = std::string("Ada");
    Scenario s;
    s.name = "ferry";
    s.parameters = {Parameter::integer("cars", "Cars", 4, 0, 1000, "How many wait.").withSlider(20),
                    Parameter::integer("deck", "Deck", 5, 0, 100, "Places.")
                        .withSlider(10)
                        .withZero("unbounded"),
                    Parameter::integer("seed", "Seed", 444, INT64_MIN, INT64_MAX, "Of the waves."),
                    Parameter::flag("storm", "Storm", false, "Nobody sails."),
                    speed,
                    shore,
                    captain};
    return s;
}

/// A whole list, and something to try.
Scenario train()
{
    Scenario s;
    s.name = "train";
    s.parameters = {Parameter::list("stops", "Stops", "1,2", Parameter::Content::Integers, ",", 0,
                                    9, "Where it stops."),
                    Parameter::integer("speed", "Speed", 4, 0, 9, "How fast.")};
    s.variation = {"Stand still", "Go on", "speed", "0", ""};
    return s;
}

/// A panel in a window, with verbs for what a hand does.
struct Desk
{
    Scenario scenario = ferry();
    ParameterPanel panel;
    QSignalSpy changes{&panel, &ParameterPanel::argumentsChanged};

    Desk()
    {
        panel.setArguments(Arguments(scenario));
        panel.resize(264, 480);
        panel.show();
    }

    template <class Control>
    Control *find(const char *name) const
    {
        return panel.findChild<Control *>(QString::fromLatin1(name));
    }
    IntegerSpinBox *box(const char *name) const { return find<IntegerSpinBox>(name); }
    ParameterSlider *slider(const char *name) const { return find<ParameterSlider>(name); }
    QString note(const char *parameter) const
    {
        // The title comes first, its note second.
        return panel.editor(parameter)->findChildren<QLabel *>().at(1)->text();
    }

    /// Where \a widget stands in the panel.
    QRect placeOf(const QWidget *widget) const
    {
        return {widget->mapTo(&panel, QPoint()), widget->size()};
    }
    /// The label that says what is wrong with \a parameter.
    QLabel *problem(const char *parameter) const
    {
        return panel.editor(parameter)->findChildren<QLabel *>().at(2);
    }
    QScrollBar *strip() const { return panel.findChild<QScrollArea *>()->horizontalScrollBar(); }
    QPoint at(const ParameterSlider *slider, int value) const
    {
        return {qRound(slider->handleX(value)), slider->height() / 2};
    }
    void drag(ParameterSlider *slider, std::initializer_list<int> values) const
    {
        QTest::mousePress(slider, Qt::LeftButton, {}, at(slider, slider->value()));
        for (const int value : values)
            QTest::mouseMove(slider, at(slider, value));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, at(slider, *(values.end() - 1)));
    }
    void type(QWidget *field, const QString &text) const
    {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }
};

} // namespace

class tst_ParameterPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enterInAControlLeavesThePanel()
    {
        Desk desk;
        QSignalSpy left(&desk.panel, &ParameterPanel::left);
        int times = 0;
        for (const char *name : {"cars", "storm", "speed", "shore", "captain"}) {
            QTest::keyClick(desk.find<QWidget>(name), Qt::Key_Return);
            QVERIFY2(left.size() == ++times, name);
        }
        desk.type(desk.box("cars"), QStringLiteral("7"));
        QCOMPARE(left.size(), times);
    }

    void onlyWhatARunTakesUnderWaySaysSoWheneverTheListIsMade()
    {
        Scenario scenario = ferry();
        scenario.parameters.front().live = true;
        const Scenario other = train();
        Desk f;
        f.panel.setRunning(true);
        f.panel.setArguments(Arguments(other));
        QCOMPARE(f.note("speed"), QString());
        f.panel.setArguments(Arguments(scenario));
        QCOMPARE(f.note("cars"), QStringLiteral("acts at once"));
        QCOMPARE(f.note("deck"), QString());
        f.panel.setRunning(false);
        f.panel.setArguments(Arguments(other));
        f.panel.setArguments(Arguments(scenario));
        QCOMPARE(f.note("cars"), QString());
    }

    void everyTypeHasAControlThatChangesIt()
    {
        Desk desk;
        desk.type(desk.box("cars"), QStringLiteral("7"));
        QCOMPARE(desk.panel.arguments()->integer("cars"), 7);
        QTest::mouseClick(desk.find<QCheckBox>("storm"), Qt::LeftButton, {}, {8, 10});
        QCOMPARE(desk.panel.arguments()->flag("storm"), true);
        desk.type(desk.find<QDoubleSpinBox>("speed"), QStringLiteral("2.5"));
        QCOMPARE(desk.panel.arguments()->real("speed"), 2.5);
        QTest::keyClick(desk.find<QComboBox>("shore"), Qt::Key_Down);
        QCOMPARE(desk.panel.arguments()->text("shore"), std::string("right"));
        desk.type(desk.find<QLineEdit>("captain"), QStringLiteral("Bo"));
        QCOMPARE(desk.panel.arguments()->text("captain"), std::string("Bo"));
    }

    void sliderAndSpinBoxShowOneValue()
    {
        Desk desk;
        desk.drag(desk.slider("carsSlider"), {9});
        QCOMPARE(desk.box("cars")->value(), 9);
        desk.type(desk.box("cars"), QStringLiteral("3"));
        QCOMPARE(desk.slider("carsSlider")->value(), 3);
    }

    void typedValuesReachBeyondTheSlider()
    {
        Desk desk;
        desk.type(desk.box("cars"), QStringLiteral("500"));
        QCOMPARE(desk.panel.arguments()->integer("cars"), 500);
        QCOMPARE(desk.slider("carsSlider")->value(), 20);
        QCOMPARE(desk.box("cars")->value(), 500);
    }

    void valuesOutOfRangeAreNotTaken()
    {
        Desk desk;
        desk.type(desk.box("cars"), QStringLiteral("5000"));
        QCOMPARE(desk.box("cars")->value(), 500);
        QTest::keyClick(desk.box("deck"), Qt::Key_PageDown);
        QTest::keyClick(desk.box("deck"), Qt::Key_Down);
        QCOMPARE(desk.panel.arguments()->integer("deck"), 0);
    }

    void aDragIsOneGestureAndTellsEveryValue()
    {
        Desk desk;
        desk.drag(desk.slider("carsSlider"), {5, 8, 12});
        QCOMPARE(desk.changes.size(), 3);
        const int first = desk.panel.gesture();
        QCOMPARE(first, 1);
        desk.drag(desk.slider("carsSlider"), {11, 10});
        QCOMPARE(desk.panel.gesture(), 2);
        desk.drag(desk.slider("deckSlider"), {9});
        QCOMPARE(desk.panel.gesture(), 3);
    }

    void theArrowKeysMoveASlider()
    {
        Desk desk;
        QTest::keyClick(desk.slider("carsSlider"), Qt::Key_Right);
        QCOMPARE(desk.panel.arguments()->integer("cars"), 5);
        QTest::keyClick(desk.slider("carsSlider"), Qt::Key_Home);
        QCOMPARE(desk.panel.arguments()->integer("cars"), 0);
    }

    void zeroIsSaidInWords()
    {
        Desk desk;
        QCOMPARE(desk.note("deck"), QString());
        desk.drag(desk.slider("deckSlider"), {0});
        QCOMPARE(desk.note("deck"), QStringLiteral("unbounded"));
    }

    void theValueBeforeIsMarked()
    {
        Desk desk;
        const Arguments before = *desk.panel.arguments();
        desk.drag(desk.slider("carsSlider"), {9});
        desk.panel.setPrevious(before);
        QCOMPARE(desk.note("cars"), QStringLiteral("was 4"));
        QCOMPARE(desk.slider("carsSlider")->previous(), std::optional<int>(4));
        QCOMPARE(desk.note("deck"), QString());
        desk.panel.setPrevious(std::nullopt);
        QCOMPARE(desk.note("cars"), QString());
    }

    void settingArgumentsIsSilent()
    {
        Desk desk;
        Arguments others(desk.scenario);
        others.set("cars", "13");
        others.set("shore", "right");
        others.set("storm", "true");
        desk.panel.setArguments(others);
        QCOMPARE(desk.changes.size(), 0);
        QCOMPARE(desk.slider("carsSlider")->value(), 13);
        QCOMPARE(desk.find<QComboBox>("shore")->currentText(), QStringLiteral("right"));
        QVERIFY(desk.find<QCheckBox>("storm")->isChecked());
    }

    void resetTakesEverythingBack()
    {
        Desk desk;
        auto *reset = desk.find<QToolButton>("resetParameters");
        QVERIFY(!reset->isEnabled());
        desk.drag(desk.slider("carsSlider"), {9});
        desk.drag(desk.slider("deckSlider"), {0});
        QVERIFY(reset->isEnabled());
        desk.changes.clear();
        QTest::mouseClick(reset, Qt::LeftButton);
        QCOMPARE(desk.changes.size(), 1);
        QVERIFY(*desk.panel.arguments() == Arguments(desk.scenario));
        QVERIFY(!reset->isEnabled());
    }

    void aSeedHas64Bits()
    {
        Desk desk;
        desk.type(desk.box("seed"), QStringLiteral("9223372036854775807"));
        QCOMPARE(desk.panel.arguments()->integer("seed"), std::numeric_limits<std::int64_t>::max());
        QTest::keyClick(desk.box("seed"), Qt::Key_Up);
        QCOMPARE(desk.panel.arguments()->integer("seed"), std::numeric_limits<std::int64_t>::max());
        desk.type(desk.box("seed"), QStringLiteral("-9223372036854775808"));
        QCOMPARE(desk.panel.arguments()->integer("seed"), std::numeric_limits<std::int64_t>::min());
    }

    void theDiceDrawAnotherSeed()
    {
        Desk desk;
        auto *dice = desk.find<QToolButton>("dice");
        // One of several draws differs, but for once in the lifetime of a star.
        for (int i = 0; i < 8; ++i)
            QTest::mouseClick(dice, Qt::LeftButton);
        QVERIFY(!desk.changes.isEmpty());
        const std::int64_t seed = desk.panel.arguments()->integer("seed");
        QVERIFY(seed >= 0 && seed < 1'000'000);
        QCOMPARE(desk.box("seed")->value(), seed);
    }

    void aStripHidesSlidersThatDoNotFit()
    {
        Desk desk;
        desk.panel.setStrip(true);
        desk.panel.resize(2400, 40);
        QTRY_VERIFY(desk.slider("carsSlider")->isVisible());
        QVERIFY(desk.slider("deckSlider")->isVisible());
        desk.panel.resize(500, 40);
        QTRY_VERIFY(!desk.slider("deckSlider")->isVisible());
        QVERIFY(desk.box("deck")->isVisible());
    }

    void aStripHasItsButtonsAndSlidersAsSoonAsTheRoomIsThere()
    {
        Desk desk;
        desk.panel.setStrip(true);
        desk.panel.resize(400, 40);
        auto *further = desk.find<QToolButton>("furtherParameters");
        auto *earlier = desk.find<QToolButton>("earlierParameters");
        QTRY_VERIFY(further->isVisible() && !desk.slider("carsSlider")->isVisible());
        int width = desk.find<QToolButton>("resetParameters")->parentWidget()->sizeHint().width();
        width += 8 + 8 - 24; // the margins, and no space after the last
        for (const char *name : {"cars", "deck", "seed", "storm", "speed", "shore", "captain"})
            width += desk.panel.editor(name)->sizeHint().width() + 24;
        const auto resize = [&](int to) {
            desk.panel.resize(to, 40);
            QCoreApplication::processEvents();
        };
        resize(width - 1);
        QVERIFY(further->isVisible() && earlier->isVisible());
        resize(width);
        QVERIFY(!further->isVisible() && !earlier->isVisible());
        constexpr int Slider = 104 + 8;
        resize(width + Slider - 1);
        QVERIFY(!desk.slider("carsSlider")->isVisible());
        resize(width + Slider);
        QVERIFY(desk.slider("carsSlider")->isVisible());
        QVERIFY(!desk.slider("deckSlider")->isVisible());
    }

    void aSliderOfAStripKeepsTheKeyboardWhileItIsMoved()
    {
        Desk desk;
        Scenario other = ferry();
        other.variation = {"Stand still", "Go on", "speed", "0", ""};
        desk.panel.setStrip(true);
        desk.panel.resize(2400, 40);
        desk.panel.setArguments(Arguments(other));
        auto *slider = desk.slider("carsSlider");
        QTRY_VERIFY(slider->isVisible());
        const auto before = desk.panel.arguments()->integer("cars");
        desk.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.panel));
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QTest::keyClick(slider, Qt::Key_Right);
        QVERIFY(slider->hasFocus());
        QCOMPARE(desk.panel.arguments()->integer("cars"), before + 2);
        desk.panel.setArguments(Arguments(desk.scenario));
    }

    void aPanelHasTheSlidersThatAStripHadNoRoomFor()
    {
        Desk desk;
        desk.panel.setStrip(true);
        desk.panel.resize(400, 40);
        QTRY_VERIFY(!desk.slider("carsSlider")->isVisible());
        desk.panel.setStrip(false);
        desk.panel.resize(264, 480);
        QVERIFY(desk.slider("carsSlider")->isVisible());
        QVERIFY(desk.slider("deckSlider")->isVisible());
    }

    void aPanelWithoutParametersIsAsWideAsOthers()
    {
        const ParameterPanel panel;
        QCOMPARE(panel.sizeHint().width(), 240);
    }

    void buttonsThatAreAlwaysThereAreFlatAndTheOfferIsFramed()
    {
        const Desk desk;
        QVERIFY(desk.find<QToolButton>("resetParameters")->autoRaise());
        QVERIFY(desk.find<QToolButton>("dice")->autoRaise());
        QVERIFY(desk.find<QToolButton>("variation")->property("framed").toBool());
    }

    void anotherScenarioBringsItsOwnControls()
    {
        Desk desk;
        Scenario other;
        other.name = "bridge";
        other.parameters = {Parameter::integer("spans", "Spans", 3, 1, 9, "How many.")};
        desk.panel.setArguments(Arguments(other));
        QTRY_VERIFY(desk.box("cars") == nullptr);
        QCOMPARE(desk.box("spans")->value(), 3);
        desk.panel.setArguments(Arguments(desk.scenario));
    }

    void aHalfTypedListSaysWhatIsWrongUnderItself()
    {
        Desk desk;
        const Scenario other = train();
        desk.panel.setArguments(Arguments(other));
        auto *field = desk.find<QLineEdit>("stops");
        QVERIFY(!desk.problem("stops")->isVisible());
        desk.type(field, QStringLiteral("1,x"));
        const QLabel *problem = desk.problem("stops");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(problem->text().startsWith(QStringLiteral("--stops takes whole numbers")));
        QCOMPARE(field->toolTip(), problem->text());
        QCOMPARE(field->accessibleDescription(), problem->text());
        QCOMPARE(desk.panel.arguments()->text("stops"), std::string("1"));
        // All of it is in sight, in as many lines as that takes.
        QCoreApplication::processEvents();
        const support::Drawn drawn = support::Drawn::by(*desk.problem("stops"));
        QVERIFY(drawn.words().size() > 1);
        QCOMPARE(drawn.cutOff(), QStringList());
        QVERIFY(desk.placeOf(problem).right() <= desk.panel.width());
        QVERIFY(desk.placeOf(problem).top() >= desk.placeOf(field).bottom());
        // A strip has no room for it.
        desk.panel.setStrip(true);
        QVERIFY(!problem->isVisible());
        desk.panel.setStrip(false);
        QTRY_VERIFY(problem->isVisible());
        desk.type(field, QStringLiteral("1,3"));
        QTRY_VERIFY(!problem->isVisible());
        QCOMPARE(field->toolTip(), QStringLiteral("Where it stops."));
        QCOMPARE(desk.panel.arguments()->text("stops"), std::string("1,3"));
        desk.panel.setArguments(Arguments(desk.scenario));
    }

    void whatThereIsToTryIsTriedAndTakenBack()
    {
        Desk desk;
        auto *vary = desk.find<QToolButton>("variation");
        QVERIFY(vary != nullptr && !vary->isVisible());
        const Scenario other = train();
        desk.panel.setArguments(Arguments(other));
        QVERIFY(vary->isVisible());
        QCOMPARE(vary->text(), QStringLiteral("Stand still"));
        const int gesture = desk.panel.gesture();
        QTest::mouseClick(vary, Qt::LeftButton);
        QCOMPARE(desk.panel.arguments()->integer("speed"), 0);
        QCOMPARE(desk.panel.gesture(), gesture + 1);
        QCOMPARE(desk.changes.size(), 1);
        QCOMPARE(vary->text(), QStringLiteral("Go on"));
        QTest::mouseClick(vary, Qt::LeftButton);
        QCOMPARE(desk.panel.arguments()->integer("speed"), 4);
        QCOMPARE(vary->text(), QStringLiteral("Stand still"));
        desk.panel.setArguments(Arguments(desk.scenario));
    }

    void aNoteSaysAllThatThereIsToSay()
    {
        Desk desk;
        const Arguments before = *desk.panel.arguments();
        desk.drag(desk.slider("deckSlider"), {0});
        desk.type(desk.find<QLineEdit>("captain"), QStringLiteral("Bo"));
        desk.panel.setPrevious(before);
        QCOMPARE(desk.note("deck"), QStringLiteral("unbounded, was 5"));
        QCOMPARE(desk.slider("deckSlider")->accessibleDescription(),
                 QStringLiteral("unbounded, was 5"));
        // The field of a text shows enough.
        QCOMPARE(desk.note("captain"), QString());
        QCOMPARE(desk.note("cars"), QString());
        // A zero that means nothing else is a zero.
        desk.drag(desk.slider("carsSlider"), {0});
        QCOMPARE(desk.note("cars"), QStringLiteral("was 4"));
        // What was before was another scenario's.
        const Scenario other = train();
        desk.panel.setPrevious(Arguments(other));
        QCOMPARE(desk.note("cars"), QString());
        QCOMPARE(desk.slider("carsSlider")->previous(), std::optional<int>());
        desk.panel.setPrevious(std::nullopt);
    }

    void theValueBeforeMayBeBeyondTheSlider()
    {
        Desk desk;
        desk.type(desk.box("cars"), QStringLiteral("500"));
        const Arguments before = *desk.panel.arguments();
        desk.drag(desk.slider("carsSlider"), {9});
        desk.panel.setPrevious(before);
        QCOMPARE(desk.slider("carsSlider")->previous(), std::optional<int>(20));
        QCOMPARE(desk.note("cars"), QStringLiteral("was 500"));
    }

    void aPageOfASliderIsAFifthOfIt()
    {
        Desk desk;
        QTest::keyClick(desk.slider("carsSlider"), Qt::Key_PageUp);
        QCOMPARE(desk.panel.arguments()->integer("cars"), 8);
        QTest::keyClick(desk.slider("deckSlider"), Qt::Key_PageDown);
        QCOMPARE(desk.panel.arguments()->integer("deck"), 3);
    }

    void whatIsTypedInOneGoIsOneGesture()
    {
        Desk desk;
        desk.type(desk.box("cars"), QStringLiteral("123"));
        QCOMPARE(desk.changes.size(), 3);
        const int gesture = desk.panel.gesture();
        QCOMPARE(gesture, 1);
        desk.type(desk.box("deck"), QStringLiteral("7"));
        QCOMPARE(desk.panel.gesture(), gesture + 1);
        desk.type(desk.box("cars"), QStringLiteral("4"));
        QCOMPARE(desk.panel.gesture(), gesture + 2);
        QTest::qWait(900); // a pause
        desk.type(desk.box("cars"), QStringLiteral("45"));
        QCOMPARE(desk.panel.gesture(), gesture + 3);
        QTest::mouseClick(desk.find<QToolButton>("resetParameters"), Qt::LeftButton);
        QCOMPARE(desk.panel.gesture(), gesture + 4);
        desk.panel.reset(); // nothing to take back
        QCOMPARE(desk.panel.gesture(), gesture + 4);
    }

    void aPauseInADragDoesNotEndIt()
    {
        Desk desk;
        ParameterSlider *slider = desk.slider("carsSlider");
        QTest::mousePress(slider, Qt::LeftButton, {}, desk.at(slider, 4));
        QTest::mouseMove(slider, desk.at(slider, 6));
        QTest::qWait(900);
        QTest::mouseMove(slider, desk.at(slider, 8));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, desk.at(slider, 8));
        QCOMPARE(desk.panel.gesture(), 1);
        QCOMPARE(desk.changes.size(), 2);
    }

    void inAPanelTitleAndFieldStandInALineAndTheSliderBelow()
    {
        Desk desk;
        QCoreApplication::processEvents();
        const QLabel *title = desk.panel.editor("cars")->findChildren<QLabel *>().at(0);
        QCOMPARE(title->text(), QStringLiteral("Cars"));
        const QRect box = desk.placeOf(desk.box("cars"));
        const QRect slider = desk.placeOf(desk.slider("carsSlider"));
        QVERIFY(qAbs(desk.placeOf(title).center().y() - box.center().y()) < 4);
        QVERIFY(slider.top() >= box.bottom());
        QCOMPARE(slider.left(), desk.placeOf(title).left());
        QCOMPARE(slider.right(), box.right());
        // Fields stand under each other, dice before theirs; a text has the whole width.
        QCOMPARE(desk.placeOf(desk.box("deck")).right(), box.right());
        QCOMPARE(desk.placeOf(desk.box("seed")).right(), box.right());
        QVERIFY(desk.placeOf(desk.find<QToolButton>("dice")).right()
                < desk.placeOf(desk.box("seed")).left());
        const QRect captain = desk.placeOf(desk.find<QLineEdit>("captain"));
        QCOMPARE(captain.left(), slider.left());
        QCOMPARE(captain.right(), slider.right());
        QVERIFY(desk.panel.sizeHint().width() >= 240);
    }

    void inAStripAllStandsInALine()
    {
        Desk desk;
        desk.panel.setStrip(true);
        desk.panel.resize(2400, 40);
        QTRY_VERIFY(desk.slider("carsSlider")->isVisible());
        QCoreApplication::processEvents();
        int right = -1;
        for (const char *name : {"cars", "deck", "seed", "storm", "speed", "shore", "captain"}) {
            const auto *editor = desk.panel.editor(name);
            const QLabel *title = editor->findChildren<QLabel *>().at(0);
            QList<const QWidget *> line{title};
            if (const auto *slider = editor->findChild<ParameterSlider *>())
                line += slider;
            if (const auto *dice = editor->findChild<QToolButton *>(QStringLiteral("dice")))
                line += dice;
            line += editor->findChild<QWidget *>(QString::fromLatin1(name));
            for (const QWidget *widget : line) {
                QVERIFY2(widget->isVisible(), name);
                QVERIFY2(desk.placeOf(widget).left() > right, name);
                QVERIFY(qAbs(desk.placeOf(widget).center().y() - desk.placeOf(title).center().y())
                        < 4);
                right = desk.placeOf(widget).right();
            }
            QVERIFY(!editor->findChildren<QLabel *>().at(1)->isVisible()); // its note
        }
        QVERIFY(!desk.find<QToolButton>("furtherParameters")->isVisible());
        QVERIFY(!desk.find<QToolButton>("earlierParameters")->isVisible());
        desk.panel.setStrip(false);
        QVERIFY(desk.slider("carsSlider")->isVisible());
    }

    void aStripThatIsTooNarrowIsMovedByButtonsAndWheel()
    {
        Desk desk;
        desk.panel.setStrip(true);
        desk.panel.resize(400, 40);
        auto *further = desk.find<QToolButton>("furtherParameters");
        auto *earlier = desk.find<QToolButton>("earlierParameters");
        QTRY_VERIFY(further->isVisible() && earlier->isVisible());
        QTRY_VERIFY(desk.strip()->maximum() > 400);
        QVERIFY(further->isEnabled() && !earlier->isEnabled());
        QVERIFY(desk.placeOf(earlier).left() < desk.placeOf(further).left());
        QTest::mouseClick(further, Qt::LeftButton);
        QVERIFY(desk.strip()->value() > 50);
        QVERIFY(further->isEnabled() && earlier->isEnabled());
        QTest::mouseClick(earlier, Qt::LeftButton);
        QCOMPARE(desk.strip()->value(), 0);
        QVERIFY(!earlier->isEnabled());
        // Held, it goes on.
        QVERIFY(further->autoRepeat());
        const auto turn = [&](QPoint angle) {
            QWidget *viewport = desk.panel.findChild<QScrollArea *>()->viewport();
            const QPointF at = viewport->rect().center();
            QWheelEvent wheel(at, viewport->mapToGlobal(at), {}, angle, Qt::NoButton, {},
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(viewport, &wheel);
        };
        turn({0, -120});
        QCOMPARE(desk.strip()->value(), 120);
        turn({-60, 0});
        QCOMPARE(desk.strip()->value(), 180);
        turn({0, 120});
        QCOMPARE(desk.strip()->value(), 60);
        desk.strip()->setValue(desk.strip()->maximum());
        QVERIFY(!further->isEnabled() && earlier->isEnabled());
        // As a panel it needs neither.
        desk.panel.setStrip(false);
        QVERIFY(!further->isVisible() && !earlier->isVisible());
    }

    void whatTabGoesToComesIntoSight()
    {
        Desk desk;
        desk.panel.setStrip(true);
        desk.panel.resize(400, 40);
        QTRY_VERIFY(desk.strip()->maximum() > 400);
        desk.panel.activateWindow();
        desk.find<QLineEdit>("captain")->setFocus();
        QTRY_VERIFY(desk.strip()->value() > 0);
        const auto *viewport = desk.panel.findChild<QScrollArea *>()->viewport();
        QVERIFY(desk.placeOf(viewport).contains(desk.placeOf(desk.find<QLineEdit>("captain"))));
    }

    void theControlsHaveTheRoomThatThePanelHas()
    {
        Desk desk;
        desk.panel.resize(400, 480);
        QCoreApplication::processEvents();
        QVERIFY(desk.placeOf(desk.slider("carsSlider")).width() > 340);
        desk.panel.resize(264, 480);
        QCoreApplication::processEvents();
        QVERIFY(desk.placeOf(desk.slider("carsSlider")).width() < 264);
    }

    void onlyParametersHaveAnEditor()
    {
        const Desk desk;
        QVERIFY(desk.panel.editor("cars") != nullptr);
        QVERIFY(desk.panel.editor("zebras") == nullptr);
        QVERIFY(desk.panel.editor("cars")->hasSlider());
        QVERIFY(!desk.panel.editor("seed")->hasSlider());
        QVERIFY(!desk.panel.editor("speed")->hasSlider());
        QCOMPARE(desk.panel.findChildren<QToolButton *>(QStringLiteral("dice")).size(), 1);
    }

    void settingWhatIsSetChangesNothing()
    {
        Desk desk;
        auto *captain = desk.find<QLineEdit>("captain");
        desk.type(captain, QStringLiteral("Grace"));
        captain->setCursorPosition(2);
        desk.panel.setArguments(*desk.panel.arguments());
        QCOMPARE(captain->cursorPosition(), 2);
        Arguments others = *desk.panel.arguments();
        others.set("cars", "13");
        desk.panel.setArguments(others);
        QCOMPARE(captain->cursorPosition(), 2);
        QCOMPARE(desk.box("cars")->value(), 13);
    }

    void everyControlHasAName()
    {
        Desk desk;
        for (const QWidget *widget : desk.panel.findChildren<QWidget *>()) {
            // A spin box's line edit is part of it.
            const bool control = widget->focusPolicy() != Qt::NoFocus
                && widget->focusProxy() == nullptr
                && widget->objectName() != QLatin1String("qt_spinbox_lineedit");
            if (control)
                QVERIFY2(!widget->accessibleName().isEmpty(),
                         qPrintable(widget->objectName()
                                    + QLatin1String(widget->metaObject()->className())));
        }
    }
};

PAINTING_TEST_MAIN(tst_ParameterPanel)
#include "tst_parameterpanel.moc"
