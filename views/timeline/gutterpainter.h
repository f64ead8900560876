#pragma once

#include "views/depth/depthpainter.h"
#include "views/model/viewstate.h"
#include "views/rows/timelinelayout.h"
#include "views/style/inkmetrics.h"
#include "views/style/segmentstyle.h"
#include "views/style/typography.h"

#include <QRectF>

#include <optional>
#include <span>

class QPainter;

namespace views {

/// Paints the names at the left: of tasks, each with its state at the cursor, of groups, and of
/// the tracks.
class GutterPainter
{
public:
    GutterPainter(const Theme &theme, const Fonts &fonts, const RunModel &model);

    struct Rows
    {
        const TimelineLayout *layout = nullptr;
        double scroll = 0;
        std::size_t records = 0; ///< at the cursor
        const ViewState *state = nullptr; ///< with the selection
        bool compact = false; ///< "7" instead of "Task-7"
        std::span<const trace::TaskId> choices; ///< they have their number in place of the id
        const NestedCoroutines *nested = nullptr; ///< of the unfolded tasks
    };

    /// Where in the gutter the sign of a task's row stands that unfolds what the task awaits within
    /// itself; nothing: a pinned row has no room for one.
    static std::optional<double> foldSignX(const TimelineLayout::Row &row);

    void drawRows(QPainter &painter, const Rows &rows, const QRectF &area) const;
    /// \a read is the share of the trace that has been read, from 0 to 1; \a note stands in place
    /// of the run's extent unless it is empty.
    void drawRunTitle(QPainter &painter, const QRectF &area, double read,
                      const QString &note) const;
    /// The name of a track and its values at \a cursor, the reference's beside them.
    void drawTrackTitle(QPainter &painter, const DepthScene &scene, const Position &cursor,
                        const QRectF &area) const;

private:
    void drawHeader(QPainter &painter, const Rows &rows, const TimelineLayout::Row &row,
                    const QRectF &place) const;
    void drawTask(QPainter &painter, const Rows &rows, const TimelineLayout::Row &row,
                  const QRectF &place) const;
    void drawCoroutines(QPainter &painter, const Rows &rows, const TimelineLayout::Row &row,
                        const QRectF &place) const;
    /// The row's ground, which tells whether it is selected; returns that.
    bool drawGround(QPainter &painter, const Rows &rows, const TimelineLayout::Row &row,
                    const QRectF &place) const;
    /// The number of a choice at the right of \a place; returns its width.
    double drawChoice(QPainter &painter, std::size_t number, const QRectF &place) const;
    /// What the small print under a track's name says.
    QStringList trackLines(const DepthScene &scene, const Position &cursor) const;
    /// What does not fit is left out of its middle: the end often is a number.
    void drawLine(QPainter &painter, const QString &text, const QFont &font, const QColor &color,
                  double x, double baseline, double width) const;

    const Theme &m_theme;
    const Fonts &m_fonts;
    const RunModel &m_model;
    const InkMetrics m_ink; ///< of the names
};

} // namespace views
