#include "views/style/segmentstyle.h"
#include "views/style/theme.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

using views::Theme;

namespace {

using Triple = std::array<double, 3>;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

Triple linearRgb(const QColor &color)
{
    return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor &color)
{
    const Triple c = linearRgb(color);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

/// Full-severity matrices of Machado, Oliveira and Fernandes 2009, on linear RGB.
using Matrix = std::array<Triple, 3>;
constexpr Matrix Normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix Protan{{{0.152286, 1.052583, -0.204868},
                         {0.114503, 0.786281, 0.099216},
                         {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix Deutan{{{0.367322, 0.860646, -0.227968},
                         {0.280085, 0.672501, 0.047413},
                         {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix Tritan{{{1.255528, -0.076749, -0.178779},
                         {-0.078411, 0.930809, 0.147602},
                         {0.004733, 0.691367, 0.303900}}};

Triple times(const Matrix &m, const Triple &v)
{
    Triple result{};
    for (std::size_t i = 0; i < 3; ++i)
        result[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return result;
}

/// CIELAB under D65 of what an eye of the kind \a vision sees.
Triple lab(const QColor &color, const Matrix &vision)
{
    Triple seen = times(vision, linearRgb(color));
    for (double &channel : seen)
        channel = std::clamp(channel, 0.0, 1.0);
    constexpr Matrix ToXyz{{{0.4124564, 0.3575761, 0.1804375},
                            {0.2126729, 0.7151522, 0.0721750},
                            {0.0193339, 0.1191920, 0.9503041}}};
    constexpr Triple White{0.95047, 1.0, 1.08883};
    Triple xyz = times(ToXyz, seen);
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = xyz[i] / White[i];
        xyz[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

/// CIEDE2000 as in Sharma, Wu and Dalal 2005.
double difference(const Triple &a, const Triple &b)
{
    constexpr double Turn = 2 * std::numbers::pi;
    const auto seventh
        = [](double c) { return std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + std::pow(25.0, 7))); };
    const double meanC = (std::hypot(a[1], a[2]) + std::hypot(b[1], b[2])) / 2;
    const double g = 0.5 * (1 - seventh(meanC));
    const double a1 = (1 + g) * a[1];
    const double a2 = (1 + g) * b[1];
    const double c1 = std::hypot(a1, a[2]);
    const double c2 = std::hypot(a2, b[2]);
    const auto hue = [](double y, double x) {
        const double h = x == 0 && y == 0 ? 0 : std::atan2(y, x);
        return h < 0 ? h + 2 * std::numbers::pi : h;
    };
    const double h1 = hue(a[2], a1);
    const double h2 = hue(b[2], a2);
    double dh = h2 - h1;
    if (c1 * c2 == 0)
        dh = 0;
    else if (dh > Turn / 2)
        dh -= Turn;
    else if (dh < -Turn / 2)
        dh += Turn;
    const double dl = b[0] - a[0];
    const double dc = c2 - c1;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(dh / 2);
    const double l = (a[0] + b[0]) / 2;
    const double c = (c1 + c2) / 2;
    double h = h1 + h2;
    if (c1 * c2 != 0) {
        if (std::abs(h1 - h2) > Turn / 2)
            h += h < Turn ? Turn : -Turn;
        h /= 2;
    }
    const auto degrees = [](double d) { return d * std::numbers::pi / 180; };
    const double t = 1 - 0.17 * std::cos(h - degrees(30)) + 0.24 * std::cos(2 * h)
        + 0.32 * std::cos(3 * h + degrees(6)) - 0.20 * std::cos(4 * h - degrees(63));
    const double sl = 1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50));
    const double sc = 1 + 0.045 * c;
    const double sh = 1 + 0.015 * c * t;
    const double theta
        = degrees(30) * std::exp(-std::pow((h / std::numbers::pi * 180 - 275) / 25, 2));
    const double rt = -2 * seventh(c) * std::sin(2 * theta);
    return std::sqrt(std::pow(dl / sl, 2) + std::pow(dc / sc, 2) + std::pow(dH / sh, 2)
                     + rt * dc / sc * dH / sh);
}

std::vector<std::pair<const char *, QColor>> statesOf(const Theme &theme)
{
    return {{"running", theme.running}, {"ready", theme.ready},         {"waiting", theme.waiting},
            {"failed", theme.failed},   {"cancelled", theme.cancelled}, {"done", theme.done}};
}

double smallestDifference(const Theme &theme)
{
    double smallest = 1000;
    for (const Matrix &vision : {Normal, Protan, Deutan, Tritan}) {
        const auto states = statesOf(theme);
        for (std::size_t i = 0; i < states.size(); ++i) {
            for (std::size_t j = i + 1; j < states.size(); ++j)
                smallest = std::min(
                    smallest,
                    difference(lab(states[i].second, vision), lab(states[j].second, vision)));
        }
    }
    return smallest;
}

double smallestAccentDifference(const Theme &theme)
{
    double smallest = 1000;
    for (const Matrix &vision : {Normal, Protan, Deutan, Tritan}) {
        for (const auto &[name, color] : statesOf(theme))
            smallest
                = std::min(smallest, difference(lab(theme.accent, vision), lab(color, vision)));
    }
    return smallest;
}

} // namespace

class tst_theme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDifferenceIsThatOfThePublishedExamples()
    {
        // Pairs 1, 7 and 17 of Sharma's test data.
        const auto close = [](double a, double b) { return std::abs(a - b) < 1e-4; };
        QVERIFY(close(difference({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425));
        QVERIFY(close(difference({50, 0, 0}, {50, -1, 2}), 2.3669));
        QVERIFY(close(difference({50, 2.5, 0}, {73, 25, -18}), 27.1492));
    }

    void statesDifferForEveryKindOfVision()
    {
        QVERIFY2(smallestDifference(Theme::light()) >= 20.2,
                 qPrintable(QString::number(smallestDifference(Theme::light()))));
        QVERIFY2(smallestDifference(Theme::darkTheme()) >= 19.5,
                 qPrintable(QString::number(smallestDifference(Theme::darkTheme()))));
    }

    void noStateLooksLikeTheAccent()
    {
        QVERIFY2(smallestAccentDifference(Theme::light()) >= 14.6,
                 qPrintable(QString::number(smallestAccentDifference(Theme::light()))));
        QVERIFY2(smallestAccentDifference(Theme::darkTheme()) >= 12.1,
                 qPrintable(QString::number(smallestAccentDifference(Theme::darkTheme()))));
    }

    void contrasts_data()
    {
        QTest::addColumn<QColor>("color");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("least");
        for (const Theme *theme : {&Theme::light(), &Theme::darkTheme(), &Theme::printing()}) {
            const char *name = theme->print ? "print" : theme->dark ? "dark" : "light";
            const auto row
                = [&](const char *what, const QColor &color, const QColor &ground, double least) {
                      QTest::addRow("%s: %s", name, what) << color << ground << least;
                  };
            for (const QColor &ground : {theme->canvas, theme->panel, theme->bars}) {
                row("text 1", theme->text1, ground, 4.5);
                row("text 2", theme->text2, ground, 4.5);
                row("text 3", theme->text3, ground, 4.5);
            }
            row("text 3 after the end", theme->text3, theme->afterEnd, 4.5);
            row("number on the ruler", theme->text2, theme->canvas, 4.5);
            row("time on a plate of the ruler", theme->text1, theme->line, 4.5);
            row("steps on a plate of the ruler", theme->text2, theme->line, 4.5);
            row("tick of the ruler", theme->controlEdge, theme->canvas, 3);
            row("control edge", theme->controlEdge, theme->panel, 3);
            row("accent", theme->accent, theme->canvas, 4.5);
            row("on accent", theme->onAccent, theme->accent, 4.5);
            row("running", theme->running, theme->canvas, 3);
            row("ready", theme->ready, theme->canvas, 3);
            row("hatch", theme->hatch, theme->canvas, 3);
            row("failed", theme->failed, theme->canvas, 3);
            row("cancelled", theme->cancelled, theme->canvas, 3);
            row("done", theme->done, theme->canvas, 3);
            row("low timer", theme->flatTimer, theme->canvas, 3);
            row("low wait", theme->flatWait, theme->canvas, 3);
            row("on running", theme->onRunning, theme->running, 4.5);
            row("on waiting", theme->onWaiting, theme->waiting, 4.5);
            row("time on waiting", theme->onWaiting2, theme->waiting, 4.5);
            row("on failed", theme->onFailed, theme->failed, 4.5);
            row("on cancelled", theme->onCancelled, theme->cancelled, 4.5);
            row("on done", theme->onDone, theme->done, 4.5);
            for (const std::size_t i : {0U, 1U, 2U, 3U, 7U, 40U})
                row("a task's own colour", theme->identity(i), theme->canvas, 4.5);
        }
    }
    void contrasts()
    {
        QFETCH(QColor, color);
        QFETCH(QColor, ground);
        QFETCH(double, least);
        const double found = contrast(color, ground);
        QVERIFY2(found >= least, qPrintable(QString::number(found)));
    }

    void whatIsVeiledIsAsFaintInTheDarkAsInTheLight()
    {
        const auto veiled = [](const Theme &theme, const QColor &color) {
            const QColor veil = views::veilOf(theme);
            const double over = veil.alphaF();
            const auto mixed = [over](int above, int below) {
                return qRound(above * over + below * (1 - over));
            };
            return QColor(mixed(veil.red(), color.red()), mixed(veil.green(), color.green()),
                          mixed(veil.blue(), color.blue()));
        };
        for (const Theme *theme : {&Theme::light(), &Theme::darkTheme()}) {
            const double hatch = contrast(veiled(*theme, theme->hatch), theme->canvas);
            QVERIFY2(hatch > 1.5 && hatch < 2, qPrintable(QString::number(hatch)));
            const double words = contrast(veiled(*theme, theme->text1), theme->canvas);
            QVERIFY2(words > 2 && words < 2.6, qPrintable(QString::number(words)));
        }
    }

    void neighboursHaveColoursThatDiffer()
    {
        for (const Theme *theme : {&Theme::light(), &Theme::darkTheme()}) {
            for (std::size_t i = 1; i < 40; ++i)
                QVERIFY(
                    difference(lab(theme->identity(i), Normal), lab(theme->identity(i + 1), Normal))
                    > 15);
        }
    }
};

QTEST_APPLESS_MAIN(tst_theme)
#include "tst_theme.moc"
