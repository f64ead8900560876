#pragma once

#include "engine/qt/externalwait.h"
#include "engine/qt/objectfuture.h"

#include <QTimer>

namespace engine::qt {

/// Waits for a timer's next timeout.
class TimerFuture final : public ObjectFuture
{
public:
    using Source = const QTimer *;

    explicit TimerFuture(const QTimer *timer);
    void result() const noexcept {}
};

/// Awaits \a timer's next timeout; not at all when it does not run. A cancelled wait leaves the
/// timer running. Its time is the wall's and not the run's: sleep() has the run's.
inline ExternalWait<TimerFuture> qtAwait(const QTimer &timer)
{
    return ExternalWait<TimerFuture>(&timer);
}

} // namespace engine::qt
