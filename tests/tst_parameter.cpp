#include "engine/scenario/parameter.h"

#include <QTest>

using scenario::Parameter;
using scenario::Value;

namespace {

Parameter real(double minimum, double maximum)
{
    Parameter p;
    p.name = "delay";
    p.type = Parameter::Type::Real;
    p.minimum = minimum;
    p.maximum = maximum;
    return p;
}

Parameter choice()
{
    Parameter p;
    p.name = "mode";
    p.type = Parameter::Type::Choice;
    p.choices = {"async", "sync"};
    return p;
}

Parameter text()
{
    Parameter p;
    p.name = "ids";
    p.type = Parameter::Type::Text;
    return p;
}

Parameter ofKind(const QString &kind)
{
    if (kind == QStringLiteral("count"))
        return Parameter::integer("count", "Count", 5, 0, 1000, "");
    if (kind == QStringLiteral("seed"))
        return Parameter::integer("seed", "Seed", 444, INT64_MIN, INT64_MAX, "");
    if (kind == QStringLiteral("flag"))
        return Parameter::flag("verbose", "Verbose", false, "");
    if (kind == QStringLiteral("real"))
        return real(0, 2.5);
    if (kind == QStringLiteral("whole list"))
        return Parameter::list("ids", "Ids", "1", Parameter::Content::Integers, ",", 0, 9, "");
    if (kind == QStringLiteral("list"))
        return Parameter::list("waits", "Waits", "1", Parameter::Content::Reals, ",", 0.5, 9, "");
    if (kind == QStringLiteral("table"))
        return Parameter::list("rows", "Rows", "1", Parameter::Content::Integers, ";,", 0, 9, "");
    return kind == QStringLiteral("choice") ? choice() : text();
}

/// What parse() says: the value as text, or the error's sentence.
QString parsed(const QString &kind, const QString &word)
{
    try {
        return QString::fromStdString(scenario::toText(parse(ofKind(kind), word.toStdString())));
    } catch (const scenario::ArgumentError &error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace

class tst_Parameter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parseReadsAValueOrNamesTheRange_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *kind, const char *word, const char *result) {
            QTest::addRow("%s \"%s\"", kind, word)
                << QString::fromUtf8(kind) << QString::fromUtf8(word) << QString::fromUtf8(result);
        };
        row("count", "0", "0");
        row("count", "1000", "1000");
        row("count", "007", "7");
        row("count", "1001", "--count takes a whole number from 0 to 1000, not \"1001\".");
        row("count", "-1", "--count takes a whole number from 0 to 1000, not \"-1\".");
        row("count", "", "--count takes a whole number from 0 to 1000, not \"\".");
        row("count", "3 ", "--count takes a whole number from 0 to 1000, not \"3 \".");
        row("count", "3.0", "--count takes a whole number from 0 to 1000, not \"3.0\".");
        row("count", "1e2", "--count takes a whole number from 0 to 1000, not \"1e2\".");
        row("count", "many", "--count takes a whole number from 0 to 1000, not \"many\".");
        row("seed", "-9223372036854775808", "-9223372036854775808");
        row("seed", "9223372036854775807", "9223372036854775807");
        row("seed", "9223372036854775808",
            "--seed takes a whole number from -2^63 to 2^63 - 1, not \"9223372036854775808\".");
        row("flag", "true", "true");
        row("flag", "false", "false");
        row("flag", "yes", "--verbose takes true or false, not \"yes\".");
        row("real", "0.5", "0.5");
        row("real", "0", "0");
        row("real", "2.5", "2.5");
        row("real", "soon", "--delay takes a number from 0 to 2.5, not \"soon\".");
        row("real", "1 s", "--delay takes a number from 0 to 2.5, not \"1 s\".");
        row("real", "inf", "--delay takes a number from 0 to 2.5, not \"inf\".");
        row("real", "1e-3", "0.001");
        row("real", "1e-400", "0");
        row("real", "1e400", "--delay takes a number from 0 to 2.5, not \"1e400\".");
        row("real", "2.6", "--delay takes a number from 0 to 2.5, not \"2.6\".");
        row("real", "-0.1", "--delay takes a number from 0 to 2.5, not \"-0.1\".");
        row("real", "", "--delay takes a number from 0 to 2.5, not \"\".");
        row("real", "nan", "--delay takes a number from 0 to 2.5, not \"nan\".");
        row("real", "-inf", "--delay takes a number from 0 to 2.5, not \"-inf\".");
        row("choice", "sync", "sync");
        row("choice", "Sync", "--mode takes one of async, sync, not \"Sync\".");
        row("text", "9,6,3", "9,6,3");
        row("text", "", "");
        row("whole list", "0,9,3", "0,9,3");
        row("whole list", "7", "7");
        row("whole list", "3,10",
            "--ids takes whole numbers from 0 to 9 with commas between, not \"10\" as in "
            "\"3,10\".");
        row("whole list", "10",
            "--ids takes whole numbers from 0 to 9 with commas between, not \"10\".");
        row("whole list", "3,",
            "--ids takes whole numbers from 0 to 9 with commas between, not \"\" as in \"3,\".");
        row("whole list", "2.5",
            "--ids takes whole numbers from 0 to 9 with commas between, not \"2.5\".");
        row("list", "0.5,2.25,9", "0.5,2.25,9");
        row("list", "0.4", "--waits takes numbers from 0.5 to 9 with commas between, not \"0.4\".");
        row("table", "1,2;3", "1,2;3");
        row("table", "1,2;x",
            "--rows takes lists, with semicolons between, of whole numbers from 0 to 9 with "
            "commas between, not \"x\" as in \"1,2;x\".");
    }
    void parseReadsAValueOrNamesTheRange()
    {
        QFETCH(QString, kind);
        QFETCH(QString, word);
        QTEST(parsed(kind, word), "result");
    }

    void aValueHasTheAlternativeOfItsType()
    {
        QVERIFY(std::holds_alternative<std::int64_t>(parse(ofKind(QStringLiteral("count")), "3")));
        QVERIFY(std::holds_alternative<double>(parse(ofKind(QStringLiteral("real")), "1")));
        QVERIFY(std::holds_alternative<bool>(parse(ofKind(QStringLiteral("flag")), "true")));
        QVERIFY(
            std::holds_alternative<std::string>(parse(ofKind(QStringLiteral("choice")), "sync")));
        QVERIFY(std::holds_alternative<std::string>(parse(ofKind(QStringLiteral("text")), "x")));
    }

    void toTextIsReadBackAsTheSameValue()
    {
        for (const double number : {0.1, 1.0 / 3.0, 2.5, 1e-9}) {
            const std::string written = scenario::toText(Value(number));
            QCOMPARE(std::get<double>(parse(ofKind(QStringLiteral("real")), written)), number);
        }
    }

    void aSuggestionIsTheNearestName_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("suggested");
        const auto row = [](const char *word, const char *suggested) {
            QTest::newRow(word) << QString::fromUtf8(word) << QString::fromUtf8(suggested);
        };
        row("producer", "producers");
        row("prodcuers", "producers");
        row("consumer", "consumers");
        row("maxsise", "maxsize");
        row("sed", "seed");
        row("seeed", "seed");
        row("maxisizes", "maxsize");
        row("sd", ""); // two letters of four are too many
        row("size", "");
        row("consum", ""); // three of nine
        row("consume", "consumers");
        row("producers", "producers");
        row("zebra", "");
        row("x", "");
        row("", "");
    }
    void aSuggestionIsTheNearestName()
    {
        QFETCH(QString, word);
        QTEST(QString::fromStdString(scenario::suggestion(
                  word.toStdString(), {"producers", "consumers", "maxsize", "seed"})),
              "suggested");
    }

    void ofTwoThatAreAsNearTheFirstIsSuggested()
    {
        QCOMPARE(scenario::suggestion("at", {"cat", "bat"}), std::string("cat"));
        QCOMPARE(scenario::suggestion("at", {"house", "bat", "cat"}), std::string("bat"));
        QCOMPARE(scenario::suggestion("ct", {"cut", "ct"}), std::string("ct"));
    }

    void theFileOfAParameterIsAPath()
    {
        const Parameter file = Parameter::file("file", "File", "");
        QCOMPARE(scenario::rangeText(file), std::string("the path of a file"));
        QCOMPARE(scenario::rangeText(text()), std::string("a text"));
    }

    void onlyAProgramHasAPlaceOfItsOwnBesideTheFields()
    {
        QVERIFY(Parameter().inPanel);
        QVERIFY(Parameter::integer("count", "Count", 5, 0, 9, "").inPanel);
        QVERIFY(Parameter::file("file", "File", "").inPanel);
        QVERIFY(!Parameter::program("program", "Program", "").inPanel);
    }

    void withoutCandidatesThereIsNoSuggestion()
    {
        QCOMPARE(scenario::suggestion("queue", {}), std::string());
    }
};

QTEST_APPLESS_MAIN(tst_Parameter)
#include "tst_parameter.moc"
