#include "app/cli/commandline.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "engine/workloads/script/scriptexamples.h"
#include "engine/workloads/script/scriptforms.h"
#include "views/model/runmodel.h"

#include <QDir>
#include <QFile>
#include <QStringList>
#include <QTest>

#include <fmt/format.h>

using engine::qt::ClockKind;

namespace {

/// What is done for a command line, in short, or the error's sentence.
QString outcomeOf(const QString &line)
{
    std::vector<std::string> words;
    for (const QString &word : line.split(u' ', Qt::SkipEmptyParts))
        words.push_back(word == QStringLiteral("''") ? std::string() : word.toStdString());
    const std::vector<std::string_view> arguments(words.begin(), words.end());
    try {
        const app::Command command = app::parseCommandLine(arguments);
        if (std::holds_alternative<app::ShowWindow>(command))
            return QStringLiteral("window");
        if (const auto *list = std::get_if<app::ListScenarios>(&command))
            return list->json ? QStringLiteral("list as JSON") : QStringLiteral("list");
        if (const auto *text = std::get_if<app::PrintText>(&command))
            return QStringLiteral("print ")
                + QString::fromStdString(text->text).section(u'\n', 0, 0);
        if (const auto *open = std::get_if<app::OpenFiles>(&command)) {
            QString what = QStringLiteral("open");
            for (const std::string &file : open->files)
                what += u' ' + QString::fromStdString(file);
            return what;
        }
        if (const auto *info = std::get_if<app::ShowInfo>(&command))
            return QStringLiteral("info of ") + QString::fromStdString(info->file);
        if (const auto *steps = std::get_if<app::PrintSteps>(&command))
            return QStringLiteral("steps of ") + QString::fromStdString(steps->file);
        if (const auto *script = std::get_if<app::PrintScript>(&command))
            return QStringLiteral("script of ") + QString::fromStdString(script->file);
        if (const auto *picture = std::get_if<app::ExportFile>(&command)) {
            QStringList what{QStringLiteral("picture of"), QString::fromStdString(picture->file),
                             QStringLiteral("to"), QString::fromStdString(picture->picture)};
            return (what << app::pictureOptions(picture->choice)).join(u' ');
        }
        if (const auto *convert = std::get_if<app::ConvertFile>(&command))
            return QString::fromStdString("convert " + convert->file + " to " + convert->out);
        if (const auto *two = std::get_if<app::CompareFiles>(&command))
            return QString::fromStdString("compare " + two->file + " with " + two->reference);
        if (const auto *parity = std::get_if<app::CheckParity>(&command)) {
            QString what = QStringLiteral("parity of ")
                + QString::fromStdString(parity->arguments.scenario().name);
            if (!parity->saveFile.empty())
                what += QStringLiteral(" saved in ") + QString::fromStdString(parity->saveFile);
            return what;
        }
        if (const auto *record = std::get_if<app::RecordCommand>(&command)) {
            QStringList what{QStringLiteral("record")};
            if (!record->file.empty())
                what << QStringLiteral("to ") + QString::fromStdString(record->file);
            if (record->live)
                what << (*record->live ? QStringLiteral("live") : QStringLiteral("unseen"));
            if (record->sampleMs > 0)
                what << QStringLiteral("sampled at %1 ms").arg(record->sampleMs);
            what << QStringLiteral("of");
            for (const std::string &word : record->command)
                what << QString::fromStdString(word);
            return what.join(u' ');
        }
        const auto &run = std::get<app::RunHeadless>(command);
        QStringList what{QStringLiteral("run"),
                         QString::fromStdString(run.arguments.scenario().name)};
        for (const scenario::Parameter &p : run.arguments.scenario().parameters) {
            const scenario::Value &value = run.arguments.value(p.name);
            if (value != p.initial)
                what << QString::fromStdString(p.name + "=" + scenario::toText(value));
        }
        if (run.settings.clock == ClockKind::Real)
            what << QStringLiteral("real x%1").arg(run.settings.speed);
        if (!run.stepsFile.empty())
            what << QStringLiteral("steps to ") + QString::fromStdString(run.stepsFile);
        if (!run.exportFile.empty())
            what << QStringLiteral("picture to ") + QString::fromStdString(run.exportFile);
        if (!run.saveFile.empty())
            what << QStringLiteral("saved in ") + QString::fromStdString(run.saveFile);
        what << app::pictureOptions(run.picture);
        if (run.picture.reference)
            what << QStringLiteral("beside another");
        if (run.quiet)
            what << QStringLiteral("quiet");
        return what.join(u' ');
    } catch (const app::CommandLineError &error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace

class tst_CommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatACommandLineAsksFor_data()
    {
        addColumns();
        row("", "window");
        row("list", "list");
        row("list --json", "list as JSON");
        row("--help", "print Coroscope makes coroutine scheduling visible.");
        row("-h", "print Coroscope makes coroutine scheduling visible.");
        row("help", "print Coroscope makes coroutine scheduling visible.");
        row("--version", "print coroscope " COROSCOPE_VERSION);
        row("export --help", "print Coroscope makes coroutine scheduling visible.");
        row("open a --help", "print Coroscope makes coroutine scheduling visible.");
        row("steps -h", "print Coroscope makes coroutine scheduling visible.");
        row("list --help", "print Coroscope makes coroutine scheduling visible.");
        row("run --help", "print Coroscope makes coroutine scheduling visible.");
        row("run queue", "run queue");
        row("run queue --producers 3 --consumers 2 --maxsize 1",
            "run queue producers=3 consumers=2 maxsize=1");
        row("run queue --producers=3 --quiet", "run queue producers=3 quiet");
        row("run queue --seed -9223372036854775808", "run queue seed=-9223372036854775808");
        row("run queue --producers 3 --producers 4", "run queue producers=4");
        row("run queue --clock real --speed 2.5", "run queue real x2.5");
        row("run queue --clock virtual", "run queue");
        row("run queue --steps a.tsv", "run queue steps to a.tsv");
        row("run queue --export a.png --size 1600x900 --theme dark",
            "run queue picture to a.png --size 1600x900 --theme dark");
        row("run queue --save a.coroscope", "run queue saved in a.coroscope");
        row("open a.coroscope", "open a.coroscope");
        row("open a - b", "open a - b");
        row("info a", "info of a");
        row("info -", "info of -");
        row("steps a", "steps of a");
        row("script a", "script of a");
        row("convert a b.json", "convert a to b.json");
        row("compare a -", "compare a with -");
        row("convert - b.CSV", "convert - to b.CSV");
        row("export a b.svg", "picture of a to b.svg");
        row("export a b.png --size 1600x900 --theme=dark",
            "picture of a to b.png --size 1600x900 --theme dark");
        row("run queue --clock real --speed 1000000", "run queue real x1e+06");
        row("parity queue", "parity of queue");
        row("parity queue --save a", "parity of queue saved in a");
        row("parity --help",
            "print Usage: coroscope parity SCENARIO [--PARAMETER VALUE]... [--save "
            "FILE]");
        row("record a -o b", "record of a -o b");
        row("record -o b --live a", "record to b live of a");
        row("record --output b --no-live --sample 2.5 a",
            "record to b unseen sampled at 2.5 ms of a");
        row("record -- --live", "record of --live");
        row("record --help", "print Usage: coroscope record [OPTION]... [--] COMMAND...");
        row("run queue --export a.b.svg --theme light", "run queue picture to a.b.svg");
        row("run queue --export A.PNG", "run queue picture to A.PNG");
        row("run queue --export /tmp/a.pdf", "run queue picture to /tmp/a.pdf");
    }
    void whatACommandLineAsksFor() { compare(); }

    void whatAPictureIsToShow_data()
    {
        addColumns();
        // Said back, an option is as it was given, and a default is not said.
        for (const char *options : {"--size 1234x567",
                                    "--theme dark",
                                    "--theme print",
                                    "--axis steps",
                                    "--axis clock",
                                    "--range 2..5.5",
                                    "--axis steps --range 10..20.5",
                                    "--filter Consumer",
                                    "--fold produce,main",
                                    "--unfold main",
                                    "--without title,legend,depth,ready",
                                    "--queues q,other",
                                    "--with alive,busy,lag",
                                    "--with lag",
                                    "--arrows all",
                                    "--arrows selection --select main@3",
                                    "--select main",
                                    "--cursor 1.000000001",
                                    "--cursor 0",
                                    "--cursor 9000000000",
                                    "--size 200x200",
                                    "--size 16384x16384",
                                    "--axis steps --range 0..0.000001"}) {
            const QByteArray line = QByteArray("run queue ") + options;
            row(line.constData(), line.constData());
        }
        row("run queue --theme light --arrows none", "run queue");
        row("run queue --without depth --queues q", "run queue --without depth");
        row("run queue --reference consumers=3;", "run queue beside another");
        row("run queue --range 2..5 --axis clock", "run queue --range 2..5");
        row("run queue --reference consumers=3;seed=1 --seed 2", "run queue seed=2 beside another");
    }
    void whatAPictureIsToShow() { compare(); }

    void noParameterHidesAnOption()
    {
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            for (const std::string &option : app::pictureOptionNames())
                QVERIFY2(scenario.find(std::string_view(option).substr(2)) == nullptr,
                         option.c_str());
        }
    }

    void aCommandLineIsForAShell()
    {
        const scenario::Arguments arguments(*engine::findScenario("queue"));
        app::PictureChoice choice;
        choice.filter = QStringLiteral("it's");
        choice.reference = arguments;
        choice.reference->set("seed", "1");
        using Clock = trace::Metadata::Clock;
        QCOMPARE(app::commandLine(choice, arguments, Clock::Virtual, QStringLiteral("a b.svg")),
                 QStringLiteral("coroscope run queue --export 'a b.svg' --filter 'it'\\''s' "
                                "--reference seed=1"));
        QCOMPARE(app::commandLine({}, arguments, Clock::Real, QStringLiteral("a.svg")),
                 QStringLiteral("coroscope run queue --clock real --export a.svg"));
    }

    void aPictureHasTheThemeThatWasChosen()
    {
        using Theme = app::PictureChoice::Theme;
        const views::RunModel model(std::make_shared<trace::Recorder>());
        const auto themeOf = [&model](Theme chosen) {
            app::PictureChoice choice;
            choice.theme = chosen;
            return app::exportOptions(choice, {}, model).theme;
        };
        QVERIFY(!themeOf(Theme::Light).dark && !themeOf(Theme::Light).print);
        QVERIFY(themeOf(Theme::Dark).dark && !themeOf(Theme::Dark).print);
        QVERIFY(themeOf(Theme::Print).print && !themeOf(Theme::Print).dark);
    }

    void whatIsWrongWithACommandLine_data()
    {
        addColumns();
        row("rum", "There is no command \"rum\"; did you mean run?");
        row("frobnicate", "There is no command \"frobnicate\"; see coroscope --help.");
        row("--hlep", "There is no option \"--hlep\"; did you mean --help?");
        row("list --jsn", "There is no option of list \"--jsn\"; did you mean --json?");
        row("list all", "There is no option of list \"all\"; it takes --json only.");
        row("open", "open needs the name of a recorded run; see coroscope --help.");
        row("open ''", "open takes the name of a recorded run, not \"\".");
        row("open - -", "open takes standard input, -, once.");
        row("open --all",
            "There is no option \"--all\"; open takes the name of a recorded run; ./--all is a "
            "file "
            "of that name.");
        row("info a b", "info takes one file at a time.");
        row("script", "script needs the name of a recorded run; see coroscope --help.");
        row("steps", "steps needs the name of a recorded run; see coroscope --help.");
        row("compare a",
            "compare needs the name of the run to compare with, too; see coroscope --help.");
        row("compare a b c", "compare takes two files.");
        row("compare - -", "compare takes standard input, -, once.");
        row("convert a", "convert needs the name of the new file, too; see coroscope --help.");
        row("convert a b.txt",
            "convert takes the name of a new file that ends in .json, .csv or .coroscope, not "
            "\"b.txt\".");
        row("convert a .csv",
            "convert takes the name of a new file that ends in .json, .csv or .coroscope, not "
            "\".csv\".");
        row("export a", "export needs the name of a picture, too; see coroscope --help.");
        row("export a b.gif",
            "export takes a file name that ends in .png, .svg or .pdf, not \"b.gif\".");
        row("export a b.png --zzzzzzzzzzzz 3",
            "There is no option \"--zzzzzzzzzzzz\"; see coroscope run --help.");
        row("export a b.png --theme", "--theme needs a value after it.");
        row("export a b.png --reference seed=1",
            "--reference takes nothing where a recorded run is drawn, which has no parameters.");
        row("run queue --save=", "--save takes the name of a file, not \"\".");
        row("run queue --save a --steps a", "--steps and --save take a file each, not both \"a\".");
        row("run", "run needs the name of a scenario; see coroscope list.");
        row("run quene", "There is no scenario \"quene\"; did you mean queue?");
        row("run zzzzzzzzz", "There is no scenario \"zzzzzzzzz\"; see coroscope list.");
        row("run queue --producer 3",
            "There is no option \"--producer\"; did you mean --producers?");
        row("run queue --exprot a.png", "There is no option \"--exprot\"; did you mean --export?");
        row("run queue --zzzzzzzz 3",
            "There is no option \"--zzzzzzzz\"; see coroscope run queue --help.");
        row("run queue -q", "There is no option \"-q\"; see coroscope run queue --help.");
        row("run queue 3",
            "\"3\" stands where an option is expected; see coroscope run queue --help.");
        row("run queue --producers", "--producers needs a value after it.");
        row("run queue --producers 1001",
            "--producers takes a whole number from 0 to 1000, not \"1001\".");
        row("run queue --consumers -1",
            "--consumers takes a whole number from 0 to 1000, not \"-1\".");
        row("run queue --producers=", "--producers takes a whole number from 0 to 1000, not \"\".");
        row("run queue --seed x", "--seed takes a whole number from -2^63 to 2^63 - 1, not \"x\".");
        row("run queue --quiet=yes", "--quiet takes no value.");
        row("run queue --clock wall", "--clock takes virtual or real, not \"wall\".");
        row("run queue --speed 0", "--speed takes a number above 0 and up to 1000000, not \"0\".");
        row("run queue --speed fast",
            "--speed takes a number above 0 and up to 1000000, not \"fast\".");
        row("run queue --speed nan",
            "--speed takes a number above 0 and up to 1000000, not \"nan\".");
        row("run queue --steps", "--steps needs a value after it.");
        row("run queue --steps=", "--steps takes the name of a file, not \"\".");
        row("run queue --steps a.png --export a.png",
            "--steps and --export take a file each, not both \"a.png\".");
        row("run queue --export a.gif",
            "--export takes a file name that ends in .png, .svg or .pdf, not \"a.gif\".");
        row("run queue --export .png",
            "--export takes a file name that ends in .png, .svg or .pdf, not \".png\".");
        row("run queue --size 100x100",
            "--size takes WIDTHxHEIGHT in pixels, each from 200 to 16384, such as 1600x900, not "
            "\"100x100\".");
        row("run queue --size 800",
            "--size takes WIDTHxHEIGHT in pixels, each from 200 to 16384, such as 1600x900, not "
            "\"800\".");
        row("run queue --export picture",
            "--export takes a file name that ends in .png, .svg or .pdf, not \"picture\".");
        row("run queue --export /tmp/.png",
            "--export takes a file name that ends in .png, .svg or .pdf, not \"/tmp/.png\".");
        row("run queue --speed 1000001",
            "--speed takes a number above 0 and up to 1000000, not \"1000001\".");
        row("export a b.png zzzzzzzzzzzz=3",
            "There is no option \"zzzzzzzzzzzz=3\"; see coroscope run --help.");
        for (const char *option : {"--clock real", "--speed 2", "--quiet", "--steps a",
                                   "--export a.png", "--theme dark", "--reference seed=1"}) {
            const QByteArray line = QByteArray("parity queue ") + option;
            row(line.constData(),
                "parity takes the scenario's parameters and, of the options of run, --save.");
        }
        row("record", "record needs a command, as in coroscope record -- python3 program.py.");
        row("record --", "record needs a command, as in coroscope record -- python3 program.py.");
        row("run queue --theme blue", "--theme takes light, dark or print, not \"blue\".");
        row("run queue --axis time", "--axis takes clock or steps, not \"time\".");
        row("run queue --range 3..2",
            "--range takes FROM..TO in seconds, or in steps with --axis steps, such as 2..5.5, not "
            "\"3..2\".");
        for (const char *range : {"x..3", "2..x", "0.0000000001..0.0000000002"}) {
            const QByteArray line = QByteArray("run queue --range ") + range;
            const QByteArray says = "--range takes FROM..TO in seconds, or in steps with --axis "
                                    "steps, such as 2..5.5, not \""
                + QByteArray(range) + "\".";
            row(line.constData(), says.constData());
        }
        row("run queue --axis steps --range 0..0.0000005",
            "--range takes at least a millionth of a step.");
        for (const char *size :
             {"16385x300", "300x16385", "199x300", "300x199", "300x", "300x300y"}) {
            const QByteArray line = QByteArray("run queue --size ") + size;
            const QByteArray says = "--size takes WIDTHxHEIGHT in pixels, each from 200 to 16384, "
                                    "such as 1600x900, not \""
                + QByteArray(size) + "\".";
            row(line.constData(), says.constData());
        }
        for (const char *without : {"", "title,"}) {
            const QByteArray line = QByteArray("run queue --without=") + without;
            const QByteArray says = "--without takes some of title, legend, depth and ready, with "
                                    "commas between, not \""
                + QByteArray(without) + "\".";
            row(line.constData(), says.constData());
        }
        row("run queue --cursor 9000000001", "--cursor takes seconds, not \"9000000001\".");
        row("run queue --without rows",
            "--without takes some of title, legend, depth and ready, with commas between, not "
            "\"rows\".");
        row("run queue --with rows",
            "--with takes some of alive, busy and lag, with commas between, not \"rows\".");
        row("run queue --queues ,",
            "--queues takes the names of queues with commas between, not \",\".");
        row("run queue --arrows selection", "--arrows selection needs --select TASK beside it.");
        row("run queue --cursor -1", "--cursor takes seconds, not \"-1\".");
        row("run queue --select @3",
            "--select takes the name of a task, and @SECONDS where not its beginning is meant, not "
            "\"@3\".");
        row("run queue --reference seed=444",
            "--reference takes other values of the parameters than the run's, such as seed=2, not "
            "\"seed=444\".");
        row("run queue --reference foo=1",
            "--reference takes other values of the parameters: queue has no parameter --foo.");
    }
    void whatIsWrongWithACommandLine() { compare(); }

    void helpOfScriptsNamesEveryWordAndExample()
    {
        const std::vector<std::string_view> arguments{"run", "script", "--help"};
        const app::Command command = app::parseCommandLine(arguments);
        const std::string text = std::get<app::PrintText>(command).text;
        for (const engine::ScriptForm &form : engine::scriptForms())
            QVERIFY2(text.find(fmt::format("[\"{}\"", form.word)) != std::string::npos,
                     form.word.data());
        for (const engine::ScriptKind &kind : engine::scriptKinds())
            QVERIFY2(text.find(kind.word) != std::string::npos, kind.word.data());
        for (const engine::ScriptExample &example : engine::scriptExamples())
            QVERIFY2(text.find(example.name) != std::string::npos, example.name.data());
    }

    void theExamplesStandSideBySideInTheHelpOfScripts()
    {
        const std::vector<std::string_view> arguments{"run", "script", "--help"};
        const app::Command command = app::parseCommandLine(arguments);
        const QStringList lines = QString::fromStdString(std::get<app::PrintText>(command).text)
                                      .section(QStringLiteral("  --example NAME"), 1)
                                      .section(QStringLiteral("\n  --schema"), 0, 0)
                                      .split(u'\n');
        QVERIFY(lines.size() > 1);
        QVERIFY(std::size_t(lines.size()) < engine::scriptExamples().size() / 2);
        for (const QString &line : lines)
            QVERIFY2(line.size() <= 82, qPrintable(line));
    }

    void everyExampleIsPrintedAsItsFileHasIt()
    {
        const QDir folder(QStringLiteral(COROSCOPE_GOLDEN "/../../resources/scripts"));
        const QFileInfoList files = folder.entryInfoList({QStringLiteral("*.json")});
        QCOMPARE(std::size_t(files.size()), engine::scriptExamples().size());
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(info.filePath()));
            const std::string name = info.completeBaseName().toStdString();
            const std::vector<std::string_view> arguments{"run", "script", "--example", name};
            const app::Command command = app::parseCommandLine(arguments);
            QCOMPARE(QByteArray::fromStdString(std::get<app::PrintText>(command).text),
                     file.readAll());
        }
    }

    void helpOfAScenarioNamesEveryParameterWithItsRange()
    {
        const std::vector<std::string_view> arguments{"run", "queue", "--help"};
        const app::Command command = app::parseCommandLine(arguments);
        const QString text = QString::fromStdString(std::get<app::PrintText>(command).text);
        for (const auto *part :
             {"Producers and consumers", "--producers", "a whole number from 0 to 1000",
              "--consumers", "--maxsize", "unbounded", "--seed", "default 444", "--clock",
              "--speed", "--steps", "--export", "--size", "--theme", "--quiet", "Exit codes"})
            QVERIFY2(text.contains(QString::fromUtf8(part)), part);
    }

private:
    static void addColumns()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("outcome");
    }
    static void row(const char *line, const char *outcome)
    {
        QTest::newRow(*line == '\0' ? "nothing" : line)
            << QString::fromUtf8(line) << QString::fromUtf8(outcome);
    }
    static void compare()
    {
        QFETCH(QString, line);
        QTEST(outcomeOf(line), "outcome");
    }
};

QTEST_APPLESS_MAIN(tst_CommandLine)
#include "tst_commandline.moc"
