#include "views/words/momenttext.h"

#include <QRegularExpression>

#include <cmath>

namespace views {

std::optional<trace::Time> momentFrom(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:(?:(\\d{1,6}):)?(\\d{1,6}):)?(\\d{1,12}(?:[.,]\\d{0,9})?|[.,]\\d{1,9})"
                       "\\s*(h|min|s|ms|us|µs|ns)?$"));
    const QRegularExpressionMatch match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(4);
    const bool clock = !match.captured(2).isEmpty();
    // "2:05" counts minutes and seconds already.
    if (clock && !unit.isEmpty() && unit != QLatin1String("s"))
        return {};
    const double scale = unit == QLatin1String("h")                   ? 3600e9
        : unit == QLatin1String("min")                                ? 60e9
        : unit == QLatin1String("ms")                                 ? 1e6
        : unit == QLatin1String("us") || unit == QStringLiteral("µs") ? 1e3
        : unit == QLatin1String("ns")                                 ? 1
                                                                      : 1e9;
    const double number = match.captured(3).replace(QLatin1Char(','), QLatin1Char('.')).toDouble();
    const double minutes = match.captured(1).toDouble() * 60 + match.captured(2).toDouble();
    if (clock && number >= 60)
        return {};
    const double nanoseconds = minutes * 60e9 + number * scale;
    if (nanoseconds > static_cast<double>(trace::Record::MaxTimeNs))
        return {};
    return trace::Time{std::llround(nanoseconds)};
}

} // namespace views
