#pragma once

#include "views/analysis/blame.h"
#include "views/analysis/world.h"
#include "views/words/linktext.h"
#include "views/words/sharetext.h"

#include <QString>

#include <vector>

namespace views {

/// What there is to say of one task at one moment, made by inspect(). Sentences are rich text in
/// which every name is a link: see linktext.h.
struct Inspection
{
    /// One thing that the task waits on, or that this waits on in turn.
    struct Link
    {
        trace::TaskId task = trace::TaskId::None; ///< who waits, or is waited for
        QString what; ///< rich: "main: Waiting for Producer 0 to end"
        QString place; ///< rich: "queue.cpp:42", or empty
        QString
            second; ///< rich, on what is waited for: "fork 1 is held by Philosopher 1"; may be empty
    };
    /// A coroutine of the task at the place where it waits.
    struct Frame
    {
        QString function; ///< plain; may be empty
        QString place; ///< rich: "queue.cpp:42"
    };
    using Share = views::Share;

    trace::TaskId task = trace::TaskId::None;
    QString name; ///< plain: "Consumer 3"
    QString origin; ///< rich: "Task-9 · consume · created by main"
    QString sentence; ///< rich: its state, since when, for what, which place in line, who ends it
    std::vector<Link> waitsOn; ///< from the task itself to what everything hangs on
    std::vector<Frame> frames; ///< of the task's own wait, the innermost first
    trace::TaskId creator = trace::TaskId::None;
    QString createdAt; ///< rich: "queue.cpp:42", or empty
    bool waits
        = false; ///< it waits at that moment; else waitsOn is empty, and frames may be those before
    bool circle = false; ///< the last of waitsOn waits for one of those before it
    trace::Time lived{0}; ///< from its creation to its end, or to the end of what is known
    std::vector<Share> shares; ///< in the order of State, waits by reason, without those of no time
};

/// \a task of \a model at the moment of \a world and \a now. \a live: the run goes on, so that what
/// ends a wait may not be known yet.
Inspection inspect(const RunModel &model, const World &world, trace::Time now, trace::TaskId task,
                   bool live);

/// "third of 8": where \a task, which waits for \a wait in \a world, stands among those who wait
/// for the same; plain. Empty where nobody else does, or where they do not come to it one after the
/// other.
QString placeInLineText(const RunModel &model, const World &world, const trace::Wait &wait,
                        trace::TaskId task);

/// For how long \a step holds its loop, or held it when that is \a over, until which line, and
/// whom that delays, of whom \a delays tells; rich.
QString holdText(const RunModel &model, const SegmentRef &step, const std::vector<Delay> &delays,
                 bool over);

/// That a step ran later than it could have, and who held the loop meanwhile; rich.
QString latenessText(const RunModel &model, const Lateness &late);

} // namespace views
