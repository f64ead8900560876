#pragma once

#include "views/model/runmodel.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <set>
#include <vector>

namespace app {

/// What a script cannot say of a run, or says otherwise.
enum class Loss : std::uint8_t {
    ForeignWait, ///< of a kind that scripts have not; about its word
    OutsideWake, ///< for what no task completes; about its word
    ForeignFuture, ///< the same, which a task completes; about its word
    Jobs, ///< more jobs of executors at once than a script has threads
    Completions, ///< as_completed() without its queue
    Limit, ///< that was not reached
    Awaited, ///< nobody knows for whom it waits
    Exception, ///< that scripts do not know; about its name
    Endless, ///< until it is cancelled
    LinesOfRounds, ///< that differ
    Afterwards, ///< after the end of main
    CancelledMain, ///< from outside
    Items,
    Done, ///< where task_done() is called
    Cleared, ///< where an event is; about its name
    Holds, ///< who gets a place without waiting; about the semaphore's name
    Outside, ///< callbacks, other threads and the network
    Loops, ///< several run in one; about their number
    Lines, ///< printed by nobody
    Computing, ///< too short to be told
    Cut, ///< the recording breaks off
    Unread, ///< what comes of it after a time, which is what it is about
};

/// Collects them and puts them into sentences.
class TranscriptNotes
{
public:
    /// \a model must outlive it.
    explicit TranscriptNotes(const views::RunModel &model)
        : m_model(model)
    {
    }

    /// Of \a task, or of the whole for None; \a wait: which tells where, or None.
    void add(Loss loss, trace::TaskId task = trace::TaskId::None,
             trace::WaitId wait = trace::WaitId::None, const QString &about = {});
    /// A sentence for each, with those whom it concerns and where.
    QStringList sentences() const;

private:
    struct Note
    {
        Loss loss = Loss::Items;
        QString about;
        std::set<trace::TaskId> tasks{};
        std::set<trace::WaitId> waits{};
        int count = 0;
    };

    QStringList placesOf(const Note &note) const;
    QString sentence(const Note &note) const;

    const views::RunModel &m_model;
    std::vector<Note> m_notes;
};

} // namespace app
