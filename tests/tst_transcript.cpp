#include "app/session/tracefile.h"
#include "app/transcript/scriptoperation.h"
#include "app/transcript/taskscript.h"
#include "app/transcript/transcript.h"
#include "app/transcript/transcriptnames.h"
#include "engine/trace/steps.h"
#include "engine/trace/tracebuilder.h"
#include "engine/workloads/script/scriptexamples.h"
#include "tests/support/foreignrun.h"
#include "tests/support/scenariorun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fmt/format.h>
#include <map>

using support::append;
using support::modelOf;
using support::scenarioTrace;
using trace::Kind;
using namespace std::chrono_literals;
using TracePtr = std::shared_ptr<const trace::Trace>;

namespace {

TracePtr scriptTrace(const QString &script)
{
    scenario::Arguments arguments(*engine::findScenario("script"));
    arguments.set("program", script.toStdString());
    engine::VirtualClock clock;
    const auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(arguments), clock, *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return trace;
}

app::Transcript transcribed(const TracePtr &trace)
{
    return app::transcriptOf(modelOf(trace));
}

/// What the tasks did when, told apart by their order of creation: names, coroutines and the names
/// of exceptions may differ.
QStringList stepsOf(const trace::Trace &trace)
{
    std::map<QString, QString> names;
    const auto nameOf = [&names](const QString &name) {
        return names.try_emplace(name, QString::number(names.size())).first->second;
    };
    QStringList steps;
    for (const QString &row :
         QString::fromStdString(trace::stepsText(trace)).split(u'\n', Qt::SkipEmptyParts)) {
        QStringList fields = row.split(u'\t');
        fields[1] = nameOf(fields[1]);
        if (fields[2] == QLatin1String("created") || fields[2] == QLatin1String("failed"))
            fields[3].clear();
        else if (fields[3].startsWith(QLatin1String("task ")))
            fields[3] = QStringLiteral("task ") + nameOf(fields[3].mid(5));
        steps += fields.join(u' ');
    }
    return steps;
}

QString tasksOf(const app::Transcript &transcript)
{
    const QString begin = QStringLiteral("  \"tasks\": {\n");
    const auto from = transcript.script.indexOf(begin) + begin.size();
    return transcript.script.mid(from).chopped(7); // "\n  }\n}\n"
}

/// A run on the real clock, told record by record, with the times in microseconds.
class RealRun
{
public:
    RealRun()
    {
        trace::Metadata metadata;
        metadata.clock = trace::Metadata::Clock::Real;
        m_builder.setMetadata(metadata);
    }
    trace::TraceBuilder &builder() { return m_builder; }
    trace::TaskId task(const char *coroutine, trace::TaskId creator = trace::TaskId::None)
    {
        trace::TaskInfo info;
        info.number = ++m_tasks;
        info.coroutine = m_builder.text(coroutine);
        info.creator = creator;
        const trace::TaskId task = m_builder.add(info);
        tell(m_now, Kind::Created, task, creator);
        return task;
    }
    template <class Subject, class Argument = std::uint32_t>
    void tell(int us, Kind kind, Subject subject, Argument argument = {})
    {
        m_now = us;
        append(m_builder, std::chrono::microseconds(us), kind, subject, argument);
    }
    trace::WaitId wait(trace::Reason reason, std::int64_t amount = 0)
    {
        trace::Wait wait;
        wait.reason = reason;
        wait.amount = amount;
        return m_builder.add(wait);
    }
    app::Transcript transcript() { return transcribed(m_builder.trace()); }

private:
    trace::TraceBuilder m_builder;
    std::uint32_t m_tasks = 0;
    int m_now = 0;
};

} // namespace

class tst_Transcript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theScriptOfAScriptTakesTheSameSteps_data()
    {
        QTest::addColumn<QString>("script");
        // Of these the records do not say enough: as_completed(), more jobs than two, futures.
        const QStringList others{QStringLiteral("as-completed"), QStringLiteral("executor"),
                                 QStringLiteral("futures"), QStringLiteral("wait")};
        for (const engine::ScriptExample &example : engine::scriptExamples()) {
            const QString name
                = QString::fromUtf8(example.name.data(), qsizetype(example.name.size()));
            if (!others.contains(name))
                QTest::newRow(qPrintable(name))
                    << QString::fromUtf8(example.text.data(), qsizetype(example.text.size()));
        }
    }
    void theScriptOfAScriptTakesTheSameSteps()
    {
        QFETCH(QString, script);
        const TracePtr run = scriptTrace(script);
        QCOMPARE(stepsOf(*scriptTrace(transcribed(run).script)), stepsOf(*run));
    }

    void theScriptOfAScenarioTakesTheSameSteps_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("parameters");
        for (const char *name :
             {"hello", "rounds", "chain", "tasks", "agen", "chess", "tree", "timeout", "cancel",
              "queue", "lock", "semaphore", "event", "condition", "philosophers"}) {
            QFile table(QStringLiteral(COROSCOPE_GOLDEN "/%1.tsv").arg(QLatin1String(name)));
            QVERIFY2(table.open(QIODevice::ReadOnly), name);
            table.readLine();
            for (int i = 0; i < 8 && !table.atEnd(); ++i)
                QTest::addRow("%s %d", name, i)
                    << QString::fromLatin1(name)
                    << QString::fromUtf8(table.readLine()).section(u'\t', 0, 0);
        }
    }
    void theScriptOfAScenarioTakesTheSameSteps()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, parameters);
        const TracePtr run = scenarioTrace(qPrintable(scenario), parameters);
        QCOMPARE(stepsOf(*scriptTrace(transcribed(run).script)), stepsOf(*run));
    }

    void whatIsPrintedIsPrintedAgain()
    {
        const TracePtr run = scenarioTrace("hello");
        const TracePtr again = scriptTrace(transcribed(run).script);
        QStringList lines;
        for (std::size_t i = 0; i < again->lines().size(); ++i)
            lines += QString::fromStdString(again->lines()[i].text);
        QVERIFY(run->lines().size() > 1);
        for (std::size_t i = 0; i + 1 < run->lines().size(); ++i) // the last is of no task
            QVERIFY2(lines.contains(QString::fromStdString(run->lines()[i].text)),
                     run->lines()[i].text.c_str());
    }

    void aRunThatIsOpenedAgainIsTheSameScript()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("run.coroscope"));
        const TracePtr run = scenarioTrace("queue", QStringLiteral("--maxsize 2 --seed 3"));
        app::saveRun(*run, {}, trace::Ending{}, path);
        const app::TraceFile opened = app::readTraceFile(path, [] { return true; });
        QCOMPARE(transcribed(opened.trace).script, transcribed(run).script);
    }

    void whatSeveralDoStandsInOnePlaceAndCanBeDoneByMore()
    {
        const auto &examples = engine::scriptExamples();
        const auto workers = std::find_if(examples.begin(), examples.end(),
                                          [](const auto &one) { return one.name == "workers"; });
        const app::Transcript transcript = transcribed(
            scriptTrace(QString::fromUtf8(workers->text.data(), qsizetype(workers->text.size()))));
        QCOMPARE(tasksOf(transcript), QStringLiteral(R"(    "main": [
      ["spawn", "worker 1"], ["spawn", "worker 2"], ["spawn", "worker 3"],
      ["repeat", 7, [["put", "jobs", null]]], ["print", "all jobs are handed out"],
      ["join", "jobs"], ["cancel", "worker 1"], ["cancel", "worker 2"], ["cancel", "worker 3"],
      ["gather", ["worker 1", "worker 2", "worker 3"], true]
    ],
    "worker 1": [
      ["repeat", 1000, [["get", "jobs"], ["sleep", 10], ["done", "jobs"]]]
    ],
    "worker 2": "worker 1",
    "worker 3": "worker 1")"));

        QString more = transcript.script;
        more.replace(QStringLiteral("\"worker 3\": \"worker 1\""),
                     QStringLiteral("\"worker 3\": \"worker 1\", \"worker 4\": \"worker 1\""));
        more.replace(QStringLiteral("[\"spawn\", \"worker 3\"]"),
                     QStringLiteral("[\"spawn\", \"worker 3\"], [\"spawn\", \"worker 4\"]"));
        const TracePtr run = scriptTrace(more);
        QCOMPARE(run->records()[run->records().size() - 1].time(),
                 trace::Time(std::chrono::milliseconds(20))); // 7 jobs for 4, where 3 took 30
    }

    void whatCannotBeSaidStandsAtTheHead()
    {
        const app::Transcript transcript
            = transcribed(scenarioTrace("queue", QStringLiteral("--producers 1 --consumers 1")));
        QCOMPARE(transcript.notes.first(),
                 QStringLiteral("The items of queues are not recorded: null stands for each."));
        QVERIFY(transcript.script.startsWith(
            QStringLiteral("{\n  \"notes\": [\n    \"The items of queues")));
        for (const QString &note : transcript.notes)
            QVERIFY2(transcript.script.contains(u'"' + note + u'"'), qPrintable(note));
        QCOMPARE(transcribed(scriptTrace(QStringLiteral(R"({"tasks": {"main": [["sleep", 5]]}})")))
                     .notes,
                 QStringList());
    }

    void whatScriptsDoNotKnowIsSleptThroughAndNamedWithItsPlace()
    {
        const support::ForeignRun run;
        const app::Transcript transcript = transcribed(run.trace());
        QVERIFY2(!transcript.notes.filter(QStringLiteral("Scripts have no ")).isEmpty(),
                 qPrintable(transcript.notes.join(u'\n')));
        QVERIFY2(transcript.notes.first().contains(
                     QRegularExpression(QStringLiteral(": .+, in .+:\\d+\\."))),
                 qPrintable(transcript.notes.first()));
        QVERIFY(!scriptTrace(transcript.script)->records().empty());
    }

    void onTheRealClockWhatStepsComputeIsWrittenFromAMillisecondOn()
    {
        RealRun run;
        const trace::TaskId main = run.task("main");
        run.tell(10, Kind::Resumed, main);
        run.tell(310, Kind::Suspended, main, run.wait(trace::Reason::Sleep, 20'000'000));
        run.tell(21'500, Kind::Ready, main, trace::Waker::Timer);
        run.tell(21'600, Kind::Resumed, main);
        run.tell(26'703, Kind::Finished, main);
        run.tell(26'703, Kind::Ended, trace::Outcome::Done);
        const app::Transcript transcript = run.transcript();
        QCOMPARE(tasksOf(transcript),
                 QStringLiteral("    \"main\": [\n      [\"sleep\", 20], [\"burn\", 5.1]\n    ]"));
        QCOMPARE(transcript.notes,
                 QStringList(QStringLiteral("What steps compute in less than a millisecond, "
                                            "300 µs in all, takes no time.")));
    }

    void whatComesFromOutsideComesFromATaskOfItsOwn()
    {
        RealRun run;
        trace::TraceBuilder &builder = run.builder();
        const trace::ObjectId queue
            = builder.add(trace::Object{builder.text("queue"), builder.text("inbox")});
        trace::Wait get;
        get.reason = trace::Reason::QueueGet;
        get.what = static_cast<std::uint32_t>(queue);
        const trace::TaskId main = run.task("main");
        run.tell(0, Kind::Resumed, main);
        run.tell(0, Kind::Suspended, main, builder.add(get));
        run.tell(30'000, Kind::Depth, queue, 1U);
        run.tell(30'000, Kind::Ready, main, trace::Waker::External);
        run.tell(30'000, Kind::Resumed, main);
        run.tell(30'000, Kind::Depth, queue, 0U);
        run.tell(30'000, Kind::Finished, main);
        run.tell(30'000, Kind::Ended, trace::Outcome::Done);
        QCOMPARE(tasksOf(run.transcript()), QStringLiteral(R"(    "main": [
      ["spawn", "outside"], ["get", "inbox"]
    ],
    "outside": [
      ["sleep", 30], ["put", "inbox", null]
    ])"));
    }

    void aRecordingThatBreaksOffSaysSo()
    {
        RealRun run;
        const trace::TaskId main = run.task("main");
        run.tell(0, Kind::Resumed, main);
        run.tell(0, Kind::Suspended, main, run.wait(trace::Reason::Sleep, 1'000'000));
        const app::Transcript transcript = run.transcript();
        QCOMPARE(tasksOf(transcript),
                 QStringLiteral("    \"main\": [\n      [\"sleep\", 1]\n    ]"));
        QCOMPARE(transcript.notes,
                 QStringList(QStringLiteral("The recording breaks off before the program ends.")));
    }

    void whereReadingWasStoppedIsSaid()
    {
        RealRun run;
        const trace::TaskId main = run.task("main");
        run.tell(0, Kind::Resumed, main);
        run.tell(250'000, Kind::Suspended, main, run.wait(trace::Reason::Sleep, 1'000'000));
        QCOMPARE(app::transcriptOf(modelOf(run.builder().trace()), false).notes,
                 QStringList(QStringLiteral("The recording was read only up to 0.250 s; what comes "
                                            "then is left out.")));
    }

    void namesAreToldApart()
    {
        RealRun run;
        trace::TraceBuilder &builder = run.builder();
        const trace::TaskId main = run.task("main");
        run.tell(0, Kind::Resumed, main);
        for (int i = 0; i < 2; ++i) {
            trace::TaskInfo info;
            info.name = builder.text("a \"quoted\"\nname");
            info.creator = main;
            run.tell(0, Kind::Created, builder.add(info), main);
        }
        run.tell(0, Kind::Finished, main);
        run.tell(0, Kind::Ended, trace::Outcome::Done);
        const QString script = run.transcript().script;
        QVERIFY2(script.contains(QStringLiteral("\"a \\\"quoted\\\"")), qPrintable(script));
        QVERIFY2(script.contains(QStringLiteral("name 2\"")), qPrintable(script));
    }

    void eachOfManyGathersAwaitsWhatWasCreatedForIt()
    {
        QStringList tasks;
        QStringList body;
        for (int i = 0; i < 150; ++i) {
            QStringList awaited;
            for (int j = 0; j < 10; ++j) {
                awaited += QStringLiteral("\"%1\"").arg(10 * i + j);
                body += QStringLiteral("[\"spawn\", %1]").arg(awaited.last());
                tasks += awaited.last() + QStringLiteral(": [[\"sleep\", 1]]");
            }
            body += QStringLiteral("[\"gather\", [%1], false]").arg(awaited.join(u','));
        }
        const TracePtr run = scriptTrace(QStringLiteral("{\"tasks\": {\"main\": [%1], %2}}")
                                             .arg(body.join(u','), tasks.join(u',')));
        const app::Transcript transcript = transcribed(run);
        for (int i = 0; i < 150; ++i) {
            QStringList awaited;
            for (int j = 0; j < 10; ++j)
                awaited += QStringLiteral("\"%1\"").arg(10 * i + j);
            const QString gather
                = QStringLiteral("[\"gather\", [%1]").arg(awaited.join(QStringLiteral(", ")));
            QVERIFY2(transcript.script.contains(gather), qPrintable(gather));
        }
    }

    void whoHoldsMoreThanBlocksCanBeNestedTakesItWithoutThem()
    {
        QStringList objects;
        QStringList acquired;
        QStringList released;
        for (int i = 0; i < 100; ++i) {
            objects += QStringLiteral("\"%1\": [\"lock\"]").arg(i);
            acquired += QStringLiteral("[\"acquire\", \"%1\"]").arg(i);
            released.prepend(QStringLiteral("[\"release\", \"%1\"]").arg(i));
        }
        const QString script = QStringLiteral(
            "{\"objects\": {%1}, \"tasks\": {\"main\": [%2, [\"sleep\", 1], %3]}}");
        for (const QStringList &end : {released, {QStringLiteral("[\"sleep\", 2]")}}) {
            const TracePtr run
                = scriptTrace(script.arg(objects.join(u','), acquired.join(u','), end.join(u',')));
            QCOMPARE(stepsOf(*scriptTrace(transcribed(run).script)), stepsOf(*run));
        }
        // While it still runs.
        RealRun run;
        trace::TraceBuilder &builder = run.builder();
        const trace::TaskId main = run.task("main");
        run.tell(0, Kind::Resumed, main);
        for (int i = 0; i < 100; ++i) {
            const std::string name = std::to_string(i);
            run.tell(0, Kind::Acquired,
                     builder.add(trace::Object{builder.text("lock"), builder.text(name), 1}), main);
        }
        run.tell(0, Kind::Suspended, main, run.wait(trace::Reason::Sleep, 1'000'000));
        const TracePtr again = scriptTrace(run.transcript().script);
        int taken = 0;
        for (std::size_t i = 0; i < again->records().size(); ++i)
            taken += again->records()[i].kind() == Kind::Acquired ? 1 : 0;
        QCOMPARE(taken, 100);
    }

    // What follows takes minutes where each looks at all the others.
    void manyLinesInARowAreGoneThroughOnceAndWhatIsRepeatedBehindThemIsFound()
    {
        constexpr std::size_t Lines = 300'000;
        app::ScriptBlock block;
        for (std::size_t i = 0; i < Lines; ++i)
            block.push_back({fmt::format("\"print\", \"{}\"", i), {}, {}, {}});
        for (int i = 0; i < 5; ++i) {
            block.push_back({"\"print\", \"round\"", {}, {}, {}});
            block.push_back({"\"sleep\", 1", {}, {}, {}});
        }
        QCOMPARE(app::foldRepetitions(block), std::size_t{0});
        QCOMPARE(block.size(), Lines + 1);
        QCOMPARE(app::operationText(block.back()),
                 std::string(R"(["repeat", 5, [["print", "round"], ["sleep", 1]]])"));
    }

    void manyTasksOfOneNameAreToldApart()
    {
        RealRun run;
        trace::TraceBuilder &builder = run.builder();
        trace::TaskInfo info;
        info.name = builder.text("worker");
        const trace::TaskId main = run.task("main");
        for (int i = 0; i < 100'000; ++i)
            builder.add(info);
        const views::RunModel model = modelOf(builder.trace());
        app::TranscriptProgress progress;
        const app::RunReading reading(model.trace(), progress);
        const app::TranscriptNames names(model, reading, main);
        QCOMPARE(names.task(trace::TaskId{1}), std::string("\"worker\""));
        QCOMPARE(names.task(trace::TaskId{100'000}), std::string("\"worker 100000\""));
    }

    void aGatherOfManyAwaitsThemAll()
    {
        constexpr std::size_t Tasks = 300'000;
        RealRun run;
        const trace::TaskId main = run.task("main");
        run.tell(0, Kind::Resumed, main);
        for (std::size_t i = 0; i < Tasks; ++i)
            run.task("worker", main);
        run.tell(0, Kind::Suspended, main, run.wait(trace::Reason::Gather, Tasks));
        const TracePtr trace = run.builder().trace();
        app::TranscriptProgress progress;
        const app::RunReading reading(*trace, progress);
        QCOMPARE(reading.suspensions().front().awaited.size(), Tasks);
    }

    void eachOfManyGroupsHasItsOwnTasksAlsoWithinAnother()
    {
        constexpr std::size_t Groups = 150'000;
        RealRun run;
        const trace::TaskId main = run.task("main");
        const trace::WaitId group = run.wait(trace::Reason::TaskGroup);
        run.tell(0, Kind::Resumed, main);
        const trace::TaskId outer = run.task("outer", main);
        const auto waitFor = [&](trace::TaskId last) {
            run.tell(0, Kind::Suspended, main, group);
            run.tell(0, Kind::Resumed, last);
            run.tell(0, Kind::Finished, last);
            run.tell(0, Kind::Ready, main, last);
            run.tell(0, Kind::Resumed, main);
        };
        std::vector<trace::TaskId> inner;
        for (std::size_t i = 0; i < Groups; ++i) {
            inner.push_back(run.task("inner", main));
            waitFor(inner.back());
        }
        waitFor(outer);
        const TracePtr trace = run.builder().trace();
        app::TranscriptProgress progress;
        const app::RunReading reading(*trace, progress);
        QCOMPARE(reading.suspensions().size(), Groups + 1);
        for (std::size_t i = 0; i < Groups; ++i)
            QVERIFY(reading.suspensions()[i].awaited == std::vector{inner[i]});
        QVERIFY(reading.suspensions().back().awaited == std::vector{outer});
    }

    void ofAGroupThatFailsInItsBodyAllThatItCancelsAreKnown()
    {
        constexpr std::size_t Tasks = 300'000;
        RealRun run;
        const trace::TaskId main = run.task("main");
        std::vector<trace::TaskId> children;
        run.tell(0, Kind::Resumed, main);
        for (std::size_t i = 0; i < Tasks; ++i)
            children.push_back(run.task("worker", main));
        run.tell(0, Kind::Suspended, main, run.wait(trace::Reason::Sleep, 5'000'000));
        for (const trace::TaskId child : children)
            run.tell(1000, Kind::CancelRequested, child, trace::Waker::External);
        run.tell(1000, Kind::CancelRequested, main, trace::Waker::External);
        run.tell(1000, Kind::Ready, main, trace::Waker::External);
        for (const trace::TaskId child : children) {
            run.tell(1000, Kind::Resumed, child);
            run.tell(1000, Kind::Cancelled, child);
        }
        run.tell(1000, Kind::Resumed, main);
        run.tell(1000, Kind::Suspended, main, run.wait(trace::Reason::TaskGroup));
        const TracePtr trace = run.builder().trace();
        app::TranscriptProgress progress;
        const app::RunReading reading(*trace, progress);
        QVERIFY(reading.suspensions().back().awaited == children);
    }

    void aGroupThatCancelsManySinceItsBodyFailsIsToldByThat()
    {
        constexpr std::size_t Tasks = 80'000;
        RealRun run;
        const trace::TaskId main = run.task("main");
        const trace::TextId cancelled = run.builder().text("CancelledError");
        std::vector<trace::TaskId> children;
        run.tell(0, Kind::Resumed, main);
        for (std::size_t i = 0; i < Tasks; ++i)
            children.push_back(run.task("worker", main));
        for (const trace::TaskId child : children)
            run.tell(0, Kind::CancelRequested, child, main);
        run.tell(0, Kind::Suspended, main, run.wait(trace::Reason::TaskGroup));
        for (const trace::TaskId child : children) {
            run.tell(0, Kind::Resumed, child, cancelled);
            run.tell(0, Kind::Cancelled, child);
        }
        run.tell(0, Kind::Ready, main, children.back());
        run.tell(0, Kind::Resumed, main);
        run.tell(0, Kind::Finished, main);
        run.tell(0, Kind::Ended, trace::Outcome::Done);
        const QString script = run.transcript().script;
        QVERIFY(script.contains(QStringLiteral("[\"raise\", \"RuntimeError\"]")));
        QVERIFY(!script.contains(QStringLiteral("\"cancel\"")));
    }

    void whatIsDoneAgainAndAgainMayBeMoreThanAScriptHasOperations()
    {
        RealRun run;
        const trace::TaskId main = run.task("main");
        const trace::WaitId sleep = run.wait(trace::Reason::Sleep, 1'000'000);
        run.tell(0, Kind::Resumed, main);
        for (int i = 1; i <= 100'001; ++i) {
            run.tell(1000 * (i - 1), Kind::Suspended, main, sleep);
            run.tell(1000 * i, Kind::Ready, main, trace::Waker::Timer);
            run.tell(1000 * i, Kind::Resumed, main);
        }
        run.tell(100'001'000, Kind::Finished, main);
        run.tell(100'001'000, Kind::Ended, trace::Outcome::Done);
        QCOMPARE(
            tasksOf(run.transcript()),
            QStringLiteral("    \"main\": [\n      [\"repeat\", 100001, [[\"sleep\", 1]]]\n    ]"));
    }

    void aRunThatIsNoneIsRefused()
    {
        const TracePtr empty = std::make_shared<trace::Recorder>();
        QVERIFY_THROWS_EXCEPTION(app::TranscriptError, transcribed(empty));
        try {
            transcribed(empty);
        } catch (const app::TranscriptError &error) {
            QCOMPARE(
                QString::fromUtf8(error.what()),
                QStringLiteral("There is no task in the run of which a script could be made."));
        }
    }

    void whatIsHeldBeyondTheEndOfAGroupIsNoBlockInIt()
    {
        app::TaskScript script(1ms);
        script.beginGroup("\"group\"", 0s);
        script.hold("lock", "\"door\"", 1s);
        script.add({"\"sleep\", 10", {}, {}, 1s});
        script.endGroup("\"group\"");
        QVERIFY(!script.isInGroup("\"group\""));
        script.finish();
        const app::ScriptBlock block = script.take();
        QCOMPARE(block.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(app::operationText(block.front())),
                 QStringLiteral(
                     "[\"task_group\", \"group\", [[\"acquire\", \"door\"], [\"sleep\", 10]]]"));
    }

    void aRunThatIsTooLongForAScriptIsRefused()
    {
        RealRun run;
        const trace::TaskId main = run.task("main");
        run.tell(0, Kind::Resumed, main);
        for (int i = 0; i < 100'001; ++i) {
            run.tell(0, Kind::Suspended, main, run.wait(trace::Reason::Sleep, 1 + i));
            run.tell(0, Kind::Ready, main, trace::Waker::Timer);
            run.tell(0, Kind::Resumed, main);
        }
        run.tell(0, Kind::Ended, trace::Outcome::Stopped);
        try {
            run.transcript();
            QFAIL("it fits");
        } catch (const app::TranscriptError &error) {
            QCOMPARE(QString::fromUtf8(error.what()),
                     QStringLiteral("The run is too much for a script: a script may have up to "
                                    "100000 operations."));
        }
    }

    void howFarItHasComeIsToldAndItCanBeGivenUp()
    {
        RealRun run;
        const trace::TaskId main = run.task("main");
        run.tell(0, Kind::Resumed, main);
        const trace::WaitId wait = run.wait(trace::Reason::Sleep, 1);
        for (int i = 0; i < 20'000; ++i) {
            run.tell(0, Kind::Suspended, main, wait);
            run.tell(0, Kind::Ready, main, trace::Waker::Timer);
            run.tell(0, Kind::Resumed, main);
        }
        run.tell(0, Kind::Ended, trace::Outcome::Stopped);
        const views::RunModel model = modelOf(run.builder().trace());
        QList<double> shares;
        const auto upTo = [&](qsizetype most) {
            shares.clear();
            return [&shares, most](double share) {
                shares += share;
                return shares.size() < most;
            };
        };
        app::transcriptOf(model, true, upTo(1'000'000));
        const qsizetype all = shares.size();
        QVERIFY2(all > 30, qPrintable(QString::number(all)));
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QVERIFY(shares.first() == 0 && shares.last() > 0.8 && shares.last() <= 1);
        for (qsizetype most = 1; most < all; ++most) {
            QVERIFY_THROWS_EXCEPTION(app::TranscriptGivenUp,
                                     app::transcriptOf(model, true, upTo(most)));
            QCOMPARE(shares.size(), most);
        }
    }
};

QTEST_GUILESS_MAIN(tst_Transcript)
#include "tst_transcript.moc"
