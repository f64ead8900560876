#pragma once

#include <cstdint>

namespace engine {

/// Something that the loop runs once: a task's next step or a callback. Owned by whoever derives
/// from it; the ready queue only points to it.
class Runnable
{
public:
    Runnable() = default;
    Runnable(const Runnable &) = delete;
    Runnable &operator=(const Runnable &) = delete;

    /// Called by the loop that it was queued on. May destroy this object.
    virtual void run() = 0;
    /// Called in place of run() when the loop ends first.
    virtual void discard() {}

    bool isQueued() const noexcept { return m_place != NotQueued; }

protected:
    /// Leaves the ready queue of the current loop.
    virtual ~Runnable()
    {
        if (isQueued())
            withdraw();
    }

private:
    friend class ReadyQueue;
    static constexpr std::uint64_t NotQueued = ~std::uint64_t{0};

    void withdraw() noexcept;

    std::uint64_t m_place = NotQueued; ///< how many were queued before it since the loop began
};

} // namespace engine
