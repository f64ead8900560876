#pragma once

#include "views/style/theme.h"

#include <QLabel>

namespace views {

/// A label of sentences that break into lines and whose links can be reached by mouse and keyboard.
QLabel *richLabel(QWidget *parent, const QFont &font);

/// The rich text \a body with its links in the accent of \a theme.
QString linksIn(const QString &body, const Theme &theme);

} // namespace views
