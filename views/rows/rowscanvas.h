#pragma once

#include "views/rows/rowraster.h"
#include "views/rows/rowsscene.h"

#include <QDeadlineTimer>
#include <QImage>

#include <memory>
#include <vector>

namespace views {

/// The bars of rows as a picture that is kept from frame to frame, so that a frame costs what is
/// new in it. Moving along the axis by whole pixels moves the picture and paints the columns that
/// come into sight; growth of the run paints from where it has changed. After a zoom the old
/// picture stands in, stretched, while the rows are painted anew as far as frames have time: it is
/// exact to the pixel as soon as isExact().
///
/// Only bars, ticks and the caps of low rows, on nothing: what lies behind and before them is
/// another's. What words stand on is kept beside the picture.
class RowsCanvas
{
public:
    /// So many pieces are painted in any case.
    static constexpr std::size_t LeastPieces = 1'000;

    /// \a theme must outlive the canvas.
    explicit RowsCanvas(const Theme &theme)
        : m_theme(theme)
    {
    }

    /// The picture of \a scene, \a size in logical pixels, \a ratio pixels to one. Rows whose turn
    /// does not come before \a until are left to the next call.
    const QImage &picture(const RowsScene &scene, const QSize &size, double ratio,
                          const QDeadlineTimer &until);
    /// Does the picture show everything? Otherwise the next call goes on.
    bool isExact() const noexcept { return m_stale == 0; }
    /// Which share of the rows in sight, from 0 to 1, is exact.
    double share() const noexcept;
    /// What stands in row number \a row of the layout, as far as it has been painted, in columns
    /// of the picture; the memory of \a marks is used again.
    void marks(const RunModel &model, trace::TaskId task, std::size_t row, RowMarks &marks) const;

    /// Nothing of the picture holds any longer.
    void clear()
    {
        m_rows.clear();
        m_model = nullptr;
    }
    /// The run has changed from \a at on.
    void changedFrom(Units at);
    /// The nearest range to \a range, which has the length of the shown one, at which the columns
    /// of the picture can be shown as they are.
    UnitRange snapped(const UnitRange &range) const;

private:
    void restart(const RowsScene &scene, double ratio);
    void stretch(const TimeAxis &from, int left);
    void move(int columns, int lines);
    void paintRows(const RowsScene &scene, const QDeadlineTimer &until);
    /// What is known of a row of the layout, in columns that count from the left edge of m_cut's
    /// axis.
    struct Kept
    {
        ColumnRange painted; ///< empty: start anew
        bool whole = true; ///< none of its lines is out of sight
        RowMarks marks; ///< the runs that words have room on
    };

    std::size_t paintRow(const RunModel &model, const TimelineLayout::Row &row, Kept &kept);
    void keepMarks(Kept &kept, const ColumnRange &columns, const ColumnRange &around) const;
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
    const RunModel *m_model = nullptr;
    int m_left = 0; ///< the column at the left edge of the image
    int m_scroll = 0; ///< in pixels of the image
    std::vector<Kept> m_rows; ///< of the layout
    std::size_t m_next = 0; ///< the row to paint first, so that all get their turn
    std::size_t m_inSight = 0; ///< rows
    std::size_t m_stale = 0; ///< of them, those that are not painted wholly
    RowPieces m_pieces;
};

} // namespace views
