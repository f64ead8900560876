#include "views/timeline/segmentlabels.h"

#include "views/timeline/durationtext.h"
#include "views/timeline/segmenttext.h"

#include <QCoreApplication>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double Inset = 5;
constexpr double AfterTick = 3; // a tick at the run's beginning stays in sight
constexpr double GlyphSize = 12;
constexpr double AfterGlyph = 4;
constexpr double BetweenWords = 5;
constexpr double ClearOfEnd = 16;
// Beyond this many different labels the memory is worth more than the time.
constexpr qsizetype TextsKept = 4096;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::SegmentLabels)
};

} // namespace

SegmentLabels::SegmentLabels(const Theme &theme, const Fonts &fonts)
    : m_theme(theme)
    , m_fonts(fonts)
    , m_metrics(fonts.label)
{
}

const SegmentLabels::Text &SegmentLabels::prepared(const QString &text, const QFont &font)
{
    const auto found = m_texts.constFind(text);
    if (found != m_texts.constEnd())
        return *found;
    if (m_texts.size() >= TextsKept)
        m_texts.clear();
    Text entry{QStaticText(text), QFontMetricsF(font).horizontalAdvance(text)};
    entry.text.setTextFormat(Qt::PlainText);
    entry.text.setPerformanceHint(QStaticText::AggressiveCaching);
    entry.text.prepare(QTransform(), font);
    return *m_texts.insert(text, entry);
}

void SegmentLabels::drawText(QPainter &painter, const QString &text, const QFont &font,
                             const QColor &color, double x, double top, double height)
{
    painter.setPen(color);
    painter.setFont(font);
    // Centred by the height of capitals: descenders must not push the line up.
    const double baseline = std::round(top + (height + m_metrics.capHeight()) / 2);
    // Vector formats get real text, which a static one is not.
    if (painter.paintEngine()->type() == QPaintEngine::Raster)
        painter.drawStaticText(QPointF(x, baseline - std::round(m_metrics.ascent())),
                               prepared(text, font).text);
    else
        painter.drawText(QPointF(x, baseline), text);
}

void SegmentLabels::draw(QPainter &painter, const TrackModel &model, trace::TaskId task,
                         const RowMarks &marks, const RowMetrics &metrics, double ratio, double top)
{
    if (!metrics.labelled)
        return;
    for (const RowPieces::Run &run : marks.runs) {
        double x0 = run.begin / ratio;
        const double x1 = run.end / ratio;
        if (x1 - x0 < GlyphSize + Inset)
            continue;
        if (run.afterPair)
            x0 += 2;
        drawRun(painter, model, {task, run.segment}, metrics, run.look, x0, x1,
                run.cutRight ? Inset : ClearOfEnd, top);
    }
}

void SegmentLabels::drawRun(QPainter &painter, const TrackModel &model, const SegmentRef &segment,
                            const RowMetrics &metrics, Look look, double x0, double x1,
                            double clear, double top)
{
    if (look == Look::Ready || look == Look::Cancelling)
        return;
    const double room = x1 - x0;
    const double barTop = top + metrics.barTop();
    const QString word = labelWord(model, segment);
    if (look == Look::Running) {
        const double width = prepared(word, m_fonts.label).width;
        if (width + 6 <= room)
            drawText(painter, word, m_fonts.label, m_theme.onRunning,
                     x0 + std::round((room - width) / 2), barTop, metrics.bar);
        return;
    }

    const trace::Time begin = model.track(segment.task).start(segment.index);
    const bool last = segment.index + 1 >= model.track(segment.task).size();
    const trace::Time end = last ? model.end() : model.track(segment.task).start(segment.index + 1);
    const QString time = look == Look::Lost ? QString() : durationText(end - begin);

    const double glyphEnd = Inset + GlyphSize;
    const double wordWidth = word.isEmpty() ? 0 : prepared(word, m_fonts.label).width;
    const double timeWidth = time.isEmpty() ? 0 : prepared(time, m_fonts.label).width;
    const double both = glyphEnd + AfterGlyph + wordWidth
        + (timeWidth > 0 && wordWidth > 0 ? BetweenWords : 0) + timeWidth;
    const double timeOnly = glyphEnd + AfterGlyph + timeWidth;
    const bool withWord = wordWidth > 0 && both + clear <= room;
    const bool withTime = timeWidth > 0 && (withWord || timeOnly + clear <= room);
    if (!withWord && !withTime && glyphEnd + std::min(clear, Inset) > room)
        return;
    const double labelEnd = withWord ? both : withTime ? timeOnly : glyphEnd;

    const bool blocking = look == Look::Blocking;
    if (isWait(look))
        painter.fillRect(
            QRectF(x0 + AfterTick, barTop + 1, labelEnd + 4 - AfterTick, metrics.bar - 2),
            m_theme.waiting);
    const QColor first = blocking ? m_theme.onFailed
        : look == Look::Lost      ? m_theme.hatch
                                  : m_theme.onWaiting;
    drawGlyph(painter, glyphOf(look),
              QPointF(x0 + Inset + GlyphSize / 2, barTop + metrics.bar / 2.0),
              std::min(GlyphSize, metrics.bar - 2.0), first, 1.25, m_theme.failed);
    double x = x0 + glyphEnd + AfterGlyph;
    if (withWord) {
        drawText(painter, word, m_fonts.label, first, x, barTop, metrics.bar);
        x += wordWidth + BetweenWords;
    }
    if (withTime)
        drawText(painter, time, m_fonts.label, blocking ? m_theme.onFailed : m_theme.onWaiting2, x,
                 barTop, metrics.bar);
}

void SegmentLabels::drawEnd(QPainter &painter, const TrackModel &model, trace::TaskId task,
                            const RowMarks &marks, const RowMetrics &metrics, double ratio,
                            double top)
{
    if (!marks.end || !metrics.labelled)
        return;
    const double barTop = top + metrics.barTop();
    if (marks.end->x < 0) {
        const double y = barTop + metrics.bar / 2.0;
        drawGlyph(painter, Glyph::ChevronLeft, {12, y}, 11, m_theme.text3);
        drawGlyph(painter, glyphOf(marks.end->state, nullptr), {25, y}, 11,
                  colorOf(marks.end->state, m_theme), 1.5);
        drawText(painter,
                 Words::tr("%1 at %2, before this range")
                     .arg(endText(model, task).toLower(), instantText(marks.end->time)),
                 m_fonts.label, m_theme.text3, 36, barTop, metrics.bar);
        return;
    }
    if (!marks.end->atOnce)
        return;
    const std::size_t steps = model.stepCount(task, 0, model.track(task).size());
    const QString when = durationText(marks.end->time);
    const QString text = steps == 1 ? Words::tr("ends at %1, in its first step").arg(when)
                                    : Words::tr("ends at %1, without a wait").arg(when);
    drawText(painter, text, m_fonts.label, m_theme.text3,
             marks.capLeft / ratio + metrics.capWidth + 8, barTop, metrics.bar);
}

} // namespace views
