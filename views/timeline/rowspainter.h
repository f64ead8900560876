#pragma once

#include "views/timeline/rowraster.h"
#include "views/timeline/ruler.h"
#include "views/timeline/segmentlabels.h"
#include "views/timeline/timelinelayout.h"

#include <QImage>
#include <QRectF>

#include <memory>
#include <optional>
#include <utility>

class QPainter;

namespace views {

/// What the rows of a timeline show.
struct RowsScene
{
    const TrackModel *model = nullptr;
    const TimelineLayout *layout = nullptr;
    TimeAxis axis; ///< as wide as the rows, in logical pixels
    double scroll = 0; ///< of the layout at the top of the rows
    Ruler ruler; ///< where the grid stands
    std::optional<Position> cursor;
    std::optional<trace::TaskId> selectedTask;
    bool afterEnd = true; ///< tint what lies beyond the run's end

    /// How the rows are cut for \a ratio pixels to a logical one.
    RowCut cut(double ratio) const;
};

/// Paints the rows of tasks: into an image by scanlines, or onto any painter as vectors.
class RowsPainter
{
public:
    RowsPainter(const Theme &theme, const Fonts &fonts);

    /// An image of the rows with \a ratio pixels to a logical one and \a size in logical ones.
    /// \a reuse, when it has the size, saves an allocation.
    QImage image(const RowsScene &scene, const QSize &size, double ratio, QImage reuse = {});

    /// The same as vectors onto \a area of \a painter. Falls back to an image inside when there
    /// would be more than \a most shapes.
    void draw(QPainter &painter, const RowsScene &scene, const QRectF &area,
              std::size_t most = 30'000);

    /// Grid, group lines, the tint of the selected row and of what lies beyond the end: what the
    /// rows of \a scene stand on. Within \a area, whose left edge is the axis's.
    void drawBackground(QPainter &painter, const RowsScene &scene, const QRectF &area) const;
    void drawCursor(QPainter &painter, const RowsScene &scene, double height) const;

private:
    struct Visible
    {
        TimelineLayout::Row row;
        double top = 0; ///< in the picture
        RowPieces pieces;
    };

    const RowRaster &rasterFor(const RowMetrics &metrics, double ratio);
    const std::vector<Visible> &visible(const RowsScene &scene, double height, double ratio);
    void drawBlame(QPainter &painter, const RowsScene &scene, const std::vector<Visible> &rows);
    void drawDelay(QPainter &painter, const RowsScene &scene, const Visible &row,
                   const RowPieces::Run &run, const UnitRange &blocked);
    void drawCaps(QPainter &painter, const std::vector<Visible> &rows, const RowMetrics &metrics,
                  double ratio) const;
    void drawColumns(QPainter &painter, const RowPieces &pieces, double top,
                     const RowMetrics &metrics);

    const Theme &m_theme;
    Fonts m_fonts;
    SegmentLabels m_labels;
    std::vector<Visible> m_visible; ///< the rows of the last picture, for their memory
    std::unique_ptr<RowRaster> m_raster; ///< the last one made: making one draws every pattern
    std::pair<int, double> m_rasterFor; ///< its row height and ratio
};

} // namespace views
