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

    bool isQueued() const noexcept { return m_slot != NotQueued; }

protected:
    /// Leaves the ready queue of the current loop.
    virtual ~Runnable()
    {
        if (isQueued())
            withdraw();
    }

private:
    friend class ReadyQueue;
    static constexpr std::uint32_t NotQueued = ~std::uint32_t{0};

    void withdraw() noexcept;

    std::uint32_t m_slot = NotQueued; ///< of the ready queue
};

} // namespace engine
