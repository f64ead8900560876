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
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

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
