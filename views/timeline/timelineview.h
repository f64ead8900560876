#pragma once

#include "engine/trace/trace.h"
#include "views/depth/trackchoice.h"
#include "views/model/timeaxis.h"
#include "views/model/viewstate.h"
#include "views/rows/legend.h"
#include "views/rows/timelinelayout.h"
#include "views/style/theme.h"
#include "views/timeline/timelinegeometry.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace views {

class RunDocument;
struct Comparison;
struct EmptyPlace;
struct PathPart;
struct PlacedFindings;
struct SegmentRef;
struct TimelinePlace;
enum class TimelineCommand;

/// The timeline: an overview of the whole run, a ruler, a row for every task and, on the same
/// axis, the depth of every queue and of the ready queue. Mouse and keyboard work as in other
/// timeline viewers; timelinekeys.h has the keys.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    /// Shows the visible range, the cursor, the selection and the measure of \a state, which must
    /// outlive the view, and moves the first by itself, the others only when a person does.
    explicit TimelineView(ViewState *state, QWidget *parent = nullptr);
    ~TimelineView() override;

    /// Shows \a document and what becomes known of it, or the empty state when null. The visible
    /// range stays when a person has chosen it and the new run reaches it; otherwise all is shown.
    void setDocument(std::shared_ptr<RunDocument> document);
    /// The run to compare with: its queue depths are drawn dashed, named \a label, once it has
    /// been read. Null: none.
    void setReference(std::shared_ptr<RunDocument> document, const QString &label);
    /// Whether the reference stands in the rows too, as a ghost under what the tasks did, as soon
    /// as the comparison tells which task is which.
    void setGhostShown(bool shown);
    bool isGhostShown() const;

    /// While live, the view follows the end of the run unless a person has moved it away.
    void setLive(bool live);
    bool isLive() const;
    bool isFollowing() const;

    void setTheme(const Theme &theme);
    /// A few words on how the run is shown, which stand beside the overview; empty: none.
    void setNote(const QString &note);
    const QString &note() const;

    /// Heights of rows in logical pixels: 24, 20, 16, 12, 8, 4, 2 or 1; 0 chooses by the space.
    void setRowHeight(int height);
    /// Without a height of their own rows are made as low as it takes to see all of them, at least
    /// 1 pixel, instead of staying high enough to be read.
    void setAllRows(bool all);
    /// How wide the names and how high the tracks are, as far as a person has chosen.
    const TimelineGeometry::Wishes &wishes() const;
    void setWishes(const TimelineGeometry::Wishes &wishes);
    /// Which wakes are shown as arrows: at first those of the selection.
    void setWakes(WakesShown wakes);
    WakesShown wakes() const;
    /// Which tracks stand under the rows.
    const TrackChoice &tracks() const;
    void setTracks(TrackChoice choice);
    /// Is there one that TimelineCommand::HideTrack would hide: on which a menu was opened last, or
    /// that of the selected queue?
    bool canHideTrack() const;
    /// Rows may be made higher than they are usually where there is room for that.
    void setTallRows(bool tall);
    /// In which order the tasks of a group stand.
    void setRowOrder(RowOrder order);
    /// The labels of the tasks whose rows stand above all.
    void setPinned(std::set<QString> labels);
    /// Shows only tasks whose label or name contains \a text, in any case.
    void setFilter(const QString &text);

    /// Whether a person has chosen what is visible.
    bool isRangeChosen() const;
    /// How the rows are chosen and folded.
    const TimelineLayout::Options &layoutOptions() const;
    /// What the picture shows beside the run, for its legend.
    Legend::Beside beside() const;

    /// Has a person choose one of \a tasks: their rows are numbered, in that order, and a click on
    /// one chooses it; the cursor stays. Empty: nothing is to be chosen.
    void setChoices(std::vector<trace::TaskId> tasks);

    /// Where a card of \a size would cover no bar; nothing: there is no such place.
    std::optional<EmptyPlace> emptyPlace(const QSize &size) const;

    /// What is left of the rows' place under the last of them; empty: nothing.
    QRect underRows() const;

    /// Does what \a command means; false: there is nothing that it could be done to.
    bool perform(TimelineCommand command);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    /// How the document differs from the reference; null: not known.
    void setComparison(std::shared_ptr<const views::Comparison> comparison);
    /// Lets \a path, a critical path of the document, stand out; null: none.
    void setCriticalPath(const std::shared_ptr<const std::vector<views::PathPart>> &path);
    /// Marks where \a found, of the document, is; null: nothing is known.
    void setFindings(const std::shared_ptr<const views::PlacedFindings> &found);
    void setFollowing(bool following);
    void fitAll();
    /// Zooms to the measured range, else the selected segment, else the selected task.
    void fitSelection();
    /// Clears the measure, else the selection, else the filter; false: there was nothing to clear.
    bool clearSelection();

Q_SIGNALS:
    void followingChanged(bool following);
    void besideChanged();
    void underRowsChanged();
    /// A person has pressed Enter on, or double-clicked the name of, a task.
    void taskActivated(trace::TaskId task);
    /// tracks() are others.
    void tracksChanged();
    /// A person has turned to another track, or away from one.
    void pointedTrackChanged();
    /// A person has pinned or unpinned a row: layoutOptions() tells which are.
    void pinnedChanged();
    /// A person has clicked on the sign of place number \a part of finding number \a finding.
    void findingActivated(std::size_t finding, std::size_t part);
    /// A person has chosen \a task, one of setChoices().
    void taskChosen(trace::TaskId task);
    /// A person has asked, by the right button or a key, what can be done at \a place. What is
    /// there is selected already.
    void menuRequested(const views::TimelinePlace &place, const QPoint &globalPlace);
    /// What the pointer or the selection is on in one line, or empty.
    void hinted(const QString &text);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace views
