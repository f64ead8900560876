#include "views/depth/depthpainter.h"
#include "views/depth/loadpainter.h"
#include "views/rows/nestedpainter.h"
#include "views/rows/overlaypainter.h"
#include "views/style/savedpainter.h"
#include "views/timeline/emptyplace.h"
#include "views/timeline/gutterpainter.h"
#include "views/timeline/rulerpainter.h"
#include "views/timeline/timelineview_p.h"
#include "views/words/numbertext.h"
#include "views/words/segmenttext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace views {

namespace {

// A frame has 8 ms. What rows and new labels cannot be painted by then, counted from its beginning,
// comes in the next one; the rest is for bringing them to the screen.
constexpr std::chrono::microseconds RowsUntil{4000};

} // namespace

void TimelineView::Private::paintEmpty(QPainter &painter, const QString &title,
                                       const QString &text) const
{
    const QRectF area = geometry.rows;
    const QFontMetricsF bold(fonts.textBold);
    const double y = std::max(area.top() + 40.0, area.center().y() - 40);
    drawGlyph(painter, filter.isEmpty() ? Glyph::Play : Glyph::Question, {area.center().x(), y}, 24,
              theme.text3, 1.1);
    painter.setFont(fonts.textBold);
    painter.setPen(theme.text1);
    painter.drawText(QRectF(area.left() + 16, y + 22, area.width() - 32, bold.height()),
                     Qt::AlignCenter, title);
    painter.setFont(fonts.second);
    painter.setPen(theme.text2);
    painter.drawText(QRectF(area.left() + 16, y + 26 + bold.height(), area.width() - 32, 60),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text);
}

void TimelineView::Private::paintOverview(QPainter &painter)
{
    painter.fillRect(geometry.overview, theme.canvas);
    overview.draw(painter, *model, layout, axisKind(), range, cursor(), theme,
                  q->devicePixelRatioF());
    const TimeAxis whole = overview.axis(*model, axisKind());
    MarkPainter(theme, fonts, *model, document->marks())
        .drawNotches(painter, whole, geometry.overview);
    if (findings)
        FindingPainter(theme, *model, *findings).drawTicks(painter, whole, geometry.overview);
    if (!overview.isExact())
        q->update();
}

std::vector<MarkPainter::Place> TimelineView::Private::marksInSight() const
{
    if (document->marks().empty())
        return {};
    const QRectF flag
        = RulerPainter(theme, fonts).flagRect(*model, axis(), cursor(), geometry.ruler);
    return MarkPainter(theme, fonts, *model, document->marks())
        .places(axis(), geometry.ruler, flag);
}

const RunMark *TimelineView::Private::markUnder(const QPointF &point) const
{
    if (isEmpty() || !geometry.ruler.contains(point.toPoint()))
        return nullptr;
    // A later one is painted over an earlier one.
    const RunMark *found = nullptr;
    for (const MarkPainter::Place &place : marksInSight()) {
        if (place.plate.adjusted(-3, -4, 3, 6).contains(point))
            found = place.mark;
    }
    return found;
}

void TimelineView::Private::paintMarks(QPainter &painter) const
{
    painter.save();
    painter.setClipRect(geometry.plots());
    MarkPainter(theme, fonts, *model, document->marks())
        .drawLines(painter, marksInSight(), geometry.plots());
    painter.restore();
}

std::vector<FindingPainter::Sign> TimelineView::Private::signsInSight() const
{
    if (!findings)
        return {};
    const FindingPainter finder(theme, *model, *findings);
    const TimeAxis shown = axis();
    std::vector<FindingPainter::Sign> signs;
    for (const RowsBand &band : bands()) {
        for (FindingPainter::Sign &sign :
             finder.signsInRows(layout, shown, band.scroll, band.place.size())) {
            sign.tip += band.place.topLeft();
            // None over the rows that stay of one that is hidden under them.
            if (sign.tip.y() >= band.place.top())
                signs.push_back(sign);
        }
    }
    for (std::size_t i = 0; i < geometry.tracks.size(); ++i) {
        if (geometry.sightOf(i).contains(geometry.tracks[i].topLeft())) {
            const auto own = finder.signsInTrack(tracks[i].queue, shown, geometry.tracks[i]);
            signs.insert(signs.end(), own.begin(), own.end());
        }
    }
    return signs;
}

void TimelineView::Private::paintFindings(QPainter &painter) const
{
    if (!findings)
        return;
    painter.save();
    painter.setClipRect(geometry.plots());
    FindingPainter(theme, *model, *findings).draw(painter, signsInSight());
    painter.restore();
}

const FindingPlace *TimelineView::Private::findingUnder(const QPointF &point) const
{
    if (isEmpty() || !geometry.plots().contains(point.toPoint()))
        return nullptr;
    for (const FindingPainter::Sign &sign : signsInSight()) {
        if (sign.reach().contains(point))
            return sign.place;
    }
    return nullptr;
}

void TimelineView::Private::paintRuler(QPainter &painter) const
{
    RulerPainter rulerPainter(theme, fonts);
    painter.fillRect(geometry.ruler, theme.canvas);
    const QRectF flag = rulerPainter.flagRect(*model, axis(), cursor(), geometry.ruler);
    const QString after = document->keepsBack() ? TimelineView::tr("what comes next is kept back")
        : model->hasLost()                      ? TimelineView::tr("after the end: for ever")
                                                : QString();
    const std::vector<MarkPainter::Place> marks = marksInSight();
    for (const MarkPainter::Place &mark : marks)
        rulerPainter.avoid(mark.plate);
    rulerPainter.draw(painter, ruler, *model, axis(), geometry.ruler, flag, after);
    if (isGhostDrawn()) {
        painter.save();
        painter.setClipRect(geometry.ruler);
        GhostPainter(theme, fonts, ghostScene(scroll)).drawPartingOnRuler(painter, geometry.ruler);
        painter.restore();
    }
    painter.save();
    painter.setClipRect(geometry.ruler);
    MarkPainter(theme, fonts, *model, document->marks()).drawFlags(painter, marks);
    painter.restore();
    rulerPainter.drawFlag(painter, *model, axis(), cursor(), geometry.ruler);
}

void TimelineView::Private::paintRows(QPainter &painter, const QDeadlineTimer &until)
{
    const QRect &rows = geometry.rows;
    if (rows.height() < 1)
        return;
    RowsScene scene;
    scene.model = model;
    scene.layout = &layout;
    scene.axis = axis();
    scene.ruler = ruler;
    scene.cursor = cursor();
    scene.selectedTask = state->selectedTask();
    scene.alsoSelected = state->alsoSelected();
    scene.keptBack = document->keepsBack();
    const std::vector<RowsBand> places = bands();
    std::vector<RowsPainter::Band> painted;
    for (std::size_t i = 0; i < places.size(); ++i)
        painted.push_back({places[i], rowsCanvases[places.size() - 1 - i].get()});
    painter.save();
    painter.setClipRect(rows);
    paintMixes(painter, until);
    paintNested(painter, scene);
    rowsPainter->paint(painter, scene, painted, q->devicePixelRatioF(), until);
    const auto isExact = [](const RowsPainter::Band &band) { return band.canvas->isExact(); };
    if (!std::all_of(painted.begin(), painted.end(), isExact) || !rowsPainter->hasAllLabels())
        q->update();
    if (isGhostDrawn())
        paintGhost(painter, until);
    if (!path.empty())
        paintPath(painter);
    const TimeAxis shown = axis();
    painter.translate(rows.topLeft());
    const OverlayPainter hand(theme, fonts, *model, layout, shown, scroll, staying());
    if (measure)
        hand.drawMeasure(painter, *measure, rows.height(), 6);
    if (wakes == WakesShown::All)
        hand.drawArrows(painter, arrowsInSight);
    if (selection) {
        hand.drawSelection(painter, *selection);
        if (wakes != WakesShown::None)
            hand.drawArrows(painter, arrows);
    }
    painter.restore();
}

void TimelineView::Private::paintMixes(QPainter &painter, const QDeadlineTimer &until)
{
    const TimeAxis shown = axis();
    for (const RowsBand &band : bands()) {
        const SavedPainter saved(painter);
        painter.setClipRect(band.place, Qt::IntersectClip);
        painter.translate(band.place.left(), band.place.top() - band.scroll);
        const auto &rows = layout.rows();
        for (std::size_t i = layout.firstBelow(band.scroll);
             i < rows.size() && rows[i].top < band.scroll + band.place.height(); ++i) {
            if (!layout.isFolded(*model, rows[i]))
                continue;
            GroupMix &mix = mixes[rows[i].group];
            mix.draw(painter, *model, model->groups()[rows[i].group].tasks, shown,
                     QRectF(0, rows[i].top, shown.width(), rows[i].height), q->devicePixelRatioF(),
                     theme, until);
            if (!mix.isExact())
                q->update();
        }
    }
}

void TimelineView::Private::paintNested(QPainter &painter, const RowsScene &scene) const
{
    for (const RowsBand &band : bands()) {
        const SavedPainter saved(painter);
        painter.setClipRect(band.place, Qt::IntersectClip);
        painter.translate(band.place.topLeft());
        RowsScene part = scene;
        part.scroll = band.scroll;
        NestedPainter(theme, fonts, nested).draw(painter, part, band.place.size());
    }
}

void TimelineView::Private::paintPath(QPainter &painter) const
{
    const TimeAxis shown = axis();
    for (const RowsBand &band : bands()) {
        const SavedPainter saved(painter);
        painter.setClipRect(band.place);
        painter.translate(band.place.topLeft());
        PathPainter(theme, *model, layout, shown, band.scroll)
            .draw(painter, path, band.place.size());
    }
}

/// The reference in the rows, and where the two runs part.
void TimelineView::Private::paintGhost(QPainter &painter, const QDeadlineTimer &until)
{
    const std::vector<RowsBand> places = bands();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const QRect &place = places[i].place;
        const SavedPainter saved(painter);
        painter.setClipRect(place);
        painter.translate(place.topLeft());
        const GhostPainter ghost(theme, fonts, ghostScene(places[i].scroll));
        if (GhostPainter::hasStrips(layout.options().rowHeight, axisKind())) {
            std::unique_ptr<RowsCanvas> &canvas = ghostCanvases[places.size() - 1 - i];
            if (!canvas)
                canvas = std::make_unique<RowsCanvas>(theme);
            ghost.drawStrips(painter, *canvas, place.size(), q->devicePixelRatioF(), until);
            if (!canvas->isExact())
                q->update();
            ghost.drawWords(painter, place.size());
            const auto free
                = views::emptyPlace(*model, layout, axis(), QRect(QPoint(), place.size()),
                                    places[i].scroll, ghost.labelSize());
            if (i + 1 == places.size())
                ghost.drawLabel(painter, place.size(),
                                free ? std::optional<QRectF>(free->room) : std::nullopt);
        }
        ghost.drawParting(painter, place.size());
    }
}

DepthSamples &TimelineView::Private::keptDepth(std::vector<DepthSamples> &kept, std::size_t place,
                                               const TrackId &track)
{
    kept.resize(std::max(kept.size(), place + 1));
    if (kept[place].track() != track)
        kept[place] = DepthSamples(track);
    return kept[place];
}

DepthScene TimelineView::Private::sceneOf(std::size_t place)
{
    DepthScene scene;
    scene.model = model;
    scene.track = tracks[place];
    scene.axis = axis();
    scene.pixels = &depthPixels;
    if (scene.track.isDepth()) {
        scene.reference = referenceModel();
        scene.referenceLabel = referenceLabel;
        scene.kept = {&keptDepth(depths, place, scene.track), &columnRecords};
        if (const auto other = scene.referenceTrack())
            scene.keptReference
                = {&keptDepth(referenceDepths, place, *other), &referenceColumnRecords};
    } else {
        LoadSamples &load = loads[scene.track.kind == TrackId::Kind::Busy ? 0 : 1];
        scene.kept = {nullptr, &columnRecords, &load};
    }
    return scene;
}

void TimelineView::Private::paintTracks(QPainter &painter)
{
    const TimeAxis shown = axis();
    const double end = shown.toX(model->end(axisKind()));
    const double cursorX = std::floor(shown.toX(model->at(cursor(), axisKind())));
    const GutterPainter gutter(theme, fonts, *model);
    for (std::size_t i = 0; i < geometry.tracks.size(); ++i) {
        const QRectF track = geometry.tracks[i];
        const QRect sight = geometry.sightOf(i);
        if (sight.isEmpty())
            continue;
        painter.save();
        painter.setClipRect(sight);
        if ((model->outcome() || document->keepsBack()) && end < track.width())
            painter.fillRect(QRectF(track.left() + std::max(0.0, end), track.top(), track.width(),
                                    track.height()),
                             theme.afterEnd);
        for (const RulerTick &tick : ruler.ticks) {
            if (tick.isMajor())
                painter.fillRect(QRectF(std::floor(track.left() + shown.toX(tick.at)), track.top(),
                                        1, track.height()),
                                 theme.grid);
        }
        painter.fillRect(QRectF(track.left() + cursorX - 1, track.top(), 3, track.height()),
                         haloOf(theme));
        painter.fillRect(QRectF(track.left() + cursorX, track.top(), 1, track.height()),
                         theme.accent);
        const DepthScene scene = sceneOf(i);
        const double margin = geometry.compact ? 9 : 12;
        const QRectF names = geometry.gutterOf(geometry.tracks[i]);
        const auto drawCurve = [&](const auto &curve, double above) {
            const QRectF plot = track.adjusted(0, above, 0, -margin);
            curve.draw(painter, plot);
            painter.setClipRect(geometry.gutterOf(sight));
            curve.drawNumbers(painter, plot, names.right() - 8);
        };
        if (scene.track.isDepth()) {
            const DepthPainter depth(theme, fonts, scene);
            drawCurve(depth, depth.isReferenceHigher() ? DepthPainter::RoomAbove : margin);
        } else {
            drawCurve(LoadPainter(theme, fonts, scene), margin);
        }
        gutter.drawTrackTitle(painter, scene, cursor(), names);
        painter.restore();
    }
}

void TimelineView::Private::paintGutter(QPainter &painter)
{
    const GutterPainter gutter(theme, fonts, *model);
    gutter.drawRunTitle(painter, geometry.gutterOf(geometry.overview), document->share(), note);
    GutterPainter::Rows rows;
    rows.layout = &layout;
    rows.records = cursor().records;
    rows.state = state;
    rows.compact = geometry.compact;
    rows.choices = choices;
    rows.nested = &nested;
    for (const RowsBand &band : bands()) {
        rows.scroll = band.scroll;
        gutter.drawRows(painter, rows, geometry.gutterOf(band.place));
    }
}

void TimelineView::Private::paint(QPainter &painter, const QRegion &dirty)
{
    const QRect all = q->rect();
    painter.fillRect(all, theme.canvas);
    const QRect head(0, 0, geometry.gutter, geometry.rows.top());
    painter.fillRect(head, theme.panel);
    if (isEmpty()) {
        painter.fillRect(all, theme.canvas);
        paintEmpty(
            painter, TimelineView::tr("Nothing has run yet"),
            TimelineView::tr("Choose a scenario and run it: every task becomes a row here."));
        return;
    }
    // What lies under a scroll bar or a card that has changed, too, is painted once more, alone.
    const bool isWhole = dirty.boundingRect().contains(geometry.rows);
    const std::chrono::nanoseconds left
        = isWhole ? RowsUntil - std::exchange(spent, {}) : std::chrono::nanoseconds(0);
    const QDeadlineTimer until(std::max<std::chrono::nanoseconds>(left, {}), Qt::PreciseTimer);
    ruler = Ruler::along(axis(), RulerPainter::spacing(axisKind(), fonts));
    if (dirty.intersects(geometry.overview))
        paintOverview(painter);
    if (dirty.intersects(geometry.ruler))
        paintRuler(painter);
    if (dirty.intersects(geometry.gutterOf(all)))
        paintGutter(painter);
    if (dirty.intersects(QRect(QPoint(0, geometry.rows.bottom()), all.bottomRight())))
        paintTracks(painter);
    if (dirty.intersects(geometry.rows)) {
        if (wakes == WakesShown::All)
            findArrowsInSight();
        paintRows(painter, until);
    }
    paintFindings(painter);
    paintMarks(painter);
    if (layout.rows().empty())
        paintEmpty(painter, TimelineView::tr("No task matches “%1”").arg(filter),
                   TimelineView::tr("The filter hides all %1. Esc clears it.")
                       .arg(taskCountText(model->taskCount())));

    painter.fillRect(geometry.gutter - 1, 0, 1, all.height(), theme.panelEdge);
    const auto across
        = [&](int y, const QColor &color) { painter.fillRect(0, y, all.width(), 1, color); };
    across(geometry.overview.bottom(), theme.line);
    across(geometry.ruler.bottom(), theme.panelEdge);
    if (staying() > 0)
        across(geometry.rows.top() + staying(), theme.panelEdge);
    for (std::size_t i = 0; i < geometry.tracks.size(); ++i) {
        if (geometry.sightOf(i).contains(geometry.tracks[i].topLeft()))
            across(geometry.tracks[i].top(), theme.line);
    }
    if (!geometry.tracks.empty())
        across(geometry.rows.bottom() + 1, theme.panelEdge);
    if (keyboardFocus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRect(QRectF(all).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    d->paint(painter, event->region());
}

} // namespace views
