#include "engine/workloads/registry.h"
#include "tests/support/driven.h"

#include <QTest>

#include <map>
#include <utility>

using namespace std::chrono_literals;
using engine::qt::ClockKind;
using engine::qt::RunSettings;
using std::chrono::steady_clock;
using support::Driven;
using trace::Kind;
using trace::Outcome;

namespace {

using Values = std::map<std::string, std::string>;

engine::ProgramMaker coresWith(const Values &values)
{
    scenario::Arguments arguments(*engine::findScenario("cores"));
    for (const auto &[name, value] : values)
        arguments.set(name, value);
    return engine::programMaker(arguments);
}

std::map<std::string, int> tasksOfLoops(const trace::Trace &trace)
{
    std::map<std::string, int> tasks;
    for (std::size_t i = 0; i < trace.tasks().size(); ++i)
        ++tasks[trace.text(trace.tasks()[i].loop)];
    return tasks;
}

RunSettings onTheWall()
{
    RunSettings settings;
    settings.clock = ClockKind::Real;
    return settings;
}

} // namespace

class tst_Cores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLoopThatOutgrowsTheTimeOfARecordEndsTheRunAsOneAloneDoes()
    {
        Driven run(coresWith({{"mode", "one"}, {"jobs", "300"}, {"work", "1000000"}}), {});
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Failed);
        QVERIFY(run.ending().outgrown);
        QVERIFY(run.lines().last().contains(QStringLiteral("job ")));
    }

    void inVirtualTimeNLoopsTakeAnNthOfTheTime()
    {
        Driven run(coresWith({{"loops", "4"}, {"parts", "1"}, {"work", "1"}}), {});
        QVERIFY(run.toEnd());
        const QStringList lines = run.lines();
        QCOMPARE(lines.filter(QStringLiteral("seconds")),
                 QStringList({QStringLiteral("8 jobs on one loop: 8.00 seconds"),
                              QStringLiteral("8 jobs on 4 loops: 2.00 seconds")}));
        QCOMPARE(lines.last(), QStringLiteral("4.00 times as fast"));
        const std::map<std::string, int> expected{{"", 1},       {"One loop", 9}, {"Loop 1", 3},
                                                  {"Loop 2", 3}, {"Loop 3", 3},   {"Loop 4", 3}};
        QCOMPARE(tasksOfLoops(run.trace()), expected);
    }

    void aJobGivesWayBetweenItsPartsOnly()
    {
        Driven whole(coresWith({{"mode", "one"}, {"parts", "1"}}), {});
        QVERIFY(whole.toEnd());
        QCOMPARE(whole.waits().filter(QStringLiteral("yield")), QStringList());
        Driven halves(coresWith({{"mode", "one"}, {"parts", "2"}}), {});
        QVERIFY(halves.toEnd());
        QCOMPARE(halves.waits().filter(QStringLiteral("yield")).size(), 8);
    }

    void onlyWhatTookTimeOnBothIsCompared_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<qsizetype>("computations");
        QTest::newRow("one") << Values{{"mode", "one"}} << qsizetype{1};
        QTest::newRow("many") << Values{{"mode", "many"}} << qsizetype{1};
        QTest::newRow("no time") << Values{{"work", "0"}} << qsizetype{2};
    }
    void onlyWhatTookTimeOnBothIsCompared()
    {
        QFETCH(Values, values);
        QFETCH(qsizetype, computations);
        Driven run(coresWith(values), {});
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines().filter(QStringLiteral("seconds")).size(), computations);
        QCOMPARE(run.lines().filter(QStringLiteral("times as fast")), QStringList());
    }

    void loopsInThreadsAreOneTimeline()
    {
        Driven run(coresWith({{"loops", "3"}, {"jobs", "9"}, {"work", "0.005"}}), onTheWall());
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.lines().filter(QStringLiteral("done")).size(), 18);
        const auto &records = run.trace().records();
        std::map<Kind, int> counts;
        for (std::size_t i = 0; i < records.size(); ++i) {
            QVERIFY(i == 0 || records[i - 1].time() <= records[i].time());
            ++counts[records[i].kind()];
        }
        QCOMPARE(counts[Kind::Created], 1 + 10 + 3 * 4);
        QCOMPARE(counts[Kind::Finished], counts[Kind::Created]);
        QVERIFY(records[records.size() - 1].kind() == Kind::Ended);
        QVERIFY(records[records.size() - 1].time() >= 2 * 9 * 5ms / 2); // computed, not slept
    }

    void whatThreadsDoIsSeenWhileTheyDoIt()
    {
        Driven run(coresWith({{"mode", "one"}, {"jobs", "20"}, {"work", "2"}, {"parts", "1000"}}),
                   onTheWall());
        run.start();
        // More than what has been recorded when the thread is first looked at.
        QTRY_VERIFY_WITH_TIMEOUT(run.trace().records().size() > 500, 30'000);
        QVERIFY(!run.ended());
        run.stop();
        QCOMPARE(run.outcome(), Outcome::Stopped);
    }

    void aRunOfThreadsStopsAtOnce()
    {
        Driven run(coresWith({{"work", "1000000"}, {"parts", "1"}}), onTheWall());
        run.start();
        QTest::qWait(20);
        QVERIFY(!run.ended());
        const auto before = steady_clock::now();
        run.driver().requestStop();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Stopped);
        QVERIFY(steady_clock::now() - before < 2s);
    }

    void whileTheRunIsPausedItsThreadsDoNothing()
    {
        Driven run(coresWith({{"mode", "many"}, {"jobs", "2"}, {"work", "0.05"}, {"parts", "50"}}),
                   onTheWall());
        run.start();
        QTRY_VERIFY(run.trace().records().size() > 20);
        run.driver().pause();
        std::size_t records = 0;
        const auto hasComeToRest = [&run, &records] {
            const std::size_t before = std::exchange(records, run.trace().records().size());
            return records == before;
        };
        QTRY_VERIFY(hasComeToRest());
        QTest::qWait(50);
        QCOMPARE(run.trace().records().size(), records);
        run.driver().resume();
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        const auto &all = run.trace().records();
        for (std::size_t i = 1; i < all.size(); ++i)
            QVERIFY(all[i - 1].time() <= all[i].time());
    }
};

QTEST_GUILESS_MAIN(tst_Cores)
#include "tst_cores.moc"
