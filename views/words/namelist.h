#pragma once

#include <QString>
#include <QStringList>

namespace views {

/// "Consumer 1, Consumer 2 and 3 more": so many of \a names as a sentence can bear.
QString nameList(const QStringList &names);
/// The same of \a all names, of which \a names are those in front.
QString nameList(const QStringList &names, qsizetype all);

} // namespace views
