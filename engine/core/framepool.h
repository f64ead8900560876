#pragma once

#include <cstddef>

namespace engine {

/// Memory for coroutine frames, task blocks and items: a free list per size class and thread, since
/// a program keeps making and dropping frames of the same few sizes. Blocks go back to the list of
/// the thread that releases them, and to other threads when that one ends. Builds with
/// AddressSanitizer use plain new, to see stale frames.
class FramePool
{
public:
    static constexpr std::size_t Alignment = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

    /// Aligned to Alignment.
    static void *allocate(std::size_t size);
    /// \a size as given to allocate().
    static void release(void *block, std::size_t size) noexcept;
};

/// The same memory for standard containers.
template <class T>
class PoolAllocator
{
public:
    using value_type = T;

    PoolAllocator() = default;
    template <class U>
    explicit PoolAllocator(const PoolAllocator<U> &) noexcept
    {
    }
    T *allocate(std::size_t count)
    {
        // NOLINTNEXTLINE(bugprone-sizeof-expression): T may well be a pointer.
        return static_cast<T *>(FramePool::allocate(count * sizeof(T)));
    }
    void deallocate(T *items, std::size_t count) noexcept
    {
        // NOLINTNEXTLINE(bugprone-sizeof-expression): T may well be a pointer.
        FramePool::release(items, count * sizeof(T));
    }
    bool operator==(const PoolAllocator &) const = default;
};

} // namespace engine
