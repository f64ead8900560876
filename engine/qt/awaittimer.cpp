#include "engine/qt/awaittimer.h"

namespace engine::qt {

TimerFuture::TimerFuture(const QTimer *timer)
    : ObjectFuture(trace::Reason::Signal)
{
    if (!timer->isActive()) {
        setDone();
        return;
    }
    QObject::connect(timer, &QTimer::timeout, &context(), [this] { arrive(); });
    begin(*timer);
}

} // namespace engine::qt
