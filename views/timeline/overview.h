#pragma once

#include "views/rows/rowraster.h"
#include "views/rows/timelinelayout.h"
#include "views/style/theme.h"

#include <QImage>
#include <QRect>

#include <chrono>
#include <memory>
#include <vector>

class QPainter;

namespace views {

/// The strip with the whole run: every task a line of two pixels, several tasks to a line when
/// there are many, and a brush over what the rows show. Of a run that grows it is painted anew
/// line by line, within a budget a frame, while the picture of before stands in.
class Overview
{
public:
    enum class Grip : std::uint8_t { None, Left, Right, Brush };

    /// What the image may cost a frame, and how many tasks it looks up in any case.
    static constexpr std::chrono::microseconds Budget{300};
    static constexpr std::size_t LeastTasks = 3;

    /// \a area is the strip's place in the widget.
    void setArea(const QRect &area);
    /// The axis that is shown goes at least to \a reach: of the run the model may know only a part,
    /// and what it is compared with may end later.
    void setReach(Units reach);
    /// From now on the image is stale.
    void invalidate() { m_stale = true; }
    /// From now on there is no image: nothing of it would be right.
    void reset();
    /// Does it show the run as it is? Otherwise the next draw() goes on.
    bool isExact() const noexcept { return !m_stale && !m_building; }

    /// Paints lines, veil, brush and the cursor. \a range is what the rows show.
    void draw(QPainter &painter, const RunModel &model, const TimelineLayout &layout, AxisKind kind,
              const UnitRange &range, const Position &cursor, const Theme &theme, double ratio);

    /// What a press at \a x, in the widget's pixels, takes hold of.
    Grip gripAt(double x, const TimeAxis &axis, const UnitRange &range) const;
    /// The range that shows the whole run on \a width pixels, with a little room at both ends for
    /// ticks and caps: the strip's, and the rows' when they show everything, so that both have
    /// every moment at the same x.
    /// \a reach: see setReach().
    static UnitRange fitted(const RunModel &model, AxisKind kind, double width, Units reach = 0);
    /// The axis of the strip.
    TimeAxis axis(const RunModel &model, AxisKind kind) const;
    /// The place on the axis at \a x, in the widget's pixels.
    Units unitsAt(double x, const TimeAxis &axis) const;

private:
    /// An image on its way.
    struct Building
    {
        QImage image;
        UnitRange range; ///< that the image shows
        std::vector<trace::TaskId> tasks;
        int lines = 0;
        int pitch = 1; ///< from line to line, in logical pixels
        RowCut cut;
        RowRaster raster;
        std::size_t next = 0; ///< the task to be looked up
        int line = 0; ///< the line that it belongs to
        RowPieces mixed{}; ///< of the tasks of that line, so far as they have been looked up
    };

    void begin(const RunModel &model, const TimelineLayout &layout, const TimeAxis &axis,
               const Theme &theme, double ratio);
    void goOn(const RunModel &model);
    /// Adds the next task, and paints its line when it is the last one there.
    void addTask(const RunModel &model);
    void mix(const RunModel &model, trace::TaskId task);
    QRectF brush(const TimeAxis &axis, const UnitRange &range) const;

    QRect m_area;
    Units m_reach = 0;
    QImage m_image;
    UnitRange m_imageRange;
    std::unique_ptr<Building> m_building;
    bool m_stale = true;
};

} // namespace views
