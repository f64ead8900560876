#include "engine/qt/rundriver.h"
#include "engine/workloads/registry.h"

#include <QSignalSpy>
#include <QTest>

#include <map>
#include <utility>

using namespace std::chrono_literals;
using engine::qt::ClockKind;
using engine::qt::RunDriver;
using engine::qt::RunSettings;
using std::chrono::steady_clock;
using trace::Kind;
using trace::Outcome;

namespace {

using Values = std::map<std::string, std::string>;

scenario::Arguments coresWith(const Values &values)
{
    scenario::Arguments arguments(*engine::findScenario("cores"));
    for (const auto &[name, value] : values)
        arguments.set(name, value);
    return arguments;
}

/// The scenario on its driver in this thread.
struct Driven
{
    std::shared_ptr<trace::Trace> trace = std::make_shared<trace::Trace>();
    RunDriver driver;
    QSignalSpy ended{&driver, &RunDriver::ended};

    Driven(const Values &values, const RunSettings &settings)
        : driver(engine::programMaker(coresWith(values)), settings, trace)
    {
        driver.start();
    }
    bool waitForTheEnd() { return !ended.isEmpty() || ended.wait(60'000); }
    Outcome outcome() const { return ended.at(0).at(0).value<trace::Ending>().outcome; }
    QStringList lines() const
    {
        QStringList lines;
        for (std::size_t i = 0; i < trace->lines().size(); ++i)
            lines.append(QString::fromStdString(trace->lines()[i].text));
        return lines;
    }
    std::map<std::string, int> tasksOfLoops() const
    {
        std::map<std::string, int> tasks;
        for (std::size_t i = 0; i < trace->tasks().size(); ++i)
            ++tasks[trace->text(trace->tasks()[i].loop)];
        return tasks;
    }
};

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
    void inVirtualTimeNLoopsTakeAnNthOfTheTime()
    {
        Driven run({{"loops", "4"}, {"parts", "1"}, {"work", "1"}}, {});
        QVERIFY(run.waitForTheEnd());
        const QStringList lines = run.lines();
        QCOMPARE(lines.filter(QStringLiteral("seconds")),
                 QStringList({QStringLiteral("8 jobs on one loop: 8.00 seconds"),
                              QStringLiteral("8 jobs on 4 loops: 2.00 seconds")}));
        QCOMPARE(lines.last(), QStringLiteral("4.00 times as fast"));
        const std::map<std::string, int> expected{{"", 1},       {"One loop", 9}, {"Loop 1", 3},
                                                  {"Loop 2", 3}, {"Loop 3", 3},   {"Loop 4", 3}};
        QCOMPARE(run.tasksOfLoops(), expected);
    }

    void loopsInThreadsAreOneTimeline()
    {
        Driven run({{"loops", "3"}, {"jobs", "9"}, {"work", "0.005"}}, onTheWall());
        QVERIFY(run.waitForTheEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.lines().filter(QStringLiteral("done")).size(), 18);
        const auto &records = run.trace->records();
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

    void aRunOfThreadsStopsAtOnce()
    {
        Driven run({{"work", "1000000"}, {"parts", "1"}}, onTheWall());
        QTest::qWait(20);
        QVERIFY(run.ended.isEmpty());
        const auto before = steady_clock::now();
        run.driver.requestStop();
        QVERIFY(run.waitForTheEnd());
        QCOMPARE(run.outcome(), Outcome::Stopped);
        QVERIFY(steady_clock::now() - before < 2s);
    }

    void whileTheRunIsPausedItsThreadsDoNothing()
    {
        Driven run({{"mode", "many"}, {"jobs", "2"}, {"work", "0.05"}, {"parts", "50"}},
                   onTheWall());
        QTRY_VERIFY(run.trace->records().size() > 20);
        run.driver.pause();
        std::size_t records = 0;
        const auto hasComeToRest = [&run, &records] {
            const std::size_t before = std::exchange(records, run.trace->records().size());
            return records == before;
        };
        QTRY_VERIFY(hasComeToRest());
        QTest::qWait(50);
        QCOMPARE(run.trace->records().size(), records);
        run.driver.resume();
        QVERIFY(run.waitForTheEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        const auto &all = run.trace->records();
        for (std::size_t i = 1; i < all.size(); ++i)
            QVERIFY(all[i - 1].time() <= all[i].time());
    }
};

QTEST_GUILESS_MAIN(tst_Cores)
#include "tst_cores.moc"
