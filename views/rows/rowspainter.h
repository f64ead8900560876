#pragma once

#include "views/rows/rowraster.h"
#include "views/rows/rowsband.h"
#include "views/rows/rowsscene.h"
#include "views/rows/segmentlabels.h"

#include <QDeadlineTimer>
#include <QImage>
#include <QRectF>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

class QPainter;

namespace views {

class RowsCanvas;

/// Paints the rows of tasks: on a picture of scanlines, or onto any painter as vectors.
class RowsPainter
{
public:
    RowsPainter(const Theme &theme, const Fonts &fonts);

    /// Where rows are painted, and what keeps their picture.
    struct Band
    {
        RowsBand where;
        RowsCanvas *canvas = nullptr;
    };
    /// Paints the rows of \a scene, but with the scroll of each of \a bands, with \a ratio pixels
    /// to a logical one of \a painter, on the pictures that their canvases keep of them and go on
    /// with \a until then.
    void paint(QPainter &painter, const RowsScene &scene, std::span<const Band> bands, double ratio,
               const QDeadlineTimer &until);
    /// Has that been time enough for all labels on what the canvas has?
    bool hasAllLabels() const noexcept { return m_labels.isComplete(); }
    /// The same at once, for a picture of its own. \a painted is told now and then which share from
    /// 0 to 1 is painted, and may throw.
    void paintWhole(QPainter &painter, const RowsScene &scene, const QSize &size, double ratio,
                    const std::function<void(double)> &painted = {});

    /// The same as vectors onto \a area of \a painter. Falls back to an image inside when there
    /// would be more than \a most shapes.
    void draw(QPainter &painter, const RowsScene &scene, const QRectF &area,
              const std::function<void(double)> &painted = {}, std::size_t most = 30'000);

    /// The cursor alone, over whatever has been painted onto the rows since.
    void drawCursor(QPainter &painter, const RowsScene &scene, double height) const;

private:
    /// A row of a task in the picture, and what words stand on.
    struct Visible
    {
        TimelineLayout::Row row;
        double top = 0; ///< in the picture
        RowMarks marks;
        std::vector<SegmentLabels::Limit> told; ///< where it is written what a delay cost
    };

    QImage image(const RowsScene &scene, const QSize &size, double ratio,
                 const std::function<void(double)> &painted);
    const RowRaster &rasterFor(const RowMetrics &metrics, double ratio);
    /// The next of m_visible, with its memory.
    Visible &see(const TimelineLayout::Row &row, const RowsScene &scene);
    void drawBackground(QPainter &painter, const RowsScene &scene, const QRectF &area) const;
    /// Everything but the bars and ticks of \a rows, which are of m_visible.
    void drawMarks(QPainter &painter, const RowsScene &scene, std::span<Visible> rows,
                   double height, double ratio);
    void drawBlame(QPainter &painter, const RowsScene &scene, std::span<Visible> rows);
    void drawDelay(QPainter &painter, const RowsScene &scene, Visible &row,
                   const RowPieces::Run &run, const UnitRange &blocked);
    /// Where a task outlived a cancellation.
    void drawCancels(QPainter &painter, const RowsScene &scene, double height) const;
    void drawColumns(QPainter &painter, const RowPieces &pieces, double top,
                     const RowMetrics &metrics);
    void drawTicks(QPainter &painter, const RowPieces &pieces, double top,
                   const RowMetrics &metrics) const;

    const Theme &m_theme;
    Fonts m_fonts;
    SegmentLabels m_labels;
    std::vector<Visible> m_visible; ///< the rows of the picture in work
    std::size_t m_seen = 0; ///< of them; those that follow are there for their memory
    std::unique_ptr<RowRaster> m_raster; ///< the last one made: making one draws every pattern
    std::pair<int, double> m_rasterFor; ///< its row height and ratio
};

} // namespace views
