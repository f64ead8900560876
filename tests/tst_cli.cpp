#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

struct Result
{
    int code = -1;
    QString out;
    QString err;
};

/// The program with \a arguments, as somebody without a display starts it.
class Program
{
public:
    explicit Program(const QStringList &arguments, const QString &outputFile = {},
                     const QString &inputFile = {})
    {
        if (!outputFile.isEmpty())
            m_process.setStandardOutputFile(outputFile);
        if (!inputFile.isEmpty())
            m_process.setStandardInputFile(inputFile);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        // Without one, Qt itself has something to say on standard error.
        static const QTemporaryDir runtime;
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime.path());
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(COROSCOPE_PROGRAM), arguments);
    }

    qint64 id() const { return m_process.processId(); }
    bool waitForOutput() { return m_process.waitForReadyRead(30'000); }
    void interrupt(int signal = SIGINT)
    {
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
    }
    Result waitForTheEnd()
    {
        m_process.waitForFinished(60'000);
        if (m_process.exitStatus() != QProcess::NormalExit)
            return {-1, {}, QStringLiteral("crashed")};
        return {m_process.exitCode(), QString::fromUtf8(m_process.readAllStandardOutput()),
                QString::fromUtf8(m_process.readAllStandardError())};
    }

private:
    QProcess m_process;
};

/// A pipe into which somebody writes and does not stop.
class OpenPipe
{
public:
    OpenPipe() { m_open = pipe2(m_ends.data(), O_CLOEXEC) == 0; }
    ~OpenPipe()
    {
        for (const int end : m_ends)
            close(end);
    }
    OpenPipe(const OpenPipe &) = delete;
    OpenPipe &operator=(const OpenPipe &) = delete;

    bool write(const QByteArray &bytes) const
    {
        return m_open
            && ::write(m_ends[1], bytes.constData(), static_cast<std::size_t>(bytes.size()))
            == bytes.size();
    }
    QString readEnd() const { return QStringLiteral("/proc/self/fd/%1").arg(m_ends[0]); }
    bool isDrained() const
    {
        int left = -1;
        return ioctl(m_ends[0], FIONREAD, &left) == 0 && left == 0;
    }

private:
    std::array<int, 2> m_ends{-1, -1};
    bool m_open = false;
};

Result resultOf(const QString &line)
{
    return Program(line.split(u' ', Qt::SkipEmptyParts)).waitForTheEnd();
}

/// What a shell makes of \a line, in which PROGRAM is the program.
Result resultInShell(QString line)
{
    QProcess shell;
    line.replace(QStringLiteral("PROGRAM"), QStringLiteral(COROSCOPE_PROGRAM));
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
    shell.waitForFinished(60'000);
    return {shell.exitStatus() == QProcess::NormalExit ? shell.exitCode() : -1,
            QString::fromUtf8(shell.readAllStandardOutput()),
            QString::fromUtf8(shell.readAllStandardError())};
}

/// The judge of the schedule is there.
bool hasOracle()
{
    return resultInShell(QStringLiteral("/usr/bin/python3 --version"))
        .out.startsWith(QStringLiteral("Python 3.11.2"));
}

/// What /proc says of the process in the folder \a path: its name, its state, its parent.
QByteArrayList processOf(const QString &path)
{
    QFile file(path + QStringLiteral("/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    const qsizetype name = stat.indexOf('(') + 1;
    const qsizetype end = stat.lastIndexOf(')');
    return QByteArrayList{stat.mid(name, end - name)} + stat.mid(end + 2).split(' ').mid(0, 2);
}

/// The folder of the child \a name of the process \a parent in /proc; empty: there is none yet.
QString childOf(qint64 parent, const QByteArray &name)
{
    const QDir processes(QStringLiteral("/proc"));
    for (const QString &process : processes.entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        const QByteArrayList found = processOf(processes.filePath(process));
        if (found.value(0) == name && found.value(2).toLongLong() == parent)
            return processes.filePath(process);
    }
    return {};
}

/// What has ended stays there until its parent asks.
bool hasEnded(const QString &process)
{
    const QByteArray state = processOf(process).value(1);
    return state.isEmpty() || state == "Z";
}

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString golden(const QString &file)
{
    return textOf(QStringLiteral(COROSCOPE_GOLDEN "/%1").arg(file));
}

QString masked(QString lines)
{
    static const QRegularExpression item(QStringLiteral("<[0-9a-f]{10}>"));
    return lines.replace(item, QStringLiteral("<item>"));
}

} // namespace

class tst_Cli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_folder.isValid());
        for (const QString &file : QDir(m_folder.path()).entryList(QDir::Files))
            QFile::remove(path(file));
    }

    void standardOutputIsExactlyTheProgramsLines()
    {
        const Result result = resultOf(QStringLiteral("run queue"));
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, QString());
        QCOMPARE(masked(result.out).split(u'\n'),
                 golden(QStringLiteral("queue-default.out")).split(u'\n'));
    }

    void equalSeedsGiveEqualOutput()
    {
        const Result first = resultOf(QStringLiteral("run queue --seed 7"));
        QCOMPARE(resultOf(QStringLiteral("run queue --seed 7")).out, first.out);
        QVERIFY(resultOf(QStringLiteral("run queue --seed 8")).out != first.out);
    }

    void quietPrintsNothing()
    {
        const Result result = resultOf(QStringLiteral("run queue --quiet"));
        QCOMPARE(result.code, 0);
        QCOMPARE(result.out, QString());
        QCOMPARE(result.err, QString());
    }

    void stepsAreWrittenToTheirFile()
    {
        const QString file = path(QStringLiteral("steps.tsv"));
        const Result result = resultOf(QStringLiteral("run queue --quiet --steps ") + file);
        QCOMPARE(result.code, 0);
        QCOMPARE(textOf(file).split(u'\n'),
                 golden(QStringLiteral("queue-default.steps")).split(u'\n'));
    }

    void stepsMayGoIntoAPipe_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("device") << QStringLiteral("/dev/stdout");
        QTest::newRow("sign") << QStringLiteral("-");
    }
    void stepsMayGoIntoAPipe()
    {
        QFETCH(QString, file);
        const Result result = resultOf(QStringLiteral("run queue --quiet --steps ") + file);
        QCOMPARE(result.err, QString());
        QCOMPARE(result.code, 0);
        QCOMPARE(result.out.split(u'\n'),
                 golden(QStringLiteral("queue-default.steps")).split(u'\n'));
    }

    void aSavedRunTellsWhatTheRunTold()
    {
        const QString file = path(QStringLiteral("queue.coroscope"));
        const QString picture = path(QStringLiteral("live.png"));
        const QString steps = path(QStringLiteral("live.tsv"));
        QCOMPARE(resultOf(QStringLiteral("run queue --quiet --save %1 --steps %2 --export %3")
                              .arg(file, steps, picture))
                     .code,
                 0);
        const Result printed = resultOf(QStringLiteral("steps ") + file);
        QCOMPARE(printed.err, QString());
        QCOMPARE(printed.code, 0);
        QCOMPARE(printed.out.split(u'\n'), textOf(steps).split(u'\n'));
        const QString again = path(QStringLiteral("again.png"));
        QCOMPARE(resultOf(QStringLiteral("export %1 %2").arg(file, again)).code, 0);
        QVERIFY(QImage(again) == QImage(picture));
        const Result piped = resultInShell(QStringLiteral("cat %1 | PROGRAM steps -").arg(file));
        QCOMPARE(piped.code, 0);
        QCOMPARE(piped.out, printed.out);
        const Result info = resultOf(QStringLiteral("info ") + file);
        QCOMPARE(info.code, 0);
        QCOMPARE(info.err, QString());
        QVERIFY2(info.out.startsWith(QLatin1String("run         Producers and consumers\n"
                                                   "with        Producers 5, consumers 10")),
                 qPrintable(info.out));
        const QString json = path(QStringLiteral("queue.json"));
        QCOMPARE(resultOf(QStringLiteral("convert %1 %2").arg(file, json)).code, 0);
        QVERIFY(QJsonDocument::fromJson(textOf(json).toUtf8())[QStringLiteral("traceEvents")]
                    .toArray()
                    .size()
                > 400);
        const Result events = resultOf(QStringLiteral("info ") + json);
        QCOMPARE(events.code, 0);
        QVERIFY2(events.out.contains(QLatin1String("\nends        done\n")),
                 qPrintable(events.out));
        QVERIFY2(events.err.contains(QLatin1String(
                     "Not in them: where in the code a task waited, which locks, queues "
                     "and groups of tasks it waited for and who held them, what "
                     "outside woke it, what it was called later, when its loop was "
                     "idle or blocked, what exceptions said and which of them nobody "
                     "asked for.\n")),
                 qPrintable(events.err));
        QVERIFY2(info.out.contains(QLatin1String("\nends        done\n")), qPrintable(info.out));
        QVERIFY2(info.out.contains(QLatin1String("\nprocess     ")), qPrintable(info.out));
        QVERIFY2(info.out.contains(QLatin1String("16 tasks, 418 records, 91 lines")),
                 qPrintable(info.out));
        QVERIFY2(info.out.contains(QLatin1String("\nclock       virtual\n")), qPrintable(info.out));
        QVERIFY2(info.out.contains(QLatin1String("\nlasts       12.000 s\n")),
                 qPrintable(info.out));
        QVERIFY2(!info.out.contains(QLatin1String("\nwriters ")), qPrintable(info.out));
    }

    void readingThatIsInterruptedEndsWithWhatIsThere()
    {
        const QString file = path(QStringLiteral("begun.coroscope"));
        QCOMPARE(resultOf(QStringLiteral("run queue --quiet --save ") + file).code, 0);
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const QByteArray beginning = saved.read(65'536);
        for (const QStringList &arguments :
             {QStringList{QStringLiteral("info"), QStringLiteral("-")},
              QStringList{QStringLiteral("compare"), QStringLiteral("-"), file}}) {
            const OpenPipe begun;
            QVERIFY(begun.write(beginning));
            Program program(arguments, {}, begun.readEnd());
            QTRY_VERIFY_WITH_TIMEOUT(begun.isDrained(), 30'000);
            program.interrupt();
            const Result result = program.waitForTheEnd();
            QCOMPARE(result.code, 130);
            if (arguments[0] != QStringLiteral("info"))
                continue;
            QVERIFY2(result.out.contains(QStringLiteral("\nlasts       0.000 s\n")),
                     qPrintable(result.out));
        }
    }

    void nothingComesOfTraceEventsWhoseReadingIsInterrupted()
    {
        const OpenPipe begun;
        QVERIFY(begun.write(R"([{"ph":"X","tid":1,"ts":0,"dur":1,"name":"a"},)"));
        Program program({QStringLiteral("info"), QStringLiteral("-")}, {}, begun.readEnd());
        QTRY_VERIFY_WITH_TIMEOUT(begun.isDrained(), 30'000);
        program.interrupt();
        const Result result = program.waitForTheEnd();
        QCOMPARE(result.out, QString());
        QCOMPARE(result.err, QString());
        QCOMPARE(result.code, 130);
    }

    void readingThatIsInterruptedBeforeThereIsAnythingEndsQuietly()
    {
        const QString file = path(QStringLiteral("whole.coroscope"));
        QCOMPARE(resultOf(QStringLiteral("run queue --quiet --save ") + file).code, 0);
        for (const QStringList &arguments :
             {QStringList{QStringLiteral("info"), QStringLiteral("-")},
              QStringList{QStringLiteral("steps"), QStringLiteral("-")},
              QStringList{QStringLiteral("compare"), QStringLiteral("-"), file},
              QStringList{QStringLiteral("compare"), file, QStringLiteral("-")}}) {
            const OpenPipe begun;
            QVERIFY(begun.write("COROSCOPE"));
            Program program(arguments, {}, begun.readEnd());
            QTRY_VERIFY_WITH_TIMEOUT(begun.isDrained(), 30'000);
            program.interrupt();
            const Result result = program.waitForTheEnd();
            QCOMPARE(result.err, QString());
            QCOMPARE(result.out, QString());
            QCOMPARE(result.code, 130);
        }
    }

    void aFileThatCannotBeReadIsOneSentence_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *arguments, const char *says) {
            QTest::addRow("%s", arguments)
                << QString::fromLatin1(arguments) << QString::fromLatin1(says);
        };
        row("info FOLDER/none",
            "coroscope: Cannot open \"FOLDER/none\": there is no such file; look whether it is "
            "spelt "
            "right.\n");
        row("steps FOLDER",
            "coroscope: Cannot open \"FOLDER\": it is a folder; name a file in it.\n");
        row("script /bin/sh",
            "coroscope: Cannot open \"/bin/sh\": it is not a trace file, as Save Run and coroscope "
            "record make them.\n");
        row("open FOLDER/none",
            "coroscope: Cannot open \"FOLDER/none\": there is no such file; look whether it is "
            "spelt "
            "right.\n");
        row("export /bin/sh FOLDER/a.png",
            "coroscope: Cannot open \"/bin/sh\": it is not a trace file, as Save Run and coroscope "
            "record make them.\n");
        row("info -",
            "coroscope: Cannot open standard input: its beginning is missing, so that nothing of "
            "it "
            "can be read; record or copy it once more.\n");
    }

    void aFileThatCannotBeReadIsOneSentence()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, says);
        arguments.replace(QLatin1String("FOLDER"), m_folder.path());
        says.replace(QLatin1String("FOLDER"), m_folder.path());
        const Result result = resultInShell(
            QStringLiteral("QT_QPA_PLATFORM=offscreen PROGRAM %1 < /dev/null").arg(arguments));
        QCOMPARE(result.err, says);
        QCOMPARE(result.out, QString());
        QCOMPARE(result.code, 1);
    }

    void aScriptMayComeOutOfAPipe()
    {
        const Result piped = resultInShell(
            QStringLiteral("PROGRAM run script --example locks | PROGRAM run script --file -"));
        QCOMPARE(piped.err, QString());
        QCOMPARE(piped.code, 0);
        QCOMPARE(piped.out.split(u'\n'), golden(QStringLiteral("script-locks.out")).split(u'\n'));
    }

    void aRunBecomesAScript()
    {
        const Result again
            = resultInShell(QStringLiteral("PROGRAM run lock --quiet --save - | PROGRAM script - | "
                                           "PROGRAM run script --file - --quiet --steps -"));
        QCOMPARE(again.err, QString());
        QCOMPARE(again.code, 0);
        const Result steps = resultOf(QStringLiteral("run lock --quiet --steps -"));
        const auto timesOf = [](const QString &rows) {
            return rows.split(u'\n').replaceInStrings(QRegularExpression(QStringLiteral("\t.*")),
                                                      QString());
        };
        QVERIFY(steps.out.size() > 100);
        QCOMPARE(timesOf(again.out), timesOf(steps.out));
    }

    void aRunMayBeSavedIntoAPipe()
    {
        const Result piped
            = resultInShell(QStringLiteral("PROGRAM run queue --quiet --save - | PROGRAM steps -"));
        QCOMPARE(piped.err, QString());
        QCOMPARE(piped.code, 0);
        QCOMPARE(piped.out.split(u'\n'),
                 golden(QStringLiteral("queue-default.steps")).split(u'\n'));
    }

    void aPictureIsWrittenWithoutADisplay_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QString>("begin");
        QTest::newRow("PNG") << QStringLiteral("png") << QStringLiteral("PNG");
        QTest::newRow("SVG") << QStringLiteral("svg") << QStringLiteral("<svg");
        QTest::newRow("PDF") << QStringLiteral("pdf") << QStringLiteral("%PDF");
    }
    void aPictureIsWrittenWithoutADisplay()
    {
        QFETCH(QString, suffix);
        QFETCH(QString, begin);
        const QString file = path(QStringLiteral("picture.") + suffix);
        const Result result = resultOf(QStringLiteral("run queue --quiet --export ") + file);
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, QString());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.read(1'000).contains(begin.toUtf8()));
        QVERIFY(written.size() > 1'000);
    }

    void aPictureHasTheSizeThatWasAskedFor()
    {
        const QString file = path(QStringLiteral("sized.png"));
        const Result result
            = resultOf(QStringLiteral("run queue --quiet --size 1234x567 --export ") + file);
        QCOMPARE(result.code, 0);
        QCOMPARE(QImageReader(file).size(), QSize(1234, 567));
    }

    void aPlaceThatOneMayNotWriteToIsRefusedBeforeTheRun()
    {
        const QString nobody = geteuid() == 0
            ? QStringLiteral("setpriv --reuid=65534 --clear-groups PROGRAM ")
            : QStringLiteral("PROGRAM ");
        if (resultInShell(nobody + QStringLiteral("--version")).code != 0)
            QSKIP("nobody else can run the program here");
        const Result result
            = resultInShell(nobody + QStringLiteral("run queue --steps /not-to-be.tsv"));
        QVERIFY2(
            result.err.contains(QStringLiteral("coroscope: Cannot write /not-to-be.tsv: you have "
                                               "no permission; choose another place.\n")),
            qPrintable(result.err));
        QCOMPARE(result.out, QString());
        QCOMPARE(result.code, 1);
    }

    void whatARunHasIsDrawn_data()
    {
        QTest::addColumn<QString>("options");
        for (const char *options :
             {"--filter Consumer", "--range 2..5", "--range 12..13", "--select main",
              "--select main@3", "--select main@12", "--cursor 5", "--cursor 12", "--queues q",
              "--fold consume", "--unfold main"})
            QTest::newRow(options) << QString::fromLatin1(options);
    }
    void whatARunHasIsDrawn()
    {
        QFETCH(const QString, options);
        const QString file = path(QStringLiteral("drawn.svg"));
        const Result result
            = resultOf(QStringLiteral("run queue --quiet --export %1 %2").arg(file, options));
        QCOMPARE(result.err, QString());
        QCOMPARE(result.code, 0);
        QVERIFY(textOf(file).trimmed().endsWith(QStringLiteral("</svg>")));
    }

    void aFileThatCannotBeWrittenIsRefusedBeforeTheRun_data()
    {
        QTest::addColumn<QString>("option");
        QTest::newRow("steps") << QStringLiteral("--steps");
        QTest::newRow("export") << QStringLiteral("--export");
    }
    void aFileThatCannotBeWrittenIsRefusedBeforeTheRun()
    {
        QFETCH(QString, option);
        const QString file = path(QStringLiteral("missing/file.png"));
        const Result result = resultOf(QStringLiteral("run queue %1 %2").arg(option, file));
        QCOMPARE(result.code, 1);
        QCOMPARE(result.out, QString());
        QCOMPARE(result.err,
                 QStringLiteral("coroscope: Cannot write %1: the folder %2 does not exist.\n")
                     .arg(file, path(QStringLiteral("missing"))));
    }

    void aWrongCommandLineIsRefusedWithASentence()
    {
        const Result result = resultOf(QStringLiteral("run queue --consumer 3"));
        QCOMPARE(result.code, 2);
        QCOMPARE(result.out, QString());
        QCOMPARE(result.err,
                 QStringLiteral("coroscope: There is no option \"--consumer\"; did you mean "
                                "--consumers?\n"));
    }

    void badInputIsRefusedWithOneSentence_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("input"); // in the file IN
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const char *line, const QByteArray &input, int code,
                            const char *sentence) {
            QTest::newRow(name) << QString::fromUtf8(line) << input << code
                                << QString::fromUtf8(sentence);
        };
        const auto script = [&row](const char *name, const char *text, const char *sentence) {
            row(name, "run script --file IN", text, 2, sentence);
        };
        script("no text", "", "IN is not JSON: line 1, column 1: ");
        script("cut short", "{", "IN is not JSON: line 1, column 2: ");
        script("not UTF-8", "\xff\xfe", "IN is not JSON: line 1, column 1: ");
        script("number too large", R"({"tasks":{"main":[["burn",1e999]]}})",
               "IN: main.0: burn takes a number of milliseconds from 0 to ");
        script("not an object", "[]", "IN: a script is an object with ");
        script("no main", R"({"objects":{},"tasks":{}})", "IN: there is no task main");
        script("object's argument", R"({"objects":{"q":["queue","x"]},"tasks":{"main":[]}})",
               "IN: objects.q: the argument of a queue is a whole number ");
        script("object's kind", R"({"objects":{"q":["quue",1]},"tasks":{"main":[]}})",
               "IN: objects.q: an object is [kind] or [kind, argument], ");
        script("operation", R"({"objects":{},"tasks":{"main":[["slep",1]]}})",
               "IN: main.0: there is no operation \"slep\"; did you mean \"sleep\"?");
        script("operand missing", R"({"objects":{},"tasks":{"main":[["sleep"]]}})",
               "IN: main.0: sleep takes a number of milliseconds, ");
        script("object missing", R"({"objects":{},"tasks":{"main":[["put","q",1]]}})",
               "IN: main.0: put takes the name of a queue as operand 1, not \"q\"");
        script("task missing", R"({"objects":{},"tasks":{"main":[["spawn","X"]]}})",
               "IN: main.0: spawn takes the name of a task as operand 1, not \"X\"");
        script("too deep", QByteArray(1000, '[').constData(),
               "IN: lists and objects may be nested up to 980 deep.");
        script("tasks twice", R"({"tasks":{"main":[]},"tasks":{"main":[]}})",
               "IN: \"tasks\" is given twice; give it once.");
        script("task twice", R"({"objects":{"q":["queue"]},"tasks":{"main":[],"main":[]}})",
               "IN: \"main\" is given twice in \"tasks\"; give each name once.");
        row("no such example", "run script --example pipelne", "", 2,
            "There is no example \"pipelne\"; did you mean pipeline?");
        row("missing script", "run script --file IN/no", "", 2, "Cannot read the script IN/no: ");
        row("folder for a script", "run script --file /", "", 2,
            "Cannot read the script /: it is a folder; name a file.");

        row("missing list", "run crawl --urls IN/no", "", 2, "--urls \"IN/no\" cannot be read: ");
        row("folder for a list", "run crawl --urls /", "", 2,
            "--urls \"/\" cannot be read: it is a folder.");
        row("list is not text", "run crawl --urls IN", "\xff\xfe", 2,
            "--urls \"IN\" cannot be read: it is not UTF-8 text.");
        row("folder for rows", "run crawl --urls IN --output /", "", 2,
            "--output \"/\" cannot be written: it is a folder.");
        row("no folder for rows", "run crawl --urls IN --output IN/no/rows", "", 2,
            "--output \"IN/no/rows\" cannot be written: ");
        row("rows into the list", "run crawl --urls IN --output IN", "", 2,
            "--output \"IN\" is the list of URLs itself.");

        row("values that do not fit", "run executor --tick 0.001 --duration 1000000", "", 2,
            "--tick takes at least ");
        row("too many sockets", "run chat --transport tcp --clients 500", "", 2,
            "--transport tcp takes up to 200 clients, not 500.");
        row("too many loops", "run cores --loops 65", "", 2,
            "--loops takes a whole number from 1 to 64, not \"65\".");
        row("one file for two", "run queue --steps a.png --export a.png", "", 2,
            "--steps and --export take a file each, not both \"a.png\".");
        row("folder for steps", "run queue --quiet --steps /", "", 1,
            "Cannot write /: it is a folder; name a file in it.");
    }
    void badInputIsRefusedWithOneSentence()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, input);
        QFETCH(int, code);
        QFETCH(QString, sentence);
        const QString file = path(QStringLiteral("input"));
        QFile in(file);
        QVERIFY(in.open(QIODevice::WriteOnly) && in.write(input) == input.size() && in.flush());
        const auto named
            = [&file](QString text) { return text.replace(QStringLiteral("IN"), file); };
        const Result result = resultOf(named(line));
        QCOMPARE(result.out, QString());
        const QString expected = QStringLiteral("coroscope: ") + named(sentence);
        QCOMPARE(result.err.left(expected.size()), expected);
        QCOMPARE(result.err.count(u'\n'), 1);
        QCOMPARE(result.code, code);
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files),
                 QStringList(QStringLiteral("input")));
        QFile::remove(file);
    }

    void standardOutputThatCannotBeWrittenIsAFailure_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"run queue", "list", "list --json", "--help", "--version"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void standardOutputThatCannotBeWrittenIsAFailure()
    {
        QFETCH(QString, line);
        if (!QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("There is no /dev/full here.");
        const Result result
            = Program(line.split(u' '), QStringLiteral("/dev/full")).waitForTheEnd();
        QCOMPARE(result.err,
                 QStringLiteral("coroscope: Cannot write to standard output: No space "
                                "left on device.\n"));
        QCOMPARE(result.code, 1);
    }

    void closedStreamsDoNotChangeTheExitCode_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        const auto row = [](const char *line, int code) {
            QTest::newRow(line) << QString::fromLatin1(line) << code;
        };
        row("PROGRAM run queue 2>&-", 0);
        row("PROGRAM run queue --quiet >&-", 0);
        row("PROGRAM run queue >&-", 1);
        row("PROGRAM run queue >&- 2>&-", 1);
        row("PROGRAM run queue --quiet <&- >&- 2>&-", 0);
        row("PROGRAM list >&- 2>&-", 1);
        row("PROGRAM run philosophers --polite false 2>&-", 1);
        row("PROGRAM run philosophers --polite false 2>/dev/full", 1);
        row("PROGRAM run queue --consumer 3 2>&-", 2);
        row("PROGRAM run script --file /no 2>&-", 2);
        row("{ PROGRAM run queue --consumer 3; echo $? >&3; } 3>&1 2>&1 >/dev/null | true", 0);
    }
    void closedStreamsDoNotChangeTheExitCode()
    {
        QFETCH(QString, line);
        if (line.contains(QStringLiteral("/dev/full"))
            && !QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("There is no /dev/full here.");
        QTEST(resultInShell(line).code, "code");
    }

    void aReaderThatHasGoneDoesNotEndTheProcessAndIsNoErrorToTell()
    {
        const Result result = resultInShell(
            QStringLiteral("{ sleep 0.2; PROGRAM run queue; echo $? >&2; } | true"));
        QCOMPARE(result.err, QStringLiteral("1\n"));
    }

    void aRealRunGoesOnForItsFilesWhereNobodyReadsItsLines_data()
    {
        QTest::addColumn<QString>("options");
        QTest::newRow("steps") << QStringLiteral("--steps FILE.tsv");
        QTest::newRow("picture") << QStringLiteral(
            "--export FILE.svg --axis steps --range 60..70"); // of 96 steps
        QTest::newRow("run") << QStringLiteral("--save FILE.coroscope");
    }
    void aRealRunGoesOnForItsFilesWhereNobodyReadsItsLines()
    {
        QFETCH(QString, options);
        options.replace(QStringLiteral("FILE"), path(QStringLiteral("unread")));
        const Result result = resultInShell(
            QStringLiteral("PROGRAM run queue --clock real --speed 100 %1 >&-").arg(options));
        QCOMPARE(result.code, 1);
        QVERIFY2(
            result.err.startsWith(QStringLiteral("coroscope: Cannot write to standard output: ")),
            qPrintable(result.err));
        QCOMPARE(result.err.count(u'\n'), 1);
        QVERIFY(QFile::exists(options.section(u' ', 1, 1)));
        if (options.startsWith(QStringLiteral("--steps")))
            QVERIFY(textOf(options.section(u' ', 1, 1))
                        .contains(QStringLiteral("\tTask-16\tcancelled")));
    }

    void aRealRunThatNobodyReadsIsGivenUp()
    {
        const Result result
            = resultInShell(QStringLiteral("PROGRAM run queue --clock real --speed 0.1 >&-"));
        QCOMPARE(result.code, 1);
        QVERIFY2(
            result.err.startsWith(QStringLiteral("coroscope: Cannot write to standard output: ")),
            qPrintable(result.err));
        QCOMPARE(result.err.count(u'\n'), 1);
    }

    void aRealRunPrintsAllItsLines()
    {
        const Result real = resultOf(QStringLiteral("run hello --clock real --speed 20"));
        QCOMPARE(real.code, 0);
        QCOMPARE(real.err, QString());
        QCOMPARE(real.out.count(QStringLiteral("world\n")),
                 resultOf(QStringLiteral("run hello")).out.count(QStringLiteral("world\n")));
    }

    void noFileTakesThePlaceOfAClosedStream()
    {
        const QString file = path(QStringLiteral("steps.tsv"));
        const QString picture = path(QStringLiteral("picture.svg"));
        const Result result
            = resultInShell(QStringLiteral("PROGRAM run queue --steps %1 --export %2 <&- >&- 2>&-")
                                .arg(file, picture));
        QCOMPARE(result.code, 1);
        QCOMPARE(textOf(file).split(u'\n'),
                 golden(QStringLiteral("queue-default.steps")).split(u'\n'));
        QVERIFY(textOf(picture).trimmed().endsWith(QStringLiteral("</svg>")));
    }

    void whatAPictureAsksForInVainIsSaid_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *options, const char *sentence) {
            QTest::newRow(options) << QString::fromLatin1(options) << QString::fromLatin1(sentence);
        };
        row("--queues q,r", "there is no queue r; there are q");
        row("--fold nosuch", "there is no group nosuch; there are main, produce, consume");
        row("--unfold nosuch",
            "there is no task nosuch; there are main, Producer 0, Producer 1, Producer 2, Producer "
            "3, Producer 4, Consumer 0, Consumer 1, Consumer 2, Consumer 3, Consumer 4, Consumer 5 "
            "and 4 more");
        row("--filter nobody", "no task has \"nobody\" in its name");
        row("--range 100..200", "the run ends at 12.000 s, before the range begins");
        row("--axis steps --range 1000..2000", "the run has 96 steps, before the range begins");
        row("--cursor 12.5", "the run ends at 12.000 s, before the cursor");
        row("--select main@12.5", "the run ends at 12.000 s, before what is selected");
    }
    void whatAPictureAsksForInVainIsSaid()
    {
        QFETCH(const QString, options);
        QFETCH(const QString, sentence);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.svg"));
        const QString line = QStringLiteral("run queue --quiet --export %1 %2").arg(file, options);
        const Result result = Program(line.split(u' ')).waitForTheEnd();
        QCOMPARE(result.code, 1);
        QCOMPARE(result.err,
                 QStringLiteral("coroscope: Cannot draw %1: %2.\n").arg(file, sentence));
        QVERIFY(!QFile::exists(file));
    }

    void qtHasNothingToSayOnStandardError_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no runtime folder")
            << QStringLiteral("env -u XDG_RUNTIME_DIR -u DISPLAY -u WAYLAND_DISPLAY "
                              "-u QT_QPA_PLATFORM PROGRAM run queue --quiet --export OUT.pdf")
            << QString();
        for (const char *suffix : {"svg", "pdf", "png"})
            QTest::addRow("full device as %s", suffix)
                << QStringLiteral("ln -s /dev/full OUT.%1; PROGRAM run queue --quiet --export "
                                  "OUT.%1")
                       .arg(QLatin1String(suffix))
                << QStringLiteral("coroscope: Cannot write \"OUT.%1\": No space left on device.\n")
                       .arg(QLatin1String(suffix));
    }
    void qtHasNothingToSayOnStandardError()
    {
        QFETCH(QString, line);
        QFETCH(QString, sentence);
        if (line.contains(QStringLiteral("/dev/full"))
            && !QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("There is no /dev/full here.");
        const QString out = path(QStringLiteral("out"));
        const Result result = resultInShell(line.replace(QStringLiteral("OUT"), out));
        QCOMPARE(result.err, sentence.replace(QStringLiteral("OUT"), out));
        QCOMPARE(result.code, sentence.isEmpty() ? 0 : 1);
    }

    void helpAndVersionGoToStandardOutput_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("begin");
        QTest::newRow("help") << QStringLiteral("--help") << QStringLiteral("Coroscope makes");
        QTest::newRow("run help") << QStringLiteral("run queue --help")
                                  << QStringLiteral("Producers and consumers");
        QTest::newRow("version") << QStringLiteral("--version") << QStringLiteral("coroscope ");
    }
    void helpAndVersionGoToStandardOutput()
    {
        QFETCH(QString, line);
        QFETCH(QString, begin);
        const Result result = resultOf(line);
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, QString());
        QVERIFY(result.out.startsWith(begin));
        QVERIFY(result.out.endsWith(u'\n'));
    }

    void theListNamesTheQueue()
    {
        const Result result = resultOf(QStringLiteral("list"));
        QCOMPARE(result.code, 0);
        QVERIFY(result.out.contains(QStringLiteral("queue: Producers and consumers")));
        QVERIFY(result.out.contains(QStringLiteral("--producers")));
    }

    void theListAsJsonHasDefaultsAndRanges()
    {
        const Result result = resultOf(QStringLiteral("list --json"));
        QCOMPARE(result.code, 0);
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(result.out.toUtf8(), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        QJsonObject queue;
        for (const QJsonValue scenario : document.array()) {
            if (scenario[QStringLiteral("name")] == QStringLiteral("queue"))
                queue = scenario.toObject();
        }
        const QJsonArray parameters = queue[QStringLiteral("parameters")].toArray();
        QCOMPARE(parameters.size(), 4);
        QCOMPARE(parameters[0][QStringLiteral("name")].toString(), QStringLiteral("producers"));
        QCOMPARE(parameters[0][QStringLiteral("default")].toInt(), 5);
        QVERIFY(parameters[0][QStringLiteral("range")].toString().contains(
            QStringLiteral("0 to 1000")));
    }

    void interruptingARealRunWritesWhatWasAskedFor_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void interruptingARealRunWritesWhatWasAskedFor()
    {
        QFETCH(int, signal);
        const QString steps = path(QStringLiteral("interrupted.tsv"));
        const QString picture = path(QStringLiteral("interrupted.png"));
        Program program({QStringLiteral("run"), QStringLiteral("queue"), QStringLiteral("--clock"),
                         QStringLiteral("real"), QStringLiteral("--speed"), QStringLiteral("0.01"),
                         QStringLiteral("--steps"), steps, QStringLiteral("--export"), picture});
        QVERIFY(program.waitForOutput());
        program.interrupt(signal);
        const Result result = program.waitForTheEnd();
        QCOMPARE(result.code, 130);
        QVERIFY2(result.err.contains(QStringLiteral("The run was stopped.")),
                 qPrintable(result.err));
        QVERIFY(result.out.startsWith(QStringLiteral("Producer 0 sleeping for ")));
        QVERIFY(textOf(steps).startsWith(QStringLiteral("0\tTask-1\tcreated\tmain\n")));
        QVERIFY(!QImageReader(picture).size().isEmpty());
    }

    void twoRunsAreComparedAsDiffDoes()
    {
        const QString three = path(QStringLiteral("three.coroscope"));
        const QString ten = path(QStringLiteral("ten.coroscope"));
        const QString again = path(QStringLiteral("again.coroscope"));
        const QString run = QStringLiteral("run queue --quiet --save %1 --consumers %2");
        QCOMPARE(resultOf(run.arg(three).arg(3)).code, 0);
        QCOMPARE(resultOf(run.arg(ten).arg(10)).code, 0);
        QCOMPARE(resultOf(run.arg(again).arg(10)).code, 0);

        const Result other = resultOf(QStringLiteral("compare %1 %2").arg(ten, three));
        QCOMPARE(other.code, 1);
        QCOMPARE(other.err, QString());
        QVERIFY2(other.out.contains(QStringLiteral("They part in step 10, at 0.000 s. 12.0 s long, "
                                                   "2.0 s shorter than the reference.\n")),
                 qPrintable(other.out));
        static const QRegularExpression length(
            QStringLiteral("\n  Length +12\\.000 s +14\\.000 s +−2\\.000 s\n"));
        QVERIFY2(other.out.contains(length), qPrintable(other.out));
        QVERIFY2(other.out.contains(QStringLiteral("\nAnother parameter moves the random draws: ")),
                 qPrintable(other.out));

        // In columns.
        const QStringList lines = other.out.split(u'\n');
        static const QRegularExpression heads(
            QStringLiteral("^ +this run +reference +difference$"));
        const QString head = lines.filter(heads).value(0);
        const QString row = lines.filter(QRegularExpression(QStringLiteral("^  Length "))).value(0);
        QVERIFY2(head.indexOf(QStringLiteral("this run")) > 0, qPrintable(other.out));
        QCOMPARE(row.indexOf(QStringLiteral("12.000 s")), head.indexOf(QStringLiteral("this run")));
        QCOMPARE(row.size(), head.size());

        const Result unreadable = resultOf(QStringLiteral("compare %1 %1.not").arg(ten));
        QCOMPARE(unreadable.code, 2);
        QVERIFY(unreadable.err.contains(QStringLiteral("ten.coroscope.not")));
        QCOMPARE(resultOf(QStringLiteral("compare %1").arg(ten)).code, 2);
        const Result same = resultOf(QStringLiteral("compare %1 %2").arg(ten, again));
        QCOMPARE(same.out, QStringLiteral("Equal: 96 steps, the same times, the same output.\n"));
        QCOMPARE(same.code, 0);
    }

    void theSameProgramRecordedInCPythonIsEqual_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const char *name : {"hello", "chess", "lock", "semaphore", "philosophers", "executor"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void theSameProgramRecordedInCPythonIsEqual()
    {
        QFETCH(const QString, scenario);
        const QString oracle = QStringLiteral(COROSCOPE_GOLDEN "/../oracle/oracle.py");
        if (!hasOracle())
            QSKIP("the oracle wants Debian 12's Python");
        const QString here = path(QStringLiteral("here.coroscope"));
        const QString there = path(QStringLiteral("there.coroscope"));
        const Result recorded
            = resultOf(QStringLiteral("record --no-live -o %1 -- /usr/bin/python3 %2 run %3")
                           .arg(there, oracle, scenario));
        QVERIFY2(recorded.code == 0, qPrintable(recorded.err));
        QCOMPARE(resultOf(QStringLiteral("run %1 --quiet --save %2").arg(scenario, here)).code, 0);
        const Result compared = resultOf(QStringLiteral("compare %1 %2").arg(here, there));
        QVERIFY2(
            compared.out.startsWith(QStringLiteral("Equal but for the times of a real clock: ")),
            qPrintable(compared.out));
        QCOMPARE(compared.code, 0);
    }

    void aPythonThatNobodyWaitsForAnyMoreEnds()
    {
        if (!hasOracle())
            QSKIP("the oracle wants Debian 12's Python");
        Program program({QStringLiteral("parity"), QStringLiteral("queue"),
                         QStringLiteral("--producers"), QStringLiteral("1000"),
                         QStringLiteral("--consumers"), QStringLiteral("1000")});
        QString python;
        QTRY_VERIFY(!(python = childOf(program.id(), "python3")).isEmpty());
        program.interrupt(SIGKILL);
        QCOMPARE(program.waitForTheEnd().code, -1);
        QTRY_VERIFY(hasEnded(python));
    }

    void linesOfARealRunAppearWhenTheyArePrinted()
    {
        Program program({QStringLiteral("run"), QStringLiteral("queue"), QStringLiteral("--clock"),
                         QStringLiteral("real"), QStringLiteral("--speed"),
                         QStringLiteral("0.001")});
        QVERIFY(program.waitForOutput()); // the run itself takes hours
        program.interrupt();
        QCOMPARE(program.waitForTheEnd().code, 130);
    }

    void interruptingARunOfThreadsEndsThem()
    {
        Program program({QStringLiteral("run"), QStringLiteral("cores"), QStringLiteral("--clock"),
                         QStringLiteral("real"), QStringLiteral("--jobs"), QStringLiteral("1000"),
                         QStringLiteral("--parts"), QStringLiteral("1"), QStringLiteral("--mode"),
                         QStringLiteral("many"), QStringLiteral("--work"), QStringLiteral("1")});
        QVERIFY(program.waitForOutput()); // of the first job; all of them take minutes
        program.interrupt();
        const Result result = program.waitForTheEnd();
        QCOMPARE(result.code, 130);
        QVERIFY(result.out.contains(QStringLiteral(" done\n")));
    }

    void whatTheProcessWasStartedToIgnoreStaysIgnored()
    {
        const Result result = resultInShell(
            QStringLiteral("trap '' HUP; PROGRAM run hello --clock real --speed 2 --quiet & "
                           "sleep 0.1; kill -HUP $!; wait $!"));
        QCOMPARE(result.err, QString());
        QCOMPARE(result.code, 0);
    }

    void aLimitToTheSizeOfFilesIsAnErrorAndLeavesNothing_data()
    {
        QTest::addColumn<QString>("option");
        for (const char *option : {"--export OUT.png", "--export OUT.svg", "--export OUT.pdf",
                                   "--save OUT.coroscope", "--steps OUT.tsv"})
            QTest::addRow("%s", option) << QString::fromLatin1(option);
    }
    void aLimitToTheSizeOfFilesIsAnErrorAndLeavesNothing()
    {
        QFETCH(QString, option);
        const QTemporaryDir folder;
        option.replace(QStringLiteral("OUT"), folder.filePath(QStringLiteral("out")));
        const Result result = resultInShell(
            QStringLiteral("ulimit -f 2; PROGRAM run queue --quiet --producers 40 %1").arg(option));
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains(QStringLiteral("coroscope: Cannot write ")),
                 qPrintable(result.err));
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList());
    }

    void withoutADisplayTheWindowIsRefusedInOneSentence()
    {
        Program program{QStringList()};
        const Result result = program.waitForTheEnd();
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.startsWith(QStringLiteral("coroscope: Cannot open a window, ")),
                 qPrintable(result.err));
        QCOMPARE(result.err.count(u'\n'), 1);
    }

    void aDeadlockIsAFailureThatNamesTheTasks()
    {
        if (!resultOf(QStringLiteral("list")).out.contains(QStringLiteral("philosophers:")))
            QSKIP("no scenario that can deadlock yet");
        const Result result = resultOf(QStringLiteral("run philosophers --polite false --quiet"));
        QCOMPARE(result.code, 1);
        QVERIFY(result.err.contains(QStringLiteral("Deadlock")));
        QVERIFY(result.err.contains(QStringLiteral("Philosopher 0 waits for fork 1, ")));
    }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_Cli)
#include "tst_cli.moc"
