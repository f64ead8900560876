#pragma once

#include <cstddef>

namespace engine {

/// Memory for coroutine frames and task blocks: a free list per size class and thread, since a
/// program keeps making and dropping frames of the same few sizes. Blocks go back to the list of
/// the thread that releases them. Builds with AddressSanitizer use plain new, to see stale frames.
class FramePool
{
public:
    static void *allocate(std::size_t size);
    /// \a size as given to allocate().
    static void release(void *block, std::size_t size) noexcept;
};

} // namespace engine
