#include "engine/sync/gather.h"
#include "tests/support/modelrun.h"
#include "tests/support/randomprogram.h"
#include "tests/support/smallprograms.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/criticalpath.h"
#include "views/analysis/slack.h"
#include "views/words/pathtext.h"

#include <QTest>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::block;
using support::Deed;
using support::heldLoop;
using support::ModelRun;
using support::RandomProgram;
using support::sleepFor;
using trace::Kind;

namespace {

using engine::sleep;

Task<> longestOfThree()
{
    const TaskHandle<> a = createTask(sleepFor(1), {"a", {}});
    const TaskHandle<> b = createTask(sleepFor(3), {"b", {}});
    const TaskHandle<> c = createTask(sleepFor(2), {"c", {}});
    co_await a;
    co_await b;
    co_await c;
}

/// The gather, of which only the last to end is recorded as its waker, is followed by more.
Task<> gatherThenSleep()
{
    const std::vector<TaskHandle<>> both
        = {createTask(sleepFor(1), {"a", {}}), createTask(sleepFor(3), {"b", {}})};
    co_await engine::gather(both);
    co_await sleep(5);
}

Task<> produce(engine::Queue<int> &queue)
{
    co_await sleep(2);
    queue.putNowait(1);
    co_await sleep(1);
}

Task<> consume(engine::Queue<int> &queue)
{
    co_await sleep(2.5);
    co_await queue.get(); // is there already
    co_await sleep(4);
}

Task<> producerAndConsumer()
{
    engine::Queue<int> queue("q", 0);
    const TaskHandle<> p = createTask(produce(queue), {"producer", {}});
    const TaskHandle<> c = createTask(consume(queue), {"consumer", {}});
    co_await p;
    co_await c;
}

/// Leaves of all who take from a queue the first: who gets what is not to depend on time.
void keepOneTaker(RandomProgram &program)
{
    std::array<std::optional<std::size_t>, 2> takers;
    for (std::size_t task = 0; task < program.tasks.size(); ++task) {
        for (const Deed &deed : program.tasks[task]) {
            if (deed.kind == Deed::Kind::Get && !takers[deed.queue])
                takers[deed.queue] = task;
        }
        std::erase_if(program.tasks[task], [&](const Deed &deed) {
            return deed.kind == Deed::Kind::Get && takers[deed.queue] != task;
        });
    }
}

/// The slack of each sleep of the task called \a label.
std::vector<trace::Time> slackOfSleeps(const ModelRun &run, trace::TaskId task)
{
    const Slack slack = slackOf(run.model, run.model.records());
    std::vector<trace::Time> all;
    const TaskTrack &track = run.model.track(task);
    for (std::size_t i = 0; i < track.size(); ++i) {
        if (track.state(i) == State::Sleeping)
            all.push_back(slack.of(run.model, {task, i}).value_or(-1s));
    }
    return all;
}
std::vector<trace::Time> slackOfSleeps(const ModelRun &run, const char *label)
{
    return slackOfSleeps(run, run.task(QLatin1String(label)));
}

using Times = std::vector<trace::Time>;

} // namespace

class tst_Slack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoEndsBeforeTheLongestCouldTakeLonger()
    {
        const ModelRun run(longestOfThree);
        QCOMPARE(slackOfSleeps(run, "a"), Times{2s});
        QCOMPARE(slackOfSleeps(run, "b"), Times{0s});
        QCOMPARE(slackOfSleeps(run, "c"), Times{1s});
    }
    void whoIsGatheredIsNeededWhenTheGatherEnds()
    {
        const ModelRun run(gatherThenSleep);
        QCOMPARE(slackOfSleeps(run, "a"), Times{2s});
        QCOMPARE(slackOfSleeps(run, "b"), Times{0s});
        QCOMPARE(slackOfSleeps(run, "Task-1"), Times{0s});
    }
    void anItemIsNeededWhenItIsTaken()
    {
        const ModelRun run(producerAndConsumer);
        // The first may be put half a second later; what comes then has time until the end.
        QCOMPARE(slackOfSleeps(run, "producer"), (Times{500ms, 3500ms}));
        QCOMPARE(slackOfSleeps(run, "consumer"), (Times{0s, 0s}));
    }
    void whoCameLateCouldHaveSleptUntilThen()
    {
        const ModelRun run(heldLoop);
        QCOMPARE(slackOfSleeps(run, "late"), Times{4s});
    }
    void tasksHaveTheLeastOfWhatTakesTimeOfItsOwn()
    {
        const ModelRun run(longestOfThree);
        const Slack slack = slackOf(run.model, run.model.records());
        QCOMPARE(slack.steps.size(), std::size_t(run.model.steps().steps()));
        QCOMPARE(slack.tasks.size(), run.model.taskCount());
        QCOMPARE(*std::min_element(slack.steps.begin(), slack.steps.end()), trace::Time{0});
        const auto of = [&](const char *label) {
            return slack.tasks[static_cast<std::size_t>(run.task(QLatin1String(label)))];
        };
        QCOMPARE(of("a"), trace::Time{2s});
        QCOMPARE(of("b"), trace::Time{0});
        QCOMPARE(of("Task-1"), trace::Time{-1}); // only waits for others
        QVERIFY(slackOf(run.model, 0).steps.empty());
        QCOMPARE(slackOf(run.model, 1).tasks.front(), trace::Time{-1});
    }
    void whereATaskHasTheLeastIsSaid()
    {
        const ModelRun run(producerAndConsumer);
        const trace::TaskId producer = run.task(QStringLiteral("producer"));
        const Slack slack = slackOf(run.model, run.model.records());
        QCOMPARE(
            slack.tightest.at(static_cast<std::size_t>(producer)),
            run.model.track(producer).record(run.step(QStringLiteral("producer"), 0).index + 1));
        const auto section
            = slackSection(run.model, slack, {producer, run.model.track(producer).size() - 4});
        QCOMPARE(section.heading, QStringLiteral("How much longer it could have taken"));
        QCOMPARE(section.rows.at(0).what, QStringLiteral("Sleeping for 1.0 s"));
        QCOMPARE(section.rows.at(0).value, QStringLiteral("3.5 s"));
        QVERIFY2(
            section.rows.at(1).what.contains(QStringLiteral("Sleeping for 2.0 s, from 0.000 s on")),
            qPrintable(section.rows.at(1).what));
        QCOMPARE(section.rows.at(1).value, QStringLiteral("500 ms"));
        QVERIFY(section.note.startsWith(QStringLiteral("So much longer, and the run would have ")));
        const auto path = criticalPath(run.model, run.model.records());
        QVERIFY(othersText(run.model, path, slack).endsWith(QStringLiteral("</a> by 500 ms")));
        const InspectionPage page = pathPage(run.model, path, slack);
        QCOMPARE(page.sections.back().heading, QStringLiteral("What could have taken longer"));
        QCOMPARE(page.sections.back().rows.front().value, QStringLiteral("by 500 ms"));
    }
    void thePathHasNone_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 60; ++seed)
            QTest::addRow("program %u", seed) << seed;
    }
    void thePathHasNone()
    {
        QFETCH(const quint32, seed);
        const RandomProgram program(seed);
        const ModelRun run([&program] { return mainOf(program); });
        const Slack slack = slackOf(run.model, run.model.records());
        for (const PathPart &part : criticalPath(run.model, run.model.records())) {
            const SegmentRef segment{part.task,
                                     run.model.track(part.task).segmentAfter(part.record + 1)};
            QCOMPARE(slack.of(run.model, segment).value_or(0s), trace::Time{0});
        }
    }
    void aSleepThatTakesLongerByItsSlackDoesNotMoveTheEnd_data() { thePathHasNone_data(); }
    void aSleepThatTakesLongerByItsSlackDoesNotMoveTheEnd()
    {
        QFETCH(const quint32, seed);
        RandomProgram program(seed);
        keepOneTaker(program);
        const ModelRun run([&program] { return mainOf(program); });
        if (run.run.outcome() != trace::Outcome::Done)
            return;
        const bool burns = std::any_of(
            program.tasks.begin(), program.tasks.end(), [](const std::vector<Deed> &deeds) {
                return std::any_of(deeds.begin(), deeds.end(),
                                   [](const Deed &deed) { return deed.kind == Deed::Kind::Burn; });
            });
        for (std::size_t task = 0; task < program.tasks.size(); ++task) {
            const auto slack
                = slackOfSleeps(run, trace::TaskId{static_cast<std::uint32_t>(task + 1)});
            std::size_t number = 0;
            for (Deed &deed : program.tasks[task]) {
                if (deed.kind != Deed::Kind::Sleep)
                    continue;
                const trace::Time own = slack.at(number++);
                const double before = deed.seconds;
                // Not at the same instant as something else.
                deed.seconds
                    = before + std::max(0.0, std::chrono::duration<double>(own).count() - 1e-6);
                const ModelRun longer([&program] { return mainOf(program); });
                deed.seconds = before;
                QCOMPARE(longer.run.outcome(), trace::Outcome::Done);
                QVERIFY2(longer.model.end() <= run.model.end(),
                         qPrintable(QStringLiteral("task %1, sleep %2, slack %3 s, ends %4 s later")
                                        .arg(task)
                                        .arg(number - 1)
                                        .arg(std::chrono::duration<double>(own).count())
                                        .arg(std::chrono::duration<double>(longer.model.end()
                                                                           - run.model.end())
                                                 .count())));
                m_sleeps += own > 0s ? 1 : 0;
            }
        }
        m_burns += burns ? 1 : 0;
    }
    void theProgramsHadSomethingToTell()
    {
        QVERIFY2(m_sleeps > 30, qPrintable(QString::number(m_sleeps)));
        QVERIFY(m_burns > 10);
    }
    void whatStepsOfTwoLoopsDoAtOnceIsNotTakenForThatOfOne()
    {
        support::WrittenRun run;
        const auto taskOf = [&run](const char *loop) {
            trace::TaskInfo info;
            info.loop = run.builder.text(loop);
            const trace::TaskId task = run.builder.add(info);
            run.say(Kind::Created, task, trace::TaskId::None);
            return task;
        };
        const trace::TaskId puts = taskOf("one");
        const trace::TaskId takes = taskOf("two");
        const trace::ObjectId queue = run.object("queue", "q");
        const auto at = [&run](trace::Time time) -> support::WrittenRun & {
            run.now = time;
            return run;
        };
        at(1000ms).say(Kind::Resumed, puts);
        at(1010ms).say(Kind::Resumed, takes);
        at(1020ms).say(Kind::Depth, queue, 1U);
        at(1030ms).say(Kind::Depth, queue, 0U);
        at(1040ms).say(Kind::Finished, puts);
        at(1090ms).say(Kind::Finished, takes);
        const RunModel model = run.model();
        // What is put could be put as late as it is taken, and not at the end of all.
        QCOMPARE(slackOf(model, model.records()).steps, (std::vector<trace::Time>{10ms, 0ms}));
        // The same where one of the steps has not ended.
        const std::size_t soFar = model.records() - 1;
        QCOMPARE(slackOf(model, soFar).steps, (std::vector<trace::Time>{0ms, 0ms}));
    }
    void whatAStepDoesBeforeAnotherWithinItIsItsOwn()
    {
        support::WrittenRun run;
        const trace::TaskId takes = run.task("takes");
        const trace::TaskId puts = run.task("puts");
        const trace::ObjectId queue = run.object("queue", "q");
        const auto wake = [&run](trace::TaskId task, trace::Time time) -> support::WrittenRun & {
            run.now = time;
            return run.say(Kind::Ready, task, trace::Waker::Timer).say(Kind::Resumed, task);
        };
        run.step(takes, run.wait(trace::Reason::Sleep, 2'000'000'000));
        run.say(Kind::Resumed, puts).say(Kind::Depth, queue, 1U);
        const trace::TaskId eager = run.task("eager", puts);
        run.say(Kind::Resumed, eager).say(Kind::Finished, eager);
        run.say(Kind::Finished, puts);
        wake(takes, 2s).say(Kind::Depth, queue, 0U);
        run.say(Kind::Suspended, takes, run.wait(trace::Reason::Sleep, 3'000'000'000));
        wake(takes, 5s).say(Kind::Finished, takes);
        const RunModel model = run.model();
        const Slack slack = slackOf(model, model.records());
        QCOMPARE(slack.steps[1], trace::Time(2s));
        QCOMPARE(slack.steps[3], trace::Time(0));
    }
    void aSleepThatTakesStillLongerMovesTheEnd()
    {
        // Sleeps alone: nothing is decided by who comes first.
        for (int longer = 0; longer < 3; ++longer) {
            RandomProgram program(1);
            program.tasks = {{{Deed::Kind::Sleep, 1, 0}, {Deed::Kind::Sleep, 2, 0}},
                             {{Deed::Kind::Sleep, 4.5, 0}},
                             {{Deed::Kind::Sleep, 0.25, 0}}};
            const ModelRun run([&program] { return mainOf(program); });
            const auto slack
                = slackOfSleeps(run, trace::TaskId{static_cast<std::uint32_t>(longer + 1)});
            Deed &deed = program.tasks[static_cast<std::size_t>(longer)].front();
            deed.seconds += std::chrono::duration<double>(slack.front()).count();
            const ModelRun same([&program] { return mainOf(program); });
            QCOMPARE(same.model.end(), run.model.end());
            deed.seconds += 0.001;
            const ModelRun more([&program] { return mainOf(program); });
            QCOMPARE(more.model.end(), run.model.end() + 1ms);
        }
    }

private:
    int m_sleeps = 0;
    int m_burns = 0;
};

QTEST_APPLESS_MAIN(tst_Slack)

#include "tst_slack.moc"
