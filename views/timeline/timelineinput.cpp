#include "views/model/groupname.h"
#include "views/model/onelinetext.h"
#include "views/rows/nestedpainter.h"
#include "views/timeline/gutterpainter.h"
#include "views/timeline/timelineview_p.h"

#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTimerEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr int HoverDelay = 150; // ms
constexpr double SnapReach = 6; // px
constexpr double WheelNotch = 120;

} // namespace

std::optional<SegmentRef> TimelineView::Private::segmentUnder(const QPointF &point) const
{
    if (isEmpty() || !geometry.rows.contains(point.toPoint()))
        return {};
    const auto row = rowUnder(point);
    if (!row || layout.rows()[*row].kind == TimelineLayout::Row::Kind::Header)
        return {};
    const trace::TaskId task = layout.rows()[*row].task;
    const TimeAxis shown = axis();
    const double x = point.x() - geometry.rows.left();
    const auto found = model->segmentAt(task, shown.toUnits(x), axisKind());
    // An end cap stands beside the last instant and belongs to it.
    return found;
}

Units TimelineView::Private::snapped(const QPointF &point, bool snap) const
{
    const TimeAxis shown = axis();
    const double x = point.x() - geometry.rows.left();
    const Units at = shown.toUnits(x);
    const auto segment = snap ? segmentUnder(point) : std::nullopt;
    if (!segment)
        return std::clamp(at, Units{0}, runLimits().end);
    Units best = at;
    double reach = SnapReach;
    for (const Units edge :
         {model->start(*segment, axisKind()), model->end(*segment, axisKind())}) {
        const double distance = std::abs(shown.toX(edge) - x);
        if (distance < reach) {
            reach = distance;
            best = edge;
        }
    }
    return best;
}

void TimelineView::Private::toggleGroup(std::size_t group)
{
    const QString name = groupName(*model, model->groups()[group]);
    if (!collapsed.erase(name))
        collapsed.insert(name);
    rebuildLayout();
    Q_EMIT q->besideChanged();
}

void TimelineView::Private::toggleTask(trace::TaskId task)
{
    const QString label = model->label(task);
    if (!unfolded.erase(label))
        unfolded.insert(label);
    rebuildLayout();
    const AwaitSpans *spans = nested.of(task);
    if (spans != nullptr && spans->levels().empty()) {
        unfolded.erase(label);
        rebuildLayout();
        Q_EMIT q->hinted(
            TimelineView::tr("%1 awaits no coroutine of its own in which it suspends.").arg(label));
    }
    Q_EMIT q->besideChanged();
}

bool TimelineView::Private::isFoldSign(const TimelineLayout::Row &row, const QPointF &point) const
{
    constexpr double Reach = 7;
    const auto x = GutterPainter::foldSignX(row);
    return row.kind == TimelineLayout::Row::Kind::Task && x && std::abs(point.x() - *x) <= Reach
        && (nested.of(row.task) != nullptr || hasNested(*model, row.task));
}

const TimelineLayout::Row *TimelineView::Private::coroutinesUnder(const QPointF &point) const
{
    const auto row = rowUnder(point);
    return row && layout.rows()[*row].kind == TimelineLayout::Row::Kind::Coroutines
        ? &layout.rows()[*row]
        : nullptr;
}

std::optional<std::size_t> TimelineView::Private::foldedUnder(const QPointF &point) const
{
    if (isEmpty() || !geometry.rows.contains(point.toPoint()))
        return {};
    const auto row = rowUnder(point);
    if (!row || !layout.isFolded(*model, layout.rows()[*row]))
        return {};
    return layout.rows()[*row].group;
}

std::optional<SegmentSummary> TimelineView::Private::summaryUnder(const QPointF &point) const
{
    const Units at = axis().toUnits(point.x() - geometry.rows.left());
    if (const auto group = foldedUnder(point))
        return summaryOf(*model, model->groups()[*group],
                         oneLine(groupName(*model, model->groups()[*group])),
                         model->positionAt(at, axisKind()));
    const auto segment = segmentUnder(point);
    if (!segment)
        return {};
    const TimelineLayout::Row *row = coroutinesUnder(point);
    if (row == nullptr)
        return summaryOf(*model, *segment, cursor(), theme);
    const AwaitSpan *span = spanAt(*model, nested, *row, at, axisKind());
    if (span == nullptr)
        return {};
    return summaryOf(*model, row->task, *span);
}

void TimelineView::Private::press(QMouseEvent *event)
{
    hideCard();
    menuGroup.reset();
    pointAt({});
    q->setFocus(Qt::MouseFocusReason);
    const QPointF point = event->position();
    pressed = last = point;
    history.settle();
    if (isEmpty())
        return;
    const auto edge = event->button() == Qt::LeftButton ? geometry.edgeAt(point.toPoint())
                                                        : TimelineGeometry::Edge::None;
    if (event->button() == Qt::MiddleButton) {
        dragging = Drag::Pan;
    } else if (event->button() == Qt::RightButton) {
        dragging = Drag::Menu;
    } else if (edge != TimelineGeometry::Edge::None) {
        dragging = edge == TimelineGeometry::Edge::Gutter ? Drag::Gutter : Drag::Tracks;
    } else if (geometry.overview.contains(point.toPoint())) {
        pressOverview(point.x());
    } else if (const RunMark *mark = markUnder(point)) {
        state->setCursor(mark->position);
    } else if (const FindingPlace *place
               = event->button() == Qt::LeftButton ? findingUnder(point) : nullptr) {
        Q_EMIT q->findingActivated(place->finding, place->part);
    } else if (geometry.ruler.contains(point.toPoint())) {
        dragging = Drag::Cursor;
        drag(event);
    } else if (geometry.plots().contains(point.toPoint())) {
        anchor = snapped(point, !(event->modifiers() & Qt::AltModifier));
        dragging = event->modifiers() & Qt::ShiftModifier ? Drag::Pan
            : event->modifiers() & Qt::ControlModifier    ? Drag::ZoomRange
                                                          : Drag::Press;
    } else if (geometry.gutterOf(geometry.rows).contains(point.toPoint())) {
        const auto row = rowUnder(point);
        if (!row)
            return;
        if (layout.rows()[*row].kind == TimelineLayout::Row::Kind::Header)
            toggleGroup(layout.rows()[*row].group);
        else if (isFoldSign(layout.rows()[*row], point))
            toggleTask(layout.rows()[*row].task);
        else if (!choices.empty())
            choose(layout.rows()[*row].task);
        else
            selectTask(layout.rows()[*row].task);
    }
    if (dragging == Drag::Pan)
        q->setCursor(Qt::ClosedHandCursor);
}

void TimelineView::Private::pressOverview(double x)
{
    const TimeAxis whole = overview.axis(*model, axisKind());
    grabbed = range;
    anchor = overview.unitsAt(x, whole);
    switch (overview.gripAt(x, whole, range)) {
    case Overview::Grip::Left:
        dragging = Drag::OverviewLeft;
        break;
    case Overview::Grip::Right:
        dragging = Drag::OverviewRight;
        break;
    case Overview::Grip::None: {
        const Units begin = anchor - range.length() / 2;
        moveTo({begin, begin + range.length()}, RangeHistory::Move::Jump);
        grabbed = range;
        leaveEnd();
        dragging = Drag::OverviewBrush;
        break;
    }
    case Overview::Grip::Brush:
        dragging = Drag::OverviewBrush;
        break;
    }
}

void TimelineView::Private::dragOverview(double x)
{
    const TimeAxis whole = overview.axis(*model, axisKind());
    const Units moved = overview.unitsAt(x, whole) - anchor;
    const Units least = std::max<Units>(axis().shortest(), std::llround(whole.unitsPerPixel() * 3));
    UnitRange wanted = grabbed;
    if (dragging != Drag::OverviewRight)
        wanted.begin += moved;
    if (dragging != Drag::OverviewLeft)
        wanted.end += moved;
    if (dragging == Drag::OverviewLeft)
        wanted.begin = std::min(wanted.begin, wanted.end - least);
    if (dragging == Drag::OverviewRight)
        wanted.end = std::max(wanted.end, wanted.begin + least);
    moveTo(wanted, RangeHistory::Move::Drag);
    leaveEnd();
}

void TimelineView::Private::drag(QMouseEvent *event)
{
    const QPointF point = event->position();
    const QPointF moved = point - last;
    switch (dragging) {
    case Drag::None:
        hover(point);
        return;
    case Drag::Press:
        if (std::abs(point.x() - pressed.x()) < QApplication::startDragDistance())
            return;
        dragging = Drag::Measure;
        [[fallthrough]];
    case Drag::Measure:
    case Drag::ZoomRange: {
        const Units at = snapped(point, !(event->modifiers() & Qt::AltModifier));
        state->setMeasure(
            UnitRange{std::min(anchor, at), std::max({anchor, at, std::min(anchor, at) + 1})});
        break;
    }
    case Drag::Menu:
        if ((point - pressed).manhattanLength() < QApplication::startDragDistance())
            return;
        dragging = Drag::Pan;
        q->setCursor(Qt::ClosedHandCursor);
        [[fallthrough]];
    case Drag::Pan:
        pan(-moved.x(), RangeHistory::Move::Drag);
        scrollTo(scroll - moved.y());
        break;
    case Drag::Cursor: {
        const double x = std::clamp(point.x() - geometry.rows.left(), 0.0, axis().width());
        state->setCursor(model->positionAt(axis().toUnits(x), axisKind()));
        break;
    }
    case Drag::Gutter:
    case Drag::Tracks:
        resizeEdge(point.toPoint());
        break;
    case Drag::OverviewLeft:
    case Drag::OverviewRight:
    case Drag::OverviewBrush:
        dragOverview(point.x());
        break;
    }
    last = point;
}

void TimelineView::Private::release(QMouseEvent *event)
{
    const Drag was = std::exchange(dragging, Drag::None);
    history.settle();
    if (was == Drag::Pan)
        q->unsetCursor();
    if (was == Drag::Press) {
        click(event->position());
    } else if (was == Drag::Menu) {
        requestMenu(event->position());
    } else if (was == Drag::ZoomRange && measure) {
        const UnitRange wanted = *measure;
        state->setMeasure({});
        if (axis().toX(wanted.end) - axis().toX(wanted.begin) < QApplication::startDragDistance())
            return;
        const Units least = axis().shortest();
        moveTo({wanted.begin, std::max(wanted.end, wanted.begin + least)},
               RangeHistory::Move::Jump);
        leaveEnd();
    }
}

void TimelineView::Private::choose(trace::TaskId task)
{
    if (std::find(choices.begin(), choices.end(), task) != choices.end())
        Q_EMIT q->taskChosen(task);
    else
        selectTask(task);
}

void TimelineView::Private::click(const QPointF &point)
{
    const ViewState::OneMove move(state);
    state->setMeasure({});
    const auto row = rowUnder(point);
    if (!choices.empty() && geometry.rows.contains(point.toPoint()) && row
        && layout.rows()[*row].kind != TimelineLayout::Row::Kind::Header)
        return choose(layout.rows()[*row].task);
    state->setCursor(
        model->positionAt(axis().toUnits(point.x() - geometry.rows.left()), axisKind()));
    if (geometry.rows.contains(point.toPoint()))
        select(segmentUnder(point));
    q->update();
}

void TimelineView::Private::doubleClick(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (isEmpty() || event->button() != Qt::LeftButton)
        return;
    if (const auto edge = geometry.edgeAt(point); edge != TimelineGeometry::Edge::None) {
        // As it comes again.
        (edge == TimelineGeometry::Edge::Gutter ? wishes.gutter : wishes.queues) = 0;
        updateGeometry();
    } else if (geometry.overview.contains(point)) {
        q->fitAll();
    } else if (geometry.rows.contains(point)) {
        if (selection)
            q->fitSelection();
    } else if (geometry.gutterOf(geometry.rows).contains(point)) {
        const auto row = rowUnder(event->position());
        if (!row)
            return;
        if (layout.rows()[*row].kind == TimelineLayout::Row::Kind::Header)
            toggleGroup(layout.rows()[*row].group);
        else if (isFoldSign(layout.rows()[*row], event->position()))
            toggleTask(layout.rows()[*row].task);
        else
            Q_EMIT q->taskActivated(layout.rows()[*row].task);
    }
}

void TimelineView::Private::hover(const QPointF &point)
{
    const auto before = segmentUnder(hovered);
    const TimelineLayout::Row *rowBefore = coroutinesUnder(hovered);
    hovered = point;
    const auto now = segmentUnder(point);
    if (geometry.overview.contains(point.toPoint()) && !isEmpty()) {
        const auto grip = overview.gripAt(point.x(), overview.axis(*model, axisKind()), range);
        q->setCursor(grip == Overview::Grip::Left || grip == Overview::Grip::Right
                         ? Qt::SizeHorCursor
                         : grip == Overview::Grip::Brush ? Qt::OpenHandCursor
                                                         : Qt::ArrowCursor);
    } else if (const auto edge = geometry.edgeAt(point.toPoint());
               edge != TimelineGeometry::Edge::None && !isEmpty()) {
        q->setCursor(edge == TimelineGeometry::Edge::Gutter ? Qt::SplitHCursor : Qt::SplitVCursor);
    } else if (findingUnder(point) != nullptr) {
        // What there is to say of it comes as a tool tip.
        q->setCursor(Qt::PointingHandCursor);
        hideCard();
        return;
    } else {
        q->unsetCursor();
    }
    if (now && now == before && coroutinesUnder(point) == rowBefore
        && (card->isVisible() || hoverTimer.isActive()))
        return;
    hideCard();
    if (now || foldedUnder(point))
        hoverTimer.start(HoverDelay, q);
}

void TimelineView::Private::showCard()
{
    const auto summary = summaryUnder(hovered);
    if (!summary)
        return;
    const TimelineLayout::Row &place = layout.rows()[*rowUnder(hovered)];
    const QRect rowRect(geometry.rows.left(), static_cast<int>(topOf(place)), geometry.rows.width(),
                        place.height);
    card->present(*summary, rowRect, static_cast<int>(hovered.x()), geometry.rows);
    Q_EMIT q->hinted(place.kind == TimelineLayout::Row::Kind::Header
                         ? summary->line()
                         : QStringLiteral("%1: %2").arg(model->label(place.task), summary->line()));
}

void TimelineView::Private::hideCard()
{
    hoverTimer.stop();
    if (!card || !card->isVisible())
        return;
    card->hide();
    Q_EMIT q->hinted({});
}

void TimelineView::Private::wheel(QWheelEvent *event)
{
    const QPointF point = event->position();
    const QPoint pixels = event->pixelDelta();
    const QPoint angle = event->angleDelta();
    const double vertical = pixels.isNull() ? angle.y() : pixels.y() * 2.0;
    const double sideways = pixels.isNull() ? angle.x() : pixels.x() * 2.0;
    if (isEmpty())
        return;
    hideCard();
    if (event->modifiers() & Qt::ControlModifier) {
        const double x = std::clamp(point.x() - geometry.rows.left(), 0.0, axis().width());
        zoom(std::pow(1.25, (vertical != 0 ? vertical : sideways) / WheelNotch), x,
             RangeHistory::Move::Wheel);
    } else if (event->modifiers() & Qt::ShiftModifier) {
        pan(-(vertical != 0 ? vertical : sideways) / WheelNotch * 80, RangeHistory::Move::Wheel);
    } else {
        const bool overQueues = geometry.hidden > 0 && point.y() >= geometry.queues.top()
            && point.y() <= geometry.queues.bottom();
        if (std::abs(sideways) <= std::abs(vertical) && overQueues)
            queuesBar->setValue(queuesBar->value()
                                - static_cast<int>(std::lround(vertical / WheelNotch * 40)));
        else if (std::abs(sideways) > std::abs(vertical))
            pan(-sideways / WheelNotch * 80, RangeHistory::Move::Wheel);
        else
            scrollTo(scroll - vertical / WheelNotch * 3 * layout.options().rowHeight);
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    d->press(event);
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    d->drag(event);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    d->release(event);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    d->doubleClick(event);
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    d->wheel(event);
}

void TimelineView::leaveEvent(QEvent *event)
{
    d->hideCard();
    d->hovered = {};
    QWidget::leaveEvent(event);
}

void TimelineView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == d->hoverTimer.timerId()) {
        d->hoverTimer.stop();
        d->showCard();
    } else {
        QWidget::timerEvent(event);
    }
}

} // namespace views
