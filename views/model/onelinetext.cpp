#include "views/model/onelinetext.h"

namespace views {

namespace {

/// The sign that stands for \a sign in a line.
QChar shown(QChar sign)
{
    constexpr char16_t ControlPictures = 0x2400;
    constexpr char16_t Delete = 0x7F;
    constexpr char16_t NextLine = 0x85;
    const char16_t code = sign.unicode();
    const bool breaks = (code >= u'\n' && code <= u'\r') || code == NextLine
        || code == QChar::LineSeparator || code == QChar::ParagraphSeparator;
    if (breaks)
        return u'↵';
    if (code < u' ' && code != u'\t')
        return QChar(static_cast<char16_t>(ControlPictures + code));
    if (code == Delete)
        return u'␡';
    if (code > Delete && code < 0xA0) // the other controls have no pictures
        return QChar::ReplacementCharacter;
    // What turns the writing's direction would turn that of all that follows in the sentence.
    if ((code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069))
        return QChar::ReplacementCharacter;
    return sign;
}

} // namespace

QString oneLine(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar sign = shown(text.at(i));
        if (sign != text.at(i))
            text[i] = sign;
    }
    return text;
}

} // namespace views
