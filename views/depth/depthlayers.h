#pragma once

#include <QColor>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QRectF>
#include <QRgb>
#include <QSize>

#include <array>
#include <vector>

namespace views {

/// The parts of a depth's columns, each a colour: the area under the settled depth, its line, and
/// the pins of what was higher on the way.
enum class DepthLayer : std::uint8_t { Area, Line, Pin };
inline constexpr std::size_t DepthLayerCount = 3;
using DepthColors = std::array<QColor, DepthLayerCount>;

/// Columns as paths, one a layer: in a vector format thousands of rectangles would each be an
/// element of their own.
class DepthPaths
{
public:
    void fill(DepthLayer layer, const QRectF &rect)
    {
        m_paths[static_cast<std::size_t>(layer)].addRect(rect);
    }
    void paint(QPainter &painter, const DepthColors &colors);

private:
    std::array<QPainterPath, DepthLayerCount> m_paths;
};

/// Columns as pixels, for a screen: a painter's rectangle costs more than the few pixels in it.
class DepthPicture
{
public:
    /// Of \a area in logical pixels, \a ratio pixels to one. \a pixels, which must outlive this, is
    /// its memory: kept from frame to frame, it need not be asked for again.
    DepthPicture(std::vector<QRgb> &pixels, const QRectF &area, double ratio,
                 const DepthColors &colors);

    void fill(DepthLayer layer, const QRectF &rect);
    void paint(QPainter &painter) const;

private:
    QRectF m_area;
    double m_ratio;
    std::array<QRgb, DepthLayerCount> m_colors{}; ///< premultiplied
    QSize m_size;
    std::vector<QRgb> &m_pixels;
};

/// Of a curve in a track, in logical pixels.
inline constexpr double CurveWidth = 2;

/// Paints what \a fill puts into the layers, a curve over \a plot: where it becomes pixels, in
/// \a pixels, which are memory that is kept; null: none is.
template <class Fill>
void paintLayers(QPainter &painter, const QRectF &plot, std::vector<QRgb> *pixels,
                 const DepthColors &colors, Fill fill)
{
    if (painter.paintEngine()->type() == QPaintEngine::Raster) {
        std::vector<QRgb> own;
        // The line reaches beyond the plot on all sides.
        DepthPicture picture(pixels == nullptr ? own : *pixels,
                             plot.adjusted(-CurveWidth, -CurveWidth, CurveWidth, CurveWidth),
                             painter.device()->devicePixelRatioF(), colors);
        fill(picture);
        picture.paint(painter);
    } else {
        DepthPaths paths;
        fill(paths);
        paths.paint(painter, colors);
    }
}

} // namespace views
