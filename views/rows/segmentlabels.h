#pragma once

#include "views/rows/rowmetrics.h"
#include "views/rows/rowpieces.h"
#include "views/style/glyph.h"
#include "views/style/inkmetrics.h"
#include "views/style/segmentstyle.h"
#include "views/style/typography.h"

#include <QDeadlineTimer>
#include <QFontMetricsF>
#include <QHash>
#include <QImage>
#include <QStaticText>

#include <span>
#include <utility>

class QPainter;

namespace views {

/// Writes glyph, word and time onto segments that have room for them: all three, or glyph and
/// time, or the glyph, or nothing; never a part of a word.
///
/// What has been written on waits is kept as pictures from frame to frame: hundreds stand in a
/// frame, and most of them in the one before.
class SegmentLabels
{
public:
    /// For one model: what its segments are called does not change once they have ended. \a theme
    /// must outlive the labels.
    SegmentLabels(const Theme &theme, const Fonts &fonts);

    /// A picture begins. Labels that have not been written before are left to the next picture once
    /// \a until has come, but for the first few.
    void begin(const QDeadlineTimer &until);
    /// Has nothing been left out since then?
    bool isComplete() const noexcept { return m_complete; }

    /// From where on there is something else on a segment of a row.
    struct Limit
    {
        std::size_t segment;
        double x;
    };
    /// Labels the runs of \a marks, whose columns are \a ratio to a logical pixel, in a row
    /// whose top is at \a top, each up to the one of \a limits that is its own. The painter's
    /// origin is the left edge of the axis.
    void draw(QPainter &painter, const RunModel &model, trace::TaskId task, const RowMarks &marks,
              std::span<const Limit> limits, const RowMetrics &metrics, double ratio, double top);

    /// What stands beside the end of a task that has ended before the left edge, or with several
    /// steps in one instant; nothing where there is no room for it until \a right.
    void drawEnd(QPainter &painter, const RunModel &model, trace::TaskId task,
                 const RowMarks &marks, const RowMetrics &metrics, double ratio, double top,
                 double right);

private:
    struct Text
    {
        QStaticText text;
        double width = 0;
    };

    const Text &prepared(const QString &text, const QFont &font);
    void drawText(QPainter &painter, const QString &text, const QFont &font, const QColor &color,
                  double x, double top, double height);
    static QString countText(std::size_t steps);
    /// Says how many steps the tick at the beginning of a wait holds, where there is room; returns
    /// the room that it took.
    double drawCount(QPainter &painter, const RowPieces::Run &run, const RowMetrics &metrics,
                     double x0, double x1, double top);
    /// How much of a label there is room for.
    enum class Extent : std::uint8_t { Nothing, Glyph, Time, All };
    /// What a segment is called.
    struct Label
    {
        Glyph glyph = Glyph::None;
        QString word;
        QString time;
        double wordWidth = 0; ///< 0: none
        double timeWidth = 0;
        Extent pictured = Extent::Nothing; ///< what the picture shows
        QImage picture;

        double width(Extent extent) const;
    };

    /// Null when it would be a new one and there is no time.
    Label *labelOf(const RunModel &model, const SegmentRef &segment, SegmentStyle style);
    /// Is there time for one more label, or picture of one, that is new?
    bool takeTime();
    Label newLabel(const RunModel &model, const SegmentRef &segment, SegmentStyle style);
    /// Words that are too high for the bar are left out as ones that are too wide are.
    Extent extentOf(const Label &label, const RowMetrics &metrics, double room, double clear) const;
    void drawRun(QPainter &painter, const RunModel &model, const SegmentRef &segment,
                 const RowMetrics &metrics, SegmentStyle style, double x0, double x1, double clear,
                 double top);
    void drawLabel(QPainter &painter, const Label &label, Extent extent, const RowMetrics &metrics,
                   SegmentStyle style, double x0, double barTop);
    QImage pictureOf(const Label &label, Extent extent, const RowMetrics &metrics,
                     SegmentStyle style, double ratio);

    const Theme &m_theme;
    Fonts m_fonts;
    QFontMetricsF m_metrics;
    InkMetrics m_ink;
    QHash<QString, Text> m_texts;
    QHash<std::pair<std::uint32_t, std::size_t>, Label> m_labels; ///< by task and segment
    Label m_unfinished; ///< of a segment that still goes on
    std::pair<int, double> m_picturesFor; ///< the height of bars and the ratio
    QDeadlineTimer m_until{QDeadlineTimer::Forever};
    std::size_t m_new = 0; ///< labels and pictures, since begin()
    bool m_complete = true;
};

} // namespace views
