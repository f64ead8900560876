#pragma once

#include "views/depth/depthpainter.h"

#include <QRectF>

#include <optional>
#include <span>
#include <vector>

class QPainter;

namespace views {

/// Paints how much the loops have to do, a value a pixel: Busy as an area in red, cut and named by
/// the steps that are wide enough; Lag as a curve over an area, with the one that was latest, and
/// the threshold from which a step counts as blocking.
class LoadPainter
{
public:
    /// Looks up what \a scene shows, Busy or Lag; \a theme and what is kept must outlive the
    /// painter.
    LoadPainter(const Theme &theme, Fonts fonts, const DepthScene &scene);
    LoadPainter(const LoadPainter &) = delete;
    LoadPainter &operator=(const LoadPainter &) = delete;

    /// The value at the top of the track: 1, or a round number of nanoseconds.
    double top() const noexcept { return m_top; }

    /// The plot, with 0 at the bottom of \a plot and top() at its top.
    void draw(QPainter &painter, const QRectF &plot) const;
    /// The numbers of the axis, right-aligned at \a x; as many as have room.
    void drawNumbers(QPainter &painter, const QRectF &plot, double x) const;

private:
    /// A stretch of pixels with one value, from \a left.
    struct Level
    {
        double left;
        double value;
    };

    bool isBusy() const noexcept { return m_scene.track.kind == TrackId::Kind::Busy; }
    double yOf(double value, const QRectF &plot) const;
    QString numberText(double value) const;
    std::vector<Level> levels(const QRectF &plot) const;
    template <class Layers>
    void fill(Layers &layers, const QRectF &plot, const std::vector<Level> &levels,
              double width) const;
    void drawNothing(QPainter &painter, const QRectF &plot) const;
    void drawThreshold(QPainter &painter, const QRectF &plot) const;
    void drawSteps(QPainter &painter, const QRectF &plot) const;
    void drawLatest(QPainter &painter, const QRectF &plot) const;
    std::optional<QPointF> freePlace(const QRectF &plot, int column, const QString &text) const;
    void drawWord(QPainter &painter, const QPointF &baseline, const QString &text) const;

    const Theme &m_theme;
    Fonts m_fonts;
    DepthScene m_scene;
    std::vector<double> m_own; ///< where nothing is kept
    std::span<const double> m_values; ///< of the pixels from the left
    double m_end = 0; ///< x at which the run ends
    double m_top = 1;
};

} // namespace views
