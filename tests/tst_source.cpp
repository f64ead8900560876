#include "app/workspace/workspace.h"
#include "engine/workloads/registry.h"
#include "tests/support/foreignrun.h"
#include "tests/support/paintingtest.h"
#include "tests/support/programwindow.h"
#include "views/source/codeview.h"
#include "views/source/linematch.h"
#include "views/source/sourcefiles.h"
#include "views/source/sourcepanel.h"

#include <QAction>
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
