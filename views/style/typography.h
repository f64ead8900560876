#pragma once

#include <QFont>

namespace views {

/// The desktop's own font at \a size, where 13 stands for 100 %, so that the program's scale of
/// sizes (28 16 14 13 12 11) grows with the size that a person has chosen for the desktop.
QFont uiFont(double size, QFont::Weight weight = QFont::Normal);
/// The desktop's fixed font on the same scale.
QFont fixedFont(double size);

} // namespace views
