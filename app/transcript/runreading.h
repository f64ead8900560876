#pragma once

#include "app/transcript/transcriptprogress.h"
#include "engine/trace/trace.h"

#include <cstddef>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace app {

/// Of a record that there is not.
inline constexpr std::size_t NoRecord = std::numeric_limits<std::size_t>::max();

/// Which tasks are within a step, as the records of a trace go by.
class RunningTasks
{
public:
    explicit RunningTasks(std::size_t tasks)
        : m_isRunning(tasks)
    {
    }
    void begin(trace::TaskId task);
    void end(trace::TaskId task);
    bool contains(trace::TaskId task) const;
    /// The last to begin; None: none runs.
    trace::TaskId current() const noexcept
    {
        return m_running.empty() ? trace::TaskId::None : m_running.back();
    }

private:
    std::vector<bool> m_isRunning;
    std::vector<trace::TaskId> m_running; ///< several loops may run one each
};

/// A task waits: from the record that suspends it to the one that resumes it.
struct Suspension
{
    trace::TaskId task = trace::TaskId::None;
    trace::WaitId wait = trace::WaitId::None;
    std::size_t stepBegin = NoRecord; ///< resumed the task to the step that ends here
    std::size_t begin = NoRecord;
    std::size_t ready = NoRecord;
    std::size_t resumed = NoRecord;
    bool wokenInStep = false; ///< by a task that ran
    bool isCancelled = false;
    /// Those for which it waits, as far as that can be told, in the order of creation.
    std::vector<trace::TaskId> awaited;
};

/// What a person would have to know of a run to write its program down, and its records do not say
/// by themselves: for whom a gather waits, which task belongs to a group, which lock is a
/// condition's.
class RunReading
{
public:
    static constexpr std::size_t NoGroup = std::numeric_limits<std::size_t>::max();

    struct Life
    {
        std::size_t created = NoRecord;
        std::size_t ended = NoRecord;
        std::vector<std::size_t> suspensions; ///< in suspensions()
        std::vector<trace::TaskId> children; ///< that it created in a step
        std::size_t group = NoGroup; ///< the suspension in which a task group waits for it
    };
    struct Thing
    {
        bool hasHolds = false; ///< who holds it is recorded
        bool isFed = false; ///< a queue: a task puts items into it
        bool isOfCompletions = false; ///< a queue in which as_completed() has what is done
        bool hasJoin = false; ///< a queue: join() has come to its end
        bool isReset = false; ///< an event: somebody waits for it again after it was set
        trace::ObjectId condition = trace::ObjectId::None; ///< a lock: of which it is
    };

    /// \a trace must outlive it. Reads it in two parts of \a progress.
    RunReading(const trace::Trace &trace, TranscriptProgress &progress);

    /// The number of records that are read: a run in progress goes on meanwhile.
    std::size_t records() const noexcept { return m_records; }
    std::size_t tasks() const noexcept { return m_lives.size(); }
    std::size_t things() const noexcept { return m_things.size(); }
    const std::vector<Suspension> &suspensions() const noexcept { return m_suspensions; }
    const Life &life(trace::TaskId task) const { return m_lives[static_cast<std::size_t>(task)]; }
    const Thing &thing(trace::ObjectId object) const
    {
        return m_things[static_cast<std::size_t>(object)];
    }
    bool isTask(trace::TaskId task) const
    {
        return static_cast<std::size_t>(task) < m_lives.size();
    }
    bool isThing(trace::ObjectId object) const
    {
        return static_cast<std::size_t>(object) < m_things.size();
    }
    /// A task that is cancelled there is so because whoever awaits it is.
    bool isPassedOn(std::size_t cancelRequest) const { return m_passedOn.contains(cancelRequest); }
    /// A lock that is released there is so by Condition.wait().
    bool isReleasedToWait(std::size_t released) const
    {
        return m_releasedToWait.contains(released);
    }
    /// So many jobs of executors have been waited for at one time.
    std::size_t mostJobs() const noexcept { return m_mostJobs; }

private:
    struct Cancelling
    {
        trace::TaskId task = trace::TaskId::None;
        std::size_t suspension = 0;
        std::int64_t left = 0; ///< of those that it awaits
    };

    void read(TranscriptProgress &progress);
    void read(std::size_t index, const trace::Record &record);
    void readReady(std::size_t index, const trace::Record &record);
    void readCancelRequest(std::size_t index, const trace::Record &record);
    void forgetCancelling();
    void noteAbort(trace::TaskId task);
    void suspend(std::size_t index, const trace::Record &record);
    void resume(std::size_t index, trace::TaskId task);
    void end(std::size_t index, trace::TaskId task);
    void findCondition(std::size_t index, const trace::Record &released);
    void findAwaited(TranscriptProgress &progress);
    void findAwaited(std::size_t number);
    void findMembers(std::size_t number);
    bool hasEnded(trace::TaskId task, std::size_t before) const;
    bool isChild(trace::TaskId task, trace::TaskId of) const;
    bool isByTimer(const Suspension &suspension) const;
    trace::TaskId wakerOf(const Suspension &suspension) const;

    const trace::Trace &m_trace;
    std::size_t m_records; ///< what they refer to has been published before
    std::vector<Suspension> m_suspensions;
    std::vector<Life> m_lives;
    std::vector<Thing> m_things;
    std::unordered_set<std::size_t> m_passedOn;
    std::unordered_set<std::size_t> m_releasedToWait;
    std::size_t m_mostJobs = 0;

    // While the records are read.
    RunningTasks m_running;
    std::vector<std::size_t> m_open; ///< by task: its suspension
    std::vector<std::size_t> m_stepBegins; ///< by task
    std::vector<trace::TaskId> m_creators; ///< by task: in a step of which it was created
    std::vector<bool> m_isToBeCancelled;
    std::vector<std::uint32_t> m_depths; ///< by object
    std::vector<bool> m_wasSet; ///< by object: an event that has woken somebody
    std::vector<Cancelling> m_cancelling; ///< of one call, the one that was called first
    std::uint32_t m_canceller = 0;
    /// One after the other by nobody that runs, by who created them.
    std::unordered_map<trace::TaskId, std::vector<trace::TaskId>> m_cancelled;
    trace::TaskId m_failed = trace::TaskId::None; ///< the last
    std::unordered_map<trace::TaskId, std::vector<trace::TaskId>> m_aborted; ///< by whose group
    std::size_t m_jobs = 0;
    std::vector<bool> m_isAwaited; ///< by task: another suspension has it
    std::vector<std::size_t> m_candidateOf; ///< by task: the last suspension that may await it
    /// By task: those of its children that may yet turn out to be of a group.
    struct Ungrouped
    {
        std::vector<trace::TaskId> tasks;
        std::size_t children = 0; ///< so many have been taken over
    };
    std::unordered_map<trace::TaskId, Ungrouped> m_ungrouped;
};

} // namespace app
