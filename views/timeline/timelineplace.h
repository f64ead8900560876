#pragma once

#include "engine/trace/record.h"
#include "views/model/position.h"
#include "views/model/trackid.h"

#include <cstdint>
#include <optional>

namespace views {

/// What a point of the timeline is on.
struct TimelinePlace
{
    enum class What : std::uint8_t {
        Empty, ///< nothing in particular, the ruler among it
        Segment, ///< of a task, which is selected then
        Task, ///< its name
        Group, ///< its header
        Track, ///< under the rows
        Overview,
        Mark, ///< at which the cursor is then
    };

    What what = What::Empty;
    std::size_t group = 0; ///< index in RunModel::groups(), for a Segment, a Task and a Group
    TrackId track; ///< for a Track
    std::optional<Position> position; ///< where the cursor would go
};

} // namespace views
