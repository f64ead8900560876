#pragma once

#include "engine/qt/externalwait.h"

#include <QException>
#include <QFuture>
#include <QFutureWatcher>

#include <type_traits>

namespace engine::qt {

/// Waits until a QFuture has finished, or has been cancelled and nobody works for it any more.
template <class T>
class QFutureFuture final : public ExternalFuture
{
public:
    using Source = QFuture<T>;

    explicit QFutureFuture(QFuture<T> future)
        : ExternalFuture(trace::Reason::Executor)
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] {
            if (const std::exception_ptr error = failure())
                arrive(error);
            else if (wasCancelled())
                arriveCancelled();
            else
                arrive();
        });
        m_watcher.setFuture(future);
        if (!future.isFinished())
            begin();
        else if (const std::exception_ptr error = failure())
            setDone(error);
        else if (wasCancelled())
            setCancelled();
        else
            setDone();
    }

    T result()
    {
        if constexpr (std::is_void_v<T>)
            return;
        else if constexpr (std::is_copy_constructible_v<T>)
            return m_watcher.future().result();
        else
            return m_watcher.future().takeResult();
    }

private:
    void abort() override { m_watcher.future().cancel(); }

    /// What the work threw; QtConcurrent hides what is no QException in a QUnhandledException.
    std::exception_ptr failure()
    {
        try {
            m_watcher.future().waitForFinished(); // it has: this only throws
        } catch (const QUnhandledException &unhandled) {
            return unhandled.exception() ? unhandled.exception() : std::current_exception();
        } catch (...) {
            return std::current_exception();
        }
        return nullptr;
    }
    /// And has no result: to ask for one would be undefined.
    bool wasCancelled() const
    {
        const QFuture<T> future = m_watcher.future();
        if constexpr (std::is_void_v<T>)
            return future.isCanceled();
        else
            return future.resultCount() == 0;
    }

    QFutureWatcher<T> m_watcher;
};

/// Awaits \a future for its first result, or for what its work threw. A future that is cancelled
/// without a result cancels the awaiting task; cancelling the wait cancels \a future.
template <class T>
ExternalWait<QFutureFuture<T>> qtAwait(QFuture<T> future)
{
    return ExternalWait<QFutureFuture<T>>(std::move(future));
}

} // namespace engine::qt
