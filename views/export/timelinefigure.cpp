#include "views/export/timelinefigure.h"

#include "views/analysis/wakearrows.h"
#include "views/depth/loadpainter.h"
#include "views/depth/trackchoice.h"
#include "views/model/groupname.h"
#include "views/model/onelinetext.h"
#include "views/rows/nestedpainter.h"
#include "views/rows/overlaypainter.h"
#include "views/style/savedpainter.h"
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
    Q_DECLARE_TR_FUNCTIONS(views::TimelineFigure)
};

constexpr double Margin = 36;
constexpr double TitleHeight = 30;
constexpr double ParametersHeight = 24;
constexpr double LegendGap = 10;
constexpr double RowsGap = 14;
constexpr double NamesGap = 12;
constexpr double NumbersRoom = 34; // of a track's axis, beside its title
constexpr double CapRoom = 20; // to the right of the last instant
constexpr double TickRoom = 6; // to the left of the first
constexpr double TrackGap = 24;
constexpr double AxisHeight = 22;
constexpr double FooterHeight = 26;
constexpr int NaturalWidth = 1200;
constexpr int NaturalRows = 1600; // high; more rows are lower rows
constexpr int MostRows = 8000;
constexpr int NaturalTracks = 6000; // high, of all queues; more of them are lower
constexpr double LowestTrack = 16;
constexpr Units LostShare = 8; // of the run's length comes after its end
constexpr std::size_t MostArrows = 2'000; // more are a black area
constexpr Units ArrowStretches = 150; // of the width, within which arrows are bundled

UnitRange rangeOf(const RunModel &model, const ExportOptions &options)
{
    if (options.range)
        return *options.range;
    const AxisKind axis = axisOf(model, options);
    Units end = model.end(axis);
    // A run that is over at the instant of its beginning still gets an axis with a scale.
    if (end == 0)
        end = axis == AxisKind::Clock ? Units{trace::Time(std::chrono::seconds(1)).count()}
                                      : UnitsPerStep;
    // What waits for ever is seen to go on beyond the end.
    return {0, model.hasLost() ? end + end / LostShare : end};
}

TimelineLayout::Options rowsOf(const RunModel &model, const ExportOptions &options)
{
    TimelineLayout::Options rows;
    rows.headerHeight = 0;
    rows.rowHeight = 20;
    rows.gap = 12;
    rows.filter = options.filter;
    rows.unfolded = {options.unfolded.begin(), options.unfolded.end()};
    for (const TaskGroup &group : model.groups()) {
        if (options.folded.contains(groupName(model, group)))
            rows.collapsed.insert(groupName(model, group));
    }
    return rows;
}

/// What the numbers of a track count.
QString unitOf(TrackId::Kind kind)
{
    switch (kind) {
    case TrackId::Kind::Queue:
        return Words::tr("items");
    case TrackId::Kind::Busy:
        return Words::tr("of the time");
    case TrackId::Kind::Lag:
        return Words::tr("late");
    default:
        return Words::tr("tasks");
    }
}

} // namespace

TimelineFigure::TimelineFigure(const RunModel &model, const RunModel *reference,
                               const ExportOptions &options, const QSize &size, const QFont &base)
    : m_model(model)
    , m_reference(reference)
    , m_options(options)
    , m_fonts(base)
    , m_kind(axisOf(model, options))
    , m_nested(model, {options.unfolded.begin(), options.unfolded.end()})
    , m_layout(model, rowsOf(model, options), &m_nested)
    , m_legend(model, rangeOf(model, options), m_kind, &m_layout)
    , m_arrows(arrows())
{
    m_legend.setBeside(beside());
    layOut(size);
}

Legend::Beside TimelineFigure::beside() const
{
    const UnitRange range = rangeOf(m_model, m_options);
    const auto isIn
        = [&range](Units begin, Units end) { return begin <= range.end && end >= range.begin; };
    Legend::Beside beside;
    if (m_options.cursor) {
        const Units at = m_model.at(*m_options.cursor, m_kind);
        beside.cursor = isIn(at, at);
    }
    if (const auto &segment = m_options.selection)
        beside.selection = m_layout.rowOf(segment->task) && !isEnd(m_model.state(*segment))
            && isIn(m_model.start(*segment, m_kind), m_model.end(*segment, m_kind));
    const std::vector<TrackId> tracks = tracksShown();
    beside.reference = std::any_of(tracks.begin(), tracks.end(), [&](const TrackId &track) {
        const DepthScene scene{&m_model, track, TimeAxis(m_kind, range, 1), m_reference};
        return scene.referenceTrack().has_value();
    });
    beside.nested = m_layout.hasCoroutines();
    beside.setTracks(m_options.load);
    beside.addArrows(m_arrows);
    return beside;
}

std::vector<WakeArrow> TimelineFigure::arrows() const
{
    std::vector<WakeArrow> arrows;
    if (m_options.wakes == WakesShown::All) {
        std::vector<trace::TaskId> woken;
        for (const TimelineLayout::Row &row : m_layout.rows()) {
            if (row.kind == TimelineLayout::Row::Kind::Task)
                woken.push_back(row.task);
        }
        const UnitRange range = rangeOf(m_model, m_options);
        arrows = arrowsIn(m_model, woken, range, m_kind, range.length() / ArrowStretches + 1,
                          MostArrows);
    }
    if (m_options.wakes == WakesShown::OfSelection && m_options.selection)
        arrows = arrowsFor(m_model, *m_options.selection, m_kind);
    // An arrow stands between two rows.
    std::erase_if(arrows, [this](const WakeArrow &arrow) {
        return !m_layout.rowOf(arrow.from) || !m_layout.rowOf(arrow.to);
    });
    return arrows;
}

double TimelineFigure::namesWidth() const
{
    const QFontMetricsF names(m_fonts.second);
    const QFontMetricsF titles(m_fonts.textBold);
    double widest = titles.horizontalAdvance(Words::tr("Ready queue")) + NumbersRoom;
    for (const TrackId &track : tracksShown())
        widest = std::max(widest, titles.horizontalAdvance(titleOf(track)) + NumbersRoom);
    std::size_t measured = 0;
    for (const TimelineLayout::Row &row : m_layout.rows()) {
        // Ten thousand names are not drawn at a readable size anyway.
        if (++measured > 2000)
            break;
        widest = std::max(widest, names.horizontalAdvance(nameOf(row)));
    }
    return std::min(widest, 260.0);
}

QString TimelineFigure::nameOf(const TimelineLayout::Row &row) const
{
    if (row.kind == TimelineLayout::Row::Kind::Task)
        return m_model.label(row.task);
    return coroutineNames(m_model, m_nested.of(row.task)->levels()[row.level]);
}

QString TimelineFigure::titleOf(const TrackId &track) const
{
    if (track.kind != TrackId::Kind::Queue)
        return trackName(track.kind);
    const QString name = oneLine(
        QString::fromStdString(m_model.trace().text(m_model.trace().object(track.queue).name)));
    return name.isEmpty() ? Words::tr("Queue depth") : Words::tr("Depth of %1").arg(name);
}

std::vector<TrackId> TimelineFigure::tracksShown() const
{
    std::vector<TrackId> shown;
    for (const trace::ObjectId queue : m_model.queues()) {
        if (m_options.depths
            && (m_options.queues.isEmpty()
                || m_options.queues.contains(objectName(m_model, queue))))
            shown.emplace_back(queue);
    }
    for (const TrackId::Kind kind : m_options.load)
        shown.emplace_back(kind);
    return shown;
}

void TimelineFigure::layOut(const QSize &wanted)
{
    TimelineLayout::Options rows = m_layout.options();
    rows.rowHeight = TimelineLayout::fittingRowHeight(m_model, rows, NaturalRows, 20, 1, &m_nested);
    m_layout = TimelineLayout(m_model, rows, &m_nested);

    const int width = wanted.isEmpty() ? NaturalWidth : wanted.width();
    double y = Margin;
    y += m_options.title.isEmpty() ? 0 : TitleHeight;
    y += m_options.parameters.isEmpty() ? 0 : ParametersHeight;
    m_legendRect = QRectF(Margin, y + LegendGap, width - 2 * Margin, 0);
    if (m_options.legend)
        m_legendRect.setHeight(m_legend.draw(nullptr, m_legendRect, m_options.theme, m_fonts));
    y = m_legendRect.bottom() + RowsGap;

    std::vector<TrackId> shown = tracksShown();
    double trackHeight = 78;
    double trackGap = TrackGap;
    double readyHeight = m_options.ready ? 52 : 0;
    const double rest = Margin + FooterHeight + AxisHeight + 8;
    const auto tracksHeight = [&] {
        return static_cast<double>(shown.size()) * (trackHeight + trackGap)
            + (m_options.ready ? readyHeight + TrackGap : 0);
    };
    // Makes the tracks so low that they take no more than \a most, and leaves out the last when
    // that is not enough.
    const auto fitTracks = [&](double most) {
        const double each = most / static_cast<double>(std::max<std::size_t>(1, shown.size()));
        if (each >= trackHeight + trackGap)
            return;
        trackGap = std::clamp(each / 5, 4.0, TrackGap);
        trackHeight = std::max(LowestTrack, each - trackGap);
        const auto fitting
            = static_cast<std::size_t>(std::max(0.0, std::floor(most / (trackHeight + trackGap))));
        if (fitting < shown.size()) {
            // Of many tracks most are queues', which come first.
            m_tracksLeftOut = shown.size() - fitting;
            const std::size_t queues = shown.size() - m_options.load.size();
            const auto end = shown.begin() + static_cast<std::ptrdiff_t>(queues);
            shown.erase(end - static_cast<std::ptrdiff_t>(std::min(queues, m_tracksLeftOut)), end);
            shown.resize(fitting);
        }
    };
    if (wanted.isEmpty()) {
        fitTracks(NaturalTracks);
    } else {
        const double room = wanted.height() - y - rest;
        if (room - tracksHeight() < m_layout.height()) {
            trackHeight = 48;
            readyHeight = m_options.ready ? 36 : 0;
        }
        // The rows keep the larger part.
        if (tracksHeight() > room / 2)
            fitTracks(
                std::max(0.0,
                         room / 2
                             - (tracksHeight()
                                - static_cast<double>(shown.size()) * (trackHeight + trackGap))));
        const int rowsRoom = static_cast<int>(std::max(1.0, room - tracksHeight()));
        rows.gap = 8;
        rows.rowHeight
            = TimelineLayout::fittingRowHeight(m_model, rows, rowsRoom, 24, 1, &m_nested);
        m_layout = TimelineLayout(m_model, rows, &m_nested);
        // What the rows leave over makes the curves higher, in proportion.
        const double spare = room - tracksHeight() - m_layout.height();
        if (spare > 0 && tracksHeight() > 0) {
            const double share
                = spare / (static_cast<double>(shown.size()) * trackHeight + readyHeight);
            trackHeight += std::min(share, 3.0) * trackHeight;
            readyHeight += std::min(share, 3.0) * readyHeight;
        }
    }
    const double left = Margin + namesWidth() + NamesGap;
    const double plotWidth = std::max(40.0, width - Margin - CapRoom - left);
    const double most
        = wanted.isEmpty() ? MostRows : std::max(1.0, wanted.height() - y - rest - tracksHeight());
    // The ticks of the first instant and the caps of the last stand beyond the axis.
    m_rows = QRectF(left - TickRoom, y, TickRoom + plotWidth + CapRoom,
                    std::min<double>(m_layout.height(), most));
    const UnitRange range = rangeOf(m_model, m_options);
    m_axis = TimeAxis(m_kind, range, plotWidth);
    m_ruler = Ruler::along(m_axis, 68, false);
    y = m_rows.bottom();

    const auto addTrack = [&](const TrackId &its, double height, double gap) {
        y += gap;
        Track track;
        track.scene = {&m_model, its, m_axis, m_reference, m_options.referenceLabel};
        track.plot = QRectF(left, y, plotWidth, height);
        track.title = titleOf(its);
        track.unit = unitOf(its.kind);
        m_tracks.push_back(std::move(track));
        y += height;
    };
    for (const TrackId &track : shown)
        addTrack(track, trackHeight, trackGap);
    if (m_options.ready)
        addTrack(TrackId::Kind::Ready, readyHeight, TrackGap);
    m_axisY = y + 8;
    m_size = QSize(width,
                   wanted.isEmpty()
                       ? static_cast<int>(std::ceil(m_axisY + AxisHeight + FooterHeight + Margin))
                       : wanted.height());
}

void TimelineFigure::paint(QPainter &painter, double ratio,
                           const std::function<void(double)> &painted)
{
    painter.fillRect(QRectF(QPointF(0, 0), m_size), m_options.theme.canvas);
    paintHead(painter);

    // The axis of the rows reaches over the room at its sides, at the same scale.
    const UnitRange range{
        m_axis.toUnits(-TickRoom),
        std::max(m_axis.toUnits(m_axis.width() + CapRoom), m_axis.range().end + 1)};
    RowsScene scene;
    scene.model = &m_model;
    scene.layout = &m_layout;
    scene.axis = TimeAxis(m_kind, range, m_rows.width());
    scene.ruler = m_ruler;
    scene.afterEnd = m_model.hasLost();
    scene.cursor = m_options.cursor;
    if (m_options.selection)
        scene.selectedTask = m_options.selection->task;
    RowsPainter rows(m_options.theme, m_fonts);
    if (ratio > 0) {
        const QSize size = m_rows.size().toSize();
        const SavedPainter saved(painter);
        // On a whole pixel, where the picture of the bars comes to lie.
        painter.translate(std::round(m_rows.left() * ratio) / ratio,
                          std::round(m_rows.top() * ratio) / ratio);
        painter.setClipRect(rowsInRange(TickRoom, CapRoom).translated(-m_rows.topLeft()));
        NestedPainter(m_options.theme, m_fonts, m_nested).draw(painter, scene, size);
        rows.paintWhole(painter, scene, size, ratio, painted);
    } else {
        const SavedPainter saved(painter);
        painter.setClipRect(rowsInRange(TickRoom, CapRoom));
        rows.draw(painter, scene, m_rows, painted);
        painter.translate(m_rows.topLeft());
        NestedPainter(m_options.theme, m_fonts, m_nested).draw(painter, scene, m_rows.size());
        rows.drawCursor(painter, scene, m_rows.height());
    }
    paintHand(painter, scene.axis);
    paintNames(painter);
    paintTracks(painter);
    paintAxis(painter);
}

void TimelineFigure::paintHand(QPainter &painter, const TimeAxis &axis) const
{
    const SavedPainter saved(painter);
    painter.setClipRect(rowsInRange(TickRoom + 14, CapRoom));
    painter.translate(m_rows.topLeft());
    const OverlayPainter hand(m_options.theme, m_fonts, m_model, m_layout, axis, 0);
    if (m_options.selection)
        hand.drawSelection(painter, *m_options.selection);
    hand.drawArrows(painter, m_arrows);
}

QRectF TimelineFigure::rowsInRange(double before, double after) const
{
    constexpr double Edge = 1; // half of what stands at the very end
    const UnitRange range = rangeOf(m_model, m_options);
    return {QPointF(m_rows.left() + TickRoom - (range.begin > 0 ? Edge : before), m_rows.top()),
            QPointF(m_rows.left() + TickRoom + m_axis.width()
                        + (range.end < m_model.end(m_kind) ? Edge : after),
                    m_rows.bottom())};
}

QString TimelineFigure::outcomeText() const
{
    const auto outcome = m_model.outcome();
    const QString end = placeText(m_model, m_model.endPosition());
    if (outcome == trace::Outcome::Deadlocked)
        return Words::tr("deadlock at %1").arg(end);
    if (outcome == trace::Outcome::Failed)
        return Words::tr("failed at %1").arg(end);
    return outcome == trace::Outcome::Stopped ? Words::tr("stopped at %1").arg(end) : QString();
}

void TimelineFigure::paintHead(QPainter &painter) const
{
    double y = Margin;
    if (!m_options.title.isEmpty()) {
        painter.setFont(m_fonts.title);
        painter.setPen(m_options.theme.text1);
        painter.drawText(QPointF(Margin, y + QFontMetricsF(m_fonts.title).capHeight() + 2),
                         m_options.title);
        if (const QString outcome = outcomeText(); !outcome.isEmpty()) {
            const double x
                = Margin + QFontMetricsF(m_fonts.title).horizontalAdvance(m_options.title);
            painter.setPen(m_options.theme.failed);
            painter.drawText(QPointF(x, y + QFontMetricsF(m_fonts.title).capHeight() + 2),
                             Words::tr(": %1", "after the title").arg(outcome));
        }
        y += TitleHeight;
    }
    if (!m_options.parameters.isEmpty()) {
        painter.setFont(m_fonts.second);
        painter.setPen(m_options.theme.text2);
        painter.drawText(QPointF(Margin, y + QFontMetricsF(m_fonts.second).ascent() + 2),
                         m_options.parameters);
    }
    if (m_options.legend)
        m_legend.draw(&painter, m_legendRect, m_options.theme, m_fonts);
}

void TimelineFigure::paintNames(QPainter &painter) const
{
    const RowMetrics metrics(rowHeight());
    painter.setFont(m_fonts.second);
    painter.setPen(m_options.theme.text1);
    const QFontMetricsF text(m_fonts.second);
    const double right = m_rows.left() + TickRoom - NamesGap;
    const auto fits
        = [&](const TimelineLayout::Row &row) { return row.bottom() <= m_rows.height() + 1; };
    if (metrics.labelled) {
        for (const TimelineLayout::Row &row : m_layout.rows()) {
            if (!fits(row))
                break;
            const QString name = text.elidedText(nameOf(row), Qt::ElideMiddle, right - Margin);
            painter.setPen(row.kind == TimelineLayout::Row::Kind::Task ? m_options.theme.text1
                                                                       : m_options.theme.text2);
            painter.drawText(QPointF(right - text.horizontalAdvance(name),
                                     m_rows.top() + row.top + (row.height + text.capHeight()) / 2),
                             name);
        }
        return;
    }
    // Rows too low for names: each group is named once, where it begins.
    double free = m_rows.top();
    for (std::size_t i = 0; i < m_layout.rows().size(); ++i) {
        const TimelineLayout::Row &row = m_layout.rows()[i];
        if (i > 0 && m_layout.rows()[i - 1].group == row.group)
            continue;
        const double y = m_rows.top() + row.top;
        if (y < free || !fits(row))
            continue;
        const TaskGroup &group = m_model.groups()[row.group];
        const QString name = group.tasks.size() == 1 ? m_model.label(row.task)
                                                     : Words::tr("%1: %2 tasks")
                                                           .arg(oneLine(groupName(m_model, group)))
                                                           .arg(group.tasks.size());
        const QString elided = text.elidedText(name, Qt::ElideMiddle, right - Margin);
        painter.drawText(QPointF(right - text.horizontalAdvance(elided), y + text.capHeight() + 1),
                         elided);
        free = y + text.height();
    }
}

void TimelineFigure::paintTracks(QPainter &painter) const
{
    const Theme &theme = m_options.theme;
    const QFontMetricsF title(m_fonts.textBold);
    const QFontMetricsF unit(m_fonts.second);
    for (const Track &track : m_tracks) {
        for (const RulerTick &tick : m_ruler.ticks) {
            if (tick.isMajor())
                painter.fillRect(QRectF(std::floor(track.plot.left() + m_axis.toX(tick.at)),
                                        track.plot.top(), 1, track.plot.height()),
                                 theme.grid);
        }
        const auto drawCurve = [&](const auto &curve) {
            curve.draw(painter, track.plot);
            curve.drawNumbers(painter, track.plot, track.plot.left() - 8);
        };
        if (track.scene.track.isDepth())
            drawCurve(DepthPainter(theme, m_fonts, track.scene));
        else
            drawCurve(LoadPainter(theme, m_fonts, track.scene));
        painter.setFont(m_fonts.textBold);
        painter.setPen(theme.text1);
        painter.drawText(QPointF(Margin, track.plot.top() + title.ascent()),
                         title.elidedText(track.title, Qt::ElideMiddle,
                                          track.plot.left() - Margin - NumbersRoom));
        painter.setFont(m_fonts.second);
        painter.setPen(theme.text2);
        painter.drawText(QPointF(Margin, track.plot.top() + title.height() + unit.ascent()),
                         track.unit);
    }
}

QString TimelineFigure::footnote() const
{
    const auto hidden = std::count_if(
        m_layout.rows().begin(), m_layout.rows().end(), [this](const TimelineLayout::Row &row) {
            return row.kind == TimelineLayout::Row::Kind::Task && row.top >= m_rows.height();
        });
    QStringList missing;
    if (hidden > 0)
        missing += taskCountText(static_cast<std::size_t>(hidden));
    if (m_tracksLeftOut > 0)
        missing += m_tracksLeftOut == 1
            ? Words::tr("1 track")
            : Words::tr("%n tracks", nullptr, static_cast<int>(m_tracksLeftOut));
    if (!missing.isEmpty())
        return Words::tr("The last %1 did not fit.").arg(missing.join(Words::tr(" and ")));
    const bool pins = std::any_of(m_tracks.begin(), m_tracks.end(),
                                  [](const Track &track) { return track.scene.track.isDepth(); });
    return !pins ? QString() : Words::tr("Pins: highest value within an instant");
}

void TimelineFigure::paintAxis(QPainter &painter) const
{
    const Theme &theme = m_options.theme;
    const QFontMetricsF numbers(m_fonts.second);
    const double left = m_rows.left() + TickRoom;
    painter.fillRect(QRectF(left, m_axisY, m_axis.width() + 1, 1), theme.text2);
    painter.setFont(m_fonts.second);
    painter.setPen(theme.text1);
    for (const RulerTick &tick : m_ruler.ticks) {
        const double x = left + m_axis.toX(tick.at);
        if (x > left + m_axis.width() + 0.5 || (m_model.hasLost() && tick.at > m_model.end(m_kind)))
            break;
        painter.fillRect(QRectF(std::floor(x), m_axisY, 1, tick.isMajor() ? 6 : 4), theme.text2);
        painter.drawText(
            QPointF(x - numbers.horizontalAdvance(tick.label) / 2, m_axisY + 8 + numbers.ascent()),
            tick.label);
    }
    const double footer = m_axisY + AxisHeight + numbers.ascent() + 6;
    // Whoever did not choose the steps is told why they are there.
    const QString time = m_ruler.origin == 0
        ? Words::tr("Time (%1)").arg(m_ruler.unit)
        : Words::tr("Time after %1 (%2)")
              .arg(wholeInstantText(trace::Time{m_ruler.origin}), m_ruler.unit);
    const QString axis = m_kind == AxisKind::Clock ? time
        : m_options.axis                           ? Words::tr("Steps")
                         : Words::tr("Steps: the whole run happens at one instant");
    painter.drawText(QPointF(left + (m_axis.width() - numbers.horizontalAdvance(axis)) / 2, footer),
                     axis);
    const QFontMetricsF small(m_fonts.label);
    painter.setFont(m_fonts.label);
    painter.setPen(theme.text3);
    painter.drawText(QPointF(Margin, footer), footnote());
    const QString program = QStringLiteral("Coroscope");
    painter.drawText(QPointF(m_size.width() - Margin - small.horizontalAdvance(program), footer),
                     program);
}

} // namespace views
