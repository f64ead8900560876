#include "views/depth/trackscale.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace views {

void drawTrackGrid(QPainter &painter, const Theme &theme, const QRectF &plot)
{
    for (const double y : {plot.center().y(), plot.top()})
        painter.fillRect(QRectF(plot.left(), std::floor(y), plot.width(), 1), theme.grid);
}

void drawTrackNumbers(QPainter &painter, const Theme &theme, const Fonts &fonts, const QRectF &plot,
                      double right, const std::array<QString, 3> &numbers)
{
    const QFontMetricsF metrics(fonts.axis);
    painter.setFont(fonts.axis);
    painter.setPen(theme.text2);
    const auto number = [&](const QString &text, double y) {
        painter.drawText(
            QPointF(right - metrics.horizontalAdvance(text), y + metrics.capHeight() / 2), text);
    };
    number(numbers[0], plot.bottom());
    number(numbers[2], plot.top());
    if (plot.height() > 4 * metrics.capHeight())
        number(numbers[1], plot.center().y());
}

} // namespace views
