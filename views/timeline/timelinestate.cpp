#include "views/timeline/timelineview_p.h"
#include "views/words/numbertext.h"
#include "views/words/segmenttext.h"

#include <QLineEdit>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {

namespace {

constexpr double LeftRoom = 10; // before what is fitted into the view
constexpr double RightRoom = 34; // after it
constexpr int ScrollBarWidth = 10;
constexpr int GhostRowHeight = 28; // so that a strip stands clear of the bar
constexpr Units Second = 1'000'000'000;

} // namespace

TimeAxis TimelineView::Private::axis() const
{
    return {axisKind(), range, static_cast<double>(std::max(1, geometry.rows.width()))};
}

UnitRange TimelineView::Private::runLimits() const
{
    return {0, std::max<Units>(1, reach())};
}

Units TimelineView::Private::reach() const
{
    return std::max(document ? document->reach(axisKind()) : Units{0}, ghostEnd());
}

UnitRange TimelineView::Private::fitted() const
{
    if (!model)
        return {0, axisKind() == AxisKind::Clock ? Second : UnitsPerStep};
    return Overview::fitted(*model, axisKind(), std::max(1, geometry.rows.width()), reach());
}

Position TimelineView::Private::cursor() const
{
    return state->cursor();
}

void TimelineView::Private::follow(const RunDocument::Change &change)
{
    spent += change.took;
    changedFrom(change.from);
    const bool deeper = nested.advance(*model);
    if (model->queues().size() != change.queues)
        updateGeometry();
    else if (model->taskCount() != change.tasks || deeper)
        rebuildLayout();
    if (live && following)
        followEnd();
    else if (!chosen && !live)
        setRange(fitted());
    if (selection) {
        auto found = arrowsFor(*model, *selection, axisKind());
        if (found != arrows) {
            arrows = std::move(found);
            Q_EMIT q->besideChanged();
        }
    }
    q->update();
}

const RunModel *TimelineView::Private::referenceModel() const
{
    return reference ? reference->wholeModel().get() : nullptr;
}

GhostScene TimelineView::Private::ghostScene(double scrolled) const
{
    return {model, referenceModel(), comparison.get(), &layout, axis(), scrolled, referenceLabel};
}

Units TimelineView::Private::ghostEnd() const
{
    const RunModel *ghost
        = ghostShown && axisKind() == AxisKind::Clock ? referenceModel() : nullptr;
    return ghost != nullptr ? ghost->end(AxisKind::Clock) : 0;
}

/// There is another ghost, or none any more: the picture reaches to its end too.
void TimelineView::Private::ghostMoved()
{
    overview.setReach(reach());
    rebuildLayout();
    if (model && !chosen && !(live && following))
        setRange(fitted());
    q->update();
}

void TimelineView::Private::followReference()
{
    if (ghostShown)
        ghostMoved();
    q->update();
    Q_EMIT q->besideChanged();
}

void TimelineView::Private::forgetComparison()
{
    comparison.reset();
    ghostCanvases = {};
}

void TimelineView::Private::changedFrom(const Position &position)
{
    const Units at = model->at(position, axisKind());
    for (const auto &canvas : rowsCanvases)
        canvas->changedFrom(at);
    for (DepthSamples &depth : depths)
        depth.changedFrom(at);
    for (LoadSamples &load : loads)
        load.changedFrom(at);
    overview.invalidate();
}

void TimelineView::Private::rebuildLayout()
{
    if (!model) {
        layout = {};
        updateScrollBar();
        updateUnderRows();
        updateFilterField();
        return;
    }
    TimelineLayout::Options options;
    options.collapsed = collapsed;
    options.order = order;
    options.pinned = pinned;
    options.unfolded = unfolded;
    options.filter = filter;
    nested.unfold(*model, unfolded);
    const int readable = readableRowHeight(fonts);
    int tallest = std::max(readable, geometry.compact ? 20 : 24);
    if (ghostShown && reference)
        tallest = std::max(tallest, GhostRowHeight);
    if (tallRows)
        tallest = RowHeights.front();
    options.rowHeight = wantedRowHeight > 0
        ? wantedRowHeight
        : TimelineLayout::fittingRowHeight(*model, options, geometry.rows.height(), tallest,
                                           allRows ? 1 : readable, &nested);
    options.headerHeight = headerHeightFor(options.rowHeight);
    layout = TimelineLayout(*model, options, &nested);
    for (const auto &canvas : rowsCanvases)
        canvas->clear();
    ghostCanvases = {};
    overview.invalidate();
    updateScrollBar();
    updateUnderRows();
    updateFilterField();
}

void TimelineView::Private::updateGeometry()
{
    const bool seen = selection && isInSight(selection->task);
    tracks = model ? tracksOf(*model, trackChoice) : std::vector<TrackId>();
    const bool ready = trackChoice.has(TrackId::Kind::Ready);
    const int scrolled = static_cast<int>(tracks.size()) - (ready && model ? 1 : 0);
    geometry = TimelineGeometry(q->size(), scrolled, wishes, ready);
    overview.setArea(geometry.overview);
    overview.invalidate();
    const QRect place = geometry.gutterOf(geometry.ruler);
    filterField->setGeometry(place.adjusted(8, 3, -12, -3));
    bar->setGeometry(geometry.rows.right() - ScrollBarWidth, geometry.rows.top() + 2,
                     ScrollBarWidth, geometry.rows.height() - 4);
    updateQueuesBar();
    rebuildLayout();
    // What comes under the rows does not push what it is about out of sight.
    if (seen)
        scrollToRow(selection->task);
}

void TimelineView::Private::updateQueuesBar()
{
    const int hidden = geometry.queues.height() > 0 ? geometry.hidden : 0;
    queuesBar->setGeometry(geometry.queues.right() - ScrollBarWidth, geometry.queues.top() + 2,
                           ScrollBarWidth, std::max(0, geometry.queues.height() - 4));
    queuesBar->setRange(0, hidden);
    queuesBar->setPageStep(std::max(1, geometry.queues.height()));
    queuesBar->setSingleStep(20);
    queuesBar->setVisible(hidden > 0);
}

void TimelineView::Private::resizeEdge(const QPoint &point)
{
    TimelineGeometry::Wishes wanted = wishes;
    if (dragging == Drag::Gutter)
        wanted.gutter = std::max(1, point.x());
    else
        wanted.queues = std::max(1, geometry.queues.bottom() + 1 - point.y());
    setWishes(wanted);
}

void TimelineView::Private::setWishes(const TimelineGeometry::Wishes &wanted)
{
    const bool whole = !chosen && model && !(live && following);
    wishes = wanted;
    updateGeometry();
    if (whole)
        setRange(fitted());
    q->update();
}

void TimelineView::Private::updateFilterField()
{
    const std::size_t tasks = model ? model->taskCount() : 0;
    filterField->setVisible(tasks > 0);
    filterField->setPlaceholderText(TimelineView::tr("Filter %1").arg(taskCountText(tasks)));
}

void TimelineView::Private::updateScrollBar()
{
    const int most = std::max(0, layout.height() - geometry.rows.height());
    bar->setRange(0, most);
    bar->setPageStep(std::max(1, geometry.rows.height() - staying()));
    bar->setSingleStep(layout.options().rowHeight);
    bar->setVisible(most > 0);
    scroll = std::clamp(scroll, 0.0, static_cast<double>(most));
    bar->setValue(static_cast<int>(scroll));
    q->update();
}

void TimelineView::Private::updateUnderRows()
{
    const QRect free
        = geometry.rows.adjusted(0, std::min(layout.height(), geometry.rows.height()), 0, 0);
    if (std::exchange(underRows, free) != free)
        Q_EMIT q->underRowsChanged();
}

std::optional<std::size_t> TimelineView::Private::rowUnder(const QPointF &point) const
{
    const double y = point.y() - geometry.rows.top();
    return layout.rowAt(y < staying() ? y : y + scroll);
}

double TimelineView::Private::topOf(const TimelineLayout::Row &row) const
{
    return geometry.rows.top() + row.top - (row.bottom() <= staying() ? 0 : scroll);
}

void TimelineView::Private::scrollTo(double y)
{
    bar->setValue(static_cast<int>(std::lround(y)));
}

void TimelineView::Private::setRange(const UnitRange &anywhere)
{
    const UnitRange wanted = rowsCanvases.front()->snapped(anywhere);
    if (wanted == range || wanted.length() < 1)
        return;
    quiet = true;
    state->setVisibleRange(wanted);
    quiet = false;
    hideCard();
    q->update();
}

void TimelineView::Private::rangeMoved(const UnitRange &wanted, const UnitRange &before)
{
    history.leave(before, RangeHistory::Move::Jump);
    chosen = true;
    setRange(wanted);
    hideCard();
    q->update();
}

void TimelineView::Private::axisMoved(AxisKind before)
{
    history.clear();
    overview.reset();
    overview.setReach(reach());
    setRange(model && chosen ? model->units(model->times(range, before), axisKind()) : fitted());
    if (model && selection)
        arrows = arrowsFor(*model, *selection, axisKind());
    q->update();
    Q_EMIT q->besideChanged();
}

void TimelineView::Private::moveTo(const UnitRange &wanted, RangeHistory::Move move)
{
    if (wanted == range)
        return;
    history.leave(range, move);
    chosen = true;
    setRange(wanted);
}

void TimelineView::Private::zoom(double factor, double x, RangeHistory::Move move)
{
    moveTo(axis().zoomed(factor, x, fitted().length() * 3 / 2), move);
    if (live && following)
        followEnd();
}

void TimelineView::Private::pan(double pixels, RangeHistory::Move move)
{
    const UnitRange run = runLimits();
    const Units margin = range.length() / 2;
    moveTo(axis().panned(pixels, {run.begin - margin, run.end + margin}), move);
    leaveEnd();
}

void TimelineView::Private::fit(const UnitRange &wanted)
{
    const double room = LeftRoom + RightRoom;
    const double width = std::max(room + 1, axis().width());
    const double scale = static_cast<double>(wanted.length()) / (width - room);
    const Units begin = wanted.begin - std::llround(LeftRoom * 2 * scale);
    const Units length = std::max<Units>(
        axis().shortest(), std::llround(static_cast<double>(wanted.length()) + room * scale));
    moveTo({begin, begin + length}, RangeHistory::Move::Jump);
    leaveEnd();
}

void TimelineView::Private::followEnd()
{
    const bool clock = axisKind() == AxisKind::Clock;
    const Units end = model->end(axisKind());
    const Units shortest = clock ? 5 * Second : 24 * UnitsPerStep;
    const Units longest = clock ? 30 * Second : 96 * UnitsPerStep;
    const Units length = chosen ? range.length() : std::clamp(end + end / 16, shortest, longest);
    const Units until = std::max(end + length / 16, length - length / 64);
    setRange({until - length, until});
}

void TimelineView::Private::leaveEnd()
{
    if (live && following)
        q->setFollowing(false);
}

bool TimelineView::Private::isInSight(trace::TaskId task) const
{
    const auto row = layout.rowOf(task);
    if (!row)
        return false;
    const TimelineLayout::Row &place = layout.rows()[*row];
    return place.bottom() <= staying()
        || (place.top >= scroll + staying() && place.bottom() <= scroll + geometry.rows.height());
}

void TimelineView::Private::scrollToRow(trace::TaskId task)
{
    const auto row = layout.rowOf(task);
    if (!row)
        return;
    const TimelineLayout::Row &place = layout.rows()[*row];
    const int height = geometry.rows.height();
    if (place.bottom() <= staying())
        return;
    if (place.top < scroll + staying())
        scrollTo(place.top - staying() - 4);
    else if (place.bottom() > scroll + height)
        scrollTo(place.bottom() - height + 4);
}

void TimelineView::Private::reveal(const SegmentRef &segment)
{
    scrollToRow(segment.task);
    const Units begin = model->start(segment, axisKind());
    const Units end = model->end(segment, axisKind());
    if (begin >= range.end || end <= range.begin) {
        const Units centre = begin + std::min(end - begin, range.length()) / 2;
        moveTo({centre - range.length() / 2, centre - range.length() / 2 + range.length()},
               RangeHistory::Move::Keys);
        leaveEnd();
    }
}

void TimelineView::Private::select(const std::optional<SegmentRef> &segment)
{
    menuGroup.reset();
    pointAt({});
    quiet = true;
    state->setSelectedSegment(segment);
    quiet = false;
    showSelection();
}

void TimelineView::Private::showSelection()
{
    const bool shown = model && selection;
    arrows = shown ? arrowsFor(*model, *selection, axisKind()) : std::vector<WakeArrow>();
    const QString text = shown
        ? QStringLiteral("%1: %2").arg(model->label(selection->task),
                                       summaryOf(*model, *selection, cursor(), theme).line())
        : QString();
    q->setAccessibleDescription(text);
    Q_EMIT q->hinted(text);
    Q_EMIT q->besideChanged();
    q->update();
}

void TimelineView::Private::findArrowsInSight()
{
    constexpr double Stretch = 8; // pixels within which arrows are bundled
    constexpr std::size_t Most = 400;
    constexpr std::size_t MostOfGroup = 200; // that is folded
    Sight now{model->records(), range, axisKind(), {}};
    for (const RowsBand &band : bands()) {
        for (std::size_t i = layout.firstBelow(band.scroll);
             i < layout.rows().size() && layout.rows()[i].top < band.scroll + band.place.height();
             ++i) {
            const TimelineLayout::Row &row = layout.rows()[i];
            const auto &group = model->groups()[row.group].tasks;
            if (row.kind == TimelineLayout::Row::Kind::Task)
                now.tasks.push_back(row.task);
            if (layout.isFolded(*model, row))
                now.tasks.insert(
                    now.tasks.end(), group.begin(),
                    group.begin()
                        + static_cast<std::ptrdiff_t>(std::min(MostOfGroup, group.size())));
        }
    }
    if (now == arrowsSight)
        return;
    arrowsSight = std::move(now);
    const Legend::Beside before = q->beside();
    const auto width = static_cast<Units>(axis().unitsPerPixel() * Stretch) + 1;
    arrowsInSight = arrowsIn(*model, arrowsSight.tasks, range, axisKind(), width, Most);
    // Not now: this is a part of painting.
    if (q->beside() != before)
        QMetaObject::invokeMethod(q, &TimelineView::besideChanged, Qt::QueuedConnection);
}

void TimelineView::Private::selectTask(std::optional<trace::TaskId> task)
{
    if (!model || !task || static_cast<std::size_t>(*task) >= model->taskCount()) {
        select({});
        return;
    }
    const std::size_t segment = model->track(*task).segmentAfter(cursor().records);
    select(SegmentRef{*task, segment == TaskTrack::None ? 0 : segment});
    reveal(*selection);
}

} // namespace views
