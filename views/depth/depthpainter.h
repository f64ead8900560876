#pragma once

#include "views/depth/depthlayers.h"
#include "views/depth/depthsamples.h"
#include "views/depth/loadsamples.h"
#include "views/model/runmodel.h"
#include "views/style/theme.h"
#include "views/style/typography.h"

#include <QRectF>
#include <QRgb>
#include <QString>

#include <optional>
#include <span>
#include <vector>

class QPainter;

namespace views {

/// What a track under the rows shows along the axis.
struct DepthScene
{
    const RunModel *model = nullptr;
    TrackId track; ///< what it shows
    TimeAxis axis; ///< as wide as the track, in logical pixels
    const RunModel *reference = nullptr; ///< a run to compare with, or null
    QString referenceLabel{};
    /// What is kept of a track from frame to frame, to look up only what is new; null: nothing.
    struct Kept
    {
        DepthSamples *samples = nullptr; ///< of a depth
        ColumnRecords *records = nullptr;
        LoadSamples *load = nullptr; ///< of what is no depth
    };
    Kept kept{};
    Kept keptReference{};
    std::vector<QRgb> *pixels = nullptr; ///< memory to paint in, kept as well; null: none
    /// The track of the reference that stands for this one, of a queue that of the same kind and
    /// name and, where there are several, of the same place. None when there is none, and on the
    /// Steps axis: the steps of two runs have nothing to do with each other.
    std::optional<TrackId> referenceTrack() const;
};

/// Paints the settled depth as a step line over an area, the highest depth within an instant as
/// a pin, and the reference dashed under its name. The axis is the run's own: where the reference
/// is higher, its line goes along above the plot under signs that say how high. Where changes are
/// too many to be told apart, every pixel is a column with the highest depth that it saw.
class DepthPainter
{
public:
    /// Looks up what \a scene shows, a depth; \a theme and what is kept must outlive the painter.
    DepthPainter(const Theme &theme, Fonts fonts, const DepthScene &scene);
    DepthPainter(const DepthPainter &) = delete;
    DepthPainter &operator=(const DepthPainter &) = delete;

    /// The depth at the top of the track: a round number that what is in sight stays below.
    std::uint32_t top() const noexcept { return m_top; }
    /// Is the reference higher than that somewhere in sight? Then draw() needs RoomAbove.
    bool isReferenceHigher() const noexcept { return m_highestReference > m_top; }
    static constexpr double RoomAbove = 22; ///< over the plot

    /// The plot, with depth 0 at the bottom of \a plot and top() at its top.
    void draw(QPainter &painter, const QRectF &plot) const;
    /// The numbers of the axis, right-aligned at \a x; as many as have room.
    void drawNumbers(QPainter &painter, const QRectF &plot, double x) const;

private:
    void drawReference(QPainter &painter, const QRectF &plot) const;
    void drawReferencePins(QPainter &painter, const QRectF &plot) const;
    void drawHeights(QPainter &painter, const QRectF &plot, double end) const;
    void drawReferenceLabel(QPainter &painter, const QRectF &plot) const;
    std::uint32_t highestIn(std::span<const DepthSample> samples, double x0, double x1,
                            std::uint32_t DepthSample::*value) const;
    void drawColumns(QPainter &painter, const QRectF &plot) const;
    template <class Layers>
    void fillColumns(Layers &layers, const QRectF &plot) const;
    void drawSettled(QPainter &painter, const QRectF &plot) const;
    template <class Layers>
    void fillSteps(Layers &layers, const QRectF &plot) const;
    void drawCapacity(QPainter &painter, const QRectF &plot) const;
    void drawPins(QPainter &painter, const QRectF &plot) const;
    bool isReady() const noexcept { return m_scene.track.kind == TrackId::Kind::Ready; }

    const Theme &m_theme;
    Fonts m_fonts;
    DepthScene m_scene;
    std::vector<DepthSample> m_own; ///< where nothing is kept
    std::vector<DepthSample> m_ownReference;
    std::span<const DepthSample> m_samples;
    std::span<const DepthSample> m_reference; ///< empty: nothing to compare with
    double m_end = 0; ///< x at which the run ends
    std::uint32_t m_top = 0;
    std::uint32_t m_highestReference = 0; ///< in sight
};

} // namespace views
