#include "views/style/inkmetrics.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace views {

InkMetrics::InkMetrics(const QFont &font)
{
    const QFontMetricsF metrics(font);
    QRectF ink = metrics.tightBoundingRect(QStringLiteral("Adfhklgjpqy0(),_"));
    // Chinese is higher; where another font has to step in for it, it is a rare guest.
    const auto scripts = QFontDatabase::writingSystems(QFontInfo(font).family());
    if (scripts.contains(QFontDatabase::SimplifiedChinese))
        ink |= metrics.tightBoundingRect(QStringLiteral("国"));
    ascent = std::max(1.0, -ink.top());
    descent = std::max(0.0, ink.bottom());
    capitals = metrics.capHeight();
}

int InkMetrics::baseline(double height) const
{
    return static_cast<int>(
        std::floor(std::min(std::round((height + capitals) / 2), height - descent)));
}

} // namespace views
