#pragma once

#include "views/depth/depthpainter.h"
#include "views/export/timelineexport.h"
#include "views/rows/legend.h"
#include "views/rows/rowspainter.h"

#include <vector>

class QPainter;

namespace views {

/// The figure that an export draws, laid out for one size: every part has its rectangle before
/// anything is painted.
class TimelineFigure
{
public:
    /// \a size in logical pixels; an empty one is chosen. \a base is the font of 13 px.
    TimelineFigure(const RunModel &model, const RunModel *reference, const ExportOptions &options,
                   const QSize &size, const QFont &base);

    QSize size() const { return m_size; }
    int rowHeight() const { return m_layout.options().rowHeight; }

    /// Paints at the origin. \a ratio: pixels to a logical one for raster images, 0 for vectors.
    /// \a painted is told now and then which share from 0 to 1 is painted, and may throw.
    void paint(QPainter &painter, double ratio, const std::function<void(double)> &painted);

private:
    struct Track
    {
        DepthScene scene;
        QRectF plot;
        QString title;
        QString unit;
    };

    void layOut(const QSize &wanted);
    double namesWidth() const;
    QString nameOf(const TimelineLayout::Row &row) const;
    QString titleOf(const TrackId &track) const;
    /// The tracks that are asked for, without that of the ready queue.
    std::vector<TrackId> tracksShown() const;
    /// What the small print says at the left.
    QString footnote() const;
    /// What the picture shows beside the run.
    Legend::Beside beside() const;
    /// The wakes that are asked for, between rows that there are.
    std::vector<WakeArrow> arrows() const;
    /// What is seen of the rows, from \a before the axis to \a after it: of a range only what is
    /// in it.
    QRectF rowsInRange(double before, double after) const;
    /// Selection and wakes, which belong to the hand, over rows with \a axis.
    void paintHand(QPainter &painter, const TimeAxis &axis) const;
    void paintHead(QPainter &painter) const;
    /// How the run ended, when that was not the end of its program.
    QString outcomeText() const;
    void paintNames(QPainter &painter) const;
    void paintTracks(QPainter &painter) const;
    void paintAxis(QPainter &painter) const;

    const RunModel &m_model;
    const RunModel *m_reference;
    const ExportOptions &m_options;
    Fonts m_fonts;
    AxisKind m_kind;
    NestedCoroutines m_nested;
    TimelineLayout m_layout;
    Legend m_legend;
    std::vector<WakeArrow> m_arrows;
    TimeAxis m_axis;
    Ruler m_ruler;
    QSize m_size;
    QRectF m_legendRect;
    QRectF m_rows;
    std::vector<Track> m_tracks;
    std::size_t m_tracksLeftOut = 0; ///< for want of room
    double m_axisY = 0;
};

} // namespace views
