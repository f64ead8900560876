#include "engine/task/framepool.h"

#include <array>
#include <new>
#include <utility>

namespace engine {

#ifdef __SANITIZE_ADDRESS__

void *FramePool::allocate(std::size_t size)
{
    return ::operator new(size);
}

void FramePool::release(void *block, std::size_t size) noexcept
{
    ::operator delete(block, size);
}

#else

namespace {

constexpr std::size_t ClassWidth = 32;
constexpr std::size_t Classes = 32;

struct FreeBlock
{
    FreeBlock *next;
};

struct FreeLists
{
    std::array<FreeBlock *, Classes> heads{};

    FreeLists() = default;
    FreeLists(const FreeLists &) = delete;
    FreeLists &operator=(const FreeLists &) = delete;
    ~FreeLists()
    {
        for (FreeBlock *&head : heads) {
            while (head != nullptr)
                ::operator delete(std::exchange(head, head->next));
        }
    }
};

thread_local FreeLists freeLists;

constexpr std::size_t classOf(std::size_t size)
{
    return (size - 1) / ClassWidth;
}

} // namespace

void *FramePool::allocate(std::size_t size)
{
    const std::size_t sizeClass = classOf(size);
    if (sizeClass >= Classes)
        return ::operator new(size);
    FreeBlock *&head = freeLists.heads[sizeClass];
    if (head != nullptr)
        return std::exchange(head, head->next);
    return ::operator new((sizeClass + 1) * ClassWidth);
}

void FramePool::release(void *block, std::size_t size) noexcept
{
    const std::size_t sizeClass = classOf(size);
    if (sizeClass >= Classes) {
        ::operator delete(block);
        return;
    }
    FreeBlock *&head = freeLists.heads[sizeClass];
    head = new (block) FreeBlock{head};
}

#endif

} // namespace engine
