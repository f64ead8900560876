#include "tests/support/foreignrun.h"
#include "tests/support/goldenrun.h"
#include "tests/support/scenariorun.h"
#include "views/analysis/comparison.h"
#include "views/words/sharetext.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <array>

using namespace std::chrono_literals;
using namespace views;
using support::modelOf;
using support::scenarioRun;
using trace::Kind;
using In = Comparison::Parting::In;

namespace {

QString goldenText(const QString &file)
{
    QFile in(QStringLiteral(COROSCOPE_GOLDEN "/%1").arg(file));
    return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
}

/// Writes a run by hand, on a virtual clock unless it is told otherwise.
struct Written
{
    trace::TraceBuilder builder;
    trace::Time now{0};

    explicit Written(trace::Metadata::Clock clock = trace::Metadata::Clock::Virtual)
    {
        trace::Metadata metadata;
        metadata.clock = clock;
        builder.setMetadata(metadata);
    }

    trace::TaskId task(const char *coroutine, const char *label = "", const char *name = "")
    {
        trace::TaskInfo info;
        info.number = *name == '\0' ? ++m_tasks : 0;
        info.name = textOf(name);
        info.coroutine = textOf(coroutine);
        info.label = textOf(label);
        const trace::TaskId id = builder.add(info);
        support::append(builder, now, Kind::Created, id, trace::Waker::None);
        return id;
    }
    /// A wait of a kind that is not ours, for \a object.
    trace::WaitId wait(const char *word, trace::ObjectId object = trace::ObjectId::None)
    {
        trace::Wait wait;
        wait.reason = builder.add(
            trace::WaitKind{.word = word, .what = trace::WaitsOn::Object, .inLine = true});
        wait.what = static_cast<std::uint32_t>(object);
        return builder.add(wait);
    }
    trace::ObjectId object(const char *kind, const char *name)
    {
        return builder.add(trace::Object{builder.text(kind), textOf(name)});
    }
    trace::WaitId sleep(trace::Time time)
    {
        trace::Wait wait;
        wait.reason = trace::Reason::Sleep;
        wait.amount = time.count();
        return builder.add(wait);
    }
    template <class Argument = std::uint32_t>
    Written &say(Kind kind, trace::TaskId task, Argument argument = {})
    {
        support::append(builder, now, kind, task, argument);
        return *this;
    }
    RunModel end(trace::Outcome outcome = trace::Outcome::Done)
    {
        support::append(builder, now, Kind::Ended, outcome);
        return modelOf(builder.trace());
    }

private:
    trace::TextId textOf(const char *text)
    {
        return *text == '\0' ? trace::TextId::Empty : builder.text(text);
    }

    std::uint32_t m_tasks = 0;
};

Comparison compared(const RunModel &now, const RunModel &reference)
{
    return *compare(now, reference);
}

/// A run of one task that does one thing in its second step.
template <class Do>
RunModel oneTask(Do does)
{
    Written run;
    const trace::TaskId task = run.task("work");
    const trace::WaitId wait = run.wait("frob", run.object("gadget", "g"));
    run.say(Kind::Resumed, task).say(Kind::Suspended, task, wait);
    run.now = 1s;
    run.say(Kind::Ready, task, trace::Waker::External);
    does(run, task);
    return run.end();
}

trace::TaskId taskOf(const RunModel &model, const char *label)
{
    for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
        if (model.label(trace::TaskId{i}) == QLatin1String(label))
            return trace::TaskId{i};
    }
    return trace::TaskId::None;
}

const Comparison::Waits &waitsOf(const Comparison &comparison, std::string_view word)
{
    return *std::find_if(comparison.waits.begin(), comparison.waits.end(),
                         [word](const Comparison::Waits &waits) { return waits.word == word; });
}

} // namespace

class tst_Comparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalRunsAreEqual()
    {
        const RunModel one = scenarioRun("queue");
        const RunModel other = scenarioRun("queue");
        const Comparison found = compared(one, other);
        QVERIFY(found.isEqual());
        QVERIFY(!found.parting);
        QVERIFY(!found.otherLine);
        QVERIFY(found.hasTimes);
        QCOMPARE(found.steps.now, std::size_t(96));
        QCOMPARE(found.matchedTasks, std::size_t(16));
        QVERIFY(found.tasksThatDiffer.empty());
        QVERIFY(found.wakes.areEqual());
    }

    void theSameProgramInCPythonIsEqual_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<QString>("outcome");
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            const QString name = QString::fromStdString(scenario.name);
            QStringList rows
                = goldenText(name + QStringLiteral("-index.tsv")).split(u'\n', Qt::SkipEmptyParts);
            if (rows.isEmpty())
                continue;
            rows.removeFirst();
            for (const QString &row : rows) {
                const QStringList fields = row.split(u'\t');
                QTest::newRow(qPrintable(fields[0])) << name << fields[0] << fields[1] << fields[7];
            }
        }
    }
    void theSameProgramInCPythonIsEqual()
    {
        QFETCH(const QString, scenario);
        QFETCH(const QString, run);
        QFETCH(const QString, parameters);
        QFETCH(const QString, outcome);
        QVERIFY(QDir::setCurrent(QStringLiteral(COROSCOPE_GOLDEN)));
        const RunModel here = scenarioRun(qPrintable(scenario), parameters);
        const RunModel there = modelOf(support::goldenRun(
            goldenText(run + QStringLiteral(".steps")).toStdString(),
            goldenText(run + QStringLiteral(".out")).toStdString(),
            outcome == QLatin1String("ok")             ? trace::Outcome::Done
                : outcome == QLatin1String("deadlock") ? trace::Outcome::Deadlocked
                                                       : trace::Outcome::Failed));
        for (const auto &[now, reference] : {std::pair(&here, &there), std::pair(&there, &here)}) {
            const Comparison found = compared(*now, *reference);
            QVERIFY2(!found.parting,
                     qPrintable(QStringLiteral("step %1 differs in %2")
                                    .arg(found.parting ? found.parting->step.now : 0)
                                    .arg(found.parting ? static_cast<int>(found.parting->in) : 0)));
            QCOMPARE(found.matchedTasks, here.taskCount());
            // The random texts of the items are masked in the golden data.
            QVERIFY(found.isEqual() || (scenario == QLatin1String("queue") && found.otherLine));
        }
    }

    void withMoreConsumersTheRunPartsWhereTheFirstOfThemBegins()
    {
        const RunModel ten = scenarioRun("queue");
        const RunModel three = scenarioRun("queue", QStringLiteral("--consumers 3"));
        const Comparison found = compared(ten, three);
        QVERIFY(!found.isEqual());
        QVERIFY((found.parting == Comparison::Parting{{9, 9}, In::Task}));
        QCOMPARE(found.length.now, trace::Time(12s));
        QCOMPARE(found.length.reference, trace::Time(14s));
        QCOMPARE(found.steps.now, std::size_t(96));
        QCOMPARE(found.steps.reference, std::size_t(56));
        QCOMPARE(found.matchedTasks, std::size_t(9));
        QCOMPARE(found.tasks.now, std::size_t(16));
        QCOMPARE(found.queues.size(), std::size_t(1));
        QCOMPARE(found.queues[0].peak.now, 2U);
        QCOMPARE(found.queues[0].peak.reference, 8U);
        const Comparison::Waits &gets = waitsOf(found, "queue.get");
        QCOMPARE(gets.time.now, trace::Time(81s));
        QCOMPARE(gets.time.reference, trace::Time(3s));
        const auto own = std::find_if(
            found.tasksThatDiffer.begin(), found.tasksThatDiffer.end(),
            [&](const TaskDifference &task) {
                return task.isMatched() && ten.label(task.task.now) == QLatin1String("Consumer 1");
            });
        QVERIFY(own != found.tasksThatDiffer.end());
        QCOMPARE(three.label(own->task.reference), QStringLiteral("Consumer 1"));
        QCOMPARE(own->times.now.end, trace::Time(12s));
        QCOMPARE(own->times.reference.end, trace::Time(14s));
        QVERIFY(own->times.now.how == State::Cancelled);
        const auto alone = [](const TaskDifference &task) { return !task.isMatched(); };
        QCOMPARE(std::count_if(found.tasksThatDiffer.begin(), found.tasksThatDiffer.end(), alone),
                 7);
    }

    void everyPairThatScenariosOfferDiffers_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            if (!scenario.variation.pair.empty())
                QTest::newRow(scenario.name.c_str()) << QByteArray(scenario.name.c_str());
        }
    }
    void everyPairThatScenariosOfferDiffers()
    {
        QFETCH(QByteArray, name);
        const scenario::Scenario &scenario = *engine::findScenario(name.toStdString());
        QVERIFY(scenario::Arguments::varied(scenario) != scenario::Arguments(scenario));
        const QString varied
            = QStringLiteral("--%1 %2").arg(QString::fromStdString(scenario.variation.parameter),
                                            QString::fromStdString(scenario.variation.value));
        QVERIFY(!compared(scenarioRun(name.constData()), scenarioRun(name.constData(), varied))
                     .isEqual());
    }

    void thePairsOfTheIssueAreOffered()
    {
        QStringList offered;
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            const scenario::Variation &variation = scenario.variation;
            if (!variation.pair.empty())
                offered += QString::fromStdString(scenario.name + ' ' + variation.parameter + ' '
                                                  + variation.value);
        }
        for (const char *pair :
             {"chess mode sync", "hello blocking true", "executor mode inline", "lock locked false",
              "philosophers polite false", "queue consumers 3"})
            QVERIFY2(offered.contains(QString::fromLatin1(pair)), pair);
    }

    void aTaskIsComparedWithTheOneThatAPersonNames()
    {
        const RunModel ten = scenarioRun("queue");
        const RunModel three = scenarioRun("queue", QStringLiteral("--consumers 3"));
        const std::array byHand{TaskMatch{taskOf(ten, "Consumer 9"), taskOf(three, "Consumer 1")},
                                TaskMatch{taskOf(ten, "Consumer 0"), trace::TaskId::None}};
        const Comparison found = *compare(
            ten, three, [](double) { return true; }, byHand);
        const Counterparts &others = found.counterparts;
        QCOMPARE(others.of(taskOf(ten, "Consumer 9")), taskOf(three, "Consumer 1"));
        QCOMPARE(others.of(taskOf(ten, "Consumer 0")), trace::TaskId::None);
        // Whose it was by its name has none now; the others are found as ever.
        QCOMPARE(others.of(taskOf(ten, "Consumer 1")), trace::TaskId::None);
        QCOMPARE(others.of(taskOf(ten, "Consumer 2")), taskOf(three, "Consumer 2"));
        QCOMPARE(found.matchedTasks, std::size_t(8));
        QCOMPARE(std::count_if(found.tasksThatDiffer.begin(), found.tasksThatDiffer.end(),
                               [](const TaskDifference &task) { return task.isByHand; }),
                 2);
    }

    void whatIsMatchedByHandIsListedThoughItIsTheSame()
    {
        const RunModel one = scenarioRun("queue");
        const RunModel other = scenarioRun("queue");
        const std::array byHand{TaskMatch{taskOf(one, "Producer 1"), taskOf(other, "Producer 1")}};
        const Comparison found = *compare(
            one, other, [](double) { return true; }, byHand);
        QVERIFY(found.isEqual());
        QCOMPARE(found.tasksThatDiffer.size(), std::size_t(1));
        QVERIFY(found.tasksThatDiffer[0].isByHand);
    }

    void anEqualRunWithCrossedTasksParts()
    {
        const RunModel one = scenarioRun("queue");
        const RunModel other = scenarioRun("queue");
        const std::array byHand{TaskMatch{taskOf(one, "Producer 0"), taskOf(other, "Producer 2")},
                                TaskMatch{taskOf(one, "Producer 2"), taskOf(other, "Producer 0")}};
        const Comparison found = *compare(
            one, other, [](double) { return true; }, byHand);
        QVERIFY(found.parting && found.parting->in == In::Task);
        QCOMPARE(found.matchedTasks, std::size_t(16));
    }

    void whatAStepDoesMakesTheDifference()
    {
        const Comparison hello = compared(scenarioRun("hello"),
                                          scenarioRun("hello", QStringLiteral("--blocking true")));
        QVERIFY(hello.parting.has_value());
        QCOMPARE(hello.longestStep.now, trace::Time{0});
        QVERIFY(hello.longestStep.reference >= trace::Time(1s));
        QVERIFY(hello.running.reference > hello.running.now);
    }

    void eachThingThatAStepCanDifferInIsNamed()
    {
        const RunModel plain = oneTask([](Written &run, trace::TaskId task) {
            run.say(Kind::Resumed, task).say(Kind::Finished, task);
        });
        const auto partsIn = [&plain](auto does) {
            const RunModel other = oneTask(does);
            const Comparison found = compared(other, plain);
            return found.parting && found.parting->step.now == 1 ? std::optional(found.parting->in)
                                                                 : std::nullopt;
        };
        QVERIFY(partsIn([](Written &, trace::TaskId) {}) == In::Over);
        QVERIFY(partsIn([](Written &run, trace::TaskId) {
                    const trace::TaskId other = run.task("other");
                    run.say(Kind::Resumed, other).say(Kind::Finished, other);
                })
                == In::Task);
        QVERIFY(partsIn([](Written &run, trace::TaskId task) {
                    run.now = 2s;
                    run.say(Kind::Resumed, task).say(Kind::Finished, task);
                })
                == In::Begin);
        QVERIFY(
            partsIn([](Written &run, trace::TaskId task) {
                run.say(Kind::Resumed, task, run.builder.text("OSError")).say(Kind::Finished, task);
            })
            == In::Thrown);
        QVERIFY(partsIn([](Written &run, trace::TaskId task) {
                    run.say(Kind::Resumed, task).say(Kind::Cancelled, task);
                })
                == In::What);
        QVERIFY(partsIn([](Written &run, trace::TaskId task) {
                    run.say(Kind::Resumed, task).say(Kind::Suspended, task, run.wait("frobnicate"));
                })
                == In::What);
        QVERIFY(partsIn([](Written &run, trace::TaskId task) {
                    run.say(Kind::Resumed, task);
                    run.now = 3s;
                    run.say(Kind::Finished, task);
                })
                == In::End);
    }

    void whatIsWaitedForIsComparedAsFarAsBothTellIt()
    {
        const auto waiting = [](auto wait) {
            return oneTask([&](Written &run, trace::TaskId task) {
                run.say(Kind::Resumed, task).say(Kind::Suspended, task, wait(run));
            });
        };
        const RunModel forG
            = waiting([](Written &run) { return run.wait("frob", run.object("gadget", "g2")); });
        const RunModel forH
            = waiting([](Written &run) { return run.wait("frob", run.object("gadget", "h")); });
        const RunModel forSomething = waiting([](Written &run) { return run.wait("frob"); });
        const RunModel forLonger = waiting([](Written &run) { return run.sleep(2s); });
        const RunModel forShorter = waiting([](Written &run) { return run.sleep(1s); });
        const RunModel forUntold = waiting([](Written &run) { return run.sleep(0s); });
        QVERIFY(compared(forG, forG).isEqual());
        QVERIFY((compared(forG, forH).parting == Comparison::Parting{{1, 1}, In::What}));
        QVERIFY(!compared(forG, forSomething).parting);
        QVERIFY((compared(forLonger, forShorter).parting == Comparison::Parting{{1, 1}, In::What}));
        QVERIFY(!compared(forLonger, forUntold).parting);
        QVERIFY((compared(forLonger, forG).parting == Comparison::Parting{{1, 1}, In::What}));
    }

    void anObjectWithoutNameIsMatchedByItsFirstUse()
    {
        const auto run = [](std::initializer_list<const char *> names,
                            std::initializer_list<std::size_t> waits) {
            Written written;
            std::vector<trace::ObjectId> objects;
            for (const char *name : names)
                objects.push_back(written.object("gadget", name));
            const trace::TaskId task = written.task("work");
            for (const std::size_t object : waits)
                written.say(Kind::Resumed, task)
                    .say(Kind::Suspended, task, written.wait("frob", objects[object]))
                    .say(Kind::Ready, task, trace::Waker::External);
            return written.end();
        };
        const RunModel named = run({"a", "b"}, {1, 0, 1});
        QVERIFY(compared(named, run({"", ""}, {0, 1, 0})).isEqual());
        QVERIFY(compared(run({"", ""}, {0, 1, 0}), named).isEqual());
        QVERIFY((compared(named, run({"", ""}, {0, 1, 1})).parting
                 == Comparison::Parting{{2, 2}, In::What}));
        QVERIFY((compared(named, run({"b", ""}, {1, 0, 1})).parting
                 == Comparison::Parting{{0, 0}, In::What}));
    }

    void tasksAreMatchedByNameThenByOrder()
    {
        Written one;
        const std::array ones
            = {one.task("work", "a"), one.task("work", "b"), one.task("work", "a"),
               one.task("rest"),      one.task("rest"),      one.task("serve", "", "front")};
        Written other;
        const std::array others
            = {other.task("rest"),      other.task("work", "a"), other.task("work", "c"),
               other.task("work", "a"), other.task("work", "a"), other.task("serve")};
        const Counterparts found = counterpartsOf(one.end(), other.end());
        QVERIFY(found.of(ones[0]) == others[1]);
        QVERIFY(found.of(ones[1]) == trace::TaskId::None);
        QVERIFY(found.of(ones[2]) == others[3]);
        QVERIFY(found.of(ones[3]) == others[0]);
        QVERIFY(found.of(ones[4]) == trace::TaskId::None);
        QVERIFY(found.of(ones[5]) == others[5]); // where one has no names, by order
    }

    void whoHasTheSameNameIsTheSameAlsoWithAnotherCoroutine()
    {
        Written one;
        const std::array ones
            = {one.task("shielded", "sleeper"), one.task("inner", "inner"), one.task("work", "a")};
        Written other;
        const std::array others = {other.task("swallowing", "sleeper"), other.task("work", "a"),
                                   other.task("sleep", "a")};
        const Counterparts found = counterpartsOf(one.end(), other.end());
        QVERIFY(found.of(ones[0]) == others[0]);
        QVERIFY(found.of(ones[1]) == trace::TaskId::None);
        QVERIFY(found.of(ones[2]) == others[1]);
    }

    void aNameCountsWithoutWhatItBelongsToAndNotWhenItOnlySaysTheKind()
    {
        const auto run = [](const char *first, const char *second) {
            Written written;
            const trace::TaskId task = written.task("work");
            for (const char *name : {first, second}) {
                written.say(Kind::Resumed, task)
                    .say(Kind::Suspended, task,
                         written.wait("frob", written.object("gadget", name)))
                    .say(Kind::Ready, task, trace::Waker::External);
            }
            return written.end();
        };
        const RunModel named = run("a", "b");
        QVERIFY(compared(named, run("self.a", "self.b")).isEqual());
        QVERIFY(compared(named, run("Gadget", "gadget")).isEqual());
        QVERIFY((compared(named, run("a", "c")).parting == Comparison::Parting{{1, 1}, In::What}));
    }

    void whatAsyncioDoesAtTheEndCountsWhereBothTellIt()
    {
        const auto run = [](bool shutdown) {
            Written written;
            const trace::TaskId task = written.task("main");
            written.say(Kind::Resumed, task).say(Kind::Finished, task);
            if (shutdown) {
                const trace::TaskId last = written.task("shutdown_asyncgens");
                written.say(Kind::Resumed, last).say(Kind::Finished, last);
            }
            return written.end();
        };
        const Comparison one = compared(run(true), run(false));
        QVERIFY(one.isEqual());
        QCOMPARE(one.steps.now, std::size_t(1));
        const Comparison both = compared(run(true), run(true));
        QVERIFY(both.isEqual());
        QCOMPARE(both.steps.now, std::size_t(2));
    }

    void aRunInWordsThatNobodyKnowsIsComparedToo()
    {
        const RunModel one = modelOf(support::ForeignRun().trace());
        const RunModel other = modelOf(support::ForeignRun().trace());
        const Comparison found = compared(one, other);
        QVERIFY(found.isEqual());
        QVERIFY(!found.hasTimes); // of a real clock
        QCOMPARE(waitsOf(found, "pool.acquire").time.now, trace::Time(3s));
        QCOMPARE(waitsOf(found, "pool.acquire").count.reference, std::size_t(2));
        QCOMPARE(found.wakes.now.byOthers, std::size_t(2));
    }

    void onARealClockTimesMakeNoDifference()
    {
        const auto run = [](trace::Time sleeps) {
            Written written(trace::Metadata::Clock::Real);
            const trace::TaskId task = written.task("work");
            written.say(Kind::Resumed, task).say(Kind::Suspended, task, written.sleep(1s));
            written.now = sleeps;
            written.say(Kind::Ready, task, trace::Waker::Timer).say(Kind::Resumed, task);
            written.now += 1ms;
            return written.say(Kind::Finished, task).end();
        };
        const Comparison found = compared(run(1001ms), run(1003ms));
        QVERIFY(found.isEqual());
        QVERIFY(found.tasksThatDiffer.empty());
        QVERIFY(!found.length.areEqual());
    }

    void theTimeOfATaskIsSharedOut()
    {
        Written run;
        const trace::TaskId task = run.task("work");
        run.now = 1s;
        run.say(Kind::Resumed, task);
        run.now = 3s;
        run.say(Kind::Suspended, task, run.wait("frob"));
        run.now = 6s;
        run.say(Kind::CancelRequested, task, trace::Waker::None);
        run.now = 7s;
        run.say(Kind::Ready, task, trace::Waker::External).say(Kind::Resumed, task);
        run.say(Kind::Suspended, task, run.sleep(1s));
        run.now = 8s;
        const RunModel model = run.end(trace::Outcome::Stopped);
        std::vector<std::size_t> kinds(model.trace().waitKindCount());
        for (std::size_t i = 0; i < kinds.size(); ++i)
            kinds[i] = i;
        RunTotals totals(model, kinds);
        QVERIFY(totals.read([](std::size_t) { return true; }));
        const TaskTimes times = totals.timesOf(task);
        QCOMPARE(times.ready, trace::Time(1s));
        QCOMPARE(times.running, trace::Time(2s));
        QCOMPARE(times.steps, std::size_t(2));
        QCOMPARE(times.end, trace::Time(8s));
        QVERIFY(!times.how);
        QCOMPARE(times.waits.size(), std::size_t(2));
        QCOMPARE(times.waits[0].time, trace::Time(4s));
        QCOMPARE(times.waits[1].time, trace::Time(1s));
        QCOMPARE(totals.longestStep(), trace::Time(2s));
    }

    void sumsBeyondWhatATimeCanTellAreTheMostThatItCan()
    {
        Written run;
        const auto wait = run.wait("frob");
        for (int i = 0; i < 80; ++i) {
            const trace::TaskId task = run.task("work");
            run.say(Kind::Resumed, task).say(Kind::Suspended, task, wait);
        }
        run.now = trace::Time{std::int64_t{1} << 57};
        const RunModel model = run.end(trace::Outcome::Stopped);
        RunTotals totals(model, std::vector<std::size_t>(model.trace().waitKindCount()));
        QVERIFY(totals.read([](std::size_t) { return true; }));
        QCOMPARE(totals.waits().front().time, trace::Time::max());
        const std::vector<Share> shares = sharesOfAll(model, {0s, model.end()});
        QCOMPARE(shares.size(), std::size_t(1));
        QCOMPARE(shares.front().time, trace::Time::max());
        QCOMPARE(shares.front().part, 1.0);
    }

    void anOtherLineIsFound()
    {
        const auto run = [](const char *second) {
            Written written;
            const trace::TaskId task = written.task("work");
            written.say(Kind::Resumed, task);
            for (const char *line : {"one", second})
                written.say(Kind::Printed, task, written.builder.addLine(line));
            return written.say(Kind::Finished, task).end();
        };
        const Comparison found = compared(run("two"), run("three"));
        QVERIFY(!found.parting);
        QVERIFY(found.otherLine == 1U);
        QVERIFY(!found.isEqual());
    }

    void itStopsWhenItIsNotWantedAnyMore()
    {
        const RunModel model = scenarioRun("queue");
        QVERIFY(!compare(model, model, [](double) { return false; }));
        double last = 0;
        QVERIFY(compare(model, model, [&last](double share) {
            const bool grows = share >= last && share <= 1;
            last = share;
            return grows;
        }));
        QVERIFY(last > 0);
    }

    void emptyRunsAreEqual()
    {
        const RunModel one = modelOf(trace::TraceBuilder().trace());
        QVERIFY(compared(one, one).isEqual());
    }

    void oneRunOnARealClockLeavesNoTimesToCompare()
    {
        const auto run = [](trace::Metadata::Clock clock) {
            Written written(clock);
            const trace::TaskId task = written.task("work");
            return written.say(Kind::Resumed, task).say(Kind::Finished, task).end();
        };
        const RunModel real = run(trace::Metadata::Clock::Real);
        const RunModel unreal = run(trace::Metadata::Clock::Virtual);
        QVERIFY(!compared(real, unreal).hasTimes);
        QVERIFY(!compared(unreal, real).hasTimes);
        QVERIFY(compared(unreal, unreal).hasTimes);
    }

    void runsAreEqualOnlyIfTheyEndAlikeAndHaveTheSameTasks()
    {
        const auto run = [](trace::Time end, trace::Outcome outcome, bool another) {
            Written written;
            const trace::TaskId task = written.task("work");
            written.say(Kind::Resumed, task).say(Kind::Finished, task);
            if (another)
                written.task("another"); // which never begins
            written.now = end;
            return written.end(outcome);
        };
        const RunModel plain = run(1s, trace::Outcome::Done, false);
        QVERIFY(compared(plain, run(1s, trace::Outcome::Done, false)).isEqual());
        for (const Comparison &found : {compared(plain, run(2s, trace::Outcome::Done, false)),
                                        compared(plain, run(1s, trace::Outcome::Stopped, false)),
                                        compared(plain, run(1s, trace::Outcome::Done, true)),
                                        compared(run(1s, trace::Outcome::Done, true), plain)}) {
            QVERIFY(!found.parting);
            QVERIFY(!found.isEqual());
        }
        const Comparison more = compared(run(1s, trace::Outcome::Done, true), plain);
        QCOMPARE(more.tasks.now, std::size_t(2));
        QCOMPARE(more.tasks.reference, std::size_t(1));
        QCOMPARE(more.matchedTasks, std::size_t(1));
    }

    void queuesAreComparedWhereBothRunsTellOfThem()
    {
        const auto run = [](const std::vector<std::uint32_t> &depths, bool second) {
            Written written;
            const trace::TaskId task = written.task("work");
            written.say(Kind::Resumed, task);
            const trace::ObjectId queue = written.object("queue", "q");
            for (const std::uint32_t depth : depths)
                support::append(written.builder, written.now, Kind::Depth, queue, depth);
            if (second)
                support::append(written.builder, written.now, Kind::Depth,
                                written.object("queue", "r"), 1U);
            return written.say(Kind::Finished, task).end();
        };
        const RunModel one = run({1, 2}, false);
        const RunModel more = run({1, 2}, true);
        const RunModel none = run({}, false);
        QVERIFY(compared(one, run({1, 2, 1}, false)).isEqual());
        QVERIFY(!compared(one, run({1, 2, 3}, false)).isEqual());
        QVERIFY(!compared(one, more).isEqual());
        QVERIFY(!compared(more, one).isEqual());
        QVERIFY(compared(one, none).isEqual());
        QVERIFY(compared(none, one).isEqual());
        const Comparison found = compared(one, more);
        QCOMPARE(found.queues.size(), std::size_t(2));
        QCOMPARE(found.queues[0].peak.now, 2U);
        QCOMPARE(found.queues[0].peak.reference, 2U);
        QCOMPARE(found.queues[1].object.now, trace::ObjectId::None);
        QCOMPARE(found.queues[1].peak.now, 0U);
        QCOMPARE(found.queues[1].peak.reference, 1U);
        const Comparison reversed = compared(more, one);
        QCOMPARE(reversed.queues.size(), std::size_t(2));
        QCOMPARE(reversed.queues[1].object.reference, trace::ObjectId::None);
        QCOMPARE(reversed.queues[1].peak.now, 1U);
    }

    void aRunThatPrintsMoreHasAnotherLineBehindTheOtherOnes()
    {
        const auto run = [](const std::vector<const char *> &lines) {
            Written written;
            const trace::TaskId task = written.task("work");
            written.say(Kind::Resumed, task);
            for (const char *line : lines)
                written.say(Kind::Printed, task, written.builder.addLine(line));
            return written.say(Kind::Finished, task).end();
        };
        const RunModel two = run({"one", "two"});
        const RunModel one = run({"one"});
        for (const Comparison &found : {compared(two, one), compared(one, two)}) {
            QVERIFY(!found.parting);
            QVERIFY(found.otherLine == 1U);
            QVERIFY(!found.isEqual());
        }
        QCOMPARE(compared(two, one).lines.now, std::size_t(2));
        QVERIFY(!compared(two, two).otherLine);
    }

    void aStepThatStillRunsDiffersFromOneThatHasEnded()
    {
        const RunModel running
            = oneTask([](Written &run, trace::TaskId task) { run.say(Kind::Resumed, task); });
        const RunModel ended = oneTask([](Written &run, trace::TaskId task) {
            run.say(Kind::Resumed, task).say(Kind::Finished, task);
        });
        QVERIFY(!compared(running, running).parting);
        QVERIFY((compared(running, ended).parting == Comparison::Parting{{1, 1}, In::What}));
        QVERIFY((compared(ended, running).parting == Comparison::Parting{{1, 1}, In::What}));
    }

    void whatIsThrownIsComparedByItsName()
    {
        const auto thrown = [](const char *name) {
            return oneTask([name](Written &run, trace::TaskId task) {
                run.say(Kind::Resumed, task, run.builder.text(name)).say(Kind::Finished, task);
            });
        };
        const auto failed = [](const char *name) {
            return oneTask([name](Written &run, trace::TaskId task) {
                run.say(Kind::Resumed, task).say(Kind::Failed, task, run.builder.text(name));
            });
        };
        const RunModel nothing = oneTask([](Written &run, trace::TaskId task) {
            run.say(Kind::Resumed, task).say(Kind::Finished, task);
        });
        const Comparison::Parting inThrown{{1, 1}, In::Thrown};
        const Comparison::Parting inWhat{{1, 1}, In::What};
        QVERIFY(compared(nothing, thrown("OSError")).parting == inThrown);
        QVERIFY(compared(thrown("OSError"), nothing).parting == inThrown);
        QVERIFY(compared(thrown("OSError"), thrown("ValueError")).parting == inThrown);
        QVERIFY(!compared(thrown("OSError"), thrown("OSError")).parting);
        QVERIFY(compared(failed("OSError"), failed("ValueError")).parting == inWhat);
        QVERIFY(!compared(failed("OSError"), failed("OSError")).parting);
    }

    void whatOneRunDoesNotTellOfAWaitMakesNoDifference()
    {
        const auto waiting = [](auto wait) {
            return oneTask([&](Written &run, trace::TaskId task) {
                run.say(Kind::Resumed, task).say(Kind::Suspended, task, wait(run));
            });
        };
        const RunModel forG
            = waiting([](Written &run) { return run.wait("frob", trace::ObjectId{0}); });
        const RunModel forSomething = waiting([](Written &run) { return run.wait("frob"); });
        const RunModel forLonger = waiting([](Written &run) { return run.sleep(2s); });
        const RunModel forUntold = waiting([](Written &run) { return run.sleep(0s); });
        QVERIFY(!compared(forG, forSomething).parting);
        QVERIFY(!compared(forSomething, forG).parting);
        QVERIFY(!compared(forUntold, forLonger).parting);
    }

    void onARealClockTheStepsAndTheEndOfATaskMakeADifference()
    {
        const auto run = [](int steps, Kind end) {
            Written written(trace::Metadata::Clock::Real);
            const trace::TaskId task = written.task("work");
            for (int i = 1; i < steps; ++i)
                written.say(Kind::Resumed, task)
                    .say(Kind::Suspended, task, written.sleep(1s))
                    .say(Kind::Ready, task, trace::Waker::Timer);
            return written.say(Kind::Resumed, task).say(end, task).end();
        };
        const RunModel plain = run(2, Kind::Finished);
        QVERIFY(compared(plain, run(2, Kind::Finished)).tasksThatDiffer.empty());
        QCOMPARE(compared(plain, run(3, Kind::Finished)).tasksThatDiffer.size(), std::size_t(1));
        QCOMPARE(compared(plain, run(2, Kind::Cancelled)).tasksThatDiffer.size(), std::size_t(1));
    }

    void itTellsHowFarItIsNowAndThenAndStopsAtAnyTime()
    {
        const RunModel model = scenarioRun("queue");
        std::vector<double> told;
        QVERIFY(compare(model, model, [&told](double share) {
            told.push_back(share);
            return true;
        }));
        QVERIFY(told.size() >= 3 && told.size() < 20);
        QVERIFY(told.front() <= 0.25);
        QVERIFY(told.back() < 1);
        for (std::size_t last = 1; last <= told.size(); ++last) {
            std::size_t asked = 0;
            QVERIFY(!compare(model, model, [&](double) { return ++asked < last; }));
        }
    }

    void tasksAreMatchedByTheNamesThatBothRunsGiveThem()
    {
        Written one;
        const std::array ones = {one.task("serve", "", "front"), one.task("serve", "", "back")};
        Written other;
        const std::array others
            = {other.task("serve", "", "back"), other.task("serve", "", "front")};
        const Counterparts found = counterpartsOf(one.end(), other.end());
        QVERIFY(found.of(ones[0]) == others[1]);
        QVERIFY(found.of(ones[1]) == others[0]);
    }

    void theKindInAnyLettersIsNoName()
    {
        const auto run = [](const char *name) {
            Written written;
            const trace::TaskId task = written.task("work");
            written.say(Kind::Resumed, task)
                .say(Kind::Suspended, task, written.wait("frob", written.object("az", name)));
            return written.end();
        };
        QVERIFY(!compared(run("AZ"), run("b")).parting);
        QVERIFY(compared(run("a"), run("b")).parting.has_value());
    }

    void whatIsFilledOrAcquiredFirstIsUsedFirst()
    {
        const auto say = [](Written &run, Kind kind, trace::ObjectId object, auto argument) {
            support::append(run.builder, run.now, kind, object, argument);
        };
        Written one;
        const trace::ObjectId a = one.object("queue", "a");
        const trace::ObjectId b = one.object("queue", "b");
        const trace::ObjectId k = one.object("lock", "k");
        const trace::ObjectId l = one.object("lock", "l");
        const trace::TaskId task = one.task("work");
        one.say(Kind::Resumed, task);
        say(one, Kind::Depth, a, 0U); // nothing has been put in yet
        say(one, Kind::Depth, b, 1U);
        say(one, Kind::Depth, a, 1U);
        say(one, Kind::Acquired, l, task);
        say(one, Kind::Acquired, k, task);
        Written other;
        std::vector<trace::ObjectId> others;
        for (const char *kind : {"queue", "queue", "lock", "lock"})
            others.push_back(other.object(kind, ""));
        const trace::TaskId same = other.task("work");
        other.say(Kind::Resumed, same);
        say(other, Kind::Depth, others[0], 1U);
        say(other, Kind::Depth, others[1], 1U);
        say(other, Kind::Acquired, others[2], same);
        say(other, Kind::Acquired, others[3], same);
        const Counterparts found = counterpartsOf(one.end(), other.end());
        QVERIFY(found.of(a) == others[1]);
        QVERIFY(found.of(b) == others[0]);
        QVERIFY(found.of(k) == others[3]);
        QVERIFY(found.of(l) == others[2]);
    }

    void whatATaskWaitedForIsSummedByItsKindTheFirstOneFirst()
    {
        Written run;
        const trace::TaskId task = run.task("work");
        const trace::TaskId other = run.task("other");
        const trace::WaitId frob = run.wait("frob");
        const trace::WaitId grab = run.wait("grab");
        const auto waits = [&](trace::WaitId wait, trace::Time time, auto waker) {
            run.say(Kind::Resumed, task).say(Kind::Suspended, task, wait);
            run.now += time;
            run.say(Kind::Ready, task, waker);
        };
        waits(frob, 4s, other);
        waits(grab, 0s, other); // does not last
        waits(run.sleep(1s), 1s, trace::Waker::Timer);
        waits(frob, 2s, trace::Waker::External);
        waits(grab, 8s, other);
        const RunModel model = run.end(trace::Outcome::Stopped);
        std::vector<std::size_t> kinds(model.trace().waitKindCount());
        for (std::size_t i = 0; i < kinds.size(); ++i)
            kinds[i] = i;
        RunTotals totals(model, kinds);
        QVERIFY(totals.read([](std::size_t) { return true; }));
        const TaskTimes times = totals.timesOf(task);
        QCOMPARE(times.waits.size(), std::size_t(3));
        QCOMPARE(times.waits[0].time, trace::Time(6s));
        QCOMPARE(times.waits[1].time, trace::Time(1s));
        QCOMPARE(times.waits[2].time, trace::Time(8s));
        QCOMPARE(totals.wakes().byTasks, std::size_t(3));
        QCOMPARE(totals.wakes().byTimers, std::size_t(1));
        QCOMPARE(totals.wakes().byOthers, std::size_t(1));
        const auto frobs = static_cast<std::size_t>(model.trace().wait(frob).reason);
        QCOMPARE(totals.waits()[frobs].count, std::size_t(2));
        QCOMPARE(totals.waits()[frobs].time, trace::Time(6s));
        RunTotals stopped(model, kinds);
        QVERIFY(!stopped.read([](std::size_t) { return false; }));
    }
};

QTEST_APPLESS_MAIN(tst_Comparison)

#include "tst_comparison.moc"
