#include "views/words/numbertext.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::NumberText)
};

int pluralOf(std::size_t number)
{
    // Translations look at the last digits only.
    return static_cast<int>(number < 1'000'000 ? number : 1'000'000 + number % 1'000'000);
}

} // namespace

QString numberText(qint64 number)
{
    constexpr QChar NarrowSpace(0x202F);
    QString text = QString::number(number);
    const qsizetype first = number < 0 ? 1 : 0;
    if (text.size() - first < 5)
        return text;
    for (qsizetype at = text.size() - 3; at > first; at -= 3)
        text.insert(at, NarrowSpace);
    return text;
}

QString numberText(double number)
{
    return QString::number(number, 'g', 4);
}

QString stepCountText(std::size_t steps)
{
    return steps == 1 ? Words::tr("1 step")
                      : Words::tr("%1 steps", nullptr, pluralOf(steps))
                            .arg(numberText(static_cast<qint64>(steps)));
}

QString taskCountText(std::size_t tasks)
{
    return tasks == 1 ? Words::tr("1 task")
                      : Words::tr("%1 tasks", nullptr, pluralOf(tasks))
                            .arg(numberText(static_cast<qint64>(tasks)));
}

QString awaitableCountText(std::size_t awaitables)
{
    return awaitables == 1 ? Words::tr("1 awaitable")
                           : Words::tr("%1 awaitables", nullptr, pluralOf(awaitables))
                                 .arg(numberText(static_cast<qint64>(awaitables)));
}

QString lineCountText(std::size_t lines)
{
    return lines == 1 ? Words::tr("1 line")
                      : Words::tr("%1 lines", nullptr, pluralOf(lines))
                            .arg(numberText(static_cast<qint64>(lines)));
}

} // namespace views
