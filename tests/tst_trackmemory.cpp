#include "views/model/trackmemory.h"

#include <QTest>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

using views::TrackMemory;

namespace {

/// What was asked for, filled with a pattern of its own.
struct Piece
{
    std::span<std::byte> bytes;
    std::byte pattern;
};

} // namespace

class tst_trackmemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void piecesAreAlignedAndNeverOverlap()
    {
        // Enough for several chunks of every size, among them some that were prepared.
        constexpr std::size_t Enough = std::size_t{16} << 20;
        TrackMemory memory;
        std::mt19937 random(7);
        std::vector<Piece> pieces;
        for (std::size_t asked = 0; asked < Enough;) {
            const std::size_t size = 1 + random() % 5000;
            const std::size_t alignment = std::size_t{1} << random() % 7;
            void *place = memory.allocate(size, alignment);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(place) % alignment, std::uintptr_t{0});
            const Piece piece{{static_cast<std::byte *>(place), size},
                              static_cast<std::byte>(random() % 256)};
            std::fill(piece.bytes.begin(), piece.bytes.end(), piece.pattern);
            pieces.push_back(piece);
            asked += size;
        }
        for (const Piece &piece : pieces)
            QVERIFY(std::all_of(piece.bytes.begin(), piece.bytes.end(),
                                [&](std::byte b) { return b == piece.pattern; }));
    }

    void aPieceMayBeLargerThanAnyChunk()
    {
        constexpr std::size_t Large = std::size_t{5} << 20;
        TrackMemory memory;
        auto *small = static_cast<std::byte *>(memory.allocate(8, 8));
        *small = std::byte{1};
        auto *large = static_cast<std::byte *>(memory.allocate(Large, 8));
        std::fill_n(large, Large, std::byte{2});
        auto *next = static_cast<std::byte *>(memory.allocate(8, 8));
        *next = std::byte{3};
        QCOMPARE(*small, std::byte{1});
        QVERIFY(std::all_of(large, large + Large, [](std::byte b) { return b == std::byte{2}; }));
    }
};

QTEST_APPLESS_MAIN(tst_trackmemory)
#include "tst_trackmemory.moc"
