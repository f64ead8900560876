#pragma once

#include "views/analysis/criticalpath.h"
#include "views/rows/timelinelayout.h"
#include "views/style/theme.h"

#include <vector>

class QPainter;
class QSizeF;

namespace views {

/// A stretch of a critical path that stays with one task, from segment to segment.
struct PathSpan
{
    trace::TaskId task = trace::TaskId::None;
    SegmentRef first;
    SegmentRef last;
};

/// The stretches of \a parts, in the order of time.
std::vector<PathSpan> pathSpans(const RunModel &model, const std::vector<PathPart> &parts);

/// Paints a critical path over the rows: all else is veiled, each stretch has an outline, and where
/// the path goes over to another task an upright leads there.
class PathPainter
{
public:
    /// The rows' area has its origin at the painter's.
    PathPainter(const Theme &theme, const RunModel &model, const TimelineLayout &layout,
                const TimeAxis &axis, double scroll);

    void draw(QPainter &painter, const std::vector<PathSpan> &spans, const QSizeF &rows) const;

private:
    const Theme &m_theme;
    const RunModel &m_model;
    const TimelineLayout &m_layout;
    const TimeAxis &m_axis;
    double m_scroll;
};

} // namespace views
