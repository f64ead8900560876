#include "engine/workloads/network/urljoin.h"

#include "engine/core/error.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace engine::qt {

namespace {

/// What urllib.parse.urlparse() takes a URL apart into. Empty and absent are the same to it.
struct Url
{
    QString scheme; ///< in lower case
    QString authority;
    QString path;
    QString params; ///< of the last segment, behind its first semicolon
    QString query;
    QString fragment;
};

bool isWeb(QStringView scheme)
{
    return scheme == u"http" || scheme == u"https";
}

bool isSchemeCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
        || c == u'+' || c == u'-' || c == u'.';
}

/// Splits \a text at the first \a separator, which goes; what follows it is returned.
QString takeBehind(QString &text, QChar separator)
{
    const auto at = text.indexOf(separator);
    if (at < 0)
        return {};
    QString rest = text.mid(at + 1);
    text.truncate(at);
    return rest;
}

QString takeScheme(QString &text)
{
    const auto colon = text.indexOf(u':');
    if (colon <= 0 || !text.at(0).isLetter()
        || !std::all_of(text.cbegin(), text.cbegin() + colon, isSchemeCharacter))
        return {};
    QString scheme = text.first(colon).toLower();
    text.remove(0, colon + 1);
    return scheme;
}

QString takeAuthority(QString &text)
{
    if (!text.startsWith(QLatin1String("//")))
        return {};
    const auto *const end = std::find_if(text.cbegin() + 2, text.cend(), [](QChar c) {
        return c == u'/' || c == u'?' || c == u'#';
    });
    const auto length = end - text.cbegin();
    QString authority = text.mid(2, length - 2);
    text.remove(0, length);
    return authority;
}

void checkBrackets(const QString &authority)
{
    const bool opens = authority.contains(u'[');
    if (opens != authority.contains(u']'))
        throw ValueError("Invalid IPv6 URL");
    if (!opens)
        return;
    QString host = authority.mid(authority.lastIndexOf(u'@') + 1);
    // Behind the user there may be no bracket at all; Python then asks for an address there.
    if (host.contains(u'[')) {
        if (!host.startsWith(u'['))
            throw ValueError("Invalid IPv6 URL");
        host.remove(0, 1);
        const QString port = takeBehind(host, u']');
        if (!port.isEmpty() && !port.startsWith(u':'))
            throw ValueError("Invalid IPv6 URL");
    } else {
        takeBehind(host, u':');
    }
    if (host.startsWith(u'v')) {
        static const QRegularExpression future(QStringLiteral("\\Av[a-fA-F0-9]+\\.[^\\n]+\\z"));
        if (!future.match(host).hasMatch())
            throw ValueError("IPvFuture address is invalid");
        return;
    }
    const QHostAddress address(host);
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        throw ValueError("An IPv4 address cannot be in brackets");
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        throw ValueError('\'' + host.toStdString()
                         + "' does not appear to be an IPv4 or IPv6 address");
}

void checkNormalization(const QString &authority)
{
    QString kept = authority;
    kept.removeIf([](QChar c) { return c == u'@' || c == u':' || c == u'#' || c == u'?'; });
    const QString normalized = kept.normalized(QString::NormalizationForm_KC);
    if (normalized == kept)
        return;
    if (std::any_of(normalized.cbegin(), normalized.cend(),
                    [](QChar c) { return QStringView(u"/?#@:").contains(c); }))
        throw ValueError("netloc '" + authority.toStdString()
                         + "' contains invalid characters under NFKC normalization");
}

/// A URL without a scheme gets \a scheme.
Url parse(QString text, const QString &scheme)
{
    const auto *const first
        = std::find_if(text.cbegin(), text.cend(), [](QChar c) { return c > u' '; });
    text.remove(0, first - text.cbegin());
    text.removeIf([](QChar c) { return c == u'\t' || c == u'\r' || c == u'\n'; });

    Url url;
    url.scheme = takeScheme(text);
    if (url.scheme.isEmpty())
        url.scheme = scheme;
    url.authority = takeAuthority(text);
    checkBrackets(url.authority);
    url.fragment = takeBehind(text, u'#');
    url.query = takeBehind(text, u'?');
    checkNormalization(url.authority);
    if (isWeb(url.scheme)) {
        QString last = text.mid(text.lastIndexOf(u'/') + 1);
        const auto length = last.size();
        url.params = takeBehind(last, u';');
        text.chop(length - last.size());
    }
    url.path = text;
    return url;
}

QString unparse(const Url &url)
{
    QString text = url.path;
    if (!url.params.isEmpty())
        text += u';' + url.params;
    if (!url.authority.isEmpty() || !text.startsWith(QLatin1String("//"))) {
        if (!text.isEmpty() && !text.startsWith(u'/'))
            text.prepend(u'/');
        text.prepend(QLatin1String("//") + url.authority);
    }
    text.prepend(url.scheme + u':');
    if (!url.query.isEmpty())
        text += u'?' + url.query;
    if (!url.fragment.isEmpty())
        text += u'#' + url.fragment;
    return text;
}

bool isDots(const QString &segment)
{
    return segment == QLatin1String(".") || segment == QLatin1String("..");
}

/// \a path seen from \a base, without dot segments.
QString mergedPath(const QString &base, const QString &path)
{
    QStringList segments = path.split(u'/');
    if (!path.startsWith(u'/')) {
        QStringList before = base.split(u'/');
        if (!before.last().isEmpty())
            before.removeLast();
        segments = before + segments;
        // Python drops the empty segments between the first and the last one, only here.
        if (segments.size() > 2)
            segments.erase(std::remove_if(segments.begin() + 1, segments.end() - 1,
                                          [](const QString &s) { return s.isEmpty(); }),
                           segments.end() - 1);
    }
    QStringList resolved;
    for (const QString &segment : segments) {
        if (!isDots(segment))
            resolved.append(segment);
        else if (segment.size() == 2 && !resolved.isEmpty())
            resolved.removeLast();
    }
    if (isDots(segments.last()))
        resolved.append(QString());
    const QString merged = resolved.join(u'/');
    return merged.isEmpty() ? QStringLiteral("/") : merged;
}

} // namespace

QString urlJoin(const QString &base, const QString &link)
{
    if (link.isEmpty())
        return base;
    const Url from = parse(base, {});
    Url to = parse(link, from.scheme);
    if (to.scheme != from.scheme)
        return link;
    if (!to.authority.isEmpty())
        return unparse(to);
    to.authority = from.authority;
    if (!to.path.isEmpty() || !to.params.isEmpty()) {
        to.path = mergedPath(from.path, to.path);
        return unparse(to);
    }
    to.path = from.path;
    to.params = from.params;
    if (to.query.isEmpty())
        to.query = from.query;
    return unparse(to);
}

} // namespace engine::qt
