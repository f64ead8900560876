#include "views/timeline/depthlayers.h"

#include <QPainter>

#include <algorithm>

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

DepthPicture::DepthPicture(const QRectF &area, double ratio, const DepthColors &colors)
    : m_area(area)
    , m_ratio(ratio)
    , m_image((area.size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied)
    , m_bits(m_image.bits())
{
    for (std::size_t i = 0; i < DepthLayerCount; ++i)
        m_colors[i] = qPremultiply(colors[i].rgba());
    m_image.setDevicePixelRatio(ratio);
    m_image.fill(Qt::transparent);
}

void DepthPicture::fill(DepthLayer layer, const QRectF &rect)
{
    // Nothing is negative once it is clamped, and lround() would be four calls a rectangle.
    // NOLINTBEGIN(bugprone-incorrect-roundings)
    const auto pixel = [this](double place, double origin, int most) {
        return static_cast<int>(std::clamp<double>((place - origin) * m_ratio, 0, most) + 0.5);
    };
    // NOLINTEND(bugprone-incorrect-roundings)
    const int left = pixel(rect.left(), m_area.left(), m_image.width());
    const int right = pixel(rect.right(), m_area.left(), m_image.width());
    const int top = pixel(rect.top(), m_area.top(), m_image.height());
    const int bottom = pixel(rect.bottom(), m_area.top(), m_image.height());
    const QRgb color = m_colors[static_cast<std::size_t>(layer)];
    for (int y = top; y < bottom; ++y) {
        auto *line = reinterpret_cast<QRgb *>(m_bits + y * m_image.bytesPerLine());
        for (int x = left; x < right; ++x)
            line[x] = over(color, line[x]);
    }
}

void DepthPicture::paint(QPainter &painter) const
{
    painter.drawImage(m_area.topLeft(), m_image);
}

} // namespace views
