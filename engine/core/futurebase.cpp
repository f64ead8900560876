#include "engine/core/futurebase.h"

#include "engine/core/error.h"

#include <cassert>

namespace engine {

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
    if (done())
        callback.futureDone(*this);
    else
        m_callbacks.append(callback);
}

void FutureBase::setDone(std::exception_ptr exception)
{
    m_exception = std::move(exception);
    complete(State::Finished);
}

void FutureBase::abandonCallbacks()
{
    while (DoneCallback *callback = m_callbacks.takeFirst())
        callback->futureAbandoned();
}

void FutureBase::complete(State state)
{
    assert(!done());
    m_state = state;
    while (DoneCallback *callback = m_callbacks.takeFirst())
        callback->futureDone(*this);
}

} // namespace engine
