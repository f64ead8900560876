#include "views/model/groupname.h"
#include "views/timeline/timelinekeys.h"
#include "views/timeline/timelineview_p.h"
#include "views/words/inspectiontext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTextDocumentFragment>

#include <algorithm>

namespace views {

using What = TimelinePlace::What;

TimelinePlace TimelineView::Private::placeAt(const QPointF &point) const
{
    TimelinePlace place;
    const QPoint at = point.toPoint();
    if (geometry.plots().contains(at))
        place.position
            = model->positionAt(axis().toUnits(point.x() - geometry.rows.left()), axisKind());
    if (const RunMark *mark = markUnder(point)) {
        place.what = What::Mark;
        place.position = mark->position;
        return place;
    }
    if (geometry.overview.contains(at)) {
        place.what = What::Overview;
        return place;
    }
    for (std::size_t i = 0; i < geometry.tracks.size(); ++i) {
        const QRect track = geometry.sightOf(i);
        if (track.contains(at) || geometry.gutterOf(track).contains(at)) {
            place.what = What::Track;
            place.track = tracks[i];
            return place;
        }
    }
    const bool name = geometry.gutterOf(geometry.rows).contains(at);
    const auto row = name || geometry.rows.contains(at) ? rowUnder(point) : std::nullopt;
    if (!row)
        return place;
    place.group = layout.rows()[*row].group;
    if (layout.rows()[*row].kind == TimelineLayout::Row::Kind::Header)
        place.what = What::Group;
    else if (name || !segmentUnder(point))
        place.what = What::Task;
    else
        place.what = What::Segment;
    return place;
}

void TimelineView::Private::requestMenu(const QPointF &point)
{
    if (isEmpty())
        return;
    const TimelinePlace place = placeAt(point);
    if (place.what == What::Group)
        menuGroup = place.group;
    const auto row = rowUnder(point);
    const ViewState::OneMove move(state);
    if (place.what == What::Mark || place.what == What::Segment)
        state->setCursor(*place.position);
    if (place.what == What::Segment)
        select(segmentUnder(point));
    else if (place.what == What::Task)
        selectTask(layout.rows()[*row].task);
    else if (place.what == What::Track && place.track.kind == TrackId::Kind::Queue)
        state->setSelectedObject(place.track.queue);
    pointAt(place.what == What::Track ? std::optional(place.track) : std::nullopt);
    Q_EMIT q->menuRequested(place, q->mapToGlobal(point.toPoint()));
}

void TimelineView::Private::requestMenu()
{
    pointAt({});
    const TimeAxis shown = axis();
    const auto inSight
        = [&](double x) { return std::clamp(x, 0.0, shown.width() - 1) + geometry.rows.left(); };
    TimelinePlace place;
    place.position = cursor();
    QPointF point(inSight(shown.toX(model->at(cursor(), axisKind()))), geometry.rows.top());
    const auto row = selection ? layout.rowOf(selection->task) : std::nullopt;
    if (row) {
        const TimelineLayout::Row &its = layout.rows()[*row];
        place.what = What::Segment;
        place.group = its.group;
        point = {inSight(shown.toX(model->start(*selection, axisKind()))),
                 std::clamp(topOf(its) + its.height, static_cast<double>(geometry.rows.top()),
                            static_cast<double>(geometry.rows.bottom()))};
    }
    Q_EMIT q->menuRequested(place, q->mapToGlobal(point.toPoint()));
}

std::optional<std::size_t> TimelineView::Private::groupToFold() const
{
    if (menuGroup)
        return menuGroup;
    if (!selection)
        return {};
    const auto &groups = model->groups();
    const auto found = std::find_if(groups.begin(), groups.end(), [this](const TaskGroup &group) {
        return std::binary_search(group.tasks.begin(), group.tasks.end(), selection->task);
    });
    if (found == groups.end() || found->tasks.size() < 2)
        return {};
    return static_cast<std::size_t>(found - groups.begin());
}

void TimelineView::Private::pointAt(const std::optional<TrackId> &track)
{
    if (track == menuTrack)
        return;
    menuTrack = track;
    Q_EMIT q->pointedTrackChanged();
}

std::optional<TrackId> TimelineView::Private::trackToHide() const
{
    std::optional<TrackId> wanted = menuTrack;
    if (!wanted && state->selectedObject())
        wanted = TrackId(*state->selectedObject());
    const bool isThere = wanted && std::find(tracks.begin(), tracks.end(), *wanted) != tracks.end();
    return isThere ? wanted : std::nullopt;
}

bool TimelineView::Private::hideTrack()
{
    const auto wanted = trackToHide();
    if (!wanted)
        return false;
    TrackChoice others = trackChoice;
    others.hide(*model, *wanted);
    q->setTracks(std::move(others));
    return true;
}

bool TimelineView::Private::changeRows(TimelineCommand command)
{
    switch (command) {
    case TimelineCommand::FoldGroup: {
        const auto group = groupToFold();
        if (!group)
            return false;
        toggleGroup(*group);
        return true;
    }
    case TimelineCommand::FoldAll:
        for (const TaskGroup &group : model->groups()) {
            if (group.tasks.size() > 1)
                collapsed.insert(groupName(*model, group));
        }
        break;
    default:
        collapsed.clear();
        break;
    }
    rebuildLayout();
    Q_EMIT q->besideChanged();
    return true;
}

bool TimelineView::Private::useSelection(TimelineCommand command)
{
    if (!selection)
        return false;
    const Units begin = model->start(*selection, axisKind());
    const Units end = model->end(*selection, axisKind());
    switch (command) {
    case TimelineCommand::FilterToTask:
        // In quotes: that one alone, and none whose name goes on.
        q->setFilter(QStringLiteral("\"%1\"").arg(model->label(selection->task)));
        return true;
    case TimelineCommand::Pin: {
        const QString label = model->label(selection->task);
        if (pinned.erase(label) == 0)
            pinned.insert(label);
        rebuildLayout();
        reveal(*selection);
        Q_EMIT q->pinnedChanged();
        return true;
    }
    case TimelineCommand::UnfoldTask:
        toggleTask(selection->task);
        reveal(*selection);
        return true;
    case TimelineCommand::MeasureSelection:
        state->setMeasure(UnitRange{begin, std::max(end, begin + 1)});
        return true;
    case TimelineCommand::CursorToSelection: {
        const TaskTrack &track = model->track(selection->task);
        state->setCursor(
            {track.start(selection->index), track.record(selection->index) + std::size_t{1}});
        return true;
    }
    default: {
        const World world = worldAt(*model, std::min(cursor().records, model->records()));
        const Inspection said
            = inspect(*model, world, cursor().time, selection->task, document->goesOn());
        QGuiApplication::clipboard()->setText(QStringLiteral("%1: %2").arg(
            said.name, QTextDocumentFragment::fromHtml(said.sentence).toPlainText()));
        return true;
    }
    }
}

} // namespace views
