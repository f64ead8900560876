#pragma once

#include "views/model/runmodel.h"

#include <cstddef>
#include <vector>

namespace views {

/// The places at which a coroutine and those that await it stand, the innermost first.
std::vector<trace::SiteId> sitesOf(const trace::Trace &trace, trace::ChainId chain);

/// A coroutine of a task that another of its coroutines awaits, as far as it suspends: from the
/// beginning of the first wait within it to the end of the last. Two calls from one place with
/// nothing between them that waits are told apart by nothing, and are one span.
struct AwaitSpan
{
    trace::ChainId awaitedAt = trace::ChainId::None; ///< the place in the coroutine that awaits it
    std::size_t depth = 0; ///< from 1: how many coroutines there are round it
    std::size_t begin = 0; ///< of the task's segments
    std::size_t end = 0;

    bool operator==(const AwaitSpan &) const = default;
};

/// All of \a task, those round others before them.
std::vector<AwaitSpan> awaitSpans(const RunModel &model, trace::TaskId task);

} // namespace views
