#include "app/workspace/workspace.h"
#include "engine/workloads/registry.h"
#include "tests/support/foreignrun.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "tests/support/sampletraces.h"
#include "views/source/codeview.h"
#include "views/source/linematch.h"
#include "views/source/sourcefiles.h"
#include "views/source/sourcepanel.h"

#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QFileDialog>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace std::chrono_literals;
using support::Program;
using views::CodeView;
using views::SourceFile;
using views::SourceFiles;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QString lineOf(const CodeView *view, int line)
{
    return view->text(line).trimmed();
}

/// The line that is tinted.
QString tinted(const CodeView *view)
{
    for (const CodeView::Highlight &highlight : view->highlights()) {
        if (highlight.strong)
            return lineOf(view, highlight.line);
    }
    return {};
}

const CodeView::Mark *markOf(const CodeView *view, const QString &text)
{
    for (const CodeView::Mark &mark : view->marks()) {
        if (lineOf(view, mark.line) == text)
            return &mark;
    }
    return nullptr;
}

} // namespace

/// The source of a run: its files, what stands for what in Python, and the panel in its window.
class tst_Source : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_source"));
    }
    void init()
    {
        QSettings().clear();
        // Whether it is there at the first start depends on the screen, and takes room for a pane.
        QSettings().setValue(QStringLiteral("window/inspector"), false);
    }

    void everyScenarioShipsItsLines()
    {
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            const QString name = QString::fromStdString(scenario.name);
            if (name == QLatin1String("script"))
                continue;
            const QString file
                = QStringLiteral("engine/workloads/%1%2workload.cpp")
                      .arg(name == QLatin1String("random") ? QStringLiteral("make") : QString(),
                           name);
            views::RunInfo info;
            info.origin = views::RunInfo::Origin::Simulated;
            SourceFiles files(info, {});
            const SourceFile &source = files.file(file);
            QVERIFY2(source.from == SourceFile::From::Program, qPrintable(file));
            QVERIFY(SourceFiles::isOwn(file));
            if (name == QLatin1String("cores"))
                QVERIFY(source.python.isEmpty()); // CPython has no such program
            else
                QVERIFY2(views::LineMatch(source.text, source.python).count() > 4,
                         qPrintable(name));
        }
        QVERIFY(!SourceFiles::isOwn(QStringLiteral("engine/sync/holding.h")));
        QVERIFY(!SourceFiles::isOwn(QStringLiteral("/usr/lib/python3/x.py")));
    }

    void linesThatSayTheSameAreMatched()
    {
        const QString cpp = QStringLiteral("Task<> randSleep(std::string caller)\n"
                                           "{\n"
                                           "    const auto seconds = m_random.randint(0, 3);\n"
                                           "    co_await sleep(seconds);\n"
                                           "}\n"
                                           "void other(int x)\n"
                                           "{\n"
                                           "    unlike();\n"
                                           "}\n");
        const QString python = QStringLiteral("async def rand_sleep(caller):\n"
                                              "    seconds = random.randint(0, 3)\n"
                                              "    await asyncio.sleep(seconds)\n");
        const views::LineMatch match(cpp, python);
        QCOMPARE(match.pythonOf(0), std::optional(0));
        QCOMPARE(match.pythonOf(1), std::nullopt);
        QCOMPARE(match.pythonOf(2), std::optional(1));
        QCOMPARE(match.pythonOf(3), std::optional(2));
        QCOMPARE(match.cppOf(2), std::optional(3));
        QCOMPARE(match.pythonOf(7), std::nullopt);
        QCOMPARE(match.nearest(7), std::nullopt);
        QCOMPARE(match.nearest(4), std::optional(views::LineMatch::Pair{3, 2}));
        // The brace has nothing beside it in Python.
        QCOMPARE(match.pythonGaps(), (std::vector<int>{1, 0, 1, 0}));
    }

    void theFilesOfARecordingAreFoundWhereTheyAre()
    {
        const QString root = m_folder.filePath(QStringLiteral("gone"));
        const QString here = m_folder.filePath(QStringLiteral("here"));
        write(here + QStringLiteral("/pool.py"), "async def acquire():\n    pass\n");
        views::RunInfo info;
        info.sourceRoot = root;
        trace::Metadata metadata;
        metadata.wallTime = 1'000s;
        SourceFiles files(info, metadata);
        const QString name = QStringLiteral("net/pool.py");
        QCOMPARE(files.file(name).trouble, SourceFile::Trouble::Missing);
        QCOMPARE(files.file(name).lookedIn, QStringList{root + QStringLiteral("/net/pool.py")});
        files.setFolder(here);
        QCOMPARE(files.file(name).from, SourceFile::From::Disk);
        QCOMPARE(files.file(name).path, here + QStringLiteral("/pool.py"));
        QVERIFY(files.file(name).changed);
        QCOMPARE(files.file(QStringLiteral("<string>")).trouble, SourceFile::Trouble::NoFile);
        // Where the run began is not known, nothing is said of changes.
        SourceFiles timeless(info, {});
        timeless.setFolder(here);
        QVERIFY(!timeless.file(name).changed);
    }

    void functionsAreMatchedByTheirNamesInWhateverOrder()
    {
        const QString cpp = QStringLiteral("int addTwo(int a,\n"
                                           "           int b)\n"
                                           "{\n"
                                           "    const int total = first(a) + second(b);\n"
                                           "    print(total);\n"
                                           "    return total;\n"
                                           "}\n"
                                           "\n"
                                           "Task<> waitLong(int seconds)\n"
                                           "{\n"
                                           "    co_await sleep(seconds);\n"
                                           "    log(seconds);\n"
                                           "}\n"
                                           "\n"
                                           "void pick(int left, int right)\n"
                                           "{\n"
                                           "    if (left == right)\n"
                                           "        give(left);\n"
                                           "}\n"
                                           "\n"
                                           "Task<> fetchAll(std::string name)\n"
                                           "{\n"
                                           "    co_await load(name);\n"
                                           "}\n"
                                           "\n"
                                           "void tell(std::string word)\n"
                                           "{\n"
                                           "    say(word);\n"
                                           "}\n");
        const QString python = QStringLiteral("async def wait_long(seconds):\n"
                                              "    await asyncio.sleep(seconds)\n"
                                              "    log(seconds)\n"
                                              "\n"
                                              "def add_two(\n"
                                              "    a, b\n"
                                              "):\n"
                                              "    total = first(a) + second(b)\n"
                                              "    print(total)\n"
                                              "    return total\n"
                                              "\n"
                                              "def pick(left, right):\n"
                                              "    if left != right:\n"
                                              "        give(left)\n"
                                              "\n"
                                              "async def fetch_all(name):\n"
                                              "    load(name)\n"
                                              "\n"
                                              "def tell(word):\n"
                                              "    one = 1\n"
                                              "    two = 2\n"
                                              "    three = 3\n"
                                              "    say(word)\n");
        const views::LineMatch match(cpp, python);
        for (const auto &[line, same] :
             {std::pair(0, 4), std::pair(3, 7), std::pair(4, 8), std::pair(5, 9), std::pair(8, 0),
              std::pair(10, 1), std::pair(11, 2), std::pair(14, 11), std::pair(17, 13),
              std::pair(20, 15), std::pair(25, 18), std::pair(27, 22)}) {
            QCOMPARE(match.pythonOf(line), std::optional(same));
            QCOMPARE(match.cppOf(same), std::optional(line));
        }
        // One asks whether they are equal and one whether they are not; one awaits.
        QCOMPARE(match.pythonOf(16), std::nullopt);
        QCOMPARE(match.pythonOf(22), std::nullopt);
        using Pair = views::LineMatch::Pair;
        QCOMPARE(match.nearest(9), std::optional(Pair{8, 0}));
        QCOMPARE(match.nearest(12), std::optional(Pair{11, 2}));
        QCOMPARE(match.nearest(13), std::nullopt);
        // Where one is shorter than the other it has empty rows.
        std::vector<int> pythonGaps(24, 0);
        for (const int line : {0, 2, 9, 12, 13, 22})
            pythonGaps[static_cast<std::size_t>(line)] = 1;
        pythonGaps[16] = 2;
        QCOMPARE(match.pythonGaps(), pythonGaps);
        std::vector<int> cppGaps(30, 0);
        cppGaps[26] = 2;
        QCOMPARE(match.cppGaps(), cppGaps);
    }

    void linesThatAreMatchedAreSoFromBothSides()
    {
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            const QString name = QString::fromStdString(scenario.name);
            views::RunInfo info;
            info.origin = views::RunInfo::Origin::Simulated;
            SourceFiles files(info, {});
            const SourceFile &source
                = files.file(QStringLiteral("engine/workloads/%1workload.cpp").arg(name));
            if (source.python.isEmpty())
                continue;
            const views::LineMatch match(source.text, source.python);
            const int cppLines = static_cast<int>(source.text.count(u'\n')) + 1;
            const int pythonLines = static_cast<int>(source.python.count(u'\n')) + 1;
            int pairs = 0;
            for (int line = 0; line < cppLines; ++line) {
                const auto python = match.pythonOf(line);
                if (!python)
                    continue;
                ++pairs;
                QVERIFY2(*python >= 0 && *python < pythonLines, qPrintable(name));
                QCOMPARE(match.cppOf(*python), std::optional(line));
                QCOMPARE(match.nearest(line), std::optional(views::LineMatch::Pair{line, *python}));
            }
            QCOMPARE(static_cast<int>(match.count()), pairs);
            for (const int beyond : {-1, cppLines, cppLines + 1}) {
                QCOMPARE(match.pythonOf(beyond), std::nullopt);
                QCOMPARE(match.nearest(beyond), std::nullopt);
            }
            QCOMPARE(match.cppOf(-1), std::nullopt);
            QCOMPARE(match.cppOf(pythonLines), std::nullopt);
        }
    }

    void filesAreFoundByTheirWholeNamesToo()
    {
        const QString path = m_folder.filePath(QStringLiteral("whole/app.py"));
        write(path, "pass\n");
        trace::Metadata metadata;
        // Long before that: nothing has been changed since.
        metadata.wallTime = std::chrono::seconds(QDateTime::currentSecsSinceEpoch() + 1'000'000);
        SourceFiles files({}, metadata);
        QCOMPARE(files.file(path).from, SourceFile::From::Disk);
        QCOMPARE(files.file(path).text, QStringLiteral("pass\n"));
        QVERIFY(!files.file(path).changed);
        // Without a folder to look in there is nowhere to look.
        QCOMPARE(files.file(QStringLiteral("app.py")).trouble, SourceFile::Trouble::Missing);
        QCOMPARE(files.file(QStringLiteral("app.py")).lookedIn, QStringList());
        QCOMPARE(files.file(QStringLiteral("?")).trouble, SourceFile::Trouble::NoFile);
        // Not within the folder of a person, as if that were the root of all.
        files.setFolder(m_folder.filePath(QStringLiteral("whole")));
        QCOMPARE(files.file(QStringLiteral("/elsewhere/app.py")).path, path);
    }

    void whatIsTooLongIsNotShown()
    {
        const QString path = m_folder.filePath(QStringLiteral("long.py"));
        write(path, {});
        SourceFiles files({}, {});
        QVERIFY(QFile::resize(path, SourceFiles::MostBytes));
        QCOMPARE(files.file(path).trouble, SourceFile::Trouble::None);
        QVERIFY(QFile::resize(path, SourceFiles::MostBytes + 1));
        files.forget();
        QCOMPARE(files.file(path).trouble, SourceFile::Trouble::TooLong);
        QCOMPARE(files.file(path).path, path);
    }

    void theKeyShowsWhereTheSelectedTaskIsSuspended()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        const auto *panel = program.find<views::SourcePanel>("sourcePanel");
        program.press(Qt::Key_G);
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->trouble(), QString());
        // There is nothing to choose from.
        QVERIFY(!program.find<QWidget>("sourceFiles")->isVisible());
        QVERIFY(program.find<QWidget>("sourceFile")->isVisible());
        select(program, QStringLiteral("Consumer 3"));
        program.window.viewState()->setCursor(program.rows().positionAfterStep(66));
        const QString get = QStringLiteral("const Item item = co_await m_queue.get();");
        QCOMPARE(tinted(panel->code()), get);
        QVERIFY(panel->code()->isInSight(panel->code()->highlights().front().line));
        QCOMPARE(panel->code()->highlights().front().tag, QStringLiteral("Consumer 3, first of 8"));
        QCOMPARE(markOf(panel->code(), get)->here, 8);
        QVERIFY(panel->python()->isVisible());
        QCOMPARE(tinted(panel->python()), QStringLiteral("item, produced = await queue.get()"));
        program.press(Qt::Key_N);
        QVERIFY(panel->code()->step());
        program.press(Qt::Key_G);
        QVERIFY(!panel->isVisible());
    }

    void aPlaceThatIsAskedForIsShownUntilSomethingElseIs()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        select(program, QStringLiteral("Consumer 3"));
        program.window.viewState()->setCursor(program.rows().positionAfterStep(66));
        const auto *panel = program.find<views::SourcePanel>("sourcePanel");
        QVERIFY(!panel->isVisible());
        const views::SourceLine made = *views::lineOf(
            program.rows().trace(), program.rows().trace().task(trace::TaskId{9}).site);
        auto *workspace = program.window.findChild<app::Workspace *>();
        workspace->showPlace(made);
        QVERIFY(panel->isVisible());
        const int line = static_cast<int>(made.line) - 1;
        QCOMPARE(tinted(panel->code()), lineOf(panel->code(), line));
        QVERIFY(panel->code()->isInSight(line));
        // The cursor may move on.
        program.press(Qt::Key_N);
        QCOMPARE(tinted(panel->code()), lineOf(panel->code(), line));
        select(program, QStringLiteral("Consumer 9"));
        QVERIFY(tinted(panel->code()) != lineOf(panel->code(), line));
        workspace->showPlace(made);
        QCOMPARE(tinted(panel->code()), lineOf(panel->code(), line));
        workspace->source()->goToLine();
        QVERIFY(tinted(panel->code()) != lineOf(panel->code(), line));
    }

    void whereThereIsRoomForOneAPersonChooses()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_G);
        const auto *panel = program.find<views::SourcePanel>("sourcePanel");
        QVERIFY(!program.find<QToolButton>("sourceInPython")->isVisible());
        program.window.resize(900, 900);
        QTRY_VERIFY(panel->width() < 900);
        QTRY_VERIFY(program.find<QToolButton>("sourceInPython")->isVisible());
        QVERIFY(panel->code()->isVisible() && !panel->python()->isVisible());
        program.click("sourceInPython");
        QVERIFY(!panel->code()->isVisible() && panel->python()->isVisible());
        program.click("sourceCpp");
        QVERIFY(panel->code()->isVisible() && !panel->python()->isVisible());
    }

    void aClickOnAMarkedLineGoesThroughThoseWhoWaitThere()
    {
        Program program;
        QTRY_VERIFY(program.settled());
        program.press(Qt::Key_G);
        auto *code = program.find<CodeView>("sourceCode");
        program.window.viewState()->setCursor(program.rows().positionAfterStep(66));
        const auto *mark
            = markOf(code, QStringLiteral("const Item item = co_await m_queue.get();"));
        QVERIFY(mark != nullptr);
        code->goTo(mark->line);
        const int line = mark->line;
        const auto selected
            = [&] { return program.rows().label(*program.window.viewState()->selectedTask()); };
        const auto click = [&](int x) {
            QTest::mouseClick(code->viewport(), Qt::LeftButton, {},
                              {x, code->lineRect(line).center().y()});
        };
        click(20); // on the number of those who wait
        QCOMPARE(selected(), QStringLiteral("Consumer 3"));
        QVERIFY(code->isInSight(line));
        click(20);
        QCOMPARE(selected(), QStringLiteral("Consumer 9"));
        click(200); // on the text
        QCOMPARE(selected(), QStringLiteral("Consumer 1"));
        code->setFocus();
        code->goTo(line);
        QTest::keyClick(code, Qt::Key_Return);
        QCOMPARE(selected(), QStringLiteral("Consumer 4"));
    }

    void nothingIsSaidOfATaskThatTheRunDoesNotHave()
    {
        const auto document
            = std::make_shared<views::RunDocument>(support::randomTrace(1, 3, 100, true));
        views::ViewState state;
        // Of the run before, which had more of them.
        state.setSelectedTask(trace::TaskId(document->model().taskCount()));
        views::SourcePanel panel(&state);
        panel.resize(1000, 400);
        panel.setDocument(document);
        panel.show();
        QCOMPARE(panel.trouble(), QStringLiteral("No lines are recorded of this run."));
    }

    void aRunWhoseFilesAreNotThereSaysWhereTheyWereLookedFor()
    {
        support::ForeignRun run;
        views::RunInfo info;
        info.sourceRoot = QStringLiteral("/nowhere/at/all");
        const auto document = std::make_shared<views::RunDocument>(run.trace(), info);
        views::ViewState state;
        views::SourcePanel panel(&state);
        panel.resize(1000, 400);
        panel.setDocument(document);
        panel.show();
        state.setCursor({1s, 5});
        state.setSelectedTask(run.fetch());
        QCOMPARE(panel.trouble(),
                 QStringLiteral("pool.py was looked for in /nowhere/at/all and is not there."));
        QSignalSpy wanted(&panel, &views::SourcePanel::folderWanted);
        QTest::mouseClick(panel.findChild<QToolButton *>(QStringLiteral("findSources")),
                          Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QByteArray text("# pool\n");
        for (int i = 2; i <= 40; ++i)
            text += "line" + QByteArray::number(i) + '\n';
        const QString folder = m_folder.filePath(QStringLiteral("found"));
        write(folder + QStringLiteral("/pool.py"), text);
        panel.setFolder(folder);
        QCOMPARE(panel.trouble(), QString());
        QCOMPARE(tinted(panel.code()), QStringLiteral("line31"));
        // The file of who awaits it is still not there.
        const auto chain
            = views::linesOf(document->trace(), views::chainAt(document->model(), run.fetch(), 5));
        QCOMPARE(chain.size(), std::size_t(2));
        panel.showPlace(chain[1]);
        QVERIFY2(panel.trouble().startsWith(QStringLiteral("app.py was looked for in")),
                 qPrintable(panel.trouble()));
        panel.showPlace(chain[0]);
        QCOMPARE(tinted(panel.code()), QStringLiteral("line31"));
        QVERIFY(!panel.python()->isVisible());
        QVERIFY(panel.findChild<QWidget *>(QStringLiteral("sourceNoticeStrip"))->isVisible());
    }

    void aFileThatAPersonHasChosenStaysUntilTheyGoElsewhere()
    {
        support::ForeignRun run;
        const QString folder = m_folder.filePath(QStringLiteral("both"));
        for (const char *name : {"app", "pool"}) {
            QByteArray text;
            for (int i = 1; i <= 60; ++i)
                text += QByteArray(name) + QByteArray::number(i) + '\n';
            write(folder + u'/' + QString::fromLatin1(name) + QStringLiteral(".py"), text);
        }
        views::ViewState state;
        views::SourcePanel panel(&state);
        panel.resize(1000, 400);
        panel.setDocument(std::make_shared<views::RunDocument>(run.trace()), folder);
        panel.show();
        state.setCursor({1s, 5});
        state.setSelectedTask(run.fetch());
        auto *choice = panel.findChild<QComboBox *>(QStringLiteral("sourceFiles"));
        QVERIFY(choice->isVisible());
        QVERIFY(!panel.findChild<QWidget *>(QStringLiteral("sourceFile"))->isVisible());
        QCOMPARE(choice->count(), 2);
        QCOMPARE(choice->currentText(), QStringLiteral("pool.py"));
        QCOMPARE(choice->itemData(1, Qt::ToolTipRole).toString(), QStringLiteral("app.py"));
        QCOMPARE(tinted(panel.code()), QStringLiteral("pool31"));
        const auto shown = [&panel] { return lineOf(panel.code(), 0); };
        const auto chooseApp = [&] {
            choice->setCurrentIndex(1);
            Q_EMIT choice->activated(1);
        };
        chooseApp();
        QCOMPARE(shown(), QStringLiteral("app1"));
        // Its line there is told, and is not the one that it waits in.
        QCOMPARE(panel.code()->highlights().size(), std::size_t{1});
        QCOMPARE(panel.code()->highlights().front().line, 51);
        QCOMPARE(tinted(panel.code()), QString());
        state.setCursor({1s, 6});
        QCOMPARE(shown(), QStringLiteral("app1"));
        panel.goToLine();
        QCOMPARE(shown(), QStringLiteral("pool1"));
        chooseApp();
        panel.setFollowingCursor(false);
        QCOMPARE(shown(), QStringLiteral("app1"));
        panel.setFollowingCursor(true);
        QCOMPARE(shown(), QStringLiteral("pool1"));
        chooseApp();
        state.setSelectedTask(run.closer());
        state.setSelectedTask(run.fetch());
        QCOMPARE(shown(), QStringLiteral("pool1"));
        chooseApp();
        panel.setDocument(std::make_shared<views::RunDocument>(run.trace()), folder);
        QCOMPARE(shown(), QStringLiteral("pool1"));
    }

    void withoutARunThePanelSaysSo()
    {
        views::ViewState state;
        views::SourcePanel panel(&state);
        panel.resize(1000, 400);
        panel.show();
        QCOMPARE(panel.trouble(), QStringLiteral("There is no run yet."));
        const auto *find = panel.findChild<QToolButton *>(QStringLiteral("findSources"));
        QVERIFY(!find->isVisible());
        QVERIFY(find->property("framed").toBool());
        QVERIFY(panel.isFollowingCursor());
        for (const QLabel *label : panel.findChildren<QLabel *>()) {
            if (label->text() == panel.trouble())
                QVERIFY(label->wordWrap());
        }
    }

private:
    static void select(Program &program, const QString &label)
    {
        for (std::uint32_t i = 0; i < program.rows().taskCount(); ++i) {
            if (program.rows().label(trace::TaskId{i}) == label)
                program.window.viewState()->setSelectedTask(trace::TaskId{i});
        }
    }

    QTemporaryDir m_folder;
};

PAINTING_TEST_MAIN(tst_Source)

#include "tst_source.moc"
