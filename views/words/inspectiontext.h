#pragma once

#include "views/model/world.h"

#include <QString>

#include <vector>

namespace views {

/// What there is to say of one task at one moment, made by inspect(). Sentences are rich text in which
/// every task's name is a link: see linkTarget().
struct Inspection
{
    /// One thing that the task waits on, or that this waits on in turn.
    struct Link
    {
        trace::TaskId task = trace::TaskId::None; ///< who waits, or is waited for
        QString what; ///< rich: "main: Waiting for Producer 0 to end"
        QString place; ///< "queue.cpp:42", or empty
    };
    /// How much of its life a task spent in one state.
    struct Share
    {
        State state = State::Ready;
        QString word;
        trace::Time time{0};
        double part = 0; ///< of all, from 0 to 1
    };

    QString name; ///< plain: "Consumer 3"
    QString origin; ///< plain: "Task-9 · consume · created by main"
    QString sentence; ///< rich: its state, since when, for what, which place in line, who ends it
    std::vector<Link> waitsOn; ///< from the task itself to what everything hangs on
    bool circle = false; ///< the last of waitsOn waits for one of those before it
    trace::Time lived{0}; ///< from its creation to its end, or to the end of what is known
    std::vector<Share> shares; ///< in the order of State, without those of no time
};

/// \a task of \a model at the moment of \a world and \a now. \a live: the run goes on, so that what ends
/// a wait may not be known yet.
Inspection inspect(const TrackModel &model, const World &world, trace::Time now, trace::TaskId task,
                   bool live);

/// The name of \a task as a link.
QString linkTo(const TrackModel &model, trace::TaskId task);
/// The task that the link \a href of linkTo() stands for; None for anything else.
trace::TaskId linkTarget(const QString &href);

} // namespace views
