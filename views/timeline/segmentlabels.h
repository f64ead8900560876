#pragma once

#include "views/timeline/fonts.h"
#include "views/timeline/look.h"
#include "views/timeline/rowpieces.h"

#include <QFontMetricsF>
#include <QHash>
#include <QStaticText>

class QPainter;

namespace views {

/// Writes glyph, word and time onto segments that have room for them: all three, or glyph and
/// time, or the glyph, or nothing; never a part of a word.
class SegmentLabels
{
public:
    SegmentLabels(const Theme &theme, const Fonts &fonts);

    /// Labels the runs of \a marks, whose columns are \a ratio to a logical pixel, in a row
    /// whose top is at \a top. The painter's origin is the left edge of the axis.
    void draw(QPainter &painter, const TrackModel &model, trace::TaskId task, const RowMarks &marks,
              const RowMetrics &metrics, double ratio, double top);

    /// What stands beside the row of a task that has ended before the left edge, or within one
    /// instant.
    void drawEnd(QPainter &painter, const TrackModel &model, trace::TaskId task,
                 const RowMarks &marks, const RowMetrics &metrics, double ratio, double top);

private:
    struct Text
    {
        QStaticText text;
        double width = 0;
    };

    const Text &prepared(const QString &text, const QFont &font);
    void drawText(QPainter &painter, const QString &text, const QFont &font, const QColor &color,
                  double x, double top, double height);
    void drawRun(QPainter &painter, const TrackModel &model, const SegmentRef &segment,
                 const RowMetrics &metrics, Look look, double x0, double x1, double clear,
                 double top);

    const Theme &m_theme;
    Fonts m_fonts;
    QFontMetricsF m_metrics;
    QHash<QString, Text> m_texts;
};

} // namespace views
