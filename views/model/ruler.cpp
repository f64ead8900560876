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
// Longer ones would not fit between their ticks: they are counted from a moment nearer by.
constexpr int LongestLabel = 8;

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

QString padded(Units number, int digits)
{
    return QStringLiteral("%1").arg(number, digits, 10, QLatin1Char('0'));
}

// In whole numbers: a double has no nanoseconds left after some months.
QString labelOf(Units at, const Format &format)
{
    switch (format.style) {
    case Format::Style::HoursMinutes:
        return QStringLiteral("%1:%2").arg(at / Hour).arg(padded(at / Minute % 60, 2));
    case Format::Style::MinutesSeconds:
        return QStringLiteral("%1:%2").arg(at / Minute).arg(padded(at / Second % 60, 2));
    case Format::Style::Number:
        break;
    }
    const QString whole = QString::number(at / format.unit);
    if (format.decimals == 0)
        return whole;
    const int digits = static_cast<int>(std::lround(std::log10(static_cast<double>(format.unit))));
    return whole + QLatin1Char('.') + padded(at % format.unit, digits).left(format.decimals);
}

QString withUnit(const QString &label, const Format &format)
{
    const QString unit = format.style == Format::Style::Number ? format.name
        : format.style == Format::Style::HoursMinutes          ? Words::tr("h")
                                                               : Words::tr("min");
    return QStringLiteral("%1 %2").arg(label, unit);
}

/// A round moment at or before \a first from which \a length is counted in few digits.
Units roundBefore(Units first, Units length)
{
    Units round = 1'000;
    while (round < Second && round < length)
        round *= 10;
    for (const Units larger : {Minute, Hour, 24 * Hour}) {
        if (round < length)
            round = larger;
    }
    return first / round * round;
}

} // namespace

Ruler Ruler::along(const TimeAxis &axis, double spacing, bool unitInLabels)
{
    Ruler ruler;
    const double least = axis.unitsPerPixel() * spacing;
    const bool clock = axis.kind() == AxisKind::Clock;
    Step step = clock ? clockStep(least) : decimalStep(std::max(1.0, least / UnitsPerStep));
    if (!clock)
        step.major *= UnitsPerStep;
    const Units minor
        = std::max<Units>(1, step.major % step.parts == 0 ? step.major / step.parts : step.major);
    const Units first = std::max<Units>(0, axis.range().begin);
    const Units last = std::max(first, axis.range().end);
    Format format = formatFor(step.major, last);
    if (clock && labelOf(last, format).size() > LongestLabel) {
        ruler.origin = roundBefore(first, last - first);
        format = formatFor(step.major, last - ruler.origin);
    }
    ruler.unit = clock ? format.name : Words::tr("steps");

    for (Units at = (first + minor - 1) / minor * minor; at <= last; at += minor) {
        RulerTick tick{at, {}};
        if (at % step.major == 0) {
            tick.label
                = clock ? labelOf(at - ruler.origin, format) : QString::number(at / UnitsPerStep);
            if (unitInLabels && clock)
                tick.label = withUnit(tick.label, format);
            if (ruler.origin > 0)
                tick.label.prepend(QLatin1Char('+'));
        }
        if (clock || tick.isMajor())
            ruler.ticks.push_back(std::move(tick));
    }
    return ruler;
}

} // namespace views
