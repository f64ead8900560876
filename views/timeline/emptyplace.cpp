#include "views/timeline/emptyplace.h"

#include "views/model/runmodel.h"
#include "views/rows/rowroom.h"
#include "views/rows/timelinelayout.h"

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr int Margin = 8;

} // namespace

std::optional<EmptyPlace> emptyPlace(const RunModel &model, const TimelineLayout &layout,
                                     const TimeAxis &axis, const QRect &rows, double scroll,
                                     const QSize &size)
{
    const QSize wanted = size.grownBy({Margin, Margin, Margin, Margin});
    const auto room = [&](double left, double y, double height) {
        return QRect(rows.left() + static_cast<int>(std::ceil(left)),
                     rows.top() + static_cast<int>(std::ceil(y)),
                     static_cast<int>(axis.width() - left), static_cast<int>(height))
            .adjusted(Margin, Margin, -Margin, -Margin);
    };
    const std::size_t first = layout.firstBelow(scroll);
    for (std::size_t from = first; from < layout.rows().size(); ++from) {
        const double top = layout.rows()[from].top - scroll;
        if (top < 0 || top + wanted.height() > rows.height())
            continue;
        double taken = 0;
        std::optional<int> beside;
        for (std::size_t i = from;
             i < layout.rows().size() && layout.rows()[i].top - scroll < top + wanted.height();
             ++i) {
            const TimelineLayout::Row &row = layout.rows()[i];
            const double until = takenUntil(model, row, axis);
            if (until > taken) {
                taken = until;
                beside = rows.top() + static_cast<int>(row.top - scroll + row.height / 2.0);
            }
        }
        if (beside && axis.width() - taken >= wanted.width())
            return EmptyPlace{room(taken, top, wanted.height()), beside};
    }
    const double under = std::max(0.0, layout.height() - scroll);
    if (rows.height() - under < wanted.height() || axis.width() < wanted.width())
        return {};
    return EmptyPlace{room(0, under, rows.height() - under), {}};
}

} // namespace views
