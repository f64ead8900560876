#pragma once

#include "views/rows/rowmetrics.h"
#include "views/rows/rowsscene.h"
#include "views/style/theme.h"
#include "views/style/typography.h"

class QPainter;
class QRectF;
class QSizeF;

namespace views {

/// Paints what unfolded tasks await within themselves, each as a bar with its name, into the rows
/// of Coroutines under theirs.
class NestedPainter
{
public:
    NestedPainter(const Theme &theme, const Fonts &fonts, const NestedCoroutines &nested)
        : m_theme(theme)
        , m_fonts(fonts)
        , m_nested(nested)
    {
    }

    /// The rows of \a scene, whose area of \a size has its origin at the painter's.
    void draw(QPainter &painter, const RowsScene &scene, const QSizeF &size) const;
    /// \a bar without a name, as in a legend.
    static void drawSample(QPainter &painter, const Theme &theme, const QRectF &bar);

private:
    void drawLevel(QPainter &painter, const RowsScene &scene, const TimelineLayout::Row &row) const;

    const Theme &m_theme;
    const Fonts &m_fonts;
    const NestedCoroutines &m_nested;
};

/// The coroutine in \a row, one of Coroutines, at \a where of \a kind; null: none.
const AwaitSpan *spanAt(const RunModel &model, const NestedCoroutines &nested,
                        const TimelineLayout::Row &row, Units where, AxisKind kind);

} // namespace views
