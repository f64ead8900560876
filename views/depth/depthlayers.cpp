#include "views/depth/depthlayers.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cstddef>

namespace views {

namespace {

/// A premultiplied colour over another.
QRgb over(QRgb color, QRgb below)
{
    if (below == 0)
        return color;
    const int rest = 255 - qAlpha(color);
    const auto channel = [rest](int own, int other) { return own + (other * rest + 127) / 255; };
    return qRgba(channel(qRed(color), qRed(below)), channel(qGreen(color), qGreen(below)),
                 channel(qBlue(color), qBlue(below)), channel(qAlpha(color), qAlpha(below)));
}

} // namespace

void DepthPaths::paint(QPainter &painter, const DepthColors &colors)
{
    for (std::size_t i = 0; i < DepthLayerCount; ++i) {
        m_paths[i].setFillRule(Qt::WindingFill);
        painter.fillPath(m_paths[i], colors[i]);
    }
}

DepthPicture::DepthPicture(std::vector<QRgb> &pixels, const QRectF &area, double ratio,
                           const DepthColors &colors)
    : m_area(area)
    , m_ratio(ratio)
    , m_size((area.size() * ratio).toSize())
    , m_pixels(pixels)
{
    for (std::size_t i = 0; i < DepthLayerCount; ++i)
        m_colors[i] = qPremultiply(colors[i].rgba());
    constexpr QRgb Transparent = 0;
    m_pixels.assign(static_cast<std::size_t>(m_size.width())
                        * static_cast<std::size_t>(m_size.height()),
                    Transparent);
}

void DepthPicture::fill(DepthLayer layer, const QRectF &rect)
{
    // Nothing is negative once it is clamped, and lround() would be four calls a rectangle.
    // NOLINTBEGIN(bugprone-incorrect-roundings)
    const auto pixel = [this](double place, double origin, int most) {
        return static_cast<int>(std::clamp<double>((place - origin) * m_ratio, 0, most) + 0.5);
    };
    // NOLINTEND(bugprone-incorrect-roundings)
    const int left = pixel(rect.left(), m_area.left(), m_size.width());
    const int right = pixel(rect.right(), m_area.left(), m_size.width());
    const int top = pixel(rect.top(), m_area.top(), m_size.height());
    const int bottom = pixel(rect.bottom(), m_area.top(), m_size.height());
    const QRgb color = m_colors[static_cast<std::size_t>(layer)];
    for (int y = top; y < bottom; ++y) {
        QRgb *line = m_pixels.data() + std::ptrdiff_t{y} * m_size.width();
        for (int x = left; x < right; ++x)
            line[x] = over(color, line[x]);
    }
}

void DepthPicture::paint(QPainter &painter) const
{
    if (m_size.isEmpty())
        return;
    QImage image(reinterpret_cast<const uchar *>(m_pixels.data()), m_size.width(), m_size.height(),
                 QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(m_ratio);
    painter.drawImage(m_area.topLeft(), image);
}

} // namespace views
