#pragma once

#include <QStringList>

#include <initializer_list>

namespace support {

inline QStringList strings(std::initializer_list<const char *> texts)
{
    QStringList strings;
    for (const char *text : texts)
        strings += QString::fromUtf8(text);
    return strings;
}

} // namespace support
