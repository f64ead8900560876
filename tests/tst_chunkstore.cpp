#include "engine/trace/chunkstore.h"

#include <QTest>

#include <algorithm>
#include <cstddef>
#include <cstdint>

using trace::ChunkStore;

class tst_ChunkStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void upToHalfAGibibyteIsKept()
    {
        // Nothing else has been given back yet. What is new from the system is all zero.
        constexpr std::size_t Most = std::size_t{512} << 20;
        auto *chunk = static_cast<std::byte *>(ChunkStore::allocate(Most));
        chunk[0] = std::byte{7};
        ChunkStore::release(chunk, Most);
        auto *again = static_cast<std::byte *>(ChunkStore::allocate(Most));
        QCOMPARE(static_cast<int>(again[0]), 7);
        void *small = ChunkStore::allocate(std::size_t{64} << 10);
        ChunkStore::release(small, std::size_t{64} << 10);
        ChunkStore::release(again, Most); // for which there is no room any more
    }

    void theSmallestChunkThatIsKeptKeepsItsBytes()
    {
        constexpr std::size_t Bytes = std::size_t{64} << 10;
        auto *first = static_cast<std::byte *>(ChunkStore::allocate(Bytes));
        void *behind = ChunkStore::allocate(Bytes); // so that it could not grow into free memory
        std::fill_n(first, Bytes, std::byte{9});
        ChunkStore::release(first, Bytes);
        auto *again = static_cast<std::byte *>(ChunkStore::allocate(Bytes));
        QCOMPARE(again, first);
        QVERIFY(std::all_of(again, again + Bytes, [](std::byte b) { return b == std::byte{9}; }));
        ChunkStore::release(again, Bytes);
        ChunkStore::release(behind, Bytes);
    }

    void aChunkOfAHugePageBeginsWithIt()
    {
        constexpr std::size_t HugePage = std::size_t{2} << 20;
        for (const std::size_t bytes : {HugePage, 2 * HugePage}) {
            void *chunk = ChunkStore::allocate(bytes);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(chunk) % HugePage, std::uintptr_t{0});
            ChunkStore::release(chunk, bytes);
        }
    }

    void aChunkHoldsWhatWasAskedFor_data()
    {
        QTest::addColumn<std::size_t>("bytes");
        QTest::newRow("small") << std::size_t{24};
        QTest::newRow("kept") << (std::size_t{96} << 10);
        QTest::newRow("on huge pages") << (std::size_t{3} << 20);
    }
    void aChunkHoldsWhatWasAskedFor()
    {
        QFETCH(std::size_t, bytes);
        auto *chunk = static_cast<std::byte *>(ChunkStore::allocate(bytes));
        QCOMPARE(reinterpret_cast<std::uintptr_t>(chunk) % alignof(std::max_align_t),
                 std::uintptr_t{0});
        chunk[0] = chunk[bytes - 1] = std::byte{1};
        ChunkStore::release(chunk, bytes);
    }

    void whatIsGivenBackIsUsedAgainForTheSameSize()
    {
        constexpr std::size_t Bytes = std::size_t{160} << 10;
        void *first = ChunkStore::allocate(Bytes);
        ChunkStore::release(first, Bytes);
        void *other = ChunkStore::allocate(2 * Bytes);
        QVERIFY(other != first);
        void *again = ChunkStore::allocate(Bytes);
        QCOMPARE(again, first);
        ChunkStore::release(other, 2 * Bytes);
        ChunkStore::release(again, Bytes);
    }
};

QTEST_APPLESS_MAIN(tst_ChunkStore)
#include "tst_chunkstore.moc"
