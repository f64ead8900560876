#pragma once

#include "views/model/position.h"
#include "views/model/timeaxis.h"

#include <QObject>

#include <optional>
#include <vector>

namespace views {

/// What the views of one run share, each with this one owner: the axis and what is visible of it,
/// the cursor, the selection and the measure. Setters emit only when something changes.
class ViewState : public QObject
{
    Q_OBJECT

public:
    /// While it lives, moved() is kept back: what a person does in one go, as a click that sets the
    /// cursor and selects, is one move. May be nested.
    class OneMove
    {
    public:
        explicit OneMove(ViewState *state);
        ~OneMove();
        OneMove(const OneMove &) = delete;
        OneMove &operator=(const OneMove &) = delete;

    private:
        ViewState *m_state;
    };

    using QObject::QObject;

    AxisKind axis() const noexcept { return m_axis; }
    const UnitRange &visibleRange() const noexcept { return m_visibleRange; }
    /// \a range, which is not empty, of axis().
    void setVisibleRange(const UnitRange &range);
    /// The measure, which is of the axis before, goes.
    void setAxis(AxisKind axis);

    const Position &cursor() const noexcept { return m_cursor; }
    void setCursor(const Position &cursor);

    std::optional<trace::TaskId> selectedTask() const noexcept { return m_selectedTask; }
    /// Of the selected task; may be nothing until somebody who shows segments has chosen one.
    const std::optional<SegmentRef> &selectedSegment() const noexcept { return m_selectedSegment; }
    /// Selects \a task alone, without a segment when it is another one.
    void setSelectedTask(std::optional<trace::TaskId> task);
    /// Selects \a segment, of the run that is shown, and its task alone, or nothing.
    void setSelectedSegment(const std::optional<SegmentRef> &segment);
    /// Selects all of \a tasks, of which the first is selectedTask().
    void setSelectedTasks(std::vector<trace::TaskId> tasks);
    /// What is selected beside selectedTask(), in ascending order.
    const std::vector<trace::TaskId> &alsoSelected() const noexcept { return m_alsoSelected; }
    bool isSelected(trace::TaskId task) const;
    /// A queue, a lock or whatever else tasks wait for. One thing is selected at most: choosing an
    /// object ends the choice of a task, and the other way round.
    std::optional<trace::ObjectId> selectedObject() const noexcept { return m_selectedObject; }
    void setSelectedObject(std::optional<trace::ObjectId> object);

    /// What a person measures, on axis().
    const std::optional<UnitRange> &measure() const noexcept { return m_measure; }
    void setMeasure(const std::optional<UnitRange> &measure);

Q_SIGNALS:
    /// The visible range is still one of the axis \a before: the timeline, which knows the run,
    /// moves it to the same times.
    void axisChanged(views::AxisKind axis, views::AxisKind before);
    void visibleRangeChanged(const views::UnitRange &range, const views::UnitRange &before);
    void cursorChanged(const views::Position &cursor);
    void selectedTaskChanged(std::optional<trace::TaskId> task);
    void alsoSelectedChanged();
    void selectedSegmentChanged(const std::optional<views::SegmentRef> &segment);
    void measureChanged(const std::optional<views::UnitRange> &measure);
    void selectedObjectChanged(std::optional<trace::ObjectId> object);
    /// Cursor, selection or measure changed: once for all that was set in one go, after the signals
    /// above. For whoever shows all of it and would otherwise do so several times.
    void moved();

private:
    void setAlsoSelected(std::vector<trace::TaskId> tasks);

    AxisKind m_axis = AxisKind::Clock;
    UnitRange m_visibleRange{0, 1'000'000'000};
    Position m_cursor;
    std::optional<trace::TaskId> m_selectedTask;
    std::vector<trace::TaskId> m_alsoSelected;
    std::optional<SegmentRef> m_selectedSegment;
    std::optional<UnitRange> m_measure;
    std::optional<trace::ObjectId> m_selectedObject;
    int m_moves = 0; // that go on
    bool m_moved = false;
};

} // namespace views
