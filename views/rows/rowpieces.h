#pragma once

#include "views/rows/rowmetrics.h"
#include "views/style/segmentstyle.h"

#include <optional>
#include <vector>

namespace views {

/// One row of the timeline cut at the pixels of a picture: what there is to paint, before
/// anything is painted. Columns count from 0 at the left edge of the axis.
struct RowPieces
{
    /// Columns [begin, end) that one segment fills wholly.
    struct Run
    {
        int begin = 0;
        int end = 0;
        std::size_t segment = 0;
        SegmentStyle style = SegmentStyle::Ready;
        bool cutLeft = false; ///< the segment goes on beyond the picture
        bool cutRight = false;
        int origin = 0; ///< the column in which the segment begins: patterns travel with it
        std::size_t steps = 0; ///< in the tick at its beginning; that of several reaches into it
    };

    /// A column that several segments share, or one and nothing.
    struct Column
    {
        int x = 0;
        Units length = 1; ///< of the column, in units
        Mix mix{};
    };

    /// Steps too short to have a width.
    struct Tick
    {
        enum class Size : std::uint8_t {
            Full, ///< room to all sides
            Thin, ///< one pixel: others are near
            Dense, ///< many to a few pixels: only their number can be shown
        };

        int x = 0; ///< the column in which they begin
        std::size_t steps = 1;
        Size size = Size::Full;
        bool blocking = false; ///< one of them blocks the loop
    };

    struct End
    {
        State state = State::Done;
        int x = 0; ///< column; left of the picture when negative
        trace::Time time{0};
        bool atOnce = false; ///< at the place where the task began
        std::size_t steps = 0; ///< in the tick at that column
    };

    std::vector<Run> runs;
    std::vector<Column> columns;
    std::vector<Tick> ticks;
    std::optional<End> end;

    /// Empty again, with its memory.
    void clear();
};

/// What words and signs stand on in a row: its wide runs and its end.
struct RowMarks
{
    std::vector<RowPieces::Run> runs;
    std::optional<RowPieces::End> end;
    double capLeft = 0; ///< the left edge of the end's cap, in the picture's pixels
};

/// How rows are cut: \a axis, whose width is in the picture's own pixels, \a ratio of them to a
/// logical one; the ticks of \a metrics say how much room they need.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): it cannot be made without metrics.
struct RowCut
{
    TimeAxis axis;
    RowMetrics metrics;
    double ratio = 1;

    /// All that the axis shows.
    ColumnRange columns() const;
};

/// Cuts \a task at the pixels of \a cut.
RowPieces cutRow(const RunModel &model, trace::TaskId task, const RowCut &cut);
/// Cuts only \a columns, which may lie beyond the axis on both sides, into \a pieces, whose memory
/// is used again.
void cutRow(const RunModel &model, trace::TaskId task, const RowCut &cut,
            const ColumnRange &columns, RowPieces &pieces);

} // namespace views
