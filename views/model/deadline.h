#pragma once

#include "views/model/runmodel.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace views {

/// When the timer rings that \a wait, of \a trace, has waited for since \a begin; at the end of
/// time if it is further away. Nothing if it is no timer, or one whose length was not recorded.
inline std::optional<trace::Time> deadlineOf(const trace::Trace &trace, const trace::Wait &wait,
                                             trace::Time begin)
{
    const trace::WaitKind &kind = trace.waitKind(wait.reason);
    if (kind.shape != trace::Shape::Timer || kind.amount != trace::Amount::Nanoseconds)
        return {};
    constexpr trace::Time Last{std::numeric_limits<std::int64_t>::max()};
    const trace::Time length{std::max<std::int64_t>(0, wait.amount)};
    return begin < Last - length ? begin + length : Last;
}

/// The same of the segment \a wait.
inline std::optional<trace::Time> deadlineOf(const RunModel &model, const SegmentRef &wait)
{
    const trace::Wait *what = model.wait(wait);
    if (what == nullptr)
        return {};
    return deadlineOf(model.trace(), *what, model.track(wait.task).start(wait.index));
}

} // namespace views
