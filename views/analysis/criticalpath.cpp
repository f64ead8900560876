#include "views/analysis/criticalpath.h"

#include "views/analysis/blame.h"
#include "views/model/deadline.h"

#include <algorithm>
#include <optional>

namespace views {

namespace {

class Finder
{
public:
    explicit Finder(const RunModel &model)
        : m_model(model)
    {
    }

    std::vector<PathPart> find(std::size_t records)
    {
        const std::uint32_t steps = m_model.steps().before(records);
        if (steps == 0)
            return {};
        const std::size_t last = m_model.steps().record(steps - 1);
        std::optional<Arrival> at = Arrival{runningAt(taskOf(last), last), endOf(last, records)};
        // Each step is earlier than the one before, also where the data that was read makes no
        // sense.
        for (std::size_t bound = records; at && isStepBefore(at->step, bound);) {
            bound = recordOf(at->step);
            at = addStep(*at);
        }
        std::reverse(m_parts.begin(), m_parts.end());
        return std::move(m_parts);
    }

private:
    /// A step that the path goes through, until it did what the path goes on with.
    struct Arrival
    {
        SegmentRef step;
        trace::Time until{0};
    };

    const trace::Record &record(std::size_t index) const
    {
        return m_model.trace().records()[index];
    }
    trace::TaskId taskOf(std::size_t index) const { return record(index).task(); }
    std::size_t recordOf(const SegmentRef &segment) const
    {
        return m_model.track(segment.task).record(segment.index);
    }
    trace::Time timeOf(const SegmentRef &segment) const
    {
        return m_model.track(segment.task).start(segment.index);
    }

    bool isStepBefore(const SegmentRef &segment, std::size_t bound) const
    {
        return isRunning(m_model.track(segment.task).state(segment.index))
            && recordOf(segment) < bound;
    }
    /// The step of \a task that goes on at record \a index or is the last before it.
    SegmentRef runningAt(trace::TaskId task, std::size_t index) const
    {
        const TaskTrack &track = m_model.track(task);
        std::size_t segment = track.segmentAfter(index + 1);
        while (segment > 0 && !isRunning(track.state(segment)))
            --segment;
        return {task, segment};
    }
    /// When the step that record \a index begins ended, but not later than with \a records.
    trace::Time endOf(std::size_t index, std::size_t records) const
    {
        const TaskTrack &track = m_model.track(taskOf(index));
        const std::size_t next = track.segmentAfter(index + 1) + 1;
        if (next < track.size() && track.record(next) < records)
            return track.start(next);
        return record(records - 1).time();
    }
    /// How the path comes to what could have happened at \a since, or later with record \a index, at
    /// \a until, but for a step that held the loop; nothing where none did.
    std::optional<Arrival> heldBy(trace::TaskId task, std::size_t index, trace::Time since,
                                  trace::Time until) const
    {
        const auto step = stepBefore(m_model, task, index);
        if (!step || endOfStep(m_model, *step) <= since)
            return {};
        return Arrival{*step, until};
    }

    /// Adds the step and returns how the path comes to it.
    std::optional<Arrival> addStep(const Arrival &at)
    {
        const trace::Time begin = timeOf(at.step);
        add(PathPart::Kind::Step, at.step, begin, at.until);
        if (at.step.index == 0)
            return {};
        const SegmentRef ready{at.step.task, at.step.index - 1};
        const std::size_t cause = recordOf(ready);
        const trace::Time since = record(cause).time();
        const auto held
            = since < begin ? heldBy(at.step.task, recordOf(at.step), since, begin) : std::nullopt;
        return held ? held : causeOf(ready, cause, begin);
    }

    /// What put the task into the ready queue with record \a cause at \a when.
    std::optional<Arrival> causeOf(const SegmentRef &ready, std::size_t cause, trace::Time when)
    {
        const trace::Record &record = this->record(cause);
        if (record.kind() == trace::Kind::Suspended) // it yielded
            return Arrival{runningAt(ready.task, cause - 1), when};
        const Wake wake = m_model.wake(ready);
        if (wake.by == Wake::By::Task) {
            const SegmentRef waker = runningAt(wake.task, cause);
            // A callback may have passed it on, later than the step in which it began.
            const trace::Time end = endOfStep(m_model, waker);
            const auto held = end < when ? heldBy(ready.task, cause, end, when) : std::nullopt;
            return held ? held : Arrival{waker, when};
        }
        if (ready.index == 0 || isCancelledByLoop(m_model, ready))
            return afterNobody(ready, cause, when);
        return afterOwnWait(ready, cause, when, wake.by == Wake::By::Timer);
    }

    /// Where a task that nobody in the loop has created or cancelled came from: the beginning, or what
    /// the loop did before, as what asyncio.run() does at its end.
    std::optional<Arrival> afterNobody(const SegmentRef &ready, std::size_t cause, trace::Time when)
    {
        const auto before = stepBefore(m_model, ready.task, cause);
        if (!before)
            return {};
        const trace::Time end = std::min(endOfStep(m_model, *before), when);
        if (end < when)
            add(PathPart::Kind::Outside, ready, end, when);
        return Arrival{*before, end};
    }

    std::optional<Arrival> afterOwnWait(const SegmentRef &ready, std::size_t cause,
                                        trace::Time when, bool timer)
    {
        const SegmentRef before = runningAt(ready.task, cause - 1);
        const SegmentRef wait{ready.task, before.index + 1};
        const trace::Time begin = timeOf(wait);
        const auto due = deadlineOf(m_model, wait);
        const auto held
            = timer && due && *due < when ? heldBy(ready.task, cause, *due, when) : std::nullopt;
        if (held)
            return held;
        add(timer ? PathPart::Kind::Timer : PathPart::Kind::Outside, wait, begin, when);
        return Arrival{before, begin};
    }

    void add(PathPart::Kind kind, const SegmentRef &segment, trace::Time begin, trace::Time end)
    {
        m_parts.push_back({kind, segment.task, recordOf(segment), {begin, end}});
    }

    const RunModel &m_model;
    std::vector<PathPart> m_parts; ///< last first
};

} // namespace

std::vector<PathPart> criticalPath(const RunModel &model, std::size_t records)
{
    return Finder(model).find(records);
}

} // namespace views
