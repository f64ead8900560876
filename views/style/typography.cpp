#include "views/style/typography.h"

#include <QFontDatabase>
#include <QGuiApplication>

namespace views {

namespace {

// Both fonts take their size from the UI font: on some desktops the fixed one comes without.
void setScaled(QFont &font, double size)
{
    const QFont base = QGuiApplication::font();
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * size / 13);
    else
        font.setPixelSize(qMax(1, qRound(base.pixelSize() * size / 13)));
}

} // namespace

QFont uiFont(double size, QFont::Weight weight)
{
    QFont font = QGuiApplication::font();
    setScaled(font, size);
    font.setWeight(weight);
    return font;
}

QFont fixedFont(double size)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    setScaled(font, size);
    return font;
}

} // namespace views
