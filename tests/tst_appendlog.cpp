#include "engine/trace/appendlog.h"

#include <QTest>

#include <cstdint>
#include <thread>

using trace::AppendLog;

namespace {

/// Counts the objects that live.
struct Counted
{
    Counted() { ++alive; }
    Counted(const Counted &) { ++alive; }
    Counted(Counted &&) noexcept { ++alive; }
    Counted &operator=(const Counted &) = default;
    Counted &operator=(Counted &&) = default;
    ~Counted() { --alive; }

    static inline int alive = 0;
};

/// Two words that belong together: a reader that saw half an element would see them differ.
struct Pair
{
    std::uint64_t value = 0;
    std::uint64_t inverse = 0;
};

} // namespace

class tst_AppendLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyLogHasNoRun()
    {
        const AppendLog<int, 4> log;
        QVERIFY(log.empty());
        QVERIFY(log.run(0).empty());
        QVERIFY(log.run(7).empty());
    }

    void anElementHasTheIndexThatWasTheLength()
    {
        AppendLog<int, 4> log;
        for (std::size_t i = 0; i < 100; ++i) {
            QCOMPARE(log.size(), i);
            log.push(static_cast<int>(i) * 3);
        }
        QCOMPARE(log.size(), std::size_t{100});
        for (std::size_t i = 0; i < 100; ++i)
            QCOMPARE(log[i], static_cast<int>(i) * 3);
    }

    void aRunEndsWithItsChunkOrTheLog_data()
    {
        QTest::addColumn<std::size_t>("begin");
        QTest::addColumn<std::size_t>("length");
        // Chunks of 4, 8 and 16 elements; 20 are there.
        QTest::newRow("first chunk") << std::size_t{0} << std::size_t{4};
        QTest::newRow("last of the first chunk") << std::size_t{3} << std::size_t{1};
        QTest::newRow("second chunk") << std::size_t{4} << std::size_t{8};
        QTest::newRow("middle of the second chunk") << std::size_t{9} << std::size_t{3};
        QTest::newRow("a chunk that is not full") << std::size_t{12} << std::size_t{8};
        QTest::newRow("the last element") << std::size_t{19} << std::size_t{1};
        QTest::newRow("the end") << std::size_t{20} << std::size_t{0};
    }
    void aRunEndsWithItsChunkOrTheLog()
    {
        QFETCH(std::size_t, begin);
        AppendLog<std::size_t, 4> log;
        for (std::size_t i = 0; i < 20; ++i)
            log.push(i);
        const auto run = log.run(begin);
        QTEST(run.size(), "length");
        for (std::size_t i = 0; i < run.size(); ++i)
            QCOMPARE(run[i], begin + i);
    }

    void elementsNeverMove()
    {
        AppendLog<int, 4> log;
        log.push(42);
        const int *first = &log[0];
        for (int i = 0; i < 10'000; ++i)
            log.push(i);
        QCOMPARE(&log[0], first);
        QCOMPARE(*first, 42);
    }

    void everyElementIsDestroyedOnce()
    {
        {
            AppendLog<Counted, 4> log;
            for (int i = 0; i < 50; ++i)
                log.push({});
            QCOMPARE(Counted::alive, 50);
        }
        QCOMPARE(Counted::alive, 0);
    }

    void aReaderSeesWholeElementsBelowThePublishedLength()
    {
        constexpr std::uint64_t Count = 400'000;
        AppendLog<Pair, 16> log;
        std::thread writer([&] {
            for (std::uint64_t i = 0; i < Count; ++i)
                log.push({i, ~i});
        });
        bool whole = true;
        bool growing = true;
        std::size_t seen = 0;
        while (seen < Count) {
            const std::size_t size = log.size();
            growing = growing && size >= seen;
            for (auto run = log.run(seen); seen < size; run = log.run(seen)) {
                for (const Pair &pair : run) {
                    whole = whole && pair.value == seen && pair.inverse == ~pair.value;
                    ++seen;
                }
            }
            if (seen > 0)
                whole = whole && log[seen / 2].value == seen / 2;
        }
        writer.join();
        QVERIFY(growing);
        QVERIFY(whole);
        QCOMPARE(log.size(), std::size_t{Count});
    }
};

QTEST_APPLESS_MAIN(tst_AppendLog)
#include "tst_appendlog.moc"
