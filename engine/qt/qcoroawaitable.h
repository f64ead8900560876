#pragma once

#include "engine/core/queuedcallback.h"
#include "engine/task/createtask.h"

#include <coroutine>
#include <memory>
#include <utility>

namespace engine::qt {

/// Resumes a foreign coroutine from the ready queue once a task is done, or from within the end
/// of the loop when that comes first. The coroutine owns it.
class ForeignResumption final : public QueuedCallback
{
public:
    ForeignResumption(ScheduledTask &task, std::coroutine_handle<> coroutine)
        : m_coroutine(coroutine)
    {
        watch(task);
    }

    bool loopHasEnded() const noexcept { return m_loopHasEnded; }

private:
    // The coroutine may destroy this.
    void called() override { m_coroutine.resume(); }
    void dropped() override
    {
        m_loopHasEnded = true;
        m_coroutine.resume();
    }

    std::coroutine_handle<> m_coroutine;
    bool m_loopHasEnded = false;
};

/// What a QCoro::Task, or any other coroutine of the loop's thread, can `co_await` for the outcome
/// of a task: its result, or what it threw, which is CancelledError when it was cancelled. When
/// the loop ends before the task, RuntimeError.
///
/// A temporary only: g++ 12 copies an lvalue that QCoro's await_transform returns by reference.
template <class T>
class [[nodiscard]] QCoroAwaitable
{
public:
    explicit QCoroAwaitable(TaskHandle<T> task) noexcept
        : m_task(std::move(task))
    {
    }

    bool await_ready() const noexcept { return m_task.done(); }
    void await_suspend(std::coroutine_handle<> coroutine)
    {
        m_resumption = std::make_unique<ForeignResumption>(m_task.task(), coroutine);
    }
    T await_resume() const
    {
        if (m_resumption != nullptr && m_resumption->loopHasEnded())
            throw RuntimeError("The run ended before the task that was awaited.");
        return m_task.result();
    }

private:
    TaskHandle<T> m_task;
    std::unique_ptr<ForeignResumption> m_resumption;
};

/// See QCoroAwaitable.
template <class T>
QCoroAwaitable<T> forQCoro(TaskHandle<T> task)
{
    return QCoroAwaitable<T>(std::move(task));
}

} // namespace engine::qt
