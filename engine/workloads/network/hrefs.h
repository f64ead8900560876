#pragma once

#include <QStringList>

namespace engine::qt {

/// re.findall(r'href="(.*?)"', html): what stands between the quotes, as written, in order.
QStringList findHrefs(const QString &html);

} // namespace engine::qt
