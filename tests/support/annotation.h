#pragma once

#include "views/source/qsci.h"

#include <QByteArray>
#include <QString>

namespace support {

/// What an editor shows under \a line. QsciScintilla::annotation() of Debian 13's 2.14.1 gives back
/// memory that nobody has written to.
inline QString annotationOf(const QsciScintilla &editor, int line)
{
    const auto number = static_cast<unsigned long>(line);
    const long size = editor.SendScintilla(QsciScintillaBase::SCI_ANNOTATIONGETTEXT, number,
                                           static_cast<void *>(nullptr));
    QByteArray text(size, '\0');
    if (size > 0)
        editor.SendScintilla(QsciScintillaBase::SCI_ANNOTATIONGETTEXT, number,
                             static_cast<void *>(text.data()));
    return QString::fromUtf8(text);
}

} // namespace support
