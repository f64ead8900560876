#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace engine {

/// Calls for a loop from other threads: call_soon_threadsafe(). Outlives its loop where a thread
/// still holds it, and then takes nothing more.
class Inbox
{
public:
    using Call = std::function<void()>;

    /// \a attention is set when there are calls; it lives until close().
    explicit Inbox(std::atomic<bool> &attention) noexcept
        : m_attention(attention)
    {
    }

    /// Puts \a call, to be made by the loop in its thread, and wakes the loop's driver. From any
    /// thread. Drops it when the loop has ended.
    void put(Call call);

    /// What wakes the driver; called from any thread, under a lock. Set by the loop's thread
    /// before anything is put.
    void setWakeUp(Call wakeUp);

    // For the loop.
    bool hasCalls() const noexcept { return m_hasCalls.load(std::memory_order_acquire); }
    std::vector<Call> take();
    void close();

private:
    std::mutex m_mutex;
    std::vector<Call> m_calls;
    Call m_wakeUp;
    std::atomic<bool> &m_attention;
    std::atomic<bool> m_hasCalls{false};
    bool m_closed = false;
};

} // namespace engine
