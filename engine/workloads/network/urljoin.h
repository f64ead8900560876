#pragma once

#include <QString>

namespace engine::qt {

/// urllib.parse.urljoin(base, link) of CPython 3.11: the address that \a link on the page \a base
/// leads to. \a base is an http or https URL. Resolves as RFC 3986 does where both agree, and
/// unlike QUrl encodes, decodes and tidies nothing, so that a link stays as it was written.
///
/// Throws ValueError where Python does: odd brackets, or an authority that would become another
/// one by Unicode's compatibility normalization.
QString urlJoin(const QString &base, const QString &link);

} // namespace engine::qt
