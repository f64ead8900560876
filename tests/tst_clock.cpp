#include "engine/core/clock.h"
#include "engine/core/eventloop.h"
#include "engine/trace/delay.h"

#include <QTest>

#include <limits>

using namespace std::chrono_literals;
using engine::RealClock;
using engine::Time;
using engine::VirtualClock;
using std::chrono::steady_clock;

class tst_Clock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void virtualTimeStandsStill()
    {
        const VirtualClock clock;
        QCOMPARE(clock.now(), Time(0));
        QCOMPARE(clock.now(), Time(0));
    }

    void virtualTimeJumpsForwardsOnly()
    {
        VirtualClock clock;
        QVERIFY(clock.skipTo(5s));
        QCOMPARE(clock.now(), Time(5s));
        QVERIFY(clock.skipTo(3s));
        QCOMPARE(clock.now(), Time(5s));
    }

    void aBurnTakesVirtualTime()
    {
        VirtualClock clock;
        clock.burn(2s);
        clock.burn(500ms);
        QCOMPARE(clock.now(), Time(2500ms));
    }

    void aRealClockStandsUntilItIsResumed()
    {
        RealClock clock(1e6);
        QVERIFY(clock.isPaused());
        QCOMPARE(clock.now(), Time(0));
        clock.resume();
        QVERIFY(!clock.isPaused());
        while (clock.now() < Time(1s)) {}
        clock.pause();
        const Time stopped = clock.now();
        QVERIFY(stopped >= Time(1s));
        QCOMPARE(clock.now(), stopped);
    }

    void whatPassesDuringAPauseIsNoTimeOfTheRun()
    {
        RealClock clock(1e6);
        clock.resume();
        clock.pause();
        const Time stopped = clock.now();
        const auto until = steady_clock::now() + 2ms;
        while (steady_clock::now() < until) {}
        clock.setSpeed(1e-3);
        clock.resume();
        QVERIFY(clock.now() >= stopped);
        QVERIFY(clock.now() < stopped + Time(1s));
    }

    void aPausedRealClockJumps()
    {
        RealClock clock(1.0);
        QVERIFY(clock.skipTo(1h));
        QCOMPARE(clock.now(), Time(1h));
        clock.burn(1min);
        QCOMPARE(clock.now(), Time(1h + 1min));
        clock.resume();
        QVERIFY(clock.now() >= Time(1h + 1min));
        QVERIFY(!clock.skipTo(2h));
        QVERIFY(clock.now() < Time(2h));
    }

    void changingTheSpeedDoesNotMoveTheTime()
    {
        RealClock clock(1e-3);
        clock.skipTo(1h);
        clock.setSpeed(1e-2);
        QCOMPARE(clock.now(), Time(1h));
        clock.resume();
        clock.setSpeed(1e-3);
        // A thousandth of the wall's time: what the test itself takes is nothing in it.
        QVERIFY(clock.now() >= Time(1h));
        QVERIFY(clock.now() < Time(1h + 1s));
    }

    void atTheWallTimeOfADeadlineItIsDue_data()
    {
        QTest::addColumn<double>("speed");
        for (const double speed : {0.37, 1.0, 3.0, 999.983})
            QTest::addRow("speed %g", speed) << speed;
    }
    void atTheWallTimeOfADeadlineItIsDue()
    {
        QFETCH(double, speed);
        RealClock clock(speed);
        clock.resume();
        for (int i = 0; i < 2'000; ++i) {
            const Time deadline = clock.now() + Time(i % 97);
            const steady_clock::time_point wall = clock.wallTime(deadline);
            while (steady_clock::now() < wall) {}
            QVERIFY(clock.now() >= deadline);
        }
    }

    void aBurnHoldsTheThreadOnARunningRealClock()
    {
        RealClock clock(1000);
        clock.resume();
        const auto wallBefore = steady_clock::now();
        const Time before = clock.now();
        clock.burn(2s);
        QVERIFY(clock.now() >= before + Time(2s));
        QVERIFY(steady_clock::now() - wallBefore >= 1999us); // two reads of the wall apart
    }

    void secondsAreRoundedHalfToEven_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("whole") << 3.0 << qint64{3'000'000'000};
        QTest::newRow("half down") << 0.5e-9 << qint64{0};
        QTest::newRow("half up") << 1.5e-9 << qint64{2};
        QTest::newRow("another half down") << 2.5e-9 << qint64{2};
        QTest::newRow("negative") << -1.0 << qint64{-1'000'000'000};
        QTest::newRow("a tenth") << 0.1 << qint64{100'000'000};
        QTest::newRow("less than half") << 1e-10 << qint64{0};
        QTest::newRow("73 years") << 2'305'843'009.0 << qint64{2'305'843'009'000'000'000};
    }
    void secondsAreRoundedHalfToEven()
    {
        QFETCH(double, seconds);
        QFETCH(qint64, nanoseconds);
        QCOMPARE(qint64{engine::toTime(seconds).count()}, nanoseconds);
    }

    void ofLongerDelaysNothingIsLostNorTheirOrder()
    {
        constexpr double Infinity = std::numeric_limits<double>::infinity();
        Time before = engine::toTime(2'305'843'009);
        for (const double seconds : {2'305'843'010.0, 1e10, 1e290, Infinity}) {
            const Time delay = engine::toTime(seconds);
            QVERIFY(before < delay);
            QCOMPARE(trace::delayNs(delay), seconds * 1e9);
            QVERIFY((engine::Clock::Latest + delay).count() > 0);
            before = delay;
        }
        QCOMPARE(trace::delayNs(Time::max()), Infinity);
    }

    void aFastClockStandsAtTheLatestTime()
    {
        RealClock clock(1e300);
        clock.resume();
        while (clock.now() == Time{0}) {}
        QCOMPARE(clock.now(), engine::Clock::Latest);
    }

    void aSlowClockComesToAFarTimeLater()
    {
        RealClock clock(1e-9);
        clock.resume();
        QVERIFY(clock.wallTime(engine::toTime(1e12)) > steady_clock::now());
    }
};

QTEST_APPLESS_MAIN(tst_Clock)
#include "tst_clock.moc"
