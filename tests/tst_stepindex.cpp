#include "views/model/stepindex.h"

#include <QTest>

using views::StepIndex;

namespace {

constexpr std::size_t Records = 1000;

/// Some pattern of steps with runs of neither.
bool beginsStep(std::size_t record)
{
    return record % 3 == 1 || (record > 200 && record < 330);
}

} // namespace

class tst_StepIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsAndStepsLeadToEachOther()
    {
        StepIndex index;
        std::uint32_t steps = 0;
        for (std::size_t i = 0; i < Records; ++i) {
            index.append(beginsStep(i));
            QCOMPARE(index.before(i), steps);
            if (beginsStep(i)) {
                QCOMPARE(index.record(steps), i);
                ++steps;
            }
        }
        QCOMPARE(index.steps(), steps);
        QCOMPARE(index.before(Records), steps);
    }

    void manyAtOnceAreTheSameAsOneByOne_data()
    {
        QTest::addColumn<std::size_t>("atOnce");
        for (const std::size_t atOnce : {1UL, 7UL, 63UL, 64UL, 65UL, 128UL, 1000UL})
            QTest::addRow("%zu at once", atOnce) << atOnce;
    }
    void manyAtOnceAreTheSameAsOneByOne()
    {
        QFETCH(const std::size_t, atOnce);
        StepIndex many;
        StepIndex one;
        while (many.records() < Records) {
            const std::size_t first = many.records();
            many.append(std::min(atOnce, Records - first),
                        [first](std::size_t i) { return beginsStep(first + i); });
        }
        for (std::size_t i = 0; i < Records; ++i)
            one.append(beginsStep(i));
        QCOMPARE(many.records(), one.records());
        QCOMPARE(many.steps(), one.steps());
        for (std::size_t i = 0; i <= Records; ++i)
            QCOMPARE(many.before(i), one.before(i));
        for (std::uint32_t step = 0; step < one.steps(); ++step)
            QCOMPARE(many.record(step), one.record(step));
    }
};

QTEST_APPLESS_MAIN(tst_StepIndex)
#include "tst_stepindex.moc"
