#pragma once

#include "app/transcript/runreading.h"
#include "app/transcript/taskscript.h"
#include "app/transcript/transcriptnames.h"
#include "app/transcript/transcriptnotes.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app {

/// Goes through the records of a run and has each task do what they tell of it.
class Transcriber
{
public:
    /// A task of the script.
    struct Written
    {
        trace::TaskId task = trace::TaskId::None; ///< None: of no task of the run
        std::string name; ///< as JSON
        ScriptBlock operations;
        bool isCut = false; ///< cancelled or lost in its last operation
    };

    /// All must outlive it.
    Transcriber(const views::RunModel &model, const RunReading &reading, trace::TaskId main,
                TranscriptNames &names, TranscriptNotes &notes);

    /// main comes first. For once, as a part of \a progress.
    std::vector<Written> write(TranscriptProgress &progress);

private:
    /// What a task is about to get.
    struct Awaiting
    {
        trace::Reason reason = trace::Reason::Yield;
        trace::ObjectId object = trace::ObjectId::None;
        trace::Time begin{0};

        bool operator==(const Awaiting &other) const
        {
            return reason == other.reason && object == other.object;
        }
    };
    struct State
    {
        explicit State(trace::Time resolution)
            : script(resolution)
        {
        }

        TaskScript script;
        std::size_t suspensions = 0; ///< of its life that have begun
        bool isWritten = false; ///< somebody creates it
        bool hasRun = false;
        bool isCut = false; ///< cancelled or lost in its last operation
        trace::Time now{0}; ///< up to which the time of its step is accounted for
        trace::Time computed{0}; ///< in the step, and not written
        std::optional<Awaiting> awaiting;
        trace::ObjectId heldAgain = trace::ObjectId::None; ///< by Condition.wait()
        std::optional<trace::Time> limit; ///< a timer has it cancelled
        std::string deed; ///< its last operation, when the present step did it
        std::size_t notified = 0; ///< by that
        std::string future; ///< for which it waits, as JSON; empty: none
        bool isInWaitFor = false; ///< which cancels what is late
        bool hasFailedInGroup = false; ///< in its body
        bool isInGroup = false; ///< which waits for its tasks
        std::vector<trace::ObjectId> undone; ///< the queues of the items that it has taken
    };

    void read(std::size_t index, const trace::Record &record);
    void readCreated(const trace::Record &record);
    void readReady(std::size_t index, const trace::Record &record);
    void readResumed(const trace::Record &record);
    void readSuspended(const trace::Record &record);
    void readEnd(const trace::Record &record);
    void readCancelRequest(std::size_t index, const trace::Record &record);
    bool isOfTimer(std::size_t cancelRequest) const;
    bool isOfAbort(std::size_t cancelRequest, trace::TaskId canceller, std::size_t group) const;
    bool isOfWaitFor(trace::TaskId canceller, trace::TaskId task) const;
    void readDepth(const trace::Record &record);
    void readAcquired(const trace::Record &record);
    void readReleased(std::size_t index, const trace::Record &record);
    void readPrinted(const trace::Record &record);
    bool isOfScript(trace::TaskId task, const QString &line);

    void suspendFor(trace::TaskId task, const Suspension &suspension, trace::Time at);
    void suspendForTasks(trace::TaskId task, const Suspension &suspension, trace::Time at);
    void suspendForWaitFor(trace::TaskId task, const Suspension &suspension, trace::Time at);
    void suspendForGroup(trace::TaskId task, const Suspension &suspension);
    void suspendForElse(trace::TaskId task, const Suspension &suspension, trace::Time at);
    void take(trace::TaskId task, const Suspension &suspension, trace::Time at);
    void takeCompletion(trace::TaskId task, const Suspension &suspension, trace::Time at);
    void resumeFrom(trace::TaskId task, const Suspension &suspension, const std::string &thrown);
    bool returnsExceptions(const Suspension &suspension) const;
    bool wasCancelledWith(const Suspension &suspension) const;
    std::string failureOf(const Suspension &suspension);
    bool hasFailed(const Suspension &group) const;

    void add(trace::TaskId task, std::string words, trace::Time at);
    void addOutside(trace::Time at, std::string words);
    void spend(trace::TaskId task, trace::Time at);
    void sleepInstead(trace::TaskId task, const Suspension &suspension, Loss loss);
    void markDone(trace::TaskId task, trace::ObjectId queue);
    void wake(trace::TaskId waker, const Suspension &suspension, trace::Time at);
    void wakeJoin(trace::TaskId waker, trace::ObjectId queue);
    void wakeFromOutside(const Suspension &suspension, trace::Time at);
    void finishLocks(trace::TaskId task);

    State &state(trace::TaskId task) { return m_states[static_cast<std::size_t>(task)]; }
    const State &state(trace::TaskId task) const
    {
        return m_states[static_cast<std::size_t>(task)];
    }
    const Suspension *suspensionOf(trace::TaskId task) const;
    trace::Time timeOf(std::size_t record) const;
    /// How long it has waited; nothing: for ever.
    std::optional<trace::Time> lengthOf(const Suspension &suspension) const;
    /// A name that a script knows.
    std::string exceptionOf(trace::TextId name, trace::TaskId task);
    trace::Time shortened(trace::Time length) const;
    std::string lockWord(trace::ObjectId object) const;
    std::string listOf(const std::vector<trace::TaskId> &tasks) const;
    QString wordOf(trace::WaitId wait) const;
    ScriptBlock outside() const;

    const views::RunModel &m_model;
    const trace::Trace &m_trace;
    const RunReading &m_reading;
    trace::TaskId m_main;
    TranscriptNames &m_names;
    TranscriptNotes &m_notes;
    trace::Time m_leastStep; ///< that is written
    trace::Time m_resolution; ///< of times that are measured
    std::vector<State> m_states;
    RunningTasks m_running;
    std::vector<std::uint32_t> m_depths; ///< by object
    std::vector<std::pair<trace::Time, std::string>> m_outside;
    trace::Time m_leftOut{0};
    trace::Time m_mainBegin{0};
    bool m_mainHasEnded = false;
    bool m_isOfScript = false; ///< it prints what scripts do
    std::size_t m_operations = 0;
};

} // namespace app
