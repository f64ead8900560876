#include "engine/core/readyqueue.h"

#include <QTest>

#include <deque>

using engine::ReadyQueue;

namespace {

struct Entry final : engine::Runnable
{
    void run() override {}
};

} // namespace

class tst_ReadyQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entriesLeaveInTheOrderOfTheirArrival()
    {
        std::deque<Entry> entries(3);
        ReadyQueue queue;
        for (Entry &entry : entries)
            queue.push(entry);
        for (Entry &entry : entries) {
            QVERIFY(queue.holds(entry));
            QCOMPARE(&queue.pop(), &entry);
            QVERIFY(!queue.holds(entry));
        }
        QVERIFY(queue.empty());
    }

    void growingKeepsTheOrderWhereverTheRingBegins_data()
    {
        QTest::addColumn<int>("offset");
        for (const int offset : {0, 1, 100, 255, 256, 300})
            QTest::addRow("after %d entries", offset) << offset;
    }
    void growingKeepsTheOrderWhereverTheRingBegins()
    {
        QFETCH(int, offset);
        Entry passing;
        ReadyQueue queue;
        for (int i = 0; i < offset; ++i) {
            queue.push(passing);
            QCOMPARE(&queue.pop(), &passing);
        }
        std::deque<Entry> entries(2000);
        for (Entry &entry : entries)
            queue.push(entry);
        for (Entry &entry : entries)
            QCOMPARE(&queue.pop(), &entry);
        QVERIFY(queue.empty());
    }

    void aWithdrawnEntryLeavesAGap()
    {
        Entry first;
        Entry second;
        Entry third;
        ReadyQueue queue;
        queue.push(first);
        queue.push(second);
        queue.push(third);
        queue.remove(second);
        QVERIFY(!queue.holds(second));
        QCOMPARE(&queue.pop(), &first);
        QCOMPARE(&queue.pop(), &ReadyQueue::gap());
        QCOMPARE(&queue.pop(), &third);
    }

    void aWithdrawnEntryCanBeQueuedAgainAtTheEnd()
    {
        Entry first;
        Entry second;
        ReadyQueue queue;
        queue.push(first);
        queue.push(second);
        queue.remove(first);
        queue.push(first);
        QCOMPARE(&queue.pop(), &ReadyQueue::gap());
        QCOMPARE(&queue.pop(), &second);
        QCOMPARE(&queue.pop(), &first);
    }

    void theTailIsThePlaceOfTheNextEntry()
    {
        Entry entry;
        ReadyQueue queue;
        QCOMPARE(queue.tail(), std::uint64_t{0});
        queue.push(entry);
        QCOMPARE(queue.tail(), std::uint64_t{1});
        QCOMPARE(queue.head(), std::uint64_t{0});
        queue.pop();
        QCOMPARE(queue.head(), std::uint64_t{1});
    }
};

QTEST_APPLESS_MAIN(tst_ReadyQueue)
#include "tst_readyqueue.moc"
