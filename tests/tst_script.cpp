#include "engine/core/error.h"
#include "engine/run/run.h"
#include "engine/scenario/parameter.h"
#include "engine/workloads/registry.h"
#include "engine/workloads/script/scriptexamples.h"
#include "engine/workloads/script/scriptexceptions.h"
#include "engine/workloads/script/scriptexcerpt.h"
#include "engine/workloads/script/scriptfile.h"
#include "engine/workloads/script/scriptforms.h"
#include "engine/workloads/script/scriptjson.h"
#include "engine/workloads/script/scriptmistake.h"
#include "engine/workloads/script/scriptparser.h"

#include <QFile>
#include <QMap>
#include <QSet>
#include <QTemporaryDir>
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

/// How many elements a list may have that begins with \a word, by \a schema of those lists: the
/// least and the most of each form.
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

/// What is said of the script with \a objects, whose main task does \a operations.
QString messageOfScript(const std::string &operations, const std::string &objects = {})
{
    return messageOf([&] {
        engine::parseScript(
            "{\"objects\": {" + objects + "}, \"tasks\": {\"main\": [" + operations + "]}}", "IN");
    });
}

std::string repeated(std::string_view text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

/// "less", "not less", or what a TypeError says.
/// The lines of a run in which main awaits t0, which awaits t1, and so on, all in one task.
QStringList linesOfNested(int coroutines)
{
    QStringList tasks{QStringLiteral(R"("main":[["wait_for","t0",null]])")};
    for (int i = 1; i < coroutines; ++i)
        tasks.append(QStringLiteral(R"("t%1":[["wait_for","t%2",null]])").arg(i - 1).arg(i));
    tasks.append(QStringLiteral(R"("t%1":[["sleep",1]])").arg(coroutines - 1));
    scenario::Arguments arguments(*engine::findScenario("script"));
    arguments.set("program",
                  QStringLiteral(R"({"tasks":{%1}})").arg(tasks.join(u',')).toStdString());
    engine::VirtualClock clock;
    trace::Recorder trace;
    engine::Run run(engine::makeProgram(arguments), clock, trace);
    while (run.step() != engine::Run::Status::Ended) {}
    QStringList lines;
    for (std::size_t i = 0; i < trace.lines().size(); ++i)
        lines.append(QString::fromStdString(trace.lines()[i].text));
    return lines;
}

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
        row("shortest and longest", R"("\u007f\u0080\u07ff\u0800\uffff\ud800\udc00")",
            "'\\x7f\\x80\u07ff\u0800\\uffff\U00010000'");
        row("shortest and longest in UTF-8",
            "\"\xf0\x90\x80\x80\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\xc2\x80\xdf\xbf"
            "\"",
            "'\U00010000\u0800\\ud7ff\\ue000\\U0010ffff\\x80\u07ff'");
        row("last pair", R"("\udbff\udfff")", R"('\U0010ffff')");
        row("low half before another", R"("\udc00\udc01")", R"('\udc00\udc01')");
        row("letter before a low half", R"("\u0041\udc00")", R"('A\udc00')");
        row("high half before no half", R"("\ud800\ue000")", R"('\ud800\ue000')");
        row("high half before digits", R"("\ud83dxxdc00")", R"('\ud83dxxdc00')");
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
        row("continuation alone", "\"\x80\"", "line 1, column 2: this is not UTF-8.");
        row("overlong of two", "\"\xc1\xbf\"", "line 1, column 2: this is not UTF-8.");
        row("overlong of three", "\"\xe0\x9f\xbf\"", "line 1, column 2: this is not UTF-8.");
        row("overlong of four", "\"\xf0\x8f\xbf\xbf\"", "line 1, column 2: this is not UTF-8.");
        row("cut character", "\"\xe2\x82\"", "line 1, column 2: this is not UTF-8.");
        row("no such character", "\"\xf5\x80\x80\x80\"", "line 1, column 2: this is not UTF-8.");
        row("null character behind", QByteArray("[]\0", 3),
            "line 1, column 3: there is more after the end.");
        row("open text with an escape", "\"\\n",
            "line 1, column 4: the text is cut short: its closing quote is missing.");
        row("sign alone", "[-]",
            "line 1, column 2: a value is missing here: a number, a text in quotes, a list, an "
            "object, true, false or null.");
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
        row("behind a key that came twice",
            "{\"tasks\": {\"main\": [[\"put\", \"q\",\n"
            "{\"a\": [1, 2], \"b\": [3], \"a\": {}, \"b\": [4, 5]}],\n  [\"slep\", 1]]}, "
            "\"objects\": {\"q\": [\"queue\"]}}",
            3, 4, "main.1: there is no operation \"slep\"; did you mean \"sleep\"?");
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

    void ofAKeyThatComesTwiceTheLastValueIsKeptInTheFirstPlace()
    {
        const auto reads = [](const char *json) { return parseScriptJson(json, "IN").repr(); };
        QCOMPARE(reads("[{\"a\": 1, \"b\": [2], \"a\": {\"c\": 3, \"c\": 4}}]"),
                 std::string("[{'a': {'c': 4}, 'b': [2]}]"));
        QCOMPARE(reads("{\"notes\": {\"a\": 1, \"a\": 2}}"), std::string("{'notes': {'a': 2}}"));
    }

    void listsAndObjectsMayBeNestedAsDeepAsPythonCanReadAndWriteThem()
    {
        const QString tooDeep
            = QStringLiteral("IN: lists and objects may be nested up to 980 deep.");
        const auto lists = [](int count) {
            return messageOf(
                [&] { parseScriptJson(repeated("[", count) + repeated("]", count), "IN"); });
        };
        QCOMPARE(lists(981), QString()); // there is nothing in the last
        QCOMPARE(lists(982), tooDeep);
        const auto objects = [](int count) {
            return messageOf([&] {
                parseScriptJson(repeated("{\"a\":", count) + "1" + repeated("}", count), "IN");
            });
        };
        QCOMPARE(objects(980), QString());
        QCOMPARE(objects(981), tooDeep);
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
        row("[1.5, 1]", "[NaN, 2]", "not less");
        row("[NaN, 1]", "[1.5, 2]", "not less");
        row("[NaN, 1]", "[1, 2]", "not less");
        row("[1, 1]", "[NaN, 2]", "not less");
        row("[\"a\", 1]", "[\"a\", 2]", "less");
        row("\"a\"", "\"a\"", "not less");
        row("\"b\"", "\"a\"", "not less");
        row("1", "\"a\"", "'<' not supported between instances of 'int' and 'str'");
        row("\"a\"", "[]", "'<' not supported between instances of 'str' and 'list'");
        row("[1, 1]", "[\"1\", 2]", "'<' not supported between instances of 'int' and 'str'");
        for (const char *other :
             {"[{\"a\": 2}, 2]", "[{\"b\": 1}, 2]", "[{\"a\": 1, \"b\": 1}, 2]"})
            row("[{\"a\": 1}, 1]", other,
                "'<' not supported between instances of 'dict' and 'dict'");
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

    void anObjectOfWhichNothingIsKnownEqualsItself()
    {
        const ScriptValue one = ScriptValue::other("KeyError()");
        const ScriptValue other = ScriptValue::other("KeyError()");
        const auto with = [](const ScriptValue &first, const char *second) {
            return ScriptValue::list({first, ScriptValue::integer(second)});
        };
        QCOMPARE(orderOf(with(one, "1"), with(one, "2")), QStringLiteral("less"));
        QCOMPARE(orderOf(with(one, "1"), with(other, "2")),
                 QStringLiteral("'<' not supported between instances of 'object' and 'object'"));
    }

    void valuesAreShownInShort_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("shown");
        for (const char *same :
             {"\"\\\"\\\\\"", R"(" ~")", R"("\u001f\u007f")", R"("\uffff\ud800\udc00")",
              "[true,false,null]", R"({"a":1,"b":[]})", "-1.5"})
            QTest::newRow(same) << QByteArray(same) << QByteArray(same);
        const QByteArray longest = '"' + QByteArray(38, 'x') + '"';
        QTest::newRow("40 characters") << longest << longest;
        const QByteArray longer = '"' + QByteArray(39, 'x');
        QTest::newRow("41 characters") << longer + '"' << longer + "…";
    }
    void valuesAreShownInShort()
    {
        QFETCH(QByteArray, json);
        QTEST(QByteArray::fromStdString(engine::excerpt(parseScriptJson(json.toStdString(), "IN"))),
              "shown");
    }

    void halvesOfCharactersAreToldAsPythonDoes()
    {
        const engine::UnicodeEncodeError one("é\xed\xa0\x80");
        QCOMPARE(std::string(one.what()),
                 std::string("'utf-8' codec can't encode character '\\ud800' in position 1: "
                             "surrogates not allowed"));
        QCOMPARE(one.repr(),
                 std::string("UnicodeEncodeError('utf-8', 'é\\ud800', 1, 2, "
                             "'surrogates not allowed')"));
        const engine::UnicodeEncodeError two("a\xed\xa0\x80\xed\xbf\xbf\xee\x80\x80");
        QCOMPARE(std::string(two.what()),
                 std::string("'utf-8' codec can't encode characters in position 1-2: surrogates "
                             "not allowed"));
        QCOMPARE(two.repr(),
                 std::string("UnicodeEncodeError('utf-8', 'a\\ud800\\udfff\\ue000', "
                             "1, 3, 'surrogates not allowed')"));
        const engine::UnicodeEncodeError apart("x\xed\xbf\xbfy\xed\xa0\x80");
        QCOMPARE(apart.repr(),
                 std::string("UnicodeEncodeError('utf-8', 'x\\udfffy\\ud800', 1, 2, "
                             "'surrogates not allowed')"));
    }

    void whatTakesAnObjectTakesItsKinds_data()
    {
        QTest::addColumn<int>("operand");
        QTest::addColumn<QString>("kinds");
        using engine::Operand;
        const auto row = [](const char *name, Operand operand, const char *kinds) {
            QTest::newRow(name) << static_cast<int>(operand) << QString::fromLatin1(kinds);
        };
        row("queue", Operand::Queue, "queue lifo_queue priority_queue");
        row("event", Operand::Event, "event");
        row("condition", Operand::Condition, "condition");
        row("lockable", Operand::Lockable, "lock semaphore bounded_semaphore condition");
        row("waitable", Operand::Waitable, "event condition");
        row("future", Operand::Future, "future");
        row("task group", Operand::TaskGroup, "task_group");
        row("value", Operand::Value, "");
    }
    void whatTakesAnObjectTakesItsKinds()
    {
        QFETCH(int, operand);
        QStringList kinds;
        for (const engine::ScriptKind &kind : engine::scriptKinds()) {
            if (engine::accepts(static_cast<engine::Operand>(operand), kind.kind))
                kinds += QString::fromStdString(std::string(kind.word));
        }
        QTEST(kinds.join(u' '), "kinds");
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
        row("[]",
            "an operation is a list that starts with a word, such as [\"sleep\", 10], not [].");
        row("5", "an operation is a list that starts with a word, such as [\"sleep\", 10], not 5.");
        row(R"(["sleep", []])", "sleep takes a number of milliseconds as operand 1, not [].");
        row(R"(["gather", 5, true])",
            "gather takes a list of names of tasks and futures as operand 1, not 5.");
        row(R"(["wait", ["main"], 5, null])",
            "wait takes FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED as operand 2, not 5.");
        row(R"(["try", [], [], [], false, 1])",
            "try takes a list of names of exceptions, such as KeyError as operand 5, not 1.");
        row(R"(["try", [], [], [], false, ["KeyError", null]])",
            "try takes a list of names of exceptions, such as KeyError as operand 5, not null.");
        row(R"(["get", "f"])",
            "get takes the name of a queue as operand 1, not \"f\", which is a future.");
        row(R"(["get", 1])", "get takes the name of a queue as operand 1, not 1.");
        row(R"(["raise", "KeyError", 1])", "raise takes a text as operand 2, not 1.");
        row(R"(["raise", "KeyError", "\ud800"])",
            "raise takes a text as operand 2, not \"\\ud800\".");
        row(R"(["repeat", 1, 5])", "repeat takes a list of operations as operand 2, not 5.");
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

    void operationsOfTheLeastAndTheMostAreTaken_data()
    {
        QTest::addColumn<QString>("operation");
        for (const char *operation :
             {R"(["repeat", 0, []])", R"(["repeat", 999999, []])", R"(["notify", "c", 0])",
              R"(["notify", "c", 2147483647])", R"(["burn", 0])", R"(["burn", 9223372036854])",
              R"(["exec", 0])", R"(["sleep", Infinity])", R"(["sleep", -Infinity])"})
            QTest::newRow(operation) << QString::fromUtf8(operation);
    }
    void operationsOfTheLeastAndTheMostAreTaken()
    {
        QFETCH(QString, operation);
        QCOMPARE(messageOfScript(operation.toStdString(), R"("c": ["condition"])"), QString());
    }

    void objectsHaveTheirNumbers()
    {
        const engine::Script script = engine::parseScript(
            R"({"objects": {"a": ["semaphore"], "b": ["bounded_semaphore"], "c": ["queue"],
                            "d": ["queue", -2147483647], "e": ["semaphore", 0],
                            "f": ["priority_queue", 2147483647]},
                "tasks": {"main": []}})",
            "IN");
        QList<std::size_t> numbers;
        for (const engine::Script::Object &object : script.objects)
            numbers += object.number;
        QCOMPARE(numbers, (QList<std::size_t>{1, 1, 0, 0, 0, 2147483647}));
    }

    void objectsAreChecked_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *object, const char *message) {
            QTest::newRow(object) << QString::fromUtf8(object) << QString::fromUtf8(message);
        };
        row(R"(["semaphore", -1])",
            "the argument of a semaphore is a whole number from 0 to 2147483647, not -1.");
        row(R"(["bounded_semaphore", -1])",
            "the argument of a bounded_semaphore is a whole number from 0 to 2147483647, not -1.");
        row(R"(["queue", -2147483648])",
            "the argument of a queue is a whole number from -2147483647 to 2147483647, not "
            "-2147483648.");
        row(R"(["queue", 2147483648])",
            "the argument of a queue is a whole number from -2147483647 to 2147483647, not "
            "2147483648.");
        row(R"(["queue", 1, 2])", "queue takes one argument, not [\"queue\",1,2].");
        row(R"(["lock", 1])", "lock takes no argument, not [\"lock\",1].");
        for (const char *object : {"[]", "[null]"})
            row(object,
                qPrintable(QStringLiteral(
                               "an object is [kind] or [kind, argument], with one of the kinds "
                               "queue, lifo_queue, priority_queue, lock, semaphore, "
                               "bounded_semaphore, event, condition, future, task_group, not %1.")
                               .arg(QString::fromUtf8(object))));
    }
    void objectsAreChecked()
    {
        QFETCH(QString, object);
        QFETCH(QString, message);
        QCOMPARE(messageOfScript({}, "\"a\": " + object.toStdString()),
                 QStringLiteral("IN: objects.a: ") + message);
    }

    void operationsMayBeNested64Deep()
    {
        const auto nested = [](int blocks) {
            return messageOfScript(repeated(R"(["repeat", 1, [)", blocks) + repeated("]]", blocks));
        };
        QCOMPARE(nested(64), QString());
        QVERIFY(nested(65).endsWith(QStringLiteral(": operations may be nested up to 64 deep.")));
    }

    void aScriptMayHaveAHundredThousandOperations()
    {
        const std::string most = repeated(R"(["uncancel"],)", 99'999) + R"(["uncancel"])";
        QCOMPARE(messageOfScript(most), QString());
        QCOMPARE(messageOfScript(most + R"(,["uncancel"])"),
                 QStringLiteral("IN: a script may have up to 100000 operations."));
    }

    void aRepetitionOfNothingCountsToo()
    {
        QCOMPARE(
            messageOfScript(R"(["repeat", 1000000, []])"),
            QStringLiteral("IN: a script may do up to 1000000 operations, repetitions counted."));
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

    void coroutinesThatAwaitOneAnotherReachTheEndOfPythonsStack()
    {
        // CPython 3.11.2 by the oracle, too: the last begins and can await nothing more.
        QCOMPARE(linesOfNested(243).last(), QStringLiteral("time elapsed: 0.001 seconds"));
        const QStringList lines = linesOfNested(244);
        QCOMPARE(lines.indexOf(QStringLiteral("[0.000] t243 raises RecursionError")),
                 lines.indexOf(QStringLiteral("[0.000] t243 starts")) + 1);
        QVERIFY(lines.contains(QStringLiteral("[0.000] main raises RecursionError")));
    }

    void aFileMayHave16MiB()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("long.json"));
        constexpr qsizetype Most = qsizetype{16} << 20;
        const auto textOf = [&](qsizetype size) {
            QFile file(path);
            if (file.open(QIODevice::WriteOnly))
                file.write(QByteArray(size, ' '));
            file.close();
            return engine::scriptText(path.toStdString(), {});
        };
        QCOMPARE(textOf(Most).size(), static_cast<std::size_t>(Most));
        QCOMPARE(messageOf([&] { textOf(Most + 1); }),
                 QStringLiteral("Cannot read the script %1: it is larger than 16 MiB.").arg(path));
    }

    void tasksAreAnObject()
    {
        QVERIFY(messageOf([] {
                    engine::parseScript(R"({"tasks": 1})", "IN");
                }).startsWith(QStringLiteral("IN: a script is an object with ")));
    }

    void aQueueAndATaskMayHaveOneName()
    {
        QCOMPARE(messageOfScript({}, R"("main": ["queue"])"), QString());
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
