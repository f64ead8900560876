#include "engine/run/loops.h"
#include "engine/run/print.h"
#include "engine/sync/sleep.h"
#include "tests/support/textlines.h"
#include "tests/support/virtualrun.h"

#include <QTest>

#include <utility>

using engine::Future;
using engine::Loops;
using engine::Task;
using support::programOf;
using support::textLines;
using support::VirtualRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

Task<> sleepAndPrint(double seconds)
{
    co_await sleep(seconds);
    engine::print("{} s", seconds);
}

Task<> fail()
{
    co_await sleep(1);
    throw engine::ValueError("no luck");
}

Task<> waitForEver()
{
    co_await Future<>();
}

Task<> giveWay(int times)
{
    for (int i = 0; i < times; ++i)
        co_await sleep(0);
}

Task<> waitForALoop(int times)
{
    Loops loops(1);
    auto program = programOf([times] { return giveWay(times); });
    co_await loops.run("loop", std::move(program));
}

Task<> twoLoops()
{
    Loops loops(2);
    const Future<> slow = loops.run("slow", programOf([] { return sleepAndPrint(3); }));
    const Future<> fast = loops.run("fast", programOf([] { return sleepAndPrint(2); }));
    co_await slow;
    co_await fast;
}

Task<> runAndTell(support::Main main)
{
    Loops loops(1);
    try {
        co_await loops.run("loop", programOf(std::move(main)));
    } catch (const engine::Error &error) {
        engine::print("{}: {}", error.name(), error.what());
    }
}

} // namespace

class tst_Loops : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inVirtualTimeLoopsRunSideBySide()
    {
        VirtualRun run(twoLoops);
        QCOMPARE(run.toEnd().lines(), textLines("2 s\n 3 s"));
        QStringList steps = run.steps();
        for (QString &step : steps)
            step = step.section(u' ', 1); // the turns are the loops' own
        QCOMPARE(steps, textLines(R"(
            0s Task-1 created twoLoops
            0s Task-1 resumed
            0s Task-1 suspended executor
            0s Task-2 created sleepAndPrint
            0s Task-2 resumed
            0s Task-2 suspended sleep 3000000000
            0s Task-3 created sleepAndPrint
            0s Task-3 resumed
            0s Task-3 suspended sleep 2000000000
            2s Task-3 resumed
            2s Task-3 finished
            3s Task-2 resumed
            3s Task-2 finished
            3s Task-1 resumed
            3s Task-1 finished
        )"));
    }

    void aFailureReachesWhoStartedTheLoop()
    {
        VirtualRun run([] { return runAndTell(fail); });
        QCOMPARE(run.toEnd().lines(), textLines("ValueError: no luck"));
    }

    void aDeadlockReachesWhoStartedTheLoop()
    {
        VirtualRun run([] { return runAndTell(waitForEver); });
        QCOMPARE(run.toEnd().lines().size(), 1);
        QVERIFY(run.lines()[0].startsWith(QStringLiteral("RuntimeError: deadlock")));
    }

    void howMuchALoopRecordsIsNoMatterToTheOneThatWaits()
    {
        const auto stepsToEnd = [](int times) {
            VirtualRun run([times] { return waitForALoop(times); });
            int steps = 0;
            while (run.step())
                ++steps;
            return steps;
        };
        QCOMPARE(stepsToEnd(100), stepsToEnd(3));
    }

    void aRunCanBeStoppedWithLoopsInIt()
    {
        for (int steps = 0; steps < 6; ++steps) {
            VirtualRun run(twoLoops);
            for (int i = 0; i < steps; ++i)
                run.step();
            run.destroy();
        }
    }
};

QTEST_APPLESS_MAIN(tst_Loops)
#include "tst_loops.moc"
