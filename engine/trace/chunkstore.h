#pragma once

#include <cstddef>

namespace trace {

/// Memory for the chunks of logs. The first touch of a page costs more than all the records on it,
/// so large chunks ask for huge pages, and what one log gives back is kept for the next one.
class ChunkStore
{
public:
    /// Aligned for every type that does not ask for more than std::max_align_t. Any thread.
    static void *allocate(std::size_t bytes);
    /// \a bytes as given to allocate(). Any thread.
    static void release(void *chunk, std::size_t bytes) noexcept;
};

} // namespace trace
