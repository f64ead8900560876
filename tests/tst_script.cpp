#include "engine/core/error.h"
#include "engine/scenario/parameter.h"
#include "engine/workloads/script/scriptexamples.h"
#include "engine/workloads/script/scriptexceptions.h"
#include "engine/workloads/script/scriptfile.h"
#include "engine/workloads/script/scriptforms.h"
#include "engine/workloads/script/scriptjson.h"
#include "engine/workloads/script/scriptmistake.h"
#include "engine/workloads/script/scriptparser.h"

#include <QMap>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <climits>

using engine::parseScriptJson;
using engine::ScriptValue;

namespace {

QString messageOf(const std::function<void()> &deed)
{
    try {
        deed();
    } catch (const scenario::ArgumentError &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

/// The words of an "enum" in a schema.
QStringList wordsOf(const ScriptValue &schema)
{
    QStringList words;
    for (const ScriptValue &word : schema.find("enum")->elements())
        words += QString::fromStdString(word.raw());
    return words;
}

/// How many elements a list may have that begins with \a word, by \a schema of those lists: the least
/// and the most of each form.
QSet<std::pair<int, int>> lengthsOf(const ScriptValue &schema, std::string_view word)
{
    QSet<std::pair<int, int>> lengths;
    const auto add = [&lengths](const ScriptValue &form) {
        const auto number = [&form](const char *key, int otherwise) {
            const ScriptValue *value = form.find(key);
            return value == nullptr ? otherwise : static_cast<int>(value->toDouble());
        };
        lengths += {number("minItems", 1), number("maxItems", -1)};
    };
    for (const ScriptValue &rule : schema.find("allOf")->elements()) {
        if (rule.find("if")->find("items")->elements()[0].find("const")->raw() != word)
            continue;
        const ScriptValue *then = rule.find("then");
        if (const ScriptValue *forms = then->find("anyOf")) {
            for (const ScriptValue &form : forms->elements())
                add(form);
        } else {
            add(*then);
        }
    }
    return lengths;
}

/// "less", "not less", or what a TypeError says.
QString orderOf(const ScriptValue &a, const ScriptValue &b)
{
    try {
        return a < b ? QStringLiteral("less") : QStringLiteral("not less");
    } catch (const engine::TypeError &error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace

// What is right is what CPython 3.11 does with the same text.
class tst_Script : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreReadAsPythonsJsonReadsThem_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("repr");
        const auto row = [](const char *name, const char *json, const char *repr) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(repr);
        };
        row("beyond 64 bits", "18446744073709551616", "18446744073709551616");
        row("long", "-123456789012345678901234567890", "-123456789012345678901234567890");
        row("minus zero", "[-0, -0.0]", "[0, -0.0]");
        row("beyond a float", "[1e400, -1e400, 1e-400, 1E+99999999999]", "[inf, -inf, 0.0, inf]");
        row("no number", "[NaN, Infinity, -Infinity]", "[nan, inf, -inf]");
        row("float", "[1.5, 1E5, 1e16, 123456789012345680.0]",
            "[1.5, 100000.0, 1e+16, 1.2345678901234568e+17]");
        row("halves", R"(["\ud83d", "\uDE00", "\ude00\ud83d"])",
            R"(['\ud83d', '\ude00', '\ude00\ud83d'])");
        row("pair", R"("\ud83d\ude00")", "'😀'");
        row("high half before another escape", R"("\ud83d\u0041\ud83d\n")", R"('\ud83dA\ud83d\n')");
        row("escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "'\"\\\\/\\x08\\x0c\\n\\r\\té'");
        row("object", R"( {"a" : null ,"b":[ true,false ] } )", "{'a': None, 'b': [True, False]}");
        row("empty", "[[], {}, \"\"]", "[[], {}, '']");
        row("byte order mark", "\xef\xbb\xbf[1]", "[1]");
    }
    void valuesAreReadAsPythonsJsonReadsThem()
    {
        QFETCH(QByteArray, json);
        QTEST(QByteArray::fromStdString(parseScriptJson(json.toStdString(), "IN").repr()), "repr");
    }

    void mistakesAreToldWithTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &json, const char *message) {
            QTest::newRow(name) << json << QString::fromUtf8(message);
        };
        row("nothing", "", "line 1, column 1: a value is missing: the file ends here.");
        row("cut short", "[1,\n", "line 2, column 1: a value is missing: the file ends here.");
        row("leading zero", "[01]",
            "line 1, column 3: a comma or the list's end, ], is missing here.");
        row("bare fraction", "[1.]",
            "line 1, column 3: a comma or the list's end, ], is missing here.");
        row("open text", "\"ab",
            "line 1, column 4: the text is cut short: its closing quote is missing.");
        row("line break in a text", "\"é\n\"",
            "line 1, column 3: control characters in a text are written as escapes, such as \\n.");
        row("escape", R"("\x")",
            "line 1, column 2: after a backslash comes one of \" \\ / b f n r t u.");
        row("hexadecimal digits", R"("\u12g4")",
            "line 1, column 2: \\u is followed by four hexadecimal digits.");
        row("sign in an escape", R"("\u+123")",
            "line 1, column 2: \\u is followed by four hexadecimal digits.");
        row("overlong", "\"\xc0\xaf\"", "line 1, column 2: this is not UTF-8.");
        row("surrogate in UTF-8", "\"\xed\xa0\x80\"", "line 1, column 2: this is not UTF-8.");
        row("beyond Unicode", "\"\xf4\x90\x80\x80\"", "line 1, column 2: this is not UTF-8.");
        row("name without quotes", "{a: 1}", "line 1, column 2: a name in quotes is missing here.");
        row("colon", R"({"a" 1})", "line 1, column 6: a colon is missing here.");
        row("trailing comma", "[1,]",
            "line 1, column 4: a value is missing here: a number, a text in quotes, a list, an "
            "object, true, false or null.");
        row("two values", "[] []", "line 1, column 4: there is more after the end.");
        row("too many digits", QByteArray(4301, '9'),
            "line 1, column 1: an integer may have up to 4300 digits.");
    }
    void mistakesAreToldWithTheirPlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, message);
        QCOMPARE(messageOf([&] { parseScriptJson(json.toStdString(), "IN"); }),
                 QStringLiteral("IN is not JSON: ") + message);
    }

    void mistakesTellWhereTheyStandInTheText_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("sentence");
        const auto row
            = [](const char *name, const char *script, int line, int column, const char *sentence) {
                  QTest::newRow(name)
                      << QByteArray(script) << line << column << QString::fromUtf8(sentence);
              };
        row("syntax", "{\"tasks\":\n  {\"main\": [\n}", 3, 1,
            "This is not JSON: a value is missing here: a number, a text in quotes, a list, an "
            "object, true, false or null.");
        row("twice", "{\"a\": 1,\n \"a\": 2}", 2, 2, "\"a\" is given twice; give it once.");
        row("no tasks", "\n[]", 2, 1,
            "a script is an object with \"objects\" and \"tasks\", and \"tasks\" is an object of "
            "lists of operations.");
        row("kind",
            "{\"objects\": {\"a\": [\"lock\"],\n\"é\": [\"lok\"]}, \"tasks\": {\"main\": []}}", 2,
            6,
            "objects.é: an object is [kind] or [kind, argument], with one of the kinds queue, "
            "lifo_queue, priority_queue, lock, semaphore, bounded_semaphore, event, condition, "
            "future, task_group, not [\"lok\"].");
        row("word", "{\"tasks\": {\"main\": [\n  [\"sleep\", 1],\n  [\"slep\", 1]]}}", 3, 4,
            "main.1: there is no operation \"slep\"; did you mean \"sleep\"?");
        row("operand",
            "{\"tasks\": {\"main\": [\n [\"repeat\", 2, [\n  [\"sleep\", 1],\n  [\"sleep\", "
            "\"x\"]]]]}}",
            4, 13, "main.0.1: sleep takes a number of milliseconds as operand 1, not \"x\".");
    }
    void mistakesTellWhereTheyStandInTheText()
    {
        QFETCH(QByteArray, script);
        try {
            engine::parseScript(script.toStdString(), "IN");
            QFAIL("this is not a script");
        } catch (const engine::ScriptMistake &mistake) {
            QTEST(static_cast<int>(mistake.place().line), "line");
            QTEST(static_cast<int>(mistake.place().column), "column");
            QTEST(QString::fromStdString(mistake.sentence()), "sentence");
        }
    }

    void integersMayHaveAsManyDigitsAsPythons()
    {
        const std::string digits(4300, '9');
        QCOMPARE(parseScriptJson(digits, "IN").repr(), digits);
    }

    void valuesAreOrderedAsPythons_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<QString>("order");
        const auto row = [](const char *a, const char *b, const char *order) {
            QTest::addRow("%s < %s", a, b) << a << b << order;
        };
        row("1", "2", "less");
        row("9", "10", "less");
        row("-10", "-9", "less");
        row("-1", "1", "less");
        row("1", "1.0", "not less");
        row("true", "2", "less");
        row("false", "true", "less");
        row("9007199254740993", "9007199254740992.0", "not less");
        row("9007199254740992.0", "9007199254740993", "less");
        row("2", "2.5", "less");
        row("-3", "-2.5", "less");
        row("-2.5", "-2", "less");
        row("123456789012345678901234567890", "Infinity", "less");
        row("-Infinity", "-123456789012345678901234567890", "less");
        row("NaN", "1", "not less");
        row("1", "NaN", "not less");
        row("\"a\"", "\"b\"", "less");
        row("\"\\uffff\"", "\"\\ud83d\\ude00\"", "less");
        row("[1, 2]", "[1, 3]", "less");
        row("[1]", "[1, null]", "less");
        row("[1.0, 2]", "[1, 2]", "not less");
        row("[null, 1]", "[null, 2]", "less");
        row("[NaN, 1]", "[NaN, 2]", "less");
        row("[{\"a\": 1, \"b\": 2}, 1]", "[{\"b\": 2, \"a\": 1}, 2]", "less");
        row("[\"a\", 1]", "[1, 1]", "'<' not supported between instances of 'str' and 'int'");
        row("null", "null", "'<' not supported between instances of 'NoneType' and 'NoneType'");
        row("[]", "1.5", "'<' not supported between instances of 'list' and 'float'");
        row("{}", "true", "'<' not supported between instances of 'dict' and 'bool'");
    }
    void valuesAreOrderedAsPythons()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QTEST(orderOf(parseScriptJson(a.toStdString(), "A"), parseScriptJson(b.toStdString(), "B")),
              "order");
    }

    void operationsAreChecked_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *operation, const char *message) {
            QTest::newRow(operation) << QString::fromUtf8(operation) << QString::fromUtf8(message);
        };
        row(R"(["raise", "KeyErorr"])",
            "raise takes the name of an exception that can be raised, such as KeyError as operand "
            "1, not \"KeyErorr\".");
        row(R"(["raise", "ExceptionGroup"])",
            "raise takes the name of an exception that can be raised, such as KeyError as operand "
            "1, not \"ExceptionGroup\".");
        row(R"(["raise", "KeyError", "a", 1])",
            "raise takes no operand; or the name of an exception that can be raised, such as "
            "KeyError; or the name of an exception that can be raised, such as KeyError and a "
            "text, "
            "not [\"raise\",\"KeyError\",\"a\",1].");
        row(R"(["try", [], [], [], false, ["KeyError", "X"]])",
            "try takes a list of names of exceptions, such as KeyError as operand 5, not \"X\".");
        row(R"(["wait", ["main", "q"], "ALL_COMPLETED", null])",
            "wait takes a list of names of tasks and futures as operand 1, not \"q\", which is a "
            "queue.");
        row(R"(["wait", ["main"], "ALL", null])",
            "wait takes FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED as operand 2, not "
            "\"ALL\".");
        row(R"(["spawn", "f"])",
            "spawn takes the name of a task as operand 1, not \"f\", which is a future.");
        row(R"(["set_result", "q", 1])",
            "set_result takes the name of a future as operand 1, not \"q\", which is a queue.");
        row(R"(["create_task", "f", "main"])",
            "create_task takes the name of a task group as operand 1, not \"f\", which is a "
            "future.");
        row(R"(["repeat", 1000001, []])",
            "repeat takes a whole number from 0 to 1000000 as operand 1, not 1000001.");
        row(R"(["repeat", 1.0, []])",
            "repeat takes a whole number from 0 to 1000000 as operand 1, not 1.0.");
        row(R"(["burn", 1e400])",
            "burn takes a number of milliseconds from 0 to 9223372036854 as operand 1, not inf.");
        row(R"(["sleep", NaN])", "sleep takes a number of milliseconds as operand 1, not nan.");
        row(R"(["timeout", true, []])",
            "timeout takes a number of milliseconds, or null as operand 1, not true.");
    }
    void operationsAreChecked()
    {
        QFETCH(QString, operation);
        QFETCH(QString, message);
        const QString script
            = QStringLiteral(R"({"objects": {"q": ["queue"], "f": ["future"], "g": ["task_group"]},
                                 "tasks": {"main": [%1]}})")
                  .arg(operation);
        QCOMPARE(messageOf([&] { engine::parseScript(script.toStdString(), "IN"); }),
                 QStringLiteral("IN: main.0: ") + message);
    }

    void repetitionsCountAsOperations()
    {
        const auto nested = [](const char *inner) {
            return messageOf([&] {
                engine::parseScript(
                    std::string(R"({"tasks": {"main": [["repeat", 1000, [["repeat", 997, [)")
                        + inner + "]]]]]}}",
                    "IN");
            });
        };
        QCOMPARE(nested(""), QString());
        QCOMPARE(
            nested(R"(["uncancel"])"),
            QStringLiteral("IN: a script may do up to 1000000 operations, repetitions counted."));
    }

    void everyExampleIsAScript()
    {
        for (const engine::ScriptExample &example : engine::scriptExamples())
            QCOMPARE(messageOf([&] { engine::parseScript(example.text, "IN"); }), QString());
    }

    void theSchemaHasTheOperationsObjectsAndExceptionsThatThereAre()
    {
        const ScriptValue schema = parseScriptJson(engine::scriptSchema(), "IN");
        const auto definition
            = [&](const char *name) { return *schema.find("definitions")->find(name); };

        QStringList kinds;
        for (const engine::ScriptKind &kind : engine::scriptKinds()) {
            kinds += QString::fromStdString(std::string(kind.word));
            QCOMPARE(lengthsOf(definition("object"), kind.word),
                     (QSet<std::pair<int, int>>{{1, kind.hasNumber ? 2 : 1}}));
        }
        QCOMPARE(wordsOf(definition("object").find("items")->elements()[0]), kinds);

        QMap<QString, std::pair<int, int>> forms; // how many elements at least and at most
        for (const engine::ScriptForm &form : engine::scriptForms()) {
            const int length = static_cast<int>(form.count()) + 1;
            auto &range = forms[QString::fromStdString(std::string(form.word))];
            range = {range.first == 0 ? length : std::min(range.first, length),
                     std::max(range.second, length)};
        }
        QStringList words = wordsOf(definition("operation").find("items")->elements()[0]);
        words.sort();
        QCOMPARE(words, forms.keys());
        for (auto form = forms.begin(); form != forms.end(); ++form) {
            int least = INT_MAX;
            int most = 0;
            for (const auto &[from, to] :
                 lengthsOf(definition("operation"), form.key().toStdString())) {
                least = std::min(least, from);
                most = std::max(most, to);
            }
            QCOMPARE(std::pair(least, most), form.value());
        }

        QStringList raised;
        QStringList caught;
        for (const engine::ExceptionType &type : engine::exceptionTypes()) {
            caught += QString::fromLatin1(type.name);
            if (type.canBeRaised)
                raised += caught.last();
        }
        raised.sort();
        caught.sort();
        QCOMPARE(wordsOf(definition("exception")), raised);
        QCOMPARE(wordsOf(*definition("exceptions").find("items")), caught);
    }

    void withoutAFileTheFirstExampleRuns()
    {
        const engine::Script script = engine::readScript({}, {});
        QCOMPARE(script.tasks.size(), std::size_t{3});
        QCOMPARE(script.tasks[script.main].name, std::string("main"));
    }

    void aProgramStandsInPlaceOfAFile()
    {
        const engine::Script script
            = engine::readScript({}, R"({"tasks": {"main": [], "other": []}})");
        QCOMPARE(script.tasks.size(), std::size_t{2});
        QCOMPARE(messageOf([] { engine::readScript({}, "[]"); }).section(QLatin1Char(':'), 0, 0),
                 QStringLiteral("the program"));
        QCOMPARE(messageOf([] { engine::readScript("a.json", "{}"); }),
                 QStringLiteral("--file and --program are two scripts; give one of them."));
    }

    void aTaskMayDoWhatAnotherDoes()
    {
        const engine::Script script = engine::parseScript(
            R"({"tasks": {"main": [], "b": "a", "a": [["sleep", 1], ["print", "told"]]}})", "IN");
        QCOMPARE(script.tasks[1].name, std::string("b"));
        QCOMPARE(script.tasks[1].operations.size(), std::size_t{2});
        QCOMPARE(script.tasks[1].operations[1].text, std::optional<std::string>("told"));
    }

    void whoDoesTheSameNamesATaskThatHasOperations_data()
    {
        QTest::addColumn<QString>("tasks");
        QTest::addColumn<QString>("found");
        QTest::newRow("no such task") << R"("b": "c")"
                                      << "\"c\"";
        QTest::newRow("itself") << R"("b": "b")"
                                << "\"b\"";
        QTest::newRow("one that has none") << R"("a": [], "b": "a", "c": "b")"
                                           << "\"b\"";
        QTest::newRow("number") << R"("b": 1)"
                                << "1";
    }
    void whoDoesTheSameNamesATaskThatHasOperations()
    {
        QFETCH(QString, tasks);
        QFETCH(QString, found);
        const QString script = QStringLiteral(R"({"tasks": {"main": [], %1}})").arg(tasks);
        const QString message = messageOf([&] { engine::parseScript(script.toStdString(), "IN"); });
        QVERIFY2(message.endsWith(QStringLiteral("a task is a list of operations, or the name of a "
                                                 "task that has one, not %1.")
                                      .arg(found)),
                 qPrintable(message));
    }

    void namesAreClear_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("message");
        QTest::newRow("future and task")
            << R"({"objects": {"a": ["future"]}, "tasks": {"main": [], "a": []}})"
            << "IN: a: this is the name of a task and of a future; give them different names.";
        QTest::newRow("half a character")
            << R"({"tasks": {"main": [], "\ud800": []}})"
            << "IN: a task cannot be called \"\\ud800\": half of a character stands in the name.";
    }
    void namesAreClear()
    {
        QFETCH(QString, script);
        QTEST(messageOf([&] { engine::parseScript(script.toStdString(), "IN"); }), "message");
    }
};

QTEST_APPLESS_MAIN(tst_Script)
#include "tst_script.moc"
