#pragma once

#include "engine/core/futureref.h"
#include "engine/core/intrusivelist.h"
#include "engine/trace/trace.h"

#include <cstdint>
#include <exception>
#include <utility>

namespace engine {

class FutureBase;

/// Something to be told when a future is done. Linked into the future; owned by its deriver.
class DoneCallback : private ListLinks<DoneCallback>
{
public:
    DoneCallback() = default;

    /// The future is done. Called inside the step that completes it, in the order of
    /// registration: append to the ready queue what has to happen, and do no more.
    virtual void futureDone(FutureBase &future) = 0;
    /// The future will never be done: its loop ends, or nobody has it any more.
    virtual void futureAbandoned() {}

    /// Leaves the future that it waits for, if there is one.
    void stopWatching() noexcept { leaveList(); }

protected:
    virtual ~DoneCallback() = default;

private:
    friend class IntrusiveList<DoneCallback>;
};

/// An outcome that is not there yet: the part of asyncio's Future that does not depend on the
/// type of its result. Counted references (FutureRef) own it.
class FutureBase
{
public:
    FutureBase(const FutureBase &) = delete;
    FutureBase &operator=(const FutureBase &) = delete;

    bool done() const noexcept { return m_state != State::Pending; }
    bool cancelled() const noexcept { return m_state == State::Cancelled; }
    /// Null when it is pending, cancelled or has a result. Whoever asks has taken notice.
    const std::exception_ptr &exception() const noexcept
    {
        m_noticed = true;
        return m_exception;
    }
    /// It has an exception that nobody has asked for.
    bool failedUnnoticed() const noexcept { return m_exception && !m_noticed; }
    /// Throws CancelledError or the exception that this ended with; nothing when it has a result.
    void throwIfFailed() const;

    /// Future.cancel() of asyncio: false when it is done and nothing happens.
    virtual bool cancel() = 0;
    /// What a task that awaits this future waits for.
    virtual trace::Wait wait() const = 0;

    /// Calls \a callback when this is done; at once when it is.
    void addDoneCallback(DoneCallback &callback);

    void retain() noexcept { ++m_references; }
    void release() noexcept
    {
        if (--m_references == 0)
            delete this;
    }

protected:
    FutureBase() = default;
    virtual ~FutureBase();

    /// With a result when \a exception is null, else with that in its place.
    void setDone(std::exception_ptr exception = {});
    void setCancelled() { complete(State::Cancelled); }
    /// Tells the callbacks that the loop ends before this is done.
    void abandonCallbacks();

private:
    enum class State : std::uint8_t { Pending, Finished, Cancelled };

    void complete(State state);

    IntrusiveList<DoneCallback> m_callbacks;
    std::exception_ptr m_exception;
    std::uint32_t m_references = 0;
    State m_state = State::Pending;
    mutable bool m_noticed = false;
};

} // namespace engine
