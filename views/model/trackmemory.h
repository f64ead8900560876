#pragma once

#include <QFuture>

#include <cstddef>
#include <memory_resource>
#include <vector>

namespace views {

/// Memory for what grows while it is painted, given back as a whole at the end. The first touch of
/// a page can take longer than painting a frame, so that a thread of the global pool touches the
/// next chunk while the current one is being filled; where that thread is late, nobody waits for
/// it. One thread at a time may allocate.
class TrackMemory final : public std::pmr::memory_resource
{
private:
    using Chunk = std::vector<std::byte>; ///< cleared, and thereby touched, when it is made

    void *do_allocate(std::size_t bytes, std::size_t alignment) override;
    void do_deallocate(void *, std::size_t, std::size_t) override {}
    bool do_is_equal(const std::pmr::memory_resource &other) const noexcept override
    {
        return this == &other;
    }

    void openChunk(std::size_t bytes);

    std::vector<Chunk> m_chunks;
    void *m_next = nullptr; ///< in the last chunk
    std::size_t m_left = 0; ///< bytes there
    std::size_t m_size = 0; ///< of the last chunk
    QFuture<Chunk> m_coming;
};

} // namespace views
