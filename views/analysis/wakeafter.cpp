#include "views/analysis/wakeafter.h"

namespace views {

Wake wakeAfter(const RunModel &model, trace::TaskId task, std::size_t records)
{
    const TaskTrack &track = model.track(task);
    std::size_t segment = track.segmentAfter(records);
    if (segment == TaskTrack::None)
        return {};
    while (segment < track.size() && isRunning(track.state(segment)))
        ++segment;
    return segment < track.size() ? model.wake({task, segment}) : Wake{};
}

} // namespace views
