#include "views/model/trackmemory.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <memory>

namespace views {

namespace {

// A short run needs no more than this.
constexpr std::size_t SmallestChunk = std::size_t{16} << 10;
// As large as a large page; only such chunks are made in advance.
constexpr std::size_t LargestChunk = std::size_t{2} << 20;

} // namespace

void *TrackMemory::do_allocate(std::size_t bytes, std::size_t alignment)
{
    if (m_next == nullptr || std::align(alignment, bytes, m_next, m_left) == nullptr) {
        openChunk(bytes + alignment);
        std::align(alignment, bytes, m_next, m_left);
    }
    void *place = m_next;
    m_next = static_cast<std::byte *>(m_next) + bytes;
    m_left -= bytes;
    return place;
}

void TrackMemory::openChunk(std::size_t bytes)
{
    m_size = std::max(std::clamp(m_size * 2, SmallestChunk, LargestChunk), bytes);
    if (m_size == LargestChunk && m_coming.isFinished() && m_coming.resultCount() > 0)
        m_chunks.push_back(m_coming.takeResult());
    else
        m_chunks.emplace_back(m_size);
    m_next = m_chunks.back().data();
    m_left = m_size;
    if (m_size == LargestChunk && !m_coming.isRunning())
        m_coming = QtConcurrent::run([] { return Chunk(LargestChunk); });
}

} // namespace views
