#pragma once

#include <QFont>

namespace views {

/// The sizes of text in a timeline, on a scale on which 13 is the size of the base font.
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
