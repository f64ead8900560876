#pragma once

#include "views/rows/timelinelayout.h"
#include "views/style/segmentstyle.h"
#include "views/style/typography.h"

#include <QRectF>
#include <QStringList>

#include <set>
#include <vector>

class QPainter;

namespace views {

/// The meaning of every mark that occurs in a run, and of no other.
class Legend
{
public:
    /// Looks through the tasks of \a model, or only those in \a rows, for what occurs in \a range
    /// of \a axis.
    Legend(const RunModel &model, const UnitRange &range, AxisKind axis = AxisKind::Clock,
           const TimelineLayout *rows = nullptr);

    /// Draws the entries one after the other in lines of \a rowHeight from the top left of \a area,
    /// no further right than its right side; returns the height taken. Without a painter it only
    /// measures.
    double draw(QPainter *painter, const QRectF &area, const Theme &theme,
                const Fonts &fonts) const;

    /// Draws them in as many columns as have room, at most \a most, with the signs of the hand and
    /// of the tracks beside those of the rows.
    double drawColumns(QPainter *painter, const QRectF &area, int most, const Theme &theme,
                       const Fonts &fonts) const;

    /// Whether another run stands in the rows too, as strips, and where the two part.
    void setGhost(bool strips, bool parting);

    bool occurs(SegmentStyle style) const { return m_styles.contains(style); }
    bool occurs(State end) const { return m_ends.contains(end); }
    /// Does a task outlive a cancellation?
    bool hasCancels() const { return m_cancels; }
    /// Does a blocked loop delay another task, for long enough to be seen?
    bool hasDelays() const { return m_delays; }
    /// Are steps of one task too close for a tick each?
    bool isDense() const { return m_dense; }
    /// What all signs mean, in the order in which they are drawn.
    QStringList meanings() const;

private:
    struct Sign;
    struct Brushes;

    std::vector<Sign> signs() const;
    /// Those of the cursor, of the pins and of a run that this one is compared with.
    std::vector<Sign> otherSigns() const;
    void findDelays(const RunModel &model, const UnitRange &range, const std::vector<bool> &shown,
                    const std::vector<SegmentRef> &culprits);

    std::set<SegmentStyle> m_styles;
    std::set<State> m_ends;
    bool m_steps = false;
    bool m_pairs = false;
    bool m_cancels = false;
    bool m_delays = false;
    bool m_dense = false;
    bool m_hasQueues = false;
    bool m_hasGhost = false;
    bool m_parts = false;
};

} // namespace views
