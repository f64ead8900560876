#include "views/timeline/selectionmoves.h"
#include "views/timeline/timelinekeys.h"
#include "views/timeline/timelineview_p.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double KeyPan = 0.1; // of the width
constexpr int KeySize = 24; // pixels

} // namespace

double TimelineView::Private::zoomCentre() const
{
    const double width = axis().width();
    const QRect plots = geometry.plots();
    if (q->underMouse() && plots.contains(hovered.toPoint()))
        return hovered.x() - plots.left();
    if (model) {
        const double x = axis().toX(model->at(cursor(), axisKind()));
        if (x > 0 && x < width)
            return x;
    }
    return width / 2;
}

bool TimelineView::Private::moveSelection(TimelineCommand command)
{
    const Units middle = range.begin + range.length() / 2;
    const Units at = model->at(cursor(), axisKind());
    // Another row shows what its task does at the cursor, as all panels do.
    const bool staysAtCursor = (!selection || command == TimelineCommand::PreviousTask
                                || command == TimelineCommand::NextTask)
        && at >= range.begin && at < range.end;
    std::optional<SegmentRef> wanted;
    if (!selection) {
        const std::size_t row = staying() > 0 ? 0 : layout.firstBelow(scroll);
        for (std::size_t i = row; i < layout.rows().size() && !wanted; ++i) {
            if (layout.rows()[i].kind == TimelineLayout::Row::Kind::Task)
                wanted = model->segmentAt(layout.rows()[i].task, middle, axisKind());
        }
    } else {
        const Units begin = std::max(range.begin, model->start(*selection, axisKind()));
        const Units end = std::min(range.end, model->end(*selection, axisKind()));
        const Units within = begin + std::max<Units>(0, end - begin) / 2;
        switch (command) {
        case TimelineCommand::PreviousSegment:
            wanted = selection::previous(*model, *selection, axisKind());
            break;
        case TimelineCommand::NextSegment:
            wanted = selection::next(*model, *selection, axisKind());
            break;
        case TimelineCommand::PreviousTask:
            wanted = selection::inRow(*model, layout, selection->task, -1, within, axisKind());
            break;
        case TimelineCommand::NextTask:
            wanted = selection::inRow(*model, layout, selection->task, 1, within, axisKind());
            break;
        case TimelineCommand::Waker:
            wanted = selection::waker(*model, *selection);
            break;
        case TimelineCommand::Woken:
            wanted = selection::woken(*model, *selection);
            break;
        default:
            return false;
        }
    }
    if (!wanted)
        return true;
    const TaskTrack &track = model->track(wanted->task);
    const std::size_t now = track.segmentAfter(cursor().records);
    const ViewState::OneMove move(state);
    if (staysAtCursor && now != TaskTrack::None)
        wanted->index = now;
    else
        state->setCursor(
            {track.start(wanted->index), track.record(wanted->index) + std::size_t{1}});
    select(wanted);
    reveal(*wanted);
    return true;
}

bool TimelineView::perform(TimelineCommand command)
{
    constexpr double Step = 1.25;
    constexpr double Fast = 3;
    if (d->isEmpty())
        return false;
    d->hideCard();
    const double width = d->axis().width();
    const auto zoom = [this](double power) {
        d->zoom(std::pow(Step, power), d->zoomCentre(), RangeHistory::Move::Keys);
    };
    const auto pan = [this](double pixels) { d->pan(pixels, RangeHistory::Move::Keys); };
    switch (command) {
    case TimelineCommand::ZoomIn:
        zoom(1);
        return true;
    case TimelineCommand::ZoomInFast:
        zoom(Fast);
        return true;
    case TimelineCommand::ZoomOut:
        zoom(-1);
        return true;
    case TimelineCommand::ZoomOutFast:
        zoom(-Fast);
        return true;
    case TimelineCommand::PanLeft:
        pan(-width * KeyPan);
        return true;
    case TimelineCommand::PanLeftFast:
        pan(-width * KeyPan * Fast);
        return true;
    case TimelineCommand::PanRight:
        pan(width * KeyPan);
        return true;
    case TimelineCommand::PanRightFast:
        pan(width * KeyPan * Fast);
        return true;
    case TimelineCommand::ToStart:
        pan(d->axis().toX(0) - width / 20);
        return true;
    case TimelineCommand::ToEnd:
        pan(d->axis().toX(d->runLimits().end) - width * 0.95);
        return true;
    case TimelineCommand::PageUp:
        d->scrollTo(d->scroll - d->bar->pageStep());
        return true;
    case TimelineCommand::PageDown:
        d->scrollTo(d->scroll + d->bar->pageStep());
        return true;
    case TimelineCommand::FitAll:
        fitAll();
        return true;
    case TimelineCommand::FitSelection:
        fitSelection();
        return true;
    case TimelineCommand::Back:
        if (const auto there = d->history.back(d->range))
            d->setRange(*there);
        return true;
    case TimelineCommand::Forward:
        if (const auto there = d->history.forward(d->range))
            d->setRange(*there);
        return true;
    case TimelineCommand::NamesWider:
        d->setWishes({d->geometry.gutter + KeySize, d->wishes.queues, d->wishes.scroll});
        return true;
    case TimelineCommand::NamesNarrower:
        d->setWishes({d->geometry.gutter - KeySize, d->wishes.queues, d->wishes.scroll});
        return true;
    case TimelineCommand::TracksHigher:
    case TimelineCommand::TracksLower: {
        const int by = command == TimelineCommand::TracksHigher ? KeySize : -KeySize;
        const int height = std::max(1, d->geometry.queues.height() + by);
        d->setWishes({d->wishes.gutter, height, d->wishes.scroll});
        return true;
    }
    case TimelineCommand::HideTrack:
        return d->hideTrack();
    case TimelineCommand::SizesAsTheyCome:
        d->setWishes({});
        return true;
    case TimelineCommand::Filter:
        d->filterField->setFocus(Qt::ShortcutFocusReason);
        d->filterField->selectAll();
        return true;
    case TimelineCommand::Clear:
        return clearSelection();
    case TimelineCommand::FilterToTask:
    case TimelineCommand::MeasureSelection:
    case TimelineCommand::CursorToSelection:
    case TimelineCommand::CopySentence:
    case TimelineCommand::Pin:
    case TimelineCommand::UnfoldTask:
        return d->useSelection(command);
    case TimelineCommand::FoldGroup:
    case TimelineCommand::FoldAll:
    case TimelineCommand::UnfoldAll:
        return d->changeRows(command);
    case TimelineCommand::Menu:
        d->requestMenu();
        return true;
    case TimelineCommand::Activate:
        if (!d->selection)
            return false;
        Q_EMIT taskActivated(d->selection->task);
        return true;
    default:
        return d->moveSelection(command);
    }
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const std::optional<TimelineCommand> command = commandOf(*event);
    if (!command || !perform(*command))
        QWidget::keyPressEvent(event);
}

} // namespace views
