#include "views/rows/segmentlabels.h"

#include "views/rows/barpainter.h"
#include "views/words/durationtext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

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
constexpr double AfterLabel = 4; // the pattern of the bar goes on there
// Beyond this many different labels the memory is worth more than the time.
constexpr qsizetype TextsKept = 4096;
constexpr qsizetype LabelsKept = 8192; // more than a frame has room for
constexpr std::size_t LeastNew = 60; // labels of a picture: half a millisecond

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::SegmentLabels)
};

} // namespace

SegmentLabels::SegmentLabels(const Theme &theme, const Fonts &fonts)
    : m_theme(theme)
    , m_fonts(fonts)
    , m_metrics(fonts.label)
    , m_ink(fonts.label)
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
    const double baseline = std::round(top + m_ink.baseline(height));
    // Vector formats get real text, which a static one is not.
    if (painter.paintEngine()->type() == QPaintEngine::Raster)
        painter.drawStaticText(QPointF(x, baseline - std::round(m_metrics.ascent())),
                               prepared(text, font).text);
    else
        painter.drawText(QPointF(x, baseline), text);
}

void SegmentLabels::draw(QPainter &painter, const RunModel &model, trace::TaskId task,
                         const RowMarks &marks, std::span<const Limit> limits,
                         const RowMetrics &metrics, double ratio, double top)
{
    if (!metrics.labelled)
        return;
    for (const RowPieces::Run &run : marks.runs) {
        double x0 = run.begin / ratio;
        double x1 = run.end / ratio;
        double clear = run.cutRight ? Inset : ClearOfEnd;
        for (const Limit &limit : limits) {
            if (limit.segment == run.segment && limit.x < x1) {
                x1 = limit.x;
                clear = Inset;
            }
        }
        if (x1 - x0 < GlyphSize + Inset)
            continue;
        if (run.steps > 1)
            x0 += 2 + drawCount(painter, run, metrics, x0 + 2, x1, top);
        drawRun(painter, model, {task, run.segment}, metrics, run.style, x0, x1, clear, top);
    }
}

QString SegmentLabels::countText(std::size_t steps)
{
    return QStringLiteral("×%1").arg(steps);
}

double SegmentLabels::drawCount(QPainter &painter, const RowPieces::Run &run,
                                const RowMetrics &metrics, double x0, double x1, double top)
{
    const bool lost = run.style == SegmentStyle::Lost;
    if ((!isWait(run.style) && !lost) || !m_ink.fitsIn(metrics.bar))
        return 0;
    const QString text = countText(run.steps);
    const double width = std::ceil(prepared(text, m_fonts.label).width) + AfterTick;
    if (x1 - x0 < width + GlyphSize + 2 * Inset)
        return 0;
    const double barTop = top + metrics.barTop();
    if (!lost)
        painter.fillRect(QRectF(x0 + AfterTick, barTop + 1, width, metrics.bar - 2),
                         m_theme.waiting);
    drawText(painter, text, m_fonts.label, lost ? m_theme.hatch : m_theme.onWaiting2,
             x0 + AfterTick, barTop, metrics.bar);
    return width;
}

double SegmentLabels::Label::width(Extent extent) const
{
    switch (extent) {
    case Extent::Nothing:
        return 0;
    case Extent::Glyph:
        return Inset + GlyphSize;
    case Extent::Time:
        return Inset + GlyphSize + AfterGlyph + timeWidth;
    case Extent::All:
        break;
    }
    return Inset + GlyphSize + AfterGlyph + wordWidth + (timeWidth > 0 ? BetweenWords : 0)
        + timeWidth;
}

SegmentLabels::Label SegmentLabels::newLabel(const RunModel &model, const SegmentRef &segment,
                                             SegmentStyle style)
{
    Label label;
    label.glyph = glyphOf(style);
    label.word = labelWord(model, segment);
    if (!label.word.isEmpty())
        label.wordWidth = prepared(label.word, m_fonts.label).width;
    if (style == SegmentStyle::Lost || style == SegmentStyle::Running || takesNoTime(model))
        return label;
    const trace::Time begin{model.start(segment, AxisKind::Clock)};
    label.time = durationText(trace::Time{model.end(segment, AxisKind::Clock)} - begin);
    label.timeWidth = prepared(label.time, m_fonts.label).width;
    return label;
}

void SegmentLabels::begin(const QDeadlineTimer &until)
{
    m_until = until;
    m_new = 0;
    m_complete = true;
}

bool SegmentLabels::takeTime()
{
    return ++m_new <= LeastNew || !m_until.hasExpired();
}

SegmentLabels::Label *SegmentLabels::labelOf(const RunModel &model, const SegmentRef &segment,
                                             SegmentStyle style)
{
    if (segment.index + 1 >= model.track(segment.task).size()) {
        m_unfinished = newLabel(model, segment, style);
        return &m_unfinished;
    }
    const std::pair key(static_cast<std::uint32_t>(segment.task), segment.index);
    const auto known = m_labels.find(key);
    if (known != m_labels.end())
        return &*known;
    if (!takeTime())
        return nullptr;
    if (m_labels.size() >= LabelsKept)
        m_labels.clear();
    return &*m_labels.insert(key, newLabel(model, segment, style));
}

SegmentLabels::Extent SegmentLabels::extentOf(const Label &label, const RowMetrics &metrics,
                                              double room, double clear) const
{
    const bool words = m_ink.fitsIn(metrics.bar);
    if (words && label.wordWidth > 0 && label.width(Extent::All) + clear <= room)
        return Extent::All;
    if (words && label.timeWidth > 0 && label.width(Extent::Time) + clear <= room)
        return Extent::Time;
    return label.width(Extent::Glyph) + std::min(clear, Inset) <= room ? Extent::Glyph
                                                                       : Extent::Nothing;
}

void SegmentLabels::drawRun(QPainter &painter, const RunModel &model, const SegmentRef &segment,
                            const RowMetrics &metrics, SegmentStyle style, double x0, double x1,
                            double clear, double top)
{
    if (style == SegmentStyle::Ready || style == SegmentStyle::Cancelling)
        return;
    const double room = x1 - x0;
    const double barTop = top + metrics.barTop();
    Label *label = labelOf(model, segment, style);
    if (label == nullptr) {
        m_complete = false;
        return;
    }
    if (style == SegmentStyle::Running) {
        if (label->wordWidth + 6 <= room && m_ink.fitsIn(metrics.tickHeight))
            drawText(painter, label->word, m_fonts.label, m_theme.onRunning,
                     x0 + std::round((room - label->wordWidth) / 2), barTop, metrics.bar);
        return;
    }
    const Extent extent = extentOf(*label, metrics, room, clear);
    if (extent == Extent::Nothing)
        return;
    const double ratio = painter.device()->devicePixelRatio();
    const std::pair picturesFor(metrics.bar, ratio);
    if (m_picturesFor != picturesFor) {
        for (Label &other : m_labels)
            other.pictured = Extent::Nothing;
        m_picturesFor = picturesFor;
    }
    // Elsewhere than in a window a label is written only once, and perhaps not on whole pixels.
    const bool lasting = isWait(style) && painter.device()->devType() == QInternal::Widget
        && ratio == std::floor(ratio) && label != &m_unfinished;
    if (lasting && label->pictured != extent && takeTime()) {
        label->picture = pictureOf(*label, extent, metrics, style, ratio);
        label->pictured = extent;
    }
    if (lasting && label->pictured == extent)
        painter.drawImage(QPointF(x0 + AfterTick, barTop), label->picture);
    else
        drawLabel(painter, *label, extent, metrics, style, x0, barTop);
}

void SegmentLabels::drawLabel(QPainter &painter, const Label &label, Extent extent,
                              const RowMetrics &metrics, SegmentStyle style, double x0,
                              double barTop)
{
    if (isWait(style))
        painter.fillRect(QRectF(x0 + AfterTick, barTop + 1,
                                label.width(extent) + AfterLabel - AfterTick, metrics.bar - 2),
                         m_theme.waiting);
    const bool blocking = style == SegmentStyle::Blocking;
    const QColor first = blocking     ? m_theme.onFailed
        : style == SegmentStyle::Lost ? m_theme.hatch
                                      : m_theme.onWaiting;
    drawGlyph(painter, label.glyph, QPointF(x0 + Inset + GlyphSize / 2, barTop + metrics.bar / 2.0),
              std::min(GlyphSize, metrics.bar - 2.0), first, 1.25, m_theme.failed);
    double x = x0 + Inset + GlyphSize + AfterGlyph;
    if (extent == Extent::All) {
        drawText(painter, label.word, m_fonts.label, first, x, barTop, metrics.bar);
        x += label.wordWidth + BetweenWords;
    }
    if (extent != Extent::Glyph && label.timeWidth > 0)
        drawText(painter, label.time, m_fonts.label,
                 blocking ? m_theme.onFailed : m_theme.onWaiting2, x, barTop, metrics.bar);
}

// A piece of the bar as high as the bar: descenders may reach into its outline.
QImage SegmentLabels::pictureOf(const Label &label, Extent extent, const RowMetrics &metrics,
                                SegmentStyle style, double ratio)
{
    const double width = std::round(label.width(extent) + AfterLabel - AfterTick);
    QImage picture((QSizeF(width, metrics.bar) * ratio).toSize(), QImage::Format_RGB32);
    picture.setDevicePixelRatio(ratio);
    picture.fill(BarPainter(m_theme, metrics).outline());
    QPainter painter(&picture);
    painter.fillRect(QRectF(0, 1, width, metrics.bar - 2), m_theme.waiting);
    drawLabel(painter, label, extent, metrics, style, -AfterTick, 0);
    return picture;
}

void SegmentLabels::drawEnd(QPainter &painter, const RunModel &model, trace::TaskId task,
                            const RowMarks &marks, const RowMetrics &metrics, double ratio,
                            double top, double right)
{
    if (!marks.end || !metrics.labelled || !m_ink.fitsIn(metrics.bar))
        return;
    const double barTop = top + metrics.barTop();
    const QString endPlace
        = placeText(model, model.track(task).record(model.track(task).size() - 1));
    if (marks.end->x < 0) {
        const double y = barTop + metrics.bar / 2.0;
        drawGlyph(painter, Glyph::ChevronLeft, {12, y}, 11, m_theme.text3);
        drawGlyph(painter, glyphOf(marks.end->state), {25, y}, 11,
                  colorOf(marks.end->state, m_theme), 1.5);
        drawText(
            painter,
            Words::tr("%1 at %2, before this range").arg(endText(model, task).toLower(), endPlace),
            m_fonts.label, m_theme.text3, 36, barTop, metrics.bar);
        return;
    }
    const std::size_t steps
        = marks.end->atOnce ? model.stepCount(task, 0, model.track(task).size()) : marks.end->steps;
    const QString when = takesNoTime(model) ? endPlace : durationText(marks.end->time);
    const QString text = !marks.end->atOnce ? (steps > 1 ? countText(steps) : QString())
        : steps == 1                        ? Words::tr("ends at %1, in its first step").arg(when)
                     : Words::tr("ends at %1, in %2 steps").arg(when).arg(steps);
    const double width = QFontMetricsF(m_fonts.label).horizontalAdvance(text);
    double x = marks.capLeft / ratio + metrics.capWidth + 8;
    if (x + width > right) {
        // At the left there is room only when the task has begun where it ends.
        x = marks.end->x / ratio - 8 - width;
        if (!marks.end->atOnce || x < 0)
            return;
    }
    if (!text.isEmpty())
        drawText(painter, text, m_fonts.label, m_theme.text3, x, barTop, metrics.bar);
}

} // namespace views
