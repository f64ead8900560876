#include "views/model/rangehistory.h"
#include "views/model/ruler.h"
#include "views/model/timeaxis.h"
#include "views/words/durationtext.h"

#include <QSet>
#include <QTest>

#include <cmath>

using namespace views;
using namespace std::chrono_literals;

namespace {

QStringList labels(const Ruler &ruler)
{
    QStringList texts;
    for (const RulerTick &tick : ruler.ticks) {
        if (tick.isMajor())
            texts.push_back(tick.label);
    }
    return texts;
}

QString joined(const UnitRange &range, double width, double spacing)
{
    return labels(Ruler::along({AxisKind::Clock, range, width}, spacing)).join(QLatin1Char('|'));
}

} // namespace

class tst_timeaxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapsTheRangeOntoTheWidth()
    {
        const TimeAxis axis(AxisKind::Clock, {1'000, 3'000}, 100);
        QCOMPARE(axis.toX(1'000), 0.0);
        QCOMPARE(axis.toX(2'000), 50.0);
        QCOMPARE(axis.toX(0), -50.0);
        QCOMPARE(axis.toUnits(100), Units{3'000});
    }

    void mapsBackToTheSamePlace_data()
    {
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("end");
        QTest::newRow("nanoseconds") << qint64(0) << qint64(500);
        QTest::newRow("a minute") << qint64(-3'000'000'000) << qint64(60'000'000'000);
        QTest::newRow("a far hour") << qint64(90'000'000'000'000) << qint64(93'600'000'000'000);
    }
    void mapsBackToTheSamePlace()
    {
        QFETCH(qint64, begin);
        QFETCH(qint64, end);
        const TimeAxis axis(AxisKind::Clock, {begin, end}, 1234.5);
        const qint64 step = std::max<qint64>(1, (end - begin) / 97);
        for (qint64 at = begin; at <= end; at += step)
            QVERIFY(std::abs(axis.toUnits(axis.toX(at)) - at) <= 1);
    }

    void zoomingKeepsWhatIsAtTheCursor_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("x");
        QTest::newRow("in, left") << 1.25 << 0.0;
        QTest::newRow("in, middle") << 3.0 << 417.0;
        QTest::newRow("out, right") << 0.5 << 1000.0;
    }
    void zoomingKeepsWhatIsAtTheCursor()
    {
        QFETCH(double, factor);
        QFETCH(double, x);
        const TimeAxis axis(AxisKind::Clock, {1'000'000'000, 9'000'000'000}, 1000);
        const Units there = axis.toUnits(x);
        const TimeAxis zoomed(AxisKind::Clock, axis.zoomed(factor, x, 100'000'000'000), 1000);
        QVERIFY(std::abs(zoomed.toX(there) - x) < 0.001);
        QCOMPARE(zoomed.range().length(), std::llround(8e9 / factor));
    }

    void zoomingEndsFarBelowAUnitAPixelAndAtTheWidestRange()
    {
        const TimeAxis axis(AxisKind::Clock, {0, 2'000}, 1000);
        QCOMPARE(axis.zoomed(100, 500, 5'000).length(), Units{100});
        QCOMPARE(axis.zoomed(0.001, 500, 5'000).length(), Units{5'000});
    }

    void panningStaysWithinTheLimits()
    {
        const TimeAxis axis(AxisKind::Clock, {100, 200}, 100);
        QCOMPARE(axis.panned(20, {0, 1'000}), (UnitRange{120, 220}));
        QCOMPARE(axis.panned(-500, {0, 1'000}), (UnitRange{0, 100}));
        QCOMPARE(axis.panned(5'000, {0, 1'000}), (UnitRange{900, 1'000}));
    }

    void theRulerHasRoundLabels_data()
    {
        QTest::addColumn<qint64>("end");
        QTest::addColumn<double>("width");
        QTest::addColumn<QString>("texts");
        constexpr qint64 Second = 1'000'000'000;
        QTest::newRow("seconds") << 4 * Second << 400.0 << QStringLiteral("0 s|1 s|2 s|3 s|4 s");
        QTest::newRow("half seconds")
            << 2 * Second << 400.0 << QStringLiteral("0.0 s|0.5 s|1.0 s|1.5 s|2.0 s");
        QTest::newRow("milliseconds") << Second / 100 << 200.0 << QStringLiteral("0 ms|5 ms|10 ms");
        QTest::newRow("microseconds")
            << qint64(4'000) << 400.0 << QStringLiteral("0 µs|1 µs|2 µs|3 µs|4 µs");
        QTest::newRow("minutes") << 300 * Second << 500.0
                                 << QStringLiteral("0:00 min|1:00 min|2:00 min|3:00 min|4:00 "
                                                   "min|5:00 min");
        QTest::newRow("hours") << Second * 12 * 3600 << 400.0
                               << QStringLiteral("0:00 h|6:00 h|12:00 h");
    }
    void theRulerHasRoundLabels()
    {
        QFETCH(qint64, end);
        QFETCH(double, width);
        QFETCH(QString, texts);
        QCOMPARE(joined({0, end}, width, 80), texts);
    }

    void rulerLabelsNeverCrowd()
    {
        for (Units length = 1'000; length < 200'000'000'000'000; length = length * 13 / 9) {
            const TimeAxis axis(AxisKind::Clock, {length / 7, length / 7 + length}, 900);
            double last = -1000;
            int count = 0;
            for (const RulerTick &tick : Ruler::along(axis, 70).ticks) {
                if (!tick.isMajor())
                    continue;
                QVERIFY2(axis.toX(tick.at) - last >= 69.9, qPrintable(QString::number(length)));
                last = axis.toX(tick.at);
                ++count;
            }
            QVERIFY2(count >= 2, qPrintable(QString::number(length)));
        }
    }

    void farFromZeroTheRulerCountsFromARoundMoment_data()
    {
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<qint64>("origin");
        QTest::addColumn<QString>("texts");
        constexpr qint64 Second = 1'000'000'000;
        constexpr qint64 Hour = 3600 * Second;
        QTest::newRow("microseconds after six hours")
            << 6 * Hour << qint64(4'000) << 6 * Hour
            << QStringLiteral("+0 µs|+1 µs|+2 µs|+3 µs|+4 µs");
        QTest::newRow("nanoseconds after two years")
            << 17'520 * Hour + 1'234 << qint64(400) << 17'520 * Hour + 1'000
            << QStringLiteral("+300 ns|+400 ns|+500 ns|+600 ns");
        QTest::newRow("seconds after a hundred days")
            << 2'400 * Hour + 5 * Second << 4 * Second << 2'400 * Hour
            << QStringLiteral("+5 s|+6 s|+7 s|+8 s|+9 s");
        QTest::newRow("tenths after twelve hours, in full")
            << 12 * Hour << Second / 2 << qint64(0)
            << QStringLiteral("43200.0 s|43200.1 s|43200.2 s|43200.3 s|43200.4 s|43200.5 s");
    }
    void farFromZeroTheRulerCountsFromARoundMoment()
    {
        QFETCH(qint64, begin);
        QFETCH(qint64, length);
        QFETCH(qint64, origin);
        QFETCH(QString, texts);
        const Ruler ruler = Ruler::along({AxisKind::Clock, {begin, begin + length}, 450}, 80);
        QCOMPARE(qint64{ruler.origin}, origin);
        QCOMPARE(labels(ruler).join(QLatin1Char('|')), texts);
    }

    void noLabelOfTheRulerIsLong()
    {
        for (Units begin = 1; begin < (Units{1} << 56); begin *= 3) {
            for (Units length = 100; length < begin; length = length * 13 / 9) {
                const Ruler ruler
                    = Ruler::along({AxisKind::Clock, {begin, begin + length}, 900}, 76);
                const QStringList texts = labels(ruler);
                QVERIFY2(texts.size() >= 2, qPrintable(QString::number(begin)));
                for (const QString &text : texts)
                    QVERIFY2(text.size() <= 12, qPrintable(text));
                QVERIFY(QSet<QString>(texts.begin(), texts.end()).size() == texts.size());
            }
        }
    }

    void theStepsRulerCountsWholeSteps()
    {
        const TimeAxis axis(AxisKind::Steps, {0, 10 * UnitsPerStep}, 500);
        QCOMPARE(labels(Ruler::along(axis, 90)),
                 (QStringList{QStringLiteral("0"), QStringLiteral("2"), QStringLiteral("4"),
                              QStringLiteral("6"), QStringLiteral("8"), QStringLiteral("10")}));
    }

    void durationsAreShort_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << qint64(0) << QStringLiteral("0 s");
        QTest::newRow("ns") << qint64(640) << QStringLiteral("640 ns");
        QTest::newRow("µs") << qint64(12'345) << QStringLiteral("12 µs");
        QTest::newRow("ms") << qint64(1'500'000) << QStringLiteral("1.5 ms");
        QTest::newRow("tenths too") << qint64(500'000'000) << QStringLiteral("500 ms");
        QTest::newRow("hundreds of ms") << qint64(250'000'000) << QStringLiteral("250 ms");
        QTest::newRow("s") << qint64(3'000'000'000) << QStringLiteral("3.0 s");
        QTest::newRow("min") << qint64(125'000'000'000) << QStringLiteral("2 min 05 s");
        QTest::newRow("h") << qint64(43'200'000'000'000) << QStringLiteral("12 h 00 min");
        QTest::newRow("beyond") << qint64{trace::Time::max().count()}
                                << QStringLiteral("over 292 years");
    }
    void durationsAreShort()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(durationText(trace::Time{ns}), text);
    }

    void momentsAreAsFineAsTheirResolution()
    {
        QCOMPARE(instantText(7s), QStringLiteral("7.000 s"));
        QCOMPARE(instantText(7s + 1234567ns, 1us), QStringLiteral("7.001234 s"));
        QCOMPARE(wholeInstantText(6h), QStringLiteral("6:00:00.000"));
        QCOMPARE(wholeInstantText(1s + 2us), QStringLiteral("1.000002 s"));
        QCOMPARE(instantText(2min + 5s), QStringLiteral("2:05.000"));
        QCOMPARE(instantText(1h + 2min + 3s), QStringLiteral("1:02:03.000"));
        QCOMPARE(bareTimeText(7s + 999'999ns), QStringLiteral("7.000"));
        QCOMPARE(bareTimeText(2min + 5s), QStringLiteral("2:05.000"));
        QCOMPARE(bareTimeText(12h), QStringLiteral("12:00:00.000"));
    }

    void aGestureIsOneMoveInTheHistory()
    {
        RangeHistory history;
        history.leave({0, 100}, RangeHistory::Move::Wheel);
        history.leave({10, 90}, RangeHistory::Move::Wheel);
        history.leave({20, 80}, RangeHistory::Move::Jump);
        QCOMPARE(history.back({40, 60}), std::optional(UnitRange{20, 80}));
        QCOMPARE(history.back({20, 80}), std::optional(UnitRange{0, 100}));
        QCOMPARE(history.back({0, 100}), std::nullopt);
        QCOMPARE(history.forward({0, 100}), std::optional(UnitRange{20, 80}));
    }

    void aRangeLongerThanTheLimitsMayMoveAsFarAsTheirCentre()
    {
        const UnitRange limits{400, 600};
        const TimeAxis before(AxisKind::Clock, {0, 1'000}, 100);
        QCOMPARE(before.panned(5, limits), (UnitRange{0, 1'000}));
        QCOMPARE(before.panned(-5, limits), (UnitRange{0, 1'000}));
        const TimeAxis outside(AxisKind::Clock, {100, 1'100}, 100);
        QCOMPARE(outside.panned(-5, limits), (UnitRange{50, 1'050}));
        QCOMPARE(outside.panned(-50, limits), (UnitRange{0, 1'000}));
        QCOMPARE(outside.panned(5, limits), (UnitRange{100, 1'100}));
    }

    void aRangeOutsideTheLimitsStaysRatherThanJumpBack()
    {
        const UnitRange limits{0, 1'000};
        const TimeAxis behind(AxisKind::Clock, {1'500, 1'600}, 100);
        QCOMPARE(behind.panned(10, limits), (UnitRange{1'500, 1'600}));
        QCOMPARE(behind.panned(-10, limits), (UnitRange{1'490, 1'590}));
        const TimeAxis before(AxisKind::Clock, {-300, -200}, 100);
        QCOMPARE(before.panned(-10, limits), (UnitRange{-300, -200}));
        QCOMPARE(before.panned(10, limits), (UnitRange{-290, -190}));
    }

    void noStepIsZoomedIntoAndWhatIsShortIsShownAnyhow()
    {
        const TimeAxis steps(AxisKind::Steps, {0, 4 * UnitsPerStep}, 1000);
        QCOMPARE(steps.zoomed(100, 500, 100 * UnitsPerStep).length(), UnitsPerStep);
        const TimeAxis clock(AxisKind::Clock, {0, 2'000}, 1000);
        QCOMPARE(clock.zoomed(0.001, 500, 10).length(), Units{100});
    }

    void anAxisBeginsAtAColumnOfAnotherOfItsScale()
    {
        const TimeAxis grid(AxisKind::Clock, {0, 1'000}, 100);
        const auto column = [&](Units begin) {
            return columnOn(grid, TimeAxis(AxisKind::Clock, {begin, begin + 1'000}, 100));
        };
        QCOMPARE(column(0), std::optional(0));
        QCOMPARE(column(250), std::optional(25));
        QCOMPARE(column(-30), std::optional(-3));
        QCOMPARE(column(251), std::optional(25)); // rounded
        QVERIFY(!column(252));
        QVERIFY(!column(255));
        QCOMPARE(column(999'999'990), std::optional(99'999'999));
        QVERIFY(!column(1'000'000'000));
        QVERIFY(!column(-1'000'000'000));
        QVERIFY(!columnOn(grid, TimeAxis(AxisKind::Steps, {0, 1'000}, 100)));
        QVERIFY(!columnOn(grid, TimeAxis(AxisKind::Clock, {0, 1'001}, 100)));
        QVERIFY(!columnOn(grid, TimeAxis(AxisKind::Clock, {0, 1'000}, 101)));
    }

    void theRulerTakesTheSmallestRoundStepThatHasRoom_data()
    {
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("end");
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("spacing");
        QTest::addColumn<QString>("texts");
        constexpr qint64 Second = 1'000'000'000;
        QTest::newRow("one") << qint64(0) << qint64(500) << 100.0 << 20.0
                             << QStringLiteral("0 ns|100 ns|200 ns|300 ns|400 ns|500 ns");
        QTest::newRow("two") << qint64(0) << qint64(1'000) << 100.0 << 20.0
                             << QStringLiteral("0.0 µs|0.2 µs|0.4 µs|0.6 µs|0.8 µs|1.0 µs");
        QTest::newRow("five") << qint64(0) << qint64(1'000'000) << 100.0 << 50.0
                              << QStringLiteral("0.0 ms|0.5 ms|1.0 ms");
        QTest::newRow("a second") << qint64(0) << Second << 100.0 << 50.0
                                  << QStringLiteral("0.0 s|0.5 s|1.0 s");
        QTest::newRow("five seconds")
            << qint64(0) << 20 * Second << 80.0 << 20.0 << QStringLiteral("0 s|5 s|10 s|15 s|20 s");
        QTest::newRow("ten seconds") << qint64(0) << 40 * Second << 80.0 << 20.0
                                     << QStringLiteral("0 s|10 s|20 s|30 s|40 s");
        QTest::newRow("two minutes")
            << qint64(0) << 120 * Second << 120.0 << 20.0
            << QStringLiteral("0:00 min|0:30 min|1:00 min|1:30 min|2:00 min");
        QTest::newRow("seconds after two minutes")
            << 120 * Second << 124 * Second << 80.0 << 20.0
            << QStringLiteral("2:00 min|2:01 min|2:02 min|2:03 min|2:04 min");
        QTest::newRow("halves after two minutes") << 120 * Second << 121 * Second << 80.0 << 40.0
                                                  << QStringLiteral("120.0 s|120.5 s|121.0 s");
        QTest::newRow("two hours") << qint64(0) << 7'200 * Second << 120.0 << 20.0
                                   << QStringLiteral("0:00 h|0:30 h|1:00 h|1:30 h|2:00 h");
        QTest::newRow("minutes after two hours") << 7'200 * Second << 7'380 * Second << 90.0 << 30.0
                                                 << QStringLiteral("2:00 h|2:01 h|2:02 h|2:03 h");
        QTest::newRow("eight signs")
            << 12'345 * Second << 12'345 * Second + Second / 5 << 450.0 << 80.0
            << QStringLiteral("12345.00 s|12345.05 s|12345.10 s|12345.15 s|12345.20 s");
    }
    void theRulerTakesTheSmallestRoundStepThatHasRoom()
    {
        QFETCH(const qint64, begin);
        QFETCH(const qint64, end);
        QFETCH(const double, width);
        QFETCH(const double, spacing);
        QFETCH(const QString, texts);
        QCOMPARE(joined({begin, end}, width, spacing), texts);
    }

    void smallTicksStandBetweenTheLargeOnesOfTheClock()
    {
        constexpr Units Second = 1'000'000'000;
        const Ruler clock = Ruler::along({AxisKind::Clock, {1, 4 * Second}, 400}, 80, false);
        QCOMPARE(clock.ticks.size(), std::size_t{20});
        QCOMPARE(clock.ticks.front().at, Second / 5);
        QCOMPARE(clock.ticks.back().at, 4 * Second);
        QCOMPARE(labels(clock).join(QLatin1Char('|')), QStringLiteral("1|2|3|4"));
        QCOMPARE(clock.unit, QStringLiteral("s"));
        QCOMPARE(clock.origin, Units{0});
        const Ruler steps = Ruler::along({AxisKind::Steps, {0, 10 * UnitsPerStep}, 500}, 90, true);
        QCOMPARE(steps.ticks.size(), std::size_t{6});
        QCOMPARE(steps.unit, QStringLiteral("steps"));
        QCOMPARE(steps.origin, Units{0});
    }

    void theHistoryKeepsTheLastHundred()
    {
        RangeHistory history;
        for (Units i = 0; i < 102; ++i)
            history.leave({i, i + 1}, RangeHistory::Move::Jump);
        for (Units i = 101; i >= 2; --i)
            QCOMPARE(history.back({500, 501}), std::optional(UnitRange{i, i + 1}));
        QCOMPARE(history.back({500, 501}), std::nullopt);
    }

    void anotherMoveEndsTheWayForward()
    {
        RangeHistory history;
        history.leave({0, 10}, RangeHistory::Move::Keys);
        QCOMPARE(history.back({1, 11}), std::optional(UnitRange{0, 10}));
        // The keys move anew, as the way back was a move of its own.
        history.leave({0, 10}, RangeHistory::Move::Keys);
        QCOMPARE(history.forward({2, 12}), std::nullopt);
        history.leave({2, 12}, RangeHistory::Move::Drag);
        history.settle();
        history.leave({3, 13}, RangeHistory::Move::Drag);
        QCOMPARE(history.back({4, 14}), std::optional(UnitRange{3, 13}));
        QCOMPARE(history.back({3, 13}), std::optional(UnitRange{2, 12}));
        history.clear();
        QCOMPARE(history.back({3, 13}), std::nullopt);
        QCOMPARE(history.forward({3, 13}), std::nullopt);
    }
};

QTEST_APPLESS_MAIN(tst_timeaxis)
#include "tst_timeaxis.moc"
