#include "engine/core/timerheap.h"

#include <QTest>

#include <deque>
#include <map>
#include <random>

using namespace std::chrono_literals;
using engine::Time;
using engine::TimerHeap;

namespace {

struct Alarm final : engine::Timer
{
    void run() override {}
};

} // namespace

class tst_TimerHeap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timersLeaveInTheOrderOfTheirDeadlines()
    {
        Alarm late;
        Alarm soon;
        Alarm middle;
        TimerHeap heap;
        heap.add(late, 3s);
        heap.add(soon, 1s);
        heap.add(middle, 2s);
        QCOMPARE(heap.firstDeadline(), Time(1s));
        QCOMPARE(&heap.pop(), &soon);
        QCOMPARE(&heap.pop(), &middle);
        QCOMPARE(heap.firstDeadline(), Time(3s));
        QCOMPARE(&heap.pop(), &late);
        QVERIFY(heap.empty());
    }

    void equalDeadlinesLeaveInTheOrderOfTheirArrival()
    {
        std::deque<Alarm> alarms(100);
        TimerHeap heap;
        for (Alarm &alarm : alarms)
            heap.add(alarm, 1s);
        for (Alarm &alarm : alarms)
            QCOMPARE(&heap.pop(), &alarm);
    }

    void aTimerIsPendingUntilItLeaves()
    {
        Alarm alarm;
        TimerHeap heap;
        QVERIFY(!alarm.isPending());
        heap.add(alarm, 1s);
        QVERIFY(alarm.isPending());
        heap.remove(alarm);
        QVERIFY(!alarm.isPending());
        QVERIFY(heap.empty());
    }

    void clearForgetsAllTimers()
    {
        std::deque<Alarm> alarms(10);
        TimerHeap heap;
        for (Alarm &alarm : alarms)
            heap.add(alarm, 1s);
        heap.clear();
        QVERIFY(heap.empty());
        for (const Alarm &alarm : alarms)
            QVERIFY(!alarm.isPending());
    }

    void anyMixOfAddingTakingAndRemovingLeavesTheOrderOfAMultimap_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 0; seed < 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void anyMixOfAddingTakingAndRemovingLeavesTheOrderOfAMultimap()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        const auto below = [&](std::size_t n) {
            return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
        };
        std::deque<Alarm> alarms(500);
        TimerHeap heap;
        std::multimap<Time, Alarm *> model; // keeps equal keys in the order of insertion
        for (int i = 0; i < 5'000; ++i) {
            Alarm &alarm = alarms[below(alarms.size())];
            if (alarm.isPending()) {
                const auto found = std::find_if(model.begin(), model.end(),
                                                [&](const auto &e) { return e.second == &alarm; });
                QVERIFY(found != model.end());
                model.erase(found);
                heap.remove(alarm);
            } else if (!model.empty() && below(4) == 0) {
                QCOMPARE(heap.firstDeadline(), model.begin()->first);
                QCOMPARE(&heap.pop(), model.begin()->second);
                model.erase(model.begin());
            } else {
                const Time deadline(below(50)); // few, so that ties are many
                heap.add(alarm, deadline);
                model.emplace(deadline, &alarm);
            }
            QCOMPARE(heap.empty(), model.empty());
        }
        for (const auto &[deadline, alarm] : model) {
            QCOMPARE(heap.firstDeadline(), deadline);
            QCOMPARE(&heap.pop(), alarm);
        }
        QVERIFY(heap.empty());
    }
};

QTEST_APPLESS_MAIN(tst_TimerHeap)
#include "tst_timerheap.moc"
