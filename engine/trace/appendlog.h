#pragma once

#include "engine/trace/chunkstore.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <utility>

namespace trace {

/// An append-only sequence with one writer and any number of concurrent readers.
///
/// Elements live in chunks that never move, each twice as large as the one before, so that
/// 48 pointers address any amount and an untouched tail costs address space only. The writer
/// publishes an element with one release store, of where the next one goes; readers find the length
/// from that, and see every element below the length they loaded, without locks or copies.
/// FirstChunk is a power of two.
template <class T, std::size_t FirstChunk = 1024>
class AppendLog
{
    static_assert(std::has_single_bit(FirstChunk));

public:
    AppendLog() = default;
    AppendLog(const AppendLog &) = delete;
    AppendLog &operator=(const AppendLog &) = delete;

    ~AppendLog()
    {
        for (std::size_t begin = 0; begin < size();) {
            const auto chunk = run(begin);
            std::destroy(chunk.begin(), chunk.end());
            begin += chunk.size();
        }
        for (std::size_t k = 0; k < m_used.load(std::memory_order_relaxed); ++k)
            ChunkStore::release(chunk(k), sizeof(T) * capacity(k));
    }

    /// Appends and publishes one element, with the index size(). The writer only. Memory that runs
    /// out ends the program.
    void push(T element) noexcept
    {
        T *next = m_next.load(std::memory_order_relaxed);
        if (next == m_chunkEnd) [[unlikely]]
            return pushIntoNewChunk(std::move(element));
        std::construct_at(next, std::move(element));
        m_next.store(next + 1, std::memory_order_release);
    }

    /// The published length. Any thread.
    std::size_t size() const noexcept
    {
        const T *next = m_next.load(std::memory_order_acquire);
        if (next == nullptr)
            return 0;
        // Mostly the last chunk; the writer may have begun others since.
        std::size_t k = m_used.load(std::memory_order_acquire) - 1;
        while (!holds(k, next))
            --k;
        return chunkBegin(k) + static_cast<std::size_t>(next - chunk(k));
    }
    bool empty() const noexcept { return m_next.load(std::memory_order_acquire) == nullptr; }

    /// The element at \a index, which is below a length that this thread has loaded.
    const T &operator[](std::size_t index) const noexcept
    {
        const std::size_t scaled = index / FirstChunk + 1;
        const auto k = static_cast<std::size_t>(std::bit_width(scaled)) - 1;
        return chunk(k)[index - chunkBegin(k)];
    }

    /// The elements from \a begin to the published end or the end of begin's chunk, whichever
    /// comes first; empty only when nothing has been published from \a begin on.
    std::span<const T> run(std::size_t begin) const noexcept
    {
        const std::size_t end = size();
        if (begin >= end)
            return {};
        const auto k = static_cast<std::size_t>(std::bit_width(begin / FirstChunk + 1)) - 1;
        const std::size_t chunkLast = chunkBegin(k) + capacity(k);
        return {chunk(k) + (begin - chunkBegin(k)), std::min(end, chunkLast) - begin};
    }

private:
    static constexpr std::size_t chunkBegin(std::size_t k) noexcept
    {
        return FirstChunk * ((std::size_t{1} << k) - 1);
    }
    static constexpr std::size_t capacity(std::size_t k) noexcept { return FirstChunk << k; }

    T *chunk(std::size_t k) const noexcept { return m_chunks[k].load(std::memory_order_relaxed); }
    /// \a next is behind an element of that chunk.
    bool holds(std::size_t k, const T *next) const noexcept
    {
        const T *begin = chunk(k);
        return std::less<>()(begin, next) && std::less_equal<>()(next, begin + capacity(k));
    }

    // Apart, so that whoever inlines push() saves no registers for this.
    [[gnu::noinline, gnu::cold]] void pushIntoNewChunk(T element) noexcept
    {
        const std::size_t k = m_used.load(std::memory_order_relaxed);
        assert(k < m_chunks.size());
        auto *begin = static_cast<T *>(ChunkStore::allocate(sizeof(T) * capacity(k)));
        m_chunkEnd = begin + capacity(k);
        m_chunks[k].store(begin, std::memory_order_relaxed);
        m_used.store(k + 1, std::memory_order_release);
        std::construct_at(begin, std::move(element));
        m_next.store(begin + 1, std::memory_order_release);
    }

    std::atomic<T *> m_next{nullptr}; ///< behind the last element
    T *m_chunkEnd = nullptr; ///< the writer's
    std::atomic<std::size_t> m_used{0}; ///< chunks
    std::array<std::atomic<T *>, 48> m_chunks{};
};

} // namespace trace
