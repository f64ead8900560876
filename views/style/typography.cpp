#include "views/style/typography.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

/// \a font in \a size on the scale on which 13 is the size of \a base, in whole pixels.
QFont scaled(QFont font, const QFont &base, double size, QFont::Weight weight = QFont::Normal)
{
    const double pixels = QFontInfo(base).pixelSize() * size / 13;
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
    font.setWeight(weight);
    return font;
}

} // namespace

QFont uiFont(double size, QFont::Weight weight)
{
    const QFont base = QGuiApplication::font();
    return scaled(base, base, size, weight);
}

QFont fixedFont(double size)
{
    // On some desktops the fixed font comes without a size.
    return scaled(QFontDatabase::systemFont(QFontDatabase::FixedFont), QGuiApplication::font(),
                  size);
}

Fonts::Fonts(const QFont &base)
    : axis(scaled(base, base, 10))
    , label(scaled(base, base, 11))
    , labelBold(scaled(base, base, 11, QFont::Bold))
    , second(scaled(base, base, 12))
    , text(scaled(base, base, 13))
    , textBold(scaled(base, base, 13, QFont::Bold))
    , title(scaled(base, base, 22, QFont::Bold))
{
}

} // namespace views
