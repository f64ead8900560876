#include "engine/core/framepool.h"

#include <array>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

// clang tells of its sanitizers in another way than g++.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COROSCOPE_SANITIZED_MEMORY
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define COROSCOPE_SANITIZED_MEMORY
#endif

namespace engine {

#ifdef COROSCOPE_SANITIZED_MEMORY

void *FramePool::allocate(std::size_t size)
{
    return ::operator new(size);
}

void FramePool::release(void *block, std::size_t) noexcept
{
    ::operator delete(block); // clang 16 has none with a size
}

#else

namespace {

constexpr std::size_t ClassWidth = 16;
constexpr std::size_t Classes = 64;
// Cut into blocks of one class, without malloc's header for each.
constexpr std::size_t SlabSize = std::size_t{64} << 10;

struct FreeBlock
{
    FreeBlock *next;
};

using Heads = std::array<FreeBlock *, Classes>;

constinit thread_local Heads freeBlocks{};

/// The blocks of threads that have ended. Slabs stay for the life of the process: their blocks
/// may be anywhere.
struct LeftBehind
{
    std::mutex mutex;
    std::array<std::vector<FreeBlock *>, Classes> lists;
};

LeftBehind &leftBehind()
{
    static LeftBehind &instance = *new LeftBehind; // other threads may outlive main()
    return instance;
}

struct AtThreadEnd
{
    ~AtThreadEnd()
    {
        LeftBehind &left = leftBehind();
        const std::lock_guard lock(left.mutex);
        for (std::size_t sizeClass = 0; sizeClass < Classes; ++sizeClass) {
            if (FreeBlock *list = std::exchange(freeBlocks[sizeClass], nullptr))
                left.lists[sizeClass].push_back(list);
        }
    }
};

constexpr std::size_t classOf(std::size_t size)
{
    return (size - 1) / ClassWidth;
}

FreeBlock *newSlab(std::size_t blockSize)
{
    auto *slab = static_cast<std::byte *>(::operator new(SlabSize));
    FreeBlock *first = nullptr;
    for (std::size_t i = SlabSize / blockSize; i-- > 0;)
        first = new (slab + i * blockSize) FreeBlock{first};
    return first;
}

FreeBlock *moreBlocks(std::size_t sizeClass)
{
    static thread_local const AtThreadEnd atThreadEnd;
    LeftBehind &left = leftBehind();
    const std::lock_guard lock(left.mutex);
    std::vector<FreeBlock *> &lists = left.lists[sizeClass];
    if (lists.empty())
        return newSlab((sizeClass + 1) * ClassWidth);
    FreeBlock *list = lists.back();
    lists.pop_back();
    return list;
}

} // namespace

void *FramePool::allocate(std::size_t size)
{
    const std::size_t sizeClass = classOf(size);
    if (sizeClass >= Classes)
        return ::operator new(size);
    FreeBlock *&head = freeBlocks[sizeClass];
    if (head == nullptr) [[unlikely]]
        head = moreBlocks(sizeClass);
    return std::exchange(head, head->next);
}

void FramePool::release(void *block, std::size_t size) noexcept
{
    const std::size_t sizeClass = classOf(size);
    if (sizeClass >= Classes) {
        ::operator delete(block);
        return;
    }
    FreeBlock *&head = freeBlocks[sizeClass];
    head = new (block) FreeBlock{head};
}

#endif

} // namespace engine
