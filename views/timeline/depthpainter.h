#pragma once

#include "views/timeline/fonts.h"
#include "views/timeline/theme.h"
#include "views/timeline/trackmodel.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace views {

/// What a track under the rows shows: how a depth changes along the axis.
struct DepthScene
{
    const TrackModel *model = nullptr;
    trace::ObjectId queue = trace::ObjectId::None; ///< None: the ready queue
    TimeAxis axis; ///< as wide as the track, in logical pixels
    const TrackModel *reference = nullptr; ///< a run to compare with, or null
    QString referenceLabel;

    /// The depth at the top of the track: a round number that what is in sight stays below.
    std::uint32_t top() const;
    /// The queue in the reference that stands for this one: the one of the same place in its
    /// list of queues. None when there is none.
    trace::ObjectId referenceQueue() const;
};

/// Paints the settled depth as a step line over an area, the highest depth within an instant as
/// a pin, and the reference dashed.
class DepthPainter
{
public:
    DepthPainter(const Theme &theme, const Fonts &fonts);

    /// The plot, with depth 0 at the bottom of \a plot and scene.top() at its top.
    void draw(QPainter &painter, const DepthScene &scene, const QRectF &plot) const;
    /// The numbers of the axis, right-aligned at \a x; as many as have room.
    void drawNumbers(QPainter &painter, const DepthScene &scene, const QRectF &plot,
                     double x) const;

private:
    struct Curve
    {
        std::vector<DepthSample> samples;
        double end = 0; ///< x at which the run ends
        bool crowded = false; ///< too many changes to tell them apart
    };

    void drawReference(QPainter &painter, const DepthScene &scene, const QRectF &plot) const;
    void drawSettled(QPainter &painter, const Curve &curve, const DepthScene &scene,
                     const QRectF &plot) const;
    void drawPins(QPainter &painter, const Curve &curve, const DepthScene &scene,
                  const QRectF &plot) const;

    const Theme &m_theme;
    Fonts m_fonts;
};

} // namespace views
