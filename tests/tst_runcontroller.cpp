#include "engine/core/error.h"
#include "engine/qt/runcontroller.h"
#include "engine/run/print.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/registry.h"
#include "tests/support/virtualrun.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using engine::Task;
using engine::qt::ClockKind;
using engine::qt::RunController;
using engine::qt::RunSettings;
using std::chrono::steady_clock;
using trace::Outcome;
using State = engine::qt::RunController::State;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

Task<> sayAndEnd(int number)
{
    co_await sleep(1);
    engine::print("{}", number);
}

Task<> spin()
{
    for (;;)
        co_await sleep(0);
}

Task<> fail()
{
    co_await sleep(1);
    throw engine::ValueError("no");
}

engine::ProgramMaker program(support::Main main)
{
    return [main = std::move(main)] { return support::programOf(main); };
}

RunSettings paused()
{
    RunSettings settings;
    settings.paused = true;
    return settings;
}

RunSettings realAt(double speed)
{
    RunSettings settings;
    settings.clock = ClockKind::Real;
    settings.speed = speed;
    return settings;
}

int stepsOf(const trace::Trace &trace)
{
    int count = 0;
    for (std::size_t i = 0; i < trace.records().size(); ++i)
        count += trace.records()[i].kind() == trace::Kind::Resumed ? 1 : 0;
    return count;
}

bool hasEnded(const trace::Trace &trace)
{
    const std::size_t size = trace.records().size();
    return size > 0 && trace.records()[size - 1].kind() == trace::Kind::Ended;
}

} // namespace

class tst_RunController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangeReachesTheProgramWhenTheRunGoesOn()
    {
        const auto marks = [](const trace::Trace &trace) {
            QStringList found;
            for (std::size_t i = 0; i < trace.records().size(); ++i) {
                const trace::Record &record = trace.records()[i];
                if (record.kind() == trace::Kind::Marked)
                    found += QString::fromStdString(trace.text(trace::TextId{record.argument}));
            }
            return found;
        };
        RunController controller;
        RunSettings settings = realAt(1);
        settings.paused = true;
        controller.start(engine::programMaker(scenario::Arguments(*engine::findScenario("queue"))),
                         settings);
        controller.step();
        QTRY_COMPARE(stepsOf(*controller.trace()), 1);
        controller.change({"consumers", 12, "Consumers 10 → 12"});
        QTest::qWait(20);
        QCOMPARE(marks(*controller.trace()), QStringList());
        controller.resume();
        QTRY_COMPARE(marks(*controller.trace()), QStringList{QStringLiteral("Consumers 10 → 12")});
        QTRY_COMPARE(controller.trace()->tasks().size(), std::size_t{1 + 5 + 12});
        // While it runs, at once: the loop sleeps for seconds otherwise.
        controller.change({"consumers", 13, "Consumers 12 → 13"});
        QTRY_COMPARE(controller.trace()->tasks().size(), std::size_t{1 + 5 + 13});
        controller.stop();
        QTRY_COMPARE(controller.state(), State::Ended);
        controller.change({"consumers", 14, "too late"});
        QCOMPARE(marks(*controller.trace()).size(), 2);
    }

    void beforeTheFirstRunItIsIdle()
    {
        RunController controller;
        QCOMPARE(controller.state(), State::Idle);
        QVERIFY(controller.trace() == nullptr);
        controller.pause();
        controller.resume();
        controller.step();
        controller.stop();
        controller.setSpeed(2);
        QCOMPARE(controller.state(), State::Idle);
    }

    void aVirtualRunGoesToItsEnd()
    {
        RunController controller;
        QSignalSpy states(&controller, &RunController::stateChanged);
        controller.start(engine::programMaker(scenario::Arguments(*engine::findScenario("queue"))));
        QCOMPARE(controller.state(), State::Running);
        QTRY_COMPARE(controller.state(), State::Ended);
        QCOMPARE(controller.ending().outcome, Outcome::Done);
        QVERIFY(controller.ending().failure == trace::Failure{});
        QCOMPARE(controller.trace()->lines().size(), std::size_t{91});
        QCOMPARE(states.size(), 2);
    }

    void aFailureIsTold()
    {
        RunController controller;
        controller.start(program(fail));
        QTRY_COMPARE(controller.state(), State::Ended);
        QCOMPARE(controller.ending().outcome, Outcome::Failed);
        QVERIFY(controller.ending().failure == (trace::Failure{"ValueError", "no"}));
    }

    void theNextRunForgetsTheFailureOfTheLast()
    {
        RunController controller;
        controller.start(program(fail));
        QTRY_COMPARE(controller.state(), State::Ended);
        controller.start(program([] { return sayAndEnd(1); }));
        QVERIFY(controller.ending().failure == trace::Failure{});
        QTRY_COMPARE(controller.state(), State::Ended);
        QVERIFY(controller.ending().failure == trace::Failure{});
    }

    void aRealRunFollowsTheSpeed()
    {
        RunController controller;
        const auto began = steady_clock::now();
        controller.start(program([] { return sayAndEnd(1); }), realAt(50));
        QTRY_COMPARE(controller.state(), State::Ended);
        QVERIFY(steady_clock::now() - began >= 20ms);
        QCOMPARE(controller.ending().outcome, Outcome::Done);
    }

    void aFasterSpeedEndsALongSleep()
    {
        RunController controller;
        controller.start(program([] { return sayAndEnd(1); }), realAt(1e-4));
        QTest::qWait(10);
        QCOMPARE(controller.state(), State::Running);
        controller.setSpeed(1e4);
        QTRY_COMPARE(controller.state(), State::Ended);
    }

    void aRunThatBeginsPausedIsSteppedThrough()
    {
        RunController controller;
        controller.start(program([] { return sayAndEnd(7); }), paused());
        QCOMPARE(controller.state(), State::Paused);
        QTest::qWait(20);
        QCOMPARE(stepsOf(*controller.trace()), 0);
        controller.step();
        QTRY_COMPARE(stepsOf(*controller.trace()), 1);
        QTest::qWait(10);
        QCOMPARE(stepsOf(*controller.trace()), 1);
        controller.step();
        QTRY_COMPARE(controller.trace()->lines().size(), std::size_t{1});
        QCOMPARE(controller.state(), State::Paused);
        controller.resume();
        QTRY_COMPARE(controller.state(), State::Ended);
        QCOMPARE(controller.ending().outcome, Outcome::Done);
    }

    void anEndlessRunIsPausedResumedAndStopped()
    {
        RunController controller;
        controller.start(program(spin));
        QTRY_VERIFY(stepsOf(*controller.trace()) > 0);
        controller.pause();
        QCOMPARE(controller.state(), State::Paused);
        // Its thread hears of the pause when it gets its turn, which a busy machine may delay.
        int steps = 0;
        int looksAlike = 0;
        const auto hasComeToRest = [&controller, &steps, &looksAlike] {
            const int before = std::exchange(steps, stepsOf(*controller.trace()));
            looksAlike = steps == before ? looksAlike + 1 : 0;
            return looksAlike >= 6;
        };
        QTRY_VERIFY(hasComeToRest());
        controller.resume();
        QCOMPARE(controller.state(), State::Running);
        QTRY_VERIFY(stepsOf(*controller.trace()) > steps);
        controller.stop();
        QTRY_COMPARE(controller.state(), State::Ended);
        QCOMPARE(controller.ending().outcome, Outcome::Stopped);
        QVERIFY(hasEnded(*controller.trace()));
    }

    void aPausedRunIsStopped()
    {
        RunController controller;
        controller.start(program(spin), paused());
        controller.stop();
        QTRY_COMPARE(controller.state(), State::Ended);
        QCOMPARE(controller.ending().outcome, Outcome::Stopped);
    }

    void startingReplacesTheRunInProgress()
    {
        RunController controller;
        QSignalSpy states(&controller, &RunController::stateChanged);
        std::vector<std::shared_ptr<const trace::Trace>> traces;
        for (int i = 0; i < 100; ++i) {
            controller.start(i % 3 == 0 ? program(spin) : program([i] { return sayAndEnd(i); }),
                             i % 5 == 0 ? realAt(1) : RunSettings());
            traces.push_back(controller.trace());
            if (i % 7 == 0)
                QTest::qWait(1);
        }
        std::sort(traces.begin(), traces.end());
        QVERIFY(std::adjacent_find(traces.begin(), traces.end()) == traces.end());
        controller.start(program([] { return sayAndEnd(100); }));
        QTRY_COMPARE(controller.state(), State::Ended);
        QCOMPARE(controller.ending().outcome, Outcome::Done);
        QCOMPARE(controller.trace()->lines().size(), std::size_t{1});
        QCOMPARE(controller.trace()->lines()[0].text, std::string("100"));
        // The replaced ones were told to stop, and do.
        for (const auto &trace : traces)
            QTRY_VERIFY(hasEnded(*trace));
    }

    void theEndOfAReplacedRunIsNotTakenForTheNewOnes()
    {
        for (int i = 0; i < 20; ++i) {
            RunController controller;
            controller.start(program([] { return sayAndEnd(1); }));
            // Its end is posted to this thread, which does not look yet.
            while (!hasEnded(*controller.trace()))
                std::this_thread::yield();
            std::this_thread::sleep_for(1ms);
            controller.start(program(spin), paused());
            QTest::qWait(5);
            QCOMPARE(controller.state(), State::Paused);
        }
    }

    void theTraceOutlivesTheController()
    {
        std::shared_ptr<const trace::Trace> trace;
        {
            RunController controller;
            controller.start(program([] { return sayAndEnd(3); }));
            QTRY_COMPARE(controller.state(), State::Ended);
            trace = controller.trace();
        }
        QCOMPARE(trace->lines()[0].text, std::string("3"));
    }

    void itCanBeDestroyedInTheMiddle_data()
    {
        QTest::addColumn<RunSettings>("settings");
        QTest::addColumn<int>("wait");
        QTest::newRow("at once") << RunSettings() << 0;
        QTest::newRow("virtual") << RunSettings() << 5;
        QTest::newRow("paused") << paused() << 5;
        QTest::newRow("real") << realAt(1) << 5;
    }
    void itCanBeDestroyedInTheMiddle()
    {
        QFETCH(RunSettings, settings);
        QFETCH(int, wait);
        for (const auto &main : {support::Main(spin), support::Main([] { return sayAndEnd(1); })}) {
            auto controller = std::make_unique<RunController>();
            controller->start(program(main), settings);
            const auto trace = controller->trace();
            if (wait > 0)
                QTest::qWait(wait);
            const auto began = steady_clock::now();
            controller.reset();
            QVERIFY(steady_clock::now() - began < 400ms);
            QVERIFY(hasEnded(*trace));
        }
        QVERIFY(!RunController::leftThreadBehind());
    }
};

QTEST_GUILESS_MAIN(tst_RunController)
#include "tst_runcontroller.moc"
