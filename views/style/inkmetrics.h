#pragma once

#include <QFont>

namespace views {

/// How far the signs of a font reach from their line, in logical pixels: what a bar must have room
/// for. The font's own ascent and descent are for lines of text, and more.
struct InkMetrics
{
    explicit InkMetrics(const QFont &font);

    double ascent; ///< of letters, above the line
    double descent; ///< below it
    double capitals; ///< height of capitals and digits

    /// Is a bar of \a height high enough for words?
    bool fitsIn(double height) const { return ascent + descent <= height; }
    /// Where the line stands in a bar of \a height, from its top: so that capitals are centred, or
    /// above that as far as what hangs below them needs.
    int baseline(double height) const;
};

} // namespace views
