#include "engine/trace/chunkstore.h"

#include <QTest>

#include <cstddef>
#include <cstdint>

using trace::ChunkStore;

class tst_ChunkStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
