#include "views/style/fonts.h"

#include <QFontInfo>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

QFont sized(const QFont &base, double size, QFont::Weight weight = QFont::Normal)
{
    QFont font = base;
    const double pixels = QFontInfo(base).pixelSize() * size / 13;
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
    font.setWeight(weight);
    return font;
}

} // namespace

Fonts::Fonts(const QFont &base)
    : axis(sized(base, 10))
    , label(sized(base, 11))
    , labelBold(sized(base, 11, QFont::Bold))
    , second(sized(base, 12))
    , text(sized(base, 13))
    , textBold(sized(base, 13, QFont::Bold))
    , title(sized(base, 22, QFont::Bold))
{
}

} // namespace views
