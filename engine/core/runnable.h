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

protected:
    /// Leaves the ready queue of the current loop. While it is queued, it is destroyed only where
    /// its loop is the current one: another could not tell it from one that is not queued.
    virtual ~Runnable() { withdraw(); }

private:
    friend class ReadyQueue;

    void withdraw() const noexcept;

    std::uint32_t m_place = 0; ///< in a ready queue, now or before; the last bits of it
};

} // namespace engine
