#pragma once

#include "views/model/runmarks.h"
#include "views/model/runmodel.h"
#include "views/style/theme.h"
#include "views/style/typography.h"

#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace views {

/// Paints the marks of a run: flags on the ruler, with their notes where there is room, and lines
/// through what is under it. Those of a person are in the accent, those of the run in text.
class MarkPainter
{
public:
    MarkPainter(const Theme &theme, const Fonts &fonts, const RunModel &model,
                const std::vector<RunMark> &marks);

    /// A mark in sight.
    struct Place
    {
        const RunMark *mark = nullptr;
        double x = 0; ///< of its line
        QRectF plate; ///< of its flag and, where it has room, its note
        QString note; ///< as much of it as there is room for
    };
    /// Those in sight on a ruler at \a area; one for each pixel at most. Notes are left out where
    /// \a flag, the cursor's, or another one stands.
    std::vector<Place> places(const TimeAxis &axis, const QRectF &area, const QRectF &flag) const;

    void drawFlags(QPainter &painter, const std::vector<Place> &places) const;
    /// Over the whole height of \a area, whose left edge is the ruler's.
    void drawLines(QPainter &painter, const std::vector<Place> &places, const QRectF &area) const;
    /// A notch at the top of \a area, which shows the whole of \a axis, for each.
    void drawNotches(QPainter &painter, const TimeAxis &axis, const QRectF &area) const;

private:
    const QColor &colorOf(const RunMark &mark) const;
    /// The pixel of \a mark, which may be beyond \a area.
    double xOf(const RunMark &mark, const TimeAxis &axis, const QRectF &area) const;
    /// The number of the first mark whose pixel is \a x or right of it.
    std::size_t firstAt(double x, const TimeAxis &axis, const QRectF &area) const;

    const Theme &m_theme;
    const Fonts &m_fonts;
    const RunModel &m_model;
    const std::vector<RunMark> &m_marks;
};

} // namespace views
