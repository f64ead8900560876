#include "engine/core/clock.h"
#include "engine/core/eventloop.h"

#include <QTest>

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
        QTest::newRow("for ever") << 1e300 << qint64{static_cast<qint64>((1LL << 55) - 1)};
    }
    void secondsAreRoundedHalfToEven()
    {
        QFETCH(double, seconds);
        QFETCH(qint64, nanoseconds);
        const qint64 rounded = engine::toTime(seconds).count();
        if (seconds < 1e9)
            QCOMPARE(rounded, nanoseconds);
        else // the limit itself, as near as a double comes to it
            QVERIFY(rounded > nanoseconds - 16 && rounded < nanoseconds + 16);
    }
};

QTEST_APPLESS_MAIN(tst_Clock)
#include "tst_clock.moc"
