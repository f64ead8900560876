#pragma once

#include "views/model/ruler.h"
#include "views/rows/rowpieces.h"
#include "views/rows/timelinelayout.h"

#include <algorithm>
#include <optional>
#include <span>

namespace views {

/// What the rows of a timeline show.
struct RowsScene
{
    const RunModel *model = nullptr;
    const TimelineLayout *layout = nullptr;
    TimeAxis axis; ///< as wide as the rows, in logical pixels
    double scroll = 0; ///< of the layout at the top of the rows
    Ruler ruler; ///< where the grid stands
    std::optional<Position> cursor;
    std::optional<trace::TaskId> selectedTask;
    std::span<const trace::TaskId> alsoSelected; ///< in ascending order
    bool afterEnd = true; ///< tint what lies beyond the run's end
    bool keptBack = false; ///< the run goes on, but what comes is not to be seen

    bool isSelected(trace::TaskId task) const
    {
        return task == selectedTask
            || std::binary_search(alsoSelected.begin(), alsoSelected.end(), task);
    }

    /// How the rows are cut for \a ratio pixels to a logical one.
    RowCut cut(double ratio) const
    {
        return {axis.scaled(ratio), RowMetrics(layout->options().rowHeight), ratio};
    }
};

} // namespace views
