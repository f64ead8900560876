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
    trace::ChainId place = trace::ChainId::None; ///< where it stood itself in its first wait
    std::size_t begin = 0; ///< of the task's segments
    std::size_t end = 0;
    bool again = false; ///< it came to that place once more: in a loop of its own, or called again

    bool operator==(const AwaitSpan &) const = default;
};

/// All of one task, found as far as is known of its run.
class AwaitSpans
{
public:
    explicit AwaitSpans(trace::TaskId task)
        : m_task(task)
    {
    }

    /// Goes on to the end of what \a model, always the same one, knows of the task.
    void advance(const RunModel &model);

    /// First those that the task's own coroutine awaits, then those within these, and so on; each
    /// level in the order of time, without two that overlap.
    const std::vector<std::vector<AwaitSpan>> &levels() const noexcept { return m_levels; }

private:
    /// So many spans of a level, and what may become of the last of them.
    struct Level
    {
        std::size_t spans = 0;
        std::size_t end = 0;
        bool again = false;
    };

    void remember();
    void restore();
    void take(const RunModel &model, std::size_t segment);

    trace::TaskId m_task;
    std::vector<std::vector<AwaitSpan>> m_levels;
    std::size_t m_open = 0; ///< so many levels have a last span that the last wait was in
    std::size_t m_taken = 0; ///< segments
    // Before the last segment, of which more may become known.
    std::vector<Level> m_before;
    std::size_t m_openBefore = 0;
    std::vector<trace::ChainId> m_callers; ///< of the wait in work, outermost first
};

} // namespace views
