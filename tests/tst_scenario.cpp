#include "engine/scenario/scenario.h"

#include <QTest>

using scenario::Arguments;
using scenario::Parameter;
using scenario::Scenario;

namespace {

Scenario ferry()
{
    Scenario s;
    s.name = "ferry";
    Parameter speed;
    speed.name = "speed";
    speed.type = Parameter::Type::Real;
    speed.initial = 1.5;
    speed.maximum = 10;
    Parameter shore;
    shore.name = "shore";
    shore.type = Parameter::Type::Choice;
    shore.initial = std::string("left");
    shore.choices = {"left", "right"};
    s.parameters = {Parameter::integer("cars", "Cars", 4, 1, 9, "How many wait."),
                    Parameter::flag("storm", "Storm", false, "Nobody sails."), speed, shore};
    return s;
}

QString refusal(Arguments &arguments, std::string_view parameter, std::string_view text)
{
    try {
        arguments.set(parameter, text);
    } catch (const scenario::ArgumentError &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class tst_Scenario : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAParameterByItsName()
    {
        const Scenario s = ferry();
        QCOMPARE(s.find("storm"), &s.parameters[1]);
        QCOMPARE(s.find("Storm"), nullptr);
        QCOMPARE(s.find(""), nullptr);
    }

    void argumentsBeginWithTheDefaults()
    {
        const Scenario s = ferry();
        const Arguments arguments(s);
        QCOMPARE(&arguments.scenario(), &s);
        QCOMPARE(arguments.integer("cars"), std::int64_t{4});
        QCOMPARE(arguments.flag("storm"), false);
        QCOMPARE(arguments.real("speed"), 1.5);
        QCOMPARE(arguments.text("shore"), std::string("left"));
    }

    void setChangesOneValue()
    {
        const Scenario s = ferry();
        Arguments arguments(s);
        arguments.set("cars", "9");
        arguments.set("storm", "true");
        QCOMPARE(arguments.integer("cars"), std::int64_t{9});
        QVERIFY(arguments.flag("storm"));
        QCOMPARE(arguments.real("speed"), 1.5);
    }

    void aRefusedValueChangesNothing()
    {
        const Scenario s = ferry();
        Arguments arguments(s);
        QCOMPARE(refusal(arguments, "cars", "10"),
                 QStringLiteral("--cars takes a whole number from 1 to 9, not \"10\"."));
        QVERIFY(arguments == Arguments(s));
    }

    void anUnknownParameterIsRefusedWithTheNearestOne()
    {
        const Scenario s = ferry();
        Arguments arguments(s);
        QCOMPARE(refusal(arguments, "car", "3"),
                 QStringLiteral("ferry has no parameter --car; did you mean --cars?"));
        QCOMPARE(refusal(arguments, "elephants", "3"),
                 QStringLiteral("ferry has no parameter --elephants."));
    }

    void argumentsAreEqualWhenTheirValuesAre()
    {
        const Scenario s = ferry();
        Arguments one(s);
        Arguments other(s);
        QVERIFY(one == other);
        one.set("cars", "5");
        QVERIFY(one != other);
        other.set("cars", "5");
        QVERIFY(one == other);
    }
};

QTEST_APPLESS_MAIN(tst_Scenario)
#include "tst_scenario.moc"
