#include "engine/core/futurebase.h"

#include "engine/core/error.h"

#include <cassert>

namespace engine {

void DoneCallback::stopWatching() noexcept
{
    if (m_future != nullptr)
        m_future->removeDoneCallback(*this);
}

FutureBase::~FutureBase()
{
    abandonCallbacks();
}

void FutureBase::throwIfFailed() const
{
    if (cancelled())
        throw CancelledError();
    if (const std::exception_ptr &error = exception())
        std::rethrow_exception(error);
}

void FutureBase::addDoneCallback(DoneCallback &callback)
{
    if (done()) {
        callback.futureDone(*this);
        return;
    }
    callback.m_future = this;
    callback.m_previous = m_last;
    (m_last == nullptr ? m_first : m_last->m_next) = &callback;
    m_last = &callback;
}

void FutureBase::removeDoneCallback(DoneCallback &callback) noexcept
{
    DoneCallback *before = std::exchange(callback.m_previous, nullptr);
    DoneCallback *after = std::exchange(callback.m_next, nullptr);
    (before == nullptr ? m_first : before->m_next) = after;
    (after == nullptr ? m_last : after->m_previous) = before;
    callback.m_future = nullptr;
}

void FutureBase::setDone(std::exception_ptr exception)
{
    m_exception = std::move(exception);
    complete(State::Finished);
}

void FutureBase::abandonCallbacks()
{
    while (DoneCallback *callback = takeFirst())
        callback->futureAbandoned();
}

void FutureBase::complete(State state)
{
    assert(!done());
    m_state = state;
    while (DoneCallback *callback = takeFirst())
        callback->futureDone(*this);
}

DoneCallback *FutureBase::takeFirst() noexcept
{
    DoneCallback *first = m_first;
    if (first != nullptr)
        removeDoneCallback(*first);
    return first;
}

} // namespace engine
