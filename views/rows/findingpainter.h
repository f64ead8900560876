#pragma once

#include "views/analysis/findingplaces.h"
#include "views/rows/timelinelayout.h"
#include "views/style/theme.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace views {

/// Paints where the findings of a run are: a small triangle over the bar or the step that each is
/// about, filled in the colour of failure where something has gone wrong, hollow where it is only
/// worth knowing; the same from below in a picture of the whole run. It stands in the gap over the
/// bar, and is left out where rows are too low to have one.
class FindingPainter
{
public:
    /// \a found is of \a model.
    FindingPainter(const Theme &theme, const RunModel &model, const PlacedFindings &found);

    /// A sign in sight.
    struct Sign
    {
        const FindingPlace *place = nullptr;
        QPointF tip;
        double height = 0;

        /// Where the pointer is on it.
        QRectF reach() const;
    };
    /// Those in the rows of \a layout within \a size, whose top left is \a scroll below its
    /// beginning: of those too close to be told apart the first.
    std::vector<Sign> signsInRows(const TimelineLayout &layout, const TimeAxis &axis, double scroll,
                                  const QSizeF &size) const;
    /// Those of \a queue in its track at \a area.
    std::vector<Sign> signsInTrack(trace::ObjectId queue, const TimeAxis &axis,
                                   const QRectF &area) const;

    void draw(QPainter &painter, const std::vector<Sign> &signs) const;
    /// A tick at the foot of \a area, which shows the whole of \a axis, for each; faults over all.
    void drawTicks(QPainter &painter, const TimeAxis &axis, const QRectF &area) const;
    /// A sign without a run, for a legend.
    static void drawSign(QPainter &painter, const Theme &theme, const QPointF &tip, double height,
                         bool fault);

private:
    /// Adds the signs of \a places, in the order of time, with their tips at \a y.
    void addSigns(const FindingPlace *begin, const FindingPlace *end, const TimeAxis &axis,
                  double y, double height, std::vector<Sign> &signs) const;
    double xOf(const FindingPlace &place, const TimeAxis &axis) const;

    const Theme &m_theme;
    const RunModel &m_model;
    const PlacedFindings &m_found;
};

} // namespace views
