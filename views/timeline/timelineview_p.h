#pragma once

#include "views/analysis/wakearrows.h"
#include "views/depth/depthpainter.h"
#include "views/depth/depthsamples.h"
#include "views/depth/loadsamples.h"
#include "views/model/rangehistory.h"
#include "views/model/rundocument.h"
#include "views/rows/findingpainter.h"
#include "views/rows/ghostpainter.h"
#include "views/rows/groupmix.h"
#include "views/rows/nestedcoroutines.h"
#include "views/rows/pathpainter.h"
#include "views/rows/rowsband.h"
#include "views/rows/rowscanvas.h"
#include "views/rows/rowspainter.h"
#include "views/timeline/hovercard.h"
#include "views/timeline/markpainter.h"
#include "views/timeline/overview.h"
#include "views/timeline/timelinegeometry.h"
#include "views/timeline/timelineplace.h"
#include "views/timeline/timelineview.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QPointF>

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

class QLineEdit;
class QPainter;
class QScrollBar;

namespace views {

/// What the timeline view remembers. timelinestate.cpp keeps it up to date, timelinepaint.cpp
/// paints it, timelineinput.cpp and timelinekeys.cpp are what mouse and keys do to it.
class TimelineView::Private
{
public:
    Private(TimelineView *view, ViewState *viewState);

    // What is shown.
    void rebuildLayout();
    void updateGeometry();
    /// More is known of the run.
    void follow(const RunDocument::Change &change);
    /// What is known of the run to compare with, once it has been read; else null.
    const RunModel *referenceModel() const;
    bool isGhostDrawn() const { return ghostShown && comparison && referenceModel() != nullptr; }
    GhostScene ghostScene(double scrolled) const;
    void forgetComparison();
    /// Where the ghost ends, as long as it may be drawn; else 0.
    Units ghostEnd() const;
    void ghostMoved();
    /// More is known of the run to compare with.
    void followReference();
    /// What is known of the run from \a position on has changed.
    void changedFrom(const Position &position);
    void updateScrollBar();
    void updateUnderRows();
    void updateQueuesBar();
    void resizeEdge(const QPoint &point);
    void setWishes(const TimelineGeometry::Wishes &wanted);
    void updateFilterField();
    AxisKind axisKind() const { return state->axis(); }
    TimeAxis axis() const;
    UnitRange runLimits() const;
    /// Where the run ends, with what is kept back of it.
    Units reach() const;
    UnitRange fitted() const;
    Position cursor() const;
    bool isEmpty() const { return !model || model->taskCount() == 0; }

    // Moves of the view.
    void setRange(const UnitRange &anywhere);
    void moveTo(const UnitRange &wanted, RangeHistory::Move move);
    /// Somebody else has moved the range, or chosen the axis.
    void rangeMoved(const UnitRange &wanted, const UnitRange &before);
    void axisMoved(AxisKind before);
    void zoom(double factor, double x, RangeHistory::Move move);
    void pan(double pixels, RangeHistory::Move move);
    void fit(const UnitRange &wanted);
    void followEnd();
    void leaveEnd();
    /// The rows that stay at the top, if there are any, and those that are scrolled under them.
    std::vector<RowsBand> bands() const { return bandsOf(layout, geometry.rows, scroll); }
    /// So high are those that stay.
    int staying() const { return layout.stayingHeight(geometry.rows.height()); }
    /// The row at the height of \a point; nothing: there is none.
    std::optional<std::size_t> rowUnder(const QPointF &point) const;
    /// The upper edge of \a row in the widget, in sight or not.
    double topOf(const TimelineLayout::Row &row) const;
    void scrollTo(double y);
    bool isInSight(trace::TaskId task) const; ///< its row, whole
    void scrollToRow(trace::TaskId task);
    void reveal(const SegmentRef &segment);

    // The hand.
    void select(const std::optional<SegmentRef> &segment);
    void showSelection();
    /// Finds the arrows of all in sight anew if that is other than before.
    void findArrowsInSight();
    void selectTask(std::optional<trace::TaskId> task);
    std::optional<SegmentRef> segmentUnder(const QPointF &point) const;
    /// The row of coroutines under \a point, if it is one.
    const TimelineLayout::Row *coroutinesUnder(const QPointF &point) const;
    /// The folded group under whose header's row \a point is.
    std::optional<std::size_t> foldedUnder(const QPointF &point) const;
    /// What there is to say of what is under \a point.
    std::optional<SegmentSummary> summaryUnder(const QPointF &point) const;
    Units snapped(const QPointF &point, bool snap) const;
    void showCard();
    void hideCard();
    void toggleGroup(std::size_t group);
    void toggleTask(trace::TaskId task);
    /// Is \a point, in the gutter, where \a row is unfolded by the mouse?
    bool isFoldSign(const TimelineLayout::Row &row, const QPointF &point) const;

    // Painting.
    /// Paints what \a dirty touches.
    void paint(QPainter &painter, const QRegion &dirty);
    void paintGutter(QPainter &painter);
    void paintEmpty(QPainter &painter, const QString &title, const QString &text) const;
    void paintOverview(QPainter &painter);
    void paintRuler(QPainter &painter) const;
    /// The marks in sight, where their flags stand.
    std::vector<MarkPainter::Place> marksInSight() const;
    void paintMarks(QPainter &painter) const;
    /// The mark whose flag is at \a point; null: none.
    const RunMark *markUnder(const QPointF &point) const;
    /// The signs of findings in sight, in the widget's coordinates.
    std::vector<FindingPainter::Sign> signsInSight() const;
    void paintFindings(QPainter &painter) const;
    /// Where in a finding is \a point; null: it is on no sign.
    const FindingPlace *findingUnder(const QPointF &point) const;
    void paintRows(QPainter &painter, const QDeadlineTimer &until);
    void paintMixes(QPainter &painter, const QDeadlineTimer &until);
    void paintNested(QPainter &painter, const RowsScene &scene) const;
    void paintPath(QPainter &painter) const;
    void paintGhost(QPainter &painter, const QDeadlineTimer &until);
    void paintTracks(QPainter &painter);
    /// What is kept of \a track, a depth, the one at \a place.
    static DepthSamples &keptDepth(std::vector<DepthSamples> &kept, std::size_t place,
                                   const TrackId &track);
    /// What the track at \a place shows.
    DepthScene sceneOf(std::size_t place);

    // Input.
    enum class Drag : std::uint8_t {
        None,
        Press, ///< a click, until it moves
        Menu, ///< the same with the right button
        Measure,
        ZoomRange,
        Pan,
        Cursor,
        Gutter, ///< the names become wider
        Tracks, ///< the tracks become higher
        OverviewLeft,
        OverviewRight,
        OverviewBrush,
    };
    void press(QMouseEvent *event);
    void pressOverview(double x);
    void drag(QMouseEvent *event);
    void dragOverview(double x);
    void release(QMouseEvent *event);
    void click(const QPointF &point);
    /// What a click on the row of \a task means while something is to be chosen.
    void choose(trace::TaskId task);
    void doubleClick(QMouseEvent *event);
    TimelinePlace placeAt(const QPointF &point) const;
    void requestMenu(const QPointF &point);
    /// For the selection, or for the cursor where nothing is selected.
    void requestMenu();
    std::optional<std::size_t> groupToFold() const;
    /// Hides the track on which a menu was opened last, else that of the selected queue.
    /// The track that a person has turned to, if it is there.
    std::optional<TrackId> trackToHide() const;
    bool hideTrack();
    /// A menu is opened on \a track, or something else is turned to.
    void pointAt(const std::optional<TrackId> &track);
    bool changeRows(TimelineCommand command);
    bool useSelection(TimelineCommand command);
    void hover(const QPointF &point);
    void wheel(QWheelEvent *event);
    bool moveSelection(TimelineCommand command);
    double zoomCentre() const;

    TimelineView *q;
    ViewState *state;
    // What the state owns: read here, changed there.
    const UnitRange &range;
    const std::optional<SegmentRef> &selection;
    const std::optional<UnitRange> &measure;

    std::shared_ptr<RunDocument> document;
    const RunModel *model = nullptr; ///< the document's
    std::shared_ptr<RunDocument> reference;
    QMetaObject::Connection referenceRead;
    std::chrono::nanoseconds spent{0}; ///< of the next frame's time: reading took that much of it
    QString referenceLabel;
    std::shared_ptr<const Comparison> comparison; ///< with the reference; null: not known
    bool ghostShown = false;
    Theme theme = Theme::light();
    Fonts fonts;
    std::unique_ptr<RowsPainter> rowsPainter;
    /// Of bands(), counted from the last.
    using Canvases = std::array<std::unique_ptr<RowsCanvas>, 2>;
    Canvases newCanvases() const;
    Canvases rowsCanvases;
    Canvases ghostCanvases; ///< null while no ghost is drawn
    int wantedRowHeight = 0;
    bool allRows = false;
    bool tallRows = false;
    QString filter;
    QString note;
    std::set<QString> collapsed; ///< groups, by name
    std::map<std::size_t, GroupMix> mixes; ///< of collapsed groups that have been in sight
    RowOrder order = RowOrder::Creation;
    std::set<QString> pinned; ///< by label
    std::set<QString> unfolded; ///< tasks, by label
    NestedCoroutines nested; ///< theirs
    std::optional<std::size_t> menuGroup; ///< on whose header a menu was opened last
    std::optional<TrackId> menuTrack; ///< on which one was
    std::vector<trace::TaskId> choices; ///< of which a person is to choose one

    TimelineLayout layout;
    TimelineGeometry geometry;
    QRect underRows; ///< what is left under the last one
    TimelineGeometry::Wishes wishes;
    Ruler ruler;
    Overview overview;
    TrackChoice trackChoice;
    std::vector<TrackId> tracks; ///< those, from top to bottom
    std::vector<DepthSamples> depths; ///< by track
    std::vector<DepthSamples> referenceDepths;
    std::array<LoadSamples, 2> loads{LoadSamples(TrackId::Kind::Busy),
                                     LoadSamples(TrackId::Kind::Lag)};
    ColumnRecords columnRecords;
    ColumnRecords referenceColumnRecords;
    std::vector<QRgb> depthPixels; ///< of the track that is being painted
    double scroll = 0;

    bool chosen = false; ///< a person chose the range
    bool live = false;
    bool following = true;
    bool keyboardFocus = false;
    bool quiet = false; ///< the view itself changes the shared state
    RangeHistory history;

    std::vector<WakeArrow> arrows; ///< of the selection
    WakesShown wakes = WakesShown::OfSelection;
    /// What the arrows of all in sight were found for.
    struct Sight
    {
        std::size_t records = 0;
        UnitRange range;
        AxisKind axis = AxisKind::Clock;
        std::vector<trace::TaskId> tasks;

        bool operator==(const Sight &) const = default;
    };
    Sight arrowsSight;
    std::vector<WakeArrow> arrowsInSight;
    std::vector<PathSpan> path; ///< that stands out
    std::shared_ptr<const PlacedFindings> findings; ///< null: nothing is known

    Drag dragging = Drag::None;
    QPointF pressed;
    QPointF last;
    Units anchor = 0;
    UnitRange grabbed;
    QPointF hovered;
    QBasicTimer hoverTimer;

    QScrollBar *bar = nullptr;
    QScrollBar *queuesBar = nullptr;
    QLineEdit *filterField = nullptr;
    HoverCard *card = nullptr;
};

} // namespace views
