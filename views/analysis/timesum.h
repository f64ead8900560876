#pragma once

#include "engine/trace/record.h"

namespace views {

/// Sums over tasks may be longer than any run: trace::Time::max() stands for all that it cannot
/// tell.
inline trace::Time sumOf(trace::Time one, trace::Time other) noexcept
{
    trace::Time::rep sum = 0;
    return __builtin_add_overflow(one.count(), other.count(), &sum) ? trace::Time::max()
                                                                    : trace::Time{sum};
}

} // namespace views
