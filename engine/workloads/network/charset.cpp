#include "engine/workloads/network/charset.h"

#include <QList>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace engine::qt {

namespace {

bool isUnicode(const QByteArray &charset)
{
    return charset.startsWith("utf");
}

bool isPrivateUse(QChar c)
{
    return c.category() == QChar::Other_PrivateUse;
}

/// Nothing when \a body does not fit \a charset, which is a known one.
std::optional<QString> decoded(const QByteArray &charset, const QByteArray &body)
{
    // Stateless, so that a character that is cut off at the end is an error.
    QStringDecoder decoder(charset.constData(), QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(body);
    if (decoder.hasError())
        return std::nullopt;
    // What a code page has no character for, ICU puts into the private use area.
    if (!isUnicode(charset) && std::any_of(text.cbegin(), text.cend(), isPrivateUse))
        return std::nullopt;
    return text;
}

bool isAscii(const QByteArray &body)
{
    return std::all_of(body.cbegin(), body.cend(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

QByteArray declaredCharset(const QByteArray &contentType)
{
    const QList<QByteArray> parts = contentType.toLower().split(';');
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const auto equals = parts[i].indexOf('=');
        if (equals < 0 || parts[i].first(equals).trimmed() != "charset")
            continue;
        QByteArray value = parts[i].mid(equals + 1).trimmed();
        if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            value = value.mid(1, value.size() - 2);
        return value;
    }
    return {};
}

QString decodedPage(const QByteArray &body, const QByteArray &contentType)
{
    const QByteArray charset = declaredCharset(contentType);
    if (charset == "us-ascii" || charset == "ascii") {
        if (!isAscii(body))
            throw UnicodeDecodeError(charset);
        return QString::fromLatin1(body);
    }
    if (!charset.isEmpty() && QStringDecoder(charset.constData()).isValid()) {
        if (auto text = decoded(charset, body))
            return *std::move(text);
        throw UnicodeDecodeError(charset);
    }
    if (auto text = decoded("utf-8", body))
        return *std::move(text);
    QStringDecoder windows("windows-1252");
    return windows.isValid() ? QString(windows.decode(body)) : QString::fromLatin1(body);
}

} // namespace engine::qt
