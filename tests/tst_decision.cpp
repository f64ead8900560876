#include "engine/run/print.h"
#include "engine/sync/lock.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/sync/yield.h"
#include "engine/task/createtask.h"
#include "engine/workloads/registry.h"
#include "tests/support/foreignrun.h"
#include "tests/support/modelrun.h"
#include "tests/support/scenariorun.h"
#include "tests/support/strings.h"
#include "views/analysis/decision.h"
#include "views/words/decisiontext.h"

#include <QTest>

#include <set>

using namespace views;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::ModelRun;
using support::strings;
using Kind = Decision::Kind;

namespace {

using engine::sleep;

using Queue = engine::Queue<int>;

Task<> sleepFor(double seconds)
{
    co_await sleep(seconds);
}

Task<> threeSleepers()
{
    const TaskHandle<> long1 = createTask(sleepFor(3), {"long", {}});
    const TaskHandle<> short1 = createTask(sleepFor(1), {"short", {}});
    const TaskHandle<> also = createTask(sleepFor(1), {"also short", {}});
    co_await long1;
    co_await short1;
    co_await also;
}

Task<> produce(Queue &queue)
{
    co_await sleep(2);
    queue.putNowait(1);
    co_await sleep(3);
    queue.putNowait(2);
}

Task<> consume(Queue &queue)
{
    co_await queue.get();
}

Task<> producerAndConsumers()
{
    Queue queue("q", 0);
    const TaskHandle<> first = createTask(consume(queue), {"first", {}});
    const TaskHandle<> second = createTask(consume(queue), {"second", {}});
    const TaskHandle<> producer = createTask(produce(queue), {"producer", {}});
    co_await first;
    co_await second;
    co_await producer;
}

Task<> hold(engine::Lock &lock)
{
    co_await lock.acquire();
    co_await sleep(1);
    lock.release();
}

Task<> threeWantALock()
{
    engine::Lock lock("door");
    const TaskHandle<> one = createTask(hold(lock), {"one", {}});
    const TaskHandle<> two = createTask(hold(lock), {"two", {}});
    const TaskHandle<> three = createTask(hold(lock), {"three", {}});
    co_await one;
    co_await two;
    co_await three;
}

Task<> say(std::string word, int turns)
{
    for (int i = 0; i < turns; ++i)
        co_await engine::yield();
    engine::print("{}", word);
}

Task<> twoSpeakers()
{
    const TaskHandle<> slow = createTask(say("late", 2), {"slow", {}});
    const TaskHandle<> quick = createTask(say("soon", 1), {"quick", {}});
    co_await slow;
    co_await quick;
}

Task<> alone()
{
    co_await sleep(1);
    co_await engine::yield();
}

/// What is decided after step number \a step, from 1, has ended.
std::optional<Decision> after(const RunModel &model, std::uint32_t step)
{
    return decisionAt(model, model.positionAfterStep(step).records);
}

QStringList choices(const RunModel &model, const Decision &decision)
{
    QStringList all;
    for (std::size_t i = 0; i < decision.choices.size(); ++i)
        all += choiceText(model, decision, i);
    return all;
}

Task<> sevenSpeakers()
{
    std::vector<TaskHandle<>> speakers;
    for (const char *word : {"a", "b", "c", "d", "e", "f", "g"})
        speakers.push_back(createTask(say(word, 0), {word, {}}));
    for (const TaskHandle<> &speaker : speakers)
        co_await speaker;
}

} // namespace

class tst_Decision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoStandsFirstInTheReadyQueueRunsNext()
    {
        const ModelRun run(threeSleepers);
        const auto decision = after(run.model, 1);
        QVERIFY(decision.has_value());
        QCOMPARE(decision->kind, Kind::NextStep);
        QCOMPARE(questionText(*decision), QStringLiteral("What runs next?"));
        QCOMPARE(questionDetail(run.model, *decision), QStringLiteral("3 tasks are ready."));
        QCOMPARE(choices(run.model, *decision), strings({"long", "short", "also short"}));
        QCOMPARE(decision->answerTask(), run.task(QStringLiteral("long")));
        QCOMPARE(verdictText(run.model, *decision, 0), QStringLiteral("Right: long runs next."));
        QCOMPARE(verdictText(run.model, *decision, 2), QStringLiteral("Not so: long runs next."));
        QCOMPARE(reasonTexts(run.model, *decision, 2),
                 strings({"The loop runs who stands first in the ready queue: long, short, also "
                          "short.",
                          "also short is number 3 there."}));
        QCOMPARE(reasonTexts(run.model, *decision, 0).size(), 1);
        QCOMPARE(storyTexts(run.model, *decision),
                 strings({"Step 2: long begins; then it sleeps for 3.0 s."}));
    }
    void whileNothingIsReadyTheFirstTimerDecides()
    {
        const ModelRun run(threeSleepers);
        const auto decision = after(run.model, 4);
        QVERIFY(decision.has_value());
        QCOMPARE(questionDetail(run.model, *decision),
                 QStringLiteral("Nothing is ready, and 3 tasks sleep."));
        QCOMPARE(decision->answerTask(), run.task(QStringLiteral("short")));
        QCOMPARE(reasonTexts(run.model, *decision, 0),
                 strings({"Nothing is ready: the loop sleeps until the first timer rings, that of "
                          "short at 1.000 s.",
                          "That of long rings at 3.000 s."}));
        QCOMPARE(reasonTexts(run.model, *decision, 2).last(),
                 QStringLiteral("That of also short rings at the same time, but was set later."));
    }
    void anItemGoesToTheFirstInLine()
    {
        const ModelRun run(producerAndConsumers);
        const auto decision = after(run.model, 4);
        QVERIFY(decision.has_value());
        QCOMPARE(decision->kind, Kind::Receiver);
        QCOMPARE(questionText(*decision), QStringLiteral("Who gets it?"));
        QCOMPARE(questionDetail(run.model, *decision),
                 QStringLiteral("producer runs and puts an item into q, for which 2 tasks wait."));
        QCOMPARE(choices(run.model, *decision), strings({"first", "second"}));
        QCOMPARE(decision->answerTask(), run.task(QStringLiteral("first")));
        QCOMPARE(verdictText(run.model, *decision, 1), QStringLiteral("Not so: first gets it."));
        QCOMPARE(reasonTexts(run.model, *decision, 1),
                 strings({"Who waits for q stands in line, and the first is served first: first, "
                          "second.",
                          "second is number 2 there."}));
        const QStringList story = storyTexts(run.model, *decision);
        QCOMPARE(story.size(), 2);
        QVERIFY(story[0].contains(QStringLiteral("producer puts an item into q")));
        QVERIFY(story[1].contains(QStringLiteral("first takes an item from q")));
        // One who waits alone gets it without a question.
        for (std::uint32_t step = decision->deciding + 1; step <= run.model.steps().steps(); ++step)
            QVERIFY(!after(run.model, step) || after(run.model, step)->kind != Kind::Receiver);
    }
    void aLockGoesToTheFirstInLine()
    {
        const ModelRun run(threeWantALock);
        const auto decision = after(run.model, 4);
        QVERIFY(decision.has_value());
        QCOMPARE(decision->kind, Kind::Receiver);
        QCOMPARE(questionDetail(run.model, *decision),
                 QStringLiteral("one runs and gives door free, for which 2 tasks wait."));
        QCOMPARE(choices(run.model, *decision), strings({"two", "three"}));
        QCOMPARE(decision->answerTask(), run.task(QStringLiteral("two")));
    }
    void theNextLineIsOneOfThoseThatCome()
    {
        const ModelRun run(twoSpeakers);
        std::optional<Decision> decision;
        for (std::uint32_t step = 1; step < run.model.steps().steps(); ++step) {
            const auto other = after(run.model, step);
            if (other && other->kind == Kind::NextLine)
                decision = other;
        }
        QVERIFY(decision.has_value());
        QCOMPARE(questionText(*decision), QStringLiteral("What is printed next?"));
        QCOMPARE(choices(run.model, *decision), strings({"late", "soon"}));
        QCOMPARE(verdictText(run.model, *decision, 0),
                 QStringLiteral("Not so: quick prints “soon”."));
        QVERIFY(!reasonTexts(run.model, *decision, 0).isEmpty());
    }
    void whereThereIsNoChoiceNothingIsAsked()
    {
        const ModelRun run(alone);
        for (std::size_t records = 0; records <= run.model.records(); ++records)
            QVERIFY(!decisionAt(run.model, records));
        QVERIFY(!nextDecision(run.model, 0, run.model.records()));
    }
    void whatComesFromOutsideIsNotAsked()
    {
        const support::ForeignRun run;
        const RunModel model = support::modelOf(run.trace());
        // Data on a descriptor wakes it for its second step.
        const auto decision = after(model, 1);
        QVERIFY(!decision || decision->answerTask() != run.fetch());
    }

    void everyAnswerIsWhatHappens_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const char *name : {"hello", "queue", "lock", "semaphore", "philosophers", "cancel",
                                 "chess", "condition", "tasks", "cores"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void everyAnswerIsWhatHappens()
    {
        QFETCH(const QString, scenario);
        const RunModel model = support::scenarioRun(scenario.toLatin1().constData());
        const auto &records = model.trace().records();
        const auto taskOf
            = [&](std::uint32_t step) { return records[model.steps().record(step)].task(); };
        int asked = 0;
        for (std::uint32_t step = 0; step <= model.steps().steps(); ++step) {
            const auto decision = after(model, step);
            if (!decision)
                continue;
            ++asked;
            QCOMPARE(decision->next, step);
            QVERIFY(decision->deciding >= step);
            QCOMPARE(taskOf(decision->deciding), decision->answerTask());
            std::set<trace::TaskId> tasks;
            for (const Decision::Choice &choice : decision->choices)
                QVERIFY(tasks.insert(choice.task).second);
            QVERIFY(tasks.size() > 1);
            for (const QString &text : reasonTexts(model, *decision, tasks.size() - 1))
                QVERIFY2(!text.contains(u'%') && text.endsWith(u'.'), qPrintable(text));
            if (decision->kind == Kind::NextStep) {
                QCOMPARE(decision->deciding, step);
            } else if (decision->kind == Kind::NextLine) {
                for (const std::uint32_t record : model.printed())
                    QVERIFY(record < decision->records
                            || record >= decision->choices[decision->answer].record);
            }
        }
        if (scenario == QLatin1String("queue"))
            QVERIFY(asked > 50);
    }
    void thePlacesOfDecisionsFollowEachOther()
    {
        const RunModel model = support::scenarioRun("queue");
        std::size_t from = 0;
        std::set<std::size_t> found;
        while (const auto place = nextDecision(model, from, model.records())) {
            QVERIFY(place->records > from);
            found.insert(from = place->records);
        }
        std::set<std::size_t> all;
        for (std::uint32_t step = 1; step <= model.steps().steps(); ++step) {
            if (after(model, step))
                all.insert(model.positionAfterStep(step).records);
        }
        QVERIFY(!all.empty());
        QCOMPARE(found, all);
    }
    void onlyTheWantedKindsAreAsked_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("next step") << Kind::NextStep;
        QTest::newRow("receiver") << Kind::Receiver;
        QTest::newRow("next line") << Kind::NextLine;
    }
    void onlyTheWantedKindsAreAsked()
    {
        QFETCH(const Kind, kind);
        const RunModel model = support::scenarioRun("queue");
        DecisionKinds alone{false, false, false};
        alone.set(kind, true);
        DecisionKinds others;
        others.set(kind, false);
        QVERIFY(alone.has(kind) && !others.has(kind));
        int asked = 0;
        std::size_t from = 0;
        while (const auto place = nextDecision(model, from, model.records(), alone)) {
            from = place->records;
            QCOMPARE(decisionAt(model, from, alone)->kind, kind);
            ++asked;
        }
        QVERIFY(asked > 0);
        from = 0;
        while (const auto place = nextDecision(model, from, model.records(), others)) {
            from = place->records;
            QVERIFY(decisionAt(model, from, others)->kind != kind);
        }
        QVERIFY(from > 0);
    }
    void theScoreIsSaid()
    {
        QCOMPARE(scoreText(7, 9), QStringLiteral("7 of 9 right"));
        QCOMPARE(scoreText(0, 0), QString());
    }
    void amongTwoThatAreReadyItIsAsked()
    {
        const ModelRun run(twoSpeakers);
        const auto decision = after(run.model, 1);
        QVERIFY(decision.has_value());
        QCOMPARE(decision->kind, Kind::NextStep);
        QCOMPARE(choices(run.model, *decision), strings({"slow", "quick"}));
        QCOMPARE(decision->answerTask(), run.task(QStringLiteral("slow")));
    }
    void whileAStepGoesOnNothingIsAsked()
    {
        const ModelRun run(threeSleepers);
        const std::size_t end = run.model.positionAfterStep(1).records;
        QVERIFY(end > 3);
        for (std::size_t records = run.model.steps().record(0) + 1; records < end; ++records)
            QVERIFY(!decisionAt(run.model, records));
    }
    void ofTheLinesToComeFourCanBeChosen()
    {
        const ModelRun run(sevenSpeakers);
        // main, a and b have run.
        const auto decision = after(run.model, 3);
        QVERIFY(decision.has_value());
        QCOMPARE(decision->kind, Kind::NextLine);
        QCOMPARE(choices(run.model, *decision), strings({"c", "d", "e", "f"}));
        QCOMPARE(decision->answerTask(), run.task(QStringLiteral("c")));
        QCOMPARE(decision->deciding, decision->next);
        QCOMPARE(after(run.model, 2)->kind, Kind::NextStep);
    }
    void aDecisionAtTheEndOfTheStretchIsFoundAndNoneBehindIt()
    {
        const ModelRun run(threeSleepers);
        const auto first = nextDecision(run.model, 0, run.model.records());
        QVERIFY(first.has_value());
        QVERIFY(nextDecision(run.model, 0, first->records) == first);
        QVERIFY(!nextDecision(run.model, 0, first->records - 1));
        const auto second = nextDecision(run.model, first->records, run.model.records());
        QVERIFY(second.has_value() && second->records > first->records);
    }
};

QTEST_GUILESS_MAIN(tst_Decision)

#include "tst_decision.moc"
