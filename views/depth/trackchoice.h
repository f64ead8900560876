#pragma once

#include "views/model/runmodel.h"

#include <QStringList>

#include <set>
#include <vector>

namespace views {

/// Which tracks stand under the rows.
struct TrackChoice
{
    std::set<TrackId::Kind> kinds{TrackId::Kind::Queue, TrackId::Kind::Ready};
    std::set<QString> hiddenQueues{}; ///< by name, as objectName() has them

    bool has(TrackId::Kind kind) const { return kinds.contains(kind); }
    void set(TrackId::Kind kind, bool shown);
    /// Hides \a track of \a model; a queue by its name.
    void hide(const RunModel &model, const TrackId &track);

    bool operator==(const TrackChoice &) const = default;
};

/// Those of \a model, from top to bottom: the queues in the order of their first change first, the
/// ready queue last.
std::vector<TrackId> tracksOf(const RunModel &model, const TrackChoice &choice);

/// What a track is called: "Ready queue".
QString trackName(const RunModel &model, const TrackId &track);
/// The same of what is not a queue's.
QString trackName(TrackId::Kind kind);

} // namespace views
