#include "views/rows/rowmetrics.h"

#include "views/style/inkmetrics.h"
#include "views/style/typography.h"

#include <algorithm>

namespace views {

namespace {

struct Measure
{
    int row;
    int bar;
    int cap;
};

constexpr std::array<Measure, RowHeights.size()> Measures{{{40, 24, 20},
                                                           {36, 20, 20},
                                                           {32, 16, 16},
                                                           {28, 16, 16},
                                                           {24, 16, 16},
                                                           {20, 14, 14},
                                                           {16, 12, 14},
                                                           {12, 8, 8},
                                                           {8, 6, 6},
                                                           {4, 3, 4},
                                                           {2, 2, 4},
                                                           {1, 1, 2}}};

const Measure &measureOf(int rowHeight)
{
    for (const Measure &measure : Measures) {
        if (rowHeight >= measure.row)
            return measure;
    }
    return Measures.back();
}

} // namespace

RowMetrics::RowMetrics(int rowHeight)
    : row(rowHeight)
    , bar(measureOf(rowHeight).bar)
    , tickWidth(rowHeight >= 12      ? 3
                    : rowHeight >= 4 ? 2
                                     : 1)
    , tickHeight(std::min(rowHeight, bar + (rowHeight >= 12 ? 4 : 2)))
    , capWidth(measureOf(rowHeight).cap)
    , hatched(rowHeight >= 8)
    , labelled(rowHeight >= 16)
{
}

int headerHeightFor(int rowHeight)
{
    return rowHeight >= 16 ? std::max(rowHeight, 20) : 16;
}

int readableRowHeight(const Fonts &fonts)
{
    const InkMetrics labels(fonts.label);
    const InkMetrics names(fonts.text);
    for (auto height = RowHeights.rbegin(); height != RowHeights.rend(); ++height) {
        const RowMetrics metrics(*height);
        if (metrics.labelled && labels.fitsIn(metrics.bar) && names.fitsIn(metrics.row))
            return *height;
    }
    return RowHeights.front();
}

} // namespace views
