#include "engine/workloads/network/hrefs.h"

#include <QRegularExpression>

namespace engine::qt {

QStringList findHrefs(const QString &html)
{
    // The same as "(.*?)", whose dot stops at a line feed only, and without backtracking.
    static const QRegularExpression href(QStringLiteral("href=\"([^\"\\n]*+)\""));
    QStringList found;
    for (auto match = href.globalMatch(html); match.hasNext();)
        found.append(match.next().captured(1));
    return found;
}

} // namespace engine::qt
