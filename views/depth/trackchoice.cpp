#include "views/depth/trackchoice.h"

#include "views/words/segmenttext.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::TrackChoice)
};

} // namespace

void TrackChoice::set(TrackId::Kind kind, bool shown)
{
    if (shown)
        kinds.insert(kind);
    else
        kinds.erase(kind);
}

void TrackChoice::hide(const RunModel &model, const TrackId &track)
{
    if (track.kind == TrackId::Kind::Queue)
        hiddenQueues.insert(objectName(model, track.queue));
    else
        kinds.erase(track.kind);
}

std::vector<TrackId> tracksOf(const RunModel &model, const TrackChoice &choice)
{
    using enum TrackId::Kind;
    std::vector<TrackId> tracks;
    if (choice.has(Queue)) {
        for (const trace::ObjectId queue : model.queues()) {
            if (choice.hiddenQueues.empty()
                || !choice.hiddenQueues.contains(objectName(model, queue)))
                tracks.emplace_back(queue);
        }
    }
    for (const TrackId::Kind kind : {Alive, Busy, Lag, Ready}) {
        if (choice.has(kind))
            tracks.emplace_back(kind);
    }
    return tracks;
}

QString trackName(TrackId::Kind kind)
{
    switch (kind) {
    case TrackId::Kind::Alive:
        return Words::tr("Tasks alive");
    case TrackId::Kind::Busy:
        return Words::tr("Loop busy");
    case TrackId::Kind::Lag:
        return Words::tr("Lag of the loop");
    default:
        return Words::tr("Ready queue");
    }
}

QString trackName(const RunModel &model, const TrackId &track)
{
    return track.kind == TrackId::Kind::Queue
        ? Words::tr("Depth of %1").arg(objectName(model, track.queue))
        : trackName(track.kind);
}

} // namespace views
