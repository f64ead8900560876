#include "engine/trace/chunkstore.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace trace {

namespace {

constexpr std::size_t HugePage = std::size_t{2} << 20;
// Smaller ones are malloc's business.
constexpr std::size_t SmallestKept = std::size_t{64} << 10;
constexpr std::size_t MostKept = std::size_t{512} << 20;

void *fromSystem(std::size_t bytes)
{
    if (bytes < HugePage)
        return ::operator new(bytes);
    void *chunk = ::operator new(bytes, std::align_val_t(HugePage));
#ifdef __linux__
    madvise(chunk, bytes, MADV_HUGEPAGE); // advice: without huge pages it works as well
#endif
    return chunk;
}

void toSystem(void *chunk, std::size_t bytes) noexcept
{
    if (bytes < HugePage)
        ::operator delete(chunk);
    else
        ::operator delete(chunk, std::align_val_t(HugePage));
}

/// What has been given back and not been asked for again.
class Kept
{
public:
    void *take(std::size_t bytes) noexcept
    {
        const std::lock_guard lock(m_mutex);
        const auto found
            = std::find_if(m_chunks.begin(), m_chunks.end(),
                           [bytes](const Chunk &chunk) { return chunk.bytes == bytes; });
        if (found == m_chunks.end())
            return nullptr;
        void *address = found->address;
        *found = m_chunks.back();
        m_chunks.pop_back();
        m_bytes -= bytes;
        return address;
    }

    bool keep(void *address, std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        if (m_bytes + bytes > MostKept)
            return false;
        m_chunks.push_back({address, bytes});
        m_bytes += bytes;
        return true;
    }

private:
    struct Chunk
    {
        void *address;
        std::size_t bytes;
    };

    std::mutex m_mutex;
    std::vector<Chunk> m_chunks;
    std::size_t m_bytes = 0;
};

// Never destroyed: a log may outlive everything else of the program.
Kept &kept()
{
    static Kept &instance = *new Kept;
    return instance;
}

} // namespace

void *ChunkStore::allocate(std::size_t bytes)
{
    if (bytes >= SmallestKept) {
        if (void *chunk = kept().take(bytes))
            return chunk;
    }
    return fromSystem(bytes);
}

void ChunkStore::release(void *chunk, std::size_t bytes) noexcept
{
    if (bytes < SmallestKept || !kept().keep(chunk, bytes))
        toSystem(chunk, bytes);
}

} // namespace trace
