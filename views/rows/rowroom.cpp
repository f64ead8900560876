#include "views/rows/rowroom.h"

#include "views/model/runmodel.h"

namespace views {

namespace {

constexpr double CapRoom = 44; // an end's cap, and how many steps it took, stand right of the end
constexpr double WordsRoom = 260;

} // namespace

double takenUntil(const RunModel &model, const TimelineLayout::Row &row, const TimeAxis &axis)
{
    if (row.kind == TimelineLayout::Row::Kind::Header)
        return 0;
    const TaskTrack &track = model.track(row.task);
    if (!track.hasEnded())
        return axis.width();
    const double end = axis.toX(model.start({row.task, track.size() - 1}, axis.kind()));
    const double begin = axis.toX(model.start({row.task, 0}, axis.kind()));
    // What has ended before this range, or in its first step, is told in words.
    if (end < 0)
        return WordsRoom;
    return end + CapRoom + (end - begin < 1 ? WordsRoom : 0);
}

} // namespace views
