#include "views/style/theme.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace views {

namespace {

Theme makeLight()
{
    Theme t;
    t.canvas = 0xFFFFFF;
    t.panel = 0xF7F8FA;
    t.bars = 0xF1F3F5;
    t.line = 0xE2E5EA;
    t.grid = 0xEDEFF2;
    t.panelEdge = 0xCBD0D7;
    t.controlEdge = 0x7F8894;
    t.afterEnd = 0xF4F5F7;
    t.text1 = 0x1B1F24;
    t.text2 = 0x4A525C;
    t.text3 = 0x626B76;
    t.accent = 0x5A46F2;
    t.onAccent = 0xFFFFFF;
    t.running = 0x1795FA;
    t.ready = 0xAF8E2A;
    t.waiting = 0xD3D9E0;
    t.hatch = 0x5C6670;
    t.failed = 0x8A0700;
    t.cancelled = 0x6D1184;
    t.done = 0x04785D;
    t.flatTimer = 0x8C949D;
    t.flatWait = 0x5C6670;
    t.onRunning = Qt::black;
    t.onWaiting = 0x14181D;
    t.onWaiting2 = 0x3F4751;
    t.onFailed = 0xFFFFFF;
    t.onCancelled = 0xFFFFFF;
    t.onDone = 0xFFFFFF;
    return t;
}

Theme makeDark()
{
    Theme t;
    t.dark = true;
    t.canvas = 0x1E1E1E;
    t.panel = 0x262729;
    t.bars = 0x2B2C2F;
    t.line = 0x37393D;
    t.grid = 0x2A2B2D;
    t.panelEdge = 0x4A4D53;
    t.controlEdge = 0x737A83;
    t.afterEnd = 0x232425;
    t.text1 = 0xECEDEE;
    t.text2 = 0xB9BEC5;
    t.text3 = 0x9AA1AA;
    t.accent = 0x8F9AFF;
    t.onAccent = 0x14151F;
    t.running = 0x3375E3;
    t.ready = 0xF69927;
    t.waiting = 0x3D444D;
    t.hatch = 0xA9B3BE;
    t.failed = 0xCF4040;
    t.cancelled = 0xEFBFFF;
    t.done = 0x8BF7CA;
    t.flatTimer = 0x666E78;
    t.flatWait = 0x8F98A3;
    t.onRunning = Qt::black;
    t.onWaiting = 0xF3F4F5;
    t.onWaiting2 = 0xC9CFD6;
    t.onFailed = 0xFFFFFF;
    t.onCancelled = Qt::black;
    t.onDone = Qt::black;
    return t;
}

Theme makePrint()
{
    Theme t = makeLight();
    t.print = true;
    for (QColor *black :
         {&t.text1, &t.text2, &t.text3, &t.running, &t.ready, &t.hatch, &t.failed, &t.cancelled,
          &t.done, &t.flatTimer, &t.flatWait, &t.onWaiting, &t.onWaiting2, &t.accent})
        *black = Qt::black;
    t.waiting = 0xFFFFFF;
    t.onRunning = 0xFFFFFF;
    t.afterEnd = 0xFFFFFF;
    return t;
}

// OKLCH to sRGB; the matrices are those of Björn Ottosson's definition of OKLab.
QColor fromOklch(double lightness, double chroma, double hue)
{
    const double a = chroma * std::cos(hue);
    const double b = chroma * std::sin(hue);
    const auto cube = [](double x) { return x * x * x; };
    const double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    const double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    const double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    const auto encoded = [](double linear) {
        const double x = std::clamp(linear, 0.0, 1.0);
        return static_cast<float>(x <= 0.0031308 ? 12.92 * x
                                                 : 1.055 * std::pow(x, 1 / 2.4) - 0.055);
    };
    return QColor::fromRgbF(encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                            encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                            encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

} // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::darkTheme()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme &Theme::printing()
{
    static const Theme theme = makePrint();
    return theme;
}

QColor Theme::identity(std::size_t index) const
{
    if (index == 0)
        return text1;
    const double degrees = std::fmod(20 + 137.5 * static_cast<double>(index), 360.0);
    const double hue = degrees * std::numbers::pi / 180;
    return dark ? fromOklch(0.80, 0.105, hue) : fromOklch(0.47, 0.125, hue);
}

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

} // namespace views
