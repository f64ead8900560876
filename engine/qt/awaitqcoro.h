#pragma once

#include "engine/qt/detached.h"
#include "engine/qt/externalwait.h"

#include <QCoroTask>

#include <memory>
#include <optional>
#include <type_traits>
#include <variant>

namespace engine::qt {

/// Waits until a QCoro::Task is done. A detached coroutine owns that and awaits it, and so
/// outlives this when the waiting task is cancelled or its loop ends.
template <class T>
class QCoroFuture final : public ExternalFuture
{
public:
    using Source = QCoro::Task<T>;

    explicit QCoroFuture(QCoro::Task<T> task)
        : ExternalFuture(trace::Reason::Future)
    {
        await(std::move(task), m_outcome);
        if (m_outcome->isThere) {
            setDone(m_outcome->error);
            return;
        }
        m_outcome->waiter = this;
        begin();
    }
    ~QCoroFuture() override { m_outcome->waiter = nullptr; }

    T result()
    {
        if constexpr (!std::is_void_v<T>)
            return std::move(*m_outcome->value);
    }

private:
    struct Outcome
    {
        std::optional<std::conditional_t<std::is_void_v<T>, std::monostate, T>> value;
        std::exception_ptr error;
        QCoroFuture *waiter = nullptr; ///< null when nobody waits any more
        bool isThere = false;
    };

    static Detached await(QCoro::Task<T> task, std::shared_ptr<Outcome> outcome)
    {
        try {
            if constexpr (std::is_void_v<T>) {
                co_await task;
            } else {
                T value = co_await std::move(task);
                outcome->value.emplace(std::move(value));
            }
        } catch (...) {
            outcome->error = std::current_exception();
        }
        outcome->isThere = true;
        if (outcome->waiter != nullptr)
            outcome->waiter->arrive(outcome->error);
    }

    const std::shared_ptr<Outcome> m_outcome = std::make_shared<Outcome>();
};

/// Awaits \a task for its result, or for what it threw. QCoro cannot cancel its tasks: when the
/// wait is cancelled, \a task runs on, and what it brings or throws is dropped.
template <class T>
ExternalWait<QCoroFuture<T>> qtAwait(QCoro::Task<T> task)
{
    return ExternalWait<QCoroFuture<T>>(std::move(task));
}

} // namespace engine::qt
