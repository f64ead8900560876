#include "views/rows/rowsband.h"

#include "views/rows/timelinelayout.h"

namespace views {

std::vector<RowsBand> bandsOf(const TimelineLayout &layout, const QRect &rows, double scroll)
{
    const int staying = layout.stayingHeight(rows.height());
    const RowsBand moving{rows.adjusted(0, staying, 0, 0), scroll + staying};
    if (staying == 0)
        return {moving};
    return {{QRect(rows.topLeft(), QSize(rows.width(), staying)), 0}, moving};
}

} // namespace views
