#include "views/timeline/timelineview.h"

#include "views/depth/depthpainter.h"
#include "views/rows/ghostpainter.h"
#include "views/style/filterfield.h"
#include "views/timeline/emptyplace.h"
#include "views/timeline/timelineview_p.h"
#include "views/words/findingtext.h"
#include "views/words/marktext.h"
#include "views/words/runtext.h"

#include <QEvent>
#include <QFocusEvent>
#include <QHelpEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace views {

TimelineView::Private::Private(TimelineView *view, ViewState *viewState)
    : q(view)
    , state(viewState)
    , range(viewState->visibleRange())
    , selection(viewState->selectedSegment())
    , measure(viewState->measure())
    , fonts(view->font())
    , rowsPainter(std::make_unique<RowsPainter>(theme, fonts))
    , rowsCanvases(newCanvases())
    , geometry(view->size(), 0)
{
}

TimelineView::Private::Canvases TimelineView::Private::newCanvases() const
{
    return {std::make_unique<RowsCanvas>(theme), std::make_unique<RowsCanvas>(theme)};
}

TimelineView::TimelineView(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, state))
{
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline of tasks"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setContextMenuPolicy(Qt::PreventContextMenu); // the right button pans, too

    d->bar = new QScrollBar(Qt::Vertical, this);
    d->bar->setAccessibleName(tr("Rows of the timeline"));
    d->bar->hide();
    d->queuesBar = new QScrollBar(Qt::Vertical, this);
    d->queuesBar->setAccessibleName(tr("Tracks of the timeline"));
    d->queuesBar->hide();
    d->filterField = new FilterField(this, this);
    d->filterField->setObjectName(QStringLiteral("taskFilter"));
    d->filterField->setAccessibleName(tr("Filter tasks by name"));
    d->filterField->setFrame(false);
    d->filterField->setFocusPolicy(Qt::ClickFocus); // by key: /
    d->filterField->setClearButtonEnabled(true);
    d->card = new HoverCard(this);

    connect(d->bar, &QScrollBar::valueChanged, this, [this](int value) {
        d->scroll = value;
        d->hideCard();
        update();
    });
    connect(d->queuesBar, &QScrollBar::valueChanged, this, [this](int value) {
        d->wishes.scroll = value;
        d->updateGeometry();
        update();
    });
    connect(d->filterField, &QLineEdit::textChanged, this, &TimelineView::setFilter);
    connect(state, &ViewState::visibleRangeChanged, this,
            [this](const UnitRange &range, const UnitRange &before) {
                if (!d->quiet && d->model)
                    d->rangeMoved(range, before);
            });
    connect(state, &ViewState::axisChanged, this,
            [this](AxisKind, AxisKind before) { d->axisMoved(before); });
    connect(state, &ViewState::measureChanged, this, [this] { update(); });
    connect(state, &ViewState::selectedSegmentChanged, this, [this] {
        if (d->quiet)
            return;
        d->showSelection();
        if (d->model && d->selection)
            d->reveal(*d->selection);
    });
    connect(state, &ViewState::cursorChanged, this, [this] { update(); });
    connect(state, &ViewState::selectedTaskChanged, this, [this](std::optional<trace::TaskId> t) {
        if (!d->quiet && !d->selection)
            d->selectTask(t);
    });
    connect(state, &ViewState::selectedObjectChanged, this, &TimelineView::pointedTrackChanged);
    connect(state, &ViewState::alsoSelectedChanged, this, qOverload<>(&QWidget::update));
    setTheme(d->theme);
    d->updateGeometry();
}

TimelineView::~TimelineView() = default;

void TimelineView::setDocument(std::shared_ptr<RunDocument> document)
{
    const auto selected = d->selection;
    const QString selectedLabel = selected ? d->model->label(selected->task) : QString();
    const Units selectedAt = selected ? d->model->start(*selected, AxisKind::Clock) : 0;
    d->hideCard();
    d->arrows.clear();
    d->state->setMeasure({});
    if (d->document)
        disconnect(d->document.get(), nullptr, this, nullptr);
    const bool isOtherProgram
        = d->document && document && d->document->info().title != document->info().title;
    if (isOtherProgram) {
        d->collapsed.clear();
        d->unfolded.clear();
    }
    d->nested = {};
    d->mixes.clear();
    d->arrowsSight = {};
    d->arrowsInSight.clear();
    d->document = std::move(document);
    d->model = d->document ? &d->document->model() : nullptr;
    d->rowsPainter = std::make_unique<RowsPainter>(d->theme, d->fonts);
    d->forgetComparison();
    d->findings.reset();
    d->depths.clear();
    d->loads = {LoadSamples(TrackId::Kind::Busy), LoadSamples(TrackId::Kind::Lag)};
    d->columnRecords = {};
    d->pointAt({});
    d->overview.reset();
    d->overview.setReach(d->reach());
    d->updateGeometry();
    if (!d->model)
        return d->select({});
    connect(d->document.get(), &RunDocument::changed, this,
            [this](const RunDocument::Change &change) { d->follow(change); });
    connect(d->document.get(), &RunDocument::progressed, this, qOverload<>(&QWidget::update));
    connect(d->document.get(), &RunDocument::marksChanged, this, qOverload<>(&QWidget::update));
    if (isOtherProgram)
        d->history.clear();
    if (!d->chosen || isOtherProgram || d->reach() <= d->range.begin) {
        d->chosen = false;
        d->setRange(d->fitted());
    }
    // The same task of a run with other parameters is the one of the same name.
    std::optional<SegmentRef> again;
    if (selected && static_cast<std::size_t>(selected->task) < d->model->taskCount()
        && d->model->label(selected->task) == selectedLabel)
        again = d->model->segmentAt(selected->task, selectedAt, AxisKind::Clock);
    d->select(again);
    update();
}

void TimelineView::setReference(std::shared_ptr<RunDocument> document, const QString &label)
{
    d->referenceLabel = label;
    update();
    if (document == d->reference)
        return;
    if (d->reference)
        disconnect(d->referenceRead);
    d->reference = std::move(document);
    d->forgetComparison();
    d->referenceDepths.clear();
    d->referenceColumnRecords = {};
    if (d->reference)
        d->referenceRead = connect(d->reference.get(), &RunDocument::changed, this,
                                   [this] { d->followReference(); });
    d->followReference();
}

void TimelineView::setGhostShown(bool shown)
{
    if (shown == d->ghostShown)
        return;
    d->ghostShown = shown;
    d->ghostMoved();
    Q_EMIT besideChanged();
}

bool TimelineView::isGhostShown() const
{
    return d->ghostShown;
}

void TimelineView::setComparison(std::shared_ptr<const Comparison> comparison)
{
    d->forgetComparison();
    d->comparison = std::move(comparison);
    update();
    Q_EMIT besideChanged();
}

void TimelineView::setWakes(WakesShown wakes)
{
    d->wakes = wakes;
    d->arrowsSight = {};
    d->arrowsInSight.clear();
    update();
    Q_EMIT besideChanged();
}

WakesShown TimelineView::wakes() const
{
    return d->wakes;
}

Legend::Beside TimelineView::beside() const
{
    Legend::Beside beside;
    if (!d->model)
        return beside;
    beside.cursor = true;
    beside.selection = d->selection && !isEnd(d->model->state(*d->selection));
    if (d->wakes == WakesShown::All)
        beside.addArrows(d->arrowsInSight);
    if (d->wakes != WakesShown::None)
        beside.addArrows(d->arrows);
    beside.nested = d->layout.hasCoroutines();
    beside.mixes = std::any_of(
        d->layout.rows().begin(), d->layout.rows().end(),
        [this](const TimelineLayout::Row &row) { return d->layout.isFolded(*d->model, row); });
    beside.setTracks(d->trackChoice.kinds);
    beside.reference = std::any_of(d->tracks.begin(), d->tracks.end(), [this](const TrackId &its) {
        const DepthScene scene{d->model, its, d->axis(), d->referenceModel()};
        return scene.referenceTrack().has_value();
    });
    beside.ghost = d->isGhostDrawn()
        && GhostPainter::hasStrips(d->layout.options().rowHeight, d->axisKind());
    beside.parting = d->isGhostDrawn() && d->comparison && d->comparison->parting;
    beside.faults = d->findings && !d->findings->faults.empty();
    beside.findings = d->findings && !d->findings->others.empty();
    return beside;
}

void TimelineView::setLive(bool live)
{
    if (live == d->live)
        return;
    d->live = live;
    if (live)
        setFollowing(true);
    else if (d->model && d->following && !d->chosen)
        d->setRange(d->fitted());
    update();
}

bool TimelineView::isLive() const
{
    return d->live;
}

bool TimelineView::isFollowing() const
{
    return d->following;
}

void TimelineView::setFollowing(bool following)
{
    if (following && d->live && d->model)
        d->followEnd();
    if (following == d->following)
        return;
    d->following = following;
    Q_EMIT followingChanged(following);
}

void TimelineView::setTheme(const Theme &theme)
{
    d->theme = theme;
    d->fonts = Fonts(font());
    d->rowsPainter = std::make_unique<RowsPainter>(d->theme, d->fonts);
    d->rowsCanvases = d->newCanvases();
    d->ghostCanvases = {};
    d->mixes.clear();
    d->card->setTheme(theme);
    QPalette palette = d->filterField->palette();
    palette.setColor(QPalette::Base, theme.panel);
    palette.setColor(QPalette::Text, theme.text1);
    palette.setColor(QPalette::PlaceholderText, theme.text3);
    d->filterField->setPalette(palette);
    d->filterField->setFont(d->fonts.second);
    const QString barStyle
        = QStringLiteral(
              "QScrollBar { background: transparent; width: 10px; margin: 0; }"
              "QScrollBar::handle { background: %1; border-radius: 3px; min-height: 24px; "
              "margin: 0 2px; }"
              "QScrollBar::handle:hover { background: %2; }"
              "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
              "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }")
              .arg(theme.panelEdge.name(), theme.controlEdge.name());
    d->bar->setStyleSheet(barStyle);
    d->queuesBar->setStyleSheet(barStyle);
    d->overview.reset();
    update();
}

void TimelineView::setCriticalPath(const std::shared_ptr<const std::vector<PathPart>> &path)
{
    d->path.clear();
    if (path && d->model)
        d->path = pathSpans(*d->model, *path);
    update();
}

void TimelineView::setFindings(const std::shared_ptr<const PlacedFindings> &found)
{
    d->findings = d->model ? found : nullptr;
    update();
    Q_EMIT besideChanged();
}

void TimelineView::setNote(const QString &note)
{
    if (note == d->note)
        return;
    d->note = note;
    update();
}

const QString &TimelineView::note() const
{
    return d->note;
}

void TimelineView::setRowHeight(int height)
{
    d->wantedRowHeight = height;
    d->rebuildLayout();
}

void TimelineView::setAllRows(bool all)
{
    d->allRows = all;
    d->rebuildLayout();
}

void TimelineView::setRowOrder(RowOrder order)
{
    d->order = order;
    d->rebuildLayout();
}

void TimelineView::setPinned(std::set<QString> labels)
{
    d->pinned = std::move(labels);
    d->rebuildLayout();
}

void TimelineView::setFilter(const QString &text)
{
    if (text == d->filter)
        return;
    d->filter = text;
    d->filterField->setText(text);
    d->rebuildLayout();
}

void TimelineView::setChoices(std::vector<trace::TaskId> tasks)
{
    d->choices = std::move(tasks);
    update();
}

const TrackChoice &TimelineView::tracks() const
{
    return d->trackChoice;
}

bool TimelineView::canHideTrack() const
{
    return d->trackToHide().has_value();
}

void TimelineView::setTracks(TrackChoice choice)
{
    if (choice == d->trackChoice)
        return;
    d->trackChoice = std::move(choice);
    d->updateGeometry();
    update();
    Q_EMIT tracksChanged();
    Q_EMIT besideChanged();
}

void TimelineView::setTallRows(bool tall)
{
    if (tall == d->tallRows)
        return;
    d->tallRows = tall;
    d->rebuildLayout();
}

const TimelineGeometry::Wishes &TimelineView::wishes() const
{
    return d->wishes;
}

void TimelineView::setWishes(const TimelineGeometry::Wishes &wishes)
{
    d->setWishes(wishes);
}

std::optional<EmptyPlace> TimelineView::emptyPlace(const QSize &size) const
{
    if (d->isEmpty() || d->layout.rows().empty())
        return {};
    const RowsBand band = d->bands().back();
    return views::emptyPlace(*d->model, d->layout, d->axis(), band.place, band.scroll, size);
}

QRect TimelineView::underRows() const
{
    return d->underRows;
}

QSize TimelineView::sizeHint() const
{
    return {1100, 640};
}

QSize TimelineView::minimumSizeHint() const
{
    return {560, 240};
}

bool TimelineView::isRangeChosen() const
{
    return d->chosen;
}

const TimelineLayout::Options &TimelineView::layoutOptions() const
{
    return d->layout.options();
}

void TimelineView::fitAll()
{
    if (!d->model)
        return;
    d->moveTo(d->fitted(), RangeHistory::Move::Jump);
    d->chosen = false;
    d->leaveEnd();
}

void TimelineView::fitSelection()
{
    if (!d->model)
        return;
    if (d->measure) {
        d->fit(*d->measure);
    } else if (d->selection) {
        const Units begin = d->model->start(*d->selection, d->axisKind());
        const Units end = d->model->end(*d->selection, d->axisKind());
        if (end > begin)
            d->fit({begin, end});
    } else {
        fitAll();
    }
}

bool TimelineView::clearSelection()
{
    if (d->measure) {
        d->state->setMeasure({});
    } else if (d->selection) {
        d->select({});
    } else if (!d->filter.isEmpty()) {
        setFilter({});
    } else {
        return false;
    }
    return true;
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !d->document)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString text;
    if (d->geometry.gutterOf(d->geometry.overview).contains(help->pos()))
        text = QStringLiteral("<p style='white-space: pre'>%1</p>")
                   .arg(runText(*d->document).toHtmlEscaped());
    else if (const RunMark *mark = d->markUnder(help->pos()))
        text = QStringLiteral("<p>%1</p>").arg(markText(*d->model, *mark).toHtmlEscaped());
    else if (const FindingPlace *place = d->findingUnder(help->pos()))
        text = QStringLiteral("<p style='white-space: pre-line'>%1</p>")
                   .arg(findingPlaceText(*d->model, d->findings->findings[place->finding],
                                         place->part)
                            .toHtmlEscaped());
    QToolTip::showText(help->globalPos(), text, this); // none hides the one before
    return true;
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    const bool whole = !d->chosen && d->model && !(d->live && d->following);
    d->updateGeometry();
    if (whole)
        d->setRange(d->fitted());
}

void TimelineView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        setTheme(d->theme);
    QWidget::changeEvent(event);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    d->keyboardFocus
        = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    d->keyboardFocus = false;
    update();
}

} // namespace views
