#include "views/timeline/emptyplace.h"

#include "views/model/trackmodel.h"
#include "views/rows/timelinelayout.h"

#include <algorithm>

namespace views {

namespace {

constexpr int Margin = 8;
constexpr double CapRoom = 32; // an end's cap stands right of the end

/// Left of it something is painted in \a row; the whole width when its task goes on.
double takenUntil(const TrackModel &model, const TimelineLayout::Row &row, const TimeAxis &axis)
{
    if (row.kind == TimelineLayout::Row::Kind::Header)
        return 0;
    const TaskTrack &track = model.track(row.task);
    if (!track.hasEnded())
        return axis.width();
    return axis.toX(model.start({row.task, track.size() - 1}, axis.kind())) + CapRoom;
}

} // namespace

std::optional<QRect> emptyPlace(const TrackModel &model, const TimelineLayout &layout,
                                const TimeAxis &axis, const QRect &rows, double scroll,
                                const QSize &size)
{
    const QSize wanted = size.grownBy({Margin, Margin, Margin, Margin});
    const auto at = [&](double y) {
        return QRect(rows.right() - Margin - size.width(),
                     rows.top() + static_cast<int>(y) + Margin, size.width(), size.height());
    };
    const std::size_t first = layout.firstBelow(scroll);
    for (std::size_t from = first; from < layout.rows().size(); ++from) {
        const double top = layout.rows()[from].top - scroll;
        if (top < 0 || top + wanted.height() > rows.height())
            continue;
        double taken = 0;
        for (std::size_t i = from;
             i < layout.rows().size() && layout.rows()[i].top - scroll < top + wanted.height(); ++i)
            taken = std::max(taken, takenUntil(model, layout.rows()[i], axis));
        if (axis.width() - taken >= wanted.width())
            return at(top);
    }
    const double under = std::max(0.0, layout.height() - scroll);
    return rows.height() - under >= wanted.height() ? std::optional(at(under)) : std::nullopt;
}

} // namespace views
