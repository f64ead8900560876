#include "views/timeline/gutterpainter.h"

#include "views/depth/trackchoice.h"
#include "views/model/groupname.h"
#include "views/model/loadcolumns.h"
#include "views/model/onelinetext.h"
#include "views/words/coroutinetext.h"
#include "views/words/durationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::GutterPainter)
};

constexpr double RightPadding = 12;
constexpr double GlyphSize = 13;
constexpr double TextLeft = 12; // of what is not a row
constexpr double StateX = 19; // of the sign of a task's state
constexpr double NestedStateX = 34; // under a header

/// A share of 1 in percent: small ones with a digit more, and none that there is as nothing.
QString percentText(double share)
{
    const double percent = share * 100;
    if (percent > 0 && percent < 0.1)
        return Words::tr("< 0.1");
    return QString::number(percent, 'f', percent > 0 && percent < 10 ? 1 : 0);
}

/// Of \a variants, between bars: a number that is cut reads as another one.
QString longestThatFits(const QString &variants, const QFontMetricsF &metrics, double width)
{
    const QStringList all = variants.split(u'|');
    const auto found = std::find_if(all.begin(), all.end(), [&](const QString &text) {
        return metrics.horizontalAdvance(text) <= width;
    });
    return found == all.end() ? all.back() : *found;
}

} // namespace

GutterPainter::GutterPainter(const Theme &theme, const Fonts &fonts, const RunModel &model)
    : m_theme(theme)
    , m_fonts(fonts)
    , m_model(model)
    , m_ink(fonts.text)
{
}

void GutterPainter::drawLine(QPainter &painter, const QString &text, const QFont &font,
                             const QColor &color, double x, double baseline, double width) const
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(x, baseline),
                     QFontMetricsF(font).elidedText(text, Qt::ElideMiddle, width));
}

void GutterPainter::drawRows(QPainter &painter, const Rows &rows, const QRectF &area) const
{
    painter.save();
    painter.setClipRect(area);
    const auto &all = rows.layout->rows();
    for (std::size_t i = rows.layout->firstBelow(rows.scroll);
         i < all.size() && all[i].top < rows.scroll + area.height(); ++i) {
        const QRectF place(area.left(), area.top() + all[i].top - rows.scroll, area.width(),
                           all[i].height);
        if (all[i].kind == TimelineLayout::Row::Kind::Header) {
            if (i > 0)
                painter.fillRect(QRectF(place.topLeft(), QSizeF(place.width(), 1)), m_theme.line);
            drawHeader(painter, rows, all[i], place);
        } else {
            if (i > 0 && all[i - 1].pinned && !all[i].pinned)
                painter.fillRect(QRectF(place.topLeft(), QSizeF(place.width(), 1)), m_theme.line);
            if (all[i].kind == TimelineLayout::Row::Kind::Task)
                drawTask(painter, rows, all[i], place);
            else
                drawCoroutines(painter, rows, all[i], place);
        }
    }
    painter.restore();
}

void GutterPainter::drawHeader(QPainter &painter, const Rows &rows, const TimelineLayout::Row &row,
                               const QRectF &place) const
{
    const TaskGroup &group = m_model.groups()[row.group];
    const QString name = groupName(m_model, group);
    const bool collapsed = rows.layout->isFolded(m_model, row);
    drawGlyph(painter, collapsed ? Glyph::ChevronRight : Glyph::ChevronDown,
              {place.left() + 17, place.center().y()}, 11, m_theme.text2, 1.5);
    const QFontMetricsF bold(m_fonts.textBold);
    const QFontMetricsF small(m_fonts.label);
    const double baseline = place.center().y() + bold.capHeight() / 2;
    const QString count = taskCountText(group.tasks.size());
    const double countWidth = small.horizontalAdvance(count);
    drawLine(painter, count, m_fonts.label, m_theme.text2,
             place.right() - RightPadding - countWidth, baseline, countWidth + 1);
    drawLine(painter, oneLine(name), m_fonts.textBold, m_theme.text1, place.left() + 29, baseline,
             place.width() - 29 - RightPadding - countWidth - 8);
}

std::optional<double> GutterPainter::foldSignX(const TimelineLayout::Row &row)
{
    if (row.pinned)
        return {};
    return (row.nested ? NestedStateX : StateX) - 11.5;
}

bool GutterPainter::drawGround(QPainter &painter, const Rows &rows, const TimelineLayout::Row &row,
                               const QRectF &place) const
{
    const bool selected = rows.state->isSelected(row.task);
    if (selected) {
        QColor tint = m_theme.accent;
        tint.setAlphaF(m_theme.dark ? 0.14F : 0.07F);
        painter.fillRect(place, tint);
        painter.fillRect(QRectF(place.left(), place.top(), 3, place.height()), m_theme.accent);
    }
    return selected;
}

void GutterPainter::drawCoroutines(QPainter &painter, const Rows &rows,
                                   const TimelineLayout::Row &row, const QRectF &place) const
{
    drawGround(painter, rows, row, place);
    const AwaitSpans *spans = rows.nested != nullptr ? rows.nested->of(row.task) : nullptr;
    if (spans == nullptr || row.height < 16 || !m_ink.fitsIn(row.height))
        return;
    const double x = place.left() + (row.nested ? NestedStateX : StateX);
    painter.fillRect(QRectF(std::floor(x), place.top(), 1, place.height()), m_theme.controlEdge);
    constexpr double Most = 5; // levels that are set in
    const double left = x + 10 + 8 * std::min<double>(static_cast<double>(row.level), Most);
    drawLine(painter, coroutineNames(m_model, spans->levels()[row.level]), m_fonts.label,
             m_theme.text2, left, place.center().y() + QFontMetricsF(m_fonts.label).capHeight() / 2,
             place.right() - RightPadding - left);
}

void GutterPainter::drawTask(QPainter &painter, const Rows &rows, const TimelineLayout::Row &row,
                             const QRectF &place) const
{
    const bool selected = drawGround(painter, rows, row, place);
    if (row.height < 16 || !m_ink.fitsIn(row.height))
        return;
    if (row.pinned)
        drawGlyph(painter, Glyph::Pin, {place.left() + 8, place.center().y()}, 9, m_theme.text2,
                  1.1);
    const bool unfolded = rows.nested != nullptr && rows.nested->of(row.task) != nullptr;
    if (const auto sign = foldSignX(row); sign && (unfolded || hasNested(m_model, row.task)))
        drawGlyph(painter, unfolded ? Glyph::ChevronDown : Glyph::ChevronRight,
                  {place.left() + *sign, place.center().y()}, 8, m_theme.text3, 1.2);
    const double glyphX = place.left() + (row.nested ? NestedStateX : StateX);
    const double nameX = place.left() + (row.nested ? 48 : 34);
    const TaskTrack &track = m_model.track(row.task);
    const std::size_t segment = track.segmentAfter(rows.records);
    if (segment != TaskTrack::None) {
        const SegmentRef ref{row.task, segment};
        const State state = m_model.state(ref);
        drawGlyph(painter, glyphOf(m_model, ref), {glyphX, place.center().y()}, GlyphSize,
                  colorOf(state, m_theme), 1.35, m_theme.canvas);
    }
    QString id = m_model.name(row.task);
    const std::uint32_t number = m_model.trace().task(row.task).number;
    if (rows.compact && number > 0)
        id = QString::number(number);
    const QString label = m_model.label(row.task);
    const QFontMetricsF small(m_fonts.label);
    const QFont &font = selected ? m_fonts.textBold : m_fonts.text;
    const double baseline = place.center().y() + QFontMetricsF(font).capHeight() / 2;
    double right = place.right() - RightPadding;
    const double width = small.horizontalAdvance(id);
    const auto choice = std::find(rows.choices.begin(), rows.choices.end(), row.task);
    if (choice != rows.choices.end()) {
        right -= 8
            + drawChoice(painter, static_cast<std::size_t>(choice - rows.choices.begin()) + 1,
                         place);
        return drawLine(painter, label, font, m_theme.text1, nameX, baseline, right - nameX);
    }
    // The name is worth more than the id.
    if (id != label && QFontMetricsF(font).horizontalAdvance(label) <= right - nameX - width - 8) {
        drawLine(painter, id, m_fonts.label, selected ? m_theme.text2 : m_theme.text3,
                 right - width, baseline, width + 1);
        right -= width + 8;
    }
    drawLine(painter, label, font, m_theme.text1, nameX, baseline, right - nameX);
}

double GutterPainter::drawChoice(QPainter &painter, std::size_t number, const QRectF &place) const
{
    const QString text = numberText(static_cast<qint64>(number));
    const QFontMetricsF metrics(m_fonts.labelBold);
    const double width = std::max(18.0, metrics.horizontalAdvance(text) + 10);
    const double height = std::min(place.height() - 4, metrics.height() + 2);
    const QRectF chip(place.right() - RightPadding - width, place.center().y() - height / 2, width,
                      height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    painter.drawRoundedRect(chip, height / 2, height / 2);
    painter.setFont(m_fonts.labelBold);
    painter.setPen(m_theme.onAccent);
    painter.drawText(chip, Qt::AlignCenter, text);
    return width;
}

void GutterPainter::drawRunTitle(QPainter &painter, const QRectF &area, double read,
                                 const QString &note) const
{
    const QFontMetricsF bold(m_fonts.textBold);
    const QFontMetricsF second(m_fonts.label);
    const double gap = 5;
    const double height = bold.capHeight() + gap + second.height();
    const double top = area.top() + (area.height() - height) / 2 + bold.capHeight();
    drawLine(painter, Words::tr("Whole run"), m_fonts.textBold, m_theme.text1,
             area.left() + TextLeft, top, area.width() - 2 * TextLeft);
    const QString extent = read < 1 ? Words::tr("reading, %1 %").arg(static_cast<int>(read * 100))
        : !note.isEmpty()
        ? note
        : QStringLiteral("%1 · %2").arg(extentText(m_model), taskCountText(m_model.taskCount()));
    drawLine(painter, extent, m_fonts.label, m_theme.text2, area.left() + TextLeft,
             top + gap + second.ascent(), area.width() - 2 * TextLeft);
}

void GutterPainter::drawTrackTitle(QPainter &painter, const DepthScene &scene,
                                   const Position &cursor, const QRectF &area) const
{
    const QFontMetricsF bold(m_fonts.textBold);
    const QFontMetricsF second(m_fonts.label);
    const double width = area.width() - TextLeft - 36; // the axis has the rest
    double y = area.top() + std::min(12.0, area.height() / 6) + bold.capHeight();
    drawLine(painter, trackName(m_model, scene.track), m_fonts.textBold, m_theme.text1,
             area.left() + TextLeft, y, width);
    y += 5 + second.ascent();
    for (const QString &variants : trackLines(scene, cursor)) {
        const QString line = longestThatFits(variants, second, width);
        if (y + 2 <= area.bottom())
            drawLine(painter, line, m_fonts.label, m_theme.text2, area.left() + TextLeft, y, width);
        y += second.height();
    }
}

QStringList GutterPainter::trackLines(const DepthScene &scene, const Position &cursor) const
{
    switch (scene.track.kind) {
    case TrackId::Kind::Busy: {
        if (takesNoTime(m_model))
            return {Words::tr("takes no time")};
        QStringList lines{Words::tr("%1 % of %2")
                              .arg(percentText(busyShare(m_model)), instantText(m_model.end()))};
        if (const std::size_t loops = m_model.busy().loops(); loops > 1)
            lines += Words::tr("mean of %n loops", nullptr, static_cast<int>(loops));
        return lines;
    }
    case TrackId::Kind::Lag: {
        const trace::Time now = lagAt(m_model, cursor);
        const trace::Time peak
            = std::max(m_model.lag().latest(), lagAt(m_model, m_model.endPosition()));
        return {Words::tr("now %1").arg(durationText(now)),
                Words::tr("peak %1").arg(durationText(peak))};
    }
    default:
        break;
    }
    QStringList lines{Words::tr("now %1 · peak %2")
                          .arg(m_model.depthAfter(scene.track, cursor.records))
                          .arg(m_model.peak(scene.track))};
    if (const auto other = scene.referenceTrack()) {
        const RunModel &before = *scene.reference;
        lines += Words::tr("reference: now %1 · peak %2|reference %1 · peak %2|ref. %1 · peak %2",
                           "from the longest to the shortest, of which the first is shown that "
                           "has room")
                     .arg(before.depthAfter(*other, before.recordsUntil(cursor.time)))
                     .arg(before.peak(*other));
    }
    if (scene.track.kind == TrackId::Kind::Queue) {
        const std::uint32_t capacity = m_model.trace().object(scene.track.queue).capacity;
        lines += capacity == 0 ? Words::tr("unbounded") : Words::tr("at most %1").arg(capacity);
    }
    return lines;
}

} // namespace views
