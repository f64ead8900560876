#pragma once

#include "engine/trace/record.h"

#include <QObject>

#include <optional>
#include <vector>

namespace views {

/// A half-open interval of time, [begin, end).
struct TimeRange
{
    trace::Time begin{0};
    trace::Time end{0};

    trace::Time length() const noexcept { return end - begin; }
    bool operator==(const TimeRange &) const = default;
};

/// A place in a run: after the first \a records records of its trace. Within one instant of
/// virtual time many steps happen, so the time alone does not say which.
struct Position
{
    trace::Time time{0};
    std::size_t records = 0;

    bool operator==(const Position &) const = default;
};

/// What the views of one run share, each with this one owner: the visible range, the cursor and
/// the selected task. Setters emit only when something changes.
class ViewState : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const TimeRange &visibleRange() const noexcept { return m_visibleRange; }
    /// \a range is not empty.
    void setVisibleRange(const TimeRange &range);

    const Position &cursor() const noexcept { return m_cursor; }
    void setCursor(const Position &cursor);

    std::optional<trace::TaskId> selectedTask() const noexcept { return m_selectedTask; }
    /// Selects \a task alone.
    void setSelectedTask(std::optional<trace::TaskId> task);
    /// Selects all of \a tasks, of which the first is selectedTask().
    void setSelectedTasks(std::vector<trace::TaskId> tasks);
    /// What is selected beside selectedTask(), in ascending order.
    const std::vector<trace::TaskId> &alsoSelected() const noexcept { return m_alsoSelected; }
    bool isSelected(trace::TaskId task) const;

Q_SIGNALS:
    void visibleRangeChanged(const views::TimeRange &range);
    void cursorChanged(const views::Position &cursor);
    void selectedTaskChanged(std::optional<trace::TaskId> task);
    void alsoSelectedChanged();

private:
    void setAlsoSelected(std::vector<trace::TaskId> tasks);

    TimeRange m_visibleRange{trace::Time{0}, std::chrono::seconds(1)};
    Position m_cursor;
    std::optional<trace::TaskId> m_selectedTask;
    std::vector<trace::TaskId> m_alsoSelected;
};

} // namespace views
