#include "views/model/ruler.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace views {

namespace {

constexpr Units Second = 1'000'000'000;
constexpr Units Minute = 60 * Second;
constexpr Units Hour = 60 * Minute;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::Ruler)
};

struct Step
{
    Units major = 1;
    int parts = 5; ///< minor ticks divide it into so many
};

/// The smallest of 1, 2 and 5 times a power of ten that is at least \a least.
Step decimalStep(double least)
{
    Units power = 1;
    for (;;) {
        if (static_cast<double>(power) >= least)
            return {power, 5};
        if (static_cast<double>(2 * power) >= least)
            return {2 * power, 4};
        if (static_cast<double>(5 * power) >= least)
            return {5 * power, 5};
        power *= 10;
    }
}

Step clockStep(double least)
{
    if (least <= 5.0 * Second)
        return decimalStep(least);
    constexpr std::array<Step, 13> Round{{{10 * Second, 5},
                                          {15 * Second, 3},
                                          {30 * Second, 3},
                                          {Minute, 4},
                                          {2 * Minute, 4},
                                          {5 * Minute, 5},
                                          {10 * Minute, 5},
                                          {15 * Minute, 3},
                                          {30 * Minute, 3},
                                          {Hour, 4},
                                          {2 * Hour, 4},
                                          {6 * Hour, 6},
                                          {12 * Hour, 4}}};
    for (const Step &step : Round) {
        if (static_cast<double>(step.major) >= least)
            return step;
    }
    const Step days = decimalStep(least / (24.0 * Hour));
    return {days.major * 24 * Hour, days.parts};
}

/// How labels on the Clock axis are written.
struct Format
{
    enum class Style : std::uint8_t { Number, MinutesSeconds, HoursMinutes };

    Style style = Style::Number;
    Units unit = Second;
    int decimals = 0;
    QString name;
};

Format formatFor(Units step, Units largest)
{
    Format format;
    if (largest >= 2 * Hour && step >= Minute) {
        format.style = Format::Style::HoursMinutes;
        format.name = Words::tr("h:min");
        return format;
    }
    if (largest >= 2 * Minute && step >= Second) {
        format.style = Format::Style::MinutesSeconds;
        format.name = Words::tr("min:s");
        return format;
    }
    if (largest < 1'000) {
        format.unit = 1;
        format.name = Words::tr("ns");
    } else if (largest < 1'000'000) {
        format.unit = 1'000;
        format.name = Words::tr("µs");
    } else if (largest < Second) {
        format.unit = 1'000'000;
        format.name = Words::tr("ms");
    } else {
        format.name = Words::tr("s");
    }
    for (Units part = format.unit; part > 1 && step % part != 0; part /= 10)
        ++format.decimals;
    return format;
}

QString labelOf(Units at, const Format &format)
{
    const auto two
        = [](Units number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    switch (format.style) {
    case Format::Style::HoursMinutes:
        return QStringLiteral("%1:%2").arg(at / Hour).arg(two(at / Minute % 60));
    case Format::Style::MinutesSeconds:
        return QStringLiteral("%1:%2").arg(at / Minute).arg(two(at / Second % 60));
    case Format::Style::Number:
        break;
    }
    return QString::number(static_cast<double>(at) / static_cast<double>(format.unit), 'f',
                           format.decimals);
}

} // namespace

Ruler Ruler::along(const TimeAxis &axis, double spacing, bool withUnit)
{
    Ruler ruler;
    const double least = axis.unitsPerPixel() * spacing;
    const bool clock = axis.kind() == AxisKind::Clock;
    Step step = clock ? clockStep(least) : decimalStep(std::max(1.0, least / UnitsPerStep));
    if (!clock)
        step.major *= UnitsPerStep;
    const Units minor
        = std::max<Units>(1, step.major % step.parts == 0 ? step.major / step.parts : step.major);
    const Format format
        = formatFor(step.major, std::max(std::abs(axis.range().begin), axis.range().end));
    ruler.unit = clock ? format.name : Words::tr("steps");

    const Units first = std::max<Units>(0, axis.range().begin);
    for (Units at = (first + minor - 1) / minor * minor; at <= axis.range().end; at += minor) {
        RulerTick tick{at, {}};
        if (at % step.major == 0) {
            tick.label = clock ? labelOf(at, format) : QString::number(at / UnitsPerStep);
            const bool number = format.style == Format::Style::Number;
            if (withUnit && clock)
                tick.label = QStringLiteral("%1 %2").arg(
                    tick.label,
                    number ? format.name
                           : (format.style == Format::Style::HoursMinutes ? Words::tr("h")
                                                                          : Words::tr("min")));
        }
        if (clock || tick.isMajor())
            ruler.ticks.push_back(std::move(tick));
    }
    return ruler;
}

} // namespace views
