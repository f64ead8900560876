#pragma once

#include "views/analysis/world.h"

#include <QString>

#include <optional>
#include <vector>

namespace views {

/// What there is to say of an event loop at one moment, made by loopText(). Names are plain text.
struct LoopText
{
    /// A task in the ready queue, among the timers or in a line.
    struct Entry
    {
        trace::TaskId task = trace::TaskId::None;
        QString name; ///< "Consumer 2"
        QString note; ///< who put it there, how long it still sleeps; may be empty
    };
    /// The timers that are due at one moment.
    struct Moment
    {
        QString time; ///< "8.000 s"; empty where it was not recorded
        std::vector<Entry> entries;
    };
    /// Those who wait for one thing.
    struct Line
    {
        trace::WaitId wait = trace::WaitId::None; ///< of the first of them
        QString title; ///< "Waiting for an item in q"
        QString second; ///< "5 tasks, first come first served"
        bool ordered = false; ///< they stand in line
        std::vector<Entry> entries; ///< longest waiting first
    };
    /// The step that ran last, or still runs.
    struct Step
    {
        trace::TaskId task = trace::TaskId::None;
        QString name;
        QString number; ///< "Step 61"
        bool goesOn = false;
        QString site; ///< "queue.cpp:74", or empty
        trace::SiteId at = trace::SiteId::None; ///< the same
        std::vector<QString> deeds; ///< what it did, one sentence each
    };

    std::optional<Step> step;
    std::vector<Entry> thisTurn; ///< ready, front first
    std::vector<Entry> nextTurn;
    std::vector<Moment> timers; ///< next due first
    std::vector<Line> lines; ///< in the order of their first
    QString next; ///< one sentence on what happens next

    /// All of it as lines of text, for those who do not see the view.
    QStringList read() const;
};

/// \a world of \a model at the moment \a now.
LoopText loopText(const RunModel &model, const World &world, trace::Time now);

} // namespace views
