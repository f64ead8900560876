#pragma once

#include "engine/trace/chunkstore.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace trace {

/// An append-only sequence with one writer and any number of concurrent readers.
///
/// Elements live in chunks that never move, each twice as large as the one before, so that
/// 48 pointers address any amount and an untouched tail costs address space only. The writer
/// publishes the length with one release store; readers see every element below the length
/// they loaded, without locks or copies. FirstChunk is a power of two.
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
        for (std::size_t k = 0; k < m_chunks.size() && m_chunks[k] != nullptr; ++k)
            ChunkStore::release(m_chunks[k], sizeof(T) * (FirstChunk << k));
    }

    /// Appends and publishes one element; returns its index. The writer only.
    std::size_t push(T element)
    {
        if (m_next == m_chunkEnd) [[unlikely]]
            return pushIntoNewChunk(std::move(element));
        std::construct_at(m_next, std::move(element));
        ++m_next;
        const std::size_t index = m_size.load(std::memory_order_relaxed);
        m_size.store(index + 1, std::memory_order_release);
        return index;
    }

    /// The published length. Any thread.
    std::size_t size() const noexcept { return m_size.load(std::memory_order_acquire); }
    bool empty() const noexcept { return size() == 0; }

    /// The element at \a index, which is below a length that this thread has loaded.
    const T &operator[](std::size_t index) const noexcept
    {
        const std::size_t scaled = index / FirstChunk + 1;
        const auto k = static_cast<std::size_t>(std::bit_width(scaled)) - 1;
        return m_chunks[k][index - chunkBegin(k)];
    }

    /// The elements from \a begin to the published end or the end of begin's chunk, whichever
    /// comes first; empty only when nothing has been published from \a begin on.
    std::span<const T> run(std::size_t begin) const noexcept
    {
        const std::size_t end = size();
        if (begin >= end)
            return {};
        const auto k = static_cast<std::size_t>(std::bit_width(begin / FirstChunk + 1)) - 1;
        const std::size_t chunkLast = chunkBegin(k) + (FirstChunk << k);
        return {&m_chunks[k][begin - chunkBegin(k)], std::min(end, chunkLast) - begin};
    }

private:
    static constexpr std::size_t chunkBegin(std::size_t k) noexcept
    {
        return FirstChunk * ((std::size_t{1} << k) - 1);
    }

    // Apart, so that whoever inlines push() saves no registers for this.
    [[gnu::noinline, gnu::cold]] std::size_t pushIntoNewChunk(T element)
    {
        assert(m_used < m_chunks.size());
        const std::size_t capacity = FirstChunk << m_used;
        m_next = static_cast<T *>(ChunkStore::allocate(sizeof(T) * capacity));
        m_chunkEnd = m_next + capacity;
        m_chunks[m_used++] = m_next;
        return push(std::move(element));
    }

    // The writer's place first: one cache line in the steady state.
    T *m_next = nullptr;
    T *m_chunkEnd = nullptr;
    std::atomic<std::size_t> m_size{0};
    std::size_t m_used = 0;
    // Plain pointers: a reader reaches only chunks below a length it has acquired.
    std::array<T *, 48> m_chunks{};
};

} // namespace trace
