#pragma once

#include "engine/core/error.h"

#include <QByteArray>
#include <QString>

namespace engine::qt {

/// Bytes that are no text in the charset that they are said to be in.
class UnicodeDecodeError : public Error
{
public:
    explicit UnicodeDecodeError(const QByteArray &charset)
        : Error("UnicodeDecodeError", "'" + charset.toStdString() + "' codec can't decode the page")
    {
    }
};

/// The charset parameter of a Content-Type, in lower case; empty when there is none.
QByteArray declaredCharset(const QByteArray &contentType);

/// The text of \a body by the charset that \a contentType declares; throws UnicodeDecodeError when
/// a single byte does not fit. Undeclared, or unknown: UTF-8 if it is that, else Windows-1252,
/// which takes what comes.
QString decodedPage(const QByteArray &body, const QByteArray &contentType);

} // namespace engine::qt
