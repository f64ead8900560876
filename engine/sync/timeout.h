#pragma once

#include "engine/core/error.h"
#include "engine/core/scheduledtask.h"
#include "engine/core/timerheap.h"
#include "engine/task/task.h"

#include <exception>

namespace engine {

/// The limit of a timeout() block: cancels the running task when its time has come.
/// asyncio.Timeout of CPython 3.11.2.
class TimeoutLimit
{
public:
    /// Begins the block; \a seconds from now, or at once when not above 0.
    explicit TimeoutLimit(double seconds);
    ~TimeoutLimit();
    TimeoutLimit(const TimeoutLimit &) = delete;
    TimeoutLimit &operator=(const TimeoutLimit &) = delete;

    /// Ends the block with what left it. True when that is a CancelledError of this limit's own
    /// making, to be turned into TimeoutError.
    bool end(bool withCancelledError);

private:
    class Alarm final : public Timer
    {
    public:
        explicit Alarm(TimeoutLimit &limit) noexcept
            : m_limit(limit)
        {
        }
        void run() override;

    private:
        TimeoutLimit &m_limit;
    };

    FutureRef<ScheduledTask> m_task;
    Alarm m_alarm;
    bool m_expired = false;
};

/// Runs \a body within the awaiting task for at most \a seconds: `async with timeout(seconds)`.
/// When they have passed, the body is cancelled where it waits; if it lets the CancelledError out
/// and nobody else has asked for one, it becomes a TimeoutError.
template <class T>
Task<T> timeout(double seconds, Task<T> body)
{
    TimeoutLimit limit(seconds);
    bool cancelled = false;
    std::exception_ptr error;
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(body);
            limit.end(false);
            co_return;
        } else {
            T result = co_await std::move(body);
            limit.end(false);
            co_return result;
        }
    } catch (const CancelledError &) {
        cancelled = true;
        error = std::current_exception();
    } catch (...) {
        error = std::current_exception();
    }
    if (limit.end(cancelled))
        throw TimeoutError();
    std::rethrow_exception(error);
}

} // namespace engine
