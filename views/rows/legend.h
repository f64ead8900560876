#pragma once

#include "views/rows/timelinelayout.h"
#include "views/style/segmentstyle.h"
#include "views/style/typography.h"

#include <QRectF>

#include <set>

class QPainter;

namespace views {

/// The meaning of every mark that occurs in a run, and of no other.
class Legend
{
public:
    /// Looks through the tasks of \a model, or only those in \a rows, for what occurs in \a range
    /// of \a axis.
    Legend(const TrackModel &model, const UnitRange &range, AxisKind axis = AxisKind::Clock,
           const TimelineLayout *rows = nullptr);

    /// Draws the entries in lines of \a rowHeight from the top left of \a area, no further right
    /// than its right side; returns the height taken. Without a painter it only measures.
    double draw(QPainter *painter, const QRectF &area, const Theme &theme,
                const Fonts &fonts) const;

    bool occurs(SegmentStyle style) const { return m_styles.contains(style); }
    bool occurs(State end) const { return m_ends.contains(end); }
    /// Do several steps of one task share an instant?
    bool hasPairs() const { return m_pairs; }
    /// Does a task outlive a cancellation?
    bool hasCancels() const { return m_cancels; }

private:
    std::set<SegmentStyle> m_styles;
    std::set<State> m_ends;
    bool m_steps = false;
    bool m_pairs = false;
    bool m_cancels = false;
};

} // namespace views
