#pragma once

#include <QIcon>
#include <QPalette>

namespace views {

/// The icon \a name of resources/icons in the colour \a role of the application's palette. The
/// colour is looked up at every painting, so that an icon follows a change of theme by itself.
QIcon icon(const QString &name, QPalette::ColorRole role = QPalette::ButtonText);

} // namespace views
