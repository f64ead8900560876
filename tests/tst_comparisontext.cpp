#include "engine/scenario/seed.h"
#include "tests/support/foreignrun.h"
#include "tests/support/goldenrun.h"
#include "tests/support/scenariorun.h"
#include "tests/support/writtenrun.h"
#include "views/model/rundocument.h"
#include "views/words/comparisontext.h"

#include <QTest>

using namespace views;
using support::modelOf;
using support::scenarioRun;

namespace {

ComparisonText textOf(const RunModel &now, const RunModel &reference)
{
    return comparisonText(*compare(now, reference), now, reference);
}

/// "now | reference | difference" of the row \a what, or nothing.
QString rowOf(const ComparisonText &text, const QString &what)
{
    for (const ComparisonText::Part &part : text.parts) {
        for (const ComparisonText::Row &row : part.rows) {
            if (row.what == what)
                return QStringList{row.now, row.reference, row.difference}.join(
                    QStringLiteral(" | "));
        }
    }
    return {};
}

/// A run of one step that prints \a line.
RunModel printing(const char *line, trace::Outcome outcome = trace::Outcome::Done)
{
    return modelOf(support::goldenRun(
        "0\tTask-1\tcreated\tmain\n0\tTask-1\tresumed\t\n0\tTask-1\tfinished\t\n", line, outcome));
}

/// A run of one task, of so many steps and with a queue that holds so many items at most.
struct Short
{
    int steps = 1;
    std::uint32_t depth = 0;
    bool another = false; ///< a task, which never runs
    trace::Time end{0};
};

RunModel runOf(const Short &told)
{
    support::WrittenRun run;
    const trace::TaskId task = run.task("work");
    if (told.depth > 0)
        run.say(trace::Kind::Depth, run.object("queue", "q"), told.depth);
    for (int i = 1; i < told.steps; ++i)
        run.step(task, run.wait(trace::Reason::Yield));
    run.say(trace::Kind::Resumed, task).say(trace::Kind::Finished, task);
    if (told.another)
        run.task("another");
    run.now = told.end;
    run.say(trace::Kind::Ended, trace::Outcome::Done);
    return run.model();
}

} // namespace

class tst_ComparisonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalRunsAreCalledEqual()
    {
        const ComparisonText text = textOf(scenarioRun("queue"), scenarioRun("queue"));
        QCOMPARE(text.verdict, QStringLiteral("Equal: 96 steps, the same times, the same output."));
        QVERIFY(text.parting.isEmpty());
        QVERIFY(text.length.isEmpty());
        QCOMPARE(rowOf(text, QStringLiteral("Steps")), QStringLiteral("96 | 96 | 0"));
    }

    void whereTheyPartIsSaid()
    {
        const ComparisonText text
            = textOf(scenarioRun("queue"), scenarioRun("queue", QStringLiteral("--consumers 3")));
        QCOMPARE(text.verdict, QStringLiteral("They part in step 10, at 0.000 s."));
        QCOMPARE(text.length, QStringLiteral("12.0 s long, 2.0 s shorter than the reference."));
        QCOMPARE(text.parting,
                 QStringLiteral("Steps 1 to 9 are the same. Here: Consumer 3 begins and prints a "
                                "line; then it sleeps for 3.0 s. In the reference: Consumer 2 "
                                "waits for an item in q."));
    }

    void whatIsMatchedByHandIsSaid()
    {
        const RunModel ten = scenarioRun("queue");
        const RunModel three = scenarioRun("queue", QStringLiteral("--consumers 3"));
        const auto taskOf = [](const RunModel &model, const QString &label) {
            std::uint32_t task = 0;
            while (model.label(trace::TaskId{task}) != label)
                ++task;
            return trace::TaskId{task};
        };
        const std::vector<TaskMatch> byHand{{taskOf(ten, QStringLiteral("Consumer 9")),
                                             taskOf(three, QStringLiteral("Consumer 1"))},
                                            {taskOf(ten, QStringLiteral("Consumer 0"))}};
        const ComparisonText text
            = comparisonText(*compare(
                                 ten, three, [](double) { return true; }, byHand),
                             ten, three);
        QCOMPARE(rowOf(text, QStringLiteral("Consumer 9, with Consumer 1, by hand")),
                 QStringLiteral("12.000 s, cancelled | 14.000 s, cancelled | −2.000 s"));
        QVERIFY(!rowOf(text, QStringLiteral("Consumer 0, only in this run, by hand")).isEmpty());
        QVERIFY(!rowOf(text, QStringLiteral("Consumer 1, only in this run")).isEmpty());
    }

    void numbersComeWithTheirDifference()
    {
        const ComparisonText text
            = textOf(scenarioRun("queue"), scenarioRun("queue", QStringLiteral("--consumers 3")));
        QCOMPARE(rowOf(text, QStringLiteral("Length")),
                 QStringLiteral("12.000 s | 14.000 s | −2.000 s"));
        QCOMPARE(rowOf(text, QStringLiteral("Steps")), QStringLiteral("96 | 56 | +40"));
        QCOMPARE(rowOf(text, QStringLiteral("get")),
                 QStringLiteral("1:21.000 | 3.000 s | +1:18.000"));
        QCOMPARE(rowOf(text, QStringLiteral("q")), QStringLiteral("2 | 8 | −6"));
        QCOMPARE(rowOf(text, QStringLiteral("Consumer 1")),
                 QStringLiteral("12.000 s, cancelled | 14.000 s, cancelled | −2.000 s"));
        QCOMPARE(rowOf(text, QStringLiteral("Consumer 9, only in this run")),
                 QStringLiteral("12.000 s, cancelled | – | "));
        // What neither has is not listed, what both have alike is.
        QVERIFY(rowOf(text, QStringLiteral("Woken from outside")).isEmpty());
        QVERIFY(rowOf(text, QStringLiteral("Outcome")).isEmpty());
    }

    void aTaskTellsWhereItsTimeWent()
    {
        const ComparisonText text
            = textOf(scenarioRun("queue"), scenarioRun("queue", QStringLiteral("--consumers 3")));
        const auto &tasks = text.parts.back().rows;
        const auto own = std::find_if(tasks.begin(), tasks.end(), [](const auto &row) {
            return row.what == QLatin1String("Consumer 1");
        });
        QVERIFY(own != tasks.end());
        QStringList details;
        for (const ComparisonText::Row &row : own->details)
            details += QStringLiteral("%1 %2 %3").arg(row.what, row.now, row.reference);
        QCOMPARE(
            details,
            (QStringList{QStringLiteral("steps 6 10"), QStringLiteral("sleep 3.000 s 14.000 s"),
                         QStringLiteral("get 9.000 s 0 s")}));
    }

    void theRunThatGoesOnLongerIsSaid()
    {
        const ComparisonText text = textOf(printing("a"), scenarioRun("hello"));
        QVERIFY(text.parting.contains(QStringLiteral("In the reference: main")));
        const RunModel none = modelOf(trace::TraceBuilder().trace());
        QCOMPARE(textOf(printing("a"), none).parting,
                 QStringLiteral("Here: main begins; then it ends. In the reference: There are no "
                                "more steps."));
    }

    void whenAStepBeginsOrEndsIsSaid()
    {
        const ComparisonText begin = textOf(scenarioRun("executor"),
                                            scenarioRun("executor", QStringLiteral("--tick 0.2")));
        QVERIFY2(!begin.parting.isEmpty(), qPrintable(begin.verdict));
        const ComparisonText end
            = textOf(scenarioRun("chess", QStringLiteral("--mode sync")),
                     scenarioRun("chess", QStringLiteral("--mode sync --move 4")));
        QCOMPARE(end.verdict, QStringLiteral("They part in step 1, at 0.000 s."));
        QVERIFY2(end.parting.endsWith(QStringLiteral(
                     "It ends at 12:00:00.000 here, at 11:48:00.000 in the reference.")),
                 qPrintable(end.parting));
    }

    void thatRandomDrawsDifferIsSaidWhereARunIsKnownToDrawSome()
    {
        const auto run = [](std::vector<RunArgument> arguments, const char *title = "Queue") {
            RunInfo info;
            info.title = QLatin1String(title);
            info.arguments = std::move(arguments);
            return info;
        };
        const auto argument = [](const char *title, const char *value) {
            return RunArgument{QLatin1String(title), QLatin1String(value)};
        };
        const RunInfo now = run({argument("Consumers", "3"), argument("Seed", "444")});
        QCOMPARE(chanceText(now, now), QString());
        QCOMPARE(chanceText(now, run({argument("Consumers", "5"), argument("Seed", "444")})),
                 QStringLiteral("Another parameter moves the random draws: a part of the "
                                "difference may come from those."));
        QCOMPARE(chanceText(now, run({argument("Consumers", "3"), argument("Seed", "7")})),
                 QStringLiteral("Another seed gives other random draws: a part of the difference "
                                "may come from those."));
        // Of another program, or of one that draws none, nothing is claimed.
        QCOMPARE(chanceText(now, run({argument("Seed", "7")}, "Chain")), QString());
        QCOMPARE(chanceText(run({argument("Tasks", "3")}), run({argument("Tasks", "4")})),
                 QString());
        QCOMPARE(chanceText(now, run({})), QString());
    }

    void theScenariosThatDrawRandomNumbersHaveASeed()
    {
        const scenario::Parameter *seed = engine::findScenario("queue")->find("seed");
        QVERIFY(seed != nullptr);
        QCOMPARE(seed->title, std::string(scenario::SeedTitle));
        QVERIFY(engine::findScenario("lock")->find("seed") == nullptr);
    }

    void whatElseDiffersIsSaid()
    {
        QCOMPARE(textOf(printing("a\nb\n"), printing("a\nc\n")).verdict,
                 QStringLiteral("1 step, the same at the same times, but the output differs from "
                                "line 2 on."));
        QCOMPARE(textOf(printing("a"), printing("a", trace::Outcome::Failed)).verdict,
                 QStringLiteral("1 step, the same at the same times, but it ends otherwise."));
    }

    void whereOneDoesNotComeToItsEndThatIsSaidInPlaceOfTheLength()
    {
        const QString rude = QStringLiteral("--polite false");
        const ComparisonText text = textOf(support::scenarioRun("philosophers"),
                                           support::scenarioRun("philosophers", rude));
        QVERIFY2(text.length.startsWith(QStringLiteral("This run ends at "))
                     && text.length.endsWith(
                         QStringLiteral(" s, the reference comes to a deadlock at step 11.")),
                 qPrintable(text.length));
    }

    void ofARealClockTheOrderIsCompared()
    {
        const RunModel one = modelOf(support::ForeignRun().trace());
        const ComparisonText text = textOf(one, one);
        QCOMPARE(text.verdict,
                 QStringLiteral("Equal but for the times of a real clock: 3 steps in the same "
                                "order."));
        QCOMPARE(rowOf(text, QStringLiteral("pool.acquire")),
                 QStringLiteral("3.000 s | 3.000 s | 0"));
    }

    void theStepsBeforeThePartingAreCounted()
    {
        const auto parting = [](int one, int other) {
            return textOf(runOf({.steps = one}), runOf({.steps = other})).parting;
        };
        QVERIFY(parting(1, 2).startsWith(QStringLiteral("Here: work begins")));
        QVERIFY(parting(2, 3).startsWith(QStringLiteral("Step 1 is the same. Here: ")));
        QVERIFY(parting(3, 4).startsWith(QStringLiteral("Steps 1 to 2 are the same. Here: ")));
    }

    void whatDiffersBesideTheStepsIsSaid()
    {
        const QString same = QStringLiteral("1 step, the same at the same times, but ");
        const RunModel plain = runOf({});
        const RunModel more = runOf({.another = true});
        QCOMPARE(textOf(plain, more).verdict,
                 same + QStringLiteral("tasks are missing that never ran."));
        QCOMPARE(textOf(more, plain).verdict,
                 same + QStringLiteral("tasks are missing that never ran."));
        const ComparisonText later = textOf(runOf({.end = trace::Time(1'000'000'000)}), plain);
        QCOMPARE(later.verdict, same + QStringLiteral("it ends at another time."));
        QCOMPARE(later.length, QStringLiteral("1.0 s long, 1.0 s longer than the reference."));
        const ComparisonText deeper = textOf(runOf({.depth = 3}), runOf({.depth = 1}));
        QCOMPARE(deeper.verdict, same + QStringLiteral("a queue is not as deep."));
        QCOMPARE(rowOf(deeper, QStringLiteral("q")), QStringLiteral("3 | 1 | +2"));
        QCOMPARE(textOf(plain, plain).verdict, QStringLiteral("Equal: 1 step, the same times."));
    }

    void aQueueThatOneRunDoesNotTellOfIsADash()
    {
        const RunModel plain = runOf({});
        const RunModel queue = runOf({.depth = 2});
        QCOMPARE(rowOf(textOf(queue, plain), QStringLiteral("q")), QStringLiteral("2 | – | "));
        QCOMPARE(rowOf(textOf(plain, queue), QStringLiteral("q")), QStringLiteral("– | 2 | "));
    }

    void aTaskThatOnlyTheReferenceHasIsListed()
    {
        const ComparisonText text = textOf(runOf({}), runOf({.another = true}));
        QCOMPARE(rowOf(text, QStringLiteral("another, only in the reference")),
                 QStringLiteral("– | 0 s, not ended | "));
        QCOMPARE(rowOf(text, QStringLiteral("Tasks")), QStringLiteral("1 | 2 | −1"));
    }
};

QTEST_APPLESS_MAIN(tst_ComparisonText)

#include "tst_comparisontext.moc"
