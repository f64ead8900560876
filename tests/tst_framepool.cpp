#include "engine/core/framepool.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <thread>
#include <vector>

using engine::FramePool;

namespace {

struct Block
{
    std::size_t size;
    unsigned char *bytes;

    explicit Block(std::size_t blockSize)
        : size(blockSize)
        , bytes(static_cast<unsigned char *>(FramePool::allocate(blockSize)))
    {
    }
    void fill(unsigned char value) const { std::fill_n(bytes, size, value); }
    bool isFilledWith(unsigned char value) const
    {
        return std::all_of(bytes, bytes + size, [value](unsigned char b) { return b == value; });
    }
    void release() const { FramePool::release(bytes, size); }
};

/// Three blocks of each size up to some beyond the largest that is kept.
std::vector<Block> blocksOfManySizes()
{
    std::vector<Block> blocks;
    for (std::size_t size = 1; size <= 1100; ++size) {
        for (int i = 0; i < 3; ++i)
            blocks.emplace_back(size);
    }
    return blocks;
}

bool areApart(const std::vector<Block> &blocks)
{
    for (std::size_t i = 0; i < blocks.size(); ++i)
        blocks[i].fill(static_cast<unsigned char>(i % 251));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (!blocks[i].isFilledWith(static_cast<unsigned char>(i % 251)))
            return false;
    }
    return true;
}

} // namespace

class tst_FramePool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksOfAnySizeAreAlignedAndApart()
    {
        for (int round = 0; round < 2; ++round) {
            const std::vector<Block> blocks = blocksOfManySizes();
            for (const Block &block : blocks)
                QVERIFY(reinterpret_cast<std::uintptr_t>(block.bytes) % FramePool::Alignment == 0);
            QVERIFY(areApart(blocks));
            for (const Block &block : blocks)
                block.release();
        }
    }

    void aBlockMayBeReleasedInAnotherThreadThatEnds()
    {
        for (int round = 0; round < 2; ++round) {
            const std::vector<Block> blocks = blocksOfManySizes();
            bool apart = false;
            std::thread([&blocks, &apart] {
                apart = areApart(blocks);
                for (const Block &block : blocks)
                    block.release();
                const std::vector<Block> own = blocksOfManySizes();
                apart = apart && areApart(own);
                for (const Block &block : own)
                    block.release();
            }).join();
            QVERIFY(apart);
        }
    }
};

QTEST_APPLESS_MAIN(tst_FramePool)
#include "tst_framepool.moc"
