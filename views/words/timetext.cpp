#include "views/words/timetext.h"

namespace views {

namespace {

QString padded(qint64 number, int digits)
{
    return QStringLiteral("%1").arg(number, digits, 10, QLatin1Char('0'));
}

} // namespace

QString bareTimeText(trace::Time time)
{
    using namespace std::chrono;
    const qint64 ms = duration_cast<milliseconds>(time).count();
    const qint64 seconds = ms / 1000;
    const QString fraction = QLatin1Char('.') + padded(ms % 1000, 3);
    if (seconds < 60)
        return QString::number(seconds) + fraction;
    if (seconds < 3600)
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(padded(seconds % 60, 2)) + fraction;
    return QStringLiteral("%1:%2:%3")
               .arg(seconds / 3600)
               .arg(padded(seconds / 60 % 60, 2), padded(seconds % 60, 2))
        + fraction;
}

} // namespace views
