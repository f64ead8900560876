#pragma once

#include "views/timeline/rowspainter.h"

#include <QImage>

#include <chrono>
#include <memory>
#include <vector>

namespace views {

/// The bars of many low rows as a picture that is kept from frame to frame, so that a frame costs
/// what is new in it. Moving along the axis by whole pixels moves the picture and paints the columns
/// that come into sight; growth of the run paints from where it has changed. After a zoom the old
/// picture stands in, stretched, while the rows are painted anew within a budget a frame: it is
/// exact to the pixel as soon as isExact().
///
/// Only bars, ticks and caps, on nothing: what lies behind and before them is another's.
class RowsCanvas
{
public:
    /// What a frame may cost, apart from moving pixels.
    static constexpr std::chrono::microseconds Budget{3500};

    /// \a theme must outlive the canvas.
    explicit RowsCanvas(const Theme &theme)
        : m_theme(theme)
    {
    }

    /// The picture of \a scene, \a size in logical pixels, \a ratio pixels to one. Rows are not
    /// high enough for patterns (RowMetrics::hatched).
    const QImage &picture(const RowsScene &scene, const QSize &size, double ratio);
    /// Does the picture show everything? Otherwise the next call goes on.
    bool isExact() const noexcept { return m_stale == 0; }

    /// Nothing of the picture holds any longer.
    void clear() { m_rows.clear(); }
    /// The run has changed from \a at on.
    void changedFrom(Units at);
    /// The nearest range to \a range, which has the length of the shown one, at which the columns
    /// of the picture can be shown as they are.
    UnitRange snapped(const UnitRange &range) const;

private:
    void restart(const RowsScene &scene, double ratio);
    void stretch(const TimeAxis &from, int left);
    void move(int columns, int lines);
    void paintRows(const RowsScene &scene);
    void paintRow(const TrackModel &model, const TimelineLayout::Row &row, ColumnRange &painted);
    /// What is to be painted of a row so that it is in sight wholly.
    ColumnRange missing(const ColumnRange &painted) const;
    /// The picture's line at \a y of the layout.
    int lineOf(int y) const;
    int reach() const;

    const Theme &m_theme;
    QImage m_image;
    QImage m_spare; ///< the memory of the picture before the last stretch
    RowCut m_cut{{}, RowMetrics(1), 1};
    std::unique_ptr<RowRaster> m_raster;
    const TrackModel *m_model = nullptr;
    int m_left = 0; ///< the column at the left edge of the image
    int m_scroll = 0; ///< in pixels of the image
    /// What is painted of every row of the layout, in columns that count from the left edge of
    /// m_cut's axis. Empty: start anew.
    std::vector<ColumnRange> m_rows;
    std::size_t m_next = 0; ///< the row to paint first, so that all get their turn
    std::size_t m_stale = 0; ///< rows in sight that are not painted wholly
    RowPieces m_pieces;
};

} // namespace views
