#pragma once

#include "engine/trace/trace.h"
#include "views/model/depthtrack.h"
#include "views/model/holdertrack.h"
#include "views/model/loadtrack.h"
#include "views/model/position.h"
#include "views/model/runnotes.h"
#include "views/model/tasktrack.h"
#include "views/model/trackid.h"
#include "views/model/trackmemory.h"

#include <QString>

#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace views {

/// Tasks of one loop in a run of several, else tasks that run the same coroutine; in the order of
/// their creation.
struct TaskGroup
{
    trace::TextId name = trace::TextId::Empty; ///< of the loop or the coroutine
    std::vector<trace::TaskId> tasks;
};

/// Who or what made a task ready.
struct Wake
{
    enum class By : std::uint8_t { Task, Timer, External, Nobody };

    By by = By::Nobody;
    trace::TaskId task = trace::TaskId::None; ///< for By::Task
    trace::CauseId cause = trace::CauseId::None; ///< for By::External, where it is known
    std::size_t record = 0; ///< that tells of it
    bool cancel = false; ///< the wake delivers a cancellation
};

/// What the timeline knows of a run: a track for every task, the depth of every queue and of the
/// ready queue, and which records begin a step or print. Grows with advance(); asks the log for
/// whatever can be read there.
class RunModel
{
public:
    /// \a trace is not null.
    explicit RunModel(std::shared_ptr<const trace::Trace> trace);

    /// Reads what has been published since the last call, but no more than about \a most records.
    /// Returns from where on that changes what was known before: from the former end, from where
    /// a step began that turns out to have blocked the loop, or a wait that has no end. Nothing
    /// when nothing has been published.
    std::optional<Position> advance(std::size_t most = std::numeric_limits<std::size_t>::max());
    /// Has everything been read that there will ever be?
    bool isComplete() const noexcept { return m_outcome && records() == m_trace->records().size(); }
    /// A run in progress has come as far as \a now, though nothing may have happened since the
    /// last record. Returns from where on that changes what was known before, as advance() does:
    /// a step that has not ended may have lasted long enough by now to block the loop. Nothing when
    /// the run has come as far already.
    std::optional<Position> extendTo(trace::Time now);

    const trace::Trace &trace() const noexcept { return *m_trace; }
    const std::shared_ptr<const trace::Trace> &sharedTrace() const noexcept { return m_trace; }
    const StepIndex &steps() const noexcept { return m_steps; }
    /// The turn of the loop, from 1, that the last step to begin within the first \a records
    /// records belongs to; 0 before the first.
    std::uint32_t turnBefore(std::size_t records) const noexcept
    {
        return m_turns.before(m_steps.before(records));
    }
    /// Where the last step to begin within the first \a records records stands in its turn.
    struct TurnPlace
    {
        std::uint32_t turn = 0; ///< from 1; 0 before the first
        std::uint32_t step = 0; ///< of the turn's, from 1
        std::uint32_t steps = 0; ///< of the turn, as far as it is known
    };
    TurnPlace placeInTurn(std::size_t records) const noexcept;
    /// How many steps there have been when the turn is over that the next step belongs to, after
    /// \a steps steps; at most steps().steps().
    std::uint32_t stepsAtEndOfTurn(std::uint32_t steps) const noexcept;
    /// Right after step number \a step <= steps().steps(), from 1, and before whatever comes
    /// between it and the next one, such as timers of a later time; the beginning of the run for 0.
    Position positionAfterStep(std::uint32_t step) const noexcept;
    /// After everything that has been read.
    Position endPosition() const noexcept { return {m_end, records()}; }
    /// Number of records read.
    std::size_t records() const noexcept { return m_steps.records(); }
    /// The time of the latest record, or what extendTo() said.
    trace::Time end() const noexcept { return m_end; }
    /// The end on \a axis; 0 when nothing has happened.
    Units end(AxisKind axis) const noexcept;
    /// How the run ended, once it has.
    std::optional<trace::Outcome> outcome() const noexcept { return m_outcome; }

    /// The records that print a line, in order; they never move.
    const std::deque<std::uint32_t> &printed() const noexcept { return m_printed; }

    const RunNotes &notes() const noexcept { return m_notes; }

    /// Do tasks wait for ever? Their rows go on beyond the end.
    bool hasLost() const noexcept { return m_hasLost; }

    std::size_t taskCount() const noexcept { return m_tracks.size(); }
    const TaskTrack &track(trace::TaskId task) const noexcept
    {
        return m_tracks[static_cast<std::size_t>(task)];
    }
    /// In the order of their first task.
    const std::vector<TaskGroup> &groups() const noexcept { return m_groups; }
    /// What people call the task: its label, "main", or "Task-N".
    QString label(trace::TaskId task) const;
    /// "Task-N", or the name it was given last.
    QString name(trace::TaskId task) const;
    /// The name that the program gave it, at its birth or later; empty for "Task-N".
    std::string_view givenName(trace::TaskId task) const;
    bool isMain(trace::TaskId task) const;

    /// Objects with a depth, in the order of their first change.
    const std::vector<trace::ObjectId> &queues() const noexcept { return m_queues; }
    const DepthTrack &depth(trace::ObjectId queue) const;
    const ReadyTrack &ready() const noexcept { return m_ready; }
    /// How many tasks have been created and have not ended.
    const DepthTrack &alive() const noexcept { return m_alive; }
    const BusyTrack &busy() const noexcept { return m_busy; }
    const LagTrack &lag() const noexcept { return m_lag; }
    /// The changes of \a track, which shows a depth, that \a axis shows: one sample for every pixel
    /// in which there are changes, after one for the depth at the left edge.
    std::vector<DepthSample> samples(const TrackId &track, const TimeAxis &axis) const;
    /// The same for \a columns of the axis, which may lie beyond it, added to \a samples. Their
    /// records are what columnRecords() gives for them.
    void samples(const TrackId &track, const TimeAxis &axis, const ColumnRange &columns,
                 std::span<const std::uint32_t> columnRecords,
                 std::vector<DepthSample> &samples) const;
    /// The first record at or after the left edge of every one of \a columns of \a axis, and of the
    /// one after them.
    std::vector<std::uint32_t> columnRecords(const TimeAxis &axis,
                                             const ColumnRange &columns) const;
    /// The highest depth in the whole run of what \a track shows.
    std::uint32_t peak(const TrackId &track) const;
    /// The depth after \a records records.
    std::uint32_t depthAfter(const TrackId &track, std::size_t records) const;

    /// The tasks that hold \a object, a lock or a semaphore, after \a records records, in the order
    /// in which they acquired it. A task that holds several places of a semaphore comes as often.
    std::vector<trace::TaskId> holders(trace::ObjectId object, std::size_t records) const;
    /// Who came to hold it, and when; empty for what is held by nobody.
    const HolderTrack &holderTrack(trace::ObjectId object) const noexcept;

    /// Where record number \a record is on \a axis.
    Units at(std::size_t record, AxisKind axis) const noexcept;
    /// Where \a position is on \a axis; on the Steps axis within the step that it is after.
    Units at(const Position &position, AxisKind axis) const noexcept;
    /// The number of records up to and including those at \a time.
    std::size_t recordsUntil(trace::Time time) const noexcept;
    /// The position that a person means who points at \a at: on the Clock axis after all that
    /// happens until then, on the Steps axis positionAfterStep() of the nearest step.
    Position positionAt(Units at, AxisKind axis) const noexcept;
    TimeRange times(const UnitRange &range, AxisKind axis) const noexcept;
    /// The part of \a axis, not empty, in which all that happens in \a times does.
    UnitRange units(const TimeRange &times, AxisKind axis) const noexcept;

    Units start(const SegmentRef &segment, AxisKind axis) const noexcept;
    /// Where the next segment begins, or the run ends.
    Units end(const SegmentRef &segment, AxisKind axis) const noexcept;
    State state(const SegmentRef &segment) const noexcept;
    /// The segment that covers \a where: the last that begins there or before. Nothing before the
    /// task's creation.
    std::optional<SegmentRef> segmentAt(trace::TaskId task, Units where,
                                        AxisKind axis) const noexcept;
    /// What a waiting, cancelling or lost segment waits for; else null.
    const trace::Wait *wait(const SegmentRef &segment) const noexcept;
    /// The steps of \a task, as numbers of its segments, into which a cancellation was thrown that
    /// did not end it there: it was swallowed, or cleaned up after.
    std::span<const std::uint32_t> outlivedCancels(trace::TaskId task) const;
    /// What ended a waiting segment, or put a ready one into the ready queue.
    Wake wake(const SegmentRef &segment) const noexcept;
    /// The number, from 0 over the whole run, of the step that a segment began after; a running
    /// segment is that step.
    std::uint32_t stepOf(const SegmentRef &segment) const noexcept;

    /// Time (or steps, in units) per state of \a task in \a range; exact.
    Mix mix(trace::TaskId task, const UnitRange &range, AxisKind axis) const noexcept;
    /// Number of the task's own steps that begin in [begin, end) of its segments.
    std::size_t stepCount(trace::TaskId task, std::size_t begin, std::size_t end) const noexcept;

private:
    // So that a search for a time reads the log only within one of these.
    static constexpr std::size_t TimesEvery = 32;

    void read(std::size_t index, const trace::Record &record);
    void readThrown(const trace::Record &record, const TaskTrack &track);
    int readLoad(std::uint32_t number, const trace::Record &record, const TaskTrack &track,
                 State state);
    const DepthTrack &changes(const TrackId &track) const;
    /// The first record at \a where or later; records() when there is none.
    std::size_t recordFrom(Units where, AxisKind axis) const noexcept;
    /// The same on the Clock axis, when \a block is the first in m_times that is not before it.
    std::size_t recordInBlock(Units where, std::size_t block) const noexcept;
    TaskTrack &trackOf(trace::TaskId wanted);

    std::shared_ptr<const trace::Trace> m_trace;
    StepIndex m_steps;
    StepIndex m_turns; ///< which steps, not which records, begin a turn
    std::deque<std::uint32_t> m_printed;
    RunNotes m_notes;
    std::deque<std::int64_t> m_times; ///< of one record in TimesEvery
    trace::Time m_end{0};
    Position m_changed; ///< during advance(): the earliest change
    std::optional<trace::Outcome> m_outcome;
    bool m_hasLost = false;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_outlivedCancels; ///< by task
    std::unordered_set<std::uint32_t> m_askedOnTheirWay; ///< to cancel, when ready already
    std::unique_ptr<TrackMemory> m_memory; ///< stays where it is when the model moves
    std::vector<TaskTrack> m_tracks;
    std::unordered_map<trace::TaskId, trace::TextId> m_names; ///< those given after the birth
    std::vector<TaskGroup> m_groups;
    std::vector<std::size_t> m_groupOfText;
    std::vector<trace::ObjectId> m_queues;
    std::vector<DepthTrack> m_depths; ///< by ObjectId
    std::vector<HolderTrack> m_holders; ///< by ObjectId
    ReadyTrack m_ready;
    DepthTrack m_alive;
    BusyTrack m_busy;
    LagTrack m_lag;
};

} // namespace views
