#pragma once

#include "views/style/theme.h"

#include <QPainter>
#include <QRectF>

namespace views {

/// What lies over a row for as long as a blocked loop has held its task up.
inline void drawDelayBand(QPainter &painter, const Theme &theme, const QRectF &band)
{
    QColor tint = theme.failed;
    tint.setAlphaF(0.14F);
    painter.fillRect(band, tint);
    for (double x = band.left(); x + 2 <= band.right(); x += 4) {
        painter.fillRect(QRectF(x, band.top(), 2, 1), theme.failed);
        painter.fillRect(QRectF(x, band.bottom() - 1, 2, 1), theme.failed);
    }
}

} // namespace views
