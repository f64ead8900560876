#include "views/words/durationtext.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Units
{
    Q_DECLARE_TR_FUNCTIONS(views::DurationText)
};

QString padded(qint64 number, int digits)
{
    return QStringLiteral("%1").arg(number, digits, 10, QLatin1Char('0'));
}

QString seconds(const QString &number)
{
    return Units::tr("%1 s").arg(number);
}

QString milliseconds(const QString &number)
{
    return Units::tr("%1 ms").arg(number);
}

QString microseconds(const QString &number)
{
    return Units::tr("%1 µs").arg(number);
}

QString fixed(qint64 ns, double unit, int decimals)
{
    return QString::number(static_cast<double>(ns) / unit, 'f', decimals);
}

/// As a clock shows it: "7.000", "12:50.000", "3:25:07.000".
QString clockText(qint64 ns, int digits)
{
    const QString fraction = QLatin1Char('.') + padded(ns % 1'000'000'000, 9).left(digits);
    const qint64 whole = ns / 1'000'000'000;
    if (whole < 60)
        return QString::number(whole) + fraction;
    if (whole < 3600)
        return QStringLiteral("%1:%2").arg(whole / 60).arg(padded(whole % 60, 2)) + fraction;
    return QStringLiteral("%1:%2:%3")
               .arg(whole / 3600)
               .arg(padded(whole / 60 % 60, 2), padded(whole % 60, 2))
        + fraction;
}

QString beyondTime()
{
    return Units::tr("over 292 years");
}

} // namespace

QString durationText(trace::Time duration)
{
    if (duration == trace::Time::max())
        return beyondTime();
    const qint64 ns = duration.count();
    if (ns == 0)
        return seconds(QStringLiteral("0"));
    if (ns < 1'000)
        return Units::tr("%1 ns").arg(ns);
    if (ns < 999'950)
        return microseconds(fixed(ns, 1e3, ns < 10'000 ? 1 : 0));
    if (ns < 999'500'000)
        return milliseconds(fixed(ns, 1e6, ns < 10'000'000 ? 1 : 0));
    if (ns < 59'950'000'000)
        return seconds(fixed(ns, 1e9, 1));
    const qint64 whole = (ns + 500'000'000) / 1'000'000'000;
    if (whole < 3600)
        return Units::tr("%1 min %2 s").arg(whole / 60).arg(padded(whole % 60, 2));
    const qint64 minutes = (whole + 30) / 60;
    return Units::tr("%1 h %2 min").arg(minutes / 60).arg(padded(minutes % 60, 2));
}

QString exactDurationText(trace::Time duration)
{
    if (duration == trace::Time::max())
        return beyondTime();
    const qint64 ns = duration.count();
    if (ns == 0)
        return seconds(QStringLiteral("0"));
    if (ns < 1'000)
        return Units::tr("%1 ns").arg(ns);
    if (ns < 1'000'000)
        return microseconds(fixed(ns, 1e3, 3));
    if (ns < 1'000'000'000)
        return milliseconds(fixed(ns, 1e6, 3));
    if (ns < 60'000'000'000)
        return seconds(fixed(ns, 1e9, 3));
    return instantText(duration);
}

QString instantText(trace::Time at, trace::Time resolution)
{
    const qint64 ns = at.count();
    const int digits = resolution.count() >= 1'000'000 ? 3 : resolution.count() >= 1'000 ? 6 : 9;
    const QString text = clockText(ns, digits);
    return ns < 60'000'000'000 ? seconds(text) : text;
}

QString bareTimeText(trace::Time time)
{
    return clockText(time.count(), 3);
}

QString wholeInstantText(trace::Time at)
{
    return instantText(at,
                       trace::Time{at.count() % 1'000'000 == 0   ? 1'000'000
                                       : at.count() % 1'000 == 0 ? 1'000
                                                                 : 1});
}

} // namespace views
