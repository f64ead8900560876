#pragma once

#include <QFont>

namespace views {

/// The program's one scale of sizes (28 22 16 14 13 12 11 10), on which 13 is the size of the
/// desktop's own font: text grows with what a person has chosen there.

/// The desktop's own font at \a size.
QFont uiFont(double size, QFont::Weight weight = QFont::Normal);
/// The desktop's fixed font at \a size.
QFont fixedFont(double size);

/// The fonts of a timeline, whose base font stands for 13.
struct Fonts
{
    explicit Fonts(const QFont &base);

    QFont axis; ///< 10, numbers only
    QFont label; ///< 11: on segments, rulers, ids
    QFont labelBold;
    QFont second; ///< 12: second lines
    QFont text; ///< 13
    QFont textBold;
    QFont title; ///< 22 bold, of a figure
};

} // namespace views
